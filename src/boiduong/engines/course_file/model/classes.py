"""Lớp, lịch, địa điểm — Classes with their days, sittings, sites, venues and ceremonies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..kinds import CeremonyKind, Mode, Roll
from ..values import Amount, Duration, Text, When


@dataclass(frozen=True, slots=True)
class Sitting:
    """Đợt — A run of study days, first and last included."""

    start: date
    end: date
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Lịch của khóa — First and last day; `said_start` and `said_end` are what the source says."""

    start: date
    end: date
    start_assumed: bool = False
    end_assumed: bool = False
    said_start: When | None = None
    said_end: When | None = None
    length: Duration | None = None
    weekend: bool = False
    weekends_only: bool = False
    around_the_clock: bool = False
    avoid: tuple[Text, ...] = ()
    not_after: date | None = None
    sittings: tuple[Sitting, ...] = ()


@dataclass(frozen=True, slots=True)
class Venue:
    """Địa điểm — A place of study."""

    id: str
    name: Text
    place: Text | None = None
    owner: Text | None = None
    kind: str | None = None
    seats: Amount | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class TrainingClass:
    """Lớp — A definite class: its people, program and study days (no days when self-paced).

    `group_sizes` says how many of `size` come from each group; `half_days` is 2 × study days.
    """

    id: str
    label: Text
    size: int
    mode: Mode
    program: str
    owner: str
    start: date
    end: date
    days: tuple[date, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    code: str | None = None
    number: Text | None = None
    capacity: Amount | None = None
    stated_size: Amount | None = None
    venue: str | None = None
    unit_set: str | None = None
    unit_names: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    group_sizes: tuple[tuple[str, int], ...] = ()
    discussion_groups: int = 1
    size_assumed: bool = False
    dates_assumed: bool = False
    assumed: bool = False

    @property
    def half_days(self) -> int:
        """Số buổi — Half-days on the study days, ceremonies included."""
        return 2 * len(self.days)


@dataclass(frozen=True, slots=True)
class Site:
    """Điểm cầu — A connection point; `count` > 1 stands for a set of like points."""

    id: str
    name: Text
    level: str | None = None
    parent: str | None = None
    count: int = 1
    host: tuple[Text, ...] = ()
    chair: tuple[Text, ...] = ()
    venue: str | None = None
    roll: Roll = Roll.OWN
    ours: bool = False
    observers: bool = False
    scope: tuple[str, ...] = ()
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Ceremony:
    """Lễ khai giảng, bế giảng — One ceremony on one day for the classes named."""

    kind: CeremonyKind
    day: date
    classes: tuple[str, ...]
    mode: str = "in_person"
    where: Text | None = None
    chair: tuple[Text, ...] = ()
    acts: tuple[Text, ...] = ()
    day_assumed: bool = False
    assumed: bool = False
