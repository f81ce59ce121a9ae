"""Đọc bài thu hoạch — results of a class, what a marker has to do, who has handed in nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from boiduong.course.curriculum.programs.models import CompletionItem
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.evaluation.assessment.models import Assignment, MarkerDuty, Score, Settlement, Submission
from boiduong.course.evaluation.assessment.rules import (
    MarkingRules,
    Scale,
    far_apart,
    item_passed,
    limit_on,
    marking_rules,
    resit_until,
)
from boiduong.foundation.people.models import Person


@dataclass(frozen=True)
class ItemResult:
    """Kết quả một nội dung — as it stands; `settled` is false while markers are at work or nothing came."""

    item_id: int
    title: str
    required: bool
    one_of: str
    value: Decimal | None
    band: str
    scale_max: Decimal | None
    passed: bool
    settled: bool
    handed_in: bool
    attempt: int


class Attempt(NamedTuple):
    """Một lần nộp — what a result is read from."""

    state: str
    value: Decimal | None
    band: str
    attempt: int


def scale_of(item: CompletionItem) -> Scale:
    """Thang của nội dung — as the program says it."""
    return Scale(
        kind=item.scale, highest=item.scale_max, step=item.step, pass_share=item.pass_share, bands=tuple(item.bands)
    )


def items_of(training_class: TrainingClass) -> list[CompletionItem]:
    """Các nội dung phải đánh giá của lớp — from the program version that the class follows."""
    return list(CompletionItem.objects.filter(version_id=training_class.version_id).order_by("position"))


def results(training_class: TrainingClass) -> dict[int, list[ItemResult]]:
    """Kết quả của lớp — enrollment id → one result an item, in the program's order; the last attempt counts.

    Three queries for a class of any size. Enrollments without any paper are absent: use `no_results`.
    """
    items = items_of(training_class)
    latest: dict[tuple[int, int], Attempt] = {}
    rows = Submission.objects.filter(assignment__training_class=training_class).order_by("attempt")
    for enrollment, item, *row in rows.values_list("enrollment_id", "assignment__item_id", *Attempt._fields):
        latest[enrollment, item] = Attempt(*row)
    enrolled = training_class.enrollments.values_list("id", flat=True)
    return {one: [_result(item, latest.get((one, item.pk))) for item in items] for one in enrolled}


def _result(item: CompletionItem, row: Attempt | None) -> ItemResult:
    settled = row is not None and row.state == "settled"
    value = row.value if row is not None and settled else None
    band = row.band if row is not None and settled else ""
    return ItemResult(
        item_id=item.pk,
        title=item.title,
        required=item.required,
        one_of=item.one_of,
        value=value,
        band=band,
        scale_max=item.scale_max,
        passed=settled and item_passed(scale_of(item), value=value, band=band),
        settled=settled,
        handed_in=row is not None,
        attempt=row.attempt if row is not None else 0,
    )


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


def attempts_of(training_class: TrainingClass) -> QuerySet[Submission]:
    """Mọi bài đã nhận của lớp."""
    return Submission.objects.filter(assignment__training_class=training_class)


def rules_for(training_class: TrainingClass) -> MarkingRules | None:
    """Mục chấm của bộ quy chế đã chốt — None while the class has not opened."""
    return marking_rules(training_class.rule_set.body["marking"]) if training_class.rule_set else None


def passes(submission: Submission) -> bool:
    """Đạt — the settled mark of a report passes its item."""
    item = submission.assignment.item
    if submission.state != "settled":
        return False
    return item_passed(scale_of(item), value=submission.value, band=submission.band)


def due_for(assignment: Assignment, last: Submission | None, rules: MarkingRules) -> datetime:
    """Hạn nộp của một người — that of the assignment; after a settled mark that fails, that of the second report."""
    if last is None or last.state != "settled":
        return assignment.due_at
    settled = last.settlements.order_by("-id").first()
    return max(assignment.due_at, resit_until(settled.at, rules)) if settled else assignment.due_at


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
    """Bảng chấm của một đề — every report in the order of the class list, or one; four queries for any number."""
    of_report = {} if report is None else {"submission": report}
    found = submissions_of(assignment) if report is None else submissions_of(assignment).filter(pk=report)
    rows = list(found.order_by("enrollment__position", "enrollment_id", "attempt"))
    duties: dict[int, list[MarkerDuty]] = {}
    wanted = MarkerDuty.objects.filter(submission__assignment=assignment, **of_report).select_related("marker")
    for duty in wanted.order_by("submission_id", "position"):
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
