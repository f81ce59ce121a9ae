"""Phần chung của các trang chiêu sinh — who asks for what, and the way back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.queries import course_for
from boiduong.course.delivery.enrollment.models import Call, Enrollment, Nomination
from boiduong.course.delivery.enrollment.permissions import can_nominate, can_review
from boiduong.course.delivery.enrollment.queries import live_call
from boiduong.foundation.accounts.models import User
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import Refusal
from boiduong.web.forms import PageForm

Crumbs = list[tuple[str, str]]


def user_of(request: HttpRequest) -> User:
    """Người đang làm — the signed-in user; the middleware has refused everybody else."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    return user


def now() -> datetime:
    """Bây giờ — pages are where the clock is read."""
    return timezone.now()


def address(name: str, course: Course, **more: object) -> str:
    """Địa chỉ một trang của khóa."""
    return reverse(f"enrollment:{name}", kwargs={"slug": course.slug, **more})


def course_of(request: HttpRequest, slug: str) -> Course:
    """Khóa được thấy — Http404 otherwise."""
    return course_for(user_of(request), slug)


def call_of(course: Course) -> Call:
    """Đợt chiêu sinh của khóa — Http404 when there is none."""
    call = live_call(course)
    if call is None:
        raise Http404
    call.course = course
    return call


def unit_of(request: HttpRequest, course: Course, pk: int) -> Unit:
    """Đơn vị cử — only the clerk of it, or the office, is shown it."""
    unit = get_object_or_404(Unit, pk=pk)
    if not can_nominate(user_of(request), course, unit.pk):
        raise Http404
    return unit


def nomination_of(request: HttpRequest, course: Course, pk: int) -> Nomination:
    """Người được cử — shown to the unit that sent and to those who decide; to nobody else."""
    rows = Nomination.objects.select_related("person", "group", "call", "course", "sent_by", "replaces__person")
    found = get_object_or_404(rows, pk=pk, course=course)
    user = user_of(request)
    if not (can_review(user, course) or can_nominate(user, course, found.sent_by_id)):
        raise Http404
    return found


def class_of(course: Course, pk: int) -> TrainingClass:
    """Lớp của khóa."""
    found: TrainingClass = get_object_or_404(
        TrainingClass.objects.select_related("home_room__venue", "opening"), pk=pk, course=course
    )
    found.course = course
    return found


def _whole(value: str) -> bool:
    """Digits only, and few enough for a key of the database."""
    return value.isascii() and value.isdigit() and len(value) < 18


def chosen_ids(request: HttpRequest, name: str = "chon") -> list[int]:
    """Những dòng đã đánh dấu — whole numbers only; nonsense is left out."""
    return [int(value) for value in request.POST.getlist(name)[:5000] if _whole(value)]


def tell(request: HttpRequest, text: str) -> None:
    """Báo việc đã làm — in a line that stays on the next page."""
    messages.success(request, text)


def tell_refusal(request: HttpRequest, refusal: Refusal) -> None:
    """Báo lời từ chối — on the same page, with what was chosen still there to be changed."""
    messages.error(request, refusal.sentence(gettext))


def crumbs(course: Course, *more: tuple[str, str]) -> Crumbs:
    """Đường dẫn — the course, its step, then what lies below."""
    return [(course.title, address("nominations", course)), *more]


class FormIncomplete(Refusal):
    """Biểu mẫu chưa đủ — a small form beside a list says what is missing in it."""

    text = "%(why)s"


def filled(form: PageForm) -> PageForm:
    """Biểu mẫu đã đủ — raises FormIncomplete with the sentences of its fields, each after the name of the field."""
    if not form.is_valid():
        raise FormIncomplete(why=" ".join(_said(form, name, errors) for name, errors in form.errors.items()))
    return form


def _said(form: PageForm, name: str, errors: Iterable[object]) -> str:
    said = " ".join(str(error) for error in errors)
    return f"{form[name].label}: {said}" if name in form.fields and form[name].label else said


def last_paper(course: Course, role: str, training_class: TrainingClass | None = None) -> Document | None:
    """Văn bản gần nhất — of a role in the dossier, not discarded and not void."""
    rows = Document.objects.filter(courses__course=course, courses__role=role)
    if training_class is not None:
        rows = rows.filter(courses__training_class=training_class)
    return rows.exclude(state__in=("discarded", "void")).defer("facts").order_by("-id").first()


def seats_of(course: Course, ids: list[int], training_class: TrainingClass | None = None) -> list[Enrollment]:
    """Học viên đã chọn — of this course (and class) only; ids of others are left out."""
    rows = Enrollment.objects.filter(course=course, pk__in=ids).select_related("person", "training_class", "course")
    if training_class is not None:
        rows = rows.filter(training_class=training_class)
    return list(rows.order_by("position", "id"))
