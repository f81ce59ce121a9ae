"""Tình hình các đề — how many reports came, are marked and settled, and who has handed in nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.evaluation.assessment.models import Assignment, MarkerDuty, Submission


@dataclass(frozen=True)
class Board:
    """Tình hình một đề — how many reports came, wait for markers, are marked by all, and settled."""

    assignment: Assignment
    learners: int
    received: int
    without_markers: int
    settled: int

    @property
    def missing(self) -> int:
        """Chưa nộp."""
        return max(self.learners - self.received, 0)

    @property
    def waiting(self) -> int:
        """Chờ chấm hoặc thống nhất."""
        return self.received - self.settled


def boards(course: Course) -> list[Board]:
    """Tình hình các đề của khóa — by class and item; three queries. Of several attempts the last counts."""
    classes = {one.pk: one for one in course.classes.all()}
    assignments = Assignment.objects.filter(training_class__in=classes).select_related("item")
    listed = list(assignments.order_by("training_class__position", "item__position"))
    for one in listed:
        one.training_class = classes[one.training_class_id]
    seats = Enrollment.objects.filter(course=course, state__in=SEATED).order_by()
    learners = dict(seats.values_list("training_class").annotate(n=Count("pk")))
    return [
        Board(
            assignment=one,
            learners=learners.get(one.training_class_id, 0),
            received=counted.get("received", 0),
            without_markers=counted.get("bare", 0),
            settled=counted.get("settled", 0),
        )
        for one, counted in _counted(course, listed)
    ]


def _counted(course: Course, listed: Sequence[Assignment]) -> list[tuple[Assignment, dict[str, int]]]:
    later = Submission.objects.filter(
        assignment=OuterRef("assignment"), enrollment=OuterRef("enrollment"), attempt__gt=OuterRef("attempt")
    )
    given = MarkerDuty.objects.filter(submission=OuterRef("pk"))
    rows = (
        Submission.objects.filter(~Exists(later), assignment__training_class__course=course)
        .annotate(given=Exists(given))
        .order_by()
        .values("assignment_id")
        .annotate(
            received=Count("pk"),
            bare=Count("pk", filter=Q(given=False, state="submitted")),
            settled=Count("pk", filter=Q(state="settled")),
        )
    )
    found = {row["assignment_id"]: {name: row[name] for name in ("received", "bare", "settled")} for row in rows}
    return [(one, found.get(one.pk, {})) for one in listed]


def missing_learners(assignment: Assignment) -> QuerySet[Enrollment]:
    """Chưa nộp bài — live learners of the class without a report, in the order of the list."""
    seats = Enrollment.objects.filter(training_class=assignment.training_class_id, state__in=SEATED)
    have = Submission.objects.filter(assignment=assignment, enrollment=OuterRef("pk"))
    return seats.filter(~Exists(have)).select_related("person").order_by("position", "id")
