"""Ghi bảng tính — lists as XLSX with the same bytes for the same rows."""

import io
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from boiduong.engines.spreadsheets.columns import Column, Kind, Sheet, Value

_A4 = 9
_LAST_ROW = 1_048_576
_LONGEST_TEXT = 32_767
_LONGEST_TITLE = 31
_EXACT_DIGITS = 15
_FIRST_DATE = date(1900, 3, 1)
# A spreadsheet opened and saved as CSV forgets that these cells were text; the quote prefix
# keeps them text while somebody edits the file.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_NUMBER_FORMATS: dict[Kind, str] = {
    "text": "@",
    "int": "#,##0",
    "number": "General",
    "date": "d/m/yyyy",
}


def write_workbook(sheets: Iterable[Sheet], *, created_on: date) -> bytes:
    """Ghi sổ — the sheets as one XLSX file, row by row with little memory.

    Same input, same bytes: the only date inside is `created_on`. A text is always a text, never
    a formula. Raises ValueError without sheets and for more rows than a sheet can hold.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": datetime.combine(created_on, time())})
    formats = _Formats(book)
    taken: set[str] = set()
    for sheet in sheets:
        title = _free_title(sheet.title, taken)
        taken.add(title.casefold())
        _write_sheet(book.add_worksheet(title), sheet, formats)
    if not taken:
        raise ValueError("a workbook needs at least one sheet")
    book.close()
    return buffer.getvalue()


class _Formats:
    """The looks of a workbook, made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        cell = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self.note = book.add_format({"italic": True, "num_format": "@"})
        self.header = book.add_format(
            {**cell, "bold": True, "text_wrap": True, "bg_color": "#EDE7DA", "align": "center"}
        )
        self.column = {kind: book.add_format({"num_format": form}) for kind, form in _NUMBER_FORMATS.items()}
        self.cell = {
            kind: book.add_format({**cell, "num_format": form, "text_wrap": kind == "text"})
            for kind, form in _NUMBER_FORMATS.items()
        }
        self.quoted = book.add_format({**cell, "num_format": "@", "text_wrap": True, "quote_prefix": True})


def _write_sheet(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    _set_page(page)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, formats.column[column.kind])
    header_row = len(sheet.notes)
    for row, note in enumerate(sheet.notes):
        _write_text(page, row, 0, note, formats.note)
    for place, column in enumerate(sheet.columns):
        _write_text(page, header_row, place, column.title, formats.header)
    page.freeze_panes(header_row + 1, 0)
    page.repeat_rows(header_row)
    last_row = header_row
    for last_row, values in enumerate(sheet.rows, start=header_row + 1):  # noqa: B007
        if last_row >= _LAST_ROW:
            raise ValueError("more rows than a sheet can hold")
        _write_row(page, last_row, sheet.columns, values, formats)
    if sheet.columns:
        page.autofilter(header_row, 0, last_row, len(sheet.columns) - 1)


def _set_page(page: Worksheet) -> None:
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    page.set_footer("&C&P/&N")


def _write_row(
    page: Worksheet, row: int, columns: tuple[Column, ...], values: Sequence[Value], formats: _Formats
) -> None:
    for place, (column, value) in enumerate(zip(columns, values, strict=True)):
        look = formats.cell[column.kind]
        if value is None or value == "":
            page.write_blank(row, place, None, look)
        elif isinstance(value, date) and column.kind == "date" and _day(value) >= _FIRST_DATE:
            page.write_datetime(row, place, datetime.combine(value, time()), look)
        elif column.kind in ("int", "number") and _is_exact(value):
            page.write_number(row, place, value, look)
        else:
            text = _as_text(value)
            quoted = text.startswith(_FORMULA_STARTS)
            _write_text(page, row, place, text, formats.quoted if quoted else formats.cell["text"])


def _is_exact(value: Value) -> bool:
    """Whether a spreadsheet, which knows only doubles, keeps every digit of the number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    if isinstance(value, float) and not math.isfinite(value):
        return False
    if isinstance(value, Decimal) and not value.is_finite():
        return False
    return bool(abs(value) < 10**_EXACT_DIGITS)


def _as_text(value: Value) -> str:
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    return str(value)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _write_text(page: Worksheet, row: int, place: int, text: str, look: Format) -> None:
    """Write a string cell; what a cell cannot hold is cut visibly, broken characters become "?"."""
    safe = text.encode("utf-8", "replace").decode("utf-8")
    if len(safe) > _LONGEST_TEXT:
        safe = safe[: _LONGEST_TEXT - 1] + "…"
    page.write_string(row, place, safe, look)


def _free_title(title: str, taken: set[str]) -> str:
    """A sheet title Excel takes: 31 characters, no []:*?/\\, no outer quotes, not twice."""
    kept = "".join(" " if sign in "[]:*?/\\" or not sign.isprintable() else sign for sign in title)
    clean = " ".join(kept.split()).strip("' ")[:_LONGEST_TITLE].strip("' ") or "Trang"
    if clean.casefold() == "history":
        clean = "History_"
    number, free = 2, clean
    while free.casefold() in taken:
        ending = f" ({number})"
        free = clean[: _LONGEST_TITLE - len(ending)] + ending
        number += 1
    return free
