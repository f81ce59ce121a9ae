"""Lists as XLSX: same bytes, no formulas, ready to print."""

import io
import re
import time
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from boiduong.engines.spreadsheets import Column, Sheet, Value, write_workbook

CREATED = date(2025, 8, 1)
COLUMNS = (
    Column("Họ và tên", width=28),
    Column("Số tiết", width=8, kind="int"),
    Column("Điểm", width=8, kind="number"),
    Column("Ngày sinh", width=12, kind="date"),
)


def opened(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_workbook(sheets, created_on=CREATED)))


def written(value: Value, column: Column) -> openpyxl.cell.Cell:
    return opened(Sheet("Lớp", (column,), [[value]])).active["A2"]


def test_write_workbook_keeps_values_and_kinds() -> None:
    rows: list[Sequence[Value]] = [("Nguyễn Thị An", 1960, Decimal("6.5"), date(1980, 2, 3))]
    page = opened(Sheet("Lớp A", COLUMNS, rows)).active
    assert [cell.value for cell in page[1]] == ["Họ và tên", "Số tiết", "Điểm", "Ngày sinh"]
    assert [cell.value for cell in page[2]] == ["Nguyễn Thị An", 1960, 6.5, datetime(1980, 2, 3)]  # noqa: DTZ001
    assert page["B2"].number_format == "#,##0"
    assert page["D2"].number_format == "d/m/yyyy"


def test_write_workbook_gives_the_same_bytes_later() -> None:
    def sheet() -> Sheet:
        return Sheet("Lớp A", COLUMNS, ((f"Người {i}", i, 0.5, CREATED) for i in range(50)), ("Dữ liệu giả",))

    first = write_workbook([sheet()], created_on=CREATED)
    time.sleep(2.1)  # longer than the two seconds that a ZIP time stamp can tell apart
    assert write_workbook([sheet()], created_on=CREATED) == first


def test_write_workbook_knows_only_the_date_it_was_given() -> None:
    content = write_workbook([Sheet("Lớp", COLUMNS, [])], created_on=CREATED)
    core = zipfile.ZipFile(io.BytesIO(content)).read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT[^<]*", core) == ["2025-08-01T00:00:00Z"] * 2


def test_write_workbook_puts_notes_above_and_prepares_for_print() -> None:
    notes = ("Dữ liệu giả, không phải người thật", "Lập ngày 1/8/2025")
    page = opened(Sheet("Lớp", COLUMNS, [("An", 1, 2, None)], notes)).active
    assert [page["A1"].value, page["A2"].value, page["A3"].value] == [*notes, "Họ và tên"]
    assert page["A3"].font.bold
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$3:$3"
    assert page.auto_filter.ref == "A3:D4"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (None, 0)  # None means 1
    assert 28 <= page.column_dimensions["A"].width < 29


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84 000",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        '=HYPERLINK("http://a.example","x")',
        "|calc",
        "%0",
    ],
)
@pytest.mark.parametrize("kind", ["text", "int", "number", "date"])
def test_write_workbook_never_writes_a_formula(text: str, kind: str) -> None:
    cell = written(text, Column("Cột", kind=kind))  # type: ignore[arg-type]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value == text.replace("\r", "_x000D_") or cell.value == text


def test_write_workbook_writes_titles_and_notes_as_text_too() -> None:
    page = opened(Sheet("=1", (Column("=2+2"),), [], ("=3+3",))).active
    assert (page["A1"].data_type, page["A1"].value) == ("s", "=3+3")
    assert (page["A2"].data_type, page["A2"].value) == ("s", "=2+2")


@pytest.mark.parametrize(
    ("value", "kind", "cell"),
    [
        ("0000123456", "text", "0000123456"),
        (12, "text", "12"),
        ("http://a.example", "text", "http://a.example"),
        ("—", "int", "—"),
        (True, "int", "True"),
        (10**15, "int", "1000000000000000"),
        (10**15 - 1, "int", 10**15 - 1),
        (float("nan"), "number", "nan"),
        (float("-inf"), "number", "-inf"),
        (Decimal("Infinity"), "number", "Infinity"),
        (date(1899, 5, 19), "date", "19/5/1899"),
        (date(2025, 8, 18), "text", "18/8/2025"),
        (7, "date", "7"),
        ("broken \ud800", "text", "broken ?"),
        (None, "int", None),
        ("", "text", None),
    ],
)
def test_write_workbook_loses_nothing_a_cell_cannot_hold(value: Value, kind: str, cell: object) -> None:
    assert written(value, Column("Cột", kind=kind)).value == cell  # type: ignore[arg-type]


def test_write_workbook_drops_the_hour_of_a_moment() -> None:
    moment = datetime(2025, 8, 18, 23, 59, tzinfo=UTC)
    assert written(moment, Column("Ngày", kind="date")).value == datetime(2025, 8, 18)  # noqa: DTZ001


def test_write_workbook_cuts_an_endless_text_visibly() -> None:
    text = str(written("a" * 40_000, Column("Cột")).value)
    assert len(text) == 32_767
    assert text.endswith("a…")


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Lớp A/B: [1]?*\\"], ["Lớp A B 1"]),
        (["'Lớp'"], ["Lớp"]),
        (["", "\n"], ["Trang", "Trang (2)"]),
        (["history"], ["history_".capitalize()]),
        (["Lớp", "LỚP", "lớp"], ["Lớp", "LỚP (2)", "lớp (3)"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
        (["x" * 30 + " 'y"], ["x" * 30]),
    ],
)
def test_write_workbook_makes_sheet_titles_excel_takes(titles: list[str], names: list[str]) -> None:
    assert opened(*(Sheet(title, COLUMNS, []) for title in titles)).sheetnames == names


def test_write_workbook_without_columns_is_a_page_of_notes() -> None:
    page = opened(Sheet("Ghi chú", (), [], ("Một dòng",))).active
    assert page["A1"].value == "Một dòng"
    assert page.auto_filter.ref is None


def test_write_workbook_refuses_no_sheet() -> None:
    with pytest.raises(ValueError, match="at least one sheet"):
        write_workbook([], created_on=CREATED)


def test_write_workbook_refuses_a_row_of_other_length() -> None:
    with pytest.raises(ValueError, match="zip"):
        write_workbook([Sheet("Lớp", COLUMNS, [["An"]])], created_on=CREATED)


def test_write_workbook_refuses_more_rows_than_a_sheet_holds() -> None:
    def endless() -> Iterable[Sequence[Value]]:
        while True:
            yield ()

    with pytest.raises(ValueError, match="more rows"):
        write_workbook([Sheet("Lớp", (), endless())], created_on=CREATED)
