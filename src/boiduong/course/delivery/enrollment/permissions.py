"""Quyền chiêu sinh — who calls, who nominates for which unit, who decides and who summons. Default deny."""

from __future__ import annotations

from django.db.models import Q

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import (
    can_approve,
    can_manage,
    can_run_class,
    contribute_visibility,
)
from boiduong.course.delivery.enrollment.models import CallQuota, Enrollment, Nomination
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.queries import scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.queries import among, within
from boiduong.foundation.people.permissions import contribute_people


def can_call(user: User | None, course: Course) -> bool:
    """Chiêu sinh — the training officer writes the call, sets quota, issues, closes and reopens."""
    return can_manage(user, course)


def can_nominate(user: User | None, course: Course, unit_id: int | None) -> bool:
    """Cử người — the clerk of that unit, or the training officer typing the unit's list."""
    if unit_id is not None and has_role(user, Role.UNIT_CLERK, over=unit_id):
        return True
    return can_manage(user, course)


def can_review(user: User | None, course: Course) -> bool:
    """Xét cử — the managing authority, or the training officer on its behalf."""
    return can_manage(user, course) or can_approve(user, course)


def can_form(user: User | None, course: Course) -> bool:
    """Chia lớp, triệu tập — the training officer."""
    return can_manage(user, course)


def can_open(user: User | None, course: Course) -> bool:
    """Mở lớp — whoever prepares or signs the decision: training officer or managing authority."""
    return can_review(user, course)


def can_attend_for(user: User | None, training_class: TrainingClass, person_ids: set[int]) -> bool:
    """Ghi dự học — the system, whoever runs the class, or a learner for himself alone."""
    if user is not None and user.is_authenticated and user.person_id and person_ids <= {user.person_id}:
        return True
    return can_run_class(user, training_class)


def clerk_units(user: User | None) -> frozenset[int]:
    """Đơn vị của cán bộ đơn vị — ids of the units whose people a clerk handles; empty for others.

    A clerk without a scope would be a clerk of everything, which nobody is: such a grant shows nothing.
    """
    if user is None or not user.is_authenticated:
        return frozenset()
    scopes = scopes_of(user, Role.UNIT_CLERK)
    return frozenset().union(*(within(scope) for scope in scopes if scope is not None))


@contribute_visibility
def for_clerks_and_learners(user: User) -> Q:
    """Khóa được thấy — clerks see courses that call their unit, learners the courses they sit in."""
    seen = Q(pk__in=[])
    units = clerk_units(user)
    if units:
        called = CallQuota.objects.filter(unit_id__in=among(units)).exclude(call__state="draft")
        seen |= Q(pk__in=called.values("call__course_id"))
        seen |= Q(pk__in=Enrollment.objects.filter(sent_by_id__in=among(units)).values("course_id"))
    if user.person_id:
        seen |= Q(pk__in=Enrollment.objects.filter(person_id=user.person_id).values("course_id"))
    return seen


@contribute_people
def people_of_own_courses(user: User) -> Q:
    """Người được cử về khóa của mình — the training officer of a school sees them, wherever they come from."""
    scopes = scopes_of(user, Role.TRAINING_OFFICER)
    units = frozenset[int]().union(*(within(scope) for scope in scopes if scope is not None))
    if not units:
        return Q(pk__in=[])
    sent = Nomination.objects.filter(call__course__institution__unit__in=among(units))
    learn = Enrollment.objects.filter(course__institution__unit__in=among(units))
    return Q(pk__in=sent.values("person")) | Q(pk__in=learn.values("person"))
