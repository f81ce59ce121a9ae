"""Quy tắc cả năm — weeks and days of a class, beds it needs, and where an urgent class finds free days."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from boiduong.refusals import Refusal, gettext_noop

DAYS_A_WEEK = 5
MOST_WEEKS = 104
HALF_DAYS_A_WEEK = 10
MOST_HOLIDAY_DAYS = 60


class HolidayUnclear(Refusal):
    """Ngày nghỉ chưa rõ."""

    text = gettext_noop("Write what the days are, the first and the last of them; no more than %(most)s days.")


@dataclass(frozen=True)
class Wish:
    """Lớp cần chèn — its learners, working days, the days between which it must lie, and what it needs.

    `kind` is that of the room, empty for any; `beds` are needed every night.
    """

    title: str
    size: int
    days: int
    first: date
    last: date
    kind: str = ""
    beds: int = 0


def beds_needed(*, written: int | None, accepted: int, quota: int, planned: int) -> int:
    """Số chỗ ở cần — what the office wrote; else who is on the list, else the quota, else the places planned."""
    return written if written is not None else accepted or quota or planned


def monday_of(day: date) -> date:
    """Thứ Hai của tuần."""
    return day - timedelta(days=day.weekday())


def week_number(base: date, day: date) -> int:
    """Số tuần — counted from the Monday `base`."""
    return (monday_of(day) - base).days // 7


def weeks_needed(days: int) -> int:
    """Số tuần của lớp — five working days a week."""
    return -(-days // DAYS_A_WEEK)


def working_days(first: date, last: date, closed: Collection[date] = ()) -> Iterator[date]:
    """Ngày làm việc từ ngày đến ngày — Monday to Friday, without the days on which the school is closed."""
    for day in days_between(first, last):
        if day.weekday() < DAYS_A_WEEK and day not in closed:
            yield day


def days_between(first: date, last: date) -> Iterator[date]:
    """Các ngày từ ngày đến ngày — both of them too."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def check_holiday(*, name: str, first: date, last: date) -> None:
    """Kiểm tra ngày nghỉ — a name and two days in order, at most two months apart; raises HolidayUnclear."""
    if not name or not 0 <= (last - first).days < MOST_HOLIDAY_DAYS:
        raise HolidayUnclear(most=MOST_HOLIDAY_DAYS)


def free_days(monday: date, days: int, taken: Collection[date], *, first: date, last: date) -> tuple[date, date] | None:
    """Những ngày liền nhau còn trống — of a class that begins in this week; None where they are not there.

    A class of more than a week begins on Monday and fills whole weeks but the last.
    """
    if days > DAYS_A_WEEK:
        begins = [monday]
    else:
        begins = [monday + timedelta(days=n) for n in range(DAYS_A_WEEK - days + 1)]
    for begin in begins:
        whole, left = divmod(days - 1, DAYS_A_WEEK)
        end = begin + timedelta(days=7 * whole + left)
        if first <= begin and end <= last and not any(day in taken for day in working_days(begin, end)):
            return begin, end
    return None


def shifted(first: date, last: date, weeks: int) -> tuple[date, date]:
    """Dời theo tuần — the same weekdays some weeks later or earlier."""
    return first + timedelta(weeks=weeks), last + timedelta(weeks=weeks)


def peak(stays: Collection[tuple[date, date, int]], first: date, last: date) -> int:
    """Đêm đông nhất — people who sleep at once at most, between two days."""
    nights = days_between(first, last)
    return max((sum(count for begin, end, count in stays if begin <= night <= end) for night in nights), default=0)
