"""Trồng lời giải — lays out a timetable first, so that the instance made around it surely has one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from boiduong.engines.timetabling.constraints.h2_lecturers import travel_fits
from boiduong.engines.timetabling.generator.shape import Shape
from boiduong.engines.timetabling.model.problem import (
    CLOSING,
    DISCUSSION,
    FIELD_DAY,
    HALVES,
    LESSON,
    OPENING,
    REPORT,
    Calendar,
    Entry,
    Lecturer,
    Problem,
    Room,
    Site,
    Topic,
    TrainingClass,
    Travel,
    Venue,
)
from boiduong.engines.timetabling.model.sessions import EVERYBODY, session_key

HALL = "HT"


def plant_topics(shape: Shape) -> list[Topic]:
    """Chuyên đề — opening, lessons over the parts, discussions, a field day with its report, closing."""
    topics = [Topic(id="KG", kind=OPENING, plenary=True, taught=False)]
    for number in range(shape.topics):
        topics.append(
            Topic(
                id=f"CD{number + 1:02}",
                part=1 + number * shape.parts // shape.topics,
                half_days=2 if number % 4 == 3 and number // 4 < shape.long_topics else 1,
                plenary=_is_plenary(shape, number),
                heavy=number % 5 == 1,
            )
        )
    lessons = [item for item in topics[1:] if not item.plenary]
    for number, lesson in enumerate(lessons[: shape.discussions]):
        topics.append(
            Topic(
                id=f"TL{number + 1:02}",
                part=lesson.part,
                kind=DISCUSSION,
                taught=False,
                follows=lesson.id,
                within=4,
                evening=shape.evening_discussions,
            )
        )
    for number in range(shape.field_days):
        field = Topic(
            id=f"TT{number + 1}", part=shape.parts, half_days=2, kind=FIELD_DAY, taught=False, sites=("DT1", "DT2")
        )
        topics += [field, Topic(id=f"BC{number + 1}", kind=REPORT, taught=False, follows=field.id, within=20)]
    topics.append(Topic(id="BG", kind=CLOSING, plenary=True, taught=False))
    return topics


def _is_plenary(shape: Shape, number: int) -> bool:
    """The first lesson of each part is held together, as far as plenaries are asked for."""
    part = number * shape.parts // shape.topics
    first = number == 0 or (number - 1) * shape.parts // shape.topics < part
    return first and part < shape.plenaries


def plant_places(shape: Shape, rng: Random) -> tuple[list[Venue], list[Room], list[TrainingClass], list[Travel]]:
    """Cơ sở, phòng, lớp — each class with a home room of its own, one hall for all at the first venue."""
    venues = [Venue(id=f"CS{number + 1}") for number in range(shape.venues)]
    rooms = [Room(id=HALL, venue="CS1", capacity=shape.classes * (shape.class_size + 10))]
    classes = []
    for number in range(shape.classes):
        venue = venues[number * shape.venues // shape.classes].id
        size = shape.class_size + rng.randint(-5, 5)
        rooms.append(Room(id=f"P{number + 1:02}", venue=venue, capacity=size + rng.randint(0, 15)))
        classes.append(TrainingClass(id=f"L{number + 1:02}", size=size, venue=venue, home_room=f"P{number + 1:02}"))
    travel = [Travel(a="CS1", b=venue.id, minutes=120) for venue in venues[1:]]
    return venues, rooms, classes, travel


def calendar_for(shape: Shape, half_days: int) -> Calendar:
    """Lịch ngày — enough open days for the half-days, in waves with gaps."""
    needed, days, closed, open_days = -(-half_days // 2), 0, [], 0
    while open_days < needed:
        wave, place = divmod(days, shape.wave_days + shape.wave_gap)
        if place < shape.wave_days:
            open_days += 1
        else:
            closed += [days * HALVES + half for half in range(HALVES)]
        days += 1
        assert wave < 100  # noqa: S101 - the loop ends
    return Calendar(first_on="2026-03-02", days=days, closed=tuple(closed))


def sequence_of(topics: list[Topic], number: int, start: int) -> list[tuple[Topic, int] | None]:
    """Trình tự của một lớp — half-days in order: parts in order, inside a part the lessons rotated by class."""
    order: list[tuple[Topic, int] | None] = [(topics[0], 0)]
    for part in sorted({item.part for item in topics if item.part}):
        inside = [item for item in topics if item.part == part and item.kind in (LESSON, FIELD_DAY)]
        together = [item for item in inside if item.plenary]
        rest = [item for item in inside if not item.plenary and item.kind == LESSON]
        turn = (number + start) % max(1, len(rest))
        units = [_unit(topics, item) for item in [*together, *rest[turn:], *rest[:turn]]]
        order += [piece for unit in units for piece in unit]
        fields = [item for item in inside if item.kind == FIELD_DAY]
        for field in fields:
            order += _field_days(order, field, number)
    order += [(item, 0) for item in topics if item.kind == REPORT]
    return [*order, (topics[-1], 0)]


def _unit(topics: list[Topic], lesson: Topic) -> list[tuple[Topic, int] | None]:
    """A lesson with the discussion that follows it at once."""
    pieces: list[tuple[Topic, int] | None] = [(lesson, index) for index in range(lesson.half_days)]
    return pieces + [(item, 0) for item in topics if item.kind == DISCUSSION and item.follows == lesson.id]


def _field_days(order: list[tuple[Topic, int] | None], field: Topic, number: int) -> list[tuple[Topic, int] | None]:
    """A whole day: from a morning on, an idle half-day before it where the order stands at noon."""
    idle: list[tuple[Topic, int] | None] = [None] if len(order) % 2 else []
    return [*idle, (field, 0), (field, 1)]


@dataclass(slots=True)
class Planted:
    """Lời giải trồng sẵn — who stands where, while lecturers are being found for the sessions."""

    entries: list[Entry]
    places: dict[str, str]
    slots: dict[str, int]
    topic: dict[str, Topic]


def plant_sessions(topics: list[Topic], classes: list[TrainingClass], slots: list[int], start: int) -> Planted:
    """Xếp các buổi — every class its sequence over the open half-days; closing together at the very end."""
    planted = Planted([], {}, {}, {})
    for number, item in enumerate(classes):
        sequence = sequence_of(topics, number, start)
        for place, piece in enumerate(sequence):
            if piece is None or (piece[0].kind == FIELD_DAY and piece[1]):
                continue
            topic, index = piece
            slot = slots[place] if topic.kind != CLOSING else slots[-1]
            key = session_key(topic.id, index, EVERYBODY if topic.plenary else item.id)
            if key not in planted.slots:
                planted.slots[key], planted.topic[key] = slot, topic
                planted.places[key] = HALL if topic.plenary else item.home_room
                if topic.kind == FIELD_DAY:
                    planted.places[key] = f"DT{number % 2 + 1}"
    return planted


def plant_lecturers(
    planted: Planted, venue_of: dict[str, str], problem: Problem, shape: Shape, rng: Random
) -> list[Lecturer]:
    """Giảng viên — as few as can give every planted session, then further skills and busy half-days."""
    people: list[Lecturer] = []
    duties: list[dict[int, str]] = []
    taught = sorted(
        (key for key, topic in planted.topic.items() if topic.taught), key=lambda key: (planted.slots[key], key)
    )
    given: dict[str, int] = {}
    for key in taught:
        slot, topic, venue = planted.slots[key], planted.topic[key].id, venue_of[planted.places[key]]
        free = [
            who
            for who, duty in enumerate(duties)
            if slot not in duty and _may_come(problem, duty, slot, venue) and len(people[who].topics) < 4
        ]
        able = [who for who in free if topic in people[who].topics]
        if not able and len(free) < 2:
            people.append(Lecturer(id=f"GV{len(people) + 1:02}", topics=(), visiting=rng.random() < shape.visiting))
            duties.append({})
            able = [len(people) - 1]
        who = min(able or free, key=lambda each: (len(duties[each]), each))
        if topic not in people[who].topics:
            people[who] = replace(people[who], topics=(*people[who].topics, topic))
        duties[who][slot], given[key] = venue, who
    planted.entries = [
        Entry(session=key, slot=slot, lecturer=people[given[key]].id if key in given else "", room=planted.places[key])
        for key, slot in planted.slots.items()
    ]
    return [_with_limits(person, duty, problem, shape, rng) for person, duty in zip(people, duties, strict=True)]


def _may_come(problem: Problem, duty: dict[int, str], slot: int, venue: str) -> bool:
    """Whether the lecturer's other half-days of that day leave time to travel."""
    same_day = [other for other in duty if other // HALVES == slot // HALVES]
    return all(travel_fits(problem, duty[other], venue, abs(other - slot)) for other in same_day)


def _with_limits(person: Lecturer, duty: dict[int, str], problem: Problem, shape: Shape, rng: Random) -> Lecturer:
    lessons = [item.id for item in problem.topics if item.taught and item.id not in person.topics]
    more = tuple(rng.sample(lessons, min(len(lessons), rng.randint(0, shape.skills))))
    days = {slot // HALVES for slot in duty}
    share = shape.busy * (2.0 if person.visiting else 1.0)
    busy = tuple(
        slot
        for slot in range(problem.slots)
        if slot not in duty and rng.random() < (share if slot // HALVES not in days else share / 2)
    )
    wish = rng.choice(["", "", "morning", "afternoon"])
    return replace(person, topics=(*person.topics, *more), busy=busy, most=len(duty) + 3, wish=wish)


def plant_sites(shape: Shape) -> list[Site]:
    """Điểm đến — two sites when there are field days."""
    learners = shape.classes * (shape.class_size + 10)
    return [Site(id=f"DT{number}", learners=learners) for number in (1, 2)] if shape.field_days else []
