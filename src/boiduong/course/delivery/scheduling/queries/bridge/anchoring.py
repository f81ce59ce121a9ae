"""Mốc đứng yên — what stays where it stands, for the groups of sessions that come after it or before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from boiduong.course.delivery.scheduling.queries.bridge.grouping import Group, topics_in
from boiduong.course.delivery.scheduling.queries.bridge.reading import Facts
from boiduong.course.delivery.scheduling.queries.bridge.ties import follower_in, in_days
from boiduong.course.delivery.scheduling.rules import CEREMONIES, HALF_ORDER, Block, Cell


@dataclass(frozen=True)
class Anchored:
    """Một mốc — a group (by its place) in one class comes after a block that stays, or `before` it.

    `topic` is the one that follows another, None for opening and closing; `within` is its limit, 0 for none.
    """

    group: int
    number: int
    other: Block
    cell: Cell
    rule: str
    before: bool = False
    within: int = 0
    topic: int | None = None


def anchored(groups: Sequence[Group], fixed: Iterable[Block], facts: Facts) -> Iterator[Anchored]:
    """Các mốc — of every class with something that stays, by what follows what and by its ceremonies."""
    standing: dict[int, list[Block]] = {}
    for block in sorted(fixed, key=_when):
        if block.cell is not None and block.cell[1] in HALF_ORDER:
            for number in block.classes:
                standing.setdefault(number, []).append(block)
    moving: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        for number in (n for classes in group.rows for n in classes):
            moving.setdefault(number, []).append(place)
    for number, still in sorted(standing.items()):
        yield from _following(number, still, groups, moving.get(number, []), facts)
        yield from _between(number, still, groups, moving.get(number, []))


def _following(
    number: int, still: Sequence[Block], groups: Sequence[Group], moving: Sequence[int], facts: Facts
) -> Iterator[Anchored]:
    """After the last block that stays of what a topic follows, before the first that stays of what follows it.

    A limit is counted where one of the two does not move at all, between its nearest half-days.
    """
    holding: dict[int, list[int]] = {}
    for place in moving:
        for topic in _topics(groups[place]):
            holding.setdefault(topic, []).append(place)
    for later in (topic for topic in facts.topics.values() if topic.follows_id in facts.topics):
        earlier, rule = later.follows_id or 0, "H8" if in_days(later, facts) else "H5"
        before = [block for block in still if earlier in topics_in([block])]
        after = [block for block in still if later.pk in topics_in([block])]
        for place in holding.get(later.pk, ()) if before else ():
            counted = earlier not in holding and follower_in(groups[place], facts) == later
            yield _anchor(place, number, before[-1], rule, False, counted and later.within or 0, later.pk)
        for place in holding.get(earlier, ()) if after else ():
            counted = later.pk not in holding and place == holding[earlier][-1]
            yield _anchor(place, number, after[0], rule, True, counted and later.within or 0, later.pk)


def _between(number: int, still: Sequence[Block], groups: Sequence[Group], moving: Sequence[int]) -> Iterator[Anchored]:
    """Topics after an opening and before a closing that stay; the ceremonies around the topics that stay."""
    opened, closed = ([b for b in still if _is(b, activity)] for activity in CEREMONIES)
    lessons = [block for block in still if topics_in([block])]
    for place in moving:
        first = groups[place].first
        if _is(first, "opening"):
            around = [(block, True) for block in (*lessons[:1], *closed[:1])]
        elif _is(first, "closing"):
            around = [(block, False) for block in (*lessons[-1:], *opened[-1:])]
        elif topics_in([first]):
            around = [*((block, False) for block in opened[-1:]), *((block, True) for block in closed[:1])]
        else:
            around = []
        for block, before in around:
            yield _anchor(place, number, block, "H4", before)


def _anchor(
    place: int, number: int, block: Block, rule: str, before: bool, within: int = 0, topic: int | None = None
) -> Anchored:
    assert block.cell is not None  # noqa: S101 - only what stands
    return Anchored(place, number, block, block.cell, rule, before, within, topic)


def _topics(group: Group) -> list[int]:
    return topics_in(next(iter(group.rows.values())))


def _is(block: Block, activity: str) -> bool:
    return any(piece.activity == activity for piece in block.pieces)


def _when(block: Block) -> tuple[object, ...]:
    day, half = block.cell if block.cell is not None else (None, "")
    return (day is None, day, HALF_ORDER.index(half) if half in HALF_ORDER else 3, block.pieces[0].first_period)
