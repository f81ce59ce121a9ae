"""Đặt buổi — placing, moving and taking off sessions of a draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from boiduong.course.delivery.scheduling.models import Entry, EntryClass, EntryLecturer, TimetableVersion
from boiduong.course.delivery.scheduling.permissions import can_arrange
from boiduong.course.delivery.scheduling.queries import time_rules
from boiduong.course.delivery.scheduling.rules import TIMETABLE, Placement, TimeRules, span
from boiduong.course.delivery.scheduling.services.guarding import guarded
from boiduong.course.delivery.scheduling.services.refusals import (
    EntryUnclear,
    NotThisCourse,
    ReleasedIsFixed,
    SessionLocked,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.venues.models import Room

KEEP: Any = object()


def place(version: TimetableVersion, placement: Placement, *, by: User | None, at: datetime) -> Entry:
    """Đặt một buổi — on a draft.

    Raises NotAllowed, ReleasedIsFixed, EntryUnclear, NotThisCourse, HalfUnknown, PlacingBlocked.
    """
    return place_many(version, [placement], by=by, at=at)[0]


def place_many(
    version: TimetableVersion, placements: Sequence[Placement], *, by: User | None, at: datetime
) -> list[Entry]:
    """Đặt nhiều buổi — all or none, one audit row; refusals as in `place`.

    Clashes are told, and stop the release; where their rule blocks in this course, they stop the placing.
    """
    require(can_arrange(by, version.course))
    with acting(by, "scheduling.place", at=at) as act:
        locked_draft(version)
        rules = time_rules(version.course)
        own = set(version.course.classes.values_list("pk", flat=True))
        for one in placements:
            if not one.classes or one.periods < 1 or one.first_period < 1 or bool(one.topic) == bool(one.activity):
                raise EntryUnclear
            if not own.issuperset(one.classes):
                raise NotThisCourse
        with guarded(version) as touched:
            entries = Entry.objects.bulk_create(_entry(version, one, rules) for one in placements)
            _attach(zip(entries, placements, strict=True))
            touched += entries
        act.record_many(Entry, [e.pk for e in entries], after={"version": version.pk})
    return entries


def move(
    entry: Entry,
    *,
    day: date,
    half: str,
    by: User | None,
    at: datetime,
    first_period: int | None = None,
    room: Room | None = KEEP,
) -> Entry:
    """Dời buổi — to another half-day, period or room of the same draft; the key stays.

    Raises ReleasedIsFixed, SessionLocked, PlacingBlocked.
    """
    require(can_arrange(by, entry.version.course))
    with acting(by, "scheduling.move", at=at) as act:
        locked_draft(entry.version)
        _refuse_locked(entry, moving=(entry.day, entry.half) != (day, half))
        before = {"day": entry.day, "half": entry.half, "room": entry.room_id}
        entry.day, entry.half = day, half
        entry.first_period = first_period or entry.first_period
        if room is not KEEP:
            entry.room = room
        entry.starts_at, entry.ends_at = entry_span(entry, time_rules(entry.version.course))
        with guarded(entry.version) as touched:
            entry.save()
            touched.append(entry)
        act.record(entry, before=before, after={"day": day, "half": half, "room": entry.room_id})
    return entry


def remove(entry: Entry, *, by: User | None, at: datetime) -> None:
    """Bỏ buổi — from a draft. Raises ReleasedIsFixed, SessionLocked."""
    require(can_arrange(by, entry.version.course))
    with acting(by, "scheduling.remove", at=at) as act:
        locked_draft(entry.version)
        _refuse_locked(entry, moving=True)
        act.record(entry, before={"day": entry.day, "half": entry.half, "topic": entry.topic_id})
        entry.delete()


def set_lecturers(entry: Entry, lecturers: Sequence[int], *, by: User | None, at: datetime) -> None:
    """Giao người dạy — the lecturers of one session of a draft, by id. Raises ReleasedIsFixed, PlacingBlocked."""
    require(can_arrange(by, entry.version.course))
    with acting(by, "scheduling.set_lecturers", at=at) as act:
        locked_draft(entry.version)
        with guarded(entry.version) as touched:
            entry.lecturers.all().delete()
            rows = [EntryLecturer(entry=entry, lecturer_id=n) for n in dict.fromkeys(lecturers)]
            EntryLecturer.objects.bulk_create(rows)
            touched.append(entry)
        act.record(entry, after={"lecturers": ",".join(str(n) for n in lecturers)})


def _refuse_locked(entry: Entry, *, moving: bool) -> None:
    """A locked session keeps its half-day; its room and lecturers may still change by hand."""
    if entry.locked and moving:
        raise SessionLocked


def locked_draft(version: TimetableVersion) -> None:
    """Khóa bản nháp — locks the version row; only a draft is changed. Raises ReleasedIsFixed."""
    state = TimetableVersion.objects.select_for_update().values_list("state", flat=True).get(pk=version.pk)
    if not TIMETABLE.allows(state, "place"):
        raise ReleasedIsFixed(number=version.number)


def _entry(version: TimetableVersion, one: Placement, rules: TimeRules) -> Entry:
    entry = Entry(
        version=version,
        day=one.day,
        half=one.half,
        first_period=one.first_period,
        periods=one.periods,
        topic_id=one.topic,
        activity=one.activity,
        room_id=one.room,
        place_text=one.place_text[:300],
    )
    entry.starts_at, entry.ends_at = entry_span(entry, rules)
    return entry


def entry_span(entry: Entry, rules: TimeRules) -> tuple[datetime, datetime]:
    """Giờ của một buổi — from its half-day and periods. Raises HalfUnknown."""
    return span(
        rules,
        day=entry.day,
        half=entry.half,
        first_period=entry.first_period,
        periods=entry.periods,
        zone=timezone.get_default_timezone(),
    )


def _attach(pairs: Any) -> None:
    """Classes and lecturers of new entries, in two inserts."""
    classes, lecturers = [], []
    for entry, one in pairs:
        classes += [EntryClass(entry=entry, training_class_id=n) for n in dict.fromkeys(one.classes)]
        lecturers += [EntryLecturer(entry=entry, lecturer_id=n) for n in dict.fromkeys(one.lecturers)]
    EntryClass.objects.bulk_create(classes)
    EntryLecturer.objects.bulk_create(lecturers)
