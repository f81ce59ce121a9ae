"""Quy tắc đếm tiết trong năm — how much a person learned in a year, against the need of the rule set.

Nghị định 171/2025/NĐ-CP: each civil servant at least one week, 40 tiết, a year. The number is read from the rule set
(`yearly_need.periods`), never from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from boiduong.course.recognition.personnel_records.rules.states import COUNTED_STATES
from boiduong.foundation.organizations.rules import read_section, section_reader
from boiduong.refusals import gettext_noop

# From this month on a clerk is told who is still short: a quarter of the year is left to send them.
REMIND_FROM_MONTH = 10

VERDICTS = {
    "enough": gettext_noop("enough"),
    "short": gettext_noop("not enough yet"),
    "unknown": gettext_noop("not established"),
    "none": gettext_noop("no rule"),
}


@dataclass(frozen=True)
class YearlyNeed:
    """Mức học hằng năm — `periods` in tiết."""

    periods: int


def read_yearly_need(values: Mapping[str, Any]) -> YearlyNeed:
    """Đọc phần mức học hằng năm — raises BadRuleSet."""
    return read_section(YearlyNeed, "yearly_need", values)


section_reader("yearly_need")(read_yearly_need)


@dataclass(frozen=True)
class Learned:
    """Một dòng để đếm — days as kept, `periods` in tiết or None where no paper says how many."""

    from_on: date | None
    to_on: date | None
    periods: int | None
    state: str


@dataclass(frozen=True)
class Tally:
    """Tổng của một năm — tiết that are known, rows whose tiết are not, rows that end in a later year."""

    year: int
    periods: int = 0
    unknown: int = 0
    later: int = 0


@dataclass(frozen=True)
class Verdict:
    """Đủ hay chưa — key of VERDICTS, and how many tiết are missing (0 unless short or not established)."""

    key: str
    missing: int = 0


def year_of(row: Learned) -> int | None:
    """Năm được tính — the year in which the course ends, whole, for the result is known only then.

    A row without its last day stands in the year it began; without any day it stands in none.
    """
    day = row.to_on or row.from_on
    return day.year if day else None


def tally(rows: Iterable[Learned], year: int) -> Tally:
    """Đếm một năm — confirmed, sent and filed rows; what has no tiết or no last day is not zero but not known."""
    periods = unknown = later = 0
    for row in rows:
        if row.state not in COUNTED_STATES:
            continue
        if year_of(row) == year:
            if row.periods is None or row.to_on is None:
                unknown += 1
            else:
                periods += row.periods
        elif row.from_on and row.to_on and row.from_on.year <= year < row.to_on.year:
            later += 1
    return Tally(year, periods, unknown, later)


def years_of(rows: Iterable[Learned]) -> list[int]:
    """Các năm có dòng được tính — the last one first."""
    return sorted({y for row in rows if row.state in COUNTED_STATES and (y := year_of(row))}, reverse=True)


def verdict(counted: Tally, need: int | None) -> Verdict:
    """So với mức — enough, short, or not established where rows without tiết might fill the gap."""
    if need is None:
        return Verdict("none")
    missing = max(need - counted.periods, 0)
    if not missing:
        return Verdict("enough")
    return Verdict("unknown" if counted.unknown else "short", missing)
