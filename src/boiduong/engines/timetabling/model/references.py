"""Tham chiếu và khoảng giá trị — what the fields of a problem must say about one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from boiduong.engines.timetabling.model import limits
from boiduong.engines.timetabling.model.problem import (
    DISCUSSION,
    FIELD_DAY,
    HALVES,
    HARD_RULES,
    KINDS,
    REPORT,
    SELF_STUDY,
    SOFT_RULES,
    STRENGTHS,
    WISHES,
    Problem,
    Topic,
)
from boiduong.engines.timetabling.model.sessions import classes_of, sessions_of

ANCHORED = ("H4", "H5", "H8")


def reference_faults(problem: Problem) -> list[str]:
    """Mọi lỗi của bài toán — unknown or repeated names, numbers out of range, meaningless combinations."""
    faults = [*_size_faults(problem), *_name_faults(problem)]
    faults += _calendar_faults(problem)
    if faults:
        return faults
    for check in (_place_faults, _class_faults, _topic_faults, _anchor_faults, _lecturer_faults, _rule_faults):
        faults += check(problem)
    return faults or list(_entry_faults(problem))


def _size_faults(problem: Problem) -> Iterator[str]:
    if not 1 <= problem.calendar.days <= limits.DAYS:
        yield f"problem.calendar.days: must be 1 to {limits.DAYS}"
    if not problem.classes or len(problem.classes) > limits.CLASSES:
        yield f"problem.classes: must be 1 to {limits.CLASSES}"
    if not problem.topics or len(problem.topics) > limits.TOPICS:
        yield f"problem.topics: must be 1 to {limits.TOPICS}"


def _name_faults(problem: Problem) -> Iterator[str]:
    """Names that are empty, repeated or hold the signs that session keys are made of."""
    groups: tuple[tuple[str, Iterable[str]], ...] = (
        ("venues", (item.id for item in problem.venues)),
        ("classes", (item.id for item in problem.classes)),
        ("topics", (item.id for item in problem.topics)),
        ("lecturers", (item.id for item in problem.lecturers)),
        ("rooms and sites", [item.id for item in problem.rooms] + [item.id for item in problem.sites]),
    )
    for group, names in groups:
        seen: set[str] = set()
        for name in names:
            if not name.strip() or "/" in name or name == "*":
                yield f"problem.{group}: {name!r} is no name (empty, * or with /)"
            if name in seen:
                yield f"problem.{group}: {name!r} stands twice"
            seen.add(name)


def _calendar_faults(problem: Problem) -> Iterator[str]:
    calendar = problem.calendar
    try:
        if date.fromisoformat(calendar.first_on).year > 2900:
            yield "problem.calendar.first_on: is too late"
    except ValueError:
        yield "problem.calendar.first_on: must be a date like 2026-01-31"
    yield from _slots("calendar.closed", calendar.closed, problem)
    if not 0 <= calendar.not_before <= max(problem.slots, 0):
        yield "problem.calendar.not_before: is no slot of the calendar"
    if min(calendar.break_minutes, calendar.half_day_minutes) < 0:
        yield "problem.calendar: minutes must not be negative"


def _slots(path: str, slots: tuple[int, ...], problem: Problem) -> Iterator[str]:
    if any(not 0 <= slot < problem.slots for slot in slots):
        yield f"problem.{path}: holds a slot outside the calendar"


def _place_faults(problem: Problem) -> Iterator[str]:
    venues = {item.id for item in problem.venues}
    for venue in problem.venues:
        yield from _slots(f"venues {venue.id}.closed", venue.closed, problem)
    for room in problem.rooms:
        yield from _slots(f"rooms {room.id}.busy", room.busy, problem)
        if room.venue not in venues:
            yield f"problem.rooms {room.id}: unknown venue {room.venue!r}"
        if room.capacity < 1:
            yield f"problem.rooms {room.id}: capacity must be at least 1"
    for site in problem.sites:
        if site.learners < 1 or any(not 0 <= day < problem.calendar.days for day in site.busy_days):
            yield f"problem.sites {site.id}: learners or busy_days out of range"
    for travel in problem.travel:
        if {travel.a, travel.b} - venues or travel.minutes < 0:
            yield f"problem.travel {travel.a}-{travel.b}: unknown venue or negative minutes"
    if problem.fleet.buses < 0 or problem.fleet.seats < 1:
        yield "problem.fleet: buses must not be negative, seats at least 1"


def _class_faults(problem: Problem) -> Iterator[str]:
    venues = {item.id for item in problem.venues}
    rooms = {item.id: item.venue for item in problem.rooms}
    for item in problem.classes:
        yield from _slots(f"classes {item.id}.closed", item.closed, problem)
        yield from _slots(f"classes {item.id}.uncounted", item.uncounted, problem)
        if item.venue not in venues:
            yield f"problem.classes {item.id}: unknown venue {item.venue!r}"
        if item.home_room and rooms.get(item.home_room) != item.venue:
            yield f"problem.classes {item.id}: home room {item.home_room!r} is not at its venue"
        if item.size < 1:
            yield f"problem.classes {item.id}: size must be at least 1"


def _topic_faults(problem: Problem) -> Iterator[str]:
    known = {item.id: item for item in problem.topics}
    classes, sites = {item.id for item in problem.classes}, {item.id for item in problem.sites}
    for topic in problem.topics:
        where = f"problem.topics {topic.id}"
        if topic.kind not in KINDS:
            yield f"{where}: unknown kind {topic.kind!r}"
        if not 1 <= topic.half_days <= limits.HALF_DAYS or topic.part < 0 or topic.within < 0:
            yield f"{where}: half_days, part or within out of range"
        if set(topic.classes) - classes or len(set(topic.classes)) != len(topic.classes):
            yield f"{where}: unknown or repeated class"
        if set(topic.sites) - sites:
            yield f"{where}: unknown site"
        for other in (*topic.after, *filter(None, [topic.follows])):
            if other not in known or other == topic.id:
                yield f"{where}: comes after unknown topic {other!r}"
        yield from _kind_faults(topic, where)
    count = sum((1 if item.plenary else len(problem.classes)) * item.half_days for item in problem.topics)
    if count > limits.SESSIONS:
        yield f"problem.topics: more than {limits.SESSIONS} sessions"


def _kind_faults(topic: Topic, where: str) -> Iterator[str]:
    if topic.kind == FIELD_DAY and (topic.half_days != 2 or topic.plenary or not topic.sites):
        yield f"{where}: a field day has 2 half-days, at least one site, and is not plenary"
    if topic.kind in (DISCUSSION, REPORT) and not topic.follows:
        yield f"{where}: must say what it follows"
    if topic.evening and topic.kind not in (DISCUSSION, SELF_STUDY):
        yield f"{where}: only discussions and self-study are held in the evening"


def _anchor_faults(problem: Problem) -> Iterator[str]:
    heard = {(topic.id, name) for topic in problem.topics for name in classes_of(problem, topic)}
    for item in problem.anchors:
        where = f"problem.anchors {item.topic}"
        if (item.topic, item.class_id) not in heard:
            yield f"{where}: no topic of class {item.class_id!r}"
        if not 0 <= item.slot < problem.slots or item.within < 0:
            yield f"{where}: slot or within out of range"
        if item.rule not in ANCHORED or not item.name.strip() or ">" in item.name:
            yield f"{where}: its rule must be one of {', '.join(ANCHORED)}, and it needs a name without >"


def _lecturer_faults(problem: Problem) -> Iterator[str]:
    topics, venues = {item.id for item in problem.topics}, {"", *(item.id for item in problem.venues)}
    for item in problem.lecturers:
        yield from _slots(f"lecturers {item.id}.busy", item.busy, problem)
        if set(item.topics) - topics:
            yield f"problem.lecturers {item.id}: unknown topic"
        if item.home_venue not in venues:
            yield f"problem.lecturers {item.id}: unknown home venue {item.home_venue!r}"
        if item.wish not in WISHES:
            yield f"problem.lecturers {item.id}: unknown wish {item.wish!r}"
        if not 0 <= item.most_per_day <= HALVES or item.most < 0 or item.share < -1:
            yield f"problem.lecturers {item.id}: most_per_day, most or share out of range"


def _rule_faults(problem: Problem) -> Iterator[str]:
    seen: set[str] = set()
    for item in problem.strengths:
        if item.rule not in (*HARD_RULES, *SOFT_RULES) or item.strength not in STRENGTHS or item.rule in seen:
            yield f"problem.strengths {item.rule}: unknown rule or strength, or stands twice"
        seen.add(item.rule)
    if min(problem.weights.visiting_day, problem.weights.internal_day) < 0:
        yield "problem.weights: must not be negative"


def _entry_faults(problem: Problem) -> Iterator[str]:
    """Locks and announced entries must name sessions, lecturers and places that exist."""
    sessions = {session.key for session in sessions_of(problem)}
    lecturers = {"", *(item.id for item in problem.lecturers)}
    places = {"", *(item.id for item in problem.rooms), *(item.id for item in problem.sites)}
    for name, entries in (("locks", problem.locks), ("announced", problem.announced)):
        seen: set[str] = set()
        for entry in entries:
            if entry.session not in sessions or entry.session in seen:
                yield f"problem.{name}: unknown or repeated session {entry.session!r}"
            seen.add(entry.session)
            if not 0 <= entry.slot < problem.slots:
                yield f"problem.{name} {entry.session}: slot outside the calendar"
            if entry.lecturer not in lecturers or entry.room not in places:
                yield f"problem.{name} {entry.session}: unknown lecturer or room"
