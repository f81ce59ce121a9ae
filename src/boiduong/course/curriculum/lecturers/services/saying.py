"""Báo buổi bận — by the lecturer through the personal link, or by the office; single half-days and every week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from boiduong.course.curriculum.lecturers.models import Availability, Lecturer
from boiduong.course.curriculum.lecturers.permissions import can_keep
from boiduong.course.curriculum.lecturers.rules import check_half_days, check_weekly
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting

Cell = tuple[date, str]


@dataclass(frozen=True)
class Said:
    """Lời báo được ghi — half-days that became busy, and that became free again."""

    busy: frozenset[Cell]
    free: frozenset[Cell]


def say_half_days(
    lecturer: Lecturer,
    *,
    first: date,
    last: date,
    busy: Iterable[Cell],
    at: datetime,
    by: User | None = None,
    by_link: bool = False,
) -> Said:
    """Báo các buổi bận từ ngày đến ngày — what is not in `busy` is free; days outside are not touched.

    `by_link`: the lecturer does it, who was let in by the personal link. Raises NotAllowed, NoHalfDay.
    """
    _may(lecturer, by, by_link)
    wanted = frozenset(busy)
    check_half_days(wanted, first=first, last=last)
    with acting(by, "lecturers.say_half_days", at=at) as act:
        rows = Availability.objects.filter(lecturer=lecturer, day__gte=first, day__lte=last, state="busy")
        known = frozenset((day, half) for day, half in rows.values_list("day", "half") if day is not None)
        for day, half in known - wanted:
            rows.filter(day=day, half=half).delete()
        _drop_wishes(lecturer, wanted - known)
        Availability.objects.bulk_create(
            Availability(lecturer=lecturer, state="busy", day=day, half=half, source=_source(by_link), said_at=at)
            for day, half in sorted(wanted - known)
        )
        act.record(lecturer, after={"busy": len(wanted - known), "free": len(known - wanted)})
    return Said(wanted - known, known - wanted)


def say_weekly(
    lecturer: Lecturer,
    *,
    weekday: int,
    half: str,
    first: date,
    last: date,
    at: datetime,
    state: str = "busy",
    by: User | None = None,
    by_link: bool = False,
) -> Availability:
    """Báo bận hằng tuần — the same half-day of every week between two days. Raises NotAllowed, NoHalfDay."""
    _may(lecturer, by, by_link)
    check_weekly(weekday=weekday, half=half, first=first, last=last, state=state)
    with acting(by, "lecturers.say_weekly", at=at) as act:
        row = Availability.objects.create(
            lecturer=lecturer, state=state, weekday=weekday, half=half, starts_on=first, ends_on=last,
            source=_source(by_link), said_at=at,
        )  # fmt: skip
        act.record(row, after={"weekday": weekday, "half": half, "state": state})
    return row


def unsay(row: Availability, *, at: datetime, by: User | None = None, by_link: bool = False) -> None:
    """Rút một lời báo. Raises NotAllowed."""
    _may(row.lecturer, by, by_link)
    with acting(by, "lecturers.unsay", at=at) as act:
        act.record(row, before={"state": row.state, "half": row.half})
        row.delete()


def _drop_wishes(lecturer: Lecturer, cells: Iterable[Cell]) -> None:
    """A half-day that is busy is no wish any more."""
    wishes = Availability.objects.filter(lecturer=lecturer, state="wish")
    for day, half in cells:
        wishes.filter(day=day, half=half).delete()


def _may(lecturer: Lecturer, by: User | None, by_link: bool) -> None:
    require(by_link or can_keep(by, lecturer.institution))


def _source(by_link: bool) -> str:
    return "link" if by_link else "office"
