"""Bảng theo người dạy — what each lecturer does in every half-day of a week, and when they said to be busy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.scheduling.models import EntryClass, EntryLecturer, TimetableVersion
from boiduong.course.delivery.scheduling.queries.bridge.faculty import said_busy
from boiduong.course.delivery.scheduling.queries.facts import time_rules
from boiduong.course.delivery.scheduling.queries.versions import label_of
from boiduong.course.delivery.scheduling.rules import HALF_ORDER


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


class _Entry(NamedTuple):
    """A session: the columns that the board shows."""

    pk: int
    day: date
    half: str
    title: str | None
    number: int | None
    activity: str
    room: str | None
    place: str
    locked: bool


_COLUMNS = ("pk", "day", "half", "topic__title", "topic__position", "activity", "room__name", "place_text", "locked")


def people_board(version: TimetableVersion, wanted: date | None) -> PeopleBoard:
    """Bảng của một tuần — the week asked for, else the first with sessions."""
    entries = [_Entry(*row) for row in version.entries.values_list(*_COLUMNS)]
    weeks = sorted({e.day - timedelta(days=e.day.weekday()) for e in entries})
    if not weeks:
        return PeopleBoard()
    week = wanted if wanted in weeks else weeks[0]
    teachers = _teachers(version)
    people = _names(who for e in entries for who in teachers.get(e.pk, ()))
    said = said_busy([*people], week, week + timedelta(days=6))
    shown = [e for e in entries if week <= e.day < week + timedelta(days=7)]
    classes = _classes(e.pk for e in shown)
    here: dict[tuple[date, str, int], list[Teaching]] = {}
    for e in shown:
        label, place = label_of(e.title, e.activity), e.place if e.room is None else e.room
        one = Teaching(e.pk, label, e.number, ", ".join(classes.get(e.pk, ())), place, e.locked)
        for who in teachers.get(e.pk, ()):
            here.setdefault((e.day, e.half, who), []).append(one)
    halves = [h for h in HALF_ORDER if h in time_rules(version.course).half_day_starts]
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


def _teachers(version: TimetableVersion) -> dict[int, list[int]]:
    """Who teaches each session; one query."""
    found: dict[int, list[int]] = {}
    rows = EntryLecturer.objects.filter(entry__version=version).order_by("pk")
    for entry, lecturer in rows.values_list("entry_id", "lecturer_id"):
        found.setdefault(entry, []).append(lecturer)
    return found


def _names(lecturers: Iterable[int]) -> dict[int, str]:
    """What each is called, in the order in which they begin to teach; one query."""
    order = [*dict.fromkeys(lecturers)]
    known = Lecturer.objects.select_related("person").in_bulk(order)
    return {pk: known[pk].label for pk in order}


def _classes(entries: Iterable[int]) -> dict[int, list[str]]:
    """The labels of the classes in each session; one query."""
    found: dict[int, list[str]] = {}
    rows = EntryClass.objects.filter(entry__in=[*entries]).order_by("pk")
    for entry, label in rows.values_list("entry_id", "training_class__label"):
        found.setdefault(entry, []).append(label)
    return found
