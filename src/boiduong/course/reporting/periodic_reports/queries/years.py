"""Khóa trong năm — the courses of a year with their derived numbers, turns and persons apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.db.models.functions import ExtractYear

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.reporting.periodic_reports.models import ReportIssue
from boiduong.course.reporting.periodic_reports.queries.commended import commended_rows
from boiduong.course.reporting.periodic_reports.queries.counting import certified_rows, present_rows, recognized_rows
from boiduong.foundation.accounts.models import User


@dataclass(frozen=True)
class CourseLine:
    """Một khóa trong năm — turns are enrollments with at least one attendance."""

    course: Course
    classes: int
    turns: int
    recognized: int
    certified: int
    commended: int
    reported: bool


@dataclass(frozen=True)
class YearTotals:
    """Cộng các khóa — turns add over courses, persons do not: somebody in two courses is one person."""

    courses: int
    classes: int
    turns: int
    persons: int
    recognized: int
    certified: int


def years(user: User) -> list[int]:
    """Các năm có khóa — newest first, of the courses that one may see."""
    seen = visible_courses(user).filter(starts_on__isnull=False).order_by()
    return sorted({*seen.annotate(year=ExtractYear("starts_on")).values_list("year", flat=True)}, reverse=True)


def course_lines(user: User, *, year: int | None, as_of_at: datetime) -> list[CourseLine]:
    """Các khóa bắt đầu trong năm — every one that one may see, as of a moment; None is every year."""
    seen = visible_courses(user)
    courses = list(seen.filter(starts_on__year=year) if year else seen)
    ids = [course.pk for course in courses]
    turns = dict(present_rows(ids, as_of_at).order_by().values_list("course").annotate(n=Count("pk")))
    recognized = dict(
        recognized_rows(ids, as_of_at)
        .order_by()
        .values_list("training_class__course")
        .annotate(n=Count("enrollment", distinct=True))
    )
    certified = dict(
        certified_rows(ids, as_of_at)
        .order_by()
        .values_list("spec__course")
        .annotate(n=Count("row__enrollment", distinct=True))
    )
    commended = dict(
        commended_rows(ids, as_of_at)
        .order_by()
        .values_list("enrollment__course")
        .annotate(n=Count("enrollment", distinct=True))
    )
    held = TrainingClass.objects.filter(course__in=ids).exclude(state="cancelled").order_by()
    classes = dict(held.values_list("course").annotate(n=Count("pk")))
    reported = set(ReportIssue.objects.filter(course__in=ids).values_list("course", flat=True))
    return [
        CourseLine(
            course=course,
            classes=classes.get(course.pk, 0),
            turns=turns.get(course.pk, 0),
            recognized=recognized.get(course.pk, 0),
            certified=certified.get(course.pk, 0),
            commended=commended.get(course.pk, 0),
            reported=course.pk in reported,
        )
        for course in courses
    ]


def totals_of(lines: Sequence[CourseLine], *, as_of_at: datetime) -> YearTotals:
    """Cộng các dòng — persons are counted once over all of them, in one query."""
    ids = [line.course.pk for line in lines]
    return YearTotals(
        courses=len(lines),
        classes=sum(line.classes for line in lines),
        turns=sum(line.turns for line in lines),
        persons=present_rows(ids, as_of_at).order_by().values("person").distinct().count(),
        recognized=sum(line.recognized for line in lines),
        certified=sum(line.certified for line in lines),
    )
