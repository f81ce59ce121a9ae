"""Việc lịch học — drafting, placing, releasing and revising timetables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.services import draft_paper
from boiduong.course.delivery.scheduling.events import timetable_released
from boiduong.course.delivery.scheduling.models import Entry, EntryClass, EntryLecturer, TimetableVersion
from boiduong.course.delivery.scheduling.papers import issuer_of, timetable_paper
from boiduong.course.delivery.scheduling.permissions import can_arrange
from boiduong.course.delivery.scheduling.queries import (
    adjustment_number,
    clashes,
    current_version,
    draft_version,
    time_rules,
)
from boiduong.course.delivery.scheduling.rules import TIMETABLE, Placement, TimeRules, Violation, span
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.venues.models import Room
from boiduong.refusals import Refusal, gettext_noop

KEEP: Any = object()


class DraftExists(Refusal):
    """Đang có bản nháp — one draft at a time, so that two people do not arrange past each other."""

    text = gettext_noop("Draft %(number)s of this timetable is still open. Release it or discard it first.")


class ReleasedIsFixed(Refusal):
    """Lịch đã ban hành — a released timetable is never edited; it is revised by a new version."""

    text = gettext_noop("Timetable %(number)s has left the draft state. Make an adjusted version and change that one.")


class EntryUnclear(Refusal):
    """Buổi chưa rõ — without a class, or with both a topic and an activity, or with neither."""

    text = gettext_noop("Say which classes meet, and either the topic or the activity, with at least one period.")


class NotThisCourse(Refusal):
    """Lớp của khóa khác."""

    text = gettext_noop("One of the classes belongs to another course.")


class NothingPlaced(Refusal):
    """Lịch trống."""

    text = gettext_noop("There is nothing on this timetable yet.")


class Blocked(Refusal):
    """Lịch còn xung đột — the base of refusals that tell the first violation."""

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Câu trả lời — with the sentence of the first violation in it."""
        first = self.facts["first"]
        said = first.sentence(translate) if isinstance(first, Violation) else str(first)
        return translate(self.text) % {**self.facts, "first": said}


class Clash(Blocked):
    """Xung đột — the timetable cannot be released while a blocking rule is broken."""

    text = gettext_noop("The timetable cannot be released: %(count)s clashes. The first one: %(first)s")


class NothingPastMoves(Blocked):
    """Buổi đã qua giữ nguyên."""

    text = gettext_noop("The timetable cannot be released. %(first)s")


def new_version(course: Course, *, by: User | None, at: datetime) -> TimetableVersion:
    """Lập bản lịch mới — an empty draft. Raises NotAllowed, DraftExists."""
    require(can_arrange(by, course))
    with acting(by, "scheduling.new_version", at=at) as act:
        Course.objects.select_for_update().get(pk=course.pk)
        there = draft_version(course)
        if there is not None:
            raise DraftExists(number=there.number)
        last = course.timetables.aggregate(last=Max("number"))["last"] or 0
        made = TimetableVersion.objects.create(course=course, number=last + 1, base=current_version(course))
        act.record(made, after={"state": made.state, "number": made.number})
    return made


def place(version: TimetableVersion, placement: Placement, *, by: User | None, at: datetime) -> Entry:
    """Đặt một buổi — on a draft. Raises NotAllowed, ReleasedIsFixed, EntryUnclear, NotThisCourse, HalfUnknown."""
    return place_many(version, [placement], by=by, at=at)[0]


def place_many(
    version: TimetableVersion, placements: Sequence[Placement], *, by: User | None, at: datetime
) -> list[Entry]:
    """Đặt nhiều buổi — all or none, one audit row; refusals as in `place`. Clashes are told, and stop the release."""
    require(can_arrange(by, version.course))
    with acting(by, "scheduling.place", at=at) as act:
        _locked_draft(version)
        rules = time_rules(version.course)
        own = set(version.course.classes.values_list("pk", flat=True))
        for one in placements:
            if not one.classes or one.periods < 1 or one.first_period < 1 or bool(one.topic) == bool(one.activity):
                raise EntryUnclear
            if not own.issuperset(one.classes):
                raise NotThisCourse
        entries = Entry.objects.bulk_create(_entry(version, one, rules) for one in placements)
        _attach(zip(entries, placements, strict=True))
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
    """Dời buổi — to another half-day, period or room of the same draft; the key stays. Raises ReleasedIsFixed."""
    require(can_arrange(by, entry.version.course))
    with acting(by, "scheduling.move", at=at) as act:
        _locked_draft(entry.version)
        before = {"day": entry.day, "half": entry.half, "room": entry.room_id}
        entry.day, entry.half = day, half
        entry.first_period = first_period or entry.first_period
        if room is not KEEP:
            entry.room = room
        entry.starts_at, entry.ends_at = _span(entry, time_rules(entry.version.course))
        entry.save()
        act.record(entry, before=before, after={"day": day, "half": half, "room": entry.room_id})
    return entry


def remove(entry: Entry, *, by: User | None, at: datetime) -> None:
    """Bỏ buổi — from a draft. Raises ReleasedIsFixed."""
    require(can_arrange(by, entry.version.course))
    with acting(by, "scheduling.remove", at=at) as act:
        _locked_draft(entry.version)
        act.record(entry, before={"day": entry.day, "half": entry.half, "topic": entry.topic_id})
        entry.delete()


def set_lecturers(entry: Entry, lecturers: Sequence[int], *, by: User | None, at: datetime) -> None:
    """Giao người dạy — the lecturers of one session of a draft, by id. Raises ReleasedIsFixed."""
    require(can_arrange(by, entry.version.course))
    with acting(by, "scheduling.set_lecturers", at=at) as act:
        _locked_draft(entry.version)
        entry.lecturers.all().delete()
        EntryLecturer.objects.bulk_create(EntryLecturer(entry=entry, lecturer_id=n) for n in dict.fromkeys(lecturers))
        act.record(entry, after={"lecturers": ",".join(str(n) for n in lecturers)})


def release(version: TimetableVersion, *, by: User | None, at: datetime) -> TimetableVersion:
    """Ban hành lịch — re-checked under the lock of the institution; the paper goes to be numbered.

    Raises NotAllowed, Forbidden (state), NothingPlaced, NothingPastMoves, Clash.
    """
    course = version.course
    require(can_arrange(by, course))
    with acting(by, "scheduling.release", at=at) as act:
        Institution.objects.select_for_update().get(pk=course.institution_id)
        version.refresh_from_db(fields=["state"])
        after = TIMETABLE.after(version.state, "release")
        _refuse_clashes(version, at=at)
        old = current_version(course)
        if old is not None:
            old.state = TIMETABLE.after(old.state, "supersede")
            old.save(update_fields=["state"])
            act.record(old, after={"state": old.state})
        version.state, version.released_at = after, at
        version.document = _draft_paper(version, by=by, at=at)
        version.save(update_fields=["state", "released_at", "document"])
        act.record(version, before={"state": "draft"}, after={"state": after, "document": version.document.pk})
        timetable_released.send(sender=None, version=version, by=by, at=at)
    return version


def _refuse_clashes(version: TimetableVersion, *, at: datetime) -> None:
    if not version.entries.exists():
        raise NothingPlaced
    blocking = [v for v in clashes(version, at=at) if v.level == "block"]
    past = [v for v in blocking if v.rule == "past_moved"]
    if past:
        raise NothingPastMoves(first=past[0])
    if blocking:
        raise Clash(count=len(blocking), first=blocking[0])


def _draft_paper(version: TimetableVersion, *, by: User | None, at: datetime) -> Document:
    course = version.course
    adjusted = adjustment_number(version)
    return draft_paper(
        course=course,
        kind="timetable",
        role="timetable",
        issuer=issuer_of(course),
        subject=f"Lịch học {course.title}" + (f" (điều chỉnh lần {adjusted})" if adjusted else ""),
        papers=[timetable_paper(version, on=timezone.localdate(at))],
        by=by,
        at=at,
    )


def revise(version: TimetableVersion, *, by: User | None, at: datetime) -> TimetableVersion:
    """Điều chỉnh lịch — a new draft with a copy of every entry under the same key. Raises DraftExists, Forbidden."""
    require(can_arrange(by, version.course))
    TIMETABLE.after(version.state, "revise")
    with acting(by, "scheduling.revise", at=at) as act:
        made = new_version(version.course, by=by, at=at)
        old = [*version.entries.prefetch_related("classes", "lecturers")]
        copies = Entry.objects.bulk_create(_copy(entry, made) for entry in old)
        EntryClass.objects.bulk_create(
            EntryClass(entry=new, training_class_id=c.training_class_id)
            for new, e in zip(copies, old, strict=True)
            for c in e.classes.all()
        )
        EntryLecturer.objects.bulk_create(
            EntryLecturer(entry=new, lecturer_id=x.lecturer_id)
            for new, e in zip(copies, old, strict=True)
            for x in e.lecturers.all()
        )
        act.record(made, after={"base": version.pk, "entries": len(copies)})
    return made


def discard(version: TimetableVersion, *, by: User | None, at: datetime) -> None:
    """Bỏ bản nháp — it stays on the list of versions, marked discarded. Raises Forbidden."""
    require(can_arrange(by, version.course))
    with acting(by, "scheduling.discard", at=at) as act:
        version.state = TIMETABLE.after(version.state, "discard")
        version.save(update_fields=["state"])
        act.record(version, after={"state": version.state})


def _locked_draft(version: TimetableVersion) -> None:
    """Lock the version row; only a draft is changed."""
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
    entry.starts_at, entry.ends_at = _span(entry, rules)
    return entry


def _span(entry: Entry, rules: TimeRules) -> tuple[datetime, datetime]:
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


def _copy(entry: Entry, version: TimetableVersion) -> Entry:
    kept = {
        f.attname: getattr(entry, f.attname) for f in Entry._meta.concrete_fields if f.name not in ("id", "version")
    }
    return Entry(version=version, **kept)
