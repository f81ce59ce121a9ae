"""Văn bản, đơn vị, đối tượng — Sources, bases, bodies, units, groups, plan and duties of a course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..kinds import CountsAs, DutyKind
from ..values import Amount, Duration, Text, When


@dataclass(frozen=True, slots=True)
class Source:
    """Nguồn — A paper or page that the facts come from, and how much of it was read."""

    id: str
    read: str
    title: str = ""
    published_on: When | None = None
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """Căn cứ — A plan, scheme, decision or law that the course carries out."""

    kind: str
    id: str | None = None
    number: str | None = None
    issued_on: When | None = None
    issuer: Text | None = None
    title: Text | None = None
    effect: str | None = None
    source: str | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Organization:
    """Đơn vị tổ chức — A body that does something for the course; `parent` is the id of another one."""

    id: str
    name: Text
    kind: str = "other"
    line: str | None = None
    level: str | None = None
    area: Text | None = None
    parent: str | None = None
    formerly: tuple[Text, ...] = ()
    founded_on: When | None = None
    ended_on: When | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class UnitSet:
    """Tập đơn vị — The units that send people; `listed` is how many the source says it lists."""

    id: str
    what: Text | None = None
    count: Amount | None = None
    by_kind: tuple[tuple[str, Amount], ...] = ()
    names: tuple[str, ...] = ()
    listed: Amount | None = None
    as_of: When | None = None
    area: Text | None = None
    assumed: bool = False

    @property
    def size(self) -> int | None:
        """Số đơn vị — The number of units to work with; None when nothing tells it."""
        if self.count:
            return self.count.best
        if self.by_kind:
            return sum(amount.best for _, amount in self.by_kind)
        return len(self.names) or None


@dataclass(frozen=True, slots=True)
class Group:
    """Nhóm đối tượng — People who may be sent; `headcount` is how many the rehearsal makes of them."""

    id: str
    label: Text
    post_held: tuple[Text, ...] = ()
    posts_held_together: tuple[Text, ...] = ()
    post_planned: tuple[Text, ...] = ()
    terms: tuple[str, ...] = ()
    managed_list: Text | None = None
    category: Text | None = None
    other: Text | None = None
    sex: str | None = None
    units: tuple[str, ...] = ()
    expected: Amount | None = None
    condition: Text | None = None
    counts_as: CountsAs = CountsAs.LEARNER
    headcount: int = 0
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Quota:
    """Chỉ tiêu — Seats for a unit, or for each unit of a set."""

    seats: Amount
    unit: Text | None = None
    units: str | None = None
    group: str | None = None
    each: bool = False
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Dòng kế hoạch — What was planned, beside what happened; `assumed` when no plan is told."""

    title: Text
    year: int
    learners: Amount
    classes: Amount
    nominations_by: date
    basis: str | None = None
    start: When | None = None
    end: When | None = None
    length: Duration | None = None
    quota: tuple[Quota, ...] = ()
    coverage: Text | None = None
    nominations_assumed: bool = False
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """Việc được giao — One body does one thing, for the whole course or for the ids in `scope`."""

    by: str
    does: DutyKind
    scope: tuple[str, ...] = ()
    assumed: bool = False
