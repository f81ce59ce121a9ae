"""Đọc bảng tính — rows of our own template from a file that somebody filled in."""

import io
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from boiduong.engines.spreadsheets.cells import Cell, CellProblem, Found, read_cell
from boiduong.engines.spreadsheets.columns import Column
from boiduong.engines.spreadsheets.container import measured_copy
from boiduong.engines.spreadsheets.limits import Limits
from boiduong.engines.spreadsheets.problems import Problem
from boiduong.engines.spreadsheets.unreadable import UnreadableFile

Grid = list[list[Found]]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Row:
    """Dòng — its number as Excel shows it, and its cells by template title (None when empty)."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Kết quả đọc — rows with content, what is wrong in them, and headings nobody asked for."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    ignored_columns: tuple[str, ...] = ()


def read_table(content: bytes, *, template: Sequence[Column], limits: Limits | None = None) -> ReadResult:
    """Đọc bảng theo mẫu — finds the heading row, then reads each column as its kind.

    Headings match in any order, without marks and case. A row with a bad cell is still returned,
    that cell as None, and a problem names it. Raises UnreadableFile, and nothing else, whatever
    the bytes are.
    """
    limits = limits or Limits()
    copy = measured_copy(content, limits)
    grids = guarded(lambda: _grids(copy))
    within = [(_best_header(grid[: limits.header_within], template), grid) for grid in grids]
    header, grid = max(within, key=lambda found: found[0].score, default=(_NO_HEADER, []))
    if not header.score:
        raise UnreadableFile("no_header")
    return _read(grid, header, template)


def guarded(work: Callable[[], Result]) -> Result:
    """Có chắn — runs the cell reader; whatever it throws at bad bytes is UnreadableFile.

    Its panics come from compiled code and are no Exception, hence the wide net.
    """
    try:
        return work()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise UnreadableFile("broken") from error


def _grids(copy: bytes) -> list[Grid]:
    """All visible worksheets as rows that start at row 1 and column A."""
    with CalamineWorkbook.from_filelike(io.BytesIO(copy)) as book:
        return [
            book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]


@dataclass(frozen=True, slots=True)
class _Header:
    """The heading row: its place in the grid, and the place of each template column."""

    row: int
    places: Mapping[str, int]
    twice: tuple[str, ...]
    ignored: tuple[str, ...]

    @property
    def score(self) -> int:
        return len(self.places)


_NO_HEADER = _Header(0, {}, (), ())


def _best_header(rows: Grid, template: Sequence[Column]) -> _Header:
    """The row with the most known headings; of equals the first."""
    known = {_folded(name): column.title for column in template for name in (column.title, *column.aliases)}
    headers = (_header(number, row, known) for number, row in enumerate(rows))
    return max(headers, key=lambda header: header.score, default=_NO_HEADER)


def _header(number: int, row: list[Found], known: Mapping[str, str]) -> _Header:
    places: dict[str, int] = {}
    twice: list[str] = []
    ignored: list[str] = []
    for place, found in enumerate(row):
        heading = str(found).strip()
        title = known.get(_folded(heading))
        if title is None:
            ignored += [heading] if heading else []
        elif title in places:
            twice.append(title)
        else:
            places[title] = place
    return _Header(number, places, tuple(twice), tuple(ignored))


def _read(grid: Grid, header: _Header, template: Sequence[Column]) -> ReadResult:
    problems = [Problem(header.row + 1, title, "column_twice") for title in header.twice]
    problems += [
        Problem(header.row + 1, column.title, "column_missing")
        for column in template
        if column.required and column.title not in header.places
    ]
    rows: list[Row] = []
    for number, values in enumerate(grid[header.row + 1 :], start=header.row + 2):
        row, found = _read_row(number, values, header, template)
        if found or any(cell is not None for cell in row.cells.values()):
            rows.append(row)
            problems += found + _gaps(row, header, template, found)
    return ReadResult(tuple(rows), tuple(problems), header.ignored)


def _read_row(
    number: int, values: list[Found], header: _Header, template: Sequence[Column]
) -> tuple[Row, list[Problem]]:
    cells: dict[str, Cell] = {column.title: None for column in template}
    problems: list[Problem] = []
    for column in template:
        if column.title in header.places:
            try:
                cells[column.title] = read_cell(values[header.places[column.title]], column.kind)
            except CellProblem as wrong:
                problems.append(Problem(number, column.title, wrong.code, wrong.facts))
    return Row(number, cells), problems


def _gaps(row: Row, header: _Header, template: Sequence[Column], found: Sequence[Problem]) -> list[Problem]:
    """Required cells left empty, apart from those already known to be wrong."""
    wrong = {problem.column for problem in found}
    return [
        Problem(row.number, column.title, "required")
        for column in template
        if column.required
        and column.title in header.places
        and row.cells[column.title] is None
        and column.title not in wrong
    ]


def _folded(text: str) -> str:
    """A heading without marks, case, stars for required columns, and punctuation."""
    apart = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return " ".join("".join(sign if sign.isalnum() else " " for sign in _bare(apart)).split())


def _bare(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) != "Mn")
