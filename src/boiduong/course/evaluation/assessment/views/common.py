"""Chung cho các trang bài thu hoạch — who asks, which assignment, the path."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import course_path
from boiduong.course.evaluation.assessment.models import Assignment


def assignment_of(course: Course, pk: int) -> Assignment:
    """Đề của khóa — raises Http404."""
    rows = Assignment.objects.filter(training_class__course=course, pk=pk)
    found = rows.select_related("item", "training_class__course__institution", "training_class__rule_set").first()
    if found is None:
        raise Http404(pk)
    return found


def crumbs(course: Course, *, inner: bool = False) -> list[tuple[str, str]]:
    """Đường dẫn — the course, and inside the step its first page."""
    step = (gettext("Reports and marking"), reverse("assessment:step", kwargs={"slug": course.slug}))
    return course_path(course, step) if inner else course_path(course)
