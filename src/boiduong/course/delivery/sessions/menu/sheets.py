"""Giấy in của buổi học — leave requests and the fee list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_manage, can_read_people
from boiduong.course.delivery.sessions.models import Session
from boiduong.course.delivery.sessions.papers import fee_lists, leave_forms
from boiduong.course.delivery.sessions.queries import (
    HELD,
)
from boiduong.refusals import gettext_noop
from boiduong.web.prepared import prepared
from boiduong.web.sheets import Sheet, offer

offer(
    Sheet(
        "don-xin-nghi",
        "Đơn xin nghỉ học",
        gettext_noop("A page for each request made here, and a blank one"),
        leave_forms,
        can_read_people,
        order=60,
        step="sessions",
    )
)


@prepared
def _taught(course: int) -> QuerySet[Session, Any]:
    """A session held that has a named lecturer, where there is one."""
    held = Session.objects.filter(course=course, state__in=HELD, entry__lecturers__isnull=False)
    return held.order_by().values_list("pk")[:1]


def _nobody_taught(course: Course) -> str:
    """Whoever is paid taught a session whose roll is closed."""
    return "" if _taught(course.pk) else gettext_noop("No session with a named lecturer has its roll closed yet.")


offer(
    Sheet(
        "ke-tien-giang",
        "Bảng kê thanh toán tiền giảng",
        gettext_noop("Half-days and periods of the sessions held, at the rates written for the lecturers"),
        fee_lists,
        can_manage,
        kind="fee_list",
        duty="pay",
        order=90,
        step="sessions",
        waits=_nobody_taught,
    )
)
