"""Tình hình các đề — how many reports came, are marked and settled, and who has handed in nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.queries import seated
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.evaluation.assessment.models import Assignment, Extension, MarkerDuty, Submission
from boiduong.course.evaluation.assessment.queries.outcomes import passes
from boiduong.web.prepared import prepared
from boiduong.web.reading import once


@dataclass(frozen=True)
class Board:
    """Tình hình một đề — how many reports came, wait for markers, are marked by all, and settled."""

    assignment: Assignment
    learners: int
    received: int
    without_markers: int
    settled: int
    extended_to: datetime | None  # the last due day that somebody was given

    @property
    def missing(self) -> int:
        """Chưa nộp."""
        return max(self.learners - self.received, 0)

    @property
    def waiting(self) -> int:
        """Chờ chấm hoặc thống nhất."""
        return self.received - self.settled


def boards(course: Course) -> list[Board]:
    """Tình hình các đề của khóa — by class and item; three queries a page. Of several attempts the last counts."""
    return once(f"assessment.boards:{course.pk}", lambda: _boards(course))


def _boards(course: Course) -> list[Board]:
    classes = {one.pk: one for one in course.classes.all()}
    given = Extension.objects.filter(assignment=OuterRef("pk")).order_by("-due_at")
    assignments = (
        Assignment.objects.filter(training_class__in=classes)
        .select_related("item")
        .annotate(extended_to=Subquery(given.values("due_at")[:1]))
    )
    listed = list(assignments.order_by("training_class__position", "item__position"))
    for one in listed:
        one.training_class = classes[one.training_class_id]
    learners = seated(course)
    return [
        Board(
            assignment=one,
            learners=learners.get(one.training_class_id, 0),
            received=counted.get("received", 0),
            without_markers=counted.get("bare", 0),
            settled=counted.get("settled", 0),
            extended_to=vars(one)["extended_to"],
        )
        for one, counted in _counted(course, listed)
    ]


def _counted(course: Course, listed: Sequence[Assignment]) -> list[tuple[Assignment, dict[str, int]]]:
    found = {
        assignment: {"received": received, "bare": bare, "settled": settled}
        for assignment, received, bare, settled in _counts(course.pk)
    }
    return [(one, found.get(one.pk, {})) for one in listed]


@prepared
def _counts(course: int) -> QuerySet[Submission, Any]:
    """Reports received by assignment, those without markers, those settled."""
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
    return rows.values_list("assignment_id", "received", "bare", "settled")


def extensions_of(assignment: Assignment) -> list[Extension]:
    """Đã gia hạn cho ai — with the reason, the newest first."""
    return list(assignment.extensions.select_related("enrollment__person").order_by("-id"))


def awaited(boards: Sequence[Board], at: datetime) -> bool:
    """Còn người được gia hạn — whether a later due day that somebody was given is still to come."""
    return any(board.extended_to is not None and board.extended_to >= at for board in boards)


def extendable(assignment: Assignment, received: Iterable[Submission]) -> QuerySet[Enrollment]:
    """Có thể được gia hạn — live learners who handed in nothing, or whose last of the reports did not pass."""
    last: dict[int, Submission] = {}
    for row in sorted(received, key=lambda one: one.attempt):
        row.assignment = assignment
        last[row.enrollment_id] = row
    out = [seat for seat, row in last.items() if row.state != "settled" or passes(row)]
    seats = Enrollment.objects.filter(training_class=assignment.training_class_id, state__in=SEATED)
    return seats.exclude(pk__in=out).select_related("person").order_by("position", "id")


def missing_learners(assignment: Assignment) -> QuerySet[Enrollment]:
    """Chưa nộp bài — live learners of the class without a report, in the order of the list."""
    seats = Enrollment.objects.filter(training_class=assignment.training_class_id, state__in=SEATED)
    have = Submission.objects.filter(assignment=assignment, enrollment=OuterRef("pk"))
    return seats.filter(~Exists(have)).select_related("person").order_by("position", "id")
