"""Sổ đầu bài — what was taught, signed by lecturer and class manager, and the session confirmed by it."""

from __future__ import annotations

from datetime import datetime

from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.sessions.models import LessonLog, Session
from boiduong.course.delivery.sessions.permissions import can_sign_as_lecturer
from boiduong.course.delivery.sessions.rules import SESSION
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.refusals import Refusal, gettext_noop


class LogEmpty(Refusal):
    """Sổ đầu bài chưa có nội dung."""

    text = gettext_noop("Write in the lesson log what was taught before it is signed.")


class LogSigned(Refusal):
    """Sổ đầu bài đã ký — once both have signed, nothing in it changes."""

    text = gettext_noop("Lecturer and class manager have both signed this lesson log. It is not changed any more.")


class LogNotSigned(Refusal):
    """Sổ đầu bài chưa đủ chữ ký."""

    text = gettext_noop("The lesson log of this session lacks a signature: lecturer or class manager.")


def write_log(session: Session, *, summary: str, by: User | None, at: datetime, remark: str = "") -> LessonLog:
    """Ghi sổ đầu bài — by the lecturer or the class manager; a change after one signature takes it back.

    Raises NotAllowed, LogEmpty, LogSigned.
    """
    require(can_sign_as_lecturer(by, session) or can_run_class(by, session.training_class))
    if not summary.strip():
        raise LogEmpty
    with acting(by, "sessions.write_log", at=at) as act:
        log, _ = LessonLog.objects.select_for_update().get_or_create(session=session)
        _refuse_signed(log)
        log.summary, log.remark = summary.strip()[:1000], remark.strip()[:1000]
        log.signed_by_lecturer_at = log.signed_by_manager_at = None
        log.save()
        act.record(log, after={"session": session.pk})
    return log


def sign_log(
    session: Session, *, side: str, by: User | None, at: datetime, summary: str = "", remark: str = ""
) -> LessonLog:
    """Ký sổ đầu bài — `side` is "lecturer" or "manager"; with `summary` it is written first.

    Raises NotAllowed, LogEmpty, LogSigned.
    """
    manager = side == "manager"
    require(can_run_class(by, session.training_class) if manager else can_sign_as_lecturer(by, session))
    with acting(by, "sessions.sign_log", at=at) as act:
        if summary.strip():
            write_log(session, summary=summary, remark=remark, by=by, at=at)
        log = LessonLog.objects.select_for_update().filter(session=session).first()
        if log is None or not log.summary:
            raise LogEmpty
        _refuse_signed(log)
        field = "signed_by_manager_at" if manager else "signed_by_lecturer_at"
        setattr(log, field, at)
        log.save(update_fields=[field])
        act.record(log, after={"side": "manager" if manager else "lecturer"})
    return log


def confirm_session(session: Session, *, by: User | None, at: datetime) -> Session:
    """Xác nhận buổi học — the roll closed, the log signed by both. Raises NotAllowed, Forbidden, LogNotSigned."""
    require(can_run_class(by, session.training_class))
    with acting(by, "sessions.confirm", at=at) as act:
        session.state = Session.objects.select_for_update().values_list("state", flat=True).get(pk=session.pk)
        after = SESSION.after(session.state, "confirm")
        log = LessonLog.objects.filter(session=session).first()
        if log is None or log.signed_by_lecturer_at is None or log.signed_by_manager_at is None:
            raise LogNotSigned
        before, session.state = session.state, after
        session.save(update_fields=["state"])
        act.record(session, before={"state": before}, after={"state": after})
    return session


def _refuse_signed(log: LessonLog) -> None:
    if log.signed_by_lecturer_at is not None and log.signed_by_manager_at is not None:
        raise LogSigned
