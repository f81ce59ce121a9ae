"""Ô — the value of one cell as the kind of its column, or the code of what is wrong with it."""

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeGuard

from boiduong.engines.spreadsheets.columns import Kind

Found = str | int | float | bool | date | datetime | time | timedelta
Cell = str | int | Decimal | date | None

_EXACT_DIGITS = 15
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[.\s]\d{3})+")
_DECIMAL = re.compile(r"[+-]?\d{1,30}(?:[.,]\d{1,30})?")
_GROUPED_DECIMAL = re.compile(r"[+-]?\d{1,3}(?:[.\s]\d{3})+,\d{1,30}")
_WHOLE = re.compile(r"[+-]?\d{1,30}")
_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_EXCEL_ERRORS = frozenset(("#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"))


class CellProblem(Exception):
    """Lỗi của một ô — code and facts; the row and column are known to the one who reads."""

    def __init__(self, code: str, **facts: str) -> None:
        """Take a code that `problems` has a sentence for, and the facts of that sentence."""
        super().__init__(code)
        self.code = code
        self.facts = facts


def read_cell(found: Found, kind: Kind) -> Cell:
    """Đọc ô — the value as the kind asks, None for an empty cell.

    Raises CellProblem where it cannot be understood without guessing.
    """
    if isinstance(found, str):
        found = _clean(found)
        if not found:
            return None
        if found.upper() in _EXCEL_ERRORS:
            raise CellProblem("cell_error", found=found)
    if kind == "text":
        return _text(found)
    if kind == "int":
        return _whole(found)
    if kind == "number":
        return _number(found)
    return _date(found)


def shown(found: Found) -> str:
    """Như trên bảng — the cell as its reader would have seen it, for a sentence about it."""
    if isinstance(found, datetime):
        return shown(found.date())
    if isinstance(found, date):
        return f"{found.day}/{found.month}/{found.year}"
    if isinstance(found, time):
        return f"{found.hour}:{found.minute:02}"
    if isinstance(found, float):
        return f"{Decimal(repr(found)).normalize():f}".replace(".", ",")
    return str(found)


def _clean(text: str) -> str:
    """NFC, trimmed, blanks collapsed within lines, without control and direction marks."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    spaced = ("".join(" " if sign.isspace() else sign for sign in line) for line in lines)
    kept = ("".join(sign for sign in line if unicodedata.category(sign)[0] != "C") for line in spaced)
    return "\n".join(" ".join(line.split()) for line in kept if line.strip())


def _text(found: Found) -> str:
    if isinstance(found, float) and abs(found) >= 10**_EXACT_DIGITS:
        raise CellProblem("digits_lost")
    return shown(found)


def _whole(found: Found) -> int:
    if isinstance(found, str) and (_WHOLE.fullmatch(found) or _GROUPED.fullmatch(found)):
        return int(re.sub(r"[.\s]", "", found))
    if _is_finite(found) and found == int(found):
        return int(found)
    raise CellProblem("not_whole_number", found=shown(found))


def _number(found: Found) -> Decimal:
    """A number; a dot before exactly three digits groups thousands as Vietnamese offices write."""
    if isinstance(found, str):
        if _GROUPED.fullmatch(found) or _GROUPED_DECIMAL.fullmatch(found):
            return Decimal(re.sub(r"[.\s]", "", found).replace(",", "."))
        if _DECIMAL.fullmatch(found):
            return Decimal(found.replace(",", "."))
    elif _is_finite(found):
        return Decimal(repr(found))
    raise CellProblem("not_number", found=shown(found))


def _is_finite(found: Found) -> TypeGuard[int | float]:
    return isinstance(found, int | float) and not isinstance(found, bool) and math.isfinite(found)


def _date(found: Found) -> date:
    if isinstance(found, datetime):
        return found.date()
    if isinstance(found, date):
        return found
    parts = _DATE.fullmatch(found) if isinstance(found, str) else None
    if parts is None:
        raise CellProblem("not_date", found=shown(found))
    day, month, year = (int(part) for part in parts.groups())
    if not 1 <= month <= 12:
        raise CellProblem("no_such_month", month=str(month))
    try:
        return date(year, month, day)
    except ValueError:
        raise CellProblem("no_such_day", month=str(month), day=str(day)) from None
