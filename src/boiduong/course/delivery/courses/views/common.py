"""Chung cho các trang — who asks, and the list of acts of a course."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course
from boiduong.foundation.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """Người đang dùng — login is required by the middleware."""
    assert isinstance(request.user, User)  # noqa: S101 - login is required by the middleware
    return request.user


def crumbs(course: Course | None = None) -> list[tuple[str, str]]:
    """Đường dẫn — the list of courses, and the course."""
    path = [(gettext("Courses"), reverse("courses:list"))]
    if course is not None:
        path.append((course.title, reverse("courses:course", kwargs={"slug": course.slug})))
    return path
