"""Bảng tệp — one row for each content, found by its SHA-256."""

from __future__ import annotations

import logging
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone

from boiduong.engines.vietnamese import date_short
from boiduong.foundation.files.rules import FileMissing

_log = logging.getLogger(__name__)
# What was told is not told again by this process: a page asked for a hundred times is one thing to mend.
_told: set[str] = set()
# So much of a name is enough to find the file; the log and the command have the whole of it.
SHOWN = 15


class StoredFile(models.Model):
    """Tệp lưu — bytes on the storage under their own hash; the same bytes are stored once."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    mime = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        """The name."""
        return self.name

    @property
    def key(self) -> str:
        """Khóa lưu trữ — path inside the storage."""
        return f"{self.sha256[:2]}/{self.sha256}"

    def opened(self, *, title: str = "") -> File[bytes]:
        """Mở tệp — from its first byte; `title` is what people call it. Raises FileMissing, told once in the log."""
        try:
            found: File[bytes] = storages["default"].open(self.key)
        except FileNotFoundError:
            if self.key not in _told:
                _told.add(self.key)
                _log.error("stored file %s is missing: %s, stored %s", self.key, title or self.name, self.stored_at)
            day = date_short(timezone.localdate(self.stored_at))
            raise FileMissing(title=title or self.name, day=day, key=self.key[:SHOWN]) from None
        return found

    def read(self, *, title: str = "") -> bytes:
        """Đọc nội dung — the bytes as stored; raises FileMissing."""
        with self.opened(title=title) as opened:
            content: bytes = opened.read()
            return content

    def copy_to(self, path: Path, *, title: str = "") -> None:
        """Chép ra đĩa — in blocks; raises FileMissing."""
        with self.opened(title=title) as opened, path.open("wb") as target:
            for block in opened.chunks():
                target.write(block)
