"""Bước buổi học — what the rail says of sessions, rolls and self-study."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_manage
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.rules import HALVES
from boiduong.course.delivery.sessions.menu.addresses import lessons_end, to_session
from boiduong.course.delivery.sessions.models import Session, TopicDone
from boiduong.course.delivery.sessions.queries import (
    HELD,
    ON_ROLL,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.web.prepared import prepared
from boiduong.web.registry import Action, Need, StepFacts, step
from boiduong.web.words import in_sentence


@step("sessions")
def sessions_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Buổi học và điểm danh — done when every session was held; begins with a released timetable."""
    count = dict(zip(COUNTED, next(iter(_counts(course.pk, at)), (0,) * len(COUNTED)), strict=True))
    if not count["all"]:
        alone = [one for one in course.classes.all() if one.mode == "self_paced" and one.state != "cancelled"]
        return _learned_alone(course, alone, user) if alone else StepFacts(note=gettext("after the timetable"))
    note = gettext("%(held)d of %(all)d sessions held") % count
    if count["held"] == count["all"]:
        return _all_held(course, user, note)
    needs = []
    if count["open"]:
        words = ngettext("%(n)d roll is open", "%(n)d rolls are open", count["open"]) % {"n": count["open"]}
        needs.append(Need(words, gettext("Close it when the session ends"), level="clock"))
    if count["late"]:
        words = ngettext("%(n)d past session has no roll", "%(n)d past sessions have no roll", count["late"])
        needs.append(Need(words % {"n": count["late"]}, gettext("The training officer enters it from paper")))
    if not has_role(user, Role.TRAINING_OFFICER, Role.CLASS_MANAGER):
        return StepFacts(note=note)
    title, main = _next_roll(course, user, at)
    return StepFacts(
        note=note,
        title=title,
        lead=gettext("The class manager opens it on the day; who is not marked when it closes is absent."),
        main=main,
        needs=tuple(needs),
    )


COUNTED = ("all", "held", "open", "late")


@prepared
def _counts(course: int, at: datetime) -> QuerySet[Session, Any]:
    """Sessions of a course that were not cancelled: all, held, with an open roll, over without one."""
    rows = Session.objects.filter(course=course).exclude(state="cancelled").order_by().values(one=Value(1))
    counted = rows.annotate(
        all=Count("id"),
        held=Count("id", filter=Q(state__in=HELD)),
        open=Count("id", filter=Q(state="open")),
        late=Count("id", filter=Q(state="planned", ends_at__lt=at)),
    )
    return counted.values_list(*COUNTED)


def _next_roll(course: Course, user: User | None, at: datetime) -> tuple[str, Action]:
    """What the roll asks for now: one that is open, one that was missed and goes in from paper, or the next one."""
    today = timezone.localdate(at)
    ahead = course.sessions.filter(state__in=["open", "planned"]).order_by("starts_at", "training_class__position")
    sessions = [*ahead.select_related("course", "training_class")]
    office = can_manage(user, course)
    now = next((s for s in sessions if s.state == "open" or s.day == today), None)
    missed = next((s for s in sessions if s.day < today), None)
    next_one = next((s for s in sessions if s.day > today), sessions[0])
    if now is not None:
        return _said(gettext("Keep the roll: %(label)s, %(half)s %(day)s"), now), to_session(now)
    if missed is not None and office:
        words = gettext("Enter the roll from paper: %(label)s, %(half)s %(day)s")
        return _said(words, missed), Action(gettext("Enter from paper"), to_session(missed).url)
    words = gettext("The next session: %(label)s, %(half)s %(day)s")
    return _said(words, next_one), Action(gettext("Look at the session"), to_session(next_one).url)


def _said(words: str, session: Session) -> str:
    half = gettext(HALVES.get(session.half, session.half)).lower()
    day = f"{session.day.day}/{session.day.month}"
    return words % {"label": session.training_class.label, "half": half, "day": day}


def _learned_alone(course: Course, classes: list[TrainingClass], user: User | None) -> StepFacts:
    """Tự học — done when the lessons of every such class have ended; else the topics done are to be recorded."""
    people = Enrollment.objects.filter(course=course, state__in=ON_ROLL).count()
    begun = TopicDone.objects.filter(enrollment__course=course, voids=None, voided_by=None)
    n = begun.values("enrollment").distinct().count()
    note = gettext("%(n)d of %(all)d have learned a topic") % {"n": n, "all": people}
    first = next((c for c in classes if c.state in ("opened", "running")), None)
    if first is None:
        ended = all(c.state in ("assessing", "recognized", "closed") for c in classes)
        return StepFacts(state="done", note=note) if ended else StepFacts(note=gettext("after the opening"))
    if not can_manage(user, course) and not has_role(user, Role.CLASS_MANAGER):
        return StepFacts(note=note)
    url = reverse("sessions:alone", kwargs={"slug": course.slug, "pk": first.pk})
    return StepFacts(
        note=note,
        title=gettext("Record what was learned alone: %(label)s") % {"label": first.label},
        lead=gettext("There are no sessions: each topic counts once its completion is recorded."),
        main=Action(gettext("Record topics done"), url),
    )


def _all_held(course: Course, user: User | None, note: str) -> StepFacts:
    """Học xong các buổi — done once each class has ended its lessons, which somebody in charge says."""
    running = next((one for one in course.classes.all() if one.state == "running"), None)
    if running is None:
        return StepFacts(state="done", note=note)
    if not has_role(user, Role.TRAINING_OFFICER, Role.CLASS_MANAGER):
        return StepFacts(note=note)
    return StepFacts(
        note=note,
        title=gettext("End the lessons of %(label)s") % {"label": in_sentence(running.label)},
        lead=gettext("Every session is held. After this the class is assessed and its results are considered."),
        main=lessons_end(running, course),
    )
