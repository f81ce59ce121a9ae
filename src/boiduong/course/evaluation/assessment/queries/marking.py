"""Chấm bài — the reports of an assignment with their markers and scores, and what a marker has still to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.evaluation.assessment.models import Assignment, MarkerDuty, Score, Settlement, Submission
from boiduong.course.evaluation.assessment.queries.outcomes import passes
from boiduong.course.evaluation.assessment.rules import (
    MarkingRules,
    far_apart,
    limit_on,
    marking_rules,
)
from boiduong.foundation.people.models import Person


def submissions_of(assignment: Assignment) -> QuerySet[Submission]:
    """Bài của một đề — with learner, in the order of the class list."""
    return assignment.submissions.select_related("enrollment__person", "file").order_by("enrollment__position", "id")


def to_mark(person: Person) -> QuerySet[MarkerDuty]:
    """Bài chờ tôi chấm — duties of a marker without a score of theirs."""
    return (
        MarkerDuty.objects.filter(marker=person, submission__state="submitted")
        .exclude(submission__scores__marker=person)
        .select_related("submission__enrollment__person", "submission__assignment__item")
        .order_by("submission__assignment__due_at", "id")
    )


def rules_for(training_class: TrainingClass) -> MarkingRules | None:
    """Mục chấm của bộ quy chế đã chốt — None while the class has not opened."""
    return marking_rules(training_class.rule_set.body["marking"]) if training_class.rule_set else None


@dataclass(frozen=True)
class Marked:
    """Một bài và các điểm — markers in their order, each with the last score of theirs, and the mark that counts."""

    submission: Submission
    duties: tuple[MarkerDuty, ...]
    scores: tuple[Score | None, ...]
    settlement: Settlement | None
    far: bool

    @property
    def complete(self) -> bool:
        """Đủ điểm — every marker has marked."""
        return bool(self.scores) and all(score is not None for score in self.scores)

    @property
    def settled(self) -> bool:
        """Đã thống nhất."""
        return self.submission.state == "settled"

    @property
    def passed(self) -> bool:
        """Đạt."""
        return passes(self.submission)

    @property
    def pairs(self) -> list[tuple[MarkerDuty, Score | None]]:
        """Giám khảo và điểm của từng người."""
        return list(zip(self.duties, self.scores, strict=True))


def marked(assignment: Assignment, *, report: int | None = None) -> list[Marked]:
    """Bảng chấm của một đề — every report in the order of the class list, or one; five queries for any number."""
    of_report = {} if report is None else {"submission": report}
    found = assignment.submissions.select_related("enrollment__person").filter(
        **({} if report is None else {"pk": report})
    )
    rows = list(found.order_by("enrollment__position", "enrollment_id", "attempt"))
    duties: dict[int, list[MarkerDuty]] = {}
    wanted = MarkerDuty.objects.filter(submission__assignment=assignment, **of_report)
    given_out = list(wanted.order_by("submission_id", "position"))
    markers = Person.objects.in_bulk({duty.marker_id for duty in given_out})  # a few people mark all the reports
    for duty in given_out:
        duty.marker = markers[duty.marker_id]
        duties.setdefault(duty.submission_id, []).append(duty)
    scores = {
        (score.submission_id, score.marker_id): score
        for score in Score.objects.filter(submission__assignment=assignment, **of_report).order_by("id")
    }
    agreed = Settlement.objects.filter(submission__assignment=assignment, **of_report)
    settlements = {row.submission_id: row for row in agreed.order_by("id")}
    rules = rules_for(assignment.training_class)
    limit = None if rules is None else limit_on(rules.max_difference, assignment.item.scale_max)
    made = []
    for row in rows:
        row.assignment = assignment
        own = duties.get(row.pk, [])
        given = tuple(scores.get((row.pk, duty.marker_id)) for duty in own)
        made.append(Marked(row, tuple(own), given, settlements.get(row.pk), _far(given, limit)))
    return made


def _far(given: Sequence[Score | None], limit: Decimal | None) -> bool:
    """Whether the markers differ by more than the limit, or in the result they name."""
    values = [score.value for score in given if score is not None and score.value is not None]
    bands = {score.band for score in given if score is not None and score.value is None}
    return (limit is not None and far_apart(values, limit)) or len(bands) > 1
