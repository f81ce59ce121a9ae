"""Kể thêm về khóa — sites, ceremonies, stated numbers and what is not clear."""

from __future__ import annotations

from datetime import date, datetime

from boiduong.course.delivery.courses.models import (
    Ceremony,
    Course,
    CourseNote,
    Site,
    StatedNumber,
    TrainingClass,
)
from boiduong.course.delivery.courses.permissions import can_manage
from boiduong.engines.vietnamese import fold
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.refusals import Refusal, gettext_noop


class SiteKnown(Refusal):
    """Điểm cầu đã có."""

    text = gettext_noop("The course has a site “%(name)s” already.")


def add_site(
    course: Course,
    *,
    name: str,
    by: User | None,
    at: datetime,
    parent: Site | None = None,
    count: int | None = None,
    chair_text: str = "",
    ours: bool = False,
    keeps_roll: bool = True,
) -> Site:
    """Thêm điểm cầu — a point of a remote course, or a set of `count` points. Raises NotAllowed, SiteKnown."""
    require(can_manage(by, course))
    if any(fold(one.name) == fold(name) for one in course.sites.filter(parent=parent)):
        raise SiteKnown(name=name)
    with acting(by, "courses.add_site", at=at) as act:
        site = Site.objects.create(
            course=course, parent=parent, name=name[:300], count=count, chair_text=chair_text[:300], ours=ours,
            keeps_roll=keeps_roll,
        )  # fmt: skip
        act.record(site, after={"course": course.pk})
    return site


def add_ceremony(
    course: Course,
    *,
    kind: str,
    by: User | None,
    at: datetime,
    training_class: TrainingClass | None = None,
    day: date | None = None,
    mode: str = "in_person",
    chair_text: str = "",
    acts_text: str = "",
) -> Ceremony:
    """Thêm lễ khai giảng, bế giảng — posts only, never names of officials."""
    require(can_manage(by, course))
    with acting(by, "courses.add_ceremony", at=at) as act:
        ceremony = Ceremony.objects.create(
            course=course, training_class=training_class, kind=kind, day=day, mode=mode,
            chair_text=chair_text[:300], acts_text=acts_text,
        )  # fmt: skip
        act.record(ceremony, after={"course": course.pk, "kind": kind})
    return ceremony


def state_number(
    course: Course,
    *,
    kind: str,
    low: int,
    by: User | None,
    at: datetime,
    high: int | None = None,
    word: str = "exactly",
    on: date | None = None,
    training_class: TrainingClass | None = None,
    source_text: str = "",
) -> StatedNumber:
    """Ghi số đã nêu — typed from an outside paper; shown beside the derived count, never used as one."""
    require(can_manage(by, course))
    with acting(by, "courses.state_number", at=at) as act:
        stated = StatedNumber.objects.create(
            course=course, training_class=training_class, kind=kind, low=low, high=high, word=word, on=on,
            source_text=source_text[:300],
        )  # fmt: skip
        act.record(stated, after={"course": course.pk, "kind": kind, "low": low})
    return stated


def add_note(course: Course, *, kind: str, text: str, by: User | None, at: datetime, text_en: str = "") -> CourseNote:
    """Ghi điều chưa rõ — a doubt, remark, assumption, what follows, or a link to another course."""
    require(can_manage(by, course))
    with acting(by, "courses.add_note", at=at) as act:
        note = CourseNote.objects.create(course=course, kind=kind, text=text, text_en=text_en)
        act.record(note, after={"course": course.pk, "kind": kind})
    return note


def settle_note(note: CourseNote, *, by: User | None, at: datetime) -> None:
    """Đã làm rõ — takes the note off the course page; the audit keeps that it stood there."""
    require(can_manage(by, note.course))
    with acting(by, "courses.settle_note", at=at) as act:
        act.record(note, before={"course": note.course_id, "kind": note.kind})
        note.delete()
