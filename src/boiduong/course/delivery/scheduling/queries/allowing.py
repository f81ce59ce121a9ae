"""Máy được đặt những gì — what the machine would write, beside the rules that nobody may break by hand either.

The engine keeps to the rules that it knows; what it cannot see (sessions of other courses that came meanwhile, rooms
given afterwards, sessions without a lecturer) is looked at here, over plain values, before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.queries.bridge import Changes, Move
from boiduong.course.delivery.scheduling.queries.facts import placed as placed_values
from boiduong.course.delivery.scheduling.queries.facts import (
    placed_in,
    shared_with_others,
    strengths_of,
    time_rules,
    world_of,
)
from boiduong.course.delivery.scheduling.queries.versions import label_of
from boiduong.course.delivery.scheduling.rules import (
    BLOCK,
    Cell,
    Placed,
    Placement,
    Violation,
    find_violations,
    leveled,
    refused,
    span,
)


@dataclass(frozen=True)
class Allowed:
    """Phần được ghi — the changes that may be written, and what the others would have broken."""

    changes: Changes
    refused: tuple[Violation, ...] = ()


def allowed(version: TimetableVersion, changes: Changes) -> Allowed:
    """Lọc những gì máy muốn ghi — a session that would break a rule at the level *block* stays where it is.

    Whatever runs into a session that stays is left out too, until nothing is broken anew. One question where no rule
    of the course blocks.
    """
    return allowed_each(version, [changes])[0]


def allowed_each(version: TimetableVersion, offered: Sequence[Changes]) -> list[Allowed]:
    """Lọc từng phương án — what each of several would break, with what is known read once for all of them."""
    strengths = strengths_of(version.course)
    if BLOCK not in strengths.values():
        return [Allowed(changes) for changes in offered]
    judge = _Judge(version, offered, strengths)
    return [judge.kept(changes) for changes in offered]


class _Judge:
    """The sessions that stand, those of other courses, and what the rules ask of all that is offered."""

    def __init__(self, version: TimetableVersion, offered: Sequence[Changes], strengths: dict[str, str]) -> None:
        course = version.course
        self.strengths, self.rules, self.zone = strengths, time_rules(course), timezone.get_default_timezone()
        self.own = {one.key: one for one in placed_in([version])[version.pk]}
        self.keys = {pk: str(key) for pk, key in version.entries.order_by().values_list("pk", "key")}
        topics = {p.topic or 0 for changes in offered for p in changes.placements}
        self.titles = dict(Topic.objects.filter(pk__in=topics).values_list("pk", "title"))
        every = [*self.own.values(), *(one for changes in offered for one in self._wanted(changes).values())]
        self.others = placed_values(shared_with_others(course, every), foreign=True)
        self.world = world_of(course, [*every, *self.others], rules=self.rules)
        self.before = self._found(self.own.values())

    def kept(self, changes: Changes) -> Allowed:
        """What is left of the changes when all that is refused is taken out of them."""
        said: dict[tuple[str, ...], Violation] = {}
        while True:
            wanted = self._wanted(changes)
            found = refused(self.before, self._found((self.own | wanted).values()), wanted.keys())
            if not found:
                return Allowed(changes, tuple(said.values()))
            said |= {(v.rule, *v.keys): v for v in found}
            changes = self._without(changes, {key for v in found for key in v.keys})

    def _found(self, entries: Iterable[Placed]) -> list[Violation]:
        return leveled(find_violations([*entries, *self.others], self.world), self.strengths)

    def _wanted(self, changes: Changes) -> dict[str, Placed]:
        """Each session as it would be, by its key; sessions to place have their number in the list for one."""
        moves = {key: self._moved(self.own[key], m) for m in changes.moves if (key := self.keys.get(m.entry))}
        return moves | {self._name(one): self._new(one) for one in changes.placements}

    def _without(self, changes: Changes, keys: set[str]) -> Changes:
        return Changes(
            tuple(m for m in changes.moves if self.keys.get(m.entry) not in keys),
            tuple(p for p in changes.placements if self._name(p) not in keys),
        )

    def _name(self, one: Placement) -> str:
        return f"{one.day}.{one.half}.{one.first_period}.{one.topic or one.activity}.{one.classes}"

    def _moved(self, one: Placed, move: Move) -> Placed:
        day, half = move.cell
        begin, end = self._hours(move.cell, one.first_period, one.periods)
        return replace(
            one, day=day, half=half, starts_at=begin, ends_at=end, room=move.room, lecturers=frozenset(move.lecturers)
        )

    def _new(self, one: Placement) -> Placed:
        begin, end = self._hours((one.day, one.half), one.first_period, one.periods)
        return Placed(
            self._name(one), one.day, one.half, one.first_period, one.periods, begin, end,
            label_of(self.titles.get(one.topic or 0), one.activity), frozenset(one.classes), frozenset(one.lecturers),
            one.room, one.topic, activity=one.activity,
        )  # fmt: skip

    def _hours(self, cell: Cell, first: int, periods: int) -> tuple[datetime, datetime]:
        return span(self.rules, day=cell[0], half=cell[1], first_period=first, periods=periods, zone=self.zone)
