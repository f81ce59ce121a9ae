"""Trang nghiên cứu thực tế — visits of a course, the party, the host's word and the findings."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_manage, can_read_people
from boiduong.course.delivery.courses.queries import course_for, course_frame
from boiduong.course.delivery.enrollment.queries import class_list
from boiduong.course.delivery.study_visits import queries, services
from boiduong.course.delivery.study_visits.forms import FindingForm, VisitForm
from boiduong.course.delivery.study_visits.models import Visit
from boiduong.course.delivery.study_visits.permissions import can_plan, can_report
from boiduong.course.delivery.study_visits.rules import KINDS
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal
from boiduong.web.registry import StepFacts


def _course(request: HttpRequest, slug: str) -> Course:
    return course_for(user_of(request), slug)


def _visit(course: Course, pk: int) -> Visit:
    rows = Visit.objects.select_related("training_class__course__institution", "topic", "host", "document")
    return get_object_or_404(rows, pk=pk, training_class__course=course)


def _plans_somewhere(user: User, course: Course) -> bool:
    return can_manage(user, course) or any(can_plan(user, one) for one in course.classes.all())


@require_GET
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Nghiên cứu thực tế của khóa."""
    course, user = _course(request, slug), user_of(request)
    context = {
        **course_frame(course, user=user, step="visits", at=timezone.now()),
        "visits": [(v, gettext(KINDS.get(v.kind, v.kind)), queries.host_name(v)) for v in queries.visits_of(course)],
        "plans": _plans_somewhere(user, course),
    }
    return render(request, "study_visits/step.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Lập chuyến đi."""
    course, user = _course(request, slug), user_of(request)
    require(_plans_somewhere(user, course))
    form = VisitForm(request.POST or None, course=course)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        training_class = facts.pop("training_class")
        try:
            made = services.plan_visit(training_class, by=user, at=timezone.now(), **facts)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The visit is planned. Choose who goes."))
            return redirect("study_visits:visit", slug=course.slug, pk=made.pk)
    context = {
        **course_frame(course, user=user, step="visits", at=timezone.now()),
        "facts": StepFacts(),
        "form": form,
    }
    return render(request, "study_visits/plan.html", context)


@require_GET
def visit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Một chuyến đi."""
    course, user = _course(request, slug), user_of(request)
    found = _visit(course, pk)
    plans = can_plan(user, found.training_class)
    members = [*queries.members_of(found)]
    going = {m.enrollment_id: m.role_text for m in members}
    reads = plans or can_read_people(user, course)
    context = {
        **course_frame(course, user=user, step="visits", at=timezone.now()),
        "facts": StepFacts(),
        "visit": found,
        "kind": gettext(KINDS.get(found.kind, found.kind)),
        "host": queries.host_name(found),
        "members": members if reads else [],
        "members_count": len(members),
        "people": [(e, e.pk in going, going.get(e.pk, "")) for e in class_list(found.training_class)] if plans else [],
        "findings": [*queries.findings_of(found)],
        "plans": plans,
        "reports": can_report(user, found),
        "finding_form": FindingForm(),
    }
    return render(request, "study_visits/visit.html", context)


@require_POST
def members(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Lập danh sách đoàn và phân vai."""
    course, user, at = _course(request, slug), user_of(request), timezone.now()
    found = _visit(course, pk)
    chosen = {int(n) for n in request.POST.getlist("di") if n.isascii() and n.isdigit() and len(n) < 16}
    going = [e for e in class_list(found.training_class) if e.pk in chosen]
    services.assign_members(found, going, by=user, at=at)
    roles = {e.pk: request.POST.get(f"vai-{e.pk}", "") for e in going}
    services.give_roles(found, roles, by=user, at=at)
    words = ngettext("%(n)d person goes.", "%(n)d people go.", len(going)) % {"n": len(going)}
    messages.success(request, words)
    return redirect("study_visits:visit", slug=course.slug, pk=pk)


@require_POST
def confirm(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Nơi đón nhận lời."""
    course = _course(request, slug)
    services.confirm_by_host(_visit(course, pk), by=user_of(request), at=timezone.now())
    messages.success(request, gettext("Written: the host receives the class."))
    return redirect("study_visits:visit", slug=course.slug, pk=pk)


@require_POST
def paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Soạn kế hoạch kèm danh sách đoàn."""
    course = _course(request, slug)
    document = services.draft_plan(_visit(course, pk), by=user_of(request), at=timezone.now())
    messages.success(request, gettext("%(paper)s waits for a number.") % {"paper": document.subject})
    return redirect("study_visits:visit", slug=course.slug, pk=pk)


@require_POST
def finding(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ghi phát hiện và kiến nghị."""
    course = _course(request, slug)
    form = FindingForm(request.POST)
    facts = form.cleaned_data if form.is_valid() else {"text": ""}
    services.add_finding(_visit(course, pk), by=user_of(request), at=timezone.now(), **facts)
    messages.success(request, gettext("The finding is written."))
    return redirect("study_visits:visit", slug=course.slug, pk=pk)


@require_POST
def report(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Báo cáo chuyến đi."""
    course = _course(request, slug)
    text = request.POST.get("bao_cao", "")
    services.write_report(_visit(course, pk), text=text, by=user_of(request), at=timezone.now())
    messages.success(request, gettext("The report of the visit is written."))
    return redirect("study_visits:visit", slug=course.slug, pk=pk)
