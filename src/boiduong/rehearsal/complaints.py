"""Lời báo của dòng lệnh — what stops a command is told in one sentence, in the language asked for, with exit code 2."""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands
from django.core.management.base import CommandError, CommandParser
from django.db.utils import DatabaseError

WORDS = {
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
SAY = {
    "file": {"vi": "Không dùng được {name}: {why}.", "en": "{name} cannot be used: {why}."},
    "address": {
        "vi": "Sau --database ghi postgres://người dùng:mật khẩu@máy/tên hoặc sqlite:////thư mục/tệp.",
        "en": "After --database write postgres://user:password@host/name or sqlite:////folder/file.",
    },
    "settings": {"vi": "Cài đặt chưa đúng: {why}", "en": "The settings are wrong: {why}"},
    "command": {"vi": "Không có lệnh «{name}». Xem: boiduong", "en": "There is no command “{name}”. See: boiduong"},
    "tables": {
        "vi": "Cơ sở dữ liệu này chưa có đủ bảng. Chạy: boiduong migrate",
        "en": "This database lacks tables. Run: boiduong migrate",
    },
    "database": {
        "vi": "Không mở được cơ sở dữ liệu: {why}",
        "en": "The database cannot be opened: {why}",
    },
}


def reason(error: OSError, lang: str) -> str:
    """Vì sao — the words for an error of the file system; the system's own where we have none."""
    known = REASONS.get(error.errno or 0)
    return known[lang] if known else str(error.strerror or error)


def refuse(text: str) -> NoReturn:
    """Say why on the error stream and leave with 2."""
    sys.stderr.write(text.rstrip() + "\n")
    raise SystemExit(2)


def language(arguments: list[str]) -> str:
    """English where `--lang en` asks for it, else Vietnamese."""
    words = " ".join(arguments).replace("--lang=", "--lang ")
    return "en" if "--lang en" in words else "vi"


@contextmanager
def told_plainly(arguments: list[str]) -> Iterator[None]:
    """Nói gọn — wrong words of a command, files, settings and databases that cannot be used; no trace is printed."""
    lang = language(arguments)
    if lang == "vi":
        argparse._ = lambda text: WORDS.get(text, text)  # type: ignore[attr-defined]
    CommandParser.error = _one_sentence  # type: ignore[method-assign]
    try:
        _check(arguments[0], lang)
        yield
    except CommandError as error:
        sys.stderr.write(str(error).rstrip() + "\n")
        raise SystemExit(error.returncode) from None
    except ImproperlyConfigured as error:
        if str(error).startswith("DATABASE_URL") and any(word.startswith("--database") for word in arguments):
            refuse(SAY["address"][lang])
        refuse(SAY["settings"][lang].format(why=error))
    except DatabaseError as error:
        why = str(error).strip()
        if "no such table" in why or ("relation" in why and "does not exist" in why):
            refuse(SAY["tables"][lang])
        if _says_nothing_of_us(why):
            refuse(SAY["database"][lang].format(why=why.splitlines()[0]))
        raise
    except OSError as error:
        if error.filename is None or error.errno not in REASONS:
            raise
        refuse(SAY["file"][lang].format(name=error.filename, why=reason(error, lang)))


def _check(command: str, lang: str) -> None:
    """Settings that can be read, and a command that there is."""
    try:
        django.setup()  # before, Django knows no command of ours
        known = {*get_commands(), "help", "version", "--version"}
    except ValueError as error:  # a word where a number belongs
        raise ImproperlyConfigured(error) from error
    if command not in known:
        refuse(SAY["command"][lang].format(name=command))


def _says_nothing_of_us(why: str) -> bool:
    """Whether the server or the file is at fault, not a statement of ours."""
    return any(words in why for words in ("connect", "unable to open", "readonly", "not a database", "malformed"))


def _one_sentence(self: CommandParser, message: str) -> NoReturn:
    refuse(f"{self.prog}: {message}")
