"""Chung cho các trang — who asks, and the list of acts of a course."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import course_path


def crumbs(course: Course | None = None) -> list[tuple[str, str]]:
    """Đường dẫn — the list of courses, and the course."""
    return [(gettext("Courses"), reverse("courses:list"))] if course is None else course_path(course)
