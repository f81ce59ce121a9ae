"""Máy in — sets the type of papers on two threads, and may begin before the number is asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from boiduong.engines.typesetting import Paper
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.queries import likely_numbers, papers_of, typesetter

# Sheets nobody came for are forgotten, the oldest first.
KEPT_SHEETS = 40
# A paper with the number and the day it is printed with.
Key = tuple[int, str, date]


@dataclass(frozen=True)
class Sheet:
    """Bản in — the facts it was set from, its pages with number and date, and the bytes as soon as they are set."""

    facts: object
    papers: list[Paper]
    pdf: Future[bytes]


_waiting: OrderedDict[Key, Sheet] = OrderedDict()


def print_ahead(documents: Sequence[Document], *, issued_on: date) -> None:
    """In trước — papers about to be numbered in this order; setting type leaves the interpreter free for other work.

    Nothing is written: a paper that changes, or gets another number, is simply printed again.
    """
    _begin(zip(documents, likely_numbers(documents, issued_on), strict=True), issued_on)


def printed(documents: Sequence[Document], numbers: Sequence[str], issued_on: date) -> list[tuple[list[Paper], bytes]]:
    """Các bản in — pages and bytes of each paper with its number, waiting for those that are not ready."""
    sheets = _begin(zip(documents, numbers, strict=True), issued_on)
    for document, number in zip(documents, numbers, strict=True):
        _waiting.pop((document.pk, number, issued_on), None)
    return [(sheet.papers, sheet.pdf.result()) for sheet in sheets]


def _begin(wanted: Iterable[tuple[Document, str]], issued_on: date) -> list[Sheet]:
    """The sheets of these papers, begun now unless they were begun with the same facts before."""
    sheets = []
    for document, number in wanted:
        key = (document.pk, number, issued_on)
        sheet = _waiting.get(key)
        if sheet is None or sheet.facts != document.facts:
            papers = [replace(paper, number=number, issued_on=issued_on) for paper in papers_of(document)]
            sheet = _waiting[key] = Sheet(document.facts, papers, _press().submit(_set, papers))
        sheets.append(sheet)
    while len(_waiting) > max(KEPT_SHEETS, len(sheets)):
        _waiting.popitem(last=False)
    return sheets


def _set(papers: Sequence[Paper]) -> bytes:
    return typesetter().render_sequence(papers)


@cache
def _press() -> ThreadPoolExecutor:
    """Two threads, each with a typesetter of its own that lives as long as the process."""
    return ThreadPoolExecutor(2, thread_name_prefix="press")
