"""Việc bài thu hoạch — set, receive, mark by two markers, settle, amend with reason and a second person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from boiduong.course.curriculum.programs.models import CompletionItem
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.evaluation.assessment.events import report_settled
from boiduong.course.evaluation.assessment.models import Assignment, MarkerDuty, Score, Settlement, Submission
from boiduong.course.evaluation.assessment.permissions import (
    can_amend,
    can_assign_markers,
    can_receive,
    can_score,
    can_set,
)
from boiduong.course.evaluation.assessment.queries import scale_of
from boiduong.course.evaluation.assessment.rules import (
    SUBMISSION,
    MarkingRules,
    check_band,
    check_value,
    marking_rules,
    settled_band,
    settled_value,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.people.models import Person
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop


class NotInProgram(Refusal):
    """Nội dung không thuộc chương trình của lớp."""

    text = gettext_noop("“%(title)s” is not part of the program of this class.")


class NoAttemptLeft(Refusal):
    """Hết lượt nộp."""

    text = gettext_noop("%(name)s has used all %(attempts)s attempts for this report.")


class TooLate(Refusal):
    """Quá hạn nộp."""

    text = gettext_noop("Reports were due on %(due)s. The class manager may still take it on paper.")


class NotYourPaper(Refusal):
    """Không được phân công chấm bài này."""

    text = gettext_noop("This report is marked by other people.")


class SecondPersonNeeded(Refusal):
    """Cần người thứ hai."""

    text = gettext_noop("A settled mark is amended by two people. Name the second one.")


class RuleSetNotPinned(Refusal):
    """Lớp chưa có bộ quy chế."""

    text = gettext_noop("%(label)s has no rule set yet: it is pinned when the class opens.")


@dataclass(frozen=True)
class Mark:
    """Một điểm — value on the points scale, or a band."""

    submission: Submission
    marker: Person
    value: Decimal | None = None
    band: str = ""
    comment: str = ""


def rules_of(training_class: TrainingClass) -> MarkingRules:
    """Mục chấm của bộ quy chế đã chốt cho lớp — raises RuleSetNotPinned."""
    if training_class.rule_set is None:
        raise RuleSetNotPinned(label=training_class.label)
    return marking_rules(training_class.rule_set.body["marking"])


def set_assignment(
    training_class: TrainingClass,
    item: CompletionItem,
    *,
    due_at: datetime,
    by: User | None,
    at: datetime,
    question: str = "",
) -> Assignment:
    """Giao đề — one completion item for the class, with its due moment; a second call moves the due moment."""
    require(can_set(by, training_class))
    if item.version_id != training_class.version_id:
        raise NotInProgram(title=item.title)
    with acting(by, "assessment.set_assignment", at=at) as act:
        assignment, made = Assignment.objects.update_or_create(
            training_class=training_class, item=item, defaults={"due_at": due_at, "question": question}
        )
        act.record(assignment, after={"due_at": due_at, "made": made})
    return assignment


def receive(
    assignment: Assignment,
    enrollment: Enrollment,
    *,
    by: User | None,
    at: datetime,
    file: StoredFile | None = None,
    title: str = "",
    form_text: str = "",
    on_paper: bool = False,
) -> Submission:
    """Nhận một bài — the learner's own upload before the due moment, or a paper that the class manager takes.

    Raises NotAllowed, TooLate, NoAttemptLeft.
    """
    require(can_receive(by, assignment, enrollment.person_id))
    if at > assignment.due_at and not on_paper:
        raise TooLate(due=f"{assignment.due_at:%d/%m/%Y}")
    with acting(by, "assessment.receive", at=at) as act:
        attempt = assignment.submissions.filter(enrollment=enrollment).count() + 1
        allowed = 1 + rules_of(assignment.training_class).resits
        if attempt > allowed:
            raise NoAttemptLeft(name=enrollment.person.full_name, attempts=allowed)
        submission = Submission.objects.create(
            assignment=assignment,
            enrollment=enrollment,
            attempt=attempt,
            title=title[:300],
            form_text=form_text[:100],
            file=file,
            on_paper=on_paper,
            received_at=at,
            late=at > assignment.due_at,
        )
        act.record(submission, after={"attempt": attempt, "late": submission.late})
    return submission


def receive_many(
    assignment: Assignment, listed: Sequence[tuple[Enrollment, str, str]], *, by: User | None, at: datetime
) -> list[Submission]:
    """Nhận bài giấy của cả lớp — (learner, title, form) as first attempts; who handed in already is passed over."""
    require(can_receive(by, assignment))
    with acting(by, "assessment.receive_many", at=at) as act:
        have = set(assignment.submissions.values_list("enrollment_id", flat=True))
        made = [
            Submission(
                assignment=assignment,
                enrollment=enrollment,
                title=title[:300],
                form_text=form_text[:100],
                on_paper=True,
                received_at=at,
                late=at > assignment.due_at,
            )
            for enrollment, title, form_text in listed
            if enrollment.pk not in have
        ]
        Submission.objects.bulk_create(made)
        act.record_many(Submission, [s.pk for s in made], after={"assignment": assignment.pk})
    return made


def assign_markers(
    assignment: Assignment, markers: Sequence[Person], *, by: User | None, at: datetime
) -> list[MarkerDuty]:
    """Phân công chấm — as many markers a report as the program asks, in rotation over the list given.

    A report that has its markers keeps them.
    """
    require(can_assign_markers(by, assignment))
    needed = assignment.item.markers
    if len({m.pk for m in markers}) < needed:
        raise MarkersTooFew(needed=needed)
    with acting(by, "assessment.assign_markers", at=at) as act:
        open_rows = assignment.submissions.filter(markers__isnull=True).order_by("enrollment__position", "id")
        made = [
            MarkerDuty(submission=row, marker=markers[(n + k) % len(markers)], position=k + 1)
            for n, row in enumerate(open_rows)
            for k in range(needed)
        ]
        MarkerDuty.objects.bulk_create(made)
        act.record_many(MarkerDuty, [m.pk for m in made], after={"assignment": assignment.pk})
    return made


class MarkersTooFew(Refusal):
    """Thiếu giám khảo."""

    text = gettext_noop("Each report has %(needed)s markers. Name at least as many people.")


def _checked(mark: Mark, item: CompletionItem) -> Mark:
    scale = scale_of(item)
    if scale.kind == "points":
        check_value(mark.value if mark.value is not None else Decimal("NaN"), scale)
    else:
        check_band(mark.band, scale)
    return mark


def score_many(assignment: Assignment, marks: Sequence[Mark], *, by: User | None, at: datetime) -> list[Score]:
    """Chấm — marks of one assignment; each marker only what was given to them. A second mark of a marker is a new row.

    Raises NotAllowed, NotYourPaper, OutOfScale, NotOnStep, BandUnknown, Forbidden (state).
    """
    duties = set(MarkerDuty.objects.filter(submission__assignment=assignment).values_list("submission_id", "marker_id"))
    for mark in marks:
        mark.submission.assignment = assignment
        require(can_score(by, mark.submission, mark.marker.pk))
        if (mark.submission.pk, mark.marker.pk) not in duties:
            raise NotYourPaper
        SUBMISSION.after(mark.submission.state, "score")
    with acting(by, "assessment.score", at=at) as act:
        rows = [
            Score(
                submission=mark.submission,
                marker=mark.marker,
                value=mark.value,
                band=mark.band,
                comment=mark.comment[:1000],
                at=at,
                by_id=by.pk if by else None,
            )
            for mark in (_checked(m, assignment.item) for m in marks)
        ]
        Score.objects.bulk_create(rows)
        act.record_many(Score, [r.pk for r in rows], after={"assignment": assignment.pk})
    return rows


def _last_scores(submissions: Sequence[Submission]) -> dict[int, list[Score]]:
    """The last score of each marker, by submission."""
    last: dict[tuple[int, int], Score] = {}
    for row in Score.objects.filter(submission__in=[s.pk for s in submissions]).order_by("id"):
        last[row.submission_id, row.marker_id] = row
    found: dict[int, list[Score]] = defaultdict(list)
    for row in last.values():
        found[row.submission_id].append(row)
    return found


def settle(
    assignment: Assignment,
    submissions: Sequence[Submission],
    *,
    by: User | None,
    at: datetime,
    agreed: Decimal | None = None,
    reason: str = "",
) -> list[Settlement]:
    """Thống nhất điểm — the mean of the markers; or, for one report, the mark they agreed on with a reason.

    Raises MarksMissing, DifferenceTooLarge, ReasonNeeded, Forbidden (state).
    """
    require(can_assign_markers(by, assignment))
    if agreed is not None and not reason.strip():
        raise ReasonNeeded
    rules, scale = rules_of(assignment.training_class), scale_of(assignment.item)
    scores = _last_scores(submissions)
    rows: list[Settlement] = []
    for submission in submissions:
        submission.state = SUBMISSION.after(submission.state, "settle")
        own = scores.get(submission.pk, [])
        if agreed is not None:
            submission.value, how = check_value(agreed, scale), "agreed"
        elif scale.kind == "points":
            values = [s.value for s in own if s.value is not None]
            submission.value = settled_value(values, needed=assignment.item.markers, limit=rules.max_difference)
            how = "mean" if len(values) > 1 else "single"
        else:
            submission.band, how = settled_band([s.band for s in own], needed=assignment.item.markers), "agreed"
        rows.append(_settlement(submission, how=how, reason=reason, by=by, at=at))
    with acting(by, "assessment.settle", at=at) as act:
        Settlement.objects.bulk_create(rows)
        Submission.objects.bulk_update(submissions, ["state", "value", "band"], batch_size=500)
        act.record_many(Submission, [s.pk for s in submissions], after={"state": "settled"}, reason=reason)
        report_settled.send(sender=None, submissions=submissions, by=by, at=at)
    return rows


def _settlement(submission: Submission, *, how: str, reason: str, by: User | None, at: datetime) -> Settlement:
    return Settlement(
        submission=submission,
        value=submission.value,
        band=submission.band,
        how=how,
        reason=reason[:500],
        at=at,
        by_id=by.pk if by else None,
    )


def amend(
    submission: Submission,
    *,
    value: Decimal | None,
    band: str = "",
    reason: str,
    second_person: User | None,
    by: User | None,
    at: datetime,
) -> Settlement:
    """Sửa điểm đã thống nhất — a new row; the old one stays. Needs a reason and, where the rules say so, two people.

    Raises ReasonNeeded, SecondPersonNeeded, Forbidden (state), OutOfScale, NotOnStep, BandUnknown.
    """
    require(can_amend(by, submission))
    if not reason.strip():
        raise ReasonNeeded
    alone = second_person is None or (by is not None and second_person.pk == by.pk)
    assignment = submission.assignment
    if rules_of(assignment.training_class).amend_needs_second_person and alone:
        raise SecondPersonNeeded
    scale = scale_of(assignment.item)
    with acting(by, "assessment.amend", at=at) as act:
        before = {"value": submission.value, "band": submission.band}
        submission.state = SUBMISSION.after(submission.state, "amend")
        if scale.kind == "points":
            submission.value = check_value(value if value is not None else Decimal("NaN"), scale)
        else:
            submission.band = check_band(band, scale)
        row = _settlement(submission, how="amended", reason=reason, by=by, at=at)
        row.save()
        submission.save(update_fields=["state", "value", "band"])
        act.record(
            submission,
            before=before,
            after={"value": submission.value, "second": second_person.pk if second_person else None},
            reason=reason,
        )
    return row
