"""Reading back the template that people filled in."""

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import openpyxl
import pytest

from boiduong.engines.spreadsheets import (
    Column,
    Kind,
    Problem,
    ReadResult,
    Sheet,
    UnreadableFile,
    problem_sentence,
    read_table,
    write_workbook,
)
from boiduong.engines.spreadsheets.cells import CellProblem, Found, read_cell
from boiduong.engines.spreadsheets.problems import _SENTENCES

TEMPLATE = (
    Column("Họ và tên", width=28, required=True, aliases=("Họ tên",)),
    Column("Ngày sinh", kind="date"),
    Column("Điện thoại"),
    Column("Số tiết", kind="int"),
    Column("Điểm", kind="number"),
)


def workbook(*rows: list[object], title: str = "Danh sách") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(*rows: list[object]) -> ReadResult:
    return read_table(workbook(*rows), template=TEMPLATE)


def test_read_table_reads_what_was_written() -> None:
    row = ("Nguyễn Thị An", date(1980, 2, 3), "0000123456", 1960, Decimal("6.5"))
    sheet = Sheet("Lớp A", TEMPLATE, [row], ("Dữ liệu giả",))
    result = read_table(write_workbook([sheet], created_on=date(2025, 8, 1)), template=TEMPLATE)
    assert [list(found.cells.values()) for found in result.rows] == [list(row)]
    assert result.rows[0].number == 3
    assert (result.problems, result.ignored_columns) == ((), ())


def test_read_table_finds_headings_in_any_order_and_spelling() -> None:
    result = read(
        ["DANH SÁCH CỬ"],
        [],
        ["SO TIET", "Ghi chú", "  Họ  tên (*)", "điểm"],
        [8, "x", "Lê Văn Bình", "6,5"],
    )
    assert result.ignored_columns == ("Ghi chú",)
    assert result.rows[0].number == 4
    assert result.rows[0].cells == {
        "Họ và tên": "Lê Văn Bình",
        "Ngày sinh": None,
        "Điện thoại": None,
        "Số tiết": 8,
        "Điểm": Decimal("6.5"),
    }


def test_read_table_keeps_phones_and_identity_numbers_text() -> None:
    result = read(["Họ và tên", "Điện thoại"], ["An", 901234567], ["Bình", "0000123456"])
    assert [row.cells["Điện thoại"] for row in result.rows] == ["901234567", "0000123456"]


def test_read_table_passes_over_empty_rows_and_numbers_the_others_as_excel_does() -> None:
    result = read(["Họ và tên"], ["An"], [None], ["  "], ["Bình"])
    assert [row.number for row in result.rows] == [2, 5]
    assert result.problems == ()


def test_read_table_collects_all_problems_of_all_rows() -> None:
    result = read(
        ["Họ và tên", "Ngày sinh", "Điện thoại", "Số tiết", "Điểm"],
        ["An", "31/2/1980", 1.5e17, "tám", "giỏi"],
        [None, "1/13/1980", "1", 1.5, 7],
    )
    assert result.problems == (
        Problem(2, "Ngày sinh", "no_such_day", {"month": "2", "day": "31"}),
        Problem(2, "Điện thoại", "digits_lost"),
        Problem(2, "Số tiết", "not_whole_number", {"found": "tám"}),
        Problem(2, "Điểm", "not_number", {"found": "giỏi"}),
        Problem(3, "Ngày sinh", "no_such_month", {"month": "13"}),
        Problem(3, "Số tiết", "not_whole_number", {"found": "1,5"}),
        Problem(3, "Họ và tên", "required"),
    )
    assert result.rows[0].cells["Ngày sinh"] is None
    assert result.rows[1].cells["Điểm"] == Decimal("7")


def test_read_table_tells_a_wrong_required_cell_once() -> None:
    template = (Column("Ngày", kind="date", required=True),)
    result = read_table(workbook(["Ngày"], ["hôm qua"]), template=template)
    assert result.problems == (Problem(2, "Ngày", "not_date", {"found": "hôm qua"}),)
    assert [row.cells for row in result.rows] == [{"Ngày": None}]


def test_read_table_tells_missing_and_double_columns() -> None:
    result = read(["Điểm", "Số tiết", "Điểm"], [5, 1, 6])
    assert result.problems == (
        Problem(1, "Điểm", "column_twice"),
        Problem(1, "Họ và tên", "column_missing"),
    )
    assert result.rows[0].cells["Điểm"] == Decimal(5)


def test_read_table_reads_the_sheet_that_has_the_headings() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Hướng dẫn: ghi Họ và tên"])
    hidden = book.create_sheet("Ẩn")
    hidden.append([column.title for column in TEMPLATE])
    hidden.append(["Người ẩn"])
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("Danh sách")
    shown.append(["Họ và tên", "Số tiết"])
    shown.append(["An", 8])
    result = read_table(saved(book), template=TEMPLATE)
    assert [row.cells["Họ và tên"] for row in result.rows] == ["An"]


@pytest.mark.parametrize("rows", [[], [["Cột khác"], ["An"]], [[None]] * 60 + [["Họ và tên"], ["An"]]])
def test_read_table_refuses_a_file_without_the_headings(rows: list[list[object]]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(*rows)
    assert refused.value.code == "no_header"


@pytest.mark.parametrize(
    ("found", "kind", "value"),
    [
        ("  Nguyễn \u202e Thị\tAn ", "text", "Nguyễn Thị An"),
        ("dòng 1\r\n\n dòng 2", "text", "dòng 1\ndòng 2"),
        ("\u200b", "text", None),
        ("", "date", None),
        (12.0, "text", "12"),
        (6.5, "text", "6,5"),
        (1e14, "text", "100000000000000"),
        (True, "text", "True"),
        (date(2025, 8, 18), "text", "18/8/2025"),
        (datetime(2025, 8, 18, 7, 30), "text", "18/8/2025"),  # noqa: DTZ001
        (time(7, 5), "text", "7:05"),
        (timedelta(hours=30), "text", "1 day, 6:00:00"),
        (8.0, "int", 8),
        ("1.960", "int", 1960),
        ("1 960", "int", 1960),
        ("-12", "int", -12),
        ("007", "int", 7),
        ("6,5", "number", Decimal("6.5")),
        ("6.5", "number", Decimal("6.5")),
        ("1.960", "number", Decimal(1960)),
        ("1.960,5", "number", Decimal("1960.5")),
        ("10", "number", Decimal(10)),
        (0.1, "number", Decimal("0.1")),
        ("5/2/1980", "date", date(1980, 2, 5)),
        ("05-02-1980", "date", date(1980, 2, 5)),
        ("5 . 2 . 1980", "date", date(1980, 2, 5)),
        (date(1980, 2, 5), "date", date(1980, 2, 5)),
        (datetime(1980, 2, 5, 12), "date", date(1980, 2, 5)),  # noqa: DTZ001
    ],
)
def test_read_cell_understands(found: Found, kind: Kind, value: object) -> None:
    assert read_cell(found, kind) == value


@pytest.mark.parametrize(
    ("found", "kind", "code"),
    [
        ("#N/A", "text", "cell_error"),
        ("#ref!", "int", "cell_error"),
        (float("inf"), "text", "digits_lost"),
        (123456789012345678.0, "text", "digits_lost"),
        (1.5, "int", "not_whole_number"),
        (True, "int", "not_whole_number"),
        (float("inf"), "int", "not_whole_number"),
        (float("nan"), "int", "not_whole_number"),
        ("1,5", "int", "not_whole_number"),
        ("1" * 31, "int", "not_whole_number"),
        (date(2025, 8, 18), "int", "not_whole_number"),
        (False, "number", "not_number"),
        (float("nan"), "number", "not_number"),
        ("1e5", "number", "not_number"),
        ("6,5 điểm", "number", "not_number"),
        (time(7), "number", "not_number"),
        ("1980", "date", "not_date"),
        ("5/2/80", "date", "not_date"),
        ("1980-02-05", "date", "not_date"),
        (29256.0, "date", "not_date"),
        ("1/0/1980", "date", "no_such_month"),
        ("29/2/2025", "date", "no_such_day"),
        ("1/1/0000", "date", "no_such_day"),
    ],
)
def test_read_cell_does_not_guess(found: Found, kind: Kind, code: str) -> None:
    with pytest.raises(CellProblem) as wrong:
        read_cell(found, kind)
    assert wrong.value.code == code
    assert problem_sentence(Problem(2, "Cột", code, wrong.value.facts)).startswith("Dòng 2: ")


def test_problem_sentence_speaks_both_languages() -> None:
    problem = Problem(42, "Ngày sinh", "no_such_day", {"month": "2", "day": "31"})
    assert problem_sentence(problem) == "Dòng 42: “Ngày sinh”: tháng 2 không có ngày 31."
    assert problem_sentence(problem, "en") == "Row 42: “Ngày sinh”: month 2 has no day 31."


@pytest.mark.parametrize("code", _SENTENCES)
def test_problem_sentence_has_a_text_for_each_code_and_hostile_facts(code: str) -> None:
    facts = {"found": "{column.__class__}", "month": "2", "day": "31"}
    problem = Problem(7, "{0}", code, facts)
    for sentence in (problem_sentence(problem, "vi"), problem_sentence(problem, "en")):
        assert sentence.endswith(".")
        assert "{0}" in sentence
