"""Ô này đặt được không — the hardest rule that a held session would break in a half-day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone

from boiduong.course.delivery.scheduling.queries.holding import Held
from boiduong.course.delivery.scheduling.rules import (
    CEREMONIES,
    Cell,
    Placed,
    TimeRules,
    Violation,
    World,
    find_violations,
    leveled,
    overlaps,
    span,
)

WHERE_RULES = frozenset(
    {
        "class_twice",
        "lecturer_twice",
        "travel_short",
        "room_twice",
        "room_small",
        "outside_dates",
        "outside_sitting",
        "holiday",
        "public_holiday",
        "evening",
        "before_opening",
        "after_closing",
        "follows_early",
        "follows_late",
        "report_early",
        "report_late",
    }
)


def broken_at(
    cell: Cell, held: Held, everything: Sequence[Placed], world: World, rules: TimeRules, levels: Mapping[str, str]
) -> Violation | None:
    """Điều bị phá ở ô — of what is known of a place and time; None where nothing is."""
    day, half = cell
    zone = timezone.get_default_timezone()
    begin, end = span(rules, day=day, half=half, first_period=1, periods=held.periods, zone=zone)
    key = str(held.entry.key) if held.entry else "held"
    tied, ceremony = _tied_to(held.topic, world), held.activity in CEREMONIES
    there = [
        e
        for e in everything
        if e.key != key
        and (
            e.topic in tied
            or (ceremony or e.activity in CEREMONIES)
            and e.classes & held.classes
            or (e.day == day if world.travel else overlaps(e.starts_at, e.ends_at, begin, end))
        )
    ]
    one = Placed(
        key, day, half, 1, held.periods, begin, end, held.label, held.classes, held.lecturers, held.room, held.topic,
        activity=held.activity,
    )  # fmt: skip
    found = find_violations([one, *there], world)
    return next(iter(leveled([v for v in found if key in v.keys and v.rule in WHERE_RULES], levels)), None)


def _tied_to(topic: int | None, world: World) -> set[int]:
    """The topic that is held, what it follows and what follows it; nothing where it is tied to nothing."""
    if topic is None or topic not in world.topics:
        return set()
    followed = world.topics[topic].follows
    near = {n for n, one in world.topics.items() if one.follows == topic} | ({followed} if followed else set())
    return {topic, *near} if near else set()
