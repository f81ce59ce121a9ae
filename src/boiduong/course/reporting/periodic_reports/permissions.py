"""Quyền với báo cáo — who writes and issues the final report of a course. Default deny."""

from __future__ import annotations

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_manage, is_class_manager
from boiduong.foundation.accounts.models import User


def can_report(user: User | None, course: Course) -> bool:
    """Lập báo cáo tổng kết — the training officer, or a class manager of the course."""
    return can_manage(user, course) or any(is_class_manager(user, one) for one in course.classes.all())
