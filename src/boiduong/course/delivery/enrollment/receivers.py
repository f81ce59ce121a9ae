"""Nghe các chặng trước — what stands in the way of a course that is to start; who hears that a class is postponed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext

from boiduong.course.delivery.courses.events import class_changed, course_starting
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.papers import class_in_text
from boiduong.course.delivery.enrollment.events import learners_summoned
from boiduong.course.delivery.enrollment.models import Enrollment, EnrollmentEvent
from boiduong.course.delivery.enrollment.services import ask_again
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.documents.models import Document
from boiduong.foundation.notifications.services import Message, post

# What the people of a class read, in Vietnamese as their papers are; nobody else was asked to come.
TOLD = {
    "postpone": ("Hoãn lớp", "%(name)s hoãn lại, ngày mới sẽ báo sau."),
    "cancel": ("Không mở lớp", "%(name)s không mở nữa."),
    "resume": ("Lớp mở tiếp", "%(name)s được mở tiếp."),
}
AWAITED = ("summoned", "confirmed", "attending")
ASKED_AGAIN = "Giấy triệu tập mới sẽ gửi sau và thay giấy cũ; đề nghị xác nhận lại theo giấy mới."


@receiver(course_starting)
def call_first(course: Course, at: datetime, **_: object) -> list[str]:
    """Chiêu sinh trước — a course of our own starts with an issued call, or with people already enrolled."""
    issued = course.calls.exclude(state="draft").exists()
    return [] if issued or course.enrollments.exists() else [gettext("Issue the call for nominations first.")]


@receiver(class_changed)
def tell_summoned(
    *, training_class: TrainingClass, act: str, by: User | None, at: datetime, reason: str = "", **_: object
) -> None:
    """Báo người đã được triệu tập — that their class is postponed, cancelled or taken up again, and why.

    A class that is taken up again has other days: whoever was summoned gets a new summons and answers anew.
    """
    if act not in TOLD:
        return
    # Who waits for a new summons has an earlier one, and is told as those who answered it.
    awaited = Q(state__in=AWAITED) | Q(state="listed", summons__isnull=False)
    seats = Enrollment.objects.filter(awaited, training_class=training_class)
    people = [*seats.order_by("pk").values_list("person", flat=True)]
    again = ask_again(training_class, by=by, at=at) if act == "resume" else 0
    subject, words = TOLD[act]
    name = class_in_text(training_class)
    lines = [words % {"name": name[:1].upper() + name[1:]}]
    starts = training_class.starts_on
    if act == "resume" and starts is not None and starts >= timezone.localdate(at):
        lines.append(f"Ngày khai giảng: {date_short(starts)}.")
    if again:
        lines.append(ASKED_AGAIN)
    if reason.strip():
        lines.append(f"Lý do: {reason.strip()[:300].rstrip('.')}.")
    course = training_class.course
    post(
        (
            Message(
                to=("person", person), topic="class", about_id=training_class.pk, subject=f"{subject}: {course.title}",
                body="\n".join(lines), address=f"/khoa/{course.slug}/",
                dedup_key=f"class:{training_class.pk}:{act}:{at:%Y%m%d%H%M%S}:{person}",
            )
            for person in people
        ),
        at=at,
    )  # fmt: skip


@receiver(learners_summoned)
def tell_new_summons(
    *, training_class: TrainingClass, enrollments: Sequence[Enrollment], document: Document, at: datetime, **_: object
) -> None:
    """Báo giấy triệu tập mới — to those who were asked again after their class was taken up."""
    asked = EnrollmentEvent.objects.filter(enrollment__in=enrollments, act="ask_again")
    people = [*asked.order_by("enrollment__person").values_list("enrollment__person", flat=True).distinct()]
    course, starts = training_class.course, training_class.starts_on
    name = class_in_text(training_class)
    lines = [f"Giấy triệu tập {document.number_text} thay giấy cũ. {name[:1].upper() + name[1:]}."]
    lines += [f"Ngày khai giảng: {date_short(starts)}."] if starts else []
    lines.append("Đề nghị xác nhận lại có dự học hay không.")
    post(
        (
            Message(
                to=("person", person), topic="class", about_id=training_class.pk,
                subject=f"Giấy triệu tập mới: {course.title}", body="\n".join(lines), address=f"/khoa/{course.slug}/",
                dedup_key=f"class:{training_class.pk}:summons:{document.pk}:{person}",
            )
            for person in people
        ),
        at=at,
    )  # fmt: skip
