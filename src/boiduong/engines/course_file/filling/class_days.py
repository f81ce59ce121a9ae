"""Ngày học của lớp — The study days of every class: said, in waves over the calendar, or all at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..arithmetic import is_working_day, next_working_days, rounds, working_days
from ..block import Block
from ..model import Calendar, Sitting
from .calendar import said_sittings
from .defaults import Defaults

_MOST_HALF_DAYS_A_TOPIC = 4


@dataclass(frozen=True, slots=True)
class ClassDays:
    """Ngày học — The study days with their sittings; `assumed` when any of them was not said."""

    days: tuple[date, ...]
    sittings: tuple[Sitting, ...]
    assumed: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Thứ tự của lớp — Which class of how many this is, and its days: said, enough at ease, and just enough."""

    position: int
    of: int
    wanted: int | None
    at_ease: int
    fewest: int


def days_of_class(block: Block, calendar: Calendar, place: Place, *, year: int, defaults: Defaults) -> ClassDays:
    """Ngày học của một lớp — From its own sittings or dates, else from the course's calendar; never empty."""
    own = said_sittings(block, year=year)
    start, end = block.when("start"), block.when("end")
    shared = own or (calendar.sittings if start is None else ())
    if shared:
        days = sorted({day for one in shared for day in _within(one.start, one.end, calendar)})
        assumed = any(one.assumed for one in shared)
        return _long_enough(days, place, calendar, shared, assumed=assumed, defaults=defaults)
    wanted = place.wanted
    first = start.first(year=year) if start else None
    last = end.last(year=year) if end else None
    if first is not None and last is None:
        count = max(wanted or place.at_ease, 1)
        days = list(next_working_days(first, count, weekend=calendar.weekend))
        return _long_enough(days, place, calendar, (), assumed=True, defaults=defaults)
    if first is not None and last is not None:
        days = _chosen(_within(first, max(first, last), calendar), wanted, defaults)
        return _long_enough(days, place, calendar, (), assumed=False, defaults=defaults)
    return _long_enough(_from_course(calendar, place, defaults), place, calendar, (), assumed=True, defaults=defaults)


def _within(start: date, end: date, calendar: Calendar) -> list[date]:
    """Ngày làm việc trong khoảng — The said ends count even on a weekend."""
    also = {start, end} if start == end else set()
    also |= {day for day in (calendar.start, calendar.end) if start <= day <= end}
    days = [day for day in working_days(start, end, weekend=calendar.weekend, also=also) if _is_free(day, calendar)]
    return days or [start]


def _is_free(day: date, calendar: Calendar) -> bool:
    """Ngày học được — Not a day to avoid; at weekends only where the course is held then."""
    return day.isoformat() not in calendar.avoid and (day.weekday() > 4 or not calendar.weekends_only)


def _from_course(calendar: Calendar, place: Place, defaults: Defaults) -> list[date]:
    """Từ lịch chung — Waves when the calendar has room for two or more runs, else the same days for all.

    One week that says nothing of a class's own length is the length of every class.
    """
    days = _within(calendar.start, calendar.end, calendar)
    length = min(place.wanted or place.at_ease, len(days))
    is_one_week = place.wanted is None and len(days) <= defaults.sitting_max_days
    if place.of > 1 and len(days) >= 2 * length and not is_one_week:
        first = place.position * (len(days) - length) // (place.of - 1)
        return days[first : first + length]
    most = max(_MOST_HALF_DAYS_A_TOPIC * place.at_ease, defaults.sitting_max_days)
    return _chosen(days, place.wanted or most, defaults)


def _chosen(days: list[date], wanted: int | None, defaults: Defaults) -> list[date]:
    """Chọn ngày — `wanted` of the days, in rounds spread from the first day to the last."""
    if wanted is None or wanted >= len(days):
        return days
    count = -(-wanted // defaults.sitting_max_days)
    spare = len(days) - wanted
    chosen: list[date] = []
    for number in range(count):
        length = min(defaults.sitting_max_days, wanted - len(chosen))
        first = len(chosen) + (spare * number // (count - 1) if count > 1 else 0)
        chosen += days[first : first + length]
    return chosen


def _long_enough(
    days: list[date],
    place: Place,
    calendar: Calendar,
    said: Sequence[Sitting],
    *,
    assumed: bool,
    defaults: Defaults,
) -> ClassDays:
    """Đủ ngày cho chương trình — Working days are added at the end when the topics cannot fit otherwise."""
    added: list[date] = []
    while len(days) + len(added) < place.fewest:
        following = (added or days)[-1] + timedelta(days=1)
        while not is_working_day(following, weekend=calendar.weekend) or not _is_free(following, calendar):
            following += timedelta(days=1)
        added.append(following)
    new = days if not said else []
    made = [Sitting(first, last, True) for first, last in rounds(new + added, longest=defaults.sitting_max_days)]
    return ClassDays((*days, *added), (*said, *made), assumed or bool(added))
