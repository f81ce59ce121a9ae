"""Trang học bù — booked by who runs the class, taken and given back by the learner, finished by the class manager."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.sessions import queries, services
from boiduong.course.delivery.sessions.forms import MakeUpForm
from boiduong.course.delivery.sessions.models import MakeUp
from boiduong.course.delivery.sessions.permissions import can_take_make_up
from boiduong.course.delivery.sessions.views.common import course_of, learner_of, must, session_of
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal
from boiduong.web.registry import StepFacts


def _make_up_of(course: Course, pk: int) -> MakeUp:
    rows = MakeUp.objects.select_related("enrollment__training_class__course__institution", "taken", "missed")
    return get_object_or_404(rows, pk=pk, enrollment__course=course)


@require_POST
def take(request: HttpRequest, slug: str, enrollment: int, pk: int) -> HttpResponse:
    """Tự nhận buổi học bù — the session stands in `buoi`."""
    course, user = course_of(request, slug), user_of(request)
    learner, missed = learner_of(course, enrollment), session_of(course, pk)
    must(can_take_make_up(user, learner))
    number = request.POST.get("buoi", "")
    taken = session_of(course, int(number)) if number.isdecimal() and len(number) < 19 else missed
    try:
        services.take_make_up(learner, missed=missed, taken=taken, by=user, at=timezone.now())
    except Refusal as refusal:  # the own page, with what can still be taken
        messages.error(request, refusal.sentence(gettext))
    else:
        messages.success(request, gettext("The make-up is yours. It stands in your timetable too."))
    return redirect("sessions:own", slug=course.slug, enrollment=learner.pk)


@require_POST
def give_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Trả lại buổi học bù đã nhận."""
    course = course_of(request, slug)
    make_up = _make_up_of(course, pk)
    services.give_back_make_up(make_up, by=user_of(request), at=timezone.now())
    messages.success(request, gettext("The make-up is given back."))
    return redirect("sessions:own", slug=course.slug, enrollment=make_up.enrollment_id)


@require_http_methods(["GET", "POST"])
def book_make_up(request: HttpRequest, slug: str, enrollment: int, pk: int) -> HttpResponse:
    """Xếp học bù cho một buổi vắng."""
    course, user = course_of(request, slug), user_of(request)
    learner, missed = learner_of(course, enrollment), session_of(course, pk)
    must(can_run_class(user, learner.training_class))
    form = MakeUpForm(request.POST or None, later=queries.later_sessions_of_topic(learner, missed))
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
    make_up = _make_up_of(course, pk)
    verb = request.POST.get("viec", "")
    if verb not in ("xong", "khong"):
        raise Http404
    services.finish_make_up(make_up, done=verb == "xong", by=user_of(request), at=timezone.now())
    messages.success(request, gettext("Written."))
    if request.POST.get("ve") == "hoc-vien":
        return redirect("sessions:own", slug=course.slug, enrollment=make_up.enrollment_id)
    return redirect("sessions:step", slug=course.slug)
