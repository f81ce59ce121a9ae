"""Nghe các chặng trước — what of the call still stands in the way when a course is to start."""

from __future__ import annotations

from datetime import datetime

from django.dispatch import receiver
from django.utils.translation import gettext

from boiduong.course.delivery.courses.events import course_starting
from boiduong.course.delivery.courses.models import Course


@receiver(course_starting)
def call_first(course: Course, at: datetime, **_: object) -> list[str]:
    """Chiêu sinh trước — a course of our own starts with an issued call, or with people already enrolled."""
    issued = course.calls.exclude(state="draft").exists()
    return [] if issued or course.enrollments.exists() else [gettext("Issue the call for nominations first.")]
