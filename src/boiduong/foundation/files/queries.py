"""Soát kho tệp — which stored files are missing or changed, and what they belong to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import storages
from django.db.models import ManyToOneRel

from boiduong.foundation.files.models import StoredFile

NAMED = 5


@dataclass(frozen=True)
class StrayFile:
    """Tệp hỏng — fault "missing", "unreadable" or "changed", and what points to it: table and number or id."""

    file: StoredFile
    fault: str
    owners: list[tuple[str, str]]


@dataclass(frozen=True)
class Soundness:
    """Kho tệp — how many files there should be, those that are not as they were kept, and the folder."""

    count: int
    strays: list[StrayFile]
    folder: str


def stray_files() -> Soundness:
    """Soát mọi tệp — each is read once from its first byte to its last, in blocks."""
    count, strays = 0, []
    for stored in StoredFile.objects.order_by("pk").iterator():
        count += 1
        fault = _fault(stored)
        if fault:
            strays.append(StrayFile(stored, fault, _owners(stored)))
    return Soundness(count, strays, str(settings.DATA_DIR / "files"))


def _fault(stored: StoredFile) -> str:
    try:
        with storages["default"].open(stored.key) as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"
    return "" if digest == stored.sha256 else "changed"


def _owners(stored: StoredFile) -> list[tuple[str, str]]:
    """Rows of any table that points to the file."""
    found: list[tuple[str, str]] = []
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            rows = relation.related_model._default_manager.filter(**{relation.field.name: stored}).order_by("pk")
            kind = relation.related_model._meta.model_name
            found += [(str(kind), str(getattr(row, "number_text", "") or row.pk)) for row in rows[:NAMED]]
    return found
