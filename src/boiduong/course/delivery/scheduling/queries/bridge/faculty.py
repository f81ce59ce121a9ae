"""Người dạy trong bài toán — lecturers as the engine knows them: one a person; a body or rank stands for several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from boiduong.course.curriculum.lecturers.models import Availability, Lecturer
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.scheduling.models import Entry
from boiduong.course.delivery.scheduling.queries.bridge.naming import Names
from boiduong.course.delivery.scheduling.rules import Cell, days_between


@dataclass
class Teacher:
    """Một người dạy của bài toán — the rows that are this person, or one of those whom a body sends.

    `home` is the id of the venue at which they usually teach.
    """

    name: str
    rows: list[int]
    visiting: bool
    busy: set[Cell] = field(default_factory=set)
    wishes: list[str] = field(default_factory=list)
    home: int | None = None

    @property
    def wish(self) -> str:
        """The half of the day that all wishes name."""
        halves = set(self.wishes)
        return halves.pop() if len(halves) == 1 and halves <= {"morning", "afternoon"} else ""


@dataclass
class Faculty:
    """Những người dạy — by engine name, and the names under which a row of the register is known."""

    teachers: dict[str, Teacher]
    names: dict[int, list[str]]
    persons: dict[int, int]

    def name_of(self, rows: Sequence[int], taken: Iterable[str] = ()) -> str:
        """Tên trong bài toán — of the first lecturer; of those a body sends, the first not `taken`."""
        for row in rows[:1]:
            offered = self.names.get(row, [])
            free = [name for name in offered if name not in set(taken)]
            return (free or offered or [""])[0]
        return ""

    def row_of(self, name: str, candidates: Sequence[int]) -> int | None:
        """Dòng trong danh sách — that of the topic's own lecturers where one of them is this person."""
        teacher = self.teachers.get(name)
        if teacher is None:
            return None
        return next((n for n in candidates if n in teacher.rows), teacher.rows[0])


def faculty_of(course: Course, rows: Iterable[int], *, sent: int, first: date, last: date) -> Faculty:
    """Lập danh sách người dạy — `sent` = how many a body or rank sends at most at a time.

    Busy are the half-days of other released courses and those that the lecturer has said.
    """
    wanted = set(rows)
    found = [*Lecturer.objects.filter(pk__in=wanted).select_related("person").order_by("pk")]
    names = Names()
    teachers: dict[str, Teacher] = {}
    known: dict[int, list[str]] = {}
    persons: dict[int, int] = {}
    by_person: dict[int, Teacher] = {}
    for row in found:
        visiting = row.standing != "internal"
        if row.sends_several:
            made = [Teacher(names.give(row.label), [row.pk], visiting) for _ in range(max(1, sent))]
        elif row.person_id is not None and row.person_id in by_person:
            made = [by_person[row.person_id]]
            made[0].rows.append(row.pk)
        else:
            made = [Teacher(names.give(row.label), [row.pk], visiting)]
            if row.person_id is not None:
                by_person[row.person_id] = made[0]
        if not row.sends_several:
            persons[row.pk] = -(row.person_id or 0) if row.person_id else row.pk
        for one in made:
            one.home = one.home or row.home_venue_id
        known[row.pk] = [one.name for one in made]
        teachers |= {one.name: one for one in made}
    faculty = Faculty(teachers, known, persons)
    _add_busy(faculty, course, found, first, last)
    _add_said(faculty, found, first, last)
    return faculty


def _add_busy(faculty: Faculty, course: Course, rows: Sequence[Lecturer], first: date, last: date) -> None:
    """Half-days in which other released courses have them; people only, a body sends somebody else."""
    mine = {row.pk: row.pk for row in rows if row.pk in faculty.persons}
    people = {row.person_id: row.pk for row in rows if row.person_id}
    met = Q(lecturers__lecturer_id__in=mine) | Q(lecturers__lecturer__person_id__in=people)
    taken = Entry.objects.filter(met, version__state="released", day__gte=first, day__lte=last)
    taken = taken.exclude(version__course=course).order_by()
    read = taken.values_list("day", "half", "lecturers__lecturer_id", "lecturers__lecturer__person_id")
    for day, half, number, person in read:
        row = mine.get(number) or people.get(person)
        if row is not None:
            faculty.teachers[faculty.names[row][0]].busy.add((day, half))


def _add_said(faculty: Faculty, rows: Sequence[Lecturer], first: date, last: date) -> None:
    """What lecturers have said of their half-days; somebody who sends others says it for all of them."""
    for row, cells in said_busy([row.pk for row in rows], first, last).items():
        for name in faculty.names[row]:
            faculty.teachers[name].busy |= cells
    for row, half in Availability.objects.filter(lecturer__in=rows, state="wish").values_list("lecturer_id", "half"):
        for name in faculty.names[row]:
            faculty.teachers[name].wishes.append(half)


def said_busy(lecturers: Sequence[int], first: date, last: date) -> dict[int, set[Cell]]:
    """Buổi đã báo bận — by lecturer, single days and every week, between two days."""
    found: dict[int, set[Cell]] = {}
    for one in Availability.objects.filter(lecturer__in=lecturers, state="busy"):
        found.setdefault(one.lecturer_id, set()).update(cells_said(one, first, last))
    return found


def cells_said(one: Availability, first: date, last: date) -> set[Cell]:
    """Các buổi của một lời báo — the half-days between two days that it speaks of."""
    if one.day is not None:
        return {(one.day, one.half)} if first <= one.day <= last else set()
    begin, end = max(first, one.starts_on or first), min(last, one.ends_on or last)
    return {(day, one.half) for day in days_between(begin, end) if day.weekday() == one.weekday}


def teachers_by_topic(pairs: Mapping[int, Sequence[int]], faculty: Faculty) -> dict[int, list[str]]:
    """Ai dạy được chuyên đề nào — engine names by topic, in order of preference."""
    return {
        topic: list(dict.fromkeys(name for row in rows for name in faculty.names.get(row, [])))
        for topic, rows in pairs.items()
    }
