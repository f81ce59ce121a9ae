"""Việc của một người dạy — own sessions ahead, own requests, and released sessions on half-days said to be busy."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from boiduong.course.curriculum.lecturers.models import Availability, Lecturer
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling.models import Entry, LecturerRequest
from boiduong.course.delivery.scheduling.queries.bridge.faculty import cells_said, said_busy
from boiduong.foundation.notifications.models import OutboxMessage
from boiduong.foundation.notifications.queries import messages_to

AHEAD = timedelta(days=366)


def rows_of(lecturer: Lecturer) -> Q:
    """Các dòng là người này — the lecturer, and others of the same person."""
    same = Q(lecturers__lecturer=lecturer)
    return same | Q(lecturers__lecturer__person=lecturer.person_id) if lecturer.person_id else same


def sessions_ahead(lecturer: Lecturer, *, at: datetime) -> QuerySet[Entry]:
    """Buổi sắp dạy — on released timetables, in order of time."""
    rows = Entry.objects.filter(rows_of(lecturer), version__state="released", ends_at__gte=at)
    rows = rows.select_related("topic", "room__venue", "version__course").prefetch_related("classes__training_class")
    return rows.order_by("starts_at").distinct()


def requests_to(lecturer: Lecturer) -> QuerySet[LecturerRequest]:
    """Lời mời của một người — those that wait for an answer first."""
    rows = LecturerRequest.objects.filter(lecturer=lecturer).exclude(state="draft").select_related("course")
    return rows.order_by("answered_at", "-id")


def topics_asked(lecturer: Lecturer, course_ids: Collection[int]) -> dict[int, list[str]]:
    """Chuyên đề được mời dạy — course to the topics of its programs that this person may teach; two queries."""
    classes = TrainingClass.objects.filter(course__in=course_ids).order_by("position")
    versions = dict.fromkeys(classes.values_list("course_id", "version_id"))
    rows = lecturer.topics.filter(topic__version__in={version for _, version in versions}).order_by("topic_id")
    titles = list(rows.values_list("topic__version_id", "topic__title"))
    found: dict[int, list[str]] = {}
    for course, version in versions:
        found.setdefault(course, []).extend(title for of, title in titles if of == version)
    return {course: list(dict.fromkeys(listed)) for course, listed in found.items()}


def told(lecturer: Lecturer) -> QuerySet[OutboxMessage]:
    """Thông báo cho người dạy — as a lecturer and as a person."""
    to = [("lecturer", lecturer.pk)]
    if lecturer.person_id is not None:
        to.append(("person", lecturer.person_id))
    return messages_to(*to)


@dataclass(frozen=True)
class Conflict:
    """Buổi đã phát hành mà người dạy báo bận — the session and whose it is."""

    entry: Entry
    lecturer: Lecturer


def busy_on_released(
    *,
    at: datetime,
    course: Course | None = None,
    courses: QuerySet[Course] | None = None,
    lecturer: Lecturer | None = None,
) -> list[Conflict]:
    """Trùng buổi báo bận — released sessions ahead whose lecturer has said to be busy; three questions."""
    today = timezone.localdate(at)
    said = Availability.objects.filter(Q(day__gte=today) | Q(ends_on__gte=today), state="busy")
    if lecturer is not None:
        said = said.filter(lecturer=lecturer)
    numbers = [*said.order_by().values_list("lecturer_id", flat=True).distinct()]
    if not numbers:
        return []
    entries = Entry.objects.filter(version__state="released", starts_at__gt=at, lecturers__lecturer__in=numbers)
    busy = said_busy(numbers, today, today + AHEAD)
    listed = entries.select_related("topic", "version__course").prefetch_related("lecturers__lecturer__person")
    return [
        Conflict(entry, x.lecturer)
        for entry in listed.order_by("starts_at").distinct()
        for x in entry.lecturers.all()
        if (entry.day, entry.half) in busy.get(x.lecturer_id, set())
    ]


@dataclass(frozen=True)
class HalfDay:
    """Một ô của trang báo bận."""

    half: str
    busy: bool
    weekly: bool
    teaching: tuple[str, ...]


def half_days_of(
    lecturer: Lecturer, *, first: date, days: int, halves: Sequence[str], at: datetime
) -> list[tuple[date, list[HalfDay]]]:
    """Các ngày của trang báo bận — what is said of each half-day, and what the lecturer teaches on it."""
    last = first + timedelta(days=days - 1)
    rows = [*Availability.objects.filter(lecturer=lecturer, state="busy")]
    single = {(r.day, r.half) for r in rows if r.day is not None}
    weekly = {cell for r in rows if r.day is None for cell in cells_said(r, first, last)}
    teaching: dict[tuple[date, str], list[str]] = {}
    for entry in sessions_ahead(lecturer, at=at).filter(day__gte=first, day__lte=last):
        words = ", ".join(c.training_class.label for c in entry.classes.all())
        teaching.setdefault((entry.day, entry.half), []).append(words)
    return [
        (
            day,
            [HalfDay(h, (day, h) in single, (day, h) in weekly, tuple(teaching.get((day, h), ()))) for h in halves],
        )
        for day in (first + timedelta(days=n) for n in range(days))
    ]


def lecturers_wanted(course: Course) -> list[tuple[Lecturer, list[str]]]:
    """Những người có thể dạy trong khóa — with the topics of the programs of its classes that they may teach."""
    versions = {c.version_id for c in course.classes.all()}
    rows = Lecturer.objects.filter(topics__topic__version__in=versions).select_related("person").distinct()
    found = []
    for one in rows.prefetch_related("topics__topic", "links").order_by("pk"):
        titles = [x.topic.title for x in one.topics.all() if x.topic.version_id in versions]
        found.append((one, titles))
    return found
