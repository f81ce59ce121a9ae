"""Xin nghỉ — asked by the learner, decided at the level that the rule set says for its length."""

from __future__ import annotations

from datetime import datetime

from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.rules import overlaps
from boiduong.course.delivery.sessions.events import leave_decided
from boiduong.course.delivery.sessions.models import Leave, Session
from boiduong.course.delivery.sessions.permissions import (
    can_ask_leave,
    can_confirm_unit,
    can_decide_leave,
    is_own,
    sends,
)
from boiduong.course.delivery.sessions.queries import HELD, attendance_rules
from boiduong.course.delivery.sessions.rules import LEAVE, UNIT_LEVEL, RollEntry, level_for, waits_for_unit
from boiduong.course.delivery.sessions.services.ledger import write_marks
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop

REASON_KINDS: dict[str, str] = {
    "urgent_work": gettext_noop("Urgent work of the unit"),
    "sick": gettext_noop("Illness"),
    "family": gettext_noop("Family matter"),
    "other": gettext_noop("Another reason"),
}


class LeaveEmpty(Refusal):
    """Thời gian nghỉ chưa đúng."""

    text = gettext_noop("The leave must end after it begins, and have a known kind of reason.")


class LevelTooLow(Refusal):
    """Không đủ cấp quyết định."""

    text = gettext_noop("Leave of this length is decided by the training office, or above it.")


class UnitNotConfirmed(Refusal):
    """Đơn vị cử chưa xác nhận."""

    text = gettext_noop("Leave of this length needs the word of the unit that sent the learner. It has not confirmed.")


class UnitConfirmed(Refusal):
    """Đơn vị đã xác nhận rồi."""

    text = gettext_noop("The unit has confirmed this request already.")


class UnitPaperMissing(Refusal):
    """Chưa nêu giấy xác nhận của đơn vị."""

    text = gettext_noop("Name the paper by which the unit confirms: its number and day.")


def ask_leave(
    enrollment: Enrollment,
    *,
    from_at: datetime,
    to_at: datetime,
    reason_kind: str,
    reason: str,
    by: User | None,
    at: datetime,
) -> Leave:
    """Xin nghỉ — the half-days missed decide who answers; what the unit asks itself, it has confirmed.

    Raises NotAllowed, LeaveEmpty, ReasonNeeded.
    """
    require(can_ask_leave(by, enrollment))
    if to_at <= from_at or reason_kind not in REASON_KINDS:
        raise LeaveEmpty
    if not reason.strip():
        raise ReasonNeeded
    missed = sum(1 for s in _sessions(enrollment) if overlaps(from_at, to_at, s.starts_at, s.ends_at))
    by_unit = sends(by, enrollment) and not is_own(by, enrollment)
    with acting(by, "sessions.ask_leave", at=at) as act:
        made = Leave.objects.create(
            enrollment=enrollment,
            from_at=from_at,
            to_at=to_at,
            reason_kind=reason_kind,
            reason=reason[:1000],
            level=level_for(max(1, missed), attendance_rules(enrollment.training_class)),
            asked_at=at,
            unit_confirmed_at=at if by_unit else None,
            unit_confirmed_by_id=by.pk if by_unit and by else None,
        )
        act.record(made, after={"state": made.state, "level": made.level})
    return made


def confirm_unit(leave: Leave, *, by: User | None, at: datetime, paper: str = "") -> Leave:
    """Đơn vị cử xác nhận đơn nghỉ — by its clerk here, or by the office that names the unit's paper.

    Raises NotAllowed, Forbidden, UnitConfirmed, UnitPaperMissing.
    """
    require(can_confirm_unit(by, leave))
    if not paper.strip() and not sends(by, leave.enrollment):
        raise UnitPaperMissing
    with acting(by, "sessions.confirm_unit", at=at) as act:
        held = Leave.objects.select_for_update().get(pk=leave.pk)
        LEAVE.after(held.state, "confirm_unit")
        if held.unit_confirmed_at is not None:
            raise UnitConfirmed
        leave.unit_confirmed_at, leave.unit_confirmed_by_id = at, by.pk if by else None
        leave.unit_paper = paper.strip()[:300]
        leave.save(update_fields=["unit_confirmed_at", "unit_confirmed_by_id", "unit_paper"])
        act.record(leave, after={"unit_confirmed": True, "from_paper": bool(leave.unit_paper)})
    return leave


def decide_leave(leave: Leave, *, grant: bool, by: User | None, at: datetime, reason: str = "") -> Leave:
    """Quyết định cho nghỉ — a refusal, and leave above the training office, need a reason or the paper's number.

    Granted after the roll was closed, it takes the place of the mark set by closing, never of one set by a person.
    The highest level is granted after the sending unit has confirmed.
    Raises NotAllowed, LevelTooLow, Forbidden, ReasonNeeded, UnitNotConfirmed.
    """
    if not can_decide_leave(by, leave):
        if can_run_class(by, leave.enrollment.training_class):
            raise LevelTooLow
        require(False)
    if not reason.strip() and (not grant or leave.level == UNIT_LEVEL):
        raise ReasonNeeded
    with acting(by, "sessions.decide_leave", at=at) as act:
        held = Leave.objects.select_for_update().get(pk=leave.pk)
        state, confirmed = held.state, held.unit_confirmed_at is not None
        leave.state = LEAVE.after(state, "grant" if grant else "refuse")
        sent = leave.enrollment.sent_by_id is not None
        if grant and waits_for_unit(leave.level, sent=sent, confirmed=confirmed):
            raise UnitNotConfirmed
        leave.decided_at, leave.decided_by_id = at, by.pk if by else None
        leave.decision_reason = reason[:1000]
        leave.save(update_fields=["state", "decided_at", "decided_by_id", "decision_reason"])
        if grant:
            _excuse(leave, by=by, at=at)
        act.record(leave, before={"state": state}, after={"state": leave.state}, reason=reason)
        leave_decided.send(sender=None, leave=leave, by=by, at=at)
    return leave


def withdraw_leave(leave: Leave, *, by: User | None, at: datetime) -> Leave:
    """Rút đơn — while nobody has decided. Raises NotAllowed, Forbidden."""
    require(can_ask_leave(by, leave.enrollment))
    with acting(by, "sessions.withdraw_leave", at=at) as act:
        state = Leave.objects.select_for_update().values_list("state", flat=True).get(pk=leave.pk)
        leave.state = LEAVE.after(state, "withdraw")
        leave.save(update_fields=["state"])
        act.record(leave, after={"state": leave.state})
    return leave


def _sessions(enrollment: Enrollment) -> list[Session]:
    return [*Session.objects.filter(training_class=enrollment.training_class_id).exclude(state="cancelled")]


def _excuse(leave: Leave, *, by: User | None, at: datetime) -> None:
    """Sessions held meanwhile: a later mark of the closing kind, so that only closing marks give way."""
    for session in _sessions(leave.enrollment):
        met = overlaps(leave.from_at, leave.to_at, session.starts_at, session.ends_at)
        if met and session.state in HELD and session.marks.filter(enrollment=leave.enrollment_id).exists():
            write_marks([(session, [RollEntry(leave.enrollment_id, "excused")])], source="closing", by=by, at=at)
