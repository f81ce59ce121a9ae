"""Bản đã ký — the scan of the signed sheet, kept beside the frozen bytes."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.permissions import can_number
from boiduong.foundation.documents.queries import state_locked
from boiduong.foundation.documents.rules import DOCUMENT
from boiduong.foundation.files.rules import PDF
from boiduong.foundation.files.services import store_upload

SCAN_KINDS = (PDF, "image/jpeg", "image/png")


def file_scan(document: Document, *, content: bytes, name: str, by: User | None, at: datetime) -> Document:
    """Lưu bản đã ký — a scan (PDF, JPEG or PNG) beside the frozen bytes; a numbered paper becomes filed.

    A later scan takes the place of the one before; both marks stand in the log. Raises NotAllowed, Forbidden,
    FileEmpty, FileTooLarge, FileKindRefused, FileHoldsMacro, FileHoldsScript.
    """
    require(can_number(by, document))
    with acting(by, "documents.file_scan", at=at) as act:
        before = state_locked(document)
        state = before if before == "filed" else DOCUMENT.after(before, "file")
        document.scan = store_upload(content, name=name, kinds=SCAN_KINDS, limit=settings.UPLOAD_MAX_BYTES, at=at)
        document.state = state
        document.save(update_fields=["scan", "state"])
        act.record(document, before={"state": before}, after={"state": state, "scan": document.scan.sha256})
    return document
