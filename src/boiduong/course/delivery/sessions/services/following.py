"""Theo lịch học — sessions are made, moved and cancelled when a timetable is released."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.scheduling.models import Entry, TimetableVersion
from boiduong.course.delivery.sessions.models import Session
from boiduong.course.delivery.sessions.rules import SESSION
from boiduong.foundation.accounts.models import User
from boiduong.foundation.audit.services import acting

LEFT_OUT = "Không còn trong lịch học bản %(number)s."
FOLLOWED = ("day", "half", "periods", "starts_at", "ends_at", "topic_id")


def follow_timetable(version: TimetableVersion, *, by: User | None, at: datetime) -> None:
    """Làm theo lịch — one session per class of each lesson; ceremonies and self-study have none.

    A session hangs on (class, key): planned ones move or are cancelled, those already begun keep what happened and
    only point to the entry in force.
    """
    lessons = version.entries.filter(topic__isnull=False).prefetch_related("classes")
    wanted = {(c.training_class_id, e.key): e for e in lessons for c in e.classes.all()}
    with acting(by, "sessions.follow_timetable", at=at) as act:
        # Held, so that a roll opened at this moment is not written back to "not held yet".
        held = Session.objects.select_for_update().filter(course=version.course_id).order_by("pk")
        there = {(s.training_class_id, s.key): s for s in held}
        new = [_new(version, key, entry) for key, entry in wanted.items() if key not in there]
        Session.objects.bulk_create(new)
        known = [there[key] for key in wanted if key in there]
        moved = [s for s in known if _follow(s, wanted[s.training_class_id, s.key])]
        gone = [s for key, s in there.items() if key not in wanted and s.state == "planned"]
        for session in gone:
            session.state = SESSION.after(session.state, "cancel")
            session.cancelled_reason = LEFT_OUT % {"number": version.number}
        fields = [*FOLLOWED, "entry_id", "state", "cancelled_reason"]
        Session.objects.bulk_update([*known, *gone], [f.removesuffix("_id") for f in fields], batch_size=200)
        facts = {"version": version.pk, "made": len(new), "moved": len(moved), "cancelled": len(gone)}
        act.record(version, after=facts)


def _new(version: TimetableVersion, key: tuple[int, UUID], entry: Entry) -> Session:
    facts = {name: getattr(entry, name) for name in FOLLOWED}
    return Session(course_id=version.course_id, training_class_id=key[0], key=key[1], entry=entry, **facts)


def _follow(session: Session, entry: Entry) -> bool:
    """Point to the entry in force; a planned session takes its time and topic. True when something moved."""
    session.entry = entry
    if session.state != "planned":
        return False
    changed = [name for name in FOLLOWED if getattr(session, name) != getattr(entry, name)]
    for name in changed:
        setattr(session, name, getattr(entry, name))
    return bool(changed)


def sessions_left(training_class: TrainingClass) -> int:
    """Còn bao nhiêu buổi chưa học — planned or open, of one class."""
    return training_class.sessions.filter(state__in=["planned", "open"]).count()
