"""Thứ tự của chuyên đề — a discussion after its topic and soon enough, the report on a field day in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from boiduong.course.delivery.scheduling.rules.facts import (
    AT_RELEASE,
    ClassFacts,
    Placed,
    TopicFacts,
    Violation,
    World,
    told_of,
)
from boiduong.course.delivery.scheduling.rules.school_year import days_between

HALF_ORDER = ("morning", "afternoon", "evening")
SATURDAY = 5


def orders_broken(entries: Sequence[Placed], world: World) -> Iterator[Violation]:
    """Sai thứ tự — of each class, what stands before the topic that it follows has ended, or too long after it."""
    tied = {n: topic for n, topic in world.topics.items() if topic.follows is not None}
    if not tied:
        return
    wanted = {*tied, *(topic.follows for topic in tied.values())}
    held: dict[tuple[int, int], list[Placed]] = {}
    for entry in entries:
        if entry.topic is not None and entry.topic in wanted:
            for number in entry.classes:
                held.setdefault((number, entry.topic), []).append(entry)
    for (number, topic), later in sorted(held.items()):
        earlier = held.get((number, tied[topic].follows or 0)) if topic in tied else None
        if earlier:
            first = min(later, key=lambda e: (e.starts_at, e.key))
            last = max(earlier, key=lambda e: (e.ends_at, e.key))
            yield from _pair(number, tied[topic], last, first, world)


def _pair(number: int, topic: TopicFacts, last: Placed, first: Placed, world: World) -> Iterator[Violation]:
    """The end of the earlier topic and the beginning of the later one."""
    facts = told_of(first, who=world.classes[number].label, other=last.label)
    keys = (first.key, last.key)
    kind = "report" if topic.in_days else "follows"
    if first.starts_at < last.ends_at:
        yield Violation(f"{kind}_early", AT_RELEASE, facts, keys)
    elif topic.within is not None:
        after = (first.day - last.day).days if topic.in_days else half_days_after(number, last, first, world)
        if after > topic.within:
            told = {**facts, "after": after, "within": topic.within}
            yield Violation(f"{kind}_late", AT_RELEASE, told, keys)


def half_days_after(number: int, last: Placed, first: Placed, world: World) -> int:
    """Sau mấy buổi — half-days from one session to a later one in which the class meets, or in which it has something.

    The half-day of the later session counts, that of the earlier one does not; so does the machine count them.
    """
    held = world.classes[number]
    stands = {*world.stands.get(number, ()), (first.day, first.half)}
    begin, end = (last.day, _place(last.half)), (first.day, _place(first.half))
    return sum(
        begin < (day, place) <= end and ((day, half) in stands or (half in world.halves and _meets(held, day, world)))
        for day in days_between(last.day, first.day)
        for place, half in enumerate(HALF_ORDER)
    )


def _place(half: str) -> int:
    return HALF_ORDER.index(half) if half in HALF_ORDER else len(HALF_ORDER)


def _meets(held: ClassFacts, day: date, world: World) -> bool:
    """Whether a class usually meets on a day: a working day of its dates and sittings, no holiday."""
    inside = (held.starts_on is None or day >= held.starts_on) and (held.ends_on is None or day <= held.ends_on)
    sits = not held.sittings or any(a <= day <= b for a, b in held.sittings)
    return inside and sits and day.weekday() < SATURDAY and day not in world.holidays
