"""Bản lịch — a new draft, the release, the adjustment and the discarding of a draft."""

from __future__ import annotations

from datetime import datetime

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
)
from boiduong.course.delivery.scheduling.queries.comparing import compared
from boiduong.course.delivery.scheduling.rules import TIMETABLE, Violation, read_mark, stopping
from boiduong.course.delivery.scheduling.services.refusals import (
    Clash,
    DraftExists,
    NothingChanged,
    NothingPastMoves,
    NothingPlaced,
    WarningsUnread,
)
from boiduong.course.delivery.scheduling.services.telling import tell
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import Institution


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


def release(version: TimetableVersion, *, by: User | None, at: datetime, read: str = "") -> TimetableVersion:
    """Ban hành lịch — re-checked under the lock of the institution; the paper goes to be numbered.

    Whoever a change concerns is told of it, through the outbox. `read` is the mark of the warnings that the user has
    read (`read_mark`); the system reads none.

    Raises NotAllowed, Forbidden (state), NothingPlaced, NothingChanged, NothingPastMoves, Clash, WarningsUnread.
    """
    course = version.course
    require(can_arrange(by, course))
    with acting(by, "scheduling.release", at=at) as act:
        Institution.objects.select_for_update().get(pk=course.institution_id)
        # Nobody places a session between the last look for clashes and the release.
        after = _after(version, "release")
        old = current_version(course)
        _refuse_nothing(version, old)
        found = _refuse_clashes(version, at=at)
        if by is not None and read_mark(found) != read:
            raise WarningsUnread(count=len(found), first=found[0] if found else "")
        if old is not None:
            old.state = TIMETABLE.after(old.state, "supersede")
            old.save(update_fields=["state"])
            act.record(old, after={"state": old.state})
        version.state, version.released_at = after, at
        version.document = _draft_paper(version, by=by, at=at)
        version.save(update_fields=["state", "released_at", "document"])
        act.record(version, before={"state": "draft"}, after={"state": after, "document": version.document.pk})
        timetable_released.send(sender=None, version=version, by=by, at=at)
        if old is not None:
            tell(version, old, at=at)
    return version


def _after(version: TimetableVersion, act_name: str) -> str:
    """Hold the version and answer the state that the act leads to from the one it has now."""
    state = TimetableVersion.objects.select_for_update().values_list("state", flat=True).get(pk=version.pk)
    return TIMETABLE.after(state, act_name)


def _refuse_nothing(version: TimetableVersion, old: TimetableVersion | None) -> None:
    """Refuse an empty timetable, and one that says what the one in force says."""
    if not version.entries.exists():
        raise NothingPlaced
    if old is not None and not compared(old, version):
        raise NothingChanged(number=old.number)


def _refuse_clashes(version: TimetableVersion, *, at: datetime) -> list[Violation]:
    """Refuse what stops the release; answers the warnings that are left."""
    found = clashes(version, at=at)
    blocking = stopping(found)
    past = [v for v in blocking if v.rule == "past_moved"]
    if past:
        raise NothingPastMoves(first=past[0])
    if blocking:
        raise Clash(count=len(blocking), first=blocking[0])
    return found


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
        version.state = _after(version, "discard")
        version.save(update_fields=["state"])
        act.record(version, after={"state": version.state})


def _copy(entry: Entry, version: TimetableVersion) -> Entry:
    kept = {
        f.attname: getattr(entry, f.attname) for f in Entry._meta.concrete_fields if f.name not in ("id", "version")
    }
    return Entry(version=version, **kept)
