"""Bài toán .ectt — reads an instance and scores a timetable by UD2, in plain Python and apart from the search.

UD2: missing seats 1 each, missing working days 5 each, isolated lectures of a curriculum 2 each, rooms of a course
beyond the first 1 each. A timetable gives each lecture of a course a (period, room).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from boiduong.refusals import Refusal, gettext_noop

SIZE_LIMIT = 5_000_000
MOST_DAYS, MOST_PERIODS, MOST_LECTURES = 31, 16, 500
MOST_ROWS, LARGEST = 10_000, 1_000_000


class BadInstance(Refusal):
    """Tệp .ectt sai — a line that cannot be read."""

    text = gettext_noop("The file of the benchmark cannot be read at line %(line)s.")


class TooLong(Refusal):
    """Tệp .ectt quá dài."""

    text = gettext_noop("The file of the benchmark is longer than %(most)s characters.")


class LacksSection(Refusal):
    """Tệp .ectt thiếu phần — courses, rooms, curricula or the frame of days is not there."""

    text = gettext_noop("The file of the benchmark lacks %(what)s.")


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
    """Đọc tệp — or `BadInstance` with the line at fault, or what is missing altogether."""
    if len(text) > SIZE_LIMIT:
        raise TooLong(most=SIZE_LIMIT)
    head, sections = _sections(text)
    name, days, periods = head.get("Name", ""), _whole(head, "Days"), _whole(head, "Periods_per_day")
    if not (0 < days <= MOST_DAYS and 0 < periods <= MOST_PERIODS):
        raise BadInstance(line=_line_of(text, "Days" if not 0 < days <= MOST_DAYS else "Periods_per_day"))
    courses = tuple(_each(sections, "COURSES", _course))
    number = {course.name: place for place, course in enumerate(courses)}
    rooms = tuple(_each(sections, "ROOMS", lambda words: (words[0], _from_zero(words[1]))))
    closed_at = days * periods

    def curriculum(words: list[str]) -> tuple[int, ...]:
        members = words[2 : 2 + int(words[1])]
        if len(members) != int(words[1]):
            raise ValueError
        return tuple(number[one] for one in members)

    def shut(words: list[str]) -> tuple[int, int]:
        period = _from_zero(words[1]) * periods + _from_zero(words[2])
        if period >= closed_at:
            raise ValueError
        return number[words[0]], period

    return Instance(
        name=name,
        days=days,
        periods=periods,
        courses=courses,
        rooms=rooms,
        curricula=tuple(_each(sections, "CURRICULA", curriculum)),
        closed=frozenset(_each(sections, "UNAVAILABILITY_CONSTRAINTS", shut, empty=True)),
    )


Section = list[tuple[int, list[str]]]
Row = TypeVar("Row")


def _sections(text: str) -> tuple[dict[str, str], dict[str, Section]]:
    """What stands before the sections, and the words of each line of a section with the number of the line."""
    head: dict[str, str] = {}
    sections: dict[str, Section] = {}
    section = ""
    for line, content in enumerate(text.splitlines(), 1):
        words = content.split()
        if len(words) == 1 and words[0].endswith(":"):
            section = words[0][:-1]
            sections[section] = []
        elif section and words and words[0] != "END.":
            sections[section].append((line, words))
        elif ":" in content:
            name, value = content.split(":", 1)
            head[name.strip()] = value.strip()
    return head, sections


def _each(
    sections: dict[str, Section], name: str, read: Callable[[list[str]], Row], *, empty: bool = False
) -> Iterator[Row]:
    """The rows of a section; raises BadInstance with the line that cannot be read."""
    rows = sections.get(name)
    if not rows and not (empty and rows is not None):
        raise LacksSection(what=name)
    if len(rows) > MOST_ROWS:
        raise BadInstance(line=rows[MOST_ROWS][0])
    for line, words in rows:
        try:
            yield read(words)
        except (KeyError, ValueError, IndexError):
            raise BadInstance(line=line) from None


def _course(words: list[str]) -> Course:
    lectures = _from_zero(words[2])
    if lectures > MOST_LECTURES:
        raise ValueError
    return Course(words[0], words[1], lectures, _from_zero(words[3]), _from_zero(words[4]))


def _from_zero(word: str) -> int:
    number = int(word)
    if not 0 <= number <= LARGEST:
        raise ValueError
    return number


def _whole(head: dict[str, str], name: str) -> int:
    """A number before the sections; 0, which is refused, where it is none."""
    if name not in head:
        raise LacksSection(what=name)
    return int(head[name]) if head[name].isascii() and head[name].isdecimal() and len(head[name]) < 6 else 0


def _line_of(text: str, name: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.partition(":")[0].strip() == name)


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
