"""Bước xét công nhận — what the rail and the home pages say of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_approve, can_run_some
from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.recognition.awards.models import Meeting
from boiduong.course.recognition.awards.permissions import can_decide, can_judge
from boiduong.course.recognition.awards.queries import recognized_count, without_result
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.web.registry import Action, Need, StepFacts, Waiting, step, waiting
from boiduong.web.words import in_sentence

LATE = ("recognized", "closed")


def _judges_or_decides(user: User | None, course: Course) -> bool:
    """The manager of a class, the training officer, and who approves."""
    return can_run_some(user, course) or can_approve(user, course)


@step("recognition", acts=_judges_or_decides)
def recognition_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Xét công nhận — done when every class that was opened has its decision."""
    url = reverse("awards:step", args=[course.slug])
    live = [one for one in course.classes.all() if one.state not in ("cancelled", "postponed")]
    judging = [one for one in live if one.state == "assessing"]
    done = sum(one.state in LATE for one in live)
    note = ""
    if done:
        n = recognized_count(course)
        note = ngettext("%(n)d recognized", "%(n)d recognized", n) % {"n": n}
    if live and done == len(live):
        return StepFacts(state="done", note=note)
    if not judging:
        return StepFacts(
            note=note,
            title=gettext("Judge the results when the lessons have ended"),
            lead=gettext("Attendance and each result count by themselves."),
            main=Action(gettext("Look at the list"), url),
        )
    met = Meeting.objects.filter(training_class__in=judging).exists()
    main = _act(course, user, judging, met=met) or Action(gettext("Look at the list"), url)
    needs = (
        Need(
            gettext("Recognition meeting with minutes"),
            level="done" if met else "missing",
        ),
        Need(gettext("Numbered decision of recognition"), level="missing"),
    )
    title = gettext("Record the decision of recognition") if met else gettext("Hold the recognition meeting")
    return StepFacts(note=note, title=title, main=main, needs=needs)


def _act(course: Course, user: User | None, judging: list[TrainingClass], *, met: bool) -> Action | None:
    """The page of the act itself, for who may do it, where one class waits for it."""
    if len(judging) != 1:
        return None
    held = judging[0]
    held.course = course
    if met and can_decide(user, held):
        return Action(gettext("Record the numbered decision"), reverse("awards:decision", args=[course.slug, held.pk]))
    if not met and can_judge(user, held):
        return Action(gettext("Hold the meeting"), reverse("awards:meeting", args=[course.slug, held.pk]))
    return None


def _judges_a_class(today: date, at: datetime) -> Exists:
    return Exists(TrainingClass.objects.filter(course=OuterRef("pk"), state="assessing"))


@waiting(Role.TRAINING_OFFICER, may=_judges_a_class)
def classes_to_judge(user: User, at: datetime) -> Iterator[Waiting]:
    """Lớp chờ xét — lessons have ended: the meeting first, then the decision."""
    met = Exists(Meeting.objects.filter(training_class=OuterRef("pk")))
    found = TrainingClass.objects.filter(state="assessing", course__in=visible_courses(user).values("pk"))
    for held in found.annotate(met=met).select_related("course").order_by("course", "position")[:7]:
        words = gettext("Bring the decision of recognition for %(label)s") if held.met else gettext("Judge %(label)s")
        address = f"{reverse('awards:step', args=[held.course.slug])}?lop={held.pk}"
        title = words % {"label": in_sentence(held.label)}
        yield Waiting(title, held.course.title, Action(gettext("Look at the list"), address))


@waiting(Role.CLASS_MANAGER, may=_judges_a_class)
def people_without_result(user: User, at: datetime) -> Iterator[Waiting]:
    """Người chưa có kết quả — one line a class whose lessons have ended."""
    if not user.person_id:
        return
    for pk, slug, label, title, n in without_result(user.person_id):
        words = ngettext("%(n)d learner of %(label)s has no result", "%(n)d learners of %(label)s have no result", n)
        address = f"{reverse('awards:step', args=[slug])}?lop={pk}&trang_thai=chua"
        facts = {"n": n, "label": in_sentence(label)}
        yield Waiting(words % facts, title, Action(gettext("See who they are"), address))


@waiting(Role.MANAGING_AUTHORITY, may=_judges_a_class)
def exceptions_to_decide(user: User, at: datetime) -> Iterator[Waiting]:
    """Chờ cơ quan quản lý — learners whom a meeting found short, before the decision is recorded."""
    found = Meeting.objects.filter(
        training_class__course__in=visible_courses(user).values("pk"),
        training_class__state="assessing",
        not_recognized__gt=0,
    )
    for one in found.select_related("training_class__course").order_by("training_class", "-id"):
        held = one.training_class
        count = one.not_recognized
        yield Waiting(
            ngettext("%(n)d learner falls short in %(label)s", "%(n)d learners fall short in %(label)s", count)
            % {"n": count, "label": in_sentence(held.label)},
            gettext("%(course)s. An exception needs your note before the decision.") % {"course": held.course.title},
            Action(
                gettext("Look at the reasons"),
                f"{reverse('awards:step', args=[held.course.slug])}?lop={held.pk}&trang_thai=chua",
            ),
            due=None,
        )
