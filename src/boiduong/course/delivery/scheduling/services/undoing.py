"""Hoàn tác — the draft as it was before each of its last acts, and going back by one."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from boiduong.course.delivery.scheduling.models import DraftStep, Entry, EntryClass, EntryLecturer, TimetableVersion
from boiduong.course.delivery.scheduling.permissions import can_arrange
from boiduong.course.delivery.scheduling.services.placing import locked_draft
from boiduong.course.delivery.scheduling.services.refusals import NothingToUndo
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting

KEPT_STEPS = 20


class Row(TypedDict):
    """Một buổi đã ghi lại — as JSON."""

    key: str
    day: str
    half: str
    first_period: int
    periods: int
    starts_at: str
    ends_at: str
    topic: int | None
    activity: str
    room: int | None
    place_text: str
    locked: bool
    classes: list[int]
    lecturers: list[int]


def remember(version: TimetableVersion, what: str, *, at: datetime) -> None:
    """Ghi lại bản nháp trước khi sửa — `what` is about to be done; the last twenty acts are kept."""
    DraftStep.objects.create(version=version, what=what[:200], before=_rows(version), at=at)
    old = version.steps.order_by("-id").values_list("pk", flat=True)[KEPT_STEPS:]
    DraftStep.objects.filter(pk__in=[*old]).delete()


def undo(version: TimetableVersion, *, by: User | None, at: datetime) -> str:
    """Hoàn tác việc vừa làm — every session of the draft is again as it was; answers what was undone.

    Raises NotAllowed, ReleasedIsFixed, NothingToUndo.
    """
    require(can_arrange(by, version.course))
    with acting(by, "scheduling.undo", at=at) as act:
        locked_draft(version)
        step = version.steps.order_by("-id").first()
        if step is None:
            raise NothingToUndo
        _restore(version, step.before)
        what = str(step.what)
        step.delete()
        act.record(version, after={"entries": len(step.before)})
    return what


def _rows(version: TimetableVersion) -> list[Row]:
    entries = version.entries.order_by("pk").prefetch_related("classes", "lecturers")
    return [
        Row(
            key=str(e.key),
            day=e.day.isoformat(),
            half=e.half,
            first_period=e.first_period,
            periods=e.periods,
            starts_at=e.starts_at.isoformat(),
            ends_at=e.ends_at.isoformat(),
            topic=e.topic_id,
            activity=e.activity,
            room=e.room_id,
            place_text=e.place_text,
            locked=e.locked,
            classes=[c.training_class_id for c in e.classes.all()],
            lecturers=[x.lecturer_id for x in e.lecturers.all()],
        )
        for e in entries
    ]


def _restore(version: TimetableVersion, rows: list[Row]) -> None:
    """The entries of these rows under the keys that they had, in place of those that stand."""
    version.entries.all().delete()
    made = Entry.objects.bulk_create(_entry(version, row) for row in rows)
    pairs = [*zip(made, rows, strict=True)]
    EntryClass.objects.bulk_create(
        EntryClass(entry=entry, training_class_id=n) for entry, row in pairs for n in row["classes"]
    )
    EntryLecturer.objects.bulk_create(
        EntryLecturer(entry=entry, lecturer_id=n) for entry, row in pairs for n in row["lecturers"]
    )


def _entry(version: TimetableVersion, row: Row) -> Entry:
    return Entry(
        version=version,
        key=UUID(row["key"]),
        day=date.fromisoformat(row["day"]),
        half=row["half"],
        first_period=row["first_period"],
        periods=row["periods"],
        starts_at=datetime.fromisoformat(row["starts_at"]),
        ends_at=datetime.fromisoformat(row["ends_at"]),
        topic_id=row["topic"],
        activity=row["activity"],
        room_id=row["room"],
        place_text=row["place_text"],
        locked=row["locked"],
    )
