"""Dòng lệnh — the words of every command in Vietnamese or English: its usage, wrong arguments, files that fail."""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Sequence
from typing import NoReturn

WORDS = {
    "usage: ": "cách dùng: ",
    "positional arguments": "nêu theo thứ tự",
    "options": "tùy chọn",
    "show this help message and exit": "xem trang này",
    "the following arguments are required: %s": "Thiếu: %s.",
    "one of the arguments %s is required": "Thiếu một trong: %s.",
    "unrecognized arguments: %s": "Không hiểu: %s.",
    "invalid choice: %(value)r (choose from %(choices)s)": "không nhận %(value)r; chọn một trong %(choices)s.",
    "invalid %(type)s value: %(value)r": "không đọc được %(value)r.",
    "expected one argument": "cần một giá trị đi kèm.",
    "expected at least one argument": "cần ít nhất một giá trị đi kèm.",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
}
REASONS = {
    errno.ENOENT: {"vi": "không có tệp hay thư mục này", "en": "there is no such file or folder"},
    errno.EISDIR: {"vi": "đây là thư mục, không phải tệp", "en": "it is a folder, not a file"},
    errno.ENOTDIR: {"vi": "đây là tệp, không phải thư mục", "en": "it is a file, not a folder"},
    errno.EEXIST: {"vi": "đã có tệp mang tên này", "en": "a file of this name is there"},
    errno.EACCES: {"vi": "không có quyền", "en": "you have no right to it"},
    errno.EPERM: {"vi": "không có quyền", "en": "you have no right to it"},
    errno.EROFS: {"vi": "chỗ này chỉ đọc được", "en": "it can only be read"},
    errno.ENOSPC: {"vi": "hết chỗ trên đĩa", "en": "the disk is full"},
    errno.ENAMETOOLONG: {"vi": "tên quá dài", "en": "the name is too long"},
}
# Why a start is refused, by the setting or the thing that is wrong.
SETTINGS = {
    "BOIDUONG_MODE": {
        "vi": "BOIDUONG_MODE đang là {value!r}; ghi demo (chạy thử) hoặc production (chạy thật).",
        "en": "BOIDUONG_MODE is {value!r}; write demo or production.",
    },
    "PORT": {
        "vi": "PORT đang là {value}; số cổng nằm trong khoảng 1 đến 65535.",
        "en": "PORT is {value}; a port lies between 1 and 65535.",
    },
    "SECRET_KEY": {
        "vi": "Chạy thật phải đặt SECRET_KEY (hoặc tệp SECRET_KEY_FILE): ít nhất 50 ký tự ngẫu nhiên.",
        "en": "SECRET_KEY (or SECRET_KEY_FILE) must be set to 50 random characters or more.",
    },
    "ALLOWED_HOSTS": {
        "vi": "Chạy thật phải đặt ALLOWED_HOSTS: tên máy chủ mà người dùng gõ vào trình duyệt, ví dụ boiduong.tinh.vn.",
        "en": "ALLOWED_HOSTS must name the host of this server.",
    },
    "CHECK_CODE_SECRET": {
        "vi": "CHECK_CODE_SECRET phải có ít nhất 32 ký tự ngẫu nhiên.",
        "en": "CHECK_CODE_SECRET must be 32 random characters or more.",
    },
    "DATABASE_URL": {
        "vi": "DATABASE_URL: ghi postgres://người-dùng:mật-khẩu@máy/tên hoặc sqlite:////thư-mục/tệp.",
        "en": "DATABASE_URL: write postgres://user:password@host/name or sqlite:////folder/file.",
    },
    "number": {
        "vi": "{name} đang là {value!r}; ở đây phải ghi một số nguyên.",
        "en": "{name} is {value!r}; it has to be a whole number.",
    },
    "demo accounts": {
        "vi": "Cơ sở dữ liệu này có tài khoản dùng thử nên không chạy thật được. Dùng một cơ sở dữ liệu riêng.",
        "en": "This database holds demo accounts. Start production with a database of its own.",
    },
}


class WrongSetting(Exception):  # noqa: N818 - an answer, not an error
    """Cài đặt chưa đúng — the reason in both languages; read as text, Vietnamese first."""

    def __init__(self, reason: str, **facts: object) -> None:
        """Of a reason by its name."""
        self.reason = reason
        self.told = {lang: words.format(**facts) for lang, words in SETTINGS[reason].items()}
        super().__init__(f"{self.told['vi']}\n{self.told['en']}")


def reason(error: OSError, lang: str) -> str:
    """Vì sao — the words for an error of the file system; the system's own where we have none."""
    known = REASONS.get(error.errno or 0)
    return known[lang] if known else str(error.strerror or error)


def refuse(text: str) -> NoReturn:
    """Nói vì sao rồi thôi — on the error stream, and leave with 2."""
    sys.stderr.write(text.rstrip() + "\n")
    raise SystemExit(2)


def language(arguments: Sequence[str]) -> str:
    """Tiếng của lệnh — English where `--lang en` asks for it, else Vietnamese."""
    words = " ".join(arguments).replace("--lang=", "--lang ")
    return "en" if "--lang en" in words else "vi"


def speak(lang: str) -> None:
    """Đổi tiếng — the words that the parser of arguments brings itself, for this process."""
    argparse._ = lambda text: WORDS.get(text, text) if lang == "vi" else text  # type: ignore[attr-defined]


class OneSentence(argparse.ArgumentParser):
    """Lời báo một câu — wrong arguments are told without the whole usage, with exit code 2."""

    def error(self, message: str) -> NoReturn:
        """The sentence alone."""
        refuse(f"{self.prog}: {message}")
