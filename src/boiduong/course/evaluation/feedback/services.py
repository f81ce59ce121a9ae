"""Việc phiếu đánh giá — adopt a form, open, vote without a name, close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_manage
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.courses.services import draft_paper
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.evaluation.feedback.models import Ballot, Form, HeldBallot, Poll, Turnout
from boiduong.course.evaluation.feedback.papers import evaluation_report
from boiduong.course.evaluation.feedback.permissions import can_open
from boiduong.course.evaluation.feedback.queries import form_on, polls_of, remarks_of, results_of, rules_for
from boiduong.course.evaluation.feedback.rules import (
    DEFAULT_FORM,
    POLL,
    TooManyBlank,
    is_valid,
    read_answers,
    read_form,
)
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role, require
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import Institution
from boiduong.randomness import new_uid
from boiduong.refusals import NotAllowed, Refusal, gettext_noop


class AlreadyVoted(Refusal):
    """Đã trả phiếu."""

    text = gettext_noop("This form was already handed in. Each learner answers once.")


class PollClosed(Refusal):
    """Hết hạn lấy phiếu."""

    text = gettext_noop("This form could be answered until %(until)s.")


class TooManyForms(Refusal):
    """Phiếu nhiều hơn người."""

    text = gettext_noop("%(forms)s forms for %(learners)s learners who have not answered yet. Count them again.")


class NoPoll(Refusal):
    """Chưa lấy phiếu."""

    text = gettext_noop("No class of this course was asked for its evaluation yet.")


class PollsOpen(Refusal):
    """Còn đợt lấy phiếu đang mở."""

    text = gettext_noop("%(classes)s can still answer. Close the evaluation first, then write the report.")


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
    """Mở đợt lấy phiếu — with the form in force; the same class and form have one poll.

    Raises NotAllowed, BadPeriod.
    """
    require(can_open(by, training_class))
    if closes_at <= opens_at:
        raise BadPeriod
    institution = training_class.course.institution
    with acting(by, "feedback.open_poll", at=at) as act:
        form = form_on(institution, timezone.localdate(opens_at))
        if form is None:
            form = adopt_form(
                institution, starts_on=timezone.localdate(opens_at).replace(month=1, day=1), by=None, at=at
            )
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
    """Trả phiếu — that somebody answered is one row, the answers another, and nothing in the tables joins the two.

    Two rows written together would meet again: the n-th turnout is the n-th ballot by key, by place in the file, and on
    PostgreSQL by the number of the transaction. So answers are held until the poll closes, and at each coming all
    held ones are taken out and written again under new random keys in a random order. Whoever looks at the tables
    finds every held form written by the last transaction, in an order that says nothing. Closing mixes them once more
    and writes the ballots of record, all on one day. Means are shown only after that: two looks at the means of an
    open poll would tell what came between them. The audit holds neither person nor answer.
    What this cannot hide: the answers when all are the same, and what came between two copies of the whole database.

    Raises NotAllowed, PollClosed, AlreadyVoted, AnswerOutOfScale, TooManyBlank (unless it is handed in so).
    """
    if by is not None and by.person_id != enrollment.person_id:
        raise NotAllowed
    if enrollment.training_class_id != poll.training_class_id or enrollment.state not in SEATED:
        raise NotAllowed
    form, rules = read_form(poll.form.body), rules_for(poll)
    answers = read_answers(form, given)
    valid = is_valid(form, answers, rules)
    with transaction.atomic():
        _locked(poll, at)
        if Turnout.objects.filter(poll=poll, enrollment=enrollment).exists():
            raise AlreadyVoted
        if not valid and not even_if_blank:
            raise TooManyBlank(blank=len(form.indicators) - len(answers), all=len(form.indicators))
        Turnout.objects.create(poll=poll, enrollment=enrollment)
        _hold(poll, [HeldBallot(poll=poll, answers=answers, remark=remark.strip()[:2000], valid=valid)])


def _hold(poll: Poll, coming: Sequence[HeldBallot]) -> None:
    """Mix what comes with what is held, and write all of it anew."""
    mixed = [*HeldBallot.objects.filter(poll=poll), *coming]
    HeldBallot.objects.filter(poll=poll).delete()
    for row in mixed:
        row.id = new_uid()
    # Keys are random, so their order is a shuffle.
    HeldBallot.objects.bulk_create(sorted(mixed, key=lambda row: row.id), batch_size=500)


def _locked(poll: Poll, at: datetime) -> None:
    """Take the row of the poll, so that two forms come one after the other; raises PollClosed."""
    state = Poll.objects.select_for_update().values_list("state", flat=True).get(pk=poll.pk)
    if not POLL.allows(state, "vote") or not poll.opens_at <= at <= poll.closes_at:
        raise PollClosed(until=date_short(timezone.localdate(poll.closes_at)))


def receive_paper_forms(
    poll: Poll, ballots: Sequence[tuple[Mapping[str, object], str]], *, by: User | None, at: datetime
) -> int:
    """Nhập phiếu giấy — (answers, remark) of forms that came without a name; returns how many were written.

    Raises NotAllowed, PollClosed, AnswerOutOfScale, TooManyForms (more forms than learners of the class).
    """
    require(can_open(by, poll.training_class))
    form, rules = read_form(poll.form.body), rules_for(poll)
    rows = []
    for given, remark in ballots:
        answers = read_answers(form, given)
        valid = is_valid(form, answers, rules)
        rows.append(HeldBallot(poll=poll, answers=answers, remark=remark.strip()[:2000], valid=valid))
    with acting(by, "feedback.receive_paper_forms", at=at) as act:
        _locked(poll, at)
        learners = Enrollment.objects.filter(training_class=poll.training_class_id, state__in=SEATED).count()
        left = learners - HeldBallot.objects.filter(poll=poll).count()
        if len(rows) > left:
            raise TooManyForms(forms=len(rows), learners=max(left, 0))
        _hold(poll, rows)
        act.record(poll, after={"forms": len(rows)})
    return len(rows)


def close_poll(poll: Poll, *, by: User | None, at: datetime) -> Poll:
    """Đóng đợt lấy phiếu — nothing more is taken; the held forms become ballots of record, mixed once more.

    Raises NotAllowed, Forbidden (state).
    """
    require(can_open(by, poll.training_class))
    with acting(by, "feedback.close_poll", at=at) as act:
        state = Poll.objects.select_for_update().values_list("state", flat=True).get(pk=poll.pk)
        poll.state = POLL.after(state, "close")
        poll.save(update_fields=["state"])
        day = timezone.localdate(at)
        made = [
            Ballot(id=new_uid(), poll=poll, day=day, answers=row.answers, remark=row.remark, valid=row.valid)
            for row in HeldBallot.objects.filter(poll=poll)
        ]
        Ballot.objects.bulk_create(sorted(made, key=lambda row: row.id), batch_size=500)
        HeldBallot.objects.filter(poll=poll).delete()
        act.record(poll, before={"state": state}, after={"state": poll.state, "forms": len(made)})
    return poll


def draft_evaluation_report(course: Course, *, by: User | None, at: datetime) -> Document:
    """Soạn báo cáo kết quả đánh giá khóa bồi dưỡng — once every poll is closed; sent to be numbered and filed.

    Raises NotAllowed, NoPoll, PollsOpen.
    """
    require(can_manage(by, course))
    polls = polls_of(course)
    if not polls:
        raise NoPoll
    still_open = [poll.training_class.label for poll in polls if poll.state == "open"]
    if still_open:
        raise PollsOpen(classes=", ".join(still_open))
    issuer = body_for(course, "manage_class")
    return draft_paper(
        course=course,
        kind="evaluation_report",
        role="evaluation_report",
        issuer=issuer,
        subject=f"Báo cáo kết quả đánh giá: {course.title}",
        papers=[
            evaluation_report(
                course, results_of(course), remarks=remarks_of(course), issuer=issuer, on=timezone.localdate(at)
            )
        ],
        by=by,
        at=at,
    )
