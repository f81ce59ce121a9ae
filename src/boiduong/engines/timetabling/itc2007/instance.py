"""Bài toán .ectt — reads an instance and scores a timetable by UD2, in plain Python and apart from the search.

UD2: missing seats 1 each, missing working days 5 each, isolated lectures of a curriculum 2 each, rooms of a course
beyond the first 1 each. A timetable gives each lecture of a course a (period, room).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from boiduong.refusals import Refusal, gettext_noop

SIZE_LIMIT = 5_000_000


class BadInstance(Refusal):
    """Tệp .ectt sai — a line that cannot be read."""

    text = gettext_noop("The file of the benchmark cannot be read at line %(line)s.")


class NoFreeCell(Refusal):
    """Hết chỗ — a lecture of a course finds no open period with a free room."""

    text = gettext_noop("The benchmark has no free period and room left for the course %(course)s.")


@dataclass(frozen=True, slots=True)
class Course:
    """Môn học — teacher, lectures, least working days, students."""

    name: str
    teacher: str
    lectures: int
    days: int
    students: int


@dataclass(frozen=True, slots=True)
class Instance:
    """Bài toán — courses, rooms with seats, curricula as places of courses, closed periods by course."""

    name: str
    days: int
    periods: int
    courses: tuple[Course, ...]
    rooms: tuple[tuple[str, int], ...]
    curricula: tuple[tuple[int, ...], ...]
    closed: frozenset[tuple[int, int]]


Placed = list[list[tuple[int, int]]]


def read_instance(text: str) -> Instance:
    """Đọc tệp — or `BadInstance` with the line at fault."""
    if len(text) > SIZE_LIMIT:
        raise BadInstance(line=0)
    head: dict[str, str] = {}
    sections: dict[str, list[list[str]]] = {}
    section = ""
    for line in text.splitlines():
        words = line.split()
        if len(words) == 1 and words[0].endswith(":"):
            section = words[0][:-1]
            sections[section] = []
        elif section and words and words[0] != "END.":
            sections[section].append(words)
        elif ":" in line:
            name, value = line.split(":", 1)
            head[name.strip()] = value.strip()
    place = 0
    try:
        courses = tuple(
            Course(w[0], w[1], int(w[2]), int(w[3]), int(w[4])) for place, w in enumerate(sections["COURSES"])
        )
        number = {course.name: place for place, course in enumerate(courses)}
        periods = int(head["Periods_per_day"])
        days = int(head["Days"])
        if not (0 < days <= 31 and 0 < periods <= 16 and all(0 <= item.lectures <= 500 for item in courses)):
            raise BadInstance(line=place)
        return Instance(
            name=head["Name"],
            days=days,
            periods=periods,
            courses=courses,
            rooms=tuple((w[0], int(w[1])) for w in sections["ROOMS"]),
            curricula=tuple(tuple(number[name] for name in w[2 : 2 + int(w[1])]) for w in sections["CURRICULA"]),
            closed=frozenset(
                (number[w[0]], int(w[1]) * periods + int(w[2])) for w in sections["UNAVAILABILITY_CONSTRAINTS"]
            ),
        )
    except (KeyError, ValueError, IndexError):
        raise BadInstance(line=place) from None


def broken(instance: Instance, placed: Placed) -> Iterator[str]:
    """Ràng buộc bị phá — lectures missing, conflicts, closed periods, rooms used twice."""
    used: Counter[tuple[int, int]] = Counter()
    busy: Counter[tuple[str, int]] = Counter()
    for place, course in enumerate(instance.courses):
        slots = placed[place]
        if len(slots) != course.lectures or len({period for period, _ in slots}) != course.lectures:
            yield f"{course.name}: {len(slots)} lectures"
        for period, room in slots:
            used[room, period] += 1
            busy[course.teacher, period] += 1
            if (place, period) in instance.closed:
                yield f"{course.name}: closed in {period}"
    for number, members in enumerate(instance.curricula):
        for place in members:
            for period, _ in placed[place]:
                busy[f"curriculum {number}", period] += 1
    yield from (f"room {room} in {period}" for (room, period), count in used.items() if count > 1)
    yield from (f"{name} in {period}" for (name, period), count in busy.items() if count > 1)


def ud2(instance: Instance, placed: Placed) -> int:
    """Điểm UD2 — the cost of a timetable."""
    cost = 0
    for place, course in enumerate(instance.courses):
        slots = placed[place]
        cost += sum(max(0, course.students - instance.rooms[room][1]) for _, room in slots)
        cost += 5 * max(0, course.days - len({period // instance.periods for period, _ in slots}))
        cost += max(0, len({room for _, room in slots}) - 1)
    for members in instance.curricula:
        taken = {period for place in members for period, _ in placed[place]}
        for period in taken:
            day = period // instance.periods
            beside = [other for other in (period - 1, period + 1) if other // instance.periods == day]
            cost += 2 * (not taken & set(beside))
    return cost
