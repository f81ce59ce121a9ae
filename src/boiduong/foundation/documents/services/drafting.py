"""Soạn văn bản — drafting, sending to be numbered, discarding, and papers that another body numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import models

from boiduong.engines.typesetting import Paper
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting, add_rows
from boiduong.foundation.documents.models import AnnexRow, Document
from boiduong.foundation.documents.permissions import can_discard
from boiduong.foundation.documents.queries import resting_on, state_locked, write_facts
from boiduong.foundation.documents.rules import DOCUMENT, mark_of
from boiduong.foundation.documents.services.templates import reword
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop


class DraftInUse(Refusal):
    """Đã có việc làm theo bản thảo này."""

    text = gettext_noop("“%(subject)s” cannot be discarded. %(why)s")


class PaperEmpty(Refusal):
    """Văn bản chưa có nội dung."""

    text = gettext_noop("This paper has no content yet.")


def draft(
    *,
    kind: str,
    issuer: Unit,
    code: str,
    subject: str,
    papers: Sequence[Paper],
    by: User | None,
    at: datetime,
    layout: str = "state",
    place_text: str = "",
    signer_name: str = "",
    signer_post: str = "",
    synthetic: bool = False,
    tags: Mapping[str, str] | None = None,
) -> Document:
    """Soạn văn bản — facts are kept as they stand; `code` is "QĐ-TCT" (State) or "KH/TU" (Party).

    Where the issuing institution uses a wording of its own for this kind, its words take the place of ours; `tags` are
    the facts of a course that it may name. The caller has checked the right to the thing that the paper is about.
    Raises PaperEmpty, and what a template can be refused for.
    """
    if not papers:
        raise PaperEmpty
    document = Document(
        kind=kind,
        layout=layout,
        issuer=issuer,
        code=code,
        subject=subject[:500],
        place_text=place_text,
        signer_name=signer_name,
        signer_post=signer_post,
        synthetic=synthetic,
        drafted_at=at,
        drafted_by_id=by.pk if by else None,
    )
    marked = [replace(paper, mark=mark_of(document.uid)) for paper in papers]
    document.facts = {"tags": dict(tags)} if tags else {}
    write_facts(document, reword(document, marked))
    with acting(by, "documents.draft", at=at) as act:
        document.save(force_insert=True)
        act.record(document, after={"state": "draft", "kind": kind})
    return document


def lock(document: Document, *, by: User | None, at: datetime) -> Document:
    """Trình văn thư — from now on only the number and the date are missing."""
    with acting(by, "documents.lock", at=at) as act:
        before = state_locked(document)
        document.state = DOCUMENT.after(before, "lock")
        document.save(update_fields=["state"])
        act.record(document, before={"state": before}, after={"state": document.state})
    return document


def record_outside(
    *,
    kind: str,
    issuer: Unit,
    number: str,
    issued_on: date,
    subject: str,
    by: User | None,
    at: datetime,
    layout: str = "state",
    synthetic: bool = False,
) -> Document:
    """Ghi văn bản của nơi khác — a paper that another body numbered; its scan may follow."""
    with acting(by, "documents.record_outside", at=at) as act:
        document = Document.objects.create(
            kind=kind,
            layout=layout,
            issuer=issuer,
            number_text=number[:60],
            issued_on=issued_on,
            subject=subject[:500],
            state="filed",
            outside=True,
            synthetic=synthetic,
            drafted_at=at,
            drafted_by_id=by.pk if by else None,
        )
        act.record(document, after={"state": "filed", "number": document.number_text})
    return document


def list_annex(document: Document, subjects: Iterable[models.Model]) -> None:
    """Ghi danh sách kèm theo — who stands in it, in order; for dated counts."""
    rows = [(document.pk, n, s._meta.label, s.pk) for n, s in enumerate(subjects, start=1)]
    add_rows(AnnexRow, ("document", "position", "subject_type", "subject_id"), rows)


def take_back(document: Document, *, reason: str, by: User | None, at: datetime) -> None:
    """Bỏ bản thảo, rút khỏi chờ cấp số — by its author or the records officer, with the reason.

    Raises NotAllowed, ReasonNeeded, DraftInUse, Forbidden (it has a number).
    """
    require(can_discard(by, document))
    if not reason.strip():
        raise ReasonNeeded
    with acting(by, "documents.discard", at=at):
        DOCUMENT.after(state_locked(document), "discard")
        said = resting_on(document)
        if said:
            raise DraftInUse(subject=document.subject, why=" ".join(said))
        discard(document, reason=reason.strip(), by=by, at=at)


def discard(document: Document, *, by: User | None, at: datetime, reason: str = "") -> None:
    """Bỏ bản thảo — only before it has a number; the stage that drafted it has checked the right."""
    with acting(by, "documents.discard", at=at) as act:
        before = state_locked(document)
        document.state = DOCUMENT.after(before, "discard")
        document.save(update_fields=["state"])
        act.record(document, before={"state": before}, after={"state": document.state}, reason=reason)
