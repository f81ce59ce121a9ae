"""Ngày lễ, tết theo luật — an example of the public holidays of a year, which a school may teach on or lengthen.

Bộ luật Lao động 2019 (45/2019/QH14), Điều 112, từ 1/1/2021: 1/1; Tết Âm lịch 5 ngày; 10/3 âm lịch; 30/4; 1/5; 2/9 và
một ngày liền kề trước hoặc sau. Before it, of 2/9 one day. Which five days of Tết and which day beside 2/9 is decided
anew every year, as are days in lieu of a weekend: these are not known here, and the choice below is an example.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from csv import DictReader
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from boiduong.course.delivery.scheduling.rules.school_year import days_between
from boiduong.engines import vietnamese

LUNAR_DAYS = Path(vietnamese.__file__).parent / "lunar_days.csv"


@dataclass(frozen=True)
class Law:
    """Luật từ một ngày — the days of Tết before and from its first one, and days before 2/9 that are free with it."""

    since: date
    tet_before: int
    tet_from: int
    before_national_day: int


LAWS = (Law(date(2021, 1, 1), 1, 4, 1), Law(date(2013, 5, 1), 1, 4, 0))


@dataclass(frozen=True, order=True)
class PublicHoliday:
    """Ngày lễ — its first and last day, and its name."""

    first: date
    last: date
    name: str


@cache
def lunar_days() -> dict[int, tuple[date, date]]:
    """Mồng 1 Tết và 10/3 âm lịch theo năm — from the table that scripts/build_lunar_days.py writes."""
    with LUNAR_DAYS.open(encoding="utf-8") as lines:
        rows = [*DictReader(lines)]
    return {int(r["year"]): (date.fromisoformat(r["tet"]), date.fromisoformat(r["hung_kings"])) for r in rows}


@cache
def public_holidays(year: int) -> tuple[PublicHoliday, ...]:
    """Ngày lễ của năm — in order; none before the first law known here, and no lunar ones outside the table."""
    law = next((one for one in LAWS if one.since <= date(year, 12, 31)), None)
    if law is None:
        return ()
    national = date(year, 9, 2)
    found = [
        PublicHoliday(date(year, 1, 1), date(year, 1, 1), "Tết Dương lịch"),
        PublicHoliday(date(year, 4, 30), date(year, 4, 30), "Ngày Chiến thắng"),
        PublicHoliday(date(year, 5, 1), date(year, 5, 1), "Ngày Quốc tế lao động"),
        PublicHoliday(national - timedelta(law.before_national_day), national, "Quốc khánh"),
    ]
    if year in lunar_days():
        tet, hung = lunar_days()[year]
        last = tet + timedelta(law.tet_from - 1)
        found.append(PublicHoliday(tet - timedelta(law.tet_before), last, "Tết Âm lịch"))
        found.append(PublicHoliday(hung, hung, "Ngày Giỗ Tổ Hùng Vương"))
    return tuple(sorted(found))


def public_days(first: date, last: date, taught: Collection[date] = ()) -> dict[date, str]:
    """Ngày lễ từ ngày đến ngày — by day with its name, without those on which the school says that it teaches."""
    listed: Iterable[PublicHoliday] = (
        one for year in range(first.year, last.year + 1) for one in public_holidays(year)
    )
    return {
        day: one.name
        for one in listed
        for day in days_between(one.first, one.last)
        if first <= day <= last and day not in taught
    }
