"""Quyền với lịch học — the training officer of the course arranges it; whoever sees the course reads it."""

from __future__ import annotations

from django.db.models import Q

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_manage, contribute_visibility
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role


def can_arrange(user: User | None, course: Course) -> bool:
    """Được xếp lịch — the training officer over the institution."""
    return can_manage(user, course)


@contribute_visibility
def taught_by(user: User) -> Q:
    """Khóa mình dạy — a lecturer sees courses of own topics and own sessions on a released timetable."""
    if not user.person_id or not has_role(user, Role.LECTURER):
        return Q(pk__in=[])
    person = user.person_id
    own = Course.objects.filter(
        timetables__state="released", timetables__entries__lecturers__lecturer__person_id=person
    )
    topics = Course.objects.filter(classes__version__topics__lecturers__lecturer__person_id=person)
    return Q(pk__in=own.values("pk")) | Q(pk__in=topics.values("pk"))
