"""Đọc tình huống — of a course, waiting, overdue, and those that a wider circle may read."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_manage, can_read_people
from boiduong.course.delivery.situations.models import Situation
from boiduong.foundation.accounts.models import User

OPEN = ("raised", "triaged", "discussed", "referred")


def situations_of(course: Course, user: User | None) -> QuerySet[Situation]:
    """Tình huống của khóa — all for those who run it; a learner reads the own ones and those open to the class."""
    rows = Situation.objects.filter(course=course).select_related("raised_by", "unit", "training_class").order_by("id")
    if user is None or can_manage(user, course) or can_read_people(user, course):
        return rows
    return rows.filter(Q(raised_by_id=user.person_id, raised_by__isnull=False) | ~Q(state__in=["raised", "returned"]))


def overdue(day: date) -> QuerySet[Situation]:
    """Quá hạn trả lời — referred to a body whose answer has not come."""
    return Situation.objects.filter(state="referred", due_on__lt=day).select_related("course").order_by("due_on")


def published() -> QuerySet[Situation]:
    """Đã công bố — what anybody may read, without names."""
    return Situation.objects.filter(state="published", reach="public").order_by("-id")
