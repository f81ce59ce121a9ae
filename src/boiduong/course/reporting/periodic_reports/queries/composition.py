"""Cơ cấu học viên — how many women, of which peoples, ages, posts and units; numbers only, never a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.rules import GONE
from boiduong.course.reporting.periodic_reports.rules import age_bands, age_on

MAJORITY = "Kinh"
POSTS_SHOWN = 12


@dataclass(frozen=True)
class Composition:
    """Cơ cấu — of the learners who keep their seat; `*_not_said` are those of whom it is not known."""

    learners: int
    female: int
    sex_not_said: int
    minority: int
    ethnicity_not_said: int
    ages: tuple[tuple[int | None, int | None, int], ...]
    posts: tuple[tuple[str, int], ...]
    other_posts: int
    units: int


def learners(course: Course) -> QuerySet[Enrollment]:
    """Học viên còn chỗ — neither declined nor withdrawn; learners only."""
    return Enrollment.objects.filter(course=course, counts_as="learner").exclude(state__in=GONE)


def composition(course: Course, *, on: date) -> Composition:
    """Cơ cấu học viên — ages in full years on a day; three queries.

    Peoples are counted in the database, so that no restricted fact of a person is read.
    """
    seated = learners(course)
    totals = seated.aggregate(
        learners=Count("pk"),
        female=Count("pk", filter=Q(person__sex="female")),
        sex_not_said=Count("pk", filter=Q(person__sex="")),
        said=Count("pk", filter=~Q(person__secret__ethnicity="") & Q(person__secret__isnull=False)),
        majority=Count("pk", filter=Q(person__secret__ethnicity__iexact=MAJORITY)),
        units=Count("sent_by", distinct=True),
    )
    rows = seated.order_by().values_list("person__birth_on", "person__birth_year")
    posts = Counter(seated.order_by().values_list("post_text", flat=True))
    unnamed = posts.pop("", 0)
    ranked = sorted(posts.items(), key=lambda row: (-row[1], row[0]))
    return Composition(
        learners=totals["learners"],
        female=totals["female"],
        sex_not_said=totals["sex_not_said"],
        minority=totals["said"] - totals["majority"],
        ethnicity_not_said=totals["learners"] - totals["said"],
        ages=tuple(age_bands(age_on(born, year, on) for born, year in rows)),
        posts=tuple(ranked[:POSTS_SHOWN]),
        other_posts=unnamed + sum(n for _, n in ranked[POSTS_SHOWN:]),
        units=totals["units"],
    )
