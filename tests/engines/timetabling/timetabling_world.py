"""Một khóa nhỏ — two classes, two days, three topics and a timetable that breaks nothing, to bend in tests."""

from __future__ import annotations

from dataclasses import replace

from boiduong.engines.timetabling import (
    Calendar,
    Entry,
    Lecturer,
    Problem,
    Room,
    Timetable,
    Topic,
    TrainingClass,
    Travel,
    Venue,
    timetable_of,
)

PROBLEM = Problem(
    name="nhỏ",
    calendar=Calendar(first_on="2026-03-02", days=3),
    venues=(Venue(id="CS1"), Venue(id="CS2")),
    travel=(Travel(a="CS1", b="CS2", minutes=120),),
    rooms=(
        Room(id="HT", venue="CS1", capacity=100),
        Room(id="P1", venue="CS1", capacity=40),
        Room(id="P2", venue="CS2", capacity=40),
    ),
    classes=(
        TrainingClass(id="A", size=30, venue="CS1", home_room="P1"),
        TrainingClass(id="B", size=30, venue="CS2", home_room="P2"),
    ),
    topics=(
        Topic(id="T1", part=1),
        Topic(id="T2", part=1, half_days=2),
        Topic(id="CH", part=2, plenary=True),
    ),
    lecturers=(
        Lecturer(id="X", topics=("T1", "T2", "CH"), share=20),
        Lecturer(id="Y", topics=("T1", "T2"), share=20),
    ),
)
TIMETABLE = timetable_of(
    [
        Entry(session="T1/1/A", slot=0, lecturer="X", room="P1"),
        Entry(session="T1/1/B", slot=0, lecturer="Y", room="P2"),
        Entry(session="T2/1/A", slot=1, lecturer="X", room="P1"),
        Entry(session="T2/1/B", slot=1, lecturer="Y", room="P2"),
        Entry(session="T2/2/A", slot=3, lecturer="X", room="P1"),
        Entry(session="T2/2/B", slot=3, lecturer="Y", room="P2"),
        Entry(session="CH/1/*", slot=4, lecturer="X", room="HT"),
    ]
)


def topic(problem: Problem, name: str, **changes: object) -> Problem:
    """The problem with one topic changed."""
    topics = tuple(replace(item, **changes) if item.id == name else item for item in problem.topics)  # type: ignore[arg-type]
    return replace(problem, topics=topics)


def lecturer(problem: Problem, name: str, **changes: object) -> Problem:
    """The problem with one lecturer changed."""
    people = tuple(replace(item, **changes) if item.id == name else item for item in problem.lecturers)  # type: ignore[arg-type]
    return replace(problem, lecturers=people)


def moved(timetable: Timetable, key: str, **changes: object) -> Timetable:
    """The timetable with one entry changed."""
    return timetable_of(
        [replace(item, **changes) if item.session == key else item for item in timetable.entries]  # type: ignore[arg-type]
    )


ECTT = """Name: small
Courses: 3
Rooms: 2
Days: 2
Periods_per_day: 3
Curricula: 2
Min_Max_Daily_Lectures: 1 3
UnavailabilityConstraints: 1
RoomConstraints: 1

COURSES:
a t1 2 2 30 1
b t1 2 1 10 1
c t2 1 1 20 0

ROOMS:
R1 30 0
R2 10 0

CURRICULA:
q1 2 a b
q2 1 c

UNAVAILABILITY_CONSTRAINTS:
a 0 0

ROOM_CONSTRAINTS:
a R2

END.
"""
