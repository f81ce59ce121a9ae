"""Đọc văn bản — papers that wait, gaps in numbers, and the paper as it looks now."""

from __future__ import annotations

from datetime import date
from threading import local

from django.db.models import Max, QuerySet

from boiduong.engines.typesetting import Paper, Typesetter, paper_from_json
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import CommitteeTerm, Document, NumberSeries
from boiduong.foundation.organizations.queries import within

_kept = local()


def typesetter() -> Typesetter:
    """Máy chữ — one compiler for a thread; opening one takes longer than a page."""
    made: Typesetter | None = getattr(_kept, "typesetter", None)
    if made is None:
        made = _kept.typesetter = Typesetter()
    return made


def papers_of(document: Document) -> list[Paper]:
    """Nội dung — the pages of a paper from its frozen facts."""
    return [paper_from_json(facts) for facts in document.facts.get("papers", [])]


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
    return found.filter(issuer_id__in=frozenset[int]().union(*(within(s) for s in scopes if s is not None)))


def period_start(*, issuer_id: int, layout: str, issued_on: date) -> tuple[str, date]:
    """Kỳ đánh số — calendar year for the State, committee term for the Party where one is known."""
    if layout == "party":
        term = CommitteeTerm.objects.filter(unit_id=issuer_id, starts_on__lte=issued_on).aggregate(
            last=Max("starts_on")
        )["last"]
        if term is not None:
            return "term", term
    return "year", date(issued_on.year, 1, 1)


def number_gaps(series: NumberSeries) -> list[int]:
    """Số trống — numbers of a series up to the last one that no paper carries."""
    taken = set(Document.objects.filter(series=series).values_list("number", flat=True))
    return [n for n in range(1, series.last + 1) if n not in taken]
