"""Khóa bồi dưỡng — The whole course, ready to be rehearsed, and who is responsible for what."""

from __future__ import annotations

from dataclasses import dataclass

from ..kinds import CountsAs, DutyKind, Mode, Standpoint
from ..values import Text
from .classes import Calendar, Ceremony, Site, TrainingClass, Venue
from .lessons import Lecturer, Program, Topic
from .outcomes import (
    After,
    Completion,
    CourseLink,
    Doubt,
    Paper,
    Rehearsal,
    Result,
    Situations,
    StatedNumber,
)
from .people import Basis, Duty, Group, Organization, Plan, Source, UnitSet


@dataclass(frozen=True, slots=True)
class Assumption:
    """Điều giả định — One thing that no source says and that was filled in, to be printed."""

    path: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Đơn vị chịu trách nhiệm — The one body that answers for a duty; `assumed` when the file does not say so."""

    duty: DutyKind
    organization: Organization
    assumed: bool


@dataclass(frozen=True, slots=True)
class CourseFile:
    """Khóa bồi dưỡng — Every block of a course file, typed and without gaps."""

    id: str
    title: Text
    kind: str
    field: str
    standpoint: Standpoint
    mode: Mode
    sources: tuple[Source, ...]
    organizations: tuple[Organization, ...]
    groups: tuple[Group, ...]
    plan: Plan
    duties: tuple[Duty, ...]
    responsibilities: tuple[Responsibility, ...]
    programs: tuple[Program, ...]
    lecturers: tuple[Lecturer, ...]
    calendar: Calendar
    classes: tuple[TrainingClass, ...]
    completion: Completion
    rehearsal: Rehearsal
    assumptions: tuple[Assumption, ...]
    told_at: str | None = None
    intake: Text | None = None
    mode_assumed: bool = False
    basis: tuple[Basis, ...] = ()
    units: tuple[UnitSet, ...] = ()
    venues: tuple[Venue, ...] = ()
    sites: tuple[Site, ...] = ()
    ceremonies: tuple[Ceremony, ...] = ()
    situations: Situations | None = None
    results: tuple[Result, ...] = ()
    papers: tuple[Paper, ...] = ()
    after: tuple[After, ...] = ()
    links: tuple[CourseLink, ...] = ()
    stated: tuple[StatedNumber, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def learners(self) -> int:
        """Số học viên — How many learners the rehearsal makes: the sum over the classes."""
        return sum(one.size for one in self.classes)

    @property
    def learner_groups(self) -> tuple[Group, ...]:
        """Nhóm học viên — The groups counted as learners (trainers in training included, observers not)."""
        return tuple(group for group in self.groups if group.counts_as is not CountsAs.OBSERVER)

    def duties_by(self, kind: DutyKind) -> tuple[Duty, ...]:
        """Ai được giao việc — Every duty of a kind as the file says it; may be none or several."""
        return tuple(duty for duty in self.duties if duty.does is kind)

    def responsible(self, kind: DutyKind, *, scope: str | None = None) -> Organization:
        """Ai chịu trách nhiệm — The one body that answers for a duty, for a class, part, site or paper if given."""
        if scope is not None:
            for duty in self.duties_by(kind):
                if scope in duty.scope:
                    return self.organization(duty.by)
        return next(one.organization for one in self.responsibilities if one.duty is kind)

    def organization(self, name: str) -> Organization:
        """Đơn vị theo mã — Raises KeyError when the course has no such body."""
        for body in self.organizations:
            if body.id == name:
                return body
        raise KeyError(name)

    def program(self, name: str) -> Program:
        """Chương trình theo mã — Raises KeyError when the course has no such program."""
        for program in self.programs:
            if program.id == name:
                return program
        raise KeyError(name)

    def topics_named(self, name: str) -> tuple[Topic, ...]:
        """Chuyên đề theo mã trong tệp — The topics an id stands for: one, several, or a whole part or program."""
        return tuple(
            topic
            for program in self.programs
            for topic in program.topics
            if name in (topic.id, topic.origin, topic.part, program.id)
        )
