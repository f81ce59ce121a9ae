"""Trang đơn nghỉ — for the class manager and the training officer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.enrollment.permissions import clerk_units
from boiduong.course.delivery.sessions import services
from boiduong.course.delivery.sessions.models import Leave
from boiduong.course.delivery.sessions.permissions import can_confirm_unit, can_decide_leave, sends
from boiduong.course.delivery.sessions.rules import LEAVE, UNIT_LEVEL, waits_for_unit
from boiduong.course.delivery.sessions.services.leaving import REASON_KINDS
from boiduong.course.delivery.sessions.views.common import course_of, must
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import ReasonNeeded, gettext_noop
from boiduong.web.registry import StepFacts

LEVELS = {
    "class_manager": gettext_noop("class manager"),
    "training_office": gettext_noop("training office"),
    "principal_and_unit": gettext_noop("principal, with the unit"),
}


@require_GET
def leaves(request: HttpRequest, slug: str) -> HttpResponse:
    """Đơn xin nghỉ — those that wait first, then those decided; a clerk sees those of the people of the unit."""
    course, user = course_of(request, slug), user_of(request)
    found = Leave.objects.filter(enrollment__course=course).select_related(
        "enrollment__person", "enrollment__training_class__course__institution", "enrollment__course__institution"
    )
    if not can_read_people(user, course):
        units = clerk_units(user)
        must(bool(units) and course.enrollments.filter(sent_by__in=units).exists())
        found = found.filter(enrollment__sent_by__in=units)
    rows = [
        {
            "leave": leave,
            "kind": gettext(REASON_KINDS.get(leave.reason_kind, "")),
            "level": gettext(LEVELS.get(leave.level, leave.level)),
            "state": gettext(LEAVE.states[leave.state]),
            "decides": leave.state == "asked" and can_decide_leave(user, leave),
            "noted": leave.level == UNIT_LEVEL,
            "waits": leave.state == "asked" and _waits(leave),
            "confirms": leave.state == "asked" and not leave.unit_confirmed_at and can_confirm_unit(user, leave),
            "by_paper": not sends(user, leave.enrollment),
        }
        for leave in sorted(found, key=lambda one: (one.state != "asked", -one.pk))
    ]
    context = {
        **course_frame(course, user=user, step="sessions", at=timezone.now()),
        "facts": StepFacts(),
        "step_title": gettext("Leave requests"),
        "rows": rows,
    }
    return render(request, "sessions/leaves.html", context)


def _waits(leave: Leave) -> bool:
    sent = leave.enrollment.sent_by_id is not None
    return waits_for_unit(leave.level, sent=sent, confirmed=leave.unit_confirmed_at is not None)


@require_POST
def confirm_unit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Đơn vị cử xác nhận đơn nghỉ."""
    course, user = course_of(request, slug), user_of(request)
    rows = Leave.objects.select_related("enrollment__course__institution")
    leave = get_object_or_404(rows, pk=pk, enrollment__course=course)
    try:
        services.confirm_unit(leave, paper=request.POST.get("van_ban", ""), by=user, at=timezone.now())
    except services.UnitPaperMissing as refusal:  # the list is where it is written
        messages.error(request, refusal.sentence(gettext))
    else:
        messages.success(request, gettext("The unit has confirmed."))
    return redirect("sessions:leaves", slug=course.slug)


@require_POST
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Cho nghỉ hoặc không cho nghỉ."""
    course, user = course_of(request, slug), user_of(request)
    rows = Leave.objects.select_related(
        "enrollment__training_class__course__institution", "enrollment__course__institution"
    )
    leave = get_object_or_404(rows, pk=pk, enrollment__course=course)
    grant = request.POST.get("viec") == "cho"
    try:
        services.decide_leave(leave, grant=grant, reason=request.POST.get("ly_do", ""), by=user, at=timezone.now())
    except (ReasonNeeded, services.UnitNotConfirmed) as refusal:  # the list is where it is written
        messages.error(request, refusal.sentence(gettext))
    else:
        messages.success(request, gettext("The leave is granted.") if grant else gettext("The leave is refused."))
    return redirect("sessions:leaves", slug=course.slug)
