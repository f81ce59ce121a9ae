"""Cả năm của trường — half-days in use by month, of every room and lecturer, over the courses one may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.delivery.scheduling.models import Entry
from boiduong.foundation.accounts.models import User
from boiduong.foundation.venues.models import Room

HALF_DAYS_A_DAY = 2
FULL = 0.8


@dataclass(frozen=True)
class Month:
    """Một tháng — half-days in use of those there are; `full` from four fifths on."""

    first: date
    used: int
    there: int

    @property
    def full(self) -> bool:
        """Gần kín."""
        return self.used >= FULL * self.there

    @property
    def share(self) -> int:
        """Phần trăm đã dùng."""
        return round(100 * self.used / self.there)


@dataclass(frozen=True)
class YearRow:
    """Một phòng hoặc một người dạy trong năm."""

    label: str
    note: str
    months: tuple[Month, ...]

    @property
    def total(self) -> int:
        """Số buổi cả năm."""
        return sum(month.used for month in self.months)


@dataclass(frozen=True)
class SchoolYear:
    """Bảng cả năm."""

    rooms: tuple[YearRow, ...]
    lecturers: tuple[YearRow, ...]
    months: tuple[date, ...]


def school_year(user: User, year: int) -> SchoolYear:
    """Phòng và người dạy cả năm — released sessions; two courses in one half-day of a room count once."""
    firsts = tuple(date(year, n, 1) for n in range(1, 13))
    entries = Entry.objects.filter(version__state="released", day__year=year, version__course__in=visible_courses(user))
    rows = {*entries.order_by().values_list("day", "half", "room_id")}
    taught = {*entries.order_by().values_list("day", "half", "lecturers__lecturer_id")}
    rooms = Counter((room, day.month) for day, _, room in rows if room is not None)
    people = Counter((who, day.month) for day, _, who in taught if who is not None)
    there = {first.month: _working(first) * HALF_DAYS_A_DAY for first in firsts}
    named = Room.objects.filter(pk__in={n for n, _ in rooms}).select_related("venue").order_by("venue__name", "name")
    known = Lecturer.objects.filter(pk__in={n for n, _ in people}).select_related("person")
    busiest = sorted(known, key=lambda one: -sum(people[one.pk, n] for n in range(1, 13)))
    return SchoolYear(
        tuple(YearRow(r.name, r.venue.name, _months(rooms, r.pk, firsts, there)) for r in named),
        tuple(YearRow(x.label, "", _months(people, x.pk, firsts, there)) for x in busiest),
        firsts,
    )


def _months(
    used: Counter[tuple[int, int]], number: int, firsts: tuple[date, ...], there: dict[int, int]
) -> tuple[Month, ...]:
    return tuple(Month(first, used[number, first.month], there[first.month]) for first in firsts)


def _working(first: date) -> int:
    """Working days of a month."""
    days = (first + timedelta(days=n) for n in range(31))
    return sum(day.month == first.month and day.weekday() < 5 for day in days)
