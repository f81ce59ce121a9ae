"""Gộp buổi thành chuyên đề của bài toán — blocks of one shape in several classes are one topic of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from boiduong.course.delivery.scheduling.rules import OUTSIDE_KINDS, Block

MOST_HALF_DAYS = 10
Shape = tuple[tuple[int | None, str, int, int], ...]
Kind = tuple[int | None, Shape]
Together = dict[tuple[int, ...], tuple[Block, ...]]


@dataclass(frozen=True)
class Group:
    """Một nhóm buổi — what becomes one topic of the engine: for each class (or all together) a row of blocks in order.

    `after` is the place in the list of the group that must come first, -1 for none.
    """

    rows: dict[tuple[int, ...], tuple[Block, ...]]
    plenary: bool
    field_day: bool = False
    after: int = -1

    @property
    def first(self) -> Block:
        """Any of its blocks: they all have the same shape."""
        return next(iter(self.rows.values()))[0]

    @property
    def length(self) -> int:
        """Half-days of each row."""
        return len(next(iter(self.rows.values())))


def groups_of(blocks: Iterable[Block], *, outside: frozenset[int]) -> list[Group]:
    """Các nhóm — those taught to one class at a time by shape, joint ones by classes; long rows are cut in parts.

    `outside` are topics held away from the school: two half-days of one day are a field day.
    """
    rows: dict[tuple[tuple[int, ...], Kind], list[Block]] = {}
    for block in sorted(blocks, key=_by_time):
        kind: Kind = (block.topic, ()) if block.topic is not None else (None, block.shape)
        rows.setdefault((block.classes, kind), []).append(block)
    together: dict[tuple[Kind, tuple[Shape, ...], tuple[int, ...], bool], Together] = {}
    for (classes, kind), row in rows.items():
        joint = classes if len(classes) > 1 else ()
        away = not joint and row[0].topic in outside and _whole_days(row)
        key = (kind, tuple(b.shape for b in row), joint, away)
        together.setdefault(key, {})[classes] = tuple(row)
    found: list[Group] = []
    for key, group in sorted(together.items(), key=lambda pair: _by_program(pair[1])):
        found += _cut(group, field_day=key[3], offset=len(found))
    return found


def outside_topics(kinds: dict[int, str]) -> frozenset[int]:
    """Chuyên đề học ngoài trường — of these kinds by topic id."""
    return frozenset(n for n, kind in kinds.items() if kind in OUTSIDE_KINDS)


def _by_time(block: Block) -> tuple[date, int, int]:
    order = {"morning": 0, "afternoon": 1, "evening": 2}
    if block.cell is None:
        return date.max, 0, block.order
    return block.cell[0], order.get(block.cell[1], 3), block.pieces[0].first_period


def _by_program(group: Together) -> tuple[int, tuple[date, int, int]]:
    first = next(iter(group.values()))[0]
    return (0 if first.cell is None else -1, _by_time(first))


def _whole_days(row: Sequence[Block]) -> bool:
    """Whether the half-days come in pairs, morning and afternoon of one day, where they stand at all."""
    if len(row) % 2:
        return False
    for first, second in zip(row[::2], row[1::2], strict=True):
        if (first.cell is None) != (second.cell is None):
            return False
        if first.cell and second.cell:
            same_day = first.cell[0] == second.cell[0]
            if not same_day or (first.cell[1], second.cell[1]) != ("morning", "afternoon"):
                return False
    return True


def _cut(group: Together, *, field_day: bool, offset: int) -> list[Group]:
    """One group, or several in a chain: a field day is two half-days, and the engine takes ten at most."""
    step = 2 if field_day else MOST_HALF_DAYS
    length = len(next(iter(group.values())))
    plenary = any(len(classes) > 1 for classes in group)
    found: list[Group] = []
    for n, begin in enumerate(range(0, length, step)):
        rows = {classes: row[begin : begin + step] for classes, row in group.items()}
        found.append(Group(rows, plenary, field_day, offset + n - 1 if n else -1))
    return found
