"""Chấm bài — who marks what, the marks, the one mark that counts, and its amendment by two people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from boiduong.course.curriculum.programs.models import CompletionItem
from boiduong.course.evaluation.assessment.events import report_settled
from boiduong.course.evaluation.assessment.models import Assignment, MarkerDuty, Score, Settlement, Submission
from boiduong.course.evaluation.assessment.permissions import can_amend, can_assign_markers, can_score, can_second
from boiduong.course.evaluation.assessment.queries import scale_of
from boiduong.course.evaluation.assessment.rules import (
    SUBMISSION,
    MarksMissing,
    check_band,
    check_value,
    limit_on,
    settled_band,
    settled_value,
)
from boiduong.course.evaluation.assessment.services.receiving import rules_of
from boiduong.course.evaluation.assessment.services.refusals import (
    MarkersTooFew,
    NotYourPaper,
    SecondPersonNeeded,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting, write_back
from boiduong.foundation.people.models import Person
from boiduong.refusals import ReasonNeeded

NOT_A_NUMBER = Decimal("NaN")


@dataclass(frozen=True)
class Mark:
    """Một điểm — value on the points scale, or a band."""

    submission: Submission
    marker: Person
    value: Decimal | None = None
    band: str = ""
    comment: str = ""


def assign_markers(
    assignment: Assignment, markers: Sequence[Person], *, by: User | None, at: datetime
) -> list[MarkerDuty]:
    """Phân công chấm — as many markers a report as the program asks, in rotation over the list given.

    A report that has its markers keeps them. Raises NotAllowed, MarkersTooFew.
    """
    require(can_assign_markers(by, assignment))
    needed = assignment.item.markers
    markers = list({m.pk: m for m in markers}.values())
    if len(markers) < needed:
        raise MarkersTooFew(needed=needed)
    with acting(by, "assessment.assign_markers", at=at) as act:
        Assignment.objects.select_for_update().get(pk=assignment.pk)
        open_rows = assignment.submissions.filter(markers__isnull=True).order_by("enrollment__position", "id")
        made = [
            MarkerDuty(submission=row, marker=markers[(n + k) % len(markers)], position=k + 1)
            for n, row in enumerate(open_rows)
            for k in range(needed)
        ]
        MarkerDuty.objects.bulk_create(made)
        act.record_many(MarkerDuty, [m.pk for m in made], after={"assignment": assignment.pk})
    return made


def _checked(mark: Mark, item: CompletionItem) -> Mark:
    scale = scale_of(item)
    if scale.kind == "points":
        check_value(mark.value if mark.value is not None else NOT_A_NUMBER, scale)
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
    with acting(by, "assessment.score", at=at) as act:
        for state in _held_states(assignment, [mark.submission for mark in marks]).values():
            SUBMISSION.after(state, "score")
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


def _held_states(assignment: Assignment, submissions: Sequence[Submission]) -> dict[int, str]:
    """The states as they stand now, held in one order until the marks are written."""
    rows = Submission.objects.select_for_update().filter(pk__in={s.pk for s in submissions}, assignment=assignment)
    return dict(rows.order_by("pk").values_list("pk", "state"))


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
    agreed_band: str = "",
    reason: str = "",
) -> list[Settlement]:
    """Thống nhất điểm — the mean of the markers; or, for one report, the mark they agreed on with a reason.

    Raises MarksMissing, DifferenceTooLarge, ReasonNeeded, OutOfScale, NotOnStep, BandUnknown, Forbidden (state).
    """
    require(can_assign_markers(by, assignment))
    by_agreement = agreed is not None or agreed_band != ""
    if by_agreement and not reason.strip():
        raise ReasonNeeded
    item = assignment.item
    limit = limit_on(rules_of(assignment.training_class).max_difference, item.scale_max)
    with acting(by, "assessment.settle", at=at) as act:
        states = _held_states(assignment, submissions)
        scores = _last_scores(submissions)
        rows: list[Settlement] = []
        for submission in submissions:
            state = SUBMISSION.after(states.get(submission.pk, ""), "settle")
            own = scores.get(submission.pk, [])
            if by_agreement:
                how = _agree(submission, own, item, value=agreed, band=agreed_band)
            else:
                how = _mean(submission, own, item, limit=limit)
            submission.state = state
            rows.append(_settlement(submission, how=how, reason=reason, by=by, at=at))
        Settlement.objects.bulk_create(rows)
        write_back(submissions, ["state", "value", "band"])
        act.record_many(Submission, [s.pk for s in submissions], after={"state": "settled"}, reason=reason)
        report_settled.send(sender=None, submissions=submissions, by=by, at=at)
    return rows


def _mean(submission: Submission, own: Sequence[Score], item: CompletionItem, *, limit: Decimal) -> str:
    """Take the mean of the marks, or the one result all markers gave; returns how it was reached."""
    if item.scale == "points":
        values = [s.value for s in own if s.value is not None]
        submission.value = settled_value(values, needed=item.markers, limit=limit)
    else:
        submission.band = settled_band([s.band for s in own], needed=item.markers)
    return "mean" if item.markers > 1 else "single"


def _agree(
    submission: Submission, own: Sequence[Score], item: CompletionItem, *, value: Decimal | None, band: str
) -> str:
    """Take what the markers agreed on, once all of them have marked."""
    if len(own) < item.markers:
        raise MarksMissing(given=len(own), needed=item.markers)
    scale = scale_of(item)
    if item.scale == "points":
        submission.value = check_value(value if value is not None else NOT_A_NUMBER, scale)
    else:
        submission.band = check_band(band, scale)
    return "agreed"


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
    assignment = submission.assignment
    alone = second_person is None or (by is not None and second_person.pk == by.pk)
    if rules_of(assignment.training_class).amend_needs_second_person and (
        alone or not can_second(second_person, submission)
    ):
        raise SecondPersonNeeded
    scale = scale_of(assignment.item)
    with acting(by, "assessment.amend", at=at) as act:
        before = {"value": submission.value, "band": submission.band}
        state = Submission.objects.select_for_update().values_list("state", flat=True).get(pk=submission.pk)
        submission.state = SUBMISSION.after(state, "amend")
        if scale.kind == "points":
            submission.value = check_value(value if value is not None else NOT_A_NUMBER, scale)
        else:
            submission.band = check_band(band, scale)
        row = _settlement(submission, how="amended", reason=reason, by=by, at=at)
        row.save()
        submission.save(update_fields=["state", "value", "band"])
        second = second_person.pk if second_person else None
        after = {"value": submission.value, "band": submission.band, "second": second}
        act.record(submission, before=before, after=after, reason=reason)
    return row
