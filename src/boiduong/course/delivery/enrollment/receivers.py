"""Nghe các chặng trước — what stands in the way of a course that is to start; who hears that a class is postponed."""

from __future__ import annotations

from datetime import datetime

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext

from boiduong.course.delivery.courses.events import class_changed, course_starting
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.papers import class_in_text
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.notifications.services import Message, post

# What the people of a class read, in Vietnamese as their papers are; nobody else was asked to come.
TOLD = {
    "postpone": ("Hoãn lớp", "%(name)s hoãn lại, ngày mới sẽ báo sau."),
    "cancel": ("Không mở lớp", "%(name)s không mở nữa."),
    "resume": ("Lớp mở tiếp", "%(name)s được mở tiếp."),
}
AWAITED = ("summoned", "confirmed", "attending")


@receiver(course_starting)
def call_first(course: Course, at: datetime, **_: object) -> list[str]:
    """Chiêu sinh trước — a course of our own starts with an issued call, or with people already enrolled."""
    issued = course.calls.exclude(state="draft").exists()
    return [] if issued or course.enrollments.exists() else [gettext("Issue the call for nominations first.")]


@receiver(class_changed)
def tell_summoned(*, training_class: TrainingClass, act: str, at: datetime, reason: str = "", **_: object) -> None:
    """Báo người đã được triệu tập — that their class is postponed, cancelled or taken up again, and why."""
    if act not in TOLD:
        return
    subject, words = TOLD[act]
    name = class_in_text(training_class)
    lines = [words % {"name": name[:1].upper() + name[1:]}]
    starts = training_class.starts_on
    if act == "resume" and starts is not None and starts >= timezone.localdate(at):
        lines.append(f"Ngày khai giảng: {date_short(starts)}.")
    if reason.strip():
        lines.append(f"Lý do: {reason.strip()[:300].rstrip('.')}.")
    course, seats = training_class.course, Enrollment.objects.filter(training_class=training_class, state__in=AWAITED)
    post(
        (
            Message(
                to=("person", person), topic="class", about_id=training_class.pk, subject=f"{subject}: {course.title}",
                body="\n".join(lines), address=f"/khoa/{course.slug}/",
                dedup_key=f"class:{training_class.pk}:{act}:{at:%Y%m%d%H%M%S}:{person}",
            )
            for person in seats.values_list("person", flat=True)
        ),
        at=at,
    )  # fmt: skip
