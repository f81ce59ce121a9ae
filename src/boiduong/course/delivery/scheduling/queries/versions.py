"""Các bản lịch — which one is in force, which is being drafted, and their entries."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.scheduling.models import Entry, TimetableVersion
from boiduong.course.delivery.scheduling.rules import ACTIVITIES


def current_version(course: Course) -> TimetableVersion | None:
    """Lịch đang có hiệu lực — the released version, or None."""
    return course.timetables.filter(state="released").order_by("-number").first()


def draft_version(course: Course) -> TimetableVersion | None:
    """Bản đang soạn — the draft, or None."""
    return course.timetables.filter(state="draft").order_by("-number").first()


def adjustment_number(version: TimetableVersion) -> int:
    """Điều chỉnh lần mấy — 0 for the first release, then 1, 2 …"""
    return version.course.timetables.filter(number__lt=version.number, state__in=["released", "superseded"]).count()


def entries_of(version: TimetableVersion) -> QuerySet[Entry]:
    """Các buổi của bản lịch — in order of time, with everything a page or paper shows."""
    return version.entries.select_related("topic", "room__venue").prefetch_related(
        "classes__training_class", "lecturers__lecturer__person"
    )


def entry_label(entry: Entry) -> str:
    """Nội dung buổi — title of the topic, or the name of the activity."""
    if entry.topic is not None:
        return entry.topic.title
    return gettext(ACTIVITIES.get(entry.activity, entry.activity))
