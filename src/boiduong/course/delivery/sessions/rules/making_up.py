"""Học bù — which session of another class takes the place of one that was missed, and whether a seat is free there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from boiduong.course.delivery.scheduling.rules import overlaps


@dataclass(frozen=True)
class Lesson:
    """Một buổi của một chuyên đề — `topic` is the ancestor that versions of it share; `ahead` = may still be joined."""

    number: int
    training_class: int
    topic: int
    starts_at: datetime
    ends_at: datetime
    ahead: bool = True


def parts_of(lessons: Iterable[Lesson]) -> dict[int, tuple[int, int]]:
    """Buổi thứ mấy của chuyên đề — by lesson, its place among those of its class on the topic, and how many."""
    held: dict[tuple[int, int], list[Lesson]] = defaultdict(list)
    for one in sorted(lessons, key=lambda lesson: (lesson.starts_at, lesson.number)):
        held[one.training_class, one.topic].append(one)
    return {one.number: (n, len(row)) for row in held.values() for n, one in enumerate(row, start=1)}


def same_part(missed: tuple[int, int], other: tuple[int, int]) -> bool:
    """Cùng phần — of a topic held in as many sessions only the same one; cut differently, any of them."""
    return missed[1] != other[1] or missed[0] == other[0]


def in_place_of(
    missed: Lesson, lessons: Iterable[Lesson], *, own_class: int, due: Iterable[tuple[datetime, datetime]]
) -> list[Lesson]:
    """Buổi học bù được — sessions of the topic that another class has ahead, when the learner is not due elsewhere.

    `own_class` is the class of the learner now: the whole class is expected at each of its sessions, so none of them
    is a make-up. `due` = from when to when the learner is expected. In order of time.
    """
    known, busy = [*lessons], [*due]
    parts = parts_of([missed, *(one for one in known if one.number != missed.number)])
    found = [
        one
        for one in known
        if one.ahead
        and one.topic == missed.topic
        and one.training_class != own_class
        and one.starts_at > missed.starts_at
        and same_part(parts[missed.number], parts[one.number])
        and not any(overlaps(one.starts_at, one.ends_at, begins, ends) for begins, ends in busy)
    ]
    return sorted(found, key=lambda lesson: (lesson.starts_at, lesson.number))


def free_seats(limits: Iterable[tuple[int | None, int]]) -> int | None:
    """Chỗ còn trống — the fewest that are left of (seats, taken) pairs; a limit nobody knows does not hold.

    None = no limit is known. Never below zero.
    """
    left = [seats - taken for seats, taken in limits if seats is not None]
    return max(0, min(left)) if left else None
