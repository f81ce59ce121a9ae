"""Bản đã ký — one scan beside the frozen bytes of its paper, or a whole batch sorted by the codes on its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from boiduong.engines.scans import Part, cut, page_texts, parts_of, read_pages, share_found
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document, UnfiledScan
from boiduong.foundation.documents.permissions import can_file_scans, can_number
from boiduong.foundation.documents.queries import state_locked
from boiduong.foundation.documents.rules import DOCUMENT, uid_of
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.files.rules import PDF, FileMissing
from boiduong.foundation.files.services import store, store_upload
from boiduong.refusals import ReasonNeeded, Refusal

SCAN_KINDS = (PDF, "image/jpeg", "image/png")
HELD = ("numbered", "filed")
# Below this share of the paper's words in the text layer, the scan is of another paper, or of another state of it.
ENOUGH_WORDS = 0.6


@dataclass(frozen=True)
class Sorted:
    """Kết quả của một phần bản quét — the paper it was filed with, or why it was not.

    `checked` is "code" or "text" when filed; `fault` is empty then. `refusal` tells what a file was refused for.
    """

    name: str
    pages: str = ""
    document: Document | None = None
    checked: str = ""
    fault: str = ""
    refusal: Refusal | None = None


def file_scan(
    document: Document, *, content: bytes, name: str, by: User | None, at: datetime, checked: str = ""
) -> Document:
    """Lưu bản đã ký — a scan (PDF, JPEG or PNG) beside the frozen bytes; a numbered paper becomes filed.

    A later scan takes the place of the one before; both marks stand in the log, with how the scan was `checked`.
    Raises NotAllowed, Forbidden, FileEmpty, FileTooLarge, FileKindRefused, FileHoldsMacro, FileHoldsScript.
    """
    require(can_number(by, document))
    with acting(by, "documents.file_scan", at=at) as act:
        before = state_locked(document)
        state = before if before == "filed" else DOCUMENT.after(before, "file")
        document.scan = store_upload(content, name=name, kinds=SCAN_KINDS, limit=settings.UPLOAD_MAX_BYTES, at=at)
        document.state = state
        document.save(update_fields=["scan", "state"])
        after = {"state": state, "scan": document.scan.sha256} | ({"checked": checked} if checked else {})
        act.record(document, before={"state": before}, after=after)
    return document


def file_batch(sent: Sequence[tuple[str, bytes]], *, by: User | None, at: datetime) -> list[Sorted]:
    """Lưu cả tập bản đã ký — each part goes to the paper that its code names, or is kept until somebody says.

    Nothing is lost: what cannot be filed is stored with the reason; a file that may not be taken at all is named.
    Raises NotAllowed.
    """
    require(can_file_scans(by))
    filed: set[int] = set()
    results = []
    for name, content in sent:
        try:
            stored = store_upload(content, name=name, kinds=SCAN_KINDS, limit=settings.UPLOAD_MAX_BYTES, at=at)
        except Refusal as refusal:
            results.append(Sorted(_tidy(name), fault="refused", refusal=refusal))
            continue
        results += _sorted(stored, content, name=_tidy(name), filed=filed, by=by, at=at)
    return results


def _tidy(name: str) -> str:
    """The name of a file as it was sent: the bytes may be stored already under another."""
    return "".join(letter for letter in name if letter.isprintable())[:200] or "tep"


def _sorted(
    stored: StoredFile, content: bytes, *, name: str, filed: set[int], by: User | None, at: datetime
) -> Iterator[Sorted]:
    try:
        pages = list(read_pages(content, mime=stored.mime))
    except Refusal as refusal:
        _keep(stored, name, "", "unreadable", None, by=by, at=at)
        yield Sorted(name, fault="unreadable", refusal=refusal)
        return
    for part in parts_of(pages, ours=lambda code: uid_of(code) is not None):
        said = f"{part.first}-{part.last}" if part.pages > 1 else str(part.first)
        document, fault, checked = _matched(part, filed=filed, by=by)
        whole = part.pages == len(pages)
        piece = content if whole else cut(content, first=part.first, last=part.last)
        if fault or document is None:
            kept = stored if whole else store(piece, name=name, mime=stored.mime, at=at)
            _keep(kept, name, said, fault, document, by=by, at=at)
        else:
            filed.add(document.pk)
            file_scan(document, content=piece, name=name, by=by, at=at, checked=checked)
        yield Sorted(name, said, document, checked, fault)


def _matched(part: Part, *, filed: set[int], by: User | None) -> tuple[Document | None, str, str]:
    """The paper of a part, why it cannot be filed there, and how it was checked."""
    uid = uid_of(part.code)
    if uid is None:
        return None, "no_code", ""
    document = Document.objects.filter(uid=uid).select_related("pdf").first()
    if document is None or not can_number(by, document):
        return None, "unknown", ""
    if document.state not in HELD or document.pdf is None:
        return document, "state", ""
    if document.pk in filed:
        return document, "twice", ""
    try:
        texts = page_texts(document.pdf.read(title=document.number_text))
    except FileMissing:
        return document, "missing", ""
    if len(texts) != part.pages:
        return document, "pages", ""
    share = share_found(" ".join(texts), part.text)
    if share is not None and share < ENOUGH_WORDS:
        return document, "text", ""
    return document, "", "code" if share is None else "text"


def _keep(
    stored: StoredFile, name: str, pages: str, fault: str, likely: Document | None, *, by: User | None, at: datetime
) -> UnfiledScan:
    with acting(by, "documents.keep_scan", at=at) as act:
        kept = UnfiledScan.objects.create(
            source=stored,
            name=name,
            pages=pages,
            fault=fault,
            document=likely,
            sent_at=at,
            sent_by_id=by.pk if by else None,
        )
        act.record(kept, after={"fault": fault, "sha256": stored.sha256, "pages": pages})
    return kept


def settle_scan(kept: UnfiledScan, document: Document, *, by: User | None, at: datetime) -> Document:
    """Lưu phần đã giữ vào văn bản — a person has looked at it. Raises NotAllowed, Forbidden and what a file may be."""
    require(can_number(by, document))
    with acting(by, "documents.settle_scan", at=at) as act:
        row = UnfiledScan.objects.select_for_update(of=("self",)).select_related("source").get(pk=kept.pk)
        if row.settled_at is None:
            file_scan(document, content=row.source.read(), name=row.name, by=by, at=at, checked="hand")
            UnfiledScan.objects.filter(pk=row.pk).update(
                document=document, settled_at=at, settled_by_id=by.pk if by else None
            )
            act.record(row, after={"document": document.pk})
    return document


def set_scan_aside(kept: UnfiledScan, *, reason: str, by: User | None, at: datetime) -> None:
    """Bỏ phần đã giữ — it stays stored, off the list of what waits. Raises NotAllowed, ReasonNeeded."""
    require(can_file_scans(by))
    if not reason.strip():
        raise ReasonNeeded
    with acting(by, "documents.set_scan_aside", at=at) as act:
        rows = UnfiledScan.objects.filter(pk=kept.pk, settled_at=None)
        rows.update(document=None, settled_at=at, settled_by_id=by.pk if by else None)
        act.record(kept, after={"aside": True}, reason=reason)
