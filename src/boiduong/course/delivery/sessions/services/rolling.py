"""Điểm danh — opening, marking and closing the roll, and correcting it; marks are only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.permissions import can_manage
from boiduong.course.delivery.courses.rules import TRAINING_CLASS
from boiduong.course.delivery.courses.services import change_class
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.services import attend_many
from boiduong.course.delivery.scheduling.rules import overlaps
from boiduong.course.delivery.sessions.events import roll_closed
from boiduong.course.delivery.sessions.models import RollVerdict, Session
from boiduong.course.delivery.sessions.permissions import can_close_roll, can_keep_roll, roll_scope
from boiduong.course.delivery.sessions.queries import EXPECTED, ON_ROLL, granted_leaves
from boiduong.course.delivery.sessions.rules import ATTENDED, CODES, SESSION, RollEntry
from boiduong.course.delivery.sessions.services.ledger import write_fresh, write_marks
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting, write_back
from boiduong.refusals import Refusal, gettext_noop

TAUGHT = ("running", "assessing")


class OutsideWindow(Refusal):
    """Chưa đến ngày, hoặc đã qua ngày — the class manager keeps the roll on the day itself."""

    text = gettext_noop(
        "The roll of this session is kept on %(day)s. "
        "Before that day nobody opens it; after it, the training officer does."
    )


class NotOnThisRoll(Refusal):
    """Không có trong danh sách của buổi."""

    text = gettext_noop("%(count)s of the people marked are not on the list of this class.")


class CodeUnknown(Refusal):
    """Ký hiệu lạ."""

    text = gettext_noop("“%(code)s” is no sign of the roll book, or the minutes do not fit.")


class NotMarked(Refusal):
    """Chưa có điểm danh để sửa."""

    text = gettext_noop("This learner has no mark in this session, so there is nothing to correct.")


def open_roll(session: Session, *, by: User | None, at: datetime) -> Session:
    """Mở điểm danh — on the day of the session; the first one of a class begins its lessons.

    Raises NotAllowed, OutsideWindow, Forbidden (session or class).
    """
    return open_many([session], by=by, at=at)[0]


def open_many(sessions: Sequence[Session], *, by: User | None, at: datetime) -> list[Session]:
    """Mở điểm danh nhiều buổi — all or none, as `open_roll` does for one.

    Raises NotAllowed, OutsideWindow, Forbidden (session or class).
    """
    for session in sessions:
        require(can_keep_roll(by, session))
        _check_window(session, by=by, at=at)
    with acting(by, "sessions.open_roll", at=at) as act:
        _lock_classes(sessions)
        hold(*sessions)
        opened = []
        for session in sessions:
            before, session.state = session.state, SESSION.after(session.state, "open_roll")
            training_class = session.training_class
            if training_class.state not in TAUGHT:
                TRAINING_CLASS.after(training_class.state, "begin")
                change_class(training_class, "begin", by=None, at=at)
                _share(sessions, {training_class.pk: training_class.state})
            if before != session.state:
                opened.append(session)
                act.record(session, before={"state": before}, after={"state": session.state})
        write_back(opened, ["state"])
    return list(sessions)


def _lock_classes(sessions: Sequence[Session]) -> None:
    """Hold the classes that do not learn yet, before their sessions: whoever opens a second roll finds them begun."""
    waiting = {s.training_class_id for s in sessions if s.training_class.state not in TAUGHT}
    if waiting:
        rows = TrainingClass.objects.select_for_update().filter(pk__in=waiting).order_by("pk")
        _share(sessions, dict(rows.values_list("pk", "state")))


def _share(sessions: Sequence[Session], states: Mapping[int, str]) -> None:
    """The states of these classes, on every object in hand."""
    for session in sessions:
        session.training_class.state = states.get(session.training_class_id, session.training_class.state)


def _check_window(session: Session, *, by: User | None, at: datetime) -> None:
    """Only the day itself, and after it only who runs the course."""
    today = timezone.localdate(at)
    late_entry = today > session.day and not can_manage(by, session.course)
    if today < session.day or late_entry:
        raise OutsideWindow(day=f"{session.day.day}/{session.day.month}/{session.day.year}")


def mark(
    session: Session,
    marks: Iterable[RollEntry | tuple[int, str, int | None]],
    *,
    by: User | None,
    at: datetime,
    source: str = "staff",
) -> int:
    """Ghi điểm danh — many people at once while the roll is open; a `client_uid` sent twice is kept once.

    The keeper of a site marks the people of the site until it is handed in.
    Returns how many people were marked. Raises NotAllowed, Forbidden, NotOnThisRoll, CodeUnknown.
    """
    return mark_many([(session, marks)], by=by, at=at, source=source)


def mark_many(
    rolls: Iterable[tuple[Session, Iterable[RollEntry | tuple[int, str, int | None]]]],
    *,
    by: User | None,
    at: datetime,
    source: str = "staff",
) -> int:
    """Ghi điểm danh nhiều buổi — all or none, as `mark` does for one; returns how many marks were asked for.

    Raises NotAllowed, Forbidden, NotOnThisRoll, CodeUnknown.
    """
    held = [(session, [RollEntry(*m) for m in marks]) for session, marks in rolls]
    scopes = {session.pk: roll_scope(by, session) for session, _ in held}
    require(all(scope is None or bool(scope) for scope in scopes.values()))
    for _, entries in held:
        for entry in entries:
            check_code(entry.code, entry.minutes)
    with acting(by, "sessions.mark", at=at) as act:
        hold(*(session for session, _ in held))
        seats = _seats({session.training_class_id for session, _ in held})
        for session, entries in held:
            SESSION.after(session.state, "mark")
            asked = {e.enrollment for e in entries}
            _refuse_strangers(session, asked, seats, scopes[session.pk])
            act.record_many(Enrollment, sorted(asked), after={"session": session.pk, "source": source})
        write_marks(held, source=source, by=by, at=at)
    return sum(len({e.enrollment for e in entries}) for _, entries in held)


def _seats(classes: set[int]) -> dict[int, tuple[int, int | None]]:
    """Class and site of everybody who may be marked in these classes."""
    rows = Enrollment.objects.filter(training_class__in=classes, state__in=ON_ROLL)
    return {number: (held, site) for number, held, site in rows.values_list("pk", "training_class_id", "site_id")}


def _refuse_strangers(
    session: Session,
    asked: set[int],
    seats: Mapping[int, tuple[int, int | None]],
    scope: frozenset[int] | None,
) -> None:
    """People of another class, or of a site that is not kept by this keeper or is handed in."""
    own = {number: seats[number][1] for number in asked if seats.get(number, (0,))[0] == session.training_class_id}
    if scope is not None:
        open_sites = scope - set(session.site_rolls.filter(site__in=scope).values_list("site", flat=True))
        own = {number: site for number, site in own.items() if site in open_sites}
    if len(own) < len(asked):
        raise NotOnThisRoll(count=len(asked) - len(own))


def close_roll(session: Session, *, by: User | None, at: datetime) -> Session:
    """Khóa điểm danh — everyone expected without a mark gets one: with leave where granted, else without.

    Those who came are attending from now on. Raises NotAllowed, Forbidden.
    """
    return close_many([session], by=by, at=at)[0]


def close_many(sessions: Sequence[Session], *, by: User | None, at: datetime) -> list[Session]:
    """Khóa điểm danh nhiều buổi — all or none, as `close_roll` does for one. Raises NotAllowed, Forbidden."""
    for session in sessions:
        require(can_close_roll(by, session))
    with acting(by, "sessions.close_roll", at=at) as act:
        hold(*sessions)
        closed = {s.pk: SESSION.after(s.state, "close_roll") for s in sessions}
        verdicts = _codes_of(sessions)
        default = _default_entries(sessions, verdicts)
        write_fresh(default, source="closing", by=by, at=at)
        came = {n for codes in verdicts.values() for n, code in codes.items() if code in ATTENDED}
        attend(sorted(came), by=by, at=at)
        for session in sessions:
            session.state = closed[session.pk]
        Session.objects.filter(pk__in=closed).update(state="closed")
        for session in sessions:
            by_closing = len(default[session.pk])
            act.record(session, before={"state": "open"}, after={"state": session.state, "by_closing": by_closing})
            roll_closed.send(sender=None, session=session, by=by, at=at)
    return list(sessions)


def _codes_of(sessions: Sequence[Session]) -> dict[int, dict[int, str]]:
    codes: dict[int, dict[int, str]] = {s.pk: {} for s in sessions}
    rows = RollVerdict.objects.filter(session__in=codes)
    for session, person, code in rows.values_list("session_id", "enrollment_id", "code"):
        codes[session][person] = code
    return codes


def _default_entries(
    sessions: Sequence[Session], verdicts: Mapping[int, Mapping[int, str]]
) -> dict[int, list[RollEntry]]:
    """By session, those without a mark: with leave where a granted one overlaps it, else without."""
    classes: dict[int, list[int]] = {}
    people = Enrollment.objects.filter(training_class__in={s.training_class_id for s in sessions}, state__in=EXPECTED)
    for number, training_class in people.values_list("pk", "training_class_id"):
        classes.setdefault(training_class, []).append(number)
    leaves = granted_leaves(sessions)
    entries: dict[int, list[RollEntry]] = {}
    for session in sessions:
        away = {
            leave.enrollment_id
            for leave in leaves.get(session.training_class_id, ())
            if overlaps(leave.from_at, leave.to_at, session.starts_at, session.ends_at)
        }
        entries[session.pk] = [
            RollEntry(n, "excused" if n in away else "unexcused")
            for n in classes.get(session.training_class_id, ())
            if n not in verdicts[session.pk]
        ]
    return entries


def hold(*sessions: Session) -> None:
    """Giữ các buổi — lock their rows and read their states as they stand now."""
    rows = Session.objects.select_for_update().filter(pk__in=[s.pk for s in sessions]).order_by("pk")
    states = dict(rows.values_list("pk", "state"))
    for session in sessions:
        session.state = states[session.pk]


def check_code(code: str, minutes: int | None) -> None:
    """Mã điểm danh dùng được — raises CodeUnknown."""
    bad_minutes = minutes is not None and not 0 <= minutes <= 600
    if code not in CODES or code == "made_up" or bad_minutes:
        raise CodeUnknown(code=code[:20])


def attend(people: Sequence[int], *, by: User | None, at: datetime) -> None:
    """Lần đầu có mặt — the enrollment is attending."""
    if not people:
        return
    new = Enrollment.objects.filter(pk__in=people, state__in=["listed", "summoned", "confirmed"])
    come = [*new.select_related("training_class__course__institution")]
    if come:
        attend_many(come, by=by, at=at)
