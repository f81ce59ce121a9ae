"""Cho số — the next number of a series or one typed by hand; the bytes are frozen; a number is never taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from boiduong.engines.typesetting import Paper
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document, NumberSeries
from boiduong.foundation.documents.permissions import can_number, can_void
from boiduong.foundation.documents.queries import (
    likely_numbers,
    period_start,
    state_locked,
    taken_texts,
    write_facts,
)
from boiduong.foundation.documents.rules import DOCUMENT, KINDS, number_text
from boiduong.foundation.documents.services.press import printed
from boiduong.foundation.files.services import store
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop

# The pages of a paper, numbered and dated, and the bytes they print to.
Printed = tuple[list[Paper], bytes]
NUMBERED_FIELDS = ["number_text", "outside", "series", "number", "issued_on", "state", "facts", "pdf", "sha256"]


class NumberTaken(Refusal):
    """Số đã dùng."""

    text = gettext_noop("Number %(number)s of this issuer was used on %(date)s for: %(subject)s.")


class NumberMissing(Refusal):
    """Chưa có số."""

    text = gettext_noop("Write the number and the issuing body's code of the outside paper.")


@dataclass
class Book:
    """Sổ số đang giữ — the locked series of an issuer, kind and period, and every number that the issuer has used."""

    series: NumberSeries
    used: set[str]


def _family(document: Document) -> str:
    """The series of its issuer that a paper is counted in."""
    return KINDS.get(document.kind, ("", document.kind))[1] or "CV"


def _hold_books(documents: Sequence[Document], issued_on: date) -> dict[tuple[int, str, date], Book]:
    """The books of a list, locked in one order whatever the list, so that two lists cannot wait for each other."""
    books: dict[tuple[int, str, date], Book] = {}
    for document in sorted(documents, key=lambda d: (d.issuer_id, _family(d), d.layout)):
        _book(document, issued_on, books)
    return books


def _hold_issuer(document: Document) -> None:
    """Every series of the issuer, in the same order: no number is given while one is typed by hand."""
    rows = NumberSeries.objects.select_for_update().filter(issuer_id=document.issuer_id)
    list(rows.order_by("kind", "period_starts_on").values_list("pk"))


def _book(document: Document, issued_on: date, books: dict[tuple[int, str, date], Book]) -> Book:
    """The book that a paper is entered in, locked when the first of a list comes to it."""
    basis, start = period_start(issuer_id=document.issuer_id, layout=document.layout, issued_on=issued_on)
    family = _family(document)
    if (document.issuer_id, family, start) not in books:
        key = {"issuer_id": document.issuer_id, "kind": family, "period_starts_on": start}
        NumberSeries.objects.get_or_create(**key, defaults={"basis": basis})
        series = NumberSeries.objects.select_for_update().get(**key)
        used = taken_texts(document.issuer_id, basis=series.basis, start=start)
        books[document.issuer_id, family, start] = Book(series, set(used))
    return books[document.issuer_id, family, start]


def give_number(document: Document, *, issued_on: date, by: User | None, at: datetime, outside: str = "") -> Document:
    """Cho số và ban hành — the next number of the series, or an outside one as typed; the bytes are frozen.

    A number that somebody typed by hand is passed over. Raises NotAllowed, Forbidden (state), NumberTaken.
    """
    typed = " ".join(outside.split())[:60]
    if outside and not typed:
        require(can_number(by, document))
        raise NumberMissing
    return _give([document], issued_on=issued_on, by=by, at=at, typed=typed)[0]


def give_numbers(documents: Sequence[Document], *, issued_on: date, by: User | None, at: datetime) -> list[Document]:
    """Cho số cả loạt — all or none, in the order given; the papers are printed side by side.

    Raises NotAllowed, Forbidden (state).
    """
    return _give(documents, issued_on=issued_on, by=by, at=at)


def _give(
    documents: Sequence[Document], *, issued_on: date, by: User | None, at: datetime, typed: str = ""
) -> list[Document]:
    """Number, print and freeze; the type is set before the act begins, so that others wait for the writing alone."""
    for document in documents:
        require(can_number(by, document))
    ahead = _printed_ahead(documents, issued_on, typed)
    with acting(by, "documents.give_number", at=at) as act:
        states = {d.pk: state_locked(d) for d in sorted(documents, key=lambda one: one.pk)}
        before = [states[document.pk] for document in documents]
        for document, state in zip(documents, before, strict=True):
            document.state = DOCUMENT.after(state, "number")
        books = {} if typed else _hold_books(documents, issued_on)
        for document in documents:
            if typed:
                _hold_issuer(document)
                _refuse_double(document, typed, issued_on)
                document.number_text, document.outside = typed, True
            else:
                _next_number(document, issued_on, books)
            document.issued_on = issued_on
        _freeze(documents, ahead, issued_on, at=at)
        for document, state in zip(documents, before, strict=True):
            document.save(update_fields=NUMBERED_FIELDS)
            act.record(
                document,
                before={"state": state},
                after={"state": document.state, "number": document.number_text, "sha256": document.sha256},
            )
    return list(documents)


def _printed_ahead(documents: Sequence[Document], issued_on: date, typed: str) -> dict[tuple[int, str], Printed]:
    """Each paper with the number it will most likely get; whoever is overtaken is printed again under the lock."""
    for state in Document.objects.filter(pk__in=[d.pk for d in documents]).values_list("state", flat=True):
        DOCUMENT.after(state, "number")
    numbers = [typed] * len(documents) if typed else likely_numbers(documents, issued_on)
    sheets = printed(documents, numbers, issued_on)
    return {(d.pk, n): sheet for d, n, sheet in zip(documents, numbers, sheets, strict=True)}


def _next_number(document: Document, issued_on: date, books: dict[tuple[int, str, date], Book]) -> None:
    """Take the next free number of the series; its row is locked, so that no two papers take the same."""
    book = _book(document, issued_on, books)
    series = book.series
    while True:
        series.last += 1
        text = number_text(layout=document.layout, number=series.last, code=document.code)
        if text.casefold() not in book.used:
            break
    for one in books.values():
        one.used.add(text.casefold())
    series.save(update_fields=["last"])
    document.series, document.number, document.number_text = series, series.last, text


def _refuse_double(document: Document, outside: str, issued_on: date) -> None:
    other = (
        Document.objects.filter(
            issuer_id=document.issuer_id, number_text__iexact=outside, issued_on__year=issued_on.year
        )
        .exclude(pk=document.pk)
        .first()
    )
    if other is not None:
        raise NumberTaken(number=outside, date=date_short(other.issued_on or issued_on), subject=other.subject)


def _freeze(
    documents: Sequence[Document], ahead: dict[tuple[int, str], Printed], issued_on: date, *, at: datetime
) -> None:
    """The pages with number and date, and their bytes: these are the papers from now on."""
    for document in documents:
        found = ahead.get((document.pk, document.number_text))
        if found is None:
            found = printed([document], [document.number_text], issued_on)[0]
        write_facts(document, found[0])
        document.pdf = store(found[1], name=f"{document.kind}.pdf", mime="application/pdf", at=at)
        document.sha256 = document.pdf.sha256


def void(document: Document, *, reason: str, by: User | None, at: datetime) -> None:
    """Hủy văn bản đã có số — the number stays and is shown as void; raises ReasonNeeded."""
    require(can_void(by, document))
    if not reason.strip():
        raise ReasonNeeded
    with acting(by, "documents.void", at=at) as act:
        before = state_locked(document)
        document.state = DOCUMENT.after(before, "void")
        document.save(update_fields=["state"])
        act.record(document, before={"state": before}, after={"state": document.state}, reason=reason)
