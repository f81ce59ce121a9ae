"""Bảng tệp — one row for each content, found by its SHA-256."""

from __future__ import annotations

from pathlib import Path

from django.core.files.storage import storages
from django.db import models


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

    def read(self) -> bytes:
        """Đọc nội dung — the bytes as stored."""
        with storages["default"].open(self.key) as opened:
            content: bytes = opened.read()
            return content

    def copy_to(self, path: Path) -> None:
        """Chép ra đĩa — in blocks."""
        with storages["default"].open(self.key) as opened, path.open("wb") as target:
            for block in opened.chunks():
                target.write(block)
