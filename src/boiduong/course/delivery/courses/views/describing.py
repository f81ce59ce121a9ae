"""Trang phần việc, đối tượng và hồ sơ — who does what, who may be sent, which papers the course has."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses import services
from boiduong.course.delivery.courses.forms import DutiesForm, DutyForm, GroupForm
from boiduong.course.delivery.courses.models import Course, CourseDocument, CourseDuty
from boiduong.course.delivery.courses.permissions import can_manage, can_read_people
from boiduong.course.delivery.courses.queries import course_for, course_frame, papers_in
from boiduong.course.delivery.courses.queries.printing import offers_for
from boiduong.course.delivery.courses.rules import DUTY_LABELS, PAPER_DUTIES, PREPARED_DUTIES
from boiduong.course.delivery.courses.views.common import crumbs
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents.queries import preview
from boiduong.foundation.documents.rules import DOCUMENT, long_name
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import names_on
from boiduong.refusals import Refusal
from boiduong.web.answers import pdf_response
from boiduong.web.lists import ListPage

# Other bodies, which nobody can know beforehand: those that send people are told by the call and its quota.
OF_OTHERS = ("coordinate", "nominate", "own_learners")


def _duty_rows(course: Course) -> list[tuple[CourseDuty, str, str]]:
    """Duty, its words, the name of the body; the names in one query."""
    found = list(course.duties.select_related("unit", "training_class", "part", "site"))
    names = names_on({row.unit_id for row in found}, timezone.localdate())
    rows = [(row, gettext(DUTY_LABELS.get(row.duty, row.duty)), names.get(row.unit_id, "")) for row in found]
    order = list(DUTY_LABELS)
    return sorted(rows, key=lambda one: order.index(one[0].duty) if one[0].duty in order else len(order))


def _duties_form(course: Course, said: QueryDict | None) -> DutiesForm:
    """What nobody does yet, each with the bodies that the course knows; the school that holds it comes first."""
    school = course.institution.unit_id
    planner = course.plan_line.plan.authority_id if course.plan_line is not None else school
    rows = list(course.duties.values_list("duty", "unit_id", "training_class", "part", "site", "for_text"))
    given = {duty for duty, _, *scope in rows if not any(scope)}
    elsewhere = CourseDuty.objects.filter(course__institution=course.institution).values_list("unit_id", flat=True)
    known = dict.fromkeys([school, planner, *(unit for _, unit, *_ in rows), *elsewhere.order_by().distinct()[:40]])
    names = names_on(known, timezone.localdate())
    left = [duty for duty in DUTY_LABELS if duty not in given]
    usual = {duty: planner if duty in ("plan", "lead") else school for duty in left if duty not in OF_OTHERS}
    return DutiesForm(said, duties=left, bodies={pk: names[pk] for pk in known if pk in names}, usual=usual)


@require_http_methods(["GET", "POST"])
def duties(request: HttpRequest, slug: str) -> HttpResponse:
    """Ai làm gì — bodies and their parts of the work: all that nobody does yet in one form, or one for a part of it."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    manages = can_manage(user, course)
    require(request.method == "GET" or manages)
    at_once = request.POST.get("viec") == "tat_ca"
    every = _duties_form(course, request.POST if at_once else None)
    form = DutyForm(request.POST if request.method == "POST" and not at_once else None)
    if (every if at_once else form).is_valid():
        try:
            told = _give_all(course, every, user) if at_once else _give_one(course, form, user)
        except Refusal as refusal:
            (every if at_once else form).add_refusal(refusal)
        else:
            messages.success(request, told)
            return redirect("courses:duties", slug=course.slug)
    rows = _duty_rows(course)
    given = {row.duty for row, _, _ in rows}
    context = {
        **course_frame(course, user=user, step="", at=at),
        "crumbs": crumbs(course),
        "rows": rows,
        "missing": [gettext(DUTY_LABELS[one]) for one in (*PREPARED_DUTIES, *PAPER_DUTIES) if one not in given],
        "form": form if manages else None,
        "every": every if manages and every.fields else None,
    }
    return render(request, "courses/duties.html", context)


def _give_all(course: Course, form: DutiesForm, user: User) -> str:
    chosen = form.given()
    units = Unit.objects.in_bulk(set(chosen.values()))
    given = [(duty, units[pk]) for duty, pk in chosen.items()]
    made = services.assign_duties(course, given, by=user, at=timezone.now())
    words = ngettext("%(n)d part of the work is given.", "%(n)d parts of the work are given.", len(made))
    return words % {"n": len(made)}


def _give_one(course: Course, form: DutyForm, user: User) -> str:
    said = form.cleaned_data
    services.assign_duty(
        course, unit=said["unit"].unit, duty=said["duty"], for_text=said["for_text"], by=user, at=timezone.now()
    )
    return gettext("The part of the work is given.")


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
    """Đối tượng — who may be sent: written, or taken off again."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    require(request.method == "GET" or can_manage(user, course))
    if request.method == "POST" and (off := request.POST.get("bo", "")).isdecimal():
        services.remove_group(get_object_or_404(course.groups, pk=int(off[:18])), by=user, at=at)
        messages.success(request, gettext("Taken off the list."))
        return redirect("courses:groups", slug=course.slug)
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


def _paper_words(row: CourseDocument) -> str:
    """What a paper is found by."""
    label = row.training_class.label if row.training_class else ""
    return f"{long_name(row.document.kind)} {row.document.number_text} {row.document.subject} {label}"


@require_GET
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Hồ sơ khóa — its papers in the order filed, found by kind, number, subject or class."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    page = ListPage(
        list(papers_in(course)), params=request.GET, search=_paper_words,
        search_label=gettext("Search by kind, number or class"),
    )  # fmt: skip
    context = {
        **course_frame(course, user=user, step="", at=at),
        "crumbs": crumbs(course),
        "page": page,
        "rows": [(row, long_name(row.document.kind), DOCUMENT.states[row.document.state]) for row in page.rows],
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
