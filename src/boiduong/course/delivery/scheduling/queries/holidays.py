"""Ngày nghỉ của trường — the days on which nobody is taught, by day and by school."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import BigIntegerField, CharField, Value

from boiduong.course.delivery.courses.models import Course, Sitting, TrainingClass
from boiduong.course.delivery.scheduling.models import Entry, Holiday
from boiduong.course.delivery.scheduling.rules import Placed, days_between
from boiduong.foundation.organizations.models import Institution


def holidays_between(institution_id: int, first: date, last: date) -> dict[date, str]:
    """Ngày nghỉ từ ngày đến ngày — by day with its name; one question."""
    rows = Holiday.objects.filter(institution=institution_id, first__lte=last, last__gte=first)
    return {day: row.name for row in rows for day in days_between(max(first, row.first), min(last, row.last))}


def holidays_of(course: Course, classes: Iterable[TrainingClass]) -> dict[date, str]:
    """Ngày nghỉ trong thời gian của khóa và các lớp — by day."""
    first, last = _span(course, classes, ())
    return holidays_between(course.institution_id, first, last) if first is not None and last is not None else {}


Spans = dict[int, list[tuple[date, date]]]


def days_of(
    course: Course, classes: Sequence[TrainingClass], entries: Iterable[Placed] = ()
) -> tuple[Spans, dict[date, str]]:
    """Các đợt của lớp và ngày nghỉ của trường — sittings by class, holidays by day; one question for both."""
    first, last = _span(course, classes, entries)
    sittings = Sitting.objects.filter(training_class__in=[one.pk for one in classes]).order_by()
    listed = sittings.values_list("training_class_id", "starts_on", "ends_on", Value("", CharField()))
    if first is not None and last is not None:
        closed = Holiday.objects.filter(institution=course.institution_id, first__lte=last, last__gte=first).order_by()
        listed = listed.union(closed.values_list(Value(0, BigIntegerField()), "first", "last", "name"), all=True)
    spans: Spans = {}
    named: dict[date, str] = {}
    for number, begins, ends, name in sorted(listed):
        if number:
            spans.setdefault(number, []).append((begins, ends))
        else:
            named |= dict.fromkeys(days_between(begins, ends), name)
    return spans, named


def _span(
    course: Course, classes: Iterable[TrainingClass], entries: Iterable[Placed]
) -> tuple[date | None, date | None]:
    """The first and last day of the course, its classes and its sessions."""
    ends = [course.starts_on, course.ends_on, *(day for one in classes for day in (one.starts_on, one.ends_on))]
    days = [day for day in ends if day is not None] + [e.day for e in entries if not e.foreign]
    return min(days, default=None), max(days, default=None)


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
