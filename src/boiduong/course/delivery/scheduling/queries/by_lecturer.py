"""Bảng theo người dạy — what each lecturer does in every half-day of a week, and when they said to be busy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.queries.bridge.faculty import said_busy
from boiduong.course.delivery.scheduling.queries.facts import time_rules
from boiduong.course.delivery.scheduling.queries.versions import entries_of, entry_label


@dataclass(frozen=True)
class Teaching:
    """Một buổi của một người dạy."""

    pk: int
    label: str
    number: int | None
    classes: str
    place: str
    locked: bool


@dataclass(frozen=True)
class PeopleCell:
    """Một ô — whose it is, what the lecturer teaches then, and whether they said to be busy."""

    who: str
    sessions: tuple[Teaching, ...]
    busy: bool

    @property
    def clash(self) -> bool:
        """Whether it cannot stand: busy and teaching."""
        return self.busy and bool(self.sessions)


@dataclass(frozen=True)
class PeopleRow:
    """Một nửa ngày."""

    day: date
    half: str
    first: bool
    cells: tuple[PeopleCell, ...]


@dataclass
class PeopleBoard:
    """Bảng theo người dạy."""

    people: list[str] = field(default_factory=list)
    rows: list[PeopleRow] = field(default_factory=list)
    weeks: list[date] = field(default_factory=list)
    week: date | None = None


def people_board(version: TimetableVersion, wanted: date | None) -> PeopleBoard:
    """Bảng của một tuần — the week asked for, else the first with sessions."""
    entries = [*entries_of(version)]
    weeks = sorted({e.day - timedelta(days=e.day.weekday()) for e in entries})
    if not weeks:
        return PeopleBoard()
    week = wanted if wanted in weeks else weeks[0]
    people = {x.lecturer_id: x.lecturer.label for e in entries for x in e.lecturers.all()}
    said = said_busy([*people], week, week + timedelta(days=6))
    here: dict[tuple[date, str, int], list[Teaching]] = {}
    for e in entries:
        if week <= e.day < week + timedelta(days=7):
            classes = ", ".join(c.training_class.label for c in e.classes.all())
            place = e.room.name if e.room else e.place_text
            number = e.topic.position if e.topic else None
            for x in e.lecturers.all():
                one = Teaching(e.pk, entry_label(e), number, classes, place, e.locked)
                here.setdefault((e.day, e.half, x.lecturer_id), []).append(one)
    halves = [h for h in ("morning", "afternoon", "evening") if h in time_rules(version.course).half_day_starts]
    halves += sorted({half for _, half, _ in here} - set(halves))
    last = max(e.day for e in entries)
    days = [d for d in (week + timedelta(days=n) for n in range(7)) if d <= last and (d.weekday() < 5 or _any(here, d))]
    rows = [
        PeopleRow(
            day,
            half,
            half == halves[0],
            tuple(
                PeopleCell(name, tuple(here.get((day, half, n), ())), (day, half) in said.get(n, set()))
                for n, name in people.items()
            ),
        )
        for day in days
        for half in halves
    ]
    return PeopleBoard([*people.values()], rows, weeks, week)


def _any(here: dict[tuple[date, str, int], list[Teaching]], day: date) -> bool:
    return any(key[0] == day for key in here)
