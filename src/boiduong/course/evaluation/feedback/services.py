"""Việc phiếu đánh giá — adopt a form, open, vote without a name, close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.evaluation.feedback.models import Ballot, Form, Poll, Turnout
from boiduong.course.evaluation.feedback.permissions import can_open
from boiduong.course.evaluation.feedback.queries import form_on, rules_for
from boiduong.course.evaluation.feedback.rules import (
    DEFAULT_FORM,
    POLL,
    TooManyBlank,
    is_valid,
    read_answers,
    read_form,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role, require
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Institution
from boiduong.randomness import new_uid
from boiduong.refusals import NotAllowed, Refusal, gettext_noop


class AlreadyVoted(Refusal):
    """Đã trả phiếu."""

    text = gettext_noop("This form was already handed in. Each learner answers once.")


class PollClosed(Refusal):
    """Hết hạn lấy phiếu."""

    text = gettext_noop("This form could be answered until %(until)s.")


class BadPeriod(Refusal):
    """Thời gian lấy phiếu sai."""

    text = gettext_noop("The form closes before it opens.")


def adopt_form(
    institution: Institution,
    *,
    starts_on: date,
    by: User | None,
    at: datetime,
    body: Mapping[str, object] | None = None,
) -> Form:
    """Ban hành mẫu phiếu — from a day on; without a body the example of the software; raises BadForm."""
    require(has_role(by, Role.TRAINING_OFFICER, over=institution.unit_id))
    used = dict(body) if body is not None else DEFAULT_FORM
    read_form(used)
    with acting(by, "feedback.adopt_form", at=at) as act:
        form, made = Form.objects.get_or_create(institution=institution, starts_on=starts_on, defaults={"body": used})
        if made:
            act.record(form, after={"starts_on": starts_on})
    return form


def open_poll(
    training_class: TrainingClass, *, opens_at: datetime, closes_at: datetime, by: User | None, at: datetime
) -> Poll:
    """Mở đợt lấy phiếu — with the form in force; the same class and form have one poll."""
    require(can_open(by, training_class))
    if closes_at <= opens_at:
        raise BadPeriod
    institution = training_class.course.institution
    with acting(by, "feedback.open_poll", at=at) as act:
        form = form_on(institution, opens_at.date())
        if form is None:
            form = adopt_form(institution, starts_on=opens_at.date().replace(month=1, day=1), by=None, at=at)
        poll, made = Poll.objects.get_or_create(
            training_class=training_class, form=form, defaults={"opens_at": opens_at, "closes_at": closes_at}
        )
        if made:
            act.record(poll, after={"class": training_class.pk})
    return poll


def vote(
    poll: Poll,
    enrollment: Enrollment,
    given: Mapping[str, object],
    *,
    by: User | None,
    at: datetime,
    remark: str = "",
    even_if_blank: bool = False,
) -> None:
    """Trả phiếu — turnout and ballot are two rows that nothing joins; the audit holds neither person nor answer.

    Raises NotAllowed, PollClosed, AlreadyVoted, AnswerOutOfScale, TooManyBlank (unless it is handed in so).
    """
    if by is not None and by.person_id != enrollment.person_id:
        raise NotAllowed
    form, rules = read_form(poll.form.body), rules_for(poll)
    answers = read_answers(form, given)
    valid = is_valid(form, answers, rules)
    if not valid and not even_if_blank:
        raise TooManyBlank(blank=len(form.indicators) - len(answers), all=len(form.indicators))
    _refuse_closed(poll, at)
    try:
        with transaction.atomic():
            Turnout.objects.create(poll=poll, enrollment=enrollment)
            Ballot.objects.create(
                id=new_uid(), poll=poll, day=at.date(), answers=answers, remark=remark.strip()[:2000], valid=valid
            )
    except IntegrityError:
        raise AlreadyVoted from None


def _refuse_closed(poll: Poll, at: datetime) -> None:
    if not POLL.allows(poll.state, "vote") or not poll.opens_at <= at <= poll.closes_at:
        raise PollClosed(until=f"{poll.closes_at:%d/%m/%Y}")


def receive_paper_forms(
    poll: Poll, ballots: Sequence[tuple[Mapping[str, object], str]], *, by: User | None, at: datetime
) -> int:
    """Nhập phiếu giấy — (answers, remark) of forms that came without a name; returns how many were written."""
    require(can_open(by, poll.training_class))
    _refuse_closed(poll, at)
    form, rules = read_form(poll.form.body), rules_for(poll)
    rows = []
    for given, remark in ballots:
        answers = read_answers(form, given)
        rows.append(
            Ballot(
                id=new_uid(), poll=poll, day=at.date(), answers=answers, remark=remark[:2000],
                valid=is_valid(form, answers, rules),
            )
        )  # fmt: skip
    # Random keys in key order: the order of the table says nothing about the order of coming.
    rows.sort(key=lambda row: row.id)
    with acting(by, "feedback.receive_paper_forms", at=at) as act:
        Ballot.objects.bulk_create(rows)
        act.record(poll, after={"forms": len(rows)})
    return len(rows)


def close_poll(poll: Poll, *, by: User | None, at: datetime) -> Poll:
    """Đóng đợt lấy phiếu — nothing more is taken."""
    require(can_open(by, poll.training_class))
    with acting(by, "feedback.close_poll", at=at) as act:
        poll.state = POLL.after(poll.state, "close")
        poll.save(update_fields=["state"])
        act.record(poll, after={"state": poll.state})
    return poll
