"""Quyền với tin — who writes and who publishes the news of a course. Default deny."""

from __future__ import annotations

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_approve, can_manage
from boiduong.foundation.accounts.models import User


def can_write_news(user: User | None, course: Course) -> bool:
    """Viết tin — the training officer."""
    return can_manage(user, course)


def can_publish(user: User | None, course: Course) -> bool:
    """Đăng, gỡ tin — the training officer or the managing authority."""
    return can_manage(user, course) or can_approve(user, course)
