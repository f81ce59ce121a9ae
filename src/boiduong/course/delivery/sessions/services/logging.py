"""Sổ đầu bài — what was taught, signed by lecturer and class manager, and the session confirmed by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.sessions.models import LessonLog, Session
from boiduong.course.delivery.sessions.permissions import can_sign_as_lecturer
from boiduong.course.delivery.sessions.rules import SESSION
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting, write_back
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
    with acting(by, "sessions.sign_log", at=at):
        if summary.strip():
            require(_may_sign(by, session, side))
            write_log(session, summary=summary, remark=remark, by=by, at=at)
        return sign_many([session], side=side, by=by, at=at)[0]


def sign_many(
    sessions: Sequence[Session],
    *,
    side: str,
    by: User | None,
    at: datetime,
    summaries: Mapping[int, str] = MappingProxyType({}),
) -> list[LessonLog]:
    """Ký sổ đầu bài nhiều buổi — all or none, as `sign_log` does for one; `summaries` by session id are written first.

    Raises NotAllowed, LogEmpty, LogSigned.
    """
    for session in sessions:
        require(_may_sign(by, session, side))
    field = "signed_by_manager_at" if side == "manager" else "signed_by_lecturer_at"
    with acting(by, "sessions.sign_log", at=at) as act:
        _begin_logs([s.pk for s in sessions if summaries.get(s.pk, "").strip()])
        logs = {log.session_id: log for log in LessonLog.objects.select_for_update().filter(session__in=sessions)}
        for session in sessions:
            log = logs.get(session.pk)
            summary = summaries.get(session.pk, "").strip()[:1000]
            if log is None or not (summary or log.summary):
                raise LogEmpty
            _refuse_signed(log)
            if summary:
                log.summary, log.signed_by_lecturer_at, log.signed_by_manager_at = summary, None, None
            setattr(log, field, at)
            act.record(log, after={"side": "manager" if side == "manager" else "lecturer", "written": bool(summary)})
        write_back(list(logs.values()), ["summary", "signed_by_lecturer_at", "signed_by_manager_at"])
    return [logs[session.pk] for session in sessions]


def _begin_logs(sessions: Sequence[int]) -> None:
    """A row for each session that has none; one that somebody else begins at the same moment stays theirs."""
    LessonLog.objects.bulk_create([LessonLog(session_id=pk) for pk in sessions], ignore_conflicts=True)


def _may_sign(by: User | None, session: Session, side: str) -> bool:
    return can_run_class(by, session.training_class) if side == "manager" else can_sign_as_lecturer(by, session)


def confirm_session(session: Session, *, by: User | None, at: datetime) -> Session:
    """Xác nhận buổi học — the roll closed, the log signed by both. Raises NotAllowed, Forbidden, LogNotSigned."""
    return confirm_sessions([session], by=by, at=at)[0]


def confirm_sessions(sessions: Sequence[Session], *, by: User | None, at: datetime) -> list[Session]:
    """Xác nhận nhiều buổi — all or none, as `confirm_session` does for one.

    Raises NotAllowed, Forbidden, LogNotSigned.
    """
    for session in sessions:
        require(can_run_class(by, session.training_class))
    with acting(by, "sessions.confirm", at=at) as act:
        held = Session.objects.select_for_update().filter(pk__in=[s.pk for s in sessions]).order_by("pk")
        states = dict(held.values_list("pk", "state"))
        signed = LessonLog.objects.filter(
            session__in=states, signed_by_lecturer_at__isnull=False, signed_by_manager_at__isnull=False
        )
        complete = set(signed.values_list("session_id", flat=True))
        for session in sessions:
            before = states[session.pk]
            after = SESSION.after(before, "confirm")
            if session.pk not in complete:
                raise LogNotSigned
            session.state = after
            act.record(session, before={"state": before}, after={"state": after})
        write_back(sessions, ["state"])
    return list(sessions)


def _refuse_signed(log: LessonLog) -> None:
    if log.signed_by_lecturer_at is not None and log.signed_by_manager_at is not None:
        raise LogSigned
