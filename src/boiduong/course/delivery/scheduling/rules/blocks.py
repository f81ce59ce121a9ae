"""Buổi để xếp — the half-days of a timetable as whole blocks: what stands already, and what is still to be placed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from boiduong.course.delivery.scheduling.rules.packing import EVENING, Cell, Cohort, HalfDay, TopicWish, fitting
from boiduong.course.delivery.scheduling.rules.placements import CEREMONY_PERIODS


@dataclass(frozen=True)
class Piece:
    """Một phần của buổi — a stretch of a topic or an activity; `entry` is its id where it stands on the timetable."""

    periods: int
    first_period: int = 1
    topic: int | None = None
    activity: str = ""
    lecturers: tuple[int, ...] = ()
    place_text: str = ""
    entry: int | None = None

    @property
    def last_period(self) -> int:
        """The last period that it takes."""
        return self.first_period + self.periods - 1


@dataclass(frozen=True)
class Block:
    """Một buổi — the classes that sit together, what they do, and where it stands; `fixed` ones are not for moving.

    `order` is the place of its topic in the program, for blocks that do not stand yet.
    """

    classes: tuple[int, ...]
    pieces: tuple[Piece, ...]
    cell: Cell | None = None
    room: int | None = None
    locked: bool = False
    fixed: bool = False
    order: int = 0

    @property
    def shape(self) -> tuple[tuple[int | None, str, int, int], ...]:
        """What is done in it, whoever does it and wherever."""
        return tuple((p.topic, p.activity, p.first_period, p.periods) for p in self.pieces)

    @property
    def topic(self) -> int | None:
        """The topic of a block of one topic only."""
        return self.pieces[0].topic if len(self.pieces) == 1 else None

    @property
    def lecturers(self) -> tuple[int, ...]:
        """Everybody who teaches in it."""
        return tuple(dict.fromkeys(n for piece in self.pieces for n in piece.lecturers))


@dataclass(frozen=True)
class Stands:
    """Buổi đang có trên lịch — one entry, as plain values, for `standing_blocks`."""

    entry: int
    cell: Cell
    first_period: int
    periods: int
    classes: tuple[int, ...]
    topic: int | None = None
    activity: str = ""
    lecturers: tuple[int, ...] = ()
    room: int | None = None
    place_text: str = ""
    locked: bool = False


def standing_blocks(
    entries: Iterable[Stands],
    *,
    persons: Mapping[int, int],
    halves: frozenset[str],
    movable: frozenset[str],
    evening: frozenset[int] = frozenset(),
) -> list[Block]:
    """Gộp các buổi đang có thành khối — pieces of the same classes and room in one half-day are one block.

    `persons` tells which lecturers are one person; those not in it stand for many people. A block is fixed where the
    engine, which knows half-days only, would misread it: two blocks that share a class, person or room in one half-day
    without meeting in time, pieces taught by different people, and halves outside `movable`; a block of one topic of
    those in `evening` may move in an evening too. `halves` are those with hours at all.
    """
    grouped: dict[tuple[Cell, tuple[int, ...], int | None, str], list[Stands]] = {}
    for one in sorted(entries, key=lambda e: (e.cell, e.first_period, e.entry)):
        grouped.setdefault((one.cell, tuple(sorted(one.classes)), one.room, one.place_text), []).append(one)
    blocks = [block for rows in grouped.values() for block in _stacked(rows)]
    by_cell: dict[Cell, list[int]] = {}
    for cell, n in [(block.cell, n) for n, block in enumerate(blocks) if block.cell is not None]:
        by_cell.setdefault(cell, []).append(n)
    fixed = set()
    for n, made in enumerate(blocks):
        moves_in = movable | {EVENING} if made.topic in evening else movable
        if made.cell and (made.cell[1] not in moves_in & halves or _taught_by_several(made)):
            fixed.add(n)
    for numbers in by_cell.values():
        for a, b in combinations(numbers, 2):
            if _shares(blocks[a], blocks[b], persons) and not _meet(blocks[a], blocks[b]):
                fixed |= {a, b}
    return [replace(b, fixed=n in fixed) for n, b in enumerate(blocks)]


def _stacked(rows: Sequence[Stands]) -> Iterator[Block]:
    """One block of pieces that follow each other; a piece that overlaps the one before begins another block."""
    pile: list[Stands] = []
    for row in rows:
        if pile and row.first_period <= pile[-1].first_period + pile[-1].periods - 1:
            yield _block(pile)
            pile = []
        pile.append(row)
    yield _block(pile)


def _block(pile: Sequence[Stands]) -> Block:
    first = pile[0]
    pieces = tuple(
        Piece(e.periods, e.first_period, e.topic, e.activity, e.lecturers, e.place_text, e.entry) for e in pile
    )
    locked = any(e.locked for e in pile)
    return Block(tuple(sorted(first.classes)), pieces, first.cell, first.room, locked)


def _taught_by_several(block: Block) -> bool:
    return len({piece.lecturers for piece in block.pieces}) > 1


def _shares(a: Block, b: Block, persons: Mapping[int, int]) -> bool:
    people = {persons[n] for n in a.lecturers if n in persons} & {persons[n] for n in b.lecturers if n in persons}
    return bool(set(a.classes) & set(b.classes) or people or (a.room is not None and a.room == b.room))


def _meet(a: Block, b: Block) -> bool:
    return any(x.first_period <= y.last_period and y.first_period <= x.last_period for x in a.pieces for y in b.pieces)


@dataclass(frozen=True)
class Done:
    """Đã xếp — periods by (class, topic), and half-days by day and evenings that each class has used."""

    periods: Mapping[tuple[int, int], int] = field(default_factory=dict)
    half_days: Mapping[int, int] = field(default_factory=dict)
    evenings: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Done:
        """What stands in these blocks."""
        periods: dict[tuple[int, int], int] = {}
        cells: dict[int, set[Cell]] = {}
        for block in blocks:
            for number in block.classes:
                if block.cell is not None:
                    cells.setdefault(number, set()).add(block.cell)
                for piece in block.pieces:
                    if piece.topic is not None:
                        key = (number, piece.topic)
                        periods[key] = periods.get(key, 0) + piece.periods
        late = {n: k for n, found in cells.items() if (k := sum(half == EVENING for _, half in found))}
        return cls(periods, {n: len(found) - late.get(n, 0) for n, found in cells.items()}, late)


def wanted_blocks(cohort: Cohort, done: Done) -> list[Block]:
    """Các buổi còn phải xếp của một nhóm lớp — joint half-days once, the others for every class.

    Opening and closing are added where nothing of the cohort stands yet and half-days are to spare.
    """
    together = {w.topic for w in cohort.topics if w.joint and _same_for_all(cohort, w, done)}
    groups: dict[tuple[int | None, ...], list[int]] = {}
    for number in cohort.classes:
        rest = tuple(_rest(wish, done.periods.get((number, wish.topic), 0)) for wish in cohort.topics)
        groups.setdefault(rest, []).append(number)
    found: list[Block] = []
    spare = len(cohort.cells)
    for rest, classes in groups.items():
        free = len(cohort.cells) - max(done.half_days.get(n, 0) for n in classes)
        wishes = [
            replace(wish, periods=left, joint=wish.topic in together)
            for wish, left in zip(cohort.topics, rest, strict=True)
            if left != 0
        ]
        left = replace(cohort, topics=tuple(wishes), cells=cohort.cells[: max(0, free)])
        evenings = len(cohort.evenings) - max(done.evenings.get(n, 0) for n in classes)
        halves, taken = fitting(left, free, max(0, evenings))
        spare = min(spare, free - taken)
        found += _for_classes(cohort, halves, classes, joint=not found)
    if not any(done.half_days.get(n) for n in cohort.classes):
        found = _with_ceremonies(cohort, found, spare)
    return [replace(block, order=n) for n, block in enumerate(found)]


def _same_for_all(cohort: Cohort, wish: TopicWish, done: Done) -> bool:
    return len({done.periods.get((n, wish.topic), 0) for n in cohort.classes}) == 1


def _rest(wish: TopicWish, placed: int) -> int | None:
    """Periods still to be placed; None = as many as there is room for."""
    if wish.periods is None:
        return 0 if placed else None
    return max(0, wish.periods - placed)


def _for_classes(cohort: Cohort, halves: Iterable[HalfDay], classes: Sequence[int], *, joint: bool) -> list[Block]:
    found = []
    for half in halves:
        pieces = tuple(
            Piece(s.periods, s.first_period, s.wish.topic, place_text=s.wish.place_text if len(half) == 1 else "")
            for s in half
        )
        if not half[0].wish.joint:
            found += [Block((number,), pieces) for number in classes]
        elif joint:
            found.append(Block(tuple(sorted(cohort.classes)), pieces))
    return found


def _with_ceremonies(cohort: Cohort, blocks: list[Block], spare: int) -> list[Block]:
    periods = min(CEREMONY_PERIODS, cohort.periods_per_half_day)
    both = tuple(sorted(cohort.classes))
    opening = [Block(both, (Piece(periods, activity="opening"),))] if spare >= 1 else []
    closing = [Block(both, (Piece(periods, activity="closing"),))] if spare >= 2 else []
    return [*opening, *blocks, *closing]
