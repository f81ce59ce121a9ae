"""Quyền với báo cáo — who writes and issues the final report of a course. Default deny."""

from __future__ import annotations

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_run_some
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role

READERS = (Role.TRAINING_OFFICER, Role.CLASS_MANAGER, Role.MANAGING_AUTHORITY, Role.RECORDS_OFFICER, Role.AUDITOR)


def can_report(user: User | None, course: Course) -> bool:
    """Lập báo cáo tổng kết — the training officer, or a class manager of the course."""
    return can_run_some(user, course)
