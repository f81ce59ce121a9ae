"""Lịch iCalendar — sessions of a class, a lecturer, a room or a learner as a feed that keeps its address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from icalendar import Calendar, Event

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.models import Entry, FeedKey
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
    rows = entries.filter(version__state="released", starts_at__gte=at - BACK)
    rows = rows.select_related("topic", "room__venue", "version")
    for entry in rows.prefetch_related("classes__training_class").order_by("starts_at", "pk").distinct():
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Event:
    """One session; its key lives on over versions, so a calendar moves it instead of adding another."""
    classes = ", ".join(c.training_class.label for c in entry.classes.all())
    event = Event()
    event.add("uid", f"{entry.key}@boiduong")
    event.add("dtstamp", (entry.version.released_at or entry.starts_at).astimezone(UTC))
    event.add("sequence", entry.version.number)
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", f"{entry_label(entry)} ({classes})")
    event.add("location", f"{entry.room.name}, {entry.room.venue.name}" if entry.room else entry.place_text)
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
