"""Các bản lịch — which one is in force, which is being drafted, and their entries."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.scheduling.models import Entry, EntryClass, EntryLecturer, TimetableVersion
from boiduong.course.delivery.scheduling.rules import ACTIVITIES


def current_version(course: Course) -> TimetableVersion | None:
    """Lịch đang có hiệu lực — the released version, or None."""
    return max((v for v in course.timetables.all() if v.state == "released"), key=_number, default=None)


def draft_version(course: Course) -> TimetableVersion | None:
    """Bản đang soạn — the draft, or None."""
    return max((v for v in course.timetables.all() if v.state == "draft"), key=_number, default=None)


def _number(version: TimetableVersion) -> int:
    return version.number


def adjustment_number(version: TimetableVersion) -> int:
    """Điều chỉnh lần mấy — 0 for the first release, then 1, 2 …"""
    before = [v for v in version.course.timetables.all() if v.number < version.number]
    return sum(v.state in ("released", "superseded") for v in before)


def entries_of(version: TimetableVersion) -> QuerySet[Entry]:
    """Các buổi của bản lịch — in order of time, with everything a page or paper shows."""
    classes = EntryClass.objects.select_related("training_class")
    lecturers = EntryLecturer.objects.select_related("lecturer__person").order_by("pk")
    found = version.entries.select_related("topic", "room__venue").defer("topic__assumed")
    return found.prefetch_related(Prefetch("classes", classes), Prefetch("lecturers", lecturers))


def entry_label(entry: Entry) -> str:
    """Nội dung buổi — title of the topic, or the name of the activity."""
    return label_of(entry.topic.title if entry.topic is not None else None, entry.activity)


def label_of(title: str | None, activity: str) -> str:
    """Nội dung buổi từ tên chuyên đề hoặc mã hoạt động."""
    return title if title is not None else gettext(ACTIVITIES.get(activity, activity))
