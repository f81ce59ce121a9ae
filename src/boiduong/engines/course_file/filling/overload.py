"""Quá tải — Rooms and named lecturers that cannot serve all classes in the days there are."""

from __future__ import annotations

from collections.abc import Sequence

from ..kinds import AskedAs
from ..model import Lecturer, Program, TrainingClass, Venue
from .ledger import Ledger


def note_overload(
    classes: Sequence[TrainingClass],
    venues: Sequence[Venue],
    programs: Sequence[Program],
    lecturers: Sequence[Lecturer],
    ledger: Ledger,
    *,
    half_day_periods: int,
) -> None:
    """Báo quá tải — What the source asks of a room or a person beyond the half-days is told, not mended."""
    for venue in venues:
        own = [one for one in classes if one.venue == venue.id and one.days]
        if venue.seats is not None and sum(one.size for one in own) > venue.seats.best:
            _note(ledger, str(venue.name), own, sum(one.half_days for one in own))
    for person in lecturers:
        if person.asked_as is AskedAs.PERSON:
            taught = {
                program.id: sum(-(-topic.periods // half_day_periods) for topic in program.topics
                                if person.id in topic.by and not topic.joint)
                for program in programs
            }  # fmt: skip
            own = [one for one in classes if one.days and taught.get(one.program)]
            _note(ledger, str(person.label), own, sum(taught[one.program] for one in own))


def _note(ledger: Ledger, name: str, classes: Sequence[TrainingClass], needed: int) -> None:
    """Ghi một dòng — Only where even the best timetable must clash."""
    there = 2 * len({day for one in classes for day in one.days})
    if needed > there:
        ledger.note(
            f"overload.{name}",
            f"{name} phải phục vụ {len(classes)} lớp trong {needed} buổi mà lịch chỉ có {there}: lịch học sẽ trùng.",
            f"{name} has {len(classes)} classes for {needed} half-days and there are {there}: the timetable clashes.",
        )
