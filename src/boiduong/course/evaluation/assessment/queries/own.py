"""Bài của tôi — what a learner hands in and until when, and what a marker has in a course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.evaluation.assessment.models import Assignment, MarkerDuty, Score, Submission
from boiduong.course.evaluation.assessment.queries.marking import rules_for
from boiduong.course.evaluation.assessment.queries.outcomes import passes
from boiduong.course.evaluation.assessment.rules import (
    MarkingRules,
    resit_until,
)


def due_for(assignment: Assignment, last: Submission | None, rules: MarkingRules) -> datetime:
    """Hạn nộp của một người — that of the assignment; after a settled mark that fails, that of the second report."""
    if last is None or last.state != "settled":
        return assignment.due_at
    settled = last.settlements.order_by("-id").first()
    return max(assignment.due_at, resit_until(settled.at, rules)) if settled else assignment.due_at


@dataclass(frozen=True)
class OwnReport:
    """Bài của tôi — an assignment, what I handed in, and until when I may hand in (again)."""

    assignment: Assignment
    enrollment: Enrollment
    last: Submission | None
    due: datetime
    may_send: bool
    passed: bool


def own_reports(person_id: int, at: datetime) -> list[OwnReport]:
    """Các bài của tôi — one line an assignment of my classes, the latest course first."""
    mine = Enrollment.objects.filter(person_id=person_id, state__in=SEATED).select_related("course")
    seats = {one.training_class_id: one for one in mine}
    listed = Assignment.objects.filter(training_class__in=seats).select_related(
        "item", "training_class__course", "training_class__rule_set"
    )
    last: dict[int, Submission] = {}
    for row in Submission.objects.filter(enrollment__in=seats.values()).select_related("file").order_by("attempt"):
        last[row.assignment_id] = row
    return [_own(one, seats[one.training_class_id], last.get(one.pk), at) for one in listed.order_by("-due_at", "id")]


def _own(assignment: Assignment, enrollment: Enrollment, last: Submission | None, at: datetime) -> OwnReport:
    if last is not None:
        last.assignment = assignment
    rules = rules_for(assignment.training_class)
    if rules is None:
        return OwnReport(assignment, enrollment, last, assignment.due_at, may_send=False, passed=False)
    due, passed = due_for(assignment, last, rules), last is not None and passes(last)
    if last is None:
        may = at <= due
    elif last.state == "settled":
        may = not passed and last.attempt <= rules.resits and at <= due
    else:
        may = at <= due and not last.on_paper and not last.markers.exists()
    return OwnReport(assignment, enrollment, last, due, may_send=may, passed=passed)


def own_assignments(course: Course, person_id: int | None) -> list[tuple[Assignment, int]]:
    """Đề tôi chấm trong khóa — with the number of reports that wait for my mark."""
    if person_id is None:
        return []
    scored = Score.objects.filter(submission=OuterRef("submission"), marker=person_id)
    rows = MarkerDuty.objects.filter(marker=person_id, submission__assignment__training_class__course=course)
    left = Count("pk", filter=Q(submission__state="submitted") & ~Q(Exists(scored)))
    counts = dict(rows.order_by().values_list("submission__assignment").annotate(left=left))
    found = Assignment.objects.filter(pk__in=counts).select_related("item", "training_class").order_by("id")
    return [(one, counts[one.pk]) for one in found]
