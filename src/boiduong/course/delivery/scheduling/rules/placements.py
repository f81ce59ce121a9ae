"""Xếp nháp — a first timetable in the order of the program, without clashes; not an optimizer.

The same input gives the same placements. What finds no half-day stays unplaced and is told as a violation later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from boiduong.course.delivery.scheduling.rules.packing import Cell, Cohort, HalfDay, TopicWish, fitting
from boiduong.refusals import gettext_noop

ACTIVITIES: dict[str, str] = {
    "opening": gettext_noop("Opening ceremony"),
    "closing": gettext_noop("Closing ceremony"),
    "self_study": gettext_noop("Self-study"),
    "meeting": gettext_noop("Class meeting"),
}
CEREMONY_PERIODS = 2
OUTSIDE_KINDS = frozenset({"field_study", "site_visit", "placement", "range", "abroad"})
TAUGHT_KINDS = frozenset({"lecture", "report", "discussion", "exchange", "situations", "exercise", "role_play"})


@dataclass(frozen=True)
class Placement:
    """Đặt một buổi — what is asked of `place`; ids of topic, classes, lecturers and room. Periods in tiết."""

    day: date
    half: str
    periods: int
    first_period: int = 1
    topic: int | None = None
    activity: str = ""
    classes: tuple[int, ...] = ()
    lecturers: tuple[int, ...] = ()
    room: int | None = None
    place_text: str = ""


@dataclass
class Stock:
    """Phòng và người đã bận — seats of the rooms that may be used, and what is taken in which half-day.

    `shared` are lecturers asked as a rank, who stand for many people and are never busy.
    """

    seats: dict[int, int] = field(default_factory=dict)
    shared: frozenset[int] = frozenset()
    busy: set[tuple[str, int, Cell]] = field(default_factory=set)

    def take(self, kind: str, number: int, cell: Cell) -> bool:
        """Giữ chỗ — false when it is taken already."""
        if not self.free(kind, number, cell):
            return False
        self.busy.add((kind, number, cell))
        return True

    def free(self, kind: str, number: int, cell: Cell) -> bool:
        """Còn trống."""
        return (kind, number, cell) not in self.busy or (kind == "lecturer" and number in self.shared)

    def hall(self, people: int, cell: Cell, first: int | None) -> int | None:
        """Phòng đủ chỗ — the wished one when it is free and large enough, else the smallest that is."""
        fitting = sorted((s, n) for n, s in self.seats.items() if s >= people)
        ordered = [first] if first is not None and self.seats.get(first, 0) >= people else []
        for number in [*ordered, *(n for _, n in fitting)]:
            if self.take("room", number, cell):
                return number
        return None


def propose(cohorts: Sequence[Cohort], stock: Stock) -> list[Placement]:
    """Xếp nháp các nhóm lớp — cohort after cohort; rooms and lecturers in `stock` are never used twice."""
    return [placement for cohort in cohorts for placement in _one_cohort(cohort, stock)]


def _one_cohort(cohort: Cohort, stock: Stock) -> Iterator[Placement]:
    halves, taken = fitting(cohort, len(cohort.cells), len(cohort.evenings))
    free = len(cohort.cells) - taken
    blocks, late = _by_day_and_late(halves, len(cohort.evenings))
    made = _Made()
    cells = list(cohort.cells)
    if free >= 1:
        yield _ceremony(cohort, "opening", cells.pop(0), stock)
    closing = cells.pop() if free >= 2 else None
    at = 0
    for joint, segment in _segments(blocks):
        here = cells[at : at + len(segment)]
        at += len(segment)
        if joint:
            for block, cell in zip(segment, here, strict=False):
                yield from made.noted(_together(cohort, block, cell, stock))
        else:
            yield from made.noted(_side_by_side(cohort, segment, here, stock))
    for block in late:
        yield from _in_the_evening(cohort, block, made, stock)
    if closing is not None:
        yield _ceremony(cohort, "closing", closing, stock)


def _by_day_and_late(halves: Sequence[HalfDay], evenings: int) -> tuple[list[HalfDay], list[HalfDay]]:
    """Those by day, and as many as there are evenings of those that may be held in one."""
    late = [n for n, half in enumerate(halves) if half[0].wish.evening][:evenings]
    return [half for n, half in enumerate(halves) if n not in late], [halves[n] for n in late]


@dataclass
class _Made:
    """What has been placed: the last day of each topic in each class, and the evenings that a class has taken."""

    last: dict[tuple[int, int | None], date] = field(default_factory=dict)
    evenings: set[tuple[int, Cell]] = field(default_factory=set)

    def noted(self, placements: Iterable[Placement]) -> Iterator[Placement]:
        """The same placements, remembered."""
        for one in placements:
            for number in one.classes:
                key = (number, one.topic)
                self.last[key] = max(one.day, self.last.get(key, one.day))
            yield one


def _in_the_evening(cohort: Cohort, block: HalfDay, made: _Made, stock: Stock) -> Iterator[Placement]:
    """The first free evening on or after the day of what it follows; where there is none it is not placed."""
    wish = block[0].wish
    for classes in [cohort.classes] if wish.joint else [(number,) for number in cohort.classes]:
        since = max((made.last.get((n, wish.follows), date.min) for n in classes), default=date.min)
        open_ones = [c for c in cohort.evenings if c[0] >= since and not any((n, c) in made.evenings for n in classes)]
        if not open_ones:
            continue
        cell = next((c for c in open_ones if not wish.lecturers or _free(wish, c, stock) is not None), open_ones[0])
        made.evenings |= {(n, cell) for n in classes}
        people = sum(size for n, size in zip(cohort.classes, cohort.sizes, strict=True) if n in classes)
        room = stock.hall(people, cell, cohort.home_rooms[cohort.classes.index(classes[0])])
        yield from made.noted(_pieces(block, cell, classes, room, stock, {}))


def _ceremony(cohort: Cohort, activity: str, cell: Cell, stock: Stock) -> Placement:
    room = stock.hall(sum(cohort.sizes), cell, cohort.home_rooms[0])
    periods = min(CEREMONY_PERIODS, cohort.periods_per_half_day)
    return Placement(cell[0], cell[1], periods, activity=activity, classes=cohort.classes, room=room)


def _segments(blocks: list[HalfDay]) -> Iterator[tuple[bool, list[HalfDay]]]:
    """Runs of joint and of separate half-days, in order."""
    run: list[HalfDay] = []
    for block in blocks:
        if run and run[0][0].wish.joint != block[0].wish.joint:
            yield run[0][0].wish.joint, run
            run = []
        run.append(block)
    if run:
        yield run[0][0].wish.joint, run


def _together(cohort: Cohort, block: HalfDay, cell: Cell, stock: Stock) -> Iterator[Placement]:
    """All classes in one hall."""
    room = None
    if not _outside(block):
        room = stock.hall(sum(cohort.sizes), cell, cohort.home_rooms[0])
    yield from _pieces(block, cell, cohort.classes, room, stock, {})


def _side_by_side(cohort: Cohort, segment: list[HalfDay], cells: list[Cell], stock: Stock) -> list[Placement]:
    """Each class on its own: in the order of the program, or each from another topic on where more get a lecturer."""
    tried = []
    for step in (0, 1):
        trial = replace(stock, busy=set(stock.busy))
        tried.append((_in_turn(cohort, segment, cells, trial, step), trial.busy))
    found, stock.busy = min(tried, key=lambda one: sum(not p.lecturers for p in one[0]))
    return found


def _in_turn(cohort: Cohort, segment: list[HalfDay], cells: list[Cell], stock: Stock, step: int) -> list[Placement]:
    """The first half-day still to be given whose lecturer is free; class n begins `n * step` half-days on."""
    order = list(range(len(segment)))
    starts = [n * step % len(order) for n in range(len(cohort.classes))]
    waiting = [order[start:] + order[:start] for start in starts]
    taught: list[dict[int, int]] = [{} for _ in cohort.classes]
    found: list[Placement] = []
    for cell in cells:
        for place, number in enumerate(cohort.classes):
            index = _next_block(segment, waiting[place], cell, stock)
            waiting[place].remove(index)
            block = segment[index]
            room = None
            if not _outside(block):
                room = stock.hall(cohort.sizes[place], cell, cohort.home_rooms[place])
            found += _pieces(block, cell, (number,), room, stock, taught[place])
    return found


def _next_block(segment: list[HalfDay], waiting: list[int], cell: Cell, stock: Stock) -> int:
    """The first waiting that has a free lecturer and whose beginning has been taught; else the first begun."""
    to_come = {piece.wish.topic for n in waiting for piece in segment[n]}
    ready = [n for n in waiting if not (segment[n][0].follows and n - 1 in waiting)]
    ready = [n for n in ready if segment[n][0].wish.follows not in to_come] or ready
    for index in ready:
        if all(_free(p.wish, cell, stock) is not None or not p.wish.lecturers for p in segment[index]):
            return index
    return ready[0]


def _free(wish: TopicWish, cell: Cell, stock: Stock) -> int | None:
    return next((n for n in wish.lecturers if stock.free("lecturer", n, cell)), None)


def _pieces(
    block: HalfDay, cell: Cell, classes: tuple[int, ...], room: int | None, stock: Stock, taught: dict[int, int]
) -> Iterator[Placement]:
    """The placements of one half-day; a lecturer keeps a topic where free."""
    here: set[int] = set()
    for piece in block:
        wish = piece.wish
        ordered = sorted(wish.lecturers, key=lambda n: n != taught.get(wish.topic))
        lecturer = next((n for n in ordered if n in here or stock.take("lecturer", n, cell)), None)
        if lecturer is not None:
            here.add(lecturer)
            taught[wish.topic] = lecturer
        yield Placement(
            cell[0],
            cell[1],
            piece.periods,
            first_period=piece.first_period,
            topic=wish.topic,
            classes=classes,
            lecturers=() if lecturer is None else (lecturer,),
            room=room,
            place_text=wish.place_text if room is None else "",
        )


def _outside(block: HalfDay) -> bool:
    return block[0].wish.kind in OUTSIDE_KINDS
