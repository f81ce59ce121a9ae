"""Gộp buổi thành chuyên đề của bài toán — blocks of one shape in several classes are one topic of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from boiduong.course.delivery.scheduling.rules import OUTSIDE_KINDS, Block

MOST_HALF_DAYS = 10
Shape = tuple[tuple[int | None, str, int, int], ...]
Kind = tuple[int | None, Shape]
Together = dict[tuple[int, ...], tuple[Block, ...]]
At = tuple[tuple[int, ...], Kind]
Rows = dict[At, list[Block]]
Key = tuple[Kind, tuple[Shape, ...], tuple[int, ...], bool, tuple[object, ...]]


@dataclass(frozen=True)
class Group:
    """Một nhóm buổi — what becomes one topic of the engine: for each class (or all together) a row of blocks in order.

    `after` is the place in the list of the group that must come first, -1 for none; `follows` are those whose topic it
    comes after, the one that its limit is counted from first.
    """

    rows: dict[tuple[int, ...], tuple[Block, ...]]
    plenary: bool
    field_day: bool = False
    after: int = -1
    follows: tuple[int, ...] = ()

    @property
    def first(self) -> Block:
        """Any of its blocks: they all have the same shape."""
        return next(iter(self.rows.values()))[0]

    @property
    def length(self) -> int:
        """Half-days of each row."""
        return len(next(iter(self.rows.values())))


def groups_of(
    blocks: Iterable[Block], *, outside: frozenset[int], follows: Mapping[int, int] = MappingProxyType({})
) -> list[Group]:
    """Các nhóm — those taught to one class at a time by shape, joint ones by classes; long rows are cut in parts.

    `outside` are topics held away from the school: two half-days of one day are a field day. `follows` says which topic
    comes after which: classes whose earlier topic lies in two groups have the later one in two groups too.
    """
    rows: Rows = {}
    for block in sorted(blocks, key=_by_time):
        kind: Kind = (block.topic, ()) if block.topic is not None else (None, block.shape)
        rows.setdefault((block.classes, kind), []).append(block)
    keys = _Keys(rows, outside, follows)
    together: dict[Key, Together] = {}
    for at, row in rows.items():
        together.setdefault(keys.of(at), {})[at[0]] = tuple(row)
    found: list[Group] = []
    for key, group in sorted(together.items(), key=lambda pair: _by_program(pair[1])):
        found += _cut(group, field_day=key[3], offset=len(found))
    return tied(found, follows)


class _Keys:
    """What makes rows one group: their shape, and the groups that they come after."""

    def __init__(self, rows: Rows, outside: frozenset[int], follows: Mapping[int, int]) -> None:
        """Index the rows that hold a topic, by class."""
        self.rows, self.outside, self.follows = rows, outside, follows
        self.holding: dict[tuple[int, int], list[At]] = {}
        for at, row in rows.items():
            for number in at[0]:
                for topic in dict.fromkeys(p.topic for b in row for p in b.pieces if p.topic is not None):
                    self.holding.setdefault((number, topic), []).append(at)

    def of(self, at: At, seen: tuple[At, ...] = ()) -> Key:
        """The key of a row; a circle of rows is not followed further."""
        classes, kind = at
        row = self.rows[at]
        joint = classes if len(classes) > 1 else ()
        away = not joint and row[0].topic in self.outside and _whole_days(row)
        earlier = dict.fromkeys(self.follows[t] for t in topics_in(row) if t in self.follows)
        before = [one for topic in earlier for one in self.holding.get((classes[0], topic), [])]
        after = tuple(self.of(one, (*seen, at)) for one in before if one not in (*seen, at))
        return kind, tuple(b.shape for b in row), joint, away, after


def topics_in(row: Iterable[Block]) -> list[int]:
    """Các chuyên đề trong các buổi — each once, in order."""
    return [*dict.fromkeys(p.topic for block in row for p in block.pieces if p.topic is not None)]


def tied(groups: Sequence[Group], follows: Mapping[int, int]) -> list[Group]:
    """Nối các nhóm — each group of a topic after those with the topic that it follows, unless that makes a circle."""
    found = [*groups]
    before: dict[int, set[int]] = {n: {one.after} - {-1} for n, one in enumerate(found)}
    for n, group in enumerate(found):
        if group.after >= 0:
            continue
        ties: list[int] = []
        for topic in [follows[t] for t in _topics(group) if t in follows]:
            near = [m for m, other in enumerate(found) if m != n and topic in _topics(other) and _share(group, other)]
            near.sort(key=lambda m: (found[m].first.topic != topic, -m))
            for m in near:
                if n not in _reached(before, m):
                    before[n].add(m)
                    ties.append(m)
        found[n] = replace(group, follows=tuple(dict.fromkeys(ties)))
    return found


def _topics(group: Group) -> list[int]:
    return topics_in(next(iter(group.rows.values())))


def _share(one: Group, other: Group) -> bool:
    """Whether some class is in both."""
    mine, theirs = ({n for classes in group.rows for n in classes} for group in (one, other))
    return bool(mine & theirs)


def _reached(before: Mapping[int, set[int]], start: int) -> set[int]:
    """Everything that comes before a group, itself too."""
    seen, waiting = {start}, [start]
    while waiting:
        for m in before[waiting.pop()] - seen:
            seen.add(m)
            waiting.append(m)
    return seen


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
