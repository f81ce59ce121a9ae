"""Học bù — where a missed session can be made up, who takes which, and how many seats are left there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries.waiting import managed_by
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.delivery.scheduling.models import EntryClass
from boiduong.course.delivery.sessions.models import MakeUp, RollVerdict, Session
from boiduong.course.delivery.sessions.queries.absences import absences
from boiduong.course.delivery.sessions.queries.attendance import attendance_rules
from boiduong.course.delivery.sessions.queries.states import HELD, ON_ROLL
from boiduong.course.delivery.sessions.rules import MAKE_UP_LIVE, Lesson, free_seats, in_place_of

LESSONS_GO_ON = ("opened", "running")


def later_sessions_of_topic(enrollment: Enrollment, missed: Session) -> QuerySet[Session]:
    """Buổi có thể học bù — later sessions of the same topic or of one with the same ancestor, in any class here.

    Never those of the learner's own class: all of it is expected at each of them.
    """
    if missed.topic is None:
        return Session.objects.none()
    root = missed.topic.lineage_id or missed.topic_id
    found = Session.objects.filter(
        Q(topic=root) | Q(topic__lineage=root),
        starts_at__gt=missed.starts_at,
        course__institution=missed.course.institution,
    )
    found = found.exclude(state="cancelled").exclude(training_class=enrollment.training_class_id)
    return found.select_related("training_class", "topic", "course").order_by("starts_at", "pk")


@dataclass(frozen=True)
class Offer:
    """Một buổi học bù còn chỗ — `left` seats, None where no limit is known."""

    session: Session
    left: int | None


def make_up_offers(enrollment: Enrollment, *, at: datetime) -> dict[int, list[Offer]]:
    """Buổi học viên tự nhận học bù được — by the session missed, those of other classes of the course with a seat.

    Nothing where the rule set of the class allows no make-up, or the learner is no longer on the roll.
    """
    if enrollment.state not in ON_ROLL or not attendance_rules(enrollment.training_class).make_up_allowed:
        return {}
    taken = MakeUp.objects.filter(enrollment=enrollment, state__in=MAKE_UP_LIVE)
    missed = absences(enrollment).exclude(session__in=taken.values("missed")).exclude(session__topic=None)
    lost = [_lesson(verdict.session) for verdict in missed]
    if not lost:
        return {}
    roots = {one.topic for one in lost}
    alike = Session.objects.filter(Q(topic__in=roots) | Q(topic__lineage__in=roots), course=enrollment.course_id)
    rows = alike.exclude(state="cancelled").select_related("topic", "training_class", "entry__room")
    sessions = {one.pk: one for one in rows}
    lessons = [_lesson(one, at=at) for one in sessions.values()]
    due = _due(enrollment, at)
    found = {
        one.number: [
            sessions[other.number]
            for other in in_place_of(one, lessons, own_class=enrollment.training_class_id, due=due)
        ]
        for one in lost
    }
    left = seats_left([*{s.pk: s for held in found.values() for s in held}.values()])
    offers = {number: [Offer(s, left[s.pk]) for s in held if left[s.pk] != 0] for number, held in found.items()}
    return {number: held for number, held in offers.items() if held}


def _lesson(session: Session, *, at: datetime | None = None) -> Lesson:
    topic = session.topic
    root = (topic.lineage_id or topic.pk) if topic else 0
    ahead = at is not None and session.state == "planned" and session.starts_at > at
    ahead = ahead and session.training_class.state in LESSONS_GO_ON
    return Lesson(session.pk, session.training_class_id, root, session.starts_at, session.ends_at, ahead)


def _due(enrollment: Enrollment, at: datetime) -> list[tuple[datetime, datetime]]:
    """When the learner is expected from now on: by the own class, and where a make-up is taken already."""
    booked = Q(taken_as_make_up__enrollment=enrollment, taken_as_make_up__state="booked")
    rows = Session.objects.filter(Q(training_class=enrollment.training_class_id) | booked, ends_at__gt=at)
    return [*rows.exclude(state="cancelled").order_by().values_list("starts_at", "ends_at").distinct()]


def seats_left(sessions: Sequence[Session]) -> dict[int, int | None]:
    """Chỗ còn trống của từng buổi — by the size of its class and, where the room is known, by its seats.

    Learners who sit at a site take no seat of the room; those who come to make up take one of both.
    """
    if not sessions:
        return {}
    together: dict[int, set[int]] = defaultdict(set)
    pairs = EntryClass.objects.filter(entry__in={s.entry_id for s in sessions})
    for entry, held_class in pairs.values_list("entry_id", "training_class_id"):
        together[entry].add(held_class)
    classes = {s.training_class_id for s in sessions}.union(*together.values())
    people = Enrollment.objects.filter(training_class__in=classes, state__in=SEATED).order_by()
    here = Count("pk", filter=Q(site=None))
    rows = people.values_list("training_class_id").annotate(all=Count("pk"), here=here)
    seated = {held_class: (n, in_room) for held_class, n, in_room in rows}
    guests = MakeUp.objects.filter(state="booked", taken__entry__in=together.keys())
    by_class: Counter[int] = Counter()
    by_entry: Counter[int] = Counter()
    for number, entry in guests.values_list("taken_id", "taken__entry_id"):
        by_class[number] += 1
        by_entry[entry] += 1
    return {
        s.pk: free_seats(
            (
                (s.training_class.capacity, seated.get(s.training_class_id, (0, 0))[0] + by_class[s.pk]),
                (
                    s.entry.room.seats if s.entry.room else None,
                    sum(seated.get(one, (0, 0))[1] for one in together[s.entry_id]) + by_entry[s.entry_id],
                ),
            )
        )
        for s in sessions
    }


def guests_of(session: Session) -> QuerySet[MakeUp]:
    """Người đến học bù trong buổi — from other classes, by name."""
    found = session.taken_as_make_up.filter(state__in=MAKE_UP_LIVE).select_related(
        "enrollment__person", "enrollment__training_class", "missed"
    )
    return found.order_by("enrollment__person__sort_key", "pk")


MAKE_UP_SHOWN = (
    "how", "enrollment__person__full_name", "missed__topic__title", "taken__day", "taken__training_class__label",
    "taken__state", "by_learner", "state",
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
        enrollment=OuterRef("enrollment"), missed=OuterRef("session"), state__in=MAKE_UP_LIVE
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
