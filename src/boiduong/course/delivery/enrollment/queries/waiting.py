"""Chưa trả lời giấy triệu tập — who was summoned and is silent, with the reminders so far."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_manage, is_class_manager
from boiduong.course.delivery.enrollment.models import Enrollment, Reminder
from boiduong.foundation.accounts.models import User


def classes_run(user: User, course: Course) -> list[TrainingClass]:
    """Các lớp mình phụ trách — all of them for the training officer, else those whose manager one is."""
    classes = [*course.classes.order_by("position")]
    if can_manage(user, course):
        return classes
    return [one for one in classes if is_class_manager(user, one)]


def unanswered(course: Course, classes: list[TrainingClass]) -> QuerySet[Enrollment]:
    """Chưa trả lời — summoned learners of these classes with person, unit, summons and reminders, in their order."""
    reminders = Prefetch("reminders", Reminder.objects.order_by("id"))
    rows = Enrollment.objects.filter(course=course, training_class__in=classes, state="summoned")
    found = rows.select_related("person", "training_class", "summons").prefetch_related(reminders)
    return found.order_by("training_class__position", "position", "id")
