"""Xung đột lịch — what a timetable may not do, or should be looked at, over plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from boiduong.course.delivery.scheduling.rules.facts import (
    AT_RELEASE,
    WARN,
    LecturerFacts,
    Placed,
    SiteFacts,
    Violation,
    World,
    told_of,
)
from boiduong.course.delivery.scheduling.rules.order import ceremonies_broken, orders_broken
from boiduong.course.delivery.scheduling.rules.packing import EVENING
from boiduong.course.delivery.scheduling.rules.times import overlaps

WEEKEND = (5, 6)


def find_violations(entries: Sequence[Placed], world: World) -> list[Violation]:
    """Tìm xung đột — every rule over every entry, at its usual level; what stops the release first, then by day.

    Sessions of other courses (`foreign`) only meet ours in rooms and lecturers and are not judged themselves.
    """
    own = [e for e in entries if not e.foreign]
    found = [
        *_classes_twice(own, world),
        *_lecturers_twice(entries, world),
        *_journeys(entries, world),
        *_rooms_twice(entries, world),
        *_learning_teachers(own, world),
        *(v for e in own for v in _room_small(e, world)),
        *(v for e in own for v in _dates(e, world)),
        *(v for e in own for v in _holidays(e, world)),
        *(v for e in own for v in _evening(e, world)),
        *orders_broken(own, world),
        *ceremonies_broken(own, world),
        *(v for e in own for v in _length(e, world)),
        *(v for e in own for v in _nobody(e, world)),
        *_topic_periods(own, world),
        *(_site_small(one) for one in world.sites if one.seats is not None and one.people > one.seats),
    ]
    return sorted(found, key=lambda v: v.level == WARN)


def past_changes(before: Iterable[Placed], after: Iterable[Placed], *, at: datetime) -> list[Violation]:
    """Buổi đã qua — sessions of the released timetable that began before `at` and are moved or left out."""
    kept = {e.key: e for e in after}
    found = []
    for old in before:
        if old.starts_at > at:
            continue
        new = kept.get(old.key)
        same = new is not None and (new.starts_at, new.ends_at, new.topic, new.classes) == (
            old.starts_at,
            old.ends_at,
            old.topic,
            old.classes,
        )
        if not same:
            found.append(Violation("past_moved", AT_RELEASE, told_of(old), (old.key,)))
    return found


def _pairs(entries: list[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Overlapping pairs of one resource, swept in order of time; two of other courses are not ours to judge."""
    live: list[Placed] = []
    for entry in sorted(entries, key=lambda e: (e.starts_at, e.ends_at, e.key)):
        live = [e for e in live if e.ends_at > entry.starts_at]
        for other in live:
            met = overlaps(other.starts_at, other.ends_at, entry.starts_at, entry.ends_at)
            if met and not (other.foreign and entry.foreign):
                yield other, entry
        live.append(entry)


def _by(entries: Iterable[Placed], ids: Callable[[Placed], Iterable[int]]) -> dict[int, list[Placed]]:
    held: dict[int, list[Placed]] = {}
    for entry in entries:
        for one in ids(entry):
            held.setdefault(one, []).append(entry)
    return held


def _met(rule: str, level: str, who: str, one: Placed, other: Placed) -> Violation:
    return Violation(rule, level, told_of(one, who=who, other=other.label), (one.key, other.key))


def _classes_twice(entries: Sequence[Placed], world: World) -> Iterator[Violation]:
    for number, held in _by(entries, lambda e: e.classes).items():
        for one, other in _pairs(held):
            yield _met("class_twice", AT_RELEASE, world.classes[number].label, one, other)


def _by_person(entries: Sequence[Placed], world: World) -> tuple[dict[int, list[Placed]], dict[int, LecturerFacts]]:
    """Entries and facts by person: the rows of one person are one lecturer."""
    people = {n: -f.person if f.person is not None else n for n, f in world.lecturers.items()}
    facts = {people[n]: f for n, f in world.lecturers.items()}
    return _by(entries, lambda e: sorted({people[n] for n in e.lecturers if n in people})), facts


def _lecturers_twice(entries: Sequence[Placed], world: World) -> Iterator[Violation]:
    held, facts = _by_person(entries, world)
    for number, taught in held.items():
        rule, level = ("lecturer_twice", AT_RELEASE) if facts[number].one_person else ("body_twice", WARN)
        for one, other in _pairs(taught):
            yield _met(rule, level, facts[number].label, one, other)


def _journeys(entries: Sequence[Placed], world: World) -> Iterator[Violation]:
    """One person in two venues of a day with too little time for the way; only where the minutes are written."""
    if not world.travel:
        return
    held, facts = _by_person(entries, world)
    for number, taught in held.items():
        if facts[number].one_person:
            ordered = sorted(taught, key=lambda e: (e.starts_at, e.key))
            for one, other in zip(ordered, ordered[1:], strict=False):
                if not (one.foreign and other.foreign) and one.day == other.day:
                    yield from _journey(one, other, facts[number].label, world)


def _journey(one: Placed, other: Placed, who: str, world: World) -> Iterator[Violation]:
    here, there = (world.rooms[e.room].venue if e.room is not None else None for e in (one, other))
    if here is None or there is None or here == there:
        return
    minutes = world.travel.get((min(here, there), max(here, there)), 0)
    gap = int((other.starts_at - one.ends_at).total_seconds() // 60)
    if 0 <= gap < minutes:
        told = told_of(one, who=who, other=other.label, gap=gap, minutes=minutes)
        yield Violation("travel_short", AT_RELEASE, told, (one.key, other.key))


def _site_small(site: SiteFacts) -> Violation:
    return Violation("site_small", AT_RELEASE, {"who": site.label, "seats": site.seats, "people": site.people})


def _rooms_twice(entries: Sequence[Placed], world: World) -> Iterator[Violation]:
    for number, held in _by(entries, lambda e: () if e.room is None else (e.room,)).items():
        for one, other in _pairs(held):
            yield _met("room_twice", AT_RELEASE, world.rooms[number].label, one, other)


def _learning_teachers(entries: Sequence[Placed], world: World) -> Iterator[Violation]:
    taught = _by(entries, lambda e: e.lecturers)
    met = _by(entries, lambda e: e.classes)
    for number, facts in world.lecturers.items():
        for one in taught.get(number, ()):
            for other in (e for c in facts.learns_in for e in met.get(c, ())):
                if overlaps(one.starts_at, one.ends_at, other.starts_at, other.ends_at):
                    yield _met("teaches_and_learns", WARN, facts.label, one, other)


def _room_small(entry: Placed, world: World) -> Iterator[Violation]:
    if entry.room is None:
        return
    room = world.rooms[entry.room]
    people = sum(world.classes[c].size for c in entry.classes)
    if people > room.seats:
        facts = told_of(entry, who=room.label, seats=room.seats, people=people)
        yield Violation("room_small", AT_RELEASE, facts, (entry.key,))


def _dates(entry: Placed, world: World) -> Iterator[Violation]:
    for number in sorted(entry.classes):
        held = world.classes[number]
        facts = told_of(entry, who=held.label)
        before = held.starts_on is not None and entry.day < held.starts_on
        after = held.ends_on is not None and entry.day > held.ends_on
        if before or after:
            ends = {"first": _day(held.starts_on), "last": _day(held.ends_on)}
            yield Violation("outside_dates", AT_RELEASE, {**facts, **ends}, (entry.key,))
        elif held.sittings and not any(a <= entry.day <= b for a, b in held.sittings):
            yield Violation("outside_sitting", AT_RELEASE, facts, (entry.key,))
        if entry.day.weekday() in WEEKEND and not held.weekends:
            yield Violation("weekend", WARN, facts, (entry.key,))


def _holidays(entry: Placed, world: World) -> Iterator[Violation]:
    if entry.day in world.holidays:
        yield Violation("holiday", AT_RELEASE, told_of(entry, who=world.holidays[entry.day]), (entry.key,))
    elif entry.day in world.public:
        # A default of the law, which the school has not spoken of: somebody has to have read it, no more.
        yield Violation("public_holiday", WARN, told_of(entry, who=world.public[entry.day]), (entry.key,))


def _evening(entry: Placed, world: World) -> Iterator[Violation]:
    """A lesson in the evening: a matter of course where a class learns beside its work, else worth a look."""
    if entry.half != EVENING or entry.topic is None or world.topics[entry.topic].evening:
        return
    for number in sorted(entry.classes):
        if not world.classes[number].part_time:
            yield Violation("evening", WARN, told_of(entry, who=world.classes[number].label), (entry.key,))


def _day(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else "…"


def _length(entry: Placed, world: World) -> Iterator[Violation]:
    if entry.first_period + entry.periods - 1 > world.periods_per_half_day:
        yield Violation("too_long", WARN, told_of(entry, periods=world.periods_per_half_day), (entry.key,))


def _nobody(entry: Placed, world: World) -> Iterator[Violation]:
    """A topic that somebody must teach, and nobody named."""
    if entry.topic is not None and not entry.lecturers and world.topics[entry.topic].taught:
        who = ", ".join(sorted(world.classes[n].label for n in entry.classes))
        yield Violation("no_lecturer", WARN, told_of(entry, who=who), (entry.key,))


def _topic_periods(entries: Sequence[Placed], world: World) -> Iterator[Violation]:
    placed: dict[tuple[int, int], list[Placed]] = {}
    for entry in entries:
        if entry.topic is not None:
            for number in entry.classes:
                placed.setdefault((number, entry.topic), []).append(entry)
    for number, held in world.classes.items():
        for topic in sorted(held.topics | {t for c, t in placed if c == number}):
            facts = world.topics[topic]
            there = placed.get((number, topic), [])
            count = sum(e.periods for e in there)
            told = {"who": held.label, "one": facts.label, "placed": count, "periods": facts.periods}
            keys = tuple(e.key for e in there)
            if topic not in held.topics and topic not in held.electives:
                yield Violation("other_program", AT_RELEASE, told, keys)
            elif facts.periods is None:
                continue
            elif count < facts.periods:
                yield Violation("topic_short", WARN, told, keys)
            elif count > facts.periods:
                yield Violation("topic_over", WARN, told, keys)
