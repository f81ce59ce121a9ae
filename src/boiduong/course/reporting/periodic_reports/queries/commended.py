"""Số được khen thưởng — people named in decisions of commendation that have their number, as of a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment.queries import ISSUED
from boiduong.course.recognition.awards.models import Commendation


def commended_rows(courses: Iterable[int], at: datetime) -> QuerySet[Commendation]:
    """Dòng khen thưởng — of decisions dated by then that still hold; a draft commends nobody."""
    return Commendation.objects.filter(
        enrollment__course__in=[*courses],
        enrollment__counts_as="learner",
        drafted_at__lte=at,
        document__state__in=ISSUED,
        document__issued_on__lte=timezone.localdate(at),
    )


def commended_in(course: Course, at: datetime) -> int:
    """Số học viên được khen — each once, by however many decisions."""
    return commended_rows([course.pk], at).order_by().values("enrollment").distinct().count()


def commended_by_class(course: Course, at: datetime) -> dict[int, int]:
    """Số được khen theo lớp — by class id."""
    rows = commended_rows([course.pk], at).order_by().values_list("enrollment__training_class")
    return dict(rows.annotate(n=Count("enrollment", distinct=True)))


def commendations_told(course: Course, at: datetime) -> tuple[tuple[str, str, int], ...]:
    """Từng quyết định khen thưởng — (title of the award, number of the decision, people), in the order written."""
    rows = commended_rows([course.pk], at).order_by("document_id", "title")
    return tuple(rows.values_list("title", "document__number_text").annotate(n=Count("pk")))
