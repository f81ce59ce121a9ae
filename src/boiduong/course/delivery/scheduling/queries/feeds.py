"""Lịch iCalendar — sessions of a class, a lecturer, a room or a learner as a feed that keeps its address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext
from icalendar import Calendar, Event

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.models import Entry, FeedKey, TimetableVersion
from boiduong.course.delivery.scheduling.queries.facts import ON_THE_LIST
from boiduong.course.delivery.scheduling.queries.teaching import rows_of
from boiduong.course.delivery.scheduling.queries.versions import entry_label
from boiduong.foundation.venues.models import Room

KINDS = {"lop": "class", "giang-vien": "lecturer", "phong": "room", "hoc-vien": "learner"}
WORDS = {kind: word for word, kind in KINDS.items()}
SALT = "boiduong.scheduling.feed"
BACK = timedelta(days=120)


def feed_secret(kind: str, number: int, serial: int) -> str:
    """Phần bí mật của địa chỉ — from the secret key of the house: nothing is kept, and a new serial ends it."""
    return salted_hmac(SALT, f"{kind}:{number}:{serial}", algorithm="sha256").hexdigest()[:40]


def feed_address(kind: str, number: int) -> str:
    """Địa chỉ lịch — the same every time, until it is renewed."""
    serial = FeedKey.objects.filter(kind=kind, subject_id=number).values_list("serial", flat=True).first() or 1
    return reverse("scheduling:feed", args=[WORDS[kind], number, feed_secret(kind, number, serial)])


def opens(kind: str, number: int, secret: str) -> bool:
    """Đúng địa chỉ — compared in constant time."""
    serial = FeedKey.objects.filter(kind=kind, subject_id=number).values_list("serial", flat=True).first() or 1
    return constant_time_compare(feed_secret(kind, number, serial), secret)


def feed_of(kind: str, number: int, *, at: datetime) -> bytes | None:
    """Tệp iCalendar — released sessions of the last months and all to come; None where there is no such thing."""
    found = _named(kind, number)
    if found is None:
        return None
    name, entries = found
    calendar = Calendar()
    calendar.add("prodid", "-//boiduong//timetable//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval;value=duration", "PT6H")
    calendar.add("x-published-ttl", "PT6H")
    rows = [*_shown(entries.filter(version__state="released", starts_at__gte=at - BACK))]
    for entry in rows:
        calendar.add_component(_event(entry, entry.version))
    for entry, version in _dropped(entries, {entry.key for entry in rows}, at=at):
        event = _event(entry, version)
        event.add("status", "CANCELLED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _shown(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """What an event says, read at once."""
    rows = entries.select_related("topic", "room__venue", "version").order_by("starts_at", "pk").distinct()
    return rows.prefetch_related("classes__training_class", "lecturers__lecturer__person")


def _dropped(entries: QuerySet[Entry], kept: set[UUID], *, at: datetime) -> list[tuple[Entry, TimetableVersion]]:
    """Buổi đã bỏ — sessions ahead of earlier versions that the one in force takes from this feed, with that one.

    Some calendars keep an event that a feed no longer has: they are told that it is off.
    """
    old = _shown(entries.filter(version__state="superseded", starts_at__gte=at).exclude(key__in=kept))
    last = {entry.key: entry for entry in sorted(old, key=lambda entry: entry.version.number)}
    courses = {entry.version.course_id for entry in last.values()}
    now = {v.course_id: v for v in TimetableVersion.objects.filter(course__in=courses, state="released")}
    return [(e, now[e.version.course_id]) for e in last.values() if e.version.course_id in now]


def _event(entry: Entry, version: TimetableVersion) -> Event:
    """One session; its key lives on over versions, so a calendar moves it instead of adding another."""
    classes = ", ".join(c.training_class.label for c in entry.classes.all())
    lecturers = ", ".join(row.lecturer.label for row in entry.lecturers.all())
    event = Event()
    event.add("uid", f"{entry.key}@boiduong")
    event.add("dtstamp", (version.released_at or entry.starts_at).astimezone(UTC))
    event.add("sequence", version.number)
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", f"{entry_label(entry)} ({classes})" if classes else entry_label(entry))
    event.add("location", f"{entry.room.name}, {entry.room.venue.name}" if entry.room else entry.place_text)
    if lecturers:
        event.add("description", gettext("Taught by: %(names)s") % {"names": lecturers})
    return event


def _named(kind: str, number: int) -> tuple[str, QuerySet[Entry]] | None:
    entries = Entry.objects.all()
    if kind == "class":
        held = TrainingClass.objects.filter(pk=number).select_related("course").first()
        if held is None:
            return None
        return f"{held.label}, {held.course.title}", entries.filter(classes__training_class=held)
    if kind == "room":
        room = Room.objects.filter(pk=number).first()
        return None if room is None else (room.name, entries.filter(room=room))
    if kind == "lecturer":
        who = Lecturer.objects.filter(pk=number).select_related("person").first()
        return None if who is None else (who.label, entries.filter(rows_of(who)))
    rows = Enrollment.objects.filter(pk=number, state__in=ON_THE_LIST, training_class__isnull=False)
    learner = rows.select_related("person").first()
    if learner is None:
        return None
    return learner.person.full_name, entries.filter(classes__training_class=learner.training_class)
