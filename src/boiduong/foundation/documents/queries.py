"""Đọc văn bản — papers that wait, gaps in numbers, and the paper as it looks now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from threading import local

from django.db.models import Max, Q, QuerySet
from django.http import Http404

from boiduong.engines.typesetting import Paper, Typesetter, paper_from_json, paper_to_json
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import CommitteeTerm, Document, NumberSeries
from boiduong.foundation.documents.permissions import can_read, listed_q
from boiduong.foundation.documents.rules import KINDS, number_text
from boiduong.foundation.organizations.queries import within

SERIES_SHOWN = 60
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
    if facts is None or facts is not document.facts:
        papers = [paper_from_json(text) for text in document.facts.get("papers", [])]
    return list(papers)


def write_facts(document: Document, papers: Sequence[Paper]) -> None:
    """Ghi nội dung — into the row, which is not saved; who just wrote them need not read them again from text."""
    document.facts = {"papers": [paper_to_json(paper) for paper in papers]}
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


def preview(document: Document) -> bytes:
    """Bản xem — the frozen bytes once numbered, else the draft as it stands."""
    if document.pdf is not None:
        return document.pdf.read()
    return typesetter().render_sequence(papers_of(document))


def waiting_for_number(user: User) -> QuerySet[Document]:
    """Văn bản chờ số — locked papers of the bodies that this records officer serves."""
    found = Document.objects.filter(state="locked").select_related("issuer").order_by("id")
    scopes = scopes_of(user, Role.RECORDS_OFFICER)
    if None in scopes:
        return found
    return found.filter(issuer_id__in=_units(scopes))


def _units(scopes: set[int | None]) -> frozenset[int]:
    """Every unit inside the scopes."""
    return frozenset[int]().union(*(within(scope) for scope in scopes if scope is not None))


def period_start(*, issuer_id: int, layout: str, issued_on: date) -> tuple[str, date]:
    """Kỳ đánh số — calendar year for the State, committee term for the Party where one is known."""
    if layout == "party":
        term = CommitteeTerm.objects.filter(unit_id=issuer_id, starts_on__lte=issued_on).aggregate(
            last=Max("starts_on")
        )["last"]
        if term is not None:
            return "term", term
    return "year", date(issued_on.year, 1, 1)


def taken_texts(issuer_id: int, *, basis: str, start: date) -> frozenset[str]:
    """Số đã dùng — every number of an issuer in a numbering period, given here or typed by hand, in small letters."""
    rows = Document.objects.filter(issuer_id=issuer_id, issued_on__gte=start).exclude(number_text="")
    if basis == "year":
        rows = rows.filter(issued_on__year=start.year)
    else:
        later = CommitteeTerm.objects.filter(unit=issuer_id, starts_on__gt=start).order_by("starts_on").first()
        rows = rows.filter(issued_on__lt=later.starts_on) if later is not None else rows
    return frozenset(text.casefold() for text in rows.values_list("number_text", flat=True))


def number_gaps(series: NumberSeries) -> list[int]:
    """Số trống — numbers of a series up to the last one that no paper carries.

    A number typed by hand under the same code fills its place.
    """
    taken = set(Document.objects.filter(series=series).values_list("number", flat=True))
    missing = [n for n in range(1, series.last + 1) if n not in taken]
    if not missing:
        return []
    sample = Document.objects.filter(series=series).values_list("layout", "code").first()
    if sample is None:
        return missing
    layout, code = sample
    typed = taken_texts(series.issuer_id, basis=series.basis, start=series.period_starts_on)
    return [n for n in missing if number_text(layout=layout, number=n, code=code).casefold() not in typed]


def series_with_gaps(user: User) -> list[tuple[NumberSeries, list[int]]]:
    """Dãy số có số trống — of the bodies that this records officer serves."""
    found = NumberSeries.objects.select_related("issuer").order_by("-period_starts_on", "kind")
    scopes = scopes_of(user, Role.RECORDS_OFFICER, Role.AUDITOR)
    if None not in scopes:
        found = found.filter(issuer_id__in=_units(scopes))
    return [(one, gaps) for one in found[:SERIES_SHOWN] if (gaps := number_gaps(one))]


def listed_documents(user: User) -> QuerySet[Document]:
    """Giấy tờ được xem trong danh sách — of the bodies in the user's scope, and what later stages list for the user."""
    found = Document.objects.select_related("issuer").order_by("-id")
    scopes = scopes_of(user, Role.RECORDS_OFFICER, Role.AUDITOR)
    return found if None in scopes else found.filter(Q(issuer_id__in=_units(scopes)) | listed_q(user))


def document_for(user: User, pk: int) -> Document:
    """Một văn bản — raises Http404 where there is none or the user may not read it."""
    document = Document.objects.filter(pk=pk).select_related("issuer", "pdf", "scan", "series").first()
    if document is None or not can_read(user, document):
        raise Http404(pk)
    return document


def likely_number(document: Document, issued_on: date) -> str:
    """Số kế tiếp — what the paper would be numbered if nobody takes it before."""
    return likely_numbers([document], issued_on)[0]


def likely_numbers(documents: Sequence[Document], issued_on: date) -> list[str]:
    """Các số kế tiếp — of papers that are numbered one after another, if nobody comes in between."""
    last: dict[tuple[int, str, date], int] = {}
    used: dict[tuple[int, str, date], frozenset[str]] = {}
    found = []
    for document in documents:
        basis, start = period_start(issuer_id=document.issuer_id, layout=document.layout, issued_on=issued_on)
        family = KINDS.get(document.kind, ("", document.kind))[1] or "CV"
        key = (document.issuer_id, family, start)
        if key not in last:
            series = NumberSeries.objects.filter(issuer_id=key[0], kind=family, period_starts_on=start).first()
            last[key] = series.last if series else 0
            used[key] = taken_texts(document.issuer_id, basis=basis, start=start)
        text = ""
        while not text or text.casefold() in used[key]:
            last[key] += 1
            text = number_text(layout=document.layout, number=last[key], code=document.code)
        used[key] |= {text.casefold()}
        found.append(text)
    return found
