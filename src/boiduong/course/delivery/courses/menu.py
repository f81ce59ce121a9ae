"""Bước kế hoạch và chương trình — what the rail of a course says of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from boiduong.course.annual_plan.plans.permissions import can_read as plan_is_read
from boiduong.course.curriculum.programs.permissions import can_read as program_is_read
from boiduong.course.delivery.courses.models import Course, CourseDocument
from boiduong.course.delivery.courses.permissions import can_manage
from boiduong.course.delivery.courses.queries import topic_count, visible_courses
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.web.registry import Action, Need, StepFacts, Waiting, step, waiting


def _reads_plan(user: User | None, course: Course) -> bool:
    """Whoever chooses the line, and who may look at the plan that it stands in."""
    line = course.plan_line
    return can_manage(user, course) if line is None else plan_is_read(user, line.plan)


def _reads_program(user: User | None, course: Course) -> bool:
    """Whoever chooses the program, and who may look at the one that was chosen."""
    version = course.default_version
    return can_manage(user, course) if version is None else program_is_read(user, version)


@step("plan", acts=_reads_plan)
def plan_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Kế hoạch năm — done when the line is approved; a course outside any plan skips it once it is past a draft."""
    line = course.plan_line
    address = reverse("courses:plan", kwargs={"slug": course.slug})
    if line is None:
        if course.state != "draft":
            return StepFacts(state="off")
        return StepFacts(
            title=gettext("Say which line of the annual plan this course carries out"),
            lead=gettext("A course outside the plan needs none: finish its preparation without it."),
            main=Action(gettext("Choose the line"), address),
        )
    if line.state == "approved" or course.state != "draft":
        return StepFacts(state="done", note=gettext("line %(n)d") % {"n": line.position})
    return StepFacts(
        title=gettext("Get the line of the plan approved"),
        lead=line.name,
        note=gettext("waits for approval") if line.state == "submitted" else "",
        main=Action(gettext("Look at the plan"), reverse("plans:plan", args=[line.plan_id])),
    )


@step("program", acts=_reads_program)
def program_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Chương trình — done when the program of the course is fixed."""
    version = course.default_version
    address = reverse("courses:program", kwargs={"slug": course.slug})
    if version is None:
        return StepFacts(
            title=gettext("Choose the program of the course"), main=Action(gettext("Choose the program"), address)
        )
    topics = topic_count(course)
    note = gettext("%(n)d topics") % {"n": topics}
    if version.frozen_at is not None:
        return StepFacts(state="done", note=note)
    needs = (
        Need(note if topics else gettext("The program has no topic yet"), level="done" if topics else "missing"),
        Need(gettext("The program is not fixed yet"), gettext("Once fixed, a change is a new version")),
    )
    return StepFacts(
        note=note,
        title=gettext("Finish the program and fix it"),
        lead=gettext("Topics with periods and lecturers, and the work that learners hand in."),
        main=Action(gettext("Open the program"), reverse("topics:version", args=[version.pk])),
        needs=needs,
    )


def _unnumbered() -> QuerySet[CourseDocument]:
    return CourseDocument.objects.filter(document__state="locked").order_by()


def _waits_for_number(today: date, at: datetime) -> Exists:
    return Exists(_unnumbered().filter(course=OuterRef("pk")))


@waiting(Role.TRAINING_OFFICER, may=_waits_for_number)
def papers_without_number(user: User, at: datetime) -> Iterator[Waiting]:
    """Văn bản của khóa chờ số — the records office gives it, and what comes next waits for it."""
    n = _unnumbered().filter(course__in=visible_courses(user).values("pk")).values("document").distinct().count()
    if n:
        words = ngettext("%(n)d paper waits for a number", "%(n)d papers wait for a number", n) % {"n": n}
        address = f"{reverse('documents:list')}?trang_thai=cho-so"
        yield Waiting(words, gettext("The records office gives it"), Action(gettext("See which papers"), address))
