"""Trang phần việc, đối tượng và hồ sơ — who does what, who may be sent, which papers the course has."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses import services
from boiduong.course.delivery.courses.forms import DutyForm, GroupForm
from boiduong.course.delivery.courses.models import Course, CourseDuty
from boiduong.course.delivery.courses.permissions import can_manage, can_read_people
from boiduong.course.delivery.courses.queries import course_for, course_frame, papers_in
from boiduong.course.delivery.courses.rules import DUTY_LABELS, PAPER_DUTIES, PREPARED_DUTIES
from boiduong.course.delivery.courses.views.common import crumbs, user_of
from boiduong.course.delivery.courses.views.printing import offers_for
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.documents.queries import preview
from boiduong.foundation.documents.rules import DOCUMENT, KINDS
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import Refusal
from boiduong.web.answers import pdf_response


def _duty_rows(course: Course) -> list[tuple[CourseDuty, str, str]]:
    """Duty, its words, the name of the body; a body is looked up once."""
    day, names = timezone.localdate(), {}
    rows = []
    for row in course.duties.select_related("unit", "training_class", "part", "site"):
        if row.unit_id not in names:
            names[row.unit_id] = name_on(row.unit, day)
        rows.append((row, gettext(DUTY_LABELS.get(row.duty, row.duty)), names[row.unit_id]))
    order = list(DUTY_LABELS)
    return sorted(rows, key=lambda one: order.index(one[0].duty) if one[0].duty in order else len(order))


@require_http_methods(["GET", "POST"])
def duties(request: HttpRequest, slug: str) -> HttpResponse:
    """Ai làm gì — bodies and their parts of the work."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    require(request.method == "GET" or can_manage(user, course))
    form = DutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.assign_duty(
                course, unit=said["unit"].unit, duty=said["duty"], for_text=said["for_text"], by=user, at=at
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The part of the work is given."))
            return redirect("courses:duties", slug=course.slug)
    rows = _duty_rows(course)
    given = {row.duty for row, _, _ in rows}
    context = {
        **course_frame(course, user=user, step="", at=at),
        "crumbs": crumbs(course),
        "rows": rows,
        "missing": [gettext(DUTY_LABELS[one]) for one in (*PREPARED_DUTIES, *PAPER_DUTIES) if one not in given],
        "form": form if can_manage(user, course) else None,
    }
    return render(request, "courses/duties.html", context)


@require_POST
def duty_off(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Thôi giao một phần việc."""
    user = user_of(request)
    course = course_for(user, slug)
    services.remove_duty(get_object_or_404(course.duties, pk=pk), by=user, at=timezone.now())
    messages.success(request, gettext("Taken off the list."))
    return redirect("courses:duties", slug=course.slug)


@require_http_methods(["GET", "POST"])
def groups(request: HttpRequest, slug: str) -> HttpResponse:
    """Đối tượng — who may be sent."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    require(request.method == "GET" or can_manage(user, course))
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_group(course, by=user, at=at, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The group is written."))
            return redirect("courses:groups", slug=course.slug)
    context = {
        **course_frame(course, user=user, step="", at=at),
        "crumbs": crumbs(course),
        "groups": list(course.groups.all()),
        "form": form if can_manage(user, course) else None,
    }
    return render(request, "courses/groups.html", context)


@require_GET
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Hồ sơ khóa — its papers in the order filed."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    rows = [
        (row, KINDS.get(row.document.kind, ("", ""))[0], DOCUMENT.states[row.document.state])
        for row in papers_in(course)
    ]
    context = {
        **course_frame(course, user=user, step="", at=at),
        "crumbs": crumbs(course),
        "rows": rows,
        "may_open": can_read_people(user, course),
        "offers": offers_for(user, course),
    }
    return render(request, "courses/papers.html", context)


@require_GET
def paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Một văn bản của khóa — PDF, for those who may read the people in it."""
    user = user_of(request)
    course = course_for(user, slug)
    if not can_read_people(user, course):
        raise Http404
    row = papers_in(course).filter(document_id=pk).first()
    if row is None:
        raise Http404
    document = row.document
    if document.outside and document.pdf is None:
        raise Http404
    name = document.number_text or f"{row.role}-{document.pk}"
    return pdf_response(preview(document), name=name, download=request.GET.get("tai") == "1")
