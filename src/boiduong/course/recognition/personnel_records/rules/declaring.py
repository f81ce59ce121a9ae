"""Quy tắc khai việc học ở nơi khác — months, and when two records are one and the same."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from boiduong.engines.vietnamese import fold
from boiduong.refusals import Refusal, gettext_noop

# Nobody in service today learned before this year; an older one is a slip of the finger.
FIRST_YEAR = 1960
MOST_PERIODS = 5000


class FactMissing(Refusal):
    """Thiếu thông tin của lớp học."""

    text = gettext_noop("Write the school, the name of the class, the first and the last month.")


class MonthsTurned(Refusal):
    """Tháng kết thúc trước tháng bắt đầu."""

    text = gettext_noop("The last month (%(last)s) lies before the first (%(first)s).")


class NotOverYet(Refusal):
    """Lớp chưa kết thúc."""

    text = gettext_noop("The class lasts until %(last)s. Declare it when it is over and the paper is there.")


class PeriodsTooMany(Refusal):
    """Số tiết không hợp."""

    text = gettext_noop("%(periods)s periods are not possible. Leave it empty if the paper says nothing.")


@dataclass(frozen=True)
class OutsideFacts:
    """Việc học ở nơi khác — what the paper says, with the columns of mẫu 2C; `periods` in tiết, None when unknown."""

    school: str
    name: str
    from_on: date
    to_on: date
    form: str
    paper: str
    number: str = ""
    paper_on: date | None = None
    block: str = ""
    periods: int | None = None
    result: str = ""


@dataclass(frozen=True)
class Known:
    """Một dòng đã có — as much of it as tells two records apart."""

    school: str
    name: str
    months: tuple[date | None, date | None]


def month_start(year: int, month: int) -> date:
    """Ngày đầu tháng — how a first month is kept."""
    return date(year, month, 1)


def month_end(year: int, month: int) -> date:
    """Ngày cuối tháng — how a last month is kept."""
    return date(year, month, calendar.monthrange(year, month)[1])


def check_outside(facts: OutsideFacts, *, today: date) -> None:
    """Kiểm tra lời khai — raises FactMissing, MonthsTurned, NotOverYet, PeriodsTooMany."""
    if not (facts.school.strip() and facts.name.strip() and facts.from_on.year >= FIRST_YEAR):
        raise FactMissing
    if facts.to_on < facts.from_on:
        raise MonthsTurned(first=f"{facts.from_on:%m/%Y}", last=f"{facts.to_on:%m/%Y}")
    if (facts.to_on.year, facts.to_on.month) > (today.year, today.month):
        raise NotOverYet(last=f"{facts.to_on:%m/%Y}")
    if facts.periods is not None and not 0 < facts.periods <= MOST_PERIODS:
        raise PeriodsTooMany(periods=facts.periods)


def paper_key(number: str) -> str:
    """Khóa so số hiệu — one number however it is spaced and spelled: "12 / CC-TCT" is "12/cc-tct"."""
    return "".join(fold(number).split())[:60]


def same_training(facts: OutsideFacts, known: Iterable[Known]) -> bool:
    """Đã có dòng này — the same school, name and months, whatever the marks and capitals."""
    wanted = (_words(facts.school), _words(facts.name), _month(facts.from_on), _month(facts.to_on))
    return any(
        wanted == (_words(one.school), _words(one.name), _month(one.months[0]), _month(one.months[1])) for one in known
    )


def _words(text: str) -> str:
    return " ".join(fold(text).split())


def _month(day: date | None) -> tuple[int, int] | None:
    return (day.year, day.month) if day else None
