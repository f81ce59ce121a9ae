"""Bài của tôi — what a learner hands in and until when, and what a marker has in a course."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.evaluation.assessment.models import Assignment, Extension, MarkerDuty, Score, Submission
from boiduong.course.evaluation.assessment.queries.marking import rules_for
from boiduong.course.evaluation.assessment.queries.outcomes import passes
from boiduong.course.evaluation.assessment.rules import (
    MarkingRules,
    latest_due,
    resit_until,
)


def extended_until(assignments: Collection[int], seats: Collection[int]) -> dict[tuple[int, int], datetime]:
    """Gia hạn — the latest due moment given to each (assignment, enrollment) that has one; one query."""
    given = Extension.objects.filter(assignment__in=assignments, enrollment__in=seats).order_by()
    rows = given.values_list("assignment", "enrollment").annotate(until=Max("due_at"))
    return {(assignment, seat): until for assignment, seat, until in rows}


def due_for(
    assignment: Assignment, last: Submission | None, rules: MarkingRules, extended: datetime | None = None
) -> datetime:
    """Hạn nộp của một người — that of the assignment, or the own later one.

    After a settled mark that fails it is that of the second report.
    """
    again = None
    if last is not None and last.state == "settled":
        settled = last.settlements.order_by("-id").first()
        again = resit_until(settled.at, rules) if settled else None
    return latest_due(assignment.due_at, again, extended)


@dataclass(frozen=True)
class OwnReport:
    """Bài của tôi — an assignment, what I handed in, and until when I may hand in (again)."""

    assignment: Assignment
    enrollment: Enrollment
    last: Submission | None
    due: datetime
    may_send: bool
    passed: bool
    # The due day was put off for this person alone.
    extended: bool = False


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
    rows = [*listed.order_by("-due_at", "id")]
    later = extended_until([one.pk for one in rows], [seat.pk for seat in seats.values()])
    made = []
    for one in rows:
        seat = seats[one.training_class_id]
        made.append(_own(one, seat, last.get(one.pk), at, later.get((one.pk, seat.pk))))
    return made


def _own(
    assignment: Assignment, enrollment: Enrollment, last: Submission | None, at: datetime, later: datetime | None
) -> OwnReport:
    if last is not None:
        last.assignment = assignment
    rules = rules_for(assignment.training_class)
    if rules is None:
        return OwnReport(assignment, enrollment, last, assignment.due_at, may_send=False, passed=False)
    due, passed = due_for(assignment, last, rules, later), last is not None and passes(last)
    if last is None:
        may = at <= due
    elif last.state == "settled":
        may = not passed and last.attempt <= rules.resits and at <= due
    else:
        may = at <= due and not last.on_paper and not last.markers.exists()
    extended = later is not None and due == later
    return OwnReport(assignment, enrollment, last, due, may_send=may, passed=passed, extended=extended)


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
