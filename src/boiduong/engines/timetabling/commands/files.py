"""Tệp của lệnh — read no further than a file may be long; the place of the result is tried before the work begins."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from boiduong.engines.timetabling.model import BadInput, limits
from boiduong.terminal import reason

Found = TypeVar("Found")


class FileTrouble(Exception):  # noqa: N818 - an answer for the user, not an error of ours
    """Tệp không dùng được — its name and what the system says."""

    def __init__(self, name: Path, error: OSError) -> None:
        """Keep both for the sentence."""
        super().__init__(str(name), error)
        self.name, self.error = name, error

    def why(self, lang: str) -> str:
        """Vì sao — in words."""
        return reason(self.error, lang)


class FileFaults(Exception):  # noqa: N818 - an answer for the user, not an error of ours
    """Tệp có lỗi — its name and every fault in it."""

    def __init__(self, name: Path, faults: tuple[str, ...]) -> None:
        """Keep both: of two files the user must hear which."""
        super().__init__(str(name), faults)
        self.name, self.faults = name, faults


def read_with(path: Path, reader: Callable[[bytes], Found]) -> Found:
    """Đọc tệp bằng bộ đọc của mô hình — raises FileTrouble, FileFaults."""
    content = content_of(path)
    try:
        return reader(content)
    except BadInput as refusal:
        raise FileFaults(path, refusal.faults) from None


def content_of(path: Path) -> bytes:
    """Đọc tệp — at most one byte more than the limit, so that an endless file is refused and not read. FileTrouble."""
    try:
        with path.open("rb") as file:
            return file.read(limits.TEXT + 1)
    except OSError as error:
        raise FileTrouble(path, error) from None
    except ValueError:  # a sign that no name can have
        raise FileTrouble(path, OSError(errno.ENOENT, "")) from None


class Output:
    """Nơi ghi — a file that is whole or not there at all, or the screen; raises FileTrouble where it cannot be."""

    def __init__(self, path: Path | None) -> None:
        """Try the place: nobody waits half a minute to hear that the folder is not there."""
        self.path = path
        if path is None:
            return
        try:
            there = path.exists()
            with path.open("ab"):
                pass
            if not there:
                path.unlink()
        except OSError as error:
            raise FileTrouble(path, error) from None
        except ValueError:
            raise FileTrouble(path, OSError(errno.ENOENT, "")) from None

    def write(self, content: bytes) -> None:
        """Ghi một lần."""
        if self.path is None:
            sys.stdout.write(content.decode())
            return
        try:
            if self.path.exists() and not self.path.is_file():  # a pipe or a device: written straight
                self.path.write_bytes(content)
                return
            part = self.path.with_name(f"{self.path.name}.part")
            part.write_bytes(content)
            part.replace(self.path)
        except OSError as error:
            raise FileTrouble(self.path, error) from None
