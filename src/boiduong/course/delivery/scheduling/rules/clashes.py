"""Xung đột lịch — what a timetable may not do (block) or should be looked at (warn), over plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from boiduong.course.delivery.scheduling.rules.times import overlaps
from boiduong.refusals import Label, gettext_noop

BLOCK, WARN = "block", "warn"
SENTENCES: dict[str, str] = {
    "class_twice": gettext_noop("%(who)s has two sessions at once on %(day)s, %(half)s: %(one)s; %(other)s."),
    "lecturer_twice": gettext_noop("%(who)s teaches two sessions at once on %(day)s, %(half)s: %(one)s; %(other)s."),
    "body_twice": gettext_noop(
        "%(who)s is asked twice at the same time on %(day)s, %(half)s: %(one)s; %(other)s. Ask for two people."
    ),
    "room_twice": gettext_noop("%(who)s is used twice at once on %(day)s, %(half)s: %(one)s; %(other)s."),
    "room_small": gettext_noop("%(who)s has %(seats)s seats for %(people)s people on %(day)s, %(half)s: %(one)s."),
    "outside_dates": gettext_noop("%(who)s does not meet on %(day)s (it runs from %(first)s to %(last)s): %(one)s."),
    "outside_sitting": gettext_noop("%(day)s lies between the sittings of %(who)s: %(one)s."),
    "weekend": gettext_noop("%(day)s is a weekend day for %(who)s: %(one)s."),
    "too_long": gettext_noop("%(day)s, %(half)s: %(one)s goes past the %(periods)s periods of a half-day."),
    "topic_short": gettext_noop("%(who)s: %(one)s has %(placed)s of %(periods)s periods on the timetable."),
    "topic_over": gettext_noop(
        "%(who)s: %(one)s has %(placed)s periods on the timetable, the program says %(periods)s."
    ),
    "other_program": gettext_noop("%(one)s is not on the program of %(who)s."),
    "teaches_and_learns": gettext_noop(
        "%(who)s is a learner of a class that meets at the same time on %(day)s, %(half)s: %(one)s; %(other)s."
    ),
    "past_moved": gettext_noop("%(day)s, %(half)s: %(one)s has already taken place and cannot be moved or left out."),
}
HALF_WORDS = {
    "morning": gettext_noop("in the morning"),
    "afternoon": gettext_noop("in the afternoon"),
    "evening": gettext_noop("in the evening"),
}
WEEKEND = (5, 6)


@dataclass(frozen=True)
class Placed:
    """Buổi trên lịch — one entry as plain values; several classes in it are one joint session.

    `foreign` marks a session of another course that shares a room or a lecturer with this one.
    """

    key: str
    day: date
    half: str
    first_period: int
    periods: int
    starts_at: datetime
    ends_at: datetime
    label: str
    classes: frozenset[int] = frozenset()
    lecturers: frozenset[int] = frozenset()
    room: int | None = None
    topic: int | None = None
    foreign: bool = False


@dataclass(frozen=True)
class ClassFacts:
    """Lớp — what the rules ask of a class; `size` in people, `sittings` as closed ranges of days.

    `topics` are those that must be taught, `electives` those of the program that may be.
    """

    label: str
    size: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    sittings: tuple[tuple[date, date], ...] = ()
    weekends: bool = False
    topics: frozenset[int] = frozenset()
    electives: frozenset[int] = frozenset()


@dataclass(frozen=True)
class LecturerFacts:
    """Người dạy — `one_person` is false for a body or a rank, which may send two people."""

    label: str
    person: int | None = None
    one_person: bool = True
    learns_in: frozenset[int] = frozenset()


@dataclass(frozen=True)
class RoomFacts:
    """Phòng."""

    label: str
    seats: int


@dataclass(frozen=True)
class TopicFacts:
    """Chuyên đề — `periods` as the program says, None where it says nothing."""

    label: str
    periods: int | None = None


@dataclass(frozen=True)
class World:
    """Những gì đã biết — classes, rooms, lecturers and topics by id, and tiết of a half-day."""

    classes: Mapping[int, ClassFacts]
    rooms: Mapping[int, RoomFacts] = field(default_factory=dict)
    lecturers: Mapping[int, LecturerFacts] = field(default_factory=dict)
    topics: Mapping[int, TopicFacts] = field(default_factory=dict)
    periods_per_half_day: int = 4


@dataclass(frozen=True)
class Violation:
    """Điều vi phạm — rule id, level, the facts of its sentence and the keys of the entries it speaks of."""

    rule: str
    level: str
    facts: Mapping[str, object]
    keys: tuple[str, ...] = ()

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Câu nói rõ — translated by `translate`, with its facts filled in."""
        facts = {k: translate(v) if isinstance(v, Label) else v for k, v in self.facts.items()}
        return translate(SENTENCES[self.rule]) % facts


def find_violations(entries: Sequence[Placed], world: World) -> list[Violation]:
    """Tìm xung đột — every rule over every entry; blocks first, then by day.

    Sessions of other courses (`foreign`) only meet ours in rooms and lecturers and are not judged themselves.
    """
    own = [e for e in entries if not e.foreign]
    found = [
        *_classes_twice(own, world),
        *_lecturers_twice(entries, world),
        *_rooms_twice(entries, world),
        *_learning_teachers(own, world),
        *(v for e in own for v in _room_small(e, world)),
        *(v for e in own for v in _dates(e, world)),
        *(v for e in own for v in _length(e, world)),
        *_topic_periods(own, world),
    ]
    return sorted(found, key=lambda v: v.level != BLOCK)


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
            found.append(Violation("past_moved", BLOCK, _facts(old), (old.key,)))
    return found


def _facts(entry: Placed, **more: object) -> dict[str, object]:
    return {
        "day": f"{entry.day.day}/{entry.day.month}",
        "half": Label(HALF_WORDS.get(entry.half, entry.half)),
        "one": entry.label,
        **more,
    }


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
    return Violation(rule, level, _facts(one, who=who, other=other.label), (one.key, other.key))


def _classes_twice(entries: Sequence[Placed], world: World) -> Iterator[Violation]:
    for number, held in _by(entries, lambda e: e.classes).items():
        for one, other in _pairs(held):
            yield _met("class_twice", BLOCK, world.classes[number].label, one, other)


def _lecturers_twice(entries: Sequence[Placed], world: World) -> Iterator[Violation]:
    people = {n: -f.person if f.person is not None else n for n, f in world.lecturers.items()}
    facts = {people[n]: f for n, f in world.lecturers.items()}
    held = _by(entries, lambda e: sorted({people[n] for n in e.lecturers if n in people}))
    for number, taught in held.items():
        rule, level = ("lecturer_twice", BLOCK) if facts[number].one_person else ("body_twice", WARN)
        for one, other in _pairs(taught):
            yield _met(rule, level, facts[number].label, one, other)


def _rooms_twice(entries: Sequence[Placed], world: World) -> Iterator[Violation]:
    for number, held in _by(entries, lambda e: () if e.room is None else (e.room,)).items():
        for one, other in _pairs(held):
            yield _met("room_twice", BLOCK, world.rooms[number].label, one, other)


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
        facts = _facts(entry, who=room.label, seats=room.seats, people=people)
        yield Violation("room_small", BLOCK, facts, (entry.key,))


def _dates(entry: Placed, world: World) -> Iterator[Violation]:
    for number in sorted(entry.classes):
        held = world.classes[number]
        facts = _facts(entry, who=held.label)
        before = held.starts_on is not None and entry.day < held.starts_on
        after = held.ends_on is not None and entry.day > held.ends_on
        if before or after:
            ends = {"first": _day(held.starts_on), "last": _day(held.ends_on)}
            yield Violation("outside_dates", BLOCK, {**facts, **ends}, (entry.key,))
        elif held.sittings and not any(a <= entry.day <= b for a, b in held.sittings):
            yield Violation("outside_sitting", BLOCK, facts, (entry.key,))
        if entry.day.weekday() in WEEKEND and not held.weekends:
            yield Violation("weekend", WARN, facts, (entry.key,))


def _day(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else "…"


def _length(entry: Placed, world: World) -> Iterator[Violation]:
    if entry.first_period + entry.periods - 1 > world.periods_per_half_day:
        yield Violation("too_long", WARN, _facts(entry, periods=world.periods_per_half_day), (entry.key,))


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
                yield Violation("other_program", BLOCK, told, keys)
            elif facts.periods is None:
                continue
            elif count < facts.periods:
                yield Violation("topic_short", WARN, told, keys)
            elif count > facts.periods:
                yield Violation("topic_over", WARN, told, keys)
