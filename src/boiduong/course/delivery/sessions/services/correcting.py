"""Sửa điểm danh, tính lại kết quả — a mark is never changed: a later one corrects it."""

from __future__ import annotations

from datetime import datetime

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.sessions.models import RollMark, Session
from boiduong.course.delivery.sessions.permissions import can_correct
from boiduong.course.delivery.sessions.rules import ATTENDED, SESSION
from boiduong.course.delivery.sessions.services.ledger import settle
from boiduong.course.delivery.sessions.services.rolling import NotMarked, attend, check_code, hold
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.refusals import ReasonNeeded


def correct(
    session: Session,
    enrollment: Enrollment,
    code: str,
    *,
    reason: str,
    by: User | None,
    at: datetime,
    minutes: int | None = None,
) -> RollMark:
    """Sửa điểm danh — a new mark with its reason; the marks before it stay.

    Raises NotAllowed (after confirmation only the training officer), Forbidden, ReasonNeeded, NotMarked, CodeUnknown.
    """
    require(can_correct(by, session))
    check_code(code, minutes)
    if not reason.strip():
        raise ReasonNeeded
    with acting(by, "sessions.correct", at=at) as act:
        hold(session)
        SESSION.after(session.state, "correct")
        before = session.marks.filter(enrollment=enrollment).order_by("-id").first()
        if before is None:
            raise NotMarked
        made = RollMark.objects.create(
            session=session,
            enrollment=enrollment,
            code=code,
            minutes=minutes,
            source="correction",
            received_at=at,
            corrects=before,
            reason=reason[:500],
            by_id=by.pk if by else None,
        )
        settle(session, [enrollment.pk])
        if code in ATTENDED:
            attend([enrollment.pk], by=by, at=at)
        act.record(made, before={"code": before.code}, after={"code": code}, reason=reason)
    return made


def rebuild_verdicts(course: Course | None = None) -> int:
    """Tính lại kết quả — from the ledger; returns how many verdicts differed (0 when all is well)."""
    sessions = Session.objects.filter(marks__isnull=False).distinct()
    if course is not None:
        sessions = sessions.filter(course=course)
    return sum(settle(session, None) for session in sessions)
