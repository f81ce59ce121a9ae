"""Địa chỉ các trang buổi học — for the rail and the home pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.sessions.models import Session
from boiduong.web.registry import Action


def to_session(session: Session) -> Action:
    """Mở trang của buổi."""
    url = reverse("sessions:session", kwargs={"slug": session.course.slug, "pk": session.pk})
    return Action(gettext("Open the session"), url)


def lessons_end(training_class: TrainingClass, course: Course) -> Action:
    """Nơi kết thúc phần học của lớp."""
    url = reverse("courses:training_class", kwargs={"slug": course.slug, "pk": training_class.pk})
    return Action(gettext("Go to the class"), f"{url}#acts")
