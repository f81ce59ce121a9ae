"""Trang đơn nghỉ và học bù — for the class manager and the training officer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses.permissions import can_read_people, can_run_class
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.sessions import queries, services
from boiduong.course.delivery.sessions.forms import MakeUpForm
from boiduong.course.delivery.sessions.models import Leave, MakeUp
from boiduong.course.delivery.sessions.permissions import can_decide_leave
from boiduong.course.delivery.sessions.rules import LEAVE
from boiduong.course.delivery.sessions.services.leaving import REASON_KINDS
from boiduong.course.delivery.sessions.views.common import course_of, learner_of, must, session_of
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop
from boiduong.web.registry import StepFacts

LEVELS = {
    "class_manager": gettext_noop("class manager"),
    "training_office": gettext_noop("training office"),
    "principal_and_unit": gettext_noop("principal, with the unit"),
}


@require_GET
def leaves(request: HttpRequest, slug: str) -> HttpResponse:
    """Đơn xin nghỉ — those that wait first, then those decided."""
    course, user = course_of(request, slug), user_of(request)
    must(can_read_people(user, course))
    found = Leave.objects.filter(enrollment__course=course).select_related(
        "enrollment__person", "enrollment__training_class__course__institution", "enrollment__course__institution"
    )
    rows = [
        {
            "leave": leave,
            "kind": gettext(REASON_KINDS.get(leave.reason_kind, "")),
            "level": gettext(LEVELS.get(leave.level, leave.level)),
            "state": gettext(LEAVE.states[leave.state]),
            "decides": leave.state == "asked" and can_decide_leave(user, leave),
            "noted": leave.level == "principal_and_unit",
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
    except ReasonNeeded as refusal:  # the list is where it is written
        messages.error(request, refusal.sentence(gettext))
    else:
        messages.success(request, gettext("The leave is granted.") if grant else gettext("The leave is refused."))
    return redirect("sessions:leaves", slug=course.slug)


@require_http_methods(["GET", "POST"])
def book_make_up(request: HttpRequest, slug: str, enrollment: int, pk: int) -> HttpResponse:
    """Xếp học bù cho một buổi vắng."""
    course, user = course_of(request, slug), user_of(request)
    learner, missed = learner_of(course, enrollment), session_of(course, pk)
    must(can_run_class(user, learner.training_class))
    form = MakeUpForm(request.POST or None, later=queries.later_sessions_of_topic(missed))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            services.book_make_up(
                learner, missed=missed, taken=facts.get("taken"), how=facts["how"], by=user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The make-up is booked."))
            return redirect("sessions:own", slug=course.slug, enrollment=learner.pk)
    context = {
        **course_frame(course, user=user, step="sessions", at=timezone.now()),
        "facts": StepFacts(),
        "step_title": gettext("Make-up for %(name)s") % {"name": learner.person.full_name},
        "form": form,
        "learner": learner,
        "missed": missed,
    }
    return render(request, "sessions/make_up.html", context)


@require_POST
def finish_make_up(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ghi kết quả học bù."""
    course = course_of(request, slug)
    rows = MakeUp.objects.select_related("enrollment__training_class__course__institution", "taken", "missed")
    make_up = get_object_or_404(rows, pk=pk, enrollment__course=course)
    verb = request.POST.get("viec", "")
    if verb not in ("xong", "khong"):
        raise Http404
    services.finish_make_up(make_up, done=verb == "xong", by=user_of(request), at=timezone.now())
    messages.success(request, gettext("Written."))
    if request.POST.get("ve") == "hoc-vien":
        return redirect("sessions:own", slug=course.slug, enrollment=make_up.enrollment_id)
    return redirect("sessions:step", slug=course.slug)
