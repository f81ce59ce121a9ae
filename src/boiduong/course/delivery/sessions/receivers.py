"""Nghe các chặng trước — a released timetable makes sessions; a class ends its lessons when all were held."""

from __future__ import annotations

from datetime import datetime

from django.dispatch import receiver
from django.utils.translation import ngettext

from boiduong.course.delivery.courses.events import class_changed, course_closing
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling.events import timetable_released
from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.sessions.queries import open_leaves
from boiduong.course.delivery.sessions.services import follow_timetable, sessions_left
from boiduong.foundation.accounts.models import User
from boiduong.refusals import Refusal, gettext_noop


class SessionsLeft(Refusal):
    """Còn buổi chưa học."""

    text = gettext_noop("%(count)s sessions of this class are not held yet. Hold them, or take them off the timetable.")


@receiver(timetable_released)
def make_sessions(*, version: TimetableVersion, by: User | None, at: datetime, **_: object) -> None:
    """Lập buổi học theo lịch vừa ban hành."""
    follow_timetable(version, by=by, at=at)


@receiver(class_changed)
def refuse_unheld(*, training_class: TrainingClass, act: str, **_: object) -> None:
    """Chưa học hết thì chưa kết thúc — raises SessionsLeft."""
    left = sessions_left(training_class) if act == "end_lessons" else 0
    if left:
        raise SessionsLeft(count=left)


@receiver(course_closing)
def leaves_not_decided(*, course: Course, **_: object) -> list[str]:
    """Đơn nghỉ chưa quyết định — the course is not closed over them."""
    count = open_leaves(course).count()
    text = ngettext(
        "%(count)s leave request waits for a decision.", "%(count)s leave requests wait for a decision.", count
    )
    return [text % {"count": count}] if count else []
