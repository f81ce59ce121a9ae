"""Học bù — a missed session taken later, of the same topic; done, it takes the place of the absence."""

from __future__ import annotations

from datetime import datetime

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.delivery.sessions.models import MakeUp, RollMark, Session
from boiduong.course.delivery.sessions.queries import attendance_rules, later_sessions_of_topic
from boiduong.course.delivery.sessions.rules import MAKE_UP
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

    text = gettext_noop("A make-up is a later session of the same topic. This one is not.")


class MakeUpBooked(Refusal):
    """Đã xếp học bù."""

    text = gettext_noop("A make-up of this session is already booked or done.")


class NoSeatThere(Refusal):
    """Lớp học ghép hết chỗ."""

    text = gettext_noop("%(label)s has no free seat in this session: all %(capacity)d are taken.")


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
    """Xếp học bù — with a later session of the topic (any class), or another way said in `how`.

    Raises NotAllowed, MakeUpNotAllowed, NotMissed, NotSameTopic, MakeUpBooked, NoSeatThere.
    """
    require(can_run_class(by, enrollment.training_class))
    if not attendance_rules(enrollment.training_class).make_up_allowed:
        raise MakeUpNotAllowed
    if not missed.verdicts.filter(enrollment=enrollment, code__in=["excused", "unexcused"]).exists():
        raise NotMissed
    if taken is None and not how.strip():
        raise NotSameTopic
    if taken is not None and not later_sessions_of_topic(missed).filter(pk=taken.pk).exists():
        raise NotSameTopic
    with acting(by, "sessions.book_make_up", at=at) as act:
        # The class joined, then the learner: two windows must not take one seat, nor book one absence twice.
        if taken is not None and taken.training_class_id != enrollment.training_class_id:
            _check_seat(taken)
        Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
        if MakeUp.objects.filter(enrollment=enrollment, missed=missed, state__in=["booked", "done"]).exists():
            raise MakeUpBooked
        made = MakeUp.objects.create(enrollment=enrollment, missed=missed, taken=taken, how=how[:300])
        act.record(made, after={"state": made.state, "missed": missed.pk, "taken": taken.pk if taken else None})
    return made


def _check_seat(taken: Session) -> None:
    """A seat of the class whose session is joined, held against its learners and those who come to make up."""
    joined = TrainingClass.objects.select_for_update().get(pk=taken.training_class_id)
    if joined.capacity is None:
        return
    seated = Enrollment.objects.filter(training_class=joined, state__in=SEATED).count()
    if seated + MakeUp.objects.filter(taken=taken, state="booked").count() >= joined.capacity:
        raise NoSeatThere(label=joined.label, capacity=joined.capacity)


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
