"""Mâu thuẫn gài sẵn — instances bent so that nothing is possible, of every kind, for the measure of explanations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from boiduong.engines.timetabling.generator.shape import Shape
from boiduong.engines.timetabling.model.problem import (
    CLOSING,
    FIELD_DAY,
    LESSON,
    OPENING,
    Fleet,
    Lecturer,
    Lock,
    Problem,
    Site,
    Topic,
)
from boiduong.engines.timetabling.model.sessions import session_key

Planted = Iterator[tuple[str, Problem]]


def planted_conflicts(problem: Problem, shape: Shape) -> Planted:
    """Các mâu thuẫn — name and problem; which kinds depends on what the instance has."""
    for maker in (_orders, _lecturers, _time, _rooms, _locks, _field_days):
        for name, bent in maker(problem):
            yield f"{shape.name} {name}", bent


def _with_topic(problem: Problem, topic: Topic) -> Problem:
    return replace(problem, topics=tuple(topic if item.id == topic.id else item for item in problem.topics))


def _lessons(problem: Problem) -> list[Topic]:
    return [topic for topic in problem.topics if topic.kind == LESSON and not topic.plenary]


def _orders(problem: Problem) -> Planted:
    a, b, c = _lessons(problem)[:3]
    circle = _with_topic(_with_topic(problem, replace(a, after=(b.id,))), replace(b, after=(a.id,)))
    yield "circle of two", circle
    three = _with_topic(_with_topic(problem, replace(a, after=(c.id,))), replace(b, after=(a.id,)))
    yield "circle of three", _with_topic(three, replace(c, after=(b.id,)))
    opening = next(topic for topic in problem.topics if topic.kind == OPENING)
    closing = next(topic for topic in problem.topics if topic.kind == CLOSING)
    yield "opening after a lesson", _with_topic(problem, replace(opening, after=(a.id,)))
    yield "lesson after the closing", _with_topic(problem, replace(a, after=(closing.id,)))


def _busy_but(problem: Problem, topic: Topic, slots: int) -> Problem:
    """Every lecturer of a topic busy, except in the first so many slots."""
    people = tuple(
        replace(item, busy=tuple(range(slots, problem.slots))) if topic.id in item.topics else item
        for item in problem.lecturers
    )
    return replace(problem, lecturers=people)


def _lecturers(problem: Problem) -> Planted:
    topic = _lessons(problem)[1]
    plenary = next((item for item in problem.topics if item.plenary and item.taught), topic)
    people = problem.lecturers
    yield (
        "nobody for a topic",
        replace(
            problem, lecturers=tuple(replace(p, topics=tuple(t for t in p.topics if t != topic.id)) for p in people)
        ),
    )
    yield "speakers always busy", _busy_but(problem, topic, 0)
    yield "speaker of the plenary busy", _busy_but(problem, plenary, 0)
    yield "speakers with too few half-days", _busy_but(problem, topic, 1)
    yield (
        "limits too low",
        replace(problem, lecturers=tuple(replace(p, most=0) if topic.id in p.topics else p for p in people)),
    )
    one = Lecturer(id="GV00", topics=(topic.id,), most=max(1, len(problem.classes) - 1), most_per_day=1)
    others = tuple(replace(p, topics=tuple(t for t in p.topics if t != topic.id)) for p in people)
    yield "one speaker for all classes", replace(problem, lecturers=(one, *others))


def _time(problem: Problem) -> Planted:
    calendar = problem.calendar
    half = tuple(range(calendar.days * 3 // 2))
    yield (
        "half the course closed",
        replace(problem, calendar=replace(calendar, closed=tuple({*calendar.closed, *half}))),
    )
    first = problem.classes[0]
    shut = replace(first, closed=half)
    yield "a class away half the time", replace(problem, classes=(shut, *problem.classes[1:]))
    yield "too late to begin", replace(problem, calendar=replace(calendar, not_before=problem.slots - 4), locks=())


def _rooms(problem: Problem) -> Planted:
    homes = {item.home_room for item in problem.classes}
    yield "no hall", replace(problem, rooms=tuple(room for room in problem.rooms if room.id in homes))
    largest = max(problem.classes, key=lambda item: item.size)
    small = tuple(replace(room, capacity=min(room.capacity, largest.size - 1)) for room in problem.rooms)
    together = tuple(replace(topic, plenary=False) if topic.plenary else topic for topic in problem.topics)
    alone = replace(problem, topics=together, locks=())
    yield "no room for the largest class", replace(alone, rooms=small)
    yield (
        "one room for all",
        replace(
            alone,
            rooms=problem.rooms[:1],
            classes=tuple(replace(item, home_room="") for item in problem.classes),
        ),
    )


def _locks(problem: Problem) -> Planted:
    a, b = _lessons(problem)[:2]
    first = problem.classes[0].id
    slot = next(slot for slot in range(3, problem.slots) if slot not in problem.calendar.closed and slot % 3 == 0)
    here = Lock(session=session_key(a.id, 0, first), slot=slot)
    yield "two locks in one cell", replace(problem, locks=(here, Lock(session=session_key(b.id, 0, first), slot=slot)))
    closing = next(topic for topic in problem.topics if topic.kind == CLOSING)
    yield (
        "closing locked too early",
        replace(problem, locks=(Lock(session=session_key(closing.id, 0, "*"), slot=slot),)),
    )
    lecturer = next(item for item in problem.lecturers if a.id in item.topics)
    busy = tuple(
        replace(item, busy=tuple({*item.busy, slot})) if item.id == lecturer.id else item for item in problem.lecturers
    )
    yield "lock on a busy lecturer", replace(problem, locks=(replace(here, lecturer=lecturer.id),), lecturers=busy)
    yield (
        "lock on a holiday",
        replace(problem, locks=(here,), calendar=replace(problem.calendar, closed=(*problem.calendar.closed, slot))),
    )


def _field_days(problem: Problem) -> Planted:
    fields = [topic for topic in problem.topics if topic.kind == FIELD_DAY]
    if not fields:
        return
    yield "a bus too few", replace(problem, fleet=Fleet(buses=1, seats=20))
    yield "sites too small", replace(problem, sites=tuple(Site(id=site.id, learners=10) for site in problem.sites))
    yield (
        "sites closed",
        replace(
            problem, sites=tuple(replace(site, busy_days=tuple(range(problem.calendar.days))) for site in problem.sites)
        ),
    )
