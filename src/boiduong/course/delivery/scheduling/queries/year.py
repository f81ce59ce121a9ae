"""Cả năm của trường — half-days in use by month, of every room and lecturer, over the courses one may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.lecturers.queries import institutions_of
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.delivery.scheduling.models import Entry, Holiday, TimetableVersion
from boiduong.course.delivery.scheduling.queries.facts import GONE
from boiduong.course.delivery.scheduling.queries.holidays import holidays_of_year
from boiduong.course.delivery.scheduling.queries.lodging import stays
from boiduong.course.delivery.scheduling.rules import peak, working_days
from boiduong.foundation.accounts.models import User
from boiduong.foundation.venues.models import Room, Venue

HALF_DAYS_A_DAY = 2
FULL = 0.8


@dataclass(frozen=True)
class Month:
    """Một tháng — half-days in use of those there are, or beds on the fullest night; `full` from four fifths on.

    `planned` are half-days of classes whose timetable is not released yet.
    """

    first: date
    used: int
    there: int
    planned: int = 0

    @property
    def full(self) -> bool:
        """Gần kín."""
        return self.used + self.planned >= FULL * self.there

    @property
    def total(self) -> int:
        """Đã dùng và dự kiến."""
        return self.used + self.planned

    @property
    def over(self) -> bool:
        """Quá số có."""
        return self.used > self.there

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
    def highest(self) -> int:
        """Tháng đông nhất."""
        return max(month.used for month in self.months)

    @property
    def total(self) -> int:
        """Số buổi cả năm."""
        return sum(month.used + month.planned for month in self.months)


@dataclass(frozen=True)
class SchoolYear:
    """Bảng cả năm."""

    rooms: tuple[YearRow, ...]
    lecturers: tuple[YearRow, ...]
    months: tuple[date, ...]
    beds: tuple[YearRow, ...] = ()
    holidays: tuple[Holiday, ...] = ()


def school_year(user: User, year: int) -> SchoolYear:
    """Phòng và người dạy cả năm — released sessions; two courses in one half-day of a room count once.

    Holidays of a school are no days of its rooms and lecturers.
    """
    holidays = holidays_of_year(institutions_of(user), year)
    firsts = tuple(date(year, n, 1) for n in range(1, 13))
    entries = Entry.objects.filter(version__state="released", day__year=year, version__course__in=visible_courses(user))
    rows = {*entries.order_by().values_list("day", "half", "room_id")}
    taught = {*entries.order_by().values_list("day", "half", "lecturers__lecturer_id")}
    rooms = Counter((room, day.month) for day, _, room in rows if room is not None)
    people = Counter((who, day.month) for day, _, who in taught if who is not None)
    closed = _closed(holidays, year)
    planned = _planned(user, year, closed)
    there = {number: _open(firsts, days) for number, days in closed.items()}
    usual = _open(firsts, set())
    owners = {one.institution.unit_id: there[one.institution_id] for one in holidays}
    named = (
        Room.objects.filter(pk__in={n for n, _ in (*rooms, *planned)})
        .select_related("venue")
        .order_by("venue__name", "name")
    )
    known = Lecturer.objects.filter(pk__in={n for n, _ in people}).select_related("person")
    busiest = sorted(known, key=lambda one: -sum(people[one.pk, n] for n in range(1, 13)))
    used = ((r, _months(rooms, r.pk, firsts, owners.get(r.venue.owner_id or 0, usual), planned)) for r in named)
    teach = ((x, _months(people, x.pk, firsts, there.get(x.institution_id, usual))) for x in busiest)
    return SchoolYear(
        tuple(YearRow(room.name, room.venue.name, months) for room, months in used),
        tuple(YearRow(one.label, "", months) for one, months in teach),
        firsts,
        _beds(year, firsts),
        tuple({(one.name, one.first, one.last): one for one in holidays}.values()),  # those of all schools once
    )


def _closed(holidays: Iterable[Holiday], year: int) -> dict[int, set[date]]:
    """Working days of the year on which a school is closed, by school."""
    found: dict[int, set[date]] = {}
    for one in holidays:
        days = (day for day in working_days(one.first, one.last) if day.year == year)
        found.setdefault(one.institution_id, set()).update(days)
    return found


def _open(firsts: tuple[date, ...], closed: set[date]) -> dict[int, int]:
    """Half-days of each month on which a room can be used."""
    return {one.month: HALF_DAYS_A_DAY * len([*working_days(one, _last_of(one), closed)]) for one in firsts}


def _beds(year: int, firsts: tuple[date, ...]) -> tuple[YearRow, ...]:
    """Chỗ ở theo tháng — the fullest night of each month, of every dormitory that has beds or guests."""
    slept = stays(date(year, 1, 1), date(year, 12, 31))
    named = Venue.objects.filter(Q(beds__gt=0) | Q(pk__in={one.venue for one in slept})).order_by("name")
    rows = []
    for venue in named:
        mine = [(one.first, one.last, one.people) for one in slept if one.venue == venue.pk]
        months = (Month(first, peak(mine, first, _last_of(first)), venue.beds) for first in firsts)
        rows.append(YearRow(venue.name, gettext("%(n)s beds") % {"n": venue.beds}, tuple(months)))
    return tuple(rows)


def _last_of(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return following - timedelta(days=1)


def _months(
    used: Counter[tuple[int, int]],
    number: int,
    firsts: tuple[date, ...],
    there: dict[int, int],
    planned: Counter[tuple[int, int]] | None = None,
) -> tuple[Month, ...]:
    more = planned or Counter()
    return tuple(Month(f, used[number, f.month], there[f.month], more[number, f.month]) for f in firsts)


def _planned(user: User, year: int, closed: Mapping[int, set[date]]) -> Counter[tuple[int, int]]:
    """Half-days of classes in their rooms of which no timetable is released: every working day, twice."""
    told = TimetableVersion.objects.filter(course=OuterRef("course"), state="released")
    rows = TrainingClass.objects.filter(course__in=visible_courses(user), home_room__isnull=False)
    rows = rows.exclude(state__in=(*GONE, "closed")).exclude(Exists(told)).select_related("course")
    found: Counter[tuple[int, int]] = Counter()
    for one in rows:
        first, last = one.starts_on or one.course.starts_on, one.ends_on or one.course.ends_on
        if first is not None and last is not None and one.home_room_id is not None:
            free = closed.get(one.course.institution_id, set())
            inside = (day for day in working_days(first, last, free) if day.year == year)
            found.update((one.home_room_id, day.month) for day in inside for _ in range(HALF_DAYS_A_DAY))
    return found
