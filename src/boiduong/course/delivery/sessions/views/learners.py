"""Trang của học viên — own attendance in periods, asking leave, the own timetable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.rules import HALVES
from boiduong.course.delivery.sessions import queries, services
from boiduong.course.delivery.sessions.forms import LeaveForm
from boiduong.course.delivery.sessions.models import Leave, MakeUp, Session
from boiduong.course.delivery.sessions.permissions import can_ask_leave, can_give_back, can_see_own, is_own
from boiduong.course.delivery.sessions.rules import CODE_LABELS, LEAVE, MAKE_UP_LIVE, SESSION
from boiduong.course.delivery.sessions.views.common import course_of, learner_of, must
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal
from boiduong.web.registry import StepFacts


@require_GET
def own(request: HttpRequest, slug: str, enrollment: int) -> HttpResponse:
    """Chuyên cần của một học viên — for the learner, and for those who run the class."""
    course, user = course_of(request, slug), user_of(request)
    learner = learner_of(course, enrollment)
    must(can_see_own(user, learner))
    verdicts = {v.session_id: v for v in learner.verdicts.filter(session__state__in=queries.HELD)}
    mine = Q(training_class=learner.training_class_id) | Q(pk__in=verdicts)
    sessions = Session.objects.filter(mine).exclude(state="cancelled").select_related("topic", "entry__room")
    made_up = {
        m.missed_id: m
        for m in learner.make_ups.filter(state__in=MAKE_UP_LIVE).select_related(
            "taken__training_class", "taken__entry__room"
        )
    }
    runs, at = can_run_class(user, learner.training_class), timezone.now()
    offers = queries.make_up_offers(learner, at=at) if is_own(user, learner) else {}
    rows = []
    for one in sessions.order_by("starts_at"):
        verdict = verdicts.get(one.pk)
        absent = verdict is not None and verdict.code in ("excused", "unexcused")
        rows.append(
            {
                "session": one,
                "half": gettext(HALVES.get(one.half, one.half)),
                "word": gettext(CODE_LABELS[verdict.code]) if verdict else gettext(SESSION.states[one.state]),
                "kind": {"present": "good", "unexcused": "bad", "made_up": "good"}.get(verdict.code, "wait")
                if verdict
                else "plain",
                "make_up": runs and absent and one.pk not in made_up,
                "booked": _booked(made_up.get(one.pk), user, at),
                "offers": [(o, gettext(HALVES.get(o.session.half, o.session.half))) for o in offers.get(one.pk, ())],
            }
        )
    context = {
        **course_frame(course, user=user, step="sessions", at=at),
        "facts": StepFacts(),
        "step_title": gettext("Attendance of %(name)s") % {"name": learner.person.full_name},
        "learner": learner,
        "total": queries.attendance_for(learner),
        "rows": rows,
        "runs": runs,
        "limit": _limit(learner),
        "leaves": [(one, gettext(LEAVE.states[one.state])) for one in learner.leaves.all()],
        "asks": can_ask_leave(user, learner),
        "is_own": is_own(user, learner),
    }
    return render(request, "sessions/own.html", context)


@dataclass(frozen=True)
class BookedMakeUp:
    """Buổi học bù của một buổi vắng — as its line shows it."""

    make_up: MakeUp
    half: str
    off: bool
    returnable: bool


def _booked(make_up: MakeUp | None, user: User, at: datetime) -> BookedMakeUp | None:
    if make_up is None:
        return None
    taken = make_up.taken
    off = taken is not None and taken.state == "cancelled"
    ahead = taken is not None and taken.starts_at > at
    may = make_up.state == "booked" and can_give_back(user, make_up)
    half = gettext(HALVES.get(taken.half, taken.half)) if taken else ""
    return BookedMakeUp(make_up, half, off and make_up.state == "booked", may and (off or ahead))


def _limit(learner: Enrollment) -> dict[str, float]:
    """What the rule set of the class allows, in percent and times, so that the counted periods explain themselves."""
    rules = queries.attendance_rules(learner.training_class)
    return {"share": round(rules.max_absent_share * 100, 1), "weight": rules.unexcused_weight}


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, slug: str, enrollment: int) -> HttpResponse:
    """Xin nghỉ."""
    course, user = course_of(request, slug), user_of(request)
    learner = learner_of(course, enrollment)
    must(can_ask_leave(user, learner))
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begins, ends = form.times()
        facts = form.cleaned_data
        try:
            services.ask_leave(
                learner, from_at=begins, to_at=ends, reason_kind=facts["reason_kind"], reason=facts["reason"],
                by=user, at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The request is sent. The answer will stand here."))
            if can_see_own(user, learner):
                return redirect("sessions:own", slug=course.slug, enrollment=learner.pk)
            return redirect("sessions:leaves", slug=course.slug)
    context = {
        **course_frame(course, user=user, step="sessions", at=timezone.now()),
        "facts": StepFacts(),
        "step_title": gettext("Ask for leave"),
        "form": form,
        "learner": learner,
        "sees_own": can_see_own(user, learner),
    }
    return render(request, "sessions/ask.html", context)


@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Rút đơn."""
    course = course_of(request, slug)
    rows = Leave.objects.select_related("enrollment__training_class__course__institution")
    leave = get_object_or_404(rows, pk=pk, enrollment__course=course)
    services.withdraw_leave(leave, by=user_of(request), at=timezone.now())
    messages.success(request, gettext("The request is withdrawn."))
    return redirect("sessions:own", slug=course.slug, enrollment=leave.enrollment_id)


@require_GET
def my_timetable(request: HttpRequest) -> HttpResponse:
    """Lịch của tôi — sessions of the classes in which the person sits, and make-ups, from yesterday on."""
    user = user_of(request)
    seats = Enrollment.objects.filter(person=user.person_id, state__in=queries.ON_ROLL) if user.person_id else None
    rows: list[tuple[Session, str, bool]] = []
    if seats is not None:
        since = timezone.localdate() - timedelta(days=1)
        booked = MakeUp.objects.filter(enrollment__in=seats.values("pk"), state="booked", taken__isnull=False)
        mine = Q(training_class__in=seats.values("training_class")) | Q(pk__in=booked.values("taken"))
        found = Session.objects.filter(mine, day__gte=since).annotate(
            make_up=Exists(booked.filter(taken=OuterRef("pk")))
        )
        found = found.exclude(state="cancelled").select_related("topic", "entry__room", "course", "training_class")
        rows = [(s, gettext(HALVES.get(s.half, s.half)), s.make_up) for s in found.order_by("starts_at")[:60]]
    context = {
        "title": gettext("My timetable"),
        "rows": rows,
        "synthetic": any(s.course.synthetic for s, *_ in rows),
    }
    return render(request, "sessions/my_timetable.html", context)
