"""Buổi và điểm danh — the sessions of a class, who is expected, and what each roll says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from boiduong.course.delivery.courses.models import Course, Site, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.sessions.models import Leave, RollVerdict, Session, SiteRoll
from boiduong.course.delivery.sessions.queries.absences import leaves_over
from boiduong.course.delivery.sessions.queries.states import EXPECTED, HELD
from boiduong.course.delivery.sessions.rules import ATTENDED


def sessions_of(course: Course, *, training_class: TrainingClass | None = None) -> QuerySet[Session]:
    """Các buổi của khóa — or of one class, in order of time, cancelled ones too."""
    found = Session.objects.filter(course=course).select_related("topic", "training_class", "entry__room")
    return found if training_class is None else found.filter(training_class=training_class)


@dataclass(frozen=True)
class ListedSession:
    """Một buổi trong danh sách — what a line of the list shows, without an object of the database."""

    pk: int
    training_class_id: int
    state: str
    day: date
    half: str
    starts_at: datetime
    periods: int
    cancelled_reason: str
    topic: str | None
    room: str | None


LISTED = (
    "pk", "training_class_id", "state", "day", "half", "starts_at", "periods", "cancelled_reason", "topic__title",
    "entry__room__name",
)  # fmt: skip


def listed_sessions(training_class: TrainingClass) -> list[ListedSession]:
    """Danh sách buổi của lớp — in order of time, cancelled ones too; one query."""
    return [ListedSession(*row) for row in Session.objects.filter(training_class=training_class).values_list(*LISTED)]


def expected(session: Session) -> QuerySet[Enrollment]:
    """Người phải có mặt — summoned, confirmed or attending learners of the class, in the order of the list."""
    found = Enrollment.objects.filter(training_class=session.training_class_id, state__in=EXPECTED)
    return found.select_related("person", "group").order_by("position", "id")


@dataclass(frozen=True)
class RollRow:
    """Một dòng của bảng điểm danh — the learner, what the roll says now and a leave that covers the session."""

    enrollment: Enrollment
    code: str = ""
    minutes: int | None = None
    leave: Leave | None = None


def roll_rows(session: Session) -> list[RollRow]:
    """Bảng điểm danh của buổi — every expected learner, and whoever else has a mark in it."""
    verdicts = {v.enrollment_id: v for v in session.verdicts.all()}
    people = Enrollment.objects.filter(
        Q(training_class=session.training_class_id, state__in=EXPECTED) | Q(pk__in=verdicts)
    )
    leaves = leaves_over(session)
    rows = []
    for one in people.select_related("person", "group").order_by("position", "id"):
        verdict = verdicts.get(one.pk)
        code, minutes = (verdict.code, verdict.minutes) if verdict else ("", None)
        rows.append(RollRow(one, code, minutes, leaves.get(one.pk)))
    return rows


@dataclass(frozen=True)
class RollCount:
    """Sĩ số của buổi."""

    present: int = 0
    expected: int = 0
    late: int = 0
    excused: int = 0
    unexcused: int = 0


def roll_counts(sessions: Iterable[Session | ListedSession]) -> dict[int, RollCount]:
    """Sĩ số các buổi — by session id, in two queries; expected = marked once held, else those of the class now."""
    held = [*sessions]
    classes = dict(
        Enrollment.objects.filter(training_class__in={s.training_class_id for s in held}, state__in=EXPECTED)
        .values_list("training_class")
        .annotate(n=Count("id"))
        .order_by()
    )
    codes: dict[int, dict[str, int]] = {}
    rows = (
        RollVerdict.objects.filter(session__in=[s.pk for s in held])
        .values_list("session_id", "code")
        .annotate(n=Count("id"))
    )
    for number, code, n in rows.order_by():
        codes.setdefault(number, {})[code] = n
    return {s.pk: _count(codes.get(s.pk, {}), classes.get(s.training_class_id, 0), s.state in HELD) for s in held}


def _count(codes: Mapping[str, int], in_class: int, closed: bool) -> RollCount:
    return RollCount(
        present=sum(n for code, n in codes.items() if code in ATTENDED),
        expected=sum(codes.values()) if closed else in_class,
        late=codes.get("late", 0) + codes.get("left_early", 0),
        excused=codes.get("excused", 0),
        unexcused=codes.get("unexcused", 0),
    )


@dataclass(frozen=True)
class SiteRow:
    """Một điểm cầu của buổi — how many of its people are marked, and when it handed in."""

    site: Site
    expected: int
    marked: int
    present: int
    handed_in: SiteRoll | None = None


def site_rows(session: Session, rows: Sequence[RollRow]) -> list[SiteRow]:
    """Các điểm cầu của buổi — from the rows of its roll; two queries, none where nobody sits at a site."""
    held: dict[int, list[RollRow]] = {}
    for row in rows:
        if row.enrollment.site_id is not None:
            held.setdefault(row.enrollment.site_id, []).append(row)
    if not held:
        return []
    handed = {r.site_id: r for r in session.site_rolls.all()}
    return [
        SiteRow(
            site,
            len(held[site.pk]),
            sum(bool(r.code) for r in held[site.pk]),
            sum(r.code in ATTENDED for r in held[site.pk]),
            handed.get(site.pk),
        )
        for site in Site.objects.filter(pk__in=held)
    ]
