"""Việc chờ của chiêu sinh, triệu tập — what waits for whom on the home pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.delivery.enrollment.menu.addresses import address
from boiduong.course.delivery.enrollment.models import Call, Enrollment, Nomination
from boiduong.course.delivery.enrollment.permissions import clerk_units
from boiduong.course.delivery.enrollment.queries import (
    calls_for,
    lines_by_call,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.web.registry import Action, Waiting, waiting

# Summons still unanswered this near to the first day are urgent.
NEAR = timedelta(days=7)


def _was_sent_names(today: date, at: datetime) -> Exists:
    return Exists(Nomination.objects.filter(course=OuterRef("pk"), state="submitted"))


@waiting(Role.TRAINING_OFFICER, Role.MANAGING_AUTHORITY, may=_was_sent_names)
def people_to_decide(user: User, at: datetime) -> Iterable[Waiting]:
    """Người chờ xét — a line for each course with names that were sent."""
    courses = visible_courses(user).annotate(n=Count("nominations", filter=Q(nominations__state="submitted")))
    for course in courses.filter(n__gt=0).order_by("starts_on", "pk")[:20]:
        words = ngettext("%(n)d person sent waits for a decision", "%(n)d people sent wait for a decision", course.n)
        yield Waiting(
            words % {"n": course.n},
            course.title,
            Action(gettext("Review"), address("review", course)),
            course.starts_on,
        )


def _calls_too_long(today: date, at: datetime) -> Exists:
    return Exists(Call.objects.filter(course=OuterRef("pk"), state="issued", due_on__lt=today))


@waiting(Role.TRAINING_OFFICER, may=_calls_too_long)
def calls_to_close(user: User, at: datetime) -> Iterable[Waiting]:
    """Đợt chiêu sinh quá hạn — still open after the deadline."""
    today = timezone.localdate(at)
    late = Call.objects.filter(state="issued", due_on__lt=today, course__in=visible_courses(user))
    for call in late.select_related("course").order_by("due_on")[:20]:
        title, action = (
            gettext("Close the call: its deadline has passed"),
            Action(gettext("Open the call"), address("nominations", call.course)),
        )
        yield Waiting(title, call.course.title, action, call.due_on)


def _awaits_answers(today: date, at: datetime) -> Exists:
    return Exists(Enrollment.objects.filter(course=OuterRef("pk"), state="summoned", course__starts_on__gte=today))


@waiting(Role.TRAINING_OFFICER, may=_awaits_answers)
def summons_unanswered(user: User, at: datetime) -> Iterable[Waiting]:
    """Giấy triệu tập chưa trả lời — of courses that have not begun."""
    today = timezone.localdate(at)
    asked = Q(enrollments__state="summoned")
    courses = visible_courses(user).filter(starts_on__gte=today).annotate(n=Count("enrollments", filter=asked))
    for course in courses.filter(n__gt=0).order_by("starts_on")[:20]:
        words = ngettext("%(n)d learner has not confirmed", "%(n)d learners have not confirmed", course.n)
        near = course.starts_on is not None and course.starts_on - today <= NEAR
        yield Waiting(
            words % {"n": course.n},
            course.title,
            Action(gettext("Remind them"), address("unconfirmed", course)),
            course.starts_on,
            near,
        )


@waiting(Role.UNIT_CLERK)
def seats_to_fill(user: User, at: datetime) -> Iterable[Waiting]:
    """Chỗ của đơn vị — what is asked of us, and by when; a list that was not sent comes first."""
    calls = list(calls_for(user).filter(state="issued")[:20])
    units = clerk_units(user)
    lines = lines_by_call(calls, on=timezone.localdate(at), unit_ids=units)
    ready = dict(
        Nomination.objects.filter(call__in=calls, sent_by_id__in=units, state="proposed")
        .values("call").order_by().annotate(n=Count("pk")).values_list("call", "n")
    )  # fmt: skip
    for call in calls:
        left = sum(line.room.left for line in lines[call.pk])
        for line in lines[call.pk][:1]:
            action = Action(gettext("Open the list"), address("unit", call.course, unit=line.quota.unit_id))
            if ready.get(call.pk):
                words = ngettext("Send the list of %(n)d person", "Send the list of %(n)d people", ready[call.pk])
                yield Waiting(words % {"n": ready[call.pk]}, call.course.title, action, call.due_on)
            elif left:
                words = ngettext("Send %(n)d person", "Send %(n)d people", left)
                yield Waiting(words % {"n": left}, call.course.title, action, call.due_on)


@waiting(Role.UNIT_CLERK)
def seats_to_replace(user: User, at: datetime) -> Iterable[Waiting]:
    """Chỗ phải thay — after the call has closed: who is still to be sent, and who said that they do not come."""
    ours = Nomination.objects.filter(sent_by_id__in=clerk_units(user)).select_related("course")
    lists: dict[tuple[int, int], list[Nomination]] = {}
    for row in ours.filter(state="proposed", call__state="closed", replaces__isnull=False).order_by(
        "course__starts_on", "pk"
    )[:200]:
        lists.setdefault((row.course_id, row.sent_by_id), []).append(row)
    for rows in lists.values():
        first = rows[0]
        action = Action(gettext("Open the list"), address("unit", first.course, unit=first.sent_by_id))
        words = ngettext("Send the list of %(n)d person", "Send the list of %(n)d people", len(rows))
        yield Waiting(words % {"n": len(rows)}, first.course.title, action, first.course.starts_on)
    gone = ours.filter(state="placed", enrollment__state="declined", course__starts_on__gte=timezone.localdate(at))
    for row in gone.select_related("course", "person").order_by("course__starts_on", "pk")[:20]:
        words = gettext("%(name)s does not come: send another person") % {"name": row.person.full_name}
        action = Action(gettext("Send another person instead"), address("nomination", row.course, pk=row.pk))
        yield Waiting(words, row.course.title, action, row.course.starts_on)


@waiting(Role.UNIT_CLERK)
def own_people_to_confirm(user: User, at: datetime) -> Iterable[Waiting]:
    """Người của đơn vị chưa xác nhận — by class."""
    asked = Enrollment.objects.filter(sent_by_id__in=clerk_units(user), state="summoned")
    rows = asked.select_related("course", "training_class").order_by("training_class__starts_on", "pk")
    by_class: dict[int, list[Enrollment]] = {}
    for seat in rows[:200]:
        by_class.setdefault(seat.training_class_id, []).append(seat)
    for seats in by_class.values():
        first = seats[0]
        words = ngettext("%(n)d of our people has not confirmed", "%(n)d of our people have not confirmed", len(seats))
        url = address("class", first.course, pk=first.training_class_id)
        yield Waiting(
            words % {"n": len(seats)},
            first.course.title,
            Action(gettext("See who"), url),
            first.training_class.starts_on,
        )


@waiting(Role.LEARNER)
def summons_to_answer(user: User, at: datetime) -> Iterable[Waiting]:
    """Giấy triệu tập của tôi — to confirm or to decline."""
    if user.person_id is None:
        return
    mine = Enrollment.objects.filter(person_id=user.person_id, state="summoned").select_related(
        "course", "training_class"
    )
    for seat in mine:
        action = Action(gettext("Answer"), reverse("enrollment:own", kwargs={"pk": seat.pk}))
        yield Waiting(
            gettext("Answer the summons"), seat.course.title, action, seat.training_class.starts_on, urgent=True
        )
