"""Quyền với tình huống — who raises, sorts, discusses, answers and publishes."""

from __future__ import annotations

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_approve, can_manage, is_class_manager
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.situations.models import Situation
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role


def can_raise(user: User | None, course: Course) -> bool:
    """Nêu tình huống — a learner of the course, a clerk of a sending unit, or the office for them."""
    if user is None or can_manage(user, course):
        return True
    if user.person_id and Enrollment.objects.filter(course=course, person_id=user.person_id).exists():
        return True
    units = Enrollment.objects.filter(course=course, sent_by__isnull=False).values_list("sent_by_id", flat=True)
    return has_role(user, Role.UNIT_CLERK) and any(has_role(user, Role.UNIT_CLERK, over=u) for u in set(units) if u)


def can_sort(user: User | None, course: Course) -> bool:
    """Phân loại, chuyển, duyệt — the training officer."""
    return can_manage(user, course)


def can_discuss(user: User | None, situation: Situation) -> bool:
    """Ghi thảo luận, trả lời — lecturers of the institution, the class manager, the training officer."""
    course = situation.course
    if can_manage(user, course) or has_role(user, Role.LECTURER, over=course.institution.unit_id):
        return True
    return situation.training_class is not None and is_class_manager(user, situation.training_class)


def can_publish(user: User | None, course: Course) -> bool:
    """Công bố ngoài lớp — the training officer or the managing authority."""
    return can_manage(user, course) or can_approve(user, course)
