"""Lập khóa — the course, its classes, duties, target groups and who manages a class."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max
from django.utils.text import slugify

from boiduong.course.annual_plan.plans.models import PlanLine
from boiduong.course.curriculum.programs.models import ProgramVersion
from boiduong.course.delivery.courses.events import course_created
from boiduong.course.delivery.courses.models import (
    Course,
    CourseBasis,
    Sitting,
    TrainingClass,
)
from boiduong.course.delivery.courses.permissions import can_create, can_manage
from boiduong.engines.vietnamese import date_short, fold, nfc
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Institution, LegalAct, Unit
from boiduong.foundation.venues.models import Room
from boiduong.refusals import Refusal, gettext_noop

CLASS_FIELDS = ("label", "code", "number", "mode", "capacity", "starts_on", "ends_on", "home_room")
COURSE_FIELDS = (
    "title",
    "kind",
    "field",
    "intake_text",
    "mode",
    "starts_on",
    "ends_on",
    "avoid_text",
    "place_text",
    "plan_line",
    "default_version",
)


class TitleMissing(Refusal):
    """Thiếu tên."""

    text = gettext_noop("Write the name.")


class BadCourseDates(Refusal):
    """Ngày kết thúc trước ngày bắt đầu."""

    text = gettext_noop("The end (%(end)s) lies before the beginning (%(start)s).")


def _check_dates(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise BadCourseDates(start=date_short(starts_on), end=date_short(ends_on))


def one_line(text: str) -> str:
    """Một dòng chữ — one line of composed letters; raises TitleMissing when nothing is left."""
    cleaned = " ".join(nfc(text).replace("\0", "").split())
    if not cleaned:
        raise TitleMissing
    return cleaned


def _free_slug(wanted: str) -> str:
    """An address that no course has yet."""
    stem = slugify(fold(wanted))[:70].strip("-") or "khoa"
    taken = set(Course.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(f"{stem}-{n}" for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)


def create_course(
    *,
    institution: Institution,
    title: str,
    by: User | None,
    at: datetime,
    slug: str = "",
    kind: str = "in_service",
    field: str = "",
    standpoint: str = "whole",
    plan_line: PlanLine | None = None,
    default_version: ProgramVersion | None = None,
    intake_text: str = "",
    mode: str = "full_time",
    starts_on: date | None = None,
    ends_on: date | None = None,
    avoid_text: str = "",
    place_text: str = "",
    synthetic: bool = False,
    assumed: Mapping[str, object] | None = None,
    file_sha256: str = "",
) -> Course:
    """Lập khóa bồi dưỡng — a draft; its address is made from the title unless given.

    Raises NotAllowed, TitleMissing, BadCourseDates.
    """
    require(can_create(by, institution))
    _check_dates(starts_on, ends_on)
    name = one_line(title)[:500]
    with acting(by, "courses.create_course", at=at) as act:
        course = Course.objects.create(
            slug=_free_slug(slug or name), title=name, kind=kind, field=field, standpoint=standpoint,
            institution=institution, plan_line=plan_line, default_version=default_version,
            intake_text=intake_text[:100], mode=mode, starts_on=starts_on, ends_on=ends_on,
            avoid_text=avoid_text[:500], place_text=place_text[:300], synthetic=synthetic,
            assumed=dict(assumed or {}), file_sha256=file_sha256, created_at=at,
        )  # fmt: skip
        act.record(course, after={"state": course.state, "slug": course.slug})
        course_created.send(sender=None, course=course, by=by, at=at)
    return course


def change_details(course: Course, *, by: User | None, at: datetime, **facts: object) -> Course:
    """Sửa thông tin khóa — title, dates, mode, plan line and the like; raises NotAllowed, BadCourseDates."""
    require(can_manage(by, course))
    changed = [name for name in COURSE_FIELDS if name in facts and getattr(course, name) != facts[name]]
    for name in changed:
        setattr(course, name, facts[name])
    course.title = one_line(course.title)[:500]
    _check_dates(course.starts_on, course.ends_on)
    with acting(by, "courses.change_details", at=at) as act:
        course.save(update_fields=changed or ["title"])
        act.record(course, after={"changed": ", ".join(changed)})
    return course


def add_basis(course: Course, legal_act: LegalAct, *, by: User | None, at: datetime, effect: str = "") -> CourseBasis:
    """Thêm căn cứ — a plan, scheme or decision that the course carries out."""
    require(can_manage(by, course))
    with acting(by, "courses.add_basis", at=at) as act:
        basis, made = CourseBasis.objects.get_or_create(course=course, legal_act=legal_act, defaults={"effect": effect})
        if made:
            act.record(basis, after={"course": course.pk})
    return basis


class NoProgram(Refusal):
    """Chưa có chương trình."""

    text = gettext_noop("A class needs a program. Choose the program of the course first.")


def add_class(
    course: Course,
    *,
    label: str,
    by: User | None,
    at: datetime,
    version: ProgramVersion | None = None,
    owner: Unit | None = None,
    code: str = "",
    number: str = "",
    mode: str = "",
    capacity: int | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    home_room: Room | None = None,
    assumed: Mapping[str, object] | None = None,
) -> TrainingClass:
    """Thêm lớp — after the last one; program, mode and dates are the course's unless given.

    Raises NotAllowed, TitleMissing, NoProgram, BadCourseDates, LabelTaken.
    """
    require(can_manage(by, course))
    used = version or course.default_version
    if used is None:
        raise NoProgram
    first, last = starts_on or course.starts_on, ends_on or course.ends_on
    _check_dates(first, last)
    name = _free_label(course, one_line(label)[:120])
    with acting(by, "courses.add_class", at=at) as act:
        Course.objects.select_for_update().get(pk=course.pk)
        top = course.classes.aggregate(top=Max("position"))["top"] or 0
        made = TrainingClass.objects.create(
            course=course, position=top + 1, label=name, code=code[:40], number=number[:40], owner=owner,
            version=used, mode=mode or course.mode, capacity=capacity, starts_on=first, ends_on=last,
            home_room=home_room, assumed=dict(assumed or {}),
        )  # fmt: skip
        act.record(made, after={"course": course.pk, "state": made.state})
    return made


class LabelTaken(Refusal):
    """Trùng tên lớp."""

    text = gettext_noop("The course has a class named “%(label)s” already.")


def _free_label(course: Course, label: str, own: int | None = None) -> str:
    if course.classes.filter(label=label).exclude(pk=own or 0).exists():
        raise LabelTaken(label=label)
    return label


def edit_class(training_class: TrainingClass, *, by: User | None, at: datetime, **facts: object) -> TrainingClass:
    """Sửa lớp — label, code, dates, capacity, room; raises NotAllowed, BadCourseDates, LabelTaken."""
    require(can_manage(by, training_class.course))
    changed = [n for n in CLASS_FIELDS if n in facts and getattr(training_class, n) != facts[n]]
    for name in changed:
        setattr(training_class, name, facts[name])
    training_class.label = _free_label(training_class.course, one_line(training_class.label)[:120], training_class.pk)
    _check_dates(training_class.starts_on, training_class.ends_on)
    with acting(by, "courses.edit_class", at=at) as act:
        training_class.save(update_fields=changed or ["label"])
        act.record(training_class, after={"changed": ", ".join(changed)})
    return training_class


def add_sitting(
    training_class: TrainingClass, *, starts_on: date, ends_on: date, by: User | None, at: datetime
) -> Sitting:
    """Thêm đợt — a block of a long class, after the last one; raises BadCourseDates."""
    require(can_manage(by, training_class.course))
    _check_dates(starts_on, ends_on)
    with acting(by, "courses.add_sitting", at=at) as act:
        top = training_class.sittings.aggregate(top=Max("position"))["top"] or 0
        sitting = Sitting.objects.create(
            training_class=training_class, position=top + 1, starts_on=starts_on, ends_on=ends_on
        )
        act.record(sitting, after={"class": training_class.pk})
    return sitting
