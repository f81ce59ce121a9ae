"""Việc nào có thể chờ — what every stage might have for a person, found out in one query over the own courses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import look_once
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


@prepared
def _may_wait(courses: tuple[int, ...], today: date, at: datetime) -> QuerySet[Course, Any]:
    found = Course.objects.filter(pk__in=courses).order_by()
    return found.values_list(*(may(today, at) for may in conditions_of_waiting().values()))
