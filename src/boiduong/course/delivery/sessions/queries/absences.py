"""Vắng, nghỉ, học bù — leave asked for and granted, what was missed, and where it can be made up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries.waiting import managed_by
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.rules import overlaps
from boiduong.course.delivery.sessions.models import Leave, MakeUp, RollVerdict, Session
from boiduong.course.delivery.sessions.queries.states import HELD, ON_ROLL
from boiduong.web.prepared import counted, prepared


def absences(enrollment: Enrollment) -> QuerySet[RollVerdict]:
    """Các buổi vắng — with and without leave, not yet made up, in order of time."""
    found = enrollment.verdicts.filter(code__in=["excused", "unexcused"], session__state__in=HELD)
    return found.select_related("session__topic").order_by("session__starts_at")


def later_sessions_of_topic(missed: Session) -> QuerySet[Session]:
    """Buổi có thể học bù — later sessions of the same topic or of one with the same ancestor, in any class here."""
    if missed.topic is None:
        return Session.objects.none()
    root = missed.topic.lineage_id or missed.topic_id
    found = Session.objects.filter(
        Q(topic=root) | Q(topic__lineage=root),
        starts_at__gt=missed.starts_at,
        course__institution=missed.course.institution,
    )
    return found.exclude(state="cancelled").exclude(pk=missed.pk).select_related("training_class", "topic")


def leaves_over(session: Session) -> dict[int, Leave]:
    """Đơn nghỉ đã duyệt trong buổi — by enrollment, granted leave that overlaps the session."""
    return {
        leave.enrollment_id: leave
        for leave in granted_leaves([session]).get(session.training_class_id, ())
        if overlaps(leave.from_at, leave.to_at, session.starts_at, session.ends_at)
    }


def granted_leaves(sessions: Sequence[Session]) -> dict[int, list[Leave]]:
    """Đơn nghỉ đã duyệt — by class, those that touch the time from the first of the sessions to the last."""
    granted = Leave.objects.filter(
        enrollment__training_class__in={s.training_class_id for s in sessions},
        state="granted",
        from_at__lt=max(s.ends_at for s in sessions),
        to_at__gt=min(s.starts_at for s in sessions),
    )
    found: dict[int, list[Leave]] = {}
    for leave in granted.select_related("enrollment"):
        found.setdefault(leave.enrollment.training_class_id, []).append(leave)
    return found


def open_leaves(course: Course) -> QuerySet[Leave]:
    """Đơn chờ quyết định."""
    found = Leave.objects.filter(enrollment__course=course, state="asked")
    return found.select_related("enrollment__person", "enrollment__training_class__course__institution")


def leaves_waiting(course: Course) -> int:
    """Số đơn chờ quyết định."""
    return _waiting.number(course.pk)


@prepared
def _waiting(course: int) -> QuerySet[Leave, Any]:
    return counted(Leave.objects.filter(enrollment__course=course, state="asked"))


MAKE_UP_SHOWN = (
    "how", "enrollment__person__full_name", "missed__topic__title", "taken__day", "taken__training_class__label",
)  # fmt: skip


def open_make_ups(course: Course) -> QuerySet[MakeUp]:
    """Học bù đang chờ."""
    found = MakeUp.objects.filter(enrollment__course=course, state="booked")
    found = found.select_related("enrollment__person", "missed__topic", "taken__training_class")
    return found.only(*MAKE_UP_SHOWN)


CLASSES_NAMED = 5
CLASS_SHOWN = (
    "enrollment__training_class", "enrollment__course__slug", "enrollment__training_class__label",
    "enrollment__course__title",
)  # fmt: skip


def to_make_up(person: int, at: datetime) -> list[tuple[Any, ...]]:
    """Lớp có người cần xếp học bù — of the classes that a person manages: id, slug, label, title, learners.

    Learners absent from a topic that another class still has ahead, in a class whose rules let it be made up, without
    a make-up booked. Their own class's later sessions of the topic are theirs to attend anyway.
    """
    again = Session.objects.filter(
        Q(topic=OuterRef("root")) | Q(topic__lineage=OuterRef("root")),
        state="planned",
        starts_at__gt=at,
        course__institution=OuterRef("session__course__institution"),
    ).exclude(training_class=OuterRef("enrollment__training_class"))
    booked = MakeUp.objects.filter(
        enrollment=OuterRef("enrollment"), missed=OuterRef("session"), state__in=["booked", "done"]
    )
    absent = RollVerdict.objects.filter(
        code__in=["excused", "unexcused"],
        session__state__in=HELD,
        enrollment__state__in=ON_ROLL,
        enrollment__training_class__in=managed_by(person),
        enrollment__training_class__state="running",
        enrollment__training_class__rule_set__body__attendance__make_up_allowed=True,
    ).annotate(root=Coalesce("session__topic__lineage_id", "session__topic_id"))
    rows = absent.filter(~Exists(booked), Exists(again)).order_by()
    grouped = rows.values(*CLASS_SHOWN).annotate(n=Count("enrollment", distinct=True))
    # Asked as it is: a path into JSON is a list among the values on PostgreSQL, which a prepared query does not take.
    return list(grouped.order_by("enrollment__training_class").values_list(*CLASS_SHOWN, "n")[:CLASSES_NAMED])
