"""Bước lịch học — what the rail and the home pages say of the timetable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.delivery.scheduling.models import Entry
from boiduong.course.delivery.scheduling.rules import HALVES
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.web.registry import Action, Need, Panel, StepFacts, Waiting, panel, step, waiting

SOON = timedelta(days=14)


@step("timetable")
def timetable_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Lịch học — done when one is released; does not apply to courses that only learn by themselves."""
    states = {one.state for one in course.timetables.all()} - {"superseded", "discarded"}
    address = reverse("scheduling:step", kwargs={"slug": course.slug})
    if "released" in states:
        note = gettext("being adjusted") if "draft" in states else gettext("released")
        return StepFacts(state="done", note=note)
    modes = {one.mode for one in course.classes.all()}
    if modes == {"self_paced"}:
        return StepFacts(state="off")
    if not has_role(user, Role.TRAINING_OFFICER):
        return StepFacts(note=gettext("draft") if "draft" in states else "")
    if "draft" in states:
        return StepFacts(
            note=gettext("draft"),
            title=gettext("Finish the timetable and release it"),
            lead=gettext("Released, it makes the sessions of every class, and the paper goes to be numbered."),
            main=Action(gettext("Release the timetable"), reverse("scheduling:release", kwargs={"slug": course.slug})),
        )
    needs = () if modes else (Need(gettext("The course has no class yet")),)
    return StepFacts(
        title=gettext("Draw up the timetable"),
        lead=gettext("Begin with an empty one, or let the machine place the topics in order."),
        main=None if needs else Action(gettext("Open the timetable"), address),
        needs=needs,
    )


@waiting(Role.TRAINING_OFFICER)
def not_released(user: User, at: datetime) -> Iterator[Waiting]:
    """Khóa sắp học mà chưa có lịch — beginning within two weeks."""
    today = timezone.localdate(at)
    courses = visible_courses(user).filter(
        state__in=["ready", "under_way"], starts_on__gte=today, starts_on__lte=today + SOON
    )
    for course in courses.exclude(timetables__state="released").exclude(classes__mode="self_paced")[:5]:
        address = reverse("scheduling:step", kwargs={"slug": course.slug})
        yield Waiting(
            gettext("Release the timetable of %(course)s") % {"course": course.title},
            gettext("The course begins then, and nobody knows the hours yet"),
            Action(gettext("Open the timetable"), address),
            due=course.starts_on,
        )


@panel(f"home:{Role.LECTURER.value}")
def own_lessons(user: User, at: datetime) -> Panel | None:
    """Buổi tôi dạy — the next sessions of a lecturer, on released timetables."""
    if not user.person_id:
        return None
    lessons = Entry.objects.filter(
        version__state="released", lecturers__lecturer__person_id=user.person_id, ends_at__gte=at
    )
    shown = [*lessons.select_related("topic", "room", "version__course").order_by("starts_at").distinct()[:6]]
    rows = [(e, gettext(HALVES.get(e.half, e.half))) for e in shown]
    words = ngettext("%(n)d session ahead", "%(n)d sessions ahead", len(rows)) % {"n": len(rows)}
    return Panel("scheduling/lecturer_panel.html", {"rows": rows, "words": words}, order=10)
