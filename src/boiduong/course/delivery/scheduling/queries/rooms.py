"""Lịch toàn trường — what is taught in a week, by room and by lecturer, over all courses one may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.delivery.scheduling.models import Entry
from boiduong.course.delivery.scheduling.queries.versions import entry_label
from boiduong.foundation.accounts.models import User


@dataclass(frozen=True)
class WeekRow:
    """Một dòng của lịch tuần — a session with its course, classes, room and lecturers."""

    entry: Entry
    label: str
    classes: str
    lecturers: str
    place: str


def week_of(user: User | None, monday: date) -> list[WeekRow]:
    """Các buổi trong tuần — released sessions of visible courses, in order of time."""
    entries = Entry.objects.filter(
        version__state="released",
        version__course__in=visible_courses(user).values("pk"),
        day__gte=monday,
        day__lt=monday + timedelta(days=7),
    )
    entries = entries.select_related("topic", "room__venue", "version__course").prefetch_related(
        "classes__training_class", "lecturers__lecturer__person"
    )
    return [
        WeekRow(
            entry=e,
            label=entry_label(e),
            classes=", ".join(c.training_class.label for c in e.classes.all()),
            lecturers="; ".join(x.lecturer.label for x in e.lecturers.all()),
            place=e.room.name if e.room else e.place_text,
        )
        for e in entries.order_by("starts_at", "id")
    ]
