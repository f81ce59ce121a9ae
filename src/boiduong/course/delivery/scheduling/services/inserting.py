"""Nhận lớp gấp — the place that was chosen becomes a plan line, a course with its class and room, and moved classes."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from boiduong.course.annual_plan.plans import services as plans
from boiduong.course.annual_plan.plans.models import Plan, PlanLine
from boiduong.course.curriculum.programs.models import ProgramVersion
from boiduong.course.delivery.courses import services as courses
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.scheduling.queries.facts import GONE
from boiduong.course.delivery.scheduling.queries.inserting import Displaced, Place, places_for
from boiduong.course.delivery.scheduling.rules import Wish
from boiduong.course.delivery.scheduling.services.lodging import set_lodging
from boiduong.course.delivery.scheduling.services.refusals import PlaceGone
from boiduong.foundation.accounts.models import User
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.venues.models import Venue


def insert_urgent(
    wish: Wish,
    token: str,
    *,
    institution: Institution,
    program: ProgramVersion,
    by: User | None,
    at: datetime,
    plan: Plan | None = None,
    dormitory: Venue | None = None,
    label: str = "Lớp A",
) -> Course:
    """Nhận chỗ cho lớp gấp — looked for again under the lock of the school, so that two do not take one room.

    Classes that nobody was told of move as proposed. Raises PlaceGone, NotAllowed and what the services of plans and
    courses raise.
    """
    with acting(by, "scheduling.insert_urgent", at=at) as act:
        Institution.objects.select_for_update().get(pk=institution.pk)
        offered = places_for(wish, institution=institution, today=timezone.localdate(at), dormitory=dormitory)
        place = next((one for one in offered if one.token == token), None)
        if place is None:
            raise PlaceGone
        line = _line(plan, wish, place, institution, by=by, at=at)
        course = courses.create_course(
            institution=institution, title=wish.title, plan_line=line, default_version=program,
            starts_on=place.first, ends_on=place.last, by=by, at=at,
        )  # fmt: skip
        courses.add_class(course, label=label, capacity=wish.size, home_room=place.room, by=by, at=at)
        if wish.beds and dormitory is not None:
            set_lodging(course, venue=dormitory, beds=wish.beds, by=by, at=at)
        for one in place.moved:
            _move(one, by=by, at=at)
        act.record(course, after={"room": place.room.pk, "first": place.first, "moved": len(place.moved)})
    return course


def _line(
    plan: Plan | None, wish: Wish, place: Place, institution: Institution, *, by: User | None, at: datetime
) -> PlanLine | None:
    if plan is None:
        return None
    return plans.add_line(
        plan, name=wish.title, leading=institution.unit, classes_planned=1, learners_planned=wish.size, days=wish.days,
        quarter=(place.first.month + 2) // 3, by=by, at=at,
    )  # fmt: skip


def _move(one: Displaced, *, by: User | None, at: datetime) -> None:
    """A class to its new days and room; its course then lasts from its first class to its last."""
    held = one.training_class
    courses.edit_class(held, starts_on=one.first, ends_on=one.last, home_room=one.room, by=by, at=at)
    course = Course.objects.get(pk=held.course_id)
    spans = [
        (c.starts_on or course.starts_on, c.ends_on or course.ends_on) for c in course.classes.exclude(state__in=GONE)
    ]
    courses.change_details(
        course,
        starts_on=min(first for first, _ in spans if first is not None),
        ends_on=max(last for _, last in spans if last is not None),
        by=by,
        at=at,
    )
