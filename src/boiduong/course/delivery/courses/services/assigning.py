"""Giao việc — who does what in a course, who may be sent, and who is in charge of a class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import ProtectedError
from django.utils import timezone

from boiduong.course.curriculum.programs.models import ProgramPart
from boiduong.course.delivery.courses.models import (
    Course,
    CourseDuty,
    Site,
    StaffDuty,
    TargetGroup,
    TrainingClass,
)
from boiduong.course.delivery.courses.permissions import SITE_DUTY, can_manage
from boiduong.course.delivery.courses.services.building import one_line
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.models import Person
from boiduong.refusals import Refusal, gettext_noop


class ForeignSite(Refusal):
    """Điểm cầu của khóa khác, hoặc không phải người giữ điểm cầu."""

    text = gettext_noop("“%(name)s” is no site of this course, or the person is not to keep a site.")


def assign_duty(
    course: Course,
    *,
    unit: Unit,
    duty: str,
    by: User | None,
    at: datetime,
    training_class: TrainingClass | None = None,
    part: ProgramPart | None = None,
    site: Site | None = None,
    for_text: str = "",
    assumed: bool = False,
) -> CourseDuty:
    """Giao phần việc — which body does what, for a class, part or site where said; the same duty is given once."""
    require(can_manage(by, course))
    with acting(by, "courses.assign_duty", at=at) as act:
        row, made = CourseDuty.objects.get_or_create(
            course=course, unit=unit, duty=duty, training_class=training_class, part=part, site=site,
            for_text=for_text[:200], defaults={"assumed": assumed},
        )  # fmt: skip
        if made:
            act.record(row, after={"course": course.pk, "unit": unit.pk, "duty": duty})
    return row


def assign_duties(
    course: Course, given: Iterable[tuple[str, Unit]], *, by: User | None, at: datetime
) -> list[CourseDuty]:
    """Giao nhiều phần việc của cả khóa trong một lần — all of them or none; what is given already stays as it is."""
    require(can_manage(by, course))
    with acting(by, "courses.assign_duties", at=at):
        return [assign_duty(course, unit=unit, duty=duty, by=by, at=at) for duty, unit in given]


def remove_duty(row: CourseDuty, *, by: User | None, at: datetime) -> None:
    """Thôi giao phần việc."""
    require(can_manage(by, row.course))
    with acting(by, "courses.remove_duty", at=at) as act:
        act.record(row, before={"course": row.course_id, "unit": row.unit_id, "duty": row.duty})
        row.delete()


def add_group(
    course: Course,
    *,
    label: str,
    by: User | None,
    at: datetime,
    conditions: Mapping[str, object] | None = None,
    counts_as: str = "learner",
) -> TargetGroup:
    """Thêm đối tượng — who may be sent; the conditions are those of the course file."""
    require(can_manage(by, course))
    name = one_line(label)[:300]
    with acting(by, "courses.add_group", at=at) as act:
        group, made = TargetGroup.objects.get_or_create(
            course=course, label=name, defaults={"conditions": dict(conditions or {}), "counts_as": counts_as}
        )
        if made:
            act.record(group, after={"course": course.pk, "counts_as": counts_as})
    return group


class GroupInUse(Refusal):
    """Đối tượng đã có chỉ tiêu hoặc người được cử."""

    text = gettext_noop("“%(name)s” has seats or people already, so it stays.")


def remove_group(group: TargetGroup, *, by: User | None, at: datetime) -> None:
    """Bỏ đối tượng ghi nhầm — while no call and no nomination speaks of it. Raises NotAllowed, GroupInUse."""
    require(can_manage(by, group.course))
    try:
        with acting(by, "courses.remove_group", at=at) as act:
            act.record(group, before={"course": group.course_id, "counts_as": group.counts_as})
            group.delete()
    except ProtectedError:
        raise GroupInUse(name=group.label) from None


def assign_staff(
    training_class: TrainingClass,
    *,
    person: Person,
    by: User | None,
    at: datetime,
    duty: str = "class_manager",
    site: Site | None = None,
    starts_on: date | None = None,
) -> StaffDuty:
    """Phân công chủ nhiệm, phó chủ nhiệm, giữ điểm — from a day on (today unless said); earlier ones stay written.

    `site` is the point whose roll a site keeper marks; without it the keeper marks the whole class. Raises NotAllowed,
    ForeignSite.
    """
    require(can_manage(by, training_class.course))
    if site is not None and (duty != SITE_DUTY or site.course_id != training_class.course_id):
        raise ForeignSite(name=site.name)
    with acting(by, "courses.assign_staff", at=at) as act:
        row, made = StaffDuty.objects.get_or_create(
            training_class=training_class,
            person=person,
            duty=duty,
            site=site,
            starts_on=starts_on or timezone.localdate(at),
        )
        if made:
            act.record(row, after={"class": training_class.pk, "person": person.pk, "duty": duty})
    return row
