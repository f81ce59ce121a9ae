"""Học bù — a missed session taken later with another class; done, it takes the place of the absence."""

from __future__ import annotations

from datetime import datetime

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.models import EntryClass
from boiduong.course.delivery.sessions.models import MakeUp, RollMark, Session
from boiduong.course.delivery.sessions.permissions import can_give_back, can_take_make_up
from boiduong.course.delivery.sessions.queries import (
    attendance_rules,
    later_sessions_of_topic,
    make_up_offers,
    seats_left,
)
from boiduong.course.delivery.sessions.rules import MAKE_UP, MAKE_UP_LIVE
from boiduong.course.delivery.sessions.services.ledger import settle
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.refusals import Refusal, gettext_noop


class MakeUpNotAllowed(Refusal):
    """Quy chế không cho học bù."""

    text = gettext_noop("The rule set of this class does not allow sessions to be made up.")


class NotMissed(Refusal):
    """Không vắng buổi này."""

    text = gettext_noop("The learner is not marked absent in this session, so nothing is to be made up.")


class NotSameTopic(Refusal):
    """Không cùng chuyên đề, hoặc không muộn hơn."""

    text = gettext_noop("A make-up is a later session of the same topic in another class. This one is not.")


class MakeUpBooked(Refusal):
    """Đã xếp học bù."""

    text = gettext_noop("A make-up of this session is already booked or done.")


class NoSeatThere(Refusal):
    """Lớp học ghép hết chỗ."""

    text = gettext_noop("%(label)s has no free seat left in this session.")


class NotOffered(Refusal):
    """Buổi học bù không còn nhận được."""

    text = gettext_noop(
        "This session can no longer be taken: it has begun or moved, its seats are taken, or you are expected "
        "elsewhere at that time. Choose another one."
    )


class MakeUpBegun(Refusal):
    """Buổi học bù đã bắt đầu."""

    text = gettext_noop("The session taken as make-up has begun, so it can no longer be given back.")


class MakeUpNotOver(Refusal):
    """Buổi học bù chưa diễn ra."""

    text = gettext_noop("The session taken as make-up is not over yet.")


def book_make_up(
    enrollment: Enrollment,
    *,
    missed: Session,
    by: User | None,
    at: datetime,
    taken: Session | None = None,
    how: str = "",
) -> MakeUp:
    """Xếp học bù — with a later session of the topic in another class, or another way said in `how`.

    Raises NotAllowed, MakeUpNotAllowed, NotMissed, NotSameTopic, MakeUpBooked, NoSeatThere.
    """
    require(can_run_class(by, enrollment.training_class))
    _check_missed(enrollment, missed)
    if taken is None and not how.strip():
        raise NotSameTopic
    if taken is not None and not later_sessions_of_topic(enrollment, missed).filter(pk=taken.pk).exists():
        raise NotSameTopic
    with acting(by, "sessions.book_make_up", at=at) as act:
        _hold(enrollment, missed, taken)
        if taken is not None and seats_left([taken])[taken.pk] == 0:
            raise NoSeatThere(label=taken.training_class.label)
        made = MakeUp.objects.create(enrollment=enrollment, missed=missed, taken=taken, how=how[:300])
        act.record(made, after={"state": made.state, "missed": missed.pk, "taken": taken.pk if taken else None})
    return made


def take_make_up(enrollment: Enrollment, *, missed: Session, taken: Session, by: User | None, at: datetime) -> MakeUp:
    """Học viên tự nhận buổi học bù — one that `make_up_offers` names, until it begins.

    Raises NotAllowed, MakeUpNotAllowed, NotMissed, MakeUpBooked, NotOffered.
    """
    require(can_take_make_up(by, enrollment))
    _check_missed(enrollment, missed)
    with acting(by, "sessions.take_make_up", at=at) as act:
        _hold(enrollment, missed, taken)
        offers = make_up_offers(enrollment, at=at).get(missed.pk, [])
        if taken.pk not in {offer.session.pk for offer in offers}:
            raise NotOffered
        made = MakeUp.objects.create(enrollment=enrollment, missed=missed, taken=taken, by_learner=True)
        act.record(made, after={"state": made.state, "missed": missed.pk, "taken": taken.pk})
    return made


def give_back_make_up(make_up: MakeUp, *, by: User | None, at: datetime) -> MakeUp:
    """Học viên trả lại buổi học bù đã nhận — before it begins, or when it was taken off the timetable.

    Raises NotAllowed, Forbidden, MakeUpBegun.
    """
    require(can_give_back(by, make_up))
    with acting(by, "sessions.give_back_make_up", at=at) as act:
        state = MakeUp.objects.select_for_update().values_list("state", flat=True).get(pk=make_up.pk)
        after = MAKE_UP.after(state, "give_back")
        if make_up.taken is not None and make_up.taken.state != "cancelled" and make_up.taken.starts_at <= at:
            raise MakeUpBegun
        make_up.state = after
        make_up.save(update_fields=["state"])
        act.record(make_up, before={"state": state}, after={"state": after})
    return make_up


def _check_missed(enrollment: Enrollment, missed: Session) -> None:
    """Whether this absence may be made up at all."""
    if not attendance_rules(enrollment.training_class).make_up_allowed:
        raise MakeUpNotAllowed
    if not missed.verdicts.filter(enrollment=enrollment, code__in=["excused", "unexcused"]).exists():
        raise NotMissed


def _hold(enrollment: Enrollment, missed: Session, taken: Session | None) -> None:
    """The classes joined, then the learner: two windows must not take one seat, nor book one absence twice."""
    if taken is not None:
        joined = EntryClass.objects.filter(entry=taken.entry_id).values("training_class")
        [*TrainingClass.objects.select_for_update().filter(pk__in=joined).order_by("pk")]
    Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    if MakeUp.objects.filter(enrollment=enrollment, missed=missed, state__in=MAKE_UP_LIVE).exists():
        raise MakeUpBooked


def finish_make_up(make_up: MakeUp, *, done: bool, by: User | None, at: datetime) -> MakeUp:
    """Ghi kết quả học bù — done writes the mark "made up" in the session missed.

    Raises NotAllowed, Forbidden, MakeUpNotOver.
    """
    require(can_run_class(by, make_up.enrollment.training_class))
    if done and make_up.taken is not None and make_up.taken.ends_at > at:
        raise MakeUpNotOver
    with acting(by, "sessions.finish_make_up", at=at) as act:
        state = MakeUp.objects.select_for_update().values_list("state", flat=True).get(pk=make_up.pk)
        make_up.state = MAKE_UP.after(state, "do" if done else "fail")
        make_up.save(update_fields=["state"])
        if done:
            _write_made_up(make_up, by=by, at=at)
        act.record(make_up, before={"state": "booked"}, after={"state": make_up.state})
    return make_up


def _write_made_up(make_up: MakeUp, *, by: User | None, at: datetime) -> None:
    session = make_up.missed
    RollMark.objects.create(
        session=session,
        enrollment=make_up.enrollment,
        code="made_up",
        source="correction",
        received_at=at,
        corrects=session.marks.filter(enrollment=make_up.enrollment_id).order_by("-id").first(),
        reason=make_up.how,
        by_id=by.pk if by else None,
    )
    settle(session, [make_up.enrollment_id])
