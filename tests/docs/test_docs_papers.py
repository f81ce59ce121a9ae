"""Danh mục giấy tờ — the table of docs/papers.md names every kind, every sheet, real functions and real pages."""

from __future__ import annotations

from django.urls import get_resolver

from boiduong.foundation.documents.rules import KINDS
from boiduong.web.sheets import offered
from docs.named import find, page, rows_of


def _rows() -> list[list[str]]:
    return [[cell.strip("`") for cell in row] for row in rows_of(page("papers.md"))]


def test_every_kind_stands_in_the_table_and_no_other() -> None:
    assert {row[1] for row in _rows() if row[2]} - {"form"} == set(KINDS)


def test_every_paper_is_made_by_what_is_named() -> None:
    for _, kind, maker, address in _rows():
        if kind == "outside" and not maker:
            assert not address
            continue
        assert callable(find(maker)), maker


def test_every_page_named_is_one() -> None:
    spaces = get_resolver().namespace_dict
    for *_, address in _rows():
        if address:
            space, name = address.split(":")
            assert name in {key for key in spaces[space][1].reverse_dict if isinstance(key, str)}, address


def test_every_sheet_offered_stands_in_the_table() -> None:
    named = {find(row[2]) for row in _rows() if row[2]}
    builders = {sheet.key: sheet.build for sheet in offered()}
    wrapped = {"ban-to-chuc"}  # the sheet of the board is a list of the one paper that is named
    assert {key for key, build in builders.items() if build not in named} == wrapped
