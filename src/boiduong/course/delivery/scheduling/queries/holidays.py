"""Ngày nghỉ của trường — the days on which nobody is taught, by day and by school."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling.models import Entry, Holiday
from boiduong.course.delivery.scheduling.rules import Placed, days_between
from boiduong.foundation.organizations.models import Institution


def holidays_between(institution_id: int, first: date, last: date) -> dict[date, str]:
    """Ngày nghỉ từ ngày đến ngày — by day with its name; one question."""
    rows = Holiday.objects.filter(institution=institution_id, first__lte=last, last__gte=first)
    return {day: row.name for row in rows for day in days_between(max(first, row.first), min(last, row.last))}


def holidays_of(course: Course, classes: Iterable[TrainingClass], entries: Iterable[Placed] = ()) -> dict[date, str]:
    """Ngày nghỉ trong thời gian của khóa — from the first day of it or of a session to the last, by day."""
    ends = [course.starts_on, course.ends_on, *(day for one in classes for day in (one.starts_on, one.ends_on))]
    days = [day for day in ends if day is not None] + [e.day for e in entries if not e.foreign]
    return holidays_between(course.institution_id, min(days), max(days)) if days else {}


def holidays_of_year(institutions: Iterable[Institution], year: int) -> list[Holiday]:
    """Ngày nghỉ trong năm của các trường — in order of time."""
    rows = Holiday.objects.filter(
        institution__in=institutions, first__lte=date(year, 12, 31), last__gte=date(year, 1, 1)
    )
    return [*rows.select_related("institution__unit")]


def taught_on(holiday: Holiday) -> int:
    """Số buổi đã phát hành rơi vào ngày nghỉ — which are to be moved."""
    entries = Entry.objects.filter(version__state="released", version__course__institution=holiday.institution_id)
    return entries.filter(day__gte=holiday.first, day__lte=holiday.last).count()
