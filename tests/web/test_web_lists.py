"""List pages: pills, search, pages, and the spreadsheet of what is filtered."""

from __future__ import annotations

import io
from types import SimpleNamespace

import openpyxl
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import QueryDict
from django.utils import translation

from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.web.lists import ListPage, Pill, xlsx_response

ROWS = [SimpleNamespace(name=f"Nguyễn Văn Đức {i}", late=i % 2 == 0) for i in range(120)]
PILLS = [Pill("tat_ca", "All"), Pill("muon", "Late", lambda row: row.late)]


def listed(query: str = "", **options: object) -> ListPage[SimpleNamespace]:
    """A list page over ROWS."""
    facts: dict[str, object] = {"pills": PILLS, "search": lambda row: row.name, **options}
    return ListPage(ROWS, params=QueryDict(query), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "total", "first", "last", "pages"),
    [
        ("", 120, 1, 50, 3),
        ("trang=3", 120, 101, 120, 3),
        ("trang=99", 120, 101, 120, 3),
        ("trang=-1", 120, 101, 120, 3),
        ("trang=<x>", 120, 1, 50, 3),
        ("trang_thai=muon", 60, 1, 50, 2),
        ("trang_thai=khong_co", 120, 1, 50, 3),
        ("tim=van duc 11", 11, 1, 11, 1),
        ("tim=ĐỨC 119", 1, 1, 1, 1),
        ("tim=khong ai", 0, 0, 0, 1),
        ("tim=%00duc 119", 1, 1, 1, 1),
        ("tim=duc&trang_thai=muon&trang=2", 60, 51, 60, 2),
    ],
)
def test_list_reads_the_address(query: str, total: int, first: int, last: int, pages: int) -> None:
    page = listed(query)
    assert (page.total, page.first, page.last, page.page_count) == (total, first, last, pages)
    assert len(page.rows) == (last - first + 1 if last else 0)


def test_pills_count_what_is_searched_and_lead_to_the_first_page() -> None:
    pills = listed("tim=duc 11&trang=2&lop=C").pills
    assert [(p.label, p.on, p.count) for p in pills] == [("All", True, 11), ("Late", False, 5)]
    assert pills[1].url == "?tim=duc+11&lop=C&trang_thai=muon"


def test_pills_without_counts_ask_for_none() -> None:
    assert [p.count for p in listed(counts=False).pills] == [None, None]


def test_search_form_keeps_the_other_filters() -> None:
    page = listed("tim=a&trang=2&trang_thai=muon&lop=C&lop=D")
    assert page.kept_parameters == [("trang_thai", "muon"), ("lop", "C"), ("lop", "D")]
    assert page.search_off_url == "?trang_thai=muon&lop=C&lop=D"
    assert page.search_label


def test_list_without_search_has_no_form() -> None:
    page = listed("tim=duc", search=None)
    assert (page.search_label, page.total) == ("", 120)


def test_page_links_name_first_last_and_neighbors() -> None:
    page = listed("trang=6", per_page=10)
    assert [link.number for link in page.page_links] == [1, 0, 4, 5, 6, 7, 8, 0, 12]
    assert [link.number for link in page.page_links if link.current] == [6]
    assert page.page_links[2].url == "?trang=4"


def test_address_escapes_hostile_text() -> None:
    assert "<" not in listed("tim=%3Cscript%3E").pills[0].url


def test_spreadsheet_link_keeps_the_filter() -> None:
    page = listed("trang_thai=muon&trang=2")
    assert page.xlsx_url == "?trang_thai=muon&xlsx=1"
    assert not page.wants_xlsx
    assert listed("xlsx=1").wants_xlsx
    assert len(page.filtered) == 60


@pytest.mark.django_db
def test_queryset_is_filtered_searched_and_ordered_by_key_at_last() -> None:
    kinds = ContentType.objects.order_by("app_label")
    pills = [Pill("", "All"), Pill("web", "Accounts", Q(app_label="foundation_accounts"))]
    page = ListPage(kinds, params=QueryDict("tim=ÚSER&trang_thai=web"), pills=pills, search="model")  # type: ignore[var-annotated]
    assert [row.model for row in page.rows] == ["user"]
    assert page.filtered.query.order_by == ("app_label", "pk")  # type: ignore[union-attr]
    assert page.pills[1].count == 1


@pytest.mark.parametrize("order", [("pk",), ("-pk",), ("model", "-id")])
def test_queryset_ordered_by_its_key_is_left_alone(order: tuple[str, ...]) -> None:
    page = ListPage(ContentType.objects.order_by(*order), params=QueryDict())  # type: ignore[var-annotated]
    assert page.filtered.query.order_by == order  # type: ignore[union-attr]


def test_xlsx_response_names_the_file_in_both_ways() -> None:
    sheet = Sheet("Danh sách", (Column("Họ và tên"),), [("Lê Văn Bình",), ("=1+1",)])
    answer = xlsx_response("Danh sách Lớp C\r\nX: 1", sheet)
    assert answer["Content-Disposition"].startswith('attachment; filename="danh-sach-lop-c-x-1.xlsx"; filename*=')
    assert "Danh%20s%C3%A1ch" in answer["Content-Disposition"]
    assert "\n" not in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [row[0].value for row in book["Danh sách"].iter_rows()]
    assert cells[-2:] == ["Lê Văn Bình", "=1+1"]
    assert book["Danh sách"]["A3"].data_type == "s"


def test_xlsx_response_without_a_name_is_a_list() -> None:
    answer = xlsx_response("…", Sheet("A", (Column("B"),), []))
    assert 'filename="list.xlsx"' in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("", ""),
        ("trang_thai=tat_ca", ""),
        ("trang_thai=muon", "Filtered: Late"),
        ("tim=an&trang_thai=muon", "Filtered: Late, search “an”"),
        ("tim=an", "Filtered: search “an”"),
    ],
)
def test_filter_note_says_what_is_left_out(query: str, note: str) -> None:
    with translation.override("en"):
        assert listed(query).filter_note == note
