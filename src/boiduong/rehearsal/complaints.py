"""Lời báo của dòng lệnh — what stops a command is told in one sentence, in the language asked for, with exit code 2."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands
from django.core.management.base import CommandError, CommandParser
from django.db.utils import DatabaseError

from boiduong.terminal import REASONS, WrongSetting, language, reason, refuse, speak

STOPPED = 130  # what shells tell of a command that Ctrl-C ended
SAY = {
    "file": {"vi": "Không dùng được {name}: {why}.", "en": "{name} cannot be used: {why}."},
    "stopped": {"vi": "Đã dừng giữa chừng.", "en": "Stopped half-way."},
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


@contextmanager
def told_plainly(arguments: list[str]) -> Iterator[None]:
    """Nói gọn — wrong words of a command, files, settings and databases that cannot be used; no trace is printed."""
    lang = language(arguments)
    speak(lang)
    CommandParser.error = _one_sentence  # type: ignore[method-assign]
    try:
        _check(arguments[0], lang)
        yield
    except KeyboardInterrupt:
        sys.stderr.write(SAY["stopped"][lang] + "\n")
        raise SystemExit(STOPPED) from None
    except CommandError as error:
        sys.stderr.write(str(error).rstrip() + "\n")
        raise SystemExit(error.returncode) from None
    except WrongSetting as error:
        refuse(_wrong_setting(error, arguments, lang))
    except ImproperlyConfigured as error:
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


def _wrong_setting(error: WrongSetting, arguments: list[str], lang: str) -> str:
    """What is wrong with the settings: Vietnamese with English below it, or English alone where that was asked for."""
    if error.reason == "DATABASE_URL" and any(word.startswith("--database") for word in arguments):
        return SAY["address"][lang]
    told = [SAY["settings"][one].format(why=error.told[one]) for one in ("vi", "en")]
    return told[1] if lang == "en" else "\n".join(told)


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
