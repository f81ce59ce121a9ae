"""Việc nào có thể chờ — what every stage might have for a person, found out in one query over the own courses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from boiduong.course.delivery.courses.models import Course, StaffDuty
from boiduong.course.delivery.courses.permissions import CLASS_DUTIES, look_once
from boiduong.foundation.accounts.models import User
from boiduong.web.prepared import prepared
from boiduong.web.registry import WaitingProvider, conditions_of_waiting


def quiet_for(user: User, at: datetime) -> frozenset[WaitingProvider]:
    """Không có gì chờ — the functions of `waiting` that no course of this person gives anything to say.

    None is named for a person who sees every course, or very many.
    """
    courses = look_once(user)
    if courses is None:
        return frozenset()
    rows = _may_wait(courses, timezone.localdate(at), at) if courses else []
    return frozenset(one for n, one in enumerate(conditions_of_waiting()) if not any(row[n] for row in rows))


def managed_by(person: int) -> QuerySet[StaffDuty, Any]:
    """Lớp đang chủ nhiệm — ids of the classes whose latest manager or deputy the person is, for a condition."""
    same = StaffDuty.objects.filter(training_class=OuterRef("training_class"), duty=OuterRef("duty")).order_by()
    on = Q(starts_on=OuterRef("starts_on"), pk__gt=OuterRef("pk"))
    later = same.filter(Q(starts_on__gt=OuterRef("starts_on")) | on)
    own = StaffDuty.objects.filter(~Exists(later), person=person, duty__in=CLASS_DUTIES).order_by()
    return own.values("training_class")


@prepared
def _may_wait(courses: tuple[int, ...], today: date, at: datetime) -> QuerySet[Course, Any]:
    found = Course.objects.filter(pk__in=courses).order_by()
    return found.values_list(*(may(today, at) for may in conditions_of_waiting().values()))
