"""Đọc phiếu đánh giá — the form in force, the open poll of a learner, the counted result."""

from __future__ import annotations

from datetime import date

from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.evaluation.feedback.models import Form, Poll, Turnout
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
    training_class = poll.training_class
    pinned = training_class.rule_set or rule_set_on(training_class.course.institution, poll.opens_at.date())
    body = pinned.body if pinned is not None else DEFAULT_RULE_SET
    return feedback_rules(body["feedback"])


def has_voted(poll: Poll, enrollment: Enrollment) -> bool:
    """Đã trả phiếu."""
    return Turnout.objects.filter(poll=poll, enrollment=enrollment).exists()


def open_polls_of(person_id: int) -> list[Poll]:
    """Đợt lấy phiếu đang chờ một học viên."""
    return list(
        Poll.objects.filter(state="open", training_class__enrollments__person_id=person_id)
        .exclude(turnout__enrollment__person_id=person_id)
        .select_related("training_class__course")
        .order_by("closes_at")
    )


def poll_result(poll: Poll) -> PollResult:
    """Kết quả — counted from the ballots, kept back for small groups."""
    ballots = list(poll.ballots.values_list("answers", "valid"))
    expected = poll.training_class.enrollments.filter(state="attending").count()
    return count_ballots(read_form(poll.form.body), ballots, expected=expected, rules=rules_for(poll))
