"""Chèn lớp gấp — the school over the coming weeks as the engine's year, and where an urgent class fits into it.

First nothing moves: what stands keeps its rooms, beds and lecturers. Only where that fails may classes that nobody was
told of move by weeks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.scheduling.queries.occupation import Occupation, occupation_of
from boiduong.course.delivery.scheduling.rules import (
    DAYS_A_WEEK,
    Guest,
    Hall,
    Wish,
    free_days,
    monday_of,
    rooms_for,
    shifted,
    week_number,
    weeks_needed,
    working_days,
)
from boiduong.engines.timetabling.year.model import Department, Year, YearClass, YearPlan, YearRoom
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.venues.models import Room, Venue

URGENT, NOBODY, STAFF = "urgent", "~", "staff"
OFFERED = 3
MOST_SHIFT = 8


@dataclass(frozen=True)
class Displaced:
    """Lớp phải dời — from its days and room to others."""

    training_class: TrainingClass
    first: date
    last: date
    room: Room

    @property
    def drafted(self) -> int:
        """Sessions on a draft of its timetable, which are to be placed again on the new days."""
        return int(getattr(self.training_class, "drafted", 0))


@dataclass(frozen=True)
class Place:
    """Một chỗ cho lớp — its days and room, and the classes that would move for it; none is best."""

    first: date
    last: date
    room: Room
    moved: tuple[Displaced, ...] = ()

    @property
    def token(self) -> str:
        """Dấu của đề xuất — the same only while days, room and displaced classes are the same."""
        moves = (f"{m.training_class.pk}.{m.first.isoformat()}.{m.room.pk}" for m in self.moved)
        return "_".join([self.first.isoformat(), str(self.room.pk), *moves])


@dataclass
class Search:
    """Tìm chỗ — the wish, what is taken, and the weeks from a Monday on; `ahead` is the first one still to come."""

    wish: Wish
    taken: Occupation
    base: date
    weeks: int
    ahead: int = 0
    length: int = field(init=False)

    def __post_init__(self) -> None:
        """How many weeks the class takes."""
        self.length = weeks_needed(self.wish.days)

    def monday(self, week: int) -> date:
        """Thứ Hai của tuần số mấy."""
        return self.base + timedelta(weeks=week)


def places_for(wish: Wish, *, institution: Institution, today: date, dormitory: Venue | None = None) -> list[Place]:
    """Nơi đặt được — up to three that move nothing, the earliest first; else one that moves the fewest classes."""
    base = monday_of(max(today, wish.first) - timedelta(weeks=MOST_SHIFT))
    base = max(base, monday_of(today))
    weeks = week_number(base, wish.last) + MOST_SHIFT + 2
    taken = occupation_of(
        institution, base, base + timedelta(weeks=weeks), today=today, dormitory=dormitory, kind=wish.kind
    )
    search = Search(wish, taken, base, weeks, ahead=int(base <= today))
    found = [*_beside_all(search)]
    return found or [*_with_moves(search)]


def _beside_all(search: Search) -> Iterator[Place]:
    """Places that move nothing, a week later each time."""
    year, earliest = _year(search, movable=()), max(0, week_number(search.base, search.wish.first))
    offered = 0
    while offered < OFFERED:
        plan = _solve(search, year, earliest)
        if plan is None:
            return
        earliest = plan.starts[URGENT] + 1
        placed = next(_rooms(search, plan.starts[URGENT]), None)
        if placed is not None:
            offered += 1
            yield placed


def _solve(search: Search, year: Year, earliest: int) -> YearPlan | None:
    """The plan of the engine with the urgent class in it; None where there is no place."""
    wish = search.wish
    latest = min(week_number(search.base, wish.last) - search.length + 1, search.weeks - search.length)
    if not 0 <= earliest <= latest:
        return None
    urgent = YearClass(
        id=URGENT,
        size=max(2, wish.size),
        weeks=search.length,
        earliest=earliest,
        latest=latest,
        wished=earliest,
        beds=wish.beds,
        teaching=_teaching(search, wish.days),
    )
    starts = {one.id: one.wished for one in year.classes}
    standing = YearPlan(status="optimal", starts=starts, rooms={}, cost=0, bound=0, first_seconds=0.0, seconds=0.0)
    # The solver takes a second and 100 MB: it is imported where it works.
    from boiduong.engines.timetabling.year.planning import insert_class

    _, plan = insert_class(year, standing, urgent)
    return plan if plan.status in ("optimal", "feasible") else None


def _teaching(search: Search, days: int) -> tuple[tuple[str, int], ...]:
    """Half-days of the own lecturers in each week of a class."""
    return ((STAFF, 2 * min(days, DAYS_A_WEEK)),) if search.taken.staff else ()


def _year(search: Search, *, movable: tuple[TrainingClass, ...]) -> Year:
    """The weeks as the engine reads them: rooms that are taken, one stand-in class a week for beds and lecturers."""
    taken, free = search.taken, {one.pk for one in movable}
    rooms = [
        YearRoom(id=str(room.pk), capacity=max(2, room.seats), busy=_busy_weeks(search, room, free))
        for room in taken.rooms
    ]
    classes = [_stand_in(search, week, free) for week in range(search.weeks)]
    classes += [_movable(search, one) for one in movable]
    return Year(
        weeks=search.weeks,
        beds=taken.beds,
        rooms=(*rooms, YearRoom(id=NOBODY, capacity=1)),
        departments=(Department(id=STAFF, lecturers=taken.staff),) if taken.staff else (),
        classes=tuple(classes),
    )


def _busy_weeks(search: Search, room: Room, free: set[int]) -> tuple[int, ...]:
    """Weeks in which the room has not enough free days on end; every week in use where whole weeks are needed."""
    days = search.taken.shut(room.pk, without=free)
    mondays = [search.monday(week) for week in range(search.weeks)]
    if free or search.length > 1:
        return tuple(week for week, monday in enumerate(mondays) if _any_taken(monday, days))
    wish = search.wish
    found = (free_days(monday, wish.days, days, first=wish.first, last=wish.last) for monday in mondays)
    return tuple(week for week, one in enumerate(found) if one is None)


def _any_taken(monday: date, days: set[date]) -> bool:
    return any(monday + timedelta(days=n) in days for n in range(DAYS_A_WEEK))


def _stand_in(search: Search, week: int, free: set[int]) -> YearClass:
    """What is fixed of a week: beds and half-days of lecturers that are taken, in a room of nobody."""
    taken, monday = search.taken, search.monday(week)
    half_days = min(taken.half_days.get(week, 0), taken.staff)
    return YearClass(
        id=f"{NOBODY}{week}",
        size=1,
        weeks=1,
        earliest=week,
        latest=week,
        wished=week,
        beds=min(taken.beds, taken.beds_in(monday, without=free)),
        teaching=((STAFF, half_days),) if half_days else (),
        fixed=True,
    )


def _inside(search: Search, one: TrainingClass) -> bool:
    """Whether all weeks of a class lie in those that are looked at."""
    first, last = search.taken.dates_of(one)
    return week_number(search.base, first) >= 0 and week_number(search.base, last) < search.weeks


def _movable(search: Search, one: TrainingClass) -> YearClass:
    """A class that nobody was told of: it may begin some weeks earlier or later."""
    first, last = search.taken.dates_of(one)
    start = week_number(search.base, first)
    length = week_number(search.base, last) - start + 1
    return YearClass(
        id=str(one.pk),
        size=max(2, search.taken.size_of(one)),
        weeks=length,
        earliest=min(start, max(search.ahead, start - MOST_SHIFT)),
        latest=max(start, min(search.weeks - length, start + MOST_SHIFT)),
        wished=start,
        beds=min(search.taken.beds, search.taken.stay_of(one)),
        teaching=(),
    )


def _rooms(search: Search, start: int) -> Iterator[Place]:
    """Rooms that are free on days of this week, the smallest that is large enough first."""
    wish = search.wish
    for room in sorted(search.taken.rooms, key=lambda r: (r.seats, r.pk)):
        days = search.taken.shut(room.pk, without=())
        found = free_days(search.monday(start), wish.days, days, first=wish.first, last=wish.last)
        if room.seats >= wish.size and found is not None:
            yield Place(*found, room)


def _with_moves(search: Search) -> Iterator[Place]:
    """The place that moves the fewest classes that nobody was told of."""
    movable = tuple(one for one in search.taken.movable if _inside(search, one))
    earliest = max(0, week_number(search.base, search.wish.first))
    plan = _solve(search, _year(search, movable=movable), earliest) if movable else None
    if plan is None:
        return
    monday = search.monday(plan.starts[URGENT])
    days = free_days(monday, search.wish.days, search.taken.closed, first=search.wish.first, last=search.wish.last)
    if days is None:
        return
    dates = {one.pk: _dates_in(search, plan, one) for one in movable}
    found = _homes_kept(search, days, movable, dates) or _as_named(search, plan, movable)
    room = found.pop(0)
    moved = tuple(
        Displaced(one, *dates[one.pk], found[one.pk])
        for one in movable
        if dates[one.pk] != search.taken.dates_of(one) or found[one.pk] != one.home_room
    )
    yield Place(*days, room, moved)


def _dates_in(search: Search, plan: YearPlan, one: TrainingClass) -> tuple[date, date]:
    """The days of a class in a plan: the same weekdays, some weeks away."""
    first, last = search.taken.dates_of(one)
    return shifted(first, last, plan.starts[str(one.pk)] - week_number(search.base, first))


def _homes_kept(
    search: Search, days: tuple[date, date], movable: tuple[TrainingClass, ...], dates: dict[int, tuple[date, date]]
) -> dict[int, Room] | None:
    """Rooms of the urgent class (0) and of those that may move, as few of them in another one as can be."""
    taken, away = search.taken, {one.pk for one in movable}
    halls = [Hall(room.pk, room.seats, frozenset(taken.shut(room.pk, without=away))) for room in taken.rooms]
    guests = [Guest(0, search.wish.size, frozenset(working_days(*days)))]
    for one in movable:
        stays = dates[one.pk] == taken.dates_of(one)
        home = one.home_room_id if stays else None
        guests.append(Guest(one.pk, taken.size_of(one), frozenset(working_days(*dates[one.pk])), home))
    rooms = {room.pk: room for room in taken.rooms}
    found = rooms_for(halls, guests)
    return None if found is None else {number: rooms[room] for number, room in found.items()}


def _as_named(search: Search, plan: YearPlan, movable: tuple[TrainingClass, ...]) -> dict[int, Room]:
    """Rooms as the engine gave them: classes that stay in their week may change rooms too."""
    rooms = {str(room.pk): room for room in search.taken.rooms}
    given = {one.pk: rooms[plan.rooms[str(one.pk), plan.starts[str(one.pk)]]] for one in movable}
    return {0: rooms[plan.rooms[URGENT, plan.starts[URGENT]]], **given}
