"""Địa chỉ các trang chiêu sinh, mở lớp — for the rail and the home pages."""

from __future__ import annotations

from django.urls import reverse

from boiduong.course.delivery.courses.models import Course


def address(name: str, course: Course, **more: object) -> str:
    """Địa chỉ một trang của bước — of this course."""
    return reverse(f"enrollment:{name}", kwargs={"slug": course.slug, **more})
