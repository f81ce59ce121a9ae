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
