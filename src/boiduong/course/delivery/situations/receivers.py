"""Nghe tín hiệu — a course is not closed while a referral has no date by which anybody asks after it."""

from __future__ import annotations

from datetime import datetime

from django.dispatch import receiver
from django.utils.translation import ngettext

from boiduong.course.delivery.courses.events import course_closing
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.situations.queries import unkept


@receiver(course_closing, dispatch_uid="situations.unkept")
def refuse_unkept(sender: object, course: Course, at: datetime, **facts: object) -> list[str]:
    """Kiến nghị chưa ai theo — raised, sorted or discussed ones, and referrals without a date."""
    count = unkept(course).count()
    if not count:
        return []
    words = ngettext(
        "%(n)d situation has neither an answer nor a body that is asked by a date.",
        "%(n)d situations have neither an answer nor a body that is asked by a date.",
        count,
    )
    return [words % {"n": count}]
