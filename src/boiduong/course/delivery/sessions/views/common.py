"""Phần chung của các trang buổi học — who asks, and which session of which course."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.queries import course_for
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.sessions.models import Session
from boiduong.foundation.accounts.queries import user_of


def course_of(request: HttpRequest, slug: str) -> Course:
    """Khóa được thấy — Http404 otherwise."""
    return course_for(user_of(request), slug)


def session_of(course: Course, pk: int) -> Session:
    """Buổi của khóa."""
    rows = Session.objects.select_related(
        "topic", "entry__room", "training_class__rule_set", "training_class__course__institution"
    )
    found = get_object_or_404(rows, pk=pk, course=course)
    found.course = course
    return found


def class_of(course: Course, pk: int) -> TrainingClass:
    """Lớp của khóa."""
    rows = TrainingClass.objects.select_related("rule_set", "course__institution")
    found = get_object_or_404(rows, pk=pk, course=course)
    found.course = course
    return found


def learner_of(course: Course, pk: int) -> Enrollment:
    """Học viên của khóa."""
    rows = Enrollment.objects.select_related(
        "person", "training_class__rule_set", "training_class__course__institution"
    )
    found = get_object_or_404(rows, pk=pk, course=course)
    found.course = course
    return found


def must(allowed: bool) -> None:
    """Không được xem thì như không có — raises Http404."""
    if not allowed:
        raise Http404
