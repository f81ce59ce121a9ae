"""Đọc văn bản — papers that wait, gaps in numbers, and the paper as it looks now."""

from __future__ import annotations

from collections.abc import Sequence
from threading import local

from django.db.models import Q, QuerySet
from django.http import Http404

from boiduong.engines.typesetting import Paper, Typesetter, paper_from_json, paper_to_json
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.events import draft_leaving
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.permissions import can_read, listed_q
from boiduong.foundation.organizations.queries import among, within

_kept = local()


def typesetter() -> Typesetter:
    """Máy chữ — one compiler for a thread; opening one takes longer than a page."""
    made: Typesetter | None = getattr(_kept, "typesetter", None)
    if made is None:
        made = _kept.typesetter = Typesetter()
    return made


def papers_of(document: Document) -> list[Paper]:
    """Nội dung — the pages of a paper from its frozen facts."""
    facts, papers = getattr(document, "_papers", (None, []))
    if facts is None or facts != document.facts:  # equal where the row was read again meanwhile
        papers = [paper_from_json(text) for text in document.facts.get("papers", [])]
    return list(papers)


def write_facts(document: Document, papers: Sequence[Paper]) -> None:
    """Ghi nội dung — into the row, which is not saved; who just wrote them need not read them again from text."""
    document.facts = {**document.facts, "papers": [paper_to_json(paper) for paper in papers]}
    document._papers = (document.facts, list(papers))  # type: ignore[attr-defined]


def paper_bytes(papers: Sequence[Paper], *, word: bool) -> bytes:
    """Giấy thành tệp — as PDF, or as Word to be edited."""
    if not word:
        return typesetter().render_sequence(papers)
    # The library takes a quarter of a second to load: only those wait who want Word.
    from boiduong.engines.typesetting.word import papers_docx  # noqa: PLC0415

    return papers_docx(papers)


def word_of(document: Document) -> bytes:
    """Bản Word — the same content, to be edited; raises Http404 where the paper has none here."""
    papers = papers_of(document)
    if not papers:
        raise Http404(document.pk)
    return paper_bytes(papers, word=True)


def state_locked(document: Document) -> str:
    """The state of the paper as it stands now, its row held until the act ends: a page may be older than it."""
    return Document.objects.select_for_update().values_list("state", flat=True).get(pk=document.pk)


def resting_on(document: Document) -> list[str]:
    """Việc đã làm theo bản thảo — a sentence for each act of a later stage that would be left without its paper."""
    answers = draft_leaving.send(sender=None, document=document)
    return [sentence for _, said in answers for sentence in said or ()]


def preview(document: Document) -> bytes:
    """Bản xem — the frozen bytes once numbered, else the draft as it stands; raises FileMissing."""
    if document.pdf is not None:
        return document.pdf.read(title=f"{document.number_text} {document.subject}".strip())
    return typesetter().render_sequence(papers_of(document))


def waiting_for_number(user: User) -> QuerySet[Document]:
    """Văn bản chờ số — locked papers of the bodies that this records officer serves."""
    found = Document.objects.filter(state="locked").select_related("issuer").order_by("id")
    scopes = scopes_of(user, Role.RECORDS_OFFICER)
    if None in scopes:
        return found
    return found.filter(issuer_id__in=among(units_of(scopes)))


def units_of(scopes: set[int | None]) -> frozenset[int]:
    """Every unit inside the scopes."""
    return frozenset[int]().union(*(within(scope) for scope in scopes if scope is not None))


def listed_documents(user: User) -> QuerySet[Document]:
    """Giấy tờ được xem trong danh sách — of the bodies in the user's scope, and what later stages list for the user.

    Without their frozen facts, which may hold whole lists.
    """
    found = Document.objects.select_related("issuer").defer("facts").order_by("-id")
    scopes = scopes_of(user, Role.RECORDS_OFFICER, Role.AUDITOR)
    return found if None in scopes else found.filter(Q(issuer_id__in=among(units_of(scopes))) | listed_q(user))


def document_for(user: User, pk: int) -> Document:
    """Một văn bản — raises Http404 where there is none or the user may not read it."""
    document = Document.objects.filter(pk=pk).select_related("issuer", "pdf", "scan", "series", "template").first()
    if document is None or not can_read(user, document):
        raise Http404(pk)
    return document
