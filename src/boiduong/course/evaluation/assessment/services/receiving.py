"""Giao đề, nhận bài — what a class writes about and until when, and each report that comes in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from boiduong.course.curriculum.programs.models import CompletionItem
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.evaluation.assessment.models import Assignment, Extension, Submission
from boiduong.course.evaluation.assessment.permissions import can_extend, can_receive, can_set
from boiduong.course.evaluation.assessment.queries import due_for, extended_until, scale_of
from boiduong.course.evaluation.assessment.rules import (
    MarkingRules,
    TooLate,
    item_passed,
    latest_due,
    marking_rules,
    refuse_attempt,
    refuse_extension,
)
from boiduong.course.evaluation.assessment.services.refusals import (
    DueBeforeClass,
    NotInClass,
    NotInProgram,
    RuleSetNotPinned,
)
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.files.models import StoredFile
from boiduong.refusals import ReasonNeeded


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
    """Giao đề — one completion item for the class, with its due moment; a second call moves the due moment.

    A day gone by is taken for a class entered after it was held, but not one before the class began.

    Raises NotAllowed, NotInProgram, DueBeforeClass.
    """
    require(can_set(by, training_class))
    first = training_class.starts_on
    if first is not None and due_at < at and timezone.localdate(due_at) < first:
        raise DueBeforeClass(label=training_class.label, day=date_short(first))
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

    A learner who sends again before the due moment, while nobody was given the report to mark, changes what was sent.
    A second report follows only a settled mark that does not pass.
    Raises NotAllowed, NotInClass, TooLate, StillBeingMarked, AlreadyPassed, NoAttemptLeft.
    """
    require(can_receive(by, assignment, None if on_paper else enrollment.person_id))
    if enrollment.training_class_id != assignment.training_class_id or enrollment.state not in SEATED:
        raise NotInClass(name=enrollment.person.full_name, label=assignment.training_class.label)
    rules = rules_of(assignment.training_class)
    with acting(by, "assessment.receive", at=at) as act:
        # Two windows of one learner wait for each other here.
        Assignment.objects.select_for_update().get(pk=assignment.pk)
        earlier = list(assignment.submissions.filter(enrollment=enrollment).order_by("attempt"))
        due = _due(assignment, enrollment, earlier, rules)
        if at > due and not on_paper:
            raise TooLate(due=_day_of(due))
        last = earlier[-1] if earlier else None
        replaced = last is not None and _open_to_change(last, on_paper=on_paper)
        if not replaced:
            _refuse_attempt(assignment, enrollment, earlier, rules)
        submission = last if last is not None and replaced else Submission(assignment=assignment, enrollment=enrollment)
        before = {"file": submission.file.sha256} if replaced and submission.file else None
        submission.attempt = submission.attempt if replaced else len(earlier) + 1
        submission.title, submission.form_text = title[:300], form_text[:100]
        submission.file, submission.on_paper = file, on_paper
        submission.received_at, submission.late = at, at > due
        submission.save()
        act.record(
            submission,
            before=before,
            after={
                "attempt": submission.attempt,
                "late": submission.late,
                "file": file.sha256 if file else "",
            },
        )
    return submission


def _day_of(due: datetime) -> str:
    """The day here of a due moment: that of a second report may be any hour, also before seven in the morning."""
    return date_short(timezone.localdate(due))


def _due(
    assignment: Assignment, enrollment: Enrollment, earlier: Sequence[Submission], rules: MarkingRules
) -> datetime:
    extended = extended_until([assignment.pk], [enrollment.pk]).get((assignment.pk, enrollment.pk))
    return due_for(assignment, earlier[-1] if earlier else None, rules, extended)


def extend(
    assignment: Assignment, enrollment: Enrollment, *, until: datetime, reason: str, by: User | None, at: datetime
) -> Extension:
    """Gia hạn nộp bài cho một người — before or after the due moment, as long as a report may still come.

    Raises NotAllowed, NotInClass, ReasonNeeded, ExtensionOver, NotLater,
    StillBeingMarked, AlreadyPassed, NoAttemptLeft.
    """
    require(can_extend(by, assignment))
    if enrollment.training_class_id != assignment.training_class_id or enrollment.state not in SEATED:
        raise NotInClass(name=enrollment.person.full_name, label=assignment.training_class.label)
    if not reason.strip():
        raise ReasonNeeded
    rules = rules_of(assignment.training_class)
    with acting(by, "assessment.extend", at=at) as act:
        # A report that comes in meanwhile waits here.
        Assignment.objects.select_for_update().get(pk=assignment.pk)
        earlier = list(assignment.submissions.filter(enrollment=enrollment).order_by("attempt"))
        _refuse_attempt(assignment, enrollment, earlier, rules)
        due = _due(assignment, enrollment, earlier, rules)
        refuse_extension(until, due=due, at=at, name=enrollment.person.full_name, said=_day_of(due))
        made = Extension.objects.create(
            assignment=assignment,
            enrollment=enrollment,
            due_at=until,
            reason=reason.strip()[:500],
            at=at,
            by_id=by.pk if by else None,
        )
        act.record(made, before={"due_at": due}, after={"due_at": until}, reason=made.reason)
    return made


def _open_to_change(last: Submission, *, on_paper: bool) -> bool:
    """Whether the report that is in may still be exchanged: uploaded, not marked, not given to anybody to mark."""
    untouched = last.state == "submitted" and not last.on_paper and not on_paper
    return untouched and not last.markers.exists()


def _refuse_attempt(
    assignment: Assignment, enrollment: Enrollment, earlier: Sequence[Submission], rules: MarkingRules
) -> None:
    last = earlier[-1] if earlier else None
    settled = last is not None and last.state == "settled"
    passed = last is not None and item_passed(scale_of(assignment.item), value=last.value, band=last.band)
    refuse_attempt(attempts=len(earlier), settled=settled, passed=passed, name=enrollment.person.full_name, rules=rules)


def receive_many(
    assignment: Assignment, listed: Sequence[tuple[Enrollment, str, str]], *, by: User | None, at: datetime
) -> list[Submission]:
    """Nhận bài giấy của cả lớp — (learner, title, form) as first attempts; who handed in already is passed over.

    Raises NotAllowed, NotInClass.
    """
    require(can_receive(by, assignment))
    for enrollment, _, _ in listed:
        if enrollment.training_class_id != assignment.training_class_id:
            raise NotInClass(name=enrollment.person.full_name, label=assignment.training_class.label)
    with acting(by, "assessment.receive_many", at=at) as act:
        Assignment.objects.select_for_update().get(pk=assignment.pk)
        have = set(assignment.submissions.values_list("enrollment_id", flat=True))
        later = extended_until([assignment.pk], [enrollment.pk for enrollment, _, _ in listed])
        made = [
            Submission(
                assignment=assignment,
                enrollment=enrollment,
                title=title[:300],
                form_text=form_text[:100],
                on_paper=True,
                received_at=at,
                late=at > latest_due(assignment.due_at, later.get((assignment.pk, enrollment.pk))),
            )
            for enrollment, title, form_text in listed
            if enrollment.pk not in have
        ]
        Submission.objects.bulk_create(made)
        act.record_many(Submission, [s.pk for s in made], after={"assignment": assignment.pk})
    return made
