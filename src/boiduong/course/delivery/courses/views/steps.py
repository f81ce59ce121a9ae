"""Trang hai bước đầu — the line of the annual plan and the program of the course."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from boiduong.course.annual_plan.plans.models import PlanLine
from boiduong.course.annual_plan.plans.permissions import can_read as plan_is_read
from boiduong.course.annual_plan.plans.queries import quotas_of, visible_plans
from boiduong.course.annual_plan.plans.rules import PLAN_LINE
from boiduong.course.curriculum.programs.permissions import can_read as program_is_read
from boiduong.course.curriculum.programs.queries import visible_versions
from boiduong.course.curriculum.topics.queries import periods_of, topics_of
from boiduong.course.delivery.courses import services
from boiduong.course.delivery.courses.forms import PlanLineForm, VersionForm
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_manage
from boiduong.course.delivery.courses.queries import course_for, course_frame
from boiduong.course.delivery.courses.views.common import crumbs
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import Refusal

QUOTAS_SHOWN = 200


def _save(form: PlanLineForm | VersionForm, course: Course, user: User) -> bool:
    """Write what was chosen; a refusal stays in the form."""
    if not form.is_valid():
        return False
    try:
        services.change_details(course, by=user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    return True


@require_http_methods(["GET", "POST"])
def plan_step(request: HttpRequest, slug: str) -> HttpResponse:
    """Bước kế hoạch năm — the line that the course carries out, its bases, the seats planned."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    manages = can_manage(user, course)
    require(manages or request.method == "GET")
    plans = visible_plans(user) if manages else []
    lines = list(PlanLine.objects.filter(plan__in=plans).exclude(state__in=("struck", "cancelled")))
    form = PlanLineForm(request.POST or None, lines=lines, initial={"plan_line": course.plan_line_id})
    if request.method == "POST" and manages and _save(form, course, user):
        messages.success(request, gettext("The line of the plan is chosen."))
        return redirect("courses:plan", slug=course.slug)
    line = course.plan_line
    day = timezone.localdate()
    context = {
        **course_frame(course, user=user, step="plan", at=at),
        "crumbs": crumbs(course),
        "line": line,
        "may_open": line is not None and plan_is_read(user, line.plan),
        "line_state": PLAN_LINE.states[line.state] if line else "",
        "leading": name_on(line.leading, day) if line else "",
        "quotas": list(quotas_of(line)[:QUOTAS_SHOWN]) if line else [],
        "bases": [row.legal_act for row in course.bases.select_related("legal_act")],
        "form": form if manages and lines and course.state in ("draft", "ready") else None,
    }
    return render(request, "courses/plan_step.html", context)


@require_http_methods(["GET", "POST"])
def program_step(request: HttpRequest, slug: str) -> HttpResponse:
    """Bước chương trình — the version the course follows, its topics, what is handed in."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    manages = can_manage(user, course)
    require(manages or request.method == "GET")
    form = VersionForm(request.POST or None, course=course, versions=visible_versions(user))
    if request.method == "POST" and manages and _save(form, course, user):
        messages.success(request, gettext("The program is chosen."))
        return redirect("courses:program", slug=course.slug)
    version = course.default_version
    context = {
        **course_frame(course, user=user, step="program", at=at),
        "crumbs": crumbs(course),
        "version": version,
        "may_open": version is not None and program_is_read(user, version),
        "topics": list(topics_of(version)) if version else [],
        "items": list(version.items.order_by("position")) if version else [],
        "periods": periods_of(version) if version else 0,
        "form": form if manages and course.state == "draft" else None,
    }
    return render(request, "courses/program_step.html", context)
