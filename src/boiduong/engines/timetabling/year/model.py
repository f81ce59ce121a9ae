"""Kế hoạch năm — classes, rooms, beds and departments over the weeks of a year, and a plan of starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from boiduong.refusals import Refusal, gettext_noop


class BadYear(Refusal):
    """Kế hoạch sai — numbers out of range or unknown departments; `faults` holds them all."""

    text = gettext_noop("The plan of the year has %(count)s faults. First: %(first)s")

    def __init__(self, faults: list[str]) -> None:
        """Keep every fault."""
        super().__init__(count=len(faults), first=faults[0])
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRoom:
    """Phòng — seats and the weeks in which it is taken."""

    id: str
    capacity: int
    busy: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearClass:
    """Lớp trong năm — weeks it lasts, weeks in which it may start, the wished start, and what it needs.

    `teaching` says how many lecturers of a department it keeps busy in each of its weeks.
    """

    id: str
    size: int
    weeks: int
    earliest: int
    latest: int
    wished: int
    beds: int = 0
    teaching: tuple[tuple[str, int], ...] = ()
    fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """Khoa — how many of its lecturers can teach in one week, and the weeks in which nobody can."""

    id: str
    lecturers: int
    away: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Một năm — everything that the plan has to fit into; `closed` are weeks without any class (Tết)."""

    weeks: int
    beds: int
    rooms: tuple[YearRoom, ...]
    departments: tuple[Department, ...]
    classes: tuple[YearClass, ...]
    closed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlan:
    """Kế hoạch đã lập — the start of each class, its room by week, weeks away from the wishes, and the bound."""

    status: str
    starts: dict[str, int]
    rooms: dict[tuple[str, int], str]
    cost: int
    bound: int
    first_seconds: float
    seconds: float

    @property
    def gap(self) -> float:
        """(cost - bound) / cost."""
        return (self.cost - self.bound) / self.cost if self.cost > self.bound else 0.0


def weeks_of(item: YearClass, start: int) -> range:
    """The weeks that a class takes when it starts in one."""
    return range(start, start + item.weeks)


def starts_of(year: Year, item: YearClass) -> list[int]:
    """Tuần có thể bắt đầu — within its window, over no closed week; a fixed class starts as wished."""
    window = [item.wished] if item.fixed else range(item.earliest, item.latest + 1)
    shut = set(year.closed)
    return [start for start in window if start + item.weeks <= year.weeks and not shut & set(weeks_of(item, start))]


def wish_cost(item: YearClass, start: int) -> int:
    """Weeks between the wished and the planned start."""
    return abs(start - item.wished)


def year_faults(year: Year) -> list[str]:
    """Mọi lỗi — numbers out of range, repeated names, unknown departments."""
    faults = []
    if not 1 <= year.weeks <= 106 or year.beds < 0 or len(year.classes) > 2000 or len(year.rooms) > 500:
        faults.append("year: weeks, beds, classes or rooms out of range")
    departments = {item.id for item in year.departments}
    for names in ([c.id for c in year.classes], [r.id for r in year.rooms], [d.id for d in year.departments]):
        faults += [f"{name!r} stands twice" for name, count in Counter(names).items() if count > 1]
    faults += [f"room {item.id}: capacity must be at least 1" for item in year.rooms if item.capacity < 1]
    faults += [f"department {item.id}: must not be negative" for item in year.departments if item.lecturers < 0]
    for item in year.classes:
        begins = (item.wished, item.wished) if item.fixed else (item.earliest, item.latest)
        wrong = not 0 <= begins[0] <= begins[1] < year.weeks or any(count < 1 for _, count in item.teaching)
        if item.weeks < 1 or item.size < 1 or item.beds < 0 or wrong:
            faults.append(f"class {item.id}: weeks, size, window, beds or teaching out of range")
        if {name for name, _ in item.teaching} - departments:
            faults.append(f"class {item.id}: unknown department")
    return faults


def year_violations(year: Year, plan: YearPlan) -> Iterator[str]:
    """Kiểm tra kế hoạch — every breach, independent of how the plan was found."""
    beds: Counter[int] = Counter()
    taught: Counter[tuple[str, int]] = Counter()
    used: Counter[tuple[str, int]] = Counter()
    rooms = {room.id: room for room in year.rooms}
    for item in year.classes:
        start = plan.starts.get(item.id, -1)
        if start not in starts_of(year, item):
            yield f"{item.id}: starts in week {start}"
            continue
        for week in weeks_of(item, start):
            beds[week] += item.beds
            for name, count in item.teaching:
                taught[name, week] += count
            room = rooms.get(plan.rooms.get((item.id, week), ""))
            if room is None or room.capacity < item.size or week in room.busy:
                yield f"{item.id}: no room in week {week}"
            else:
                used[room.id, week] += 1
    yield from (f"beds in week {week}" for week, count in beds.items() if count > year.beds)
    yield from (f"room {name} in week {week}" for (name, week), count in used.items() if count > 1)
    for department in year.departments:
        for week in range(year.weeks):
            if taught[department.id, week] > (0 if week in department.away else department.lecturers):
                yield f"department {department.id} in week {week}"


def generate_year(*, classes: int = 200, weeks: int = 52, rooms: int = 20, lecturers: int = 60, seed: int = 1) -> Year:
    """Sinh một năm — a plan is laid out first; wishes are then moved away from it, capacities kept a little above."""
    rng = Random(f"year {seed}")  # noqa: S311 - a fixed seed is the point
    closed = (5, 6)
    halls = sorted((rng.choice((40, 60, 80, 120)) for _ in range(rooms)), reverse=True)
    names = [f"K{number}" for number in range(1, 9)]
    free = {number: set(range(weeks)) - set(closed) for number in range(rooms)}
    taught: Counter[tuple[str, int]] = Counter()
    beds: Counter[int] = Counter()
    made: list[YearClass] = []
    while len(made) < classes:
        room, length = rng.randrange(rooms), rng.choice((1, 1, 2, 2, 3))
        starts = [s for s in range(weeks - length + 1) if set(range(s, s + length)) <= free[room]]
        size, most = rng.randint(halls[room] // 2, halls[room]), -(-lecturers // len(names))
        teaching = tuple((name, rng.randint(1, 2)) for name in rng.sample(names, 2))
        starts = [
            s for s in starts if all(taught[n, w] + c <= most - 1 for n, c in teaching for w in range(s, s + length))
        ]
        if not starts:
            continue
        start = rng.choice(starts)
        sleeping = size if rng.random() < 0.6 else 0
        for week in range(start, start + length):
            free[room].discard(week)
            beds[week] += sleeping
            for name, count in teaching:
                taught[name, week] += count
        wished = min(weeks - length, max(0, start + rng.randint(-4, 4)))
        made.append(
            YearClass(
                id=f"L{len(made) + 1:03}",
                size=size,
                weeks=length,
                earliest=max(0, min(start, wished) - rng.randint(0, 4)),
                latest=min(weeks - length, max(start, wished) + rng.randint(0, 4)),
                wished=wished,
                beds=sleeping,
                teaching=teaching,
            )
        )
    return Year(
        weeks=weeks,
        beds=max(beds.values()),
        rooms=tuple(YearRoom(id=f"P{number + 1:02}", capacity=seats) for number, seats in enumerate(halls)),
        departments=tuple(Department(id=name, lecturers=-(-lecturers // len(names))) for name in names),
        classes=tuple(made),
        closed=closed,
    )
