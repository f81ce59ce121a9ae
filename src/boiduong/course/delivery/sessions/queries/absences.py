"""Vắng và nghỉ — what was missed, leave asked for and granted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.rules import overlaps
from boiduong.course.delivery.sessions.models import Leave, RollVerdict, Session
from boiduong.course.delivery.sessions.queries.states import HELD
from boiduong.course.delivery.sessions.rules import UNIT_LEVEL
from boiduong.web.prepared import counted, prepared


def absences(enrollment: Enrollment) -> QuerySet[RollVerdict]:
    """Các buổi vắng — with and without leave, not yet made up, in order of time."""
    found = enrollment.verdicts.filter(code__in=["excused", "unexcused"], session__state__in=HELD)
    return found.select_related("session__topic").order_by("session__starts_at")


def leaves_over(session: Session) -> dict[int, Leave]:
    """Đơn nghỉ đã duyệt trong buổi — by enrollment, granted leave that overlaps the session."""
    return {
        leave.enrollment_id: leave
        for leave in granted_leaves([session]).get(session.training_class_id, ())
        if overlaps(leave.from_at, leave.to_at, session.starts_at, session.ends_at)
    }


def granted_leaves(sessions: Sequence[Session]) -> dict[int, list[Leave]]:
    """Đơn nghỉ đã duyệt — by class, those that touch the time from the first of the sessions to the last."""
    granted = Leave.objects.filter(
        enrollment__training_class__in={s.training_class_id for s in sessions},
        state="granted",
        from_at__lt=max(s.ends_at for s in sessions),
        to_at__gt=min(s.starts_at for s in sessions),
    )
    found: dict[int, list[Leave]] = {}
    for leave in granted.select_related("enrollment"):
        found.setdefault(leave.enrollment.training_class_id, []).append(leave)
    return found


def open_leaves(course: Course) -> QuerySet[Leave]:
    """Đơn chờ quyết định."""
    found = Leave.objects.filter(enrollment__course=course, state="asked")
    return found.select_related("enrollment__person", "enrollment__training_class__course__institution")


def leaves_for_unit(units: Collection[int]) -> QuerySet[Leave]:
    """Đơn chờ đơn vị xác nhận — of people sent by these units, where the decision needs the unit's word."""
    found = Leave.objects.filter(
        enrollment__sent_by__in=units, state="asked", level=UNIT_LEVEL, unit_confirmed_at__isnull=True
    )
    return found.select_related("enrollment__course").order_by("from_at", "pk")


def leaves_waiting(course: Course) -> int:
    """Số đơn chờ quyết định."""
    return _waiting.number(course.pk)


@prepared
def _waiting(course: int) -> QuerySet[Leave, Any]:
    return counted(Leave.objects.filter(enrollment__course=course, state="asked"))
