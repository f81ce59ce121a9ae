"""Đọc phiếu đánh giá — the form in force, the open poll of a learner, the counted result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.evaluation.feedback.models import Ballot, Form, HeldBallot, Poll, Turnout
from boiduong.course.evaluation.feedback.rules import (
    FeedbackRules,
    PollResult,
    count_ballots,
    feedback_rules,
    read_form,
)
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.organizations.queries import rule_set_on
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET


def form_on(institution: Institution, day: date) -> Form | None:
    """Mẫu phiếu ngày ấy — the last one that had begun."""
    return Form.objects.filter(institution=institution, starts_on__lte=day).order_by("-starts_on").first()


def rules_for(poll: Poll) -> FeedbackRules:
    """Mục phiếu của bộ quy chế — the one pinned to the class, else the one in force when the poll opened."""
    pinned = poll.training_class.rule_set
    if pinned is not None:
        return feedback_rules(pinned.body["feedback"])
    return rules_on(poll.training_class.course.institution, timezone.localdate(poll.opens_at))


def rules_on(institution: Institution, day: date) -> FeedbackRules:
    """Mục phiếu của bộ quy chế ngày ấy — the example's where the institution has none yet."""
    found = rule_set_on(institution, day)
    return feedback_rules((found.body if found is not None else DEFAULT_RULE_SET)["feedback"])


def has_voted(poll: Poll, enrollment: Enrollment) -> bool:
    """Đã trả phiếu."""
    return Turnout.objects.filter(poll=poll, enrollment=enrollment).exists()


def open_polls_of(person_id: int, at: datetime) -> list[Poll]:
    """Phiếu đang chờ một học viên — open now, of a class of theirs, and not handed in."""
    return list(
        Poll.objects.filter(
            state="open",
            opens_at__lte=at,
            closes_at__gte=at,
            training_class__enrollments__person_id=person_id,
            training_class__enrollments__state__in=SEATED,
        )
        .exclude(turnout__enrollment__person_id=person_id)
        .select_related("training_class__course")
        .distinct()
        .order_by("closes_at", "id")
    )


def polls_of(course: Course) -> list[Poll]:
    """Các đợt lấy phiếu của khóa — in the order of the classes."""
    rows = Poll.objects.filter(training_class__course=course)
    related = rows.select_related("form", "training_class__course__institution", "training_class__rule_set")
    return list(related.order_by("training_class__position", "id"))


Said = tuple[dict[str, int], bool]


@dataclass(frozen=True)
class Asked:
    """Một đợt lấy phiếu, các phiếu đã về và kết quả."""

    poll: Poll
    result: PollResult
    ballots: Sequence[Said] = field(default=(), repr=False)

    @property
    def shown(self) -> bool:
        """Có kết quả — closed, and enough forms came to keep each one unrecognizable."""
        return self.poll.state == "closed" and not self.result.suppressed


def poll_result(poll: Poll) -> PollResult:
    """Kết quả — counted from the ballots of a closed poll, kept back for small groups and while the poll is open."""
    return _results([poll])[0].result


def results_of(course: Course) -> list[Asked]:
    """Kết quả của khóa — every poll with its count; as many queries for one class as for twenty."""
    return _results(polls_of(course))


def _results(polls: Sequence[Poll]) -> list[Asked]:
    classes = {poll.training_class_id for poll in polls}
    seats = Enrollment.objects.filter(training_class__in=classes, state__in=SEATED)
    counted = seats.order_by().values_list("training_class_id").annotate(Count("id"))
    expected: dict[int, int] = dict(counted)
    ballots: dict[int, list[Said]] = {}
    for table in (Ballot, HeldBallot):
        for poll_id, answers, valid in table.objects.filter(poll__in=polls).values_list("poll_id", "answers", "valid"):
            ballots.setdefault(poll_id, []).append((answers, valid))
    return [_asked(poll, ballots.get(poll.pk, []), expected.get(poll.training_class_id, 0)) for poll in polls]


def _asked(poll: Poll, ballots: Sequence[Said], expected: int) -> Asked:
    return Asked(poll, _count(poll, ballots, expected), ballots)


def _count(poll: Poll, ballots: Sequence[Said], expected: int) -> PollResult:
    if poll.state == "open":
        # Nothing but the number of forms: two looks at means tell what came between them.
        return PollResult(expected, len(ballots), 0, suppressed=True)
    return count_ballots(read_form(poll.form.body), ballots, expected=expected, rules=rules_for(poll))


def total_of(asked: Sequence[Asked]) -> PollResult | None:
    """Kết quả chung của khóa — over the classes that are shown and used the same form; None where none is.

    A class kept back is left out of the total too: the total less the classes shown would give it away.
    """
    shown = [one for one in asked if one.shown]
    forms = {one.poll.form_id for one in shown}
    if len(forms) != 1:
        return None
    # A closed poll holds nothing back any more: these are all its forms.
    ballots = [said for one in shown for said in one.ballots]
    expected = sum(one.result.expected for one in shown)
    first = shown[0].poll
    return count_ballots(read_form(first.form.body), ballots, expected=expected, rules=rules_for(first))


def remarks_of(course: Course) -> list[str]:
    """Ý kiến khác — free words of closed polls that are shown, in an order that says nothing."""
    return _remarks([one.poll for one in results_of(course) if one.shown])


def remarks_in(poll: Poll) -> list[str]:
    """Ý kiến khác của một lớp — the caller has seen that its result is shown."""
    return _remarks([poll])


def _remarks(polls: Sequence[Poll]) -> list[str]:
    rows = Ballot.objects.filter(poll__in=polls).exclude(remark="").order_by("id")
    return list(rows.values_list("remark", flat=True))


def seat_in(poll: Poll, person_id: int | None) -> Enrollment | None:
    """Chỗ ngồi của một người trong lớp được hỏi — None for anybody else."""
    if person_id is None:
        return None
    seats = Enrollment.objects.filter(training_class=poll.training_class_id, state__in=SEATED)
    return seats.filter(person_id=person_id).first()
