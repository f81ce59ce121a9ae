"""Khung của buổi học trên trang chính — what runs now, and a learner's own day."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.rules import HALVES
from boiduong.course.delivery.sessions.menu.waiting import my_classes
from boiduong.course.delivery.sessions.models import Session
from boiduong.course.delivery.sessions.queries import (
    ON_ROLL,
    at_risk,
    attendance_for,
    roll_counts,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.web.registry import Panel, panel


@panel(f"home:{Role.CLASS_MANAGER.value}")
def running_now(user: User, at: datetime) -> Panel | None:
    """Buổi đang diễn ra — today's sessions of my classes with present and expected."""
    classes = my_classes(user)
    if not classes:
        return None
    today = Session.objects.filter(training_class__in=classes, day=timezone.localdate(at)).exclude(state="cancelled")
    sessions = [*today.select_related("course", "training_class", "topic", "entry__room").order_by("starts_at")]
    counts = roll_counts(sessions)
    ahead = None
    if not sessions:
        later = Session.objects.filter(training_class__in=classes, state="planned", starts_at__gt=at)
        ahead = later.select_related("training_class", "topic", "course").order_by("starts_at").first()
    courses = Course.objects.filter(classes__in=classes, state="under_way").distinct()
    risky = [(r, c) for c in courses[:3] for r in at_risk(c)[:5]]
    rows = [(s, counts[s.pk], gettext(HALVES.get(s.half, s.half))) for s in sessions]
    return Panel("sessions/manager_panel.html", {"rows": rows, "ahead": ahead, "risky": risky}, order=10)


@panel(f"home:{Role.LEARNER.value}")
def learner_today(user: User, at: datetime) -> Panel | None:
    """Học viên — the next session, and own attendance in periods of the courses under way."""
    if not user.person_id:
        return None
    seats = Enrollment.objects.filter(person=user.person_id, state__in=ON_ROLL, course__state="under_way")
    rows = []
    for seat in seats.select_related(
        "course__institution", "training_class__rule_set", "training_class__course__institution"
    ):
        ahead = Session.objects.filter(training_class=seat.training_class_id, ends_at__gte=at).exclude(
            state="cancelled"
        )
        first = ahead.select_related("topic", "entry__room").order_by("starts_at").first()
        half = gettext(HALVES.get(first.half, first.half)) if first else ""
        rows.append((seat, first, half, attendance_for(seat)))
    return Panel("sessions/learner_panel.html", {"rows": rows}, order=10) if rows else None
