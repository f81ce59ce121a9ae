"""Đọc dãy số — the period of a series, numbers taken, gaps, and what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import CommitteeTerm, Document, NumberSeries
from boiduong.foundation.documents.queries.reading import units_of
from boiduong.foundation.documents.rules import KINDS, number_text

SERIES_SHOWN = 60


def period_start(*, issuer_id: int, layout: str, issued_on: date) -> tuple[str, date]:
    """Kỳ đánh số — calendar year for the State, committee term for the Party where one is known."""
    if layout == "party":
        term = CommitteeTerm.objects.filter(unit_id=issuer_id, starts_on__lte=issued_on).aggregate(
            last=Max("starts_on")
        )["last"]
        if term is not None:
            return "term", term
    return "year", date(issued_on.year, 1, 1)


def term_missing(document: Document, issued_on: date) -> bool:
    """Chưa ghi nhiệm kỳ — a Party paper whose numbers would run by the year, since its issuer has no term that day."""
    if document.layout != "party":
        return False
    return period_start(issuer_id=document.issuer_id, layout=document.layout, issued_on=issued_on)[0] == "year"


def taken_texts(issuer_id: int, *, basis: str, start: date) -> frozenset[str]:
    """Số đã dùng — every number of an issuer in a numbering period, given here or typed by hand, in small letters."""
    rows = Document.objects.filter(issuer_id=issuer_id, issued_on__gte=start).exclude(number_text="")
    if basis == "year":
        rows = rows.filter(issued_on__year=start.year)
    else:
        later = CommitteeTerm.objects.filter(unit=issuer_id, starts_on__gt=start).order_by("starts_on").first()
        rows = rows.filter(issued_on__lt=later.starts_on) if later is not None else rows
    return frozenset(text.casefold() for text in rows.values_list("number_text", flat=True))


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


@dataclass(frozen=True)
class SeriesRow:
    """Tình hình một dãy số — what the book of numbers of this body and kind shows."""

    issuer_id: int
    kind: str
    basis: str
    starts_on: date
    last: int
    count: int
    gaps: list[int]
    doubles: list[str]
    typed: list[str]
    void: list[str]
    # Party numbers that run by the year, because no term of the issuer is written down.
    term_missing: bool = False


def series_of(user: User) -> list[SeriesRow]:
    """Các dãy số — of the bodies in the user's scope, newest period first."""
    found = NumberSeries.objects.order_by("-period_starts_on", "issuer_id", "kind")
    scopes = scopes_of(user, Role.RECORDS_OFFICER, Role.AUDITOR)
    if None not in scopes:
        found = found.filter(issuer_id__in=units_of(scopes))
    return _series_rows(list(found[:SERIES_SHOWN]))


def _series_rows(found: list[NumberSeries]) -> list[SeriesRow]:
    """All the papers of their issuers are read once."""
    rows = Document.objects.filter(issuer__in={one.issuer_id for one in found}).exclude(number_text="")
    papers = list(rows.only("issuer_id", "series_id", "number", "number_text", "code", "issued_on", "state", "layout"))
    in_terms = set(CommitteeTerm.objects.values_list("unit_id", flat=True))
    made = []
    for one in found:
        until = _ends(one, found)
        own = [paper for paper in papers if paper.series_id == one.pk]
        codes = {paper.code.casefold() for paper in own}
        typed = [
            paper.number_text
            for paper in papers
            if paper.issuer_id == one.issuer_id
            and paper.series_id is None
            and one.period_starts_on <= (paper.issued_on or date.min) < until
            and _code_of(paper.number_text) in codes
        ]
        numbers = {paper.number for paper in own} | {_number_of(text) for text in typed}
        counted = Counter(text.casefold() for text in [*(paper.number_text for paper in own), *typed])
        made.append(
            SeriesRow(
                issuer_id=one.issuer_id,
                kind=one.kind,
                basis=one.basis,
                starts_on=one.period_starts_on,
                last=one.last,
                count=len(own) + len(typed),
                gaps=[n for n in range(1, one.last + 1) if n not in numbers],
                doubles=sorted(text for text, times in counted.items() if times > 1),
                typed=typed,
                void=[paper.number_text for paper in own if paper.state == "void"],
                term_missing=one.issuer_id not in in_terms and any(paper.layout == "party" for paper in own),
            )
        )
    return made


def _ends(one: NumberSeries, found: list[NumberSeries]) -> date:
    """The day after a period: the next year, or the beginning of the next term that has numbers."""
    if one.basis == "year":
        return date(one.period_starts_on.year + 1, 1, 1)
    later = (o.period_starts_on for o in found if _same(o, one) and o.period_starts_on > one.period_starts_on)
    return min(later, default=date.max)


def _same(one: NumberSeries, other: NumberSeries) -> bool:
    return one.issuer_id == other.issuer_id and one.kind == other.kind


def _number_of(text: str) -> int:
    return int(text[: len(text) - len(text.lstrip("0123456789"))])


def _code_of(text: str) -> str:
    """What stands behind the number: "QĐ-TCT" of "12/QĐ-TCT"; empty where no number stands in front."""
    rest = text.lstrip("0123456789")
    return rest[1:].casefold() if rest != text and rest[:1] in ("/", "-") else ""


def held_by_number(user: User, text: str, *, year: int | None) -> list[Document]:
    """Văn bản theo số — numbered papers of the bodies that this records officer serves; two at most."""
    wanted = " ".join(text.split())
    # Not every database knows that Đ and đ are one letter.
    same = Q(number_text__iexact=wanted) | Q(number_text__in=[wanted, wanted.upper()])
    found = Document.objects.filter(same, state__in=("numbered", "filed"))
    scopes = scopes_of(user, Role.RECORDS_OFFICER)
    if None not in scopes:
        found = found.filter(issuer_id__in=units_of(scopes))
    if year is not None:
        found = found.filter(issued_on__year=year)
    return list(found.order_by("-id")[:2])
