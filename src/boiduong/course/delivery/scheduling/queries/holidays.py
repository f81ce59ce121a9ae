"""Ngày nghỉ của trường — the days on which nobody is taught, by day and by school."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import BigIntegerField, Case, CharField, Value, When

from boiduong.course.delivery.courses.models import Course, Sitting, TrainingClass
from boiduong.course.delivery.scheduling.models import Entry, Holiday
from boiduong.course.delivery.scheduling.rules import Placed, PublicHoliday, days_between, public_days, public_holidays
from boiduong.foundation.organizations.models import Institution


def holidays_between(institution_id: int, first: date, last: date) -> dict[date, str]:
    """Ngày nghỉ từ ngày đến ngày — by day with its name, those of the law too; one question."""
    rows = Holiday.objects.filter(institution=institution_id, first__lte=last, last__gte=first)
    listed = rows.values_list("first", "last", "name", "taught")
    closed = Closed.of(listed, first, last)
    return {**closed.by_law, **closed.by_school}


@dataclass(frozen=True)
class Closed:
    """Ngày nghỉ — by day with its name: what the school wrote down, and days of the law on which it does not teach."""

    by_school: dict[date, str] = field(default_factory=dict)
    by_law: dict[date, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[date, date, str, bool]], first: date, last: date) -> Closed:
        """From what a school wrote down, between two days."""
        own: dict[date, str] = {}
        taught: set[date] = set()
        for begins, ends, name, teaches in rows:
            days = [*days_between(max(first, begins), min(last, ends))]
            if teaches:
                taught.update(days)
            else:
                own |= dict.fromkeys(days, name)
        return cls(own, public_days(first, last, {*taught, *own}))


def holidays_of(course: Course, classes: Iterable[TrainingClass]) -> dict[date, str]:
    """Ngày nghỉ trong thời gian của khóa và các lớp — by day."""
    first, last = _span(course, classes, ())
    return holidays_between(course.institution_id, first, last) if first is not None and last is not None else {}


SHUT, TAUGHT = 0, -1
Spans = dict[int, list[tuple[date, date]]]


def days_of(course: Course, classes: Sequence[TrainingClass], entries: Iterable[Placed] = ()) -> tuple[Spans, Closed]:
    """Các đợt của lớp và ngày nghỉ — sittings by class, holidays by day; one question for both."""
    first, last = _span(course, classes, entries)
    sittings = Sitting.objects.filter(training_class__in=[one.pk for one in classes]).order_by()
    listed = sittings.values_list("training_class_id", "starts_on", "ends_on", Value("", CharField()))
    if first is not None and last is not None:
        closed = Holiday.objects.filter(institution=course.institution_id, first__lte=last, last__gte=first).order_by()
        kind = Case(When(taught=True, then=Value(TAUGHT)), default=Value(SHUT), output_field=BigIntegerField())
        listed = listed.union(closed.values_list(kind, "first", "last", "name"), all=True)
    spans: Spans = {}
    own: list[tuple[date, date, str, bool]] = []
    for number, begins, ends, name in sorted(listed):
        if number > 0:
            spans.setdefault(number, []).append((begins, ends))
        else:
            own.append((begins, ends, name, number == TAUGHT))
    return spans, Closed.of(own, first, last) if first is not None and last is not None else Closed()


def _span(
    course: Course, classes: Iterable[TrainingClass], entries: Iterable[Placed]
) -> tuple[date | None, date | None]:
    """The first and last day of the course, its classes and its sessions."""
    ends = [course.starts_on, course.ends_on, *(day for one in classes for day in (one.starts_on, one.ends_on))]
    days = [day for day in ends if day is not None] + [e.day for e in entries if not e.foreign]
    return min(days, default=None), max(days, default=None)


def holidays_of_year(institutions: Iterable[Institution], year: int) -> list[Holiday]:
    """Ngày nghỉ trong năm của các trường — in order of time: their own, and those of the law as rows not written."""
    schools = [*institutions]
    written = holidays_written(schools, year)
    said = {(one.institution_id, day) for one in written for day in days_between(one.first, one.last)}
    lawful = [
        Holiday(institution=school, name=one.name, first=one.first, last=one.last)
        for school in schools
        for one in public_holidays(year)
        if any((school.pk, day) not in said for day in days_between(one.first, one.last))
    ]
    return sorted([*(one for one in written if not one.taught), *lawful], key=lambda one: (one.first, one.last))


def holidays_written(institutions: Iterable[Institution], year: int) -> list[Holiday]:
    """Ngày nghỉ mà trường đã ghi trong năm — and the public holidays on which it teaches."""
    rows = Holiday.objects.filter(
        institution__in=institutions, first__lte=date(year, 12, 31), last__gte=date(year, 1, 1)
    )
    return [*rows.select_related("institution__unit")]


@dataclass(frozen=True)
class Lawful:
    """Một ngày lễ của một trường — and what the school wrote of just these days, if anything."""

    institution: Institution
    day: PublicHoliday
    written: Holiday | None = None


def lawful_in(institutions: Iterable[Institution], written: Iterable[Holiday], year: int) -> list[Lawful]:
    """Ngày lễ theo luật của năm — for each school, with what it says of them."""
    said = {(one.institution_id, one.first, one.last): one for one in written}
    schools = [*institutions]
    return [
        Lawful(school, day, said.get((school.pk, day.first, day.last)))
        for day in public_holidays(year)
        for school in schools
    ]


def taught_on(holiday: Holiday) -> int:
    """Số buổi đã phát hành rơi vào ngày nghỉ — which are to be moved."""
    entries = Entry.objects.filter(version__state="released", version__course__institution=holiday.institution_id)
    return entries.filter(day__gte=holiday.first, day__lte=holiday.last).count()
