"""Việc chờ của buổi học — rolls, leave, make-ups and lesson logs on the home pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.delivery.courses.queries.waiting import managed_by
from boiduong.course.delivery.enrollment.permissions import clerk_units
from boiduong.course.delivery.scheduling.rules import HALVES
from boiduong.course.delivery.sessions.menu.addresses import lessons_end, to_session
from boiduong.course.delivery.sessions.models import Leave, Session
from boiduong.course.delivery.sessions.queries import (
    leaves_for_unit,
    to_make_up,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.web.reading import once
from boiduong.web.registry import Action, Waiting, waiting
from boiduong.web.words import in_sentence


def my_classes(user: User) -> list[int]:
    """Classes that the person manages: a manager who was replaced has none of it left."""
    if not user.person_id:
        return []
    person = user.person_id
    return once(
        f"sessions.my_classes:{user.pk}", lambda: [pk for (pk,) in managed_by(person).values_list("training_class")]
    )


M = TypeVar("M", bound=Model)


def _first(found: QuerySet[M], order: str) -> tuple[M | None, int]:
    """The first row and how many there are, in one query."""
    first = found.annotate(how_many=Window(Count("pk"))).order_by(order).first()
    return first, int(getattr(first, "how_many", 0))


def _teaches(today: date, at: datetime) -> Exists:
    return Exists(TrainingClass.objects.filter(course=OuterRef("pk"), state="running"))


@waiting(Role.CLASS_MANAGER, may=_teaches)
def make_ups_to_book(user: User, at: datetime) -> Iterator[Waiting]:
    """Học bù cần xếp — one line a class: the topic that was missed comes again in another class."""
    if not user.person_id:
        return
    for pk, slug, label, title, n in to_make_up(user.person_id, at):
        words = ngettext("Book a make-up for %(n)d learner", "Book make-ups for %(n)d learners", n) % {"n": n}
        detail = gettext("%(label)s, %(course)s. Another class still holds the topic they missed.")
        address = reverse("sessions:class_roll", kwargs={"slug": slug, "pk": pk})
        yield Waiting(words, detail % {"label": label, "course": title}, Action(gettext("See who was absent"), address))


@waiting(Role.CLASS_MANAGER)
def for_class_manager(user: User, at: datetime) -> Iterator[Waiting]:
    """Việc của chủ nhiệm — rolls of today not open, leave to decide, lesson logs not signed."""
    classes = my_classes(user)
    if not classes:
        return
    sessions = Session.objects.filter(training_class__in=classes).select_related("course", "training_class")
    for one in sessions.filter(day=timezone.localdate(at), state="planned").order_by("starts_at")[:4]:
        words = gettext("Open the roll: %(label)s, %(half)s") % {
            "label": one.training_class.label,
            "half": gettext(HALVES.get(one.half, one.half)).lower(),
        }
        yield Waiting(words, one.course.title, to_session(one), due=one.day, urgent=one.starts_at <= at)
    missed = sessions.filter(state="planned", day__lt=timezone.localdate(at))
    late, n = _first(missed, "starts_at")
    if late is not None:
        words = ngettext("%(n)d past session has no roll", "%(n)d past sessions have no roll", n) % {"n": n}
        url = reverse("sessions:step", kwargs={"slug": late.course.slug})
        yield Waiting(words, gettext("Give the paper to the training officer"), Action(gettext("See which"), url))
    unsigned = sessions.filter(state="closed").filter(Q(log__isnull=True) | Q(log__signed_by_manager_at__isnull=True))
    first, n = _first(unsigned, "starts_at")
    if first is not None:
        words = ngettext("Sign %(n)d lesson log", "Sign %(n)d lesson logs", n) % {"n": n}
        yield Waiting(words, first.course.title, to_session(first))
    yield from _leaves(Leave.objects.filter(enrollment__training_class__in=classes, level="class_manager"))
    left = Exists(Session.objects.filter(training_class=OuterRef("pk"), state__in=["planned", "open"]))
    taught = TrainingClass.objects.filter(~left, pk__in=classes, state="running").select_related("course")
    for training_class in taught.order_by("pk"):
        words = gettext("End the lessons of %(label)s") % {"label": in_sentence(training_class.label)}
        yield Waiting(words, training_class.course.title, lessons_end(training_class, training_class.course))


def _leave_or_roll(today: date, at: datetime) -> Q:
    asked = Leave.objects.filter(enrollment__course=OuterRef("pk"), state="asked")
    return Exists(asked) | Exists(Session.objects.filter(course=OuterRef("pk"), state="planned", ends_at__lt=at))


@waiting(Role.TRAINING_OFFICER, may=_leave_or_roll)
def for_officer(user: User, at: datetime) -> Iterator[Waiting]:
    """Việc của cán bộ đào tạo — leave above the class manager, past sessions without a roll."""
    courses = visible_courses(user).values("pk")
    yield from _leaves(Leave.objects.filter(enrollment__course__in=courses).exclude(level="class_manager"))
    late = Session.objects.filter(course__in=courses, state="planned", ends_at__lt=at, course__state="under_way")
    first = late.select_related("course").order_by("starts_at").first()
    if first is not None:
        n = late.count()
        words = ngettext("%(n)d past session has no roll", "%(n)d past sessions have no roll", n) % {"n": n}
        url = reverse("sessions:step", kwargs={"slug": first.course.slug})
        yield Waiting(words, first.course.title, Action(gettext("Enter from paper"), url))


def _leaves(found: QuerySet[Leave]) -> Iterator[Waiting]:
    asked = found.filter(state="asked").select_related("enrollment__course")
    first, n = _first(asked, "from_at")
    if first is not None:
        words = ngettext("Decide %(n)d leave request", "Decide %(n)d leave requests", n) % {"n": n}
        yield _leave_line(first, words, gettext("Decide on the leave"))


def _leave_line(first: Leave, words: str, label: str) -> Waiting:
    """A line that leads to the leave requests of a course, due when the first of them begins."""
    course = first.enrollment.course
    action = Action(label, reverse("sessions:leaves", kwargs={"slug": course.slug}))
    return Waiting(words, course.title, action, due=timezone.localtime(first.from_at).date())


@waiting(Role.UNIT_CLERK)
def leaves_of_the_unit(user: User, at: datetime) -> Iterator[Waiting]:
    """Đơn nghỉ chờ đơn vị xác nhận — long leave of the people of the unit."""
    asked = leaves_for_unit(clerk_units(user))
    first, n = _first(asked, "from_at")
    if first is not None:
        words = ngettext("Confirm %(n)d leave request", "Confirm %(n)d leave requests", n) % {"n": n}
        yield _leave_line(first, words, gettext("See who asks"))


@waiting(Role.LECTURER)
def logs_to_sign(user: User, at: datetime) -> Iterator[Waiting]:
    """Sổ đầu bài chờ giảng viên ký — of sessions held."""
    if not user.person_id:
        return
    held = Session.objects.filter(state="closed", entry__lecturers__lecturer__person=user.person_id)
    unsigned = held.filter(Q(log__isnull=True) | Q(log__signed_by_lecturer_at__isnull=True)).select_related("course")
    for one in unsigned.select_related("training_class").order_by("starts_at").distinct()[:5]:
        facts = {"label": one.training_class.label, "day": f"{one.day.day}/{one.day.month}"}
        yield Waiting(gettext("Sign the lesson log: %(label)s, %(day)s") % facts, one.course.title, to_session(one))
