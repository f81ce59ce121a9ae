"""Lưu tệp — bytes go to the storage under their own hash."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path, PurePath

from django.core.files.base import ContentFile, File
from django.core.files.storage import storages

from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.files.rules import EXTENSIONS, check_upload


def store(content: bytes, *, name: str, mime: str, at: datetime) -> StoredFile:
    """Lưu nội dung — the same bytes are stored once."""
    digest = hashlib.sha256(content).hexdigest()
    found = StoredFile.objects.filter(sha256=digest).first()
    stored = found or StoredFile(sha256=digest, size=len(content), mime=mime, name=name[:200], stored_at=at)
    storage = storages["default"]
    if not storage.exists(stored.key):  # also where the row outlived its file: the same bytes mend it
        storage.save(stored.key, ContentFile(content))
    if found is None:
        stored.save()
    return stored


def store_path(path: Path, *, name: str, mime: str, at: datetime) -> StoredFile:
    """Lưu tệp từ đĩa — read in blocks, for what is too large to be held at once."""
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    found = StoredFile.objects.filter(sha256=digest).first()
    size = path.stat().st_size
    stored = found or StoredFile(sha256=digest, size=size, mime=mime, name=name[:200], stored_at=at)
    storage = storages["default"]
    if not storage.exists(stored.key):
        with path.open("rb") as opened:
            storage.save(stored.key, File(opened))
    if found is None:
        stored.save()
    return stored


def store_many(contents: list[tuple[str, bytes]], *, mime: str, at: datetime) -> list[StoredFile]:
    """Lưu nhiều tệp — (name, content) pairs in one insert; order is kept."""
    storage = storages["default"]
    made = [
        StoredFile(
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            mime=mime,
            name=name[:200],
            stored_at=at,
        )
        for name, content in contents
    ]
    for row, (_, content) in zip(made, contents, strict=True):
        if not storage.exists(row.key):
            storage.save(row.key, ContentFile(content))
    StoredFile.objects.bulk_create(made, ignore_conflicts=True)
    kept = {f.sha256: f for f in StoredFile.objects.filter(sha256__in={row.sha256 for row in made})}
    return [kept[row.sha256] for row in made]


def store_upload(
    content: bytes, *, name: str, kinds: tuple[str, ...], limit: int, at: datetime, size: int | None = None
) -> StoredFile:
    """Nhận tệp gửi lên — checked by content and size; the name keeps only its last part and a true ending.

    `size` is that of the whole file where `content` is read no further than just beyond the limit.

    Raises FileEmpty, FileTooLarge, FileKindRefused, FileHoldsMacro, FileHoldsScript.
    """
    mime = check_upload(content, kinds=kinds, limit=limit, size=size)
    stem = PurePath("".join(c for c in name.replace("\\", "/") if c.isprintable())).stem.strip(" .") or "tep"
    return store(content, name=f"{stem[:150]}.{EXTENSIONS[mime]}", mime=mime, at=at)
