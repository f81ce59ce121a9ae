"""Xin nghỉ — asked by the learner, decided at the level that the rule set says for its length."""

from __future__ import annotations

from datetime import datetime

from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.rules import overlaps
from boiduong.course.delivery.sessions.events import leave_decided
from boiduong.course.delivery.sessions.models import Leave, Session
from boiduong.course.delivery.sessions.permissions import can_ask_leave, can_decide_leave
from boiduong.course.delivery.sessions.queries import HELD, attendance_rules
from boiduong.course.delivery.sessions.rules import LEAVE, RollEntry, level_for
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
    """Xin nghỉ — the half-days missed decide who answers. Raises NotAllowed, LeaveEmpty, ReasonNeeded."""
    require(can_ask_leave(by, enrollment))
    if to_at <= from_at or reason_kind not in REASON_KINDS:
        raise LeaveEmpty
    if not reason.strip():
        raise ReasonNeeded
    missed = sum(1 for s in _sessions(enrollment) if overlaps(from_at, to_at, s.starts_at, s.ends_at))
    with acting(by, "sessions.ask_leave", at=at) as act:
        made = Leave.objects.create(
            enrollment=enrollment,
            from_at=from_at,
            to_at=to_at,
            reason_kind=reason_kind,
            reason=reason[:1000],
            level=level_for(max(1, missed), attendance_rules(enrollment.training_class)),
            asked_at=at,
        )
        act.record(made, after={"state": made.state, "level": made.level})
    return made


def decide_leave(leave: Leave, *, grant: bool, by: User | None, at: datetime, reason: str = "") -> Leave:
    """Quyết định cho nghỉ — a refusal, and leave above the training office, need a reason or the paper's number.

    Granted after the roll was closed, it takes the place of the mark set by closing, never of one set by a person.
    Raises NotAllowed, LevelTooLow, Forbidden, ReasonNeeded.
    """
    if not can_decide_leave(by, leave):
        if can_run_class(by, leave.enrollment.training_class):
            raise LevelTooLow
        require(False)
    if not reason.strip() and (not grant or leave.level == "principal_and_unit"):
        raise ReasonNeeded
    with acting(by, "sessions.decide_leave", at=at) as act:
        state = Leave.objects.select_for_update().values_list("state", flat=True).get(pk=leave.pk)
        leave.state = LEAVE.after(state, "grant" if grant else "refuse")
        leave.decided_at, leave.decided_by_id = at, by.pk if by else None
        leave.decision_reason = reason[:1000]
        leave.save()
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
