"""Chung cho các trang xét — who is here, the class asked for, and the way back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries import course_for, course_path
from boiduong.foundation.accounts.queries import user_of


def crumbs_of(course: Course, *, inside: bool = False) -> list[tuple[str, str]]:
    """Đường dẫn."""
    path = course_path(course)
    return [*path, (gettext("Recognition"), reverse("awards:step", args=[course.slug]))] if inside else path


def class_of(request: HttpRequest, slug: str, pk: int) -> TrainingClass:
    """A class of a course that the user may see together with its people."""
    course = course_for(user_of(request), slug)
    found = course.classes.select_related("course__institution", "rule_set").filter(pk=pk).first()
    if found is None or not can_read_people(user_of(request), course):
        raise Http404
    return found


def back_to(held: TrainingClass) -> HttpResponse:
    """Về bảng xét của lớp."""
    return redirect(f"{reverse('awards:step', args=[held.course.slug])}?lop={held.pk}")


def form_page(request: HttpRequest, held: TrainingClass, form: object, title: str, submit: str) -> HttpResponse:
    """Trang một biểu mẫu."""
    context = {
        "form": form,
        "title": title,
        "lead": f"{held.label} · {held.course.title}",
        "submit": submit,
        "synthetic": held.course.synthetic,
        "back_url": f"{reverse('awards:step', args=[held.course.slug])}?lop={held.pk}",
        "crumbs": crumbs_of(held.course, inside=True),
    }
    return render(request, "web/form_page.html", context)
