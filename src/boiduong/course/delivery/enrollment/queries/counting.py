"""Số đếm có ngày — how many were nominated, accepted, opened, summoned and confirmed at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from boiduong.course.delivery.courses.models import Course, CourseDocument
from boiduong.course.delivery.enrollment.models import (
    Call,
    Enrollment,
    EnrollmentEvent,
    Nomination,
    NominationEvent,
)
from boiduong.course.delivery.enrollment.rules import GONE, LIVE, Room
from boiduong.foundation.documents.models import AnnexRow
from boiduong.web.prepared import prepared

OPENING_ROLE = "opening_decision"
ISSUED = ("numbered", "filed")


@dataclass(frozen=True)
class Counts:
    """Số liệu chiêu sinh — each derived from events or papers, never from a stored counter."""

    nominated: int
    accepted: int
    opened: int
    summoned: int
    confirmed: int


def counts(course: Course, *, as_of_at: datetime | None = None) -> Counts:
    """Đếm đến một thời điểm — now when none is given; observers and trainers are not counted as learners.

    Nominated and accepted leave out who was withdrawn or replaced by then; opened counts the lists of numbered
    opening decisions; confirmed is the last answer given by then.
    """
    at = as_of_at or timezone.now()
    sent = sent_counts(course, at)
    summoned, confirmed = next(iter(_told(course.pk, at)), (0, 0))
    return Counts(
        nominated=sent["submitted"],
        accepted=sent["accepted"],
        opened=_opened.number(course.pk, timezone.localdate(at)),
        summoned=summoned,
        confirmed=confirmed,
    )


def sent_counts(course: Course, at: datetime) -> dict[str, int]:
    """Số người được cử — "submitted" and "accepted": who reached it by then and was not taken back since."""
    reached: dict[str, set[int]] = {}
    gone: set[int] = set()
    for state, nomination in _sent(course.pk, at):
        reached.setdefault(state, set()).add(nomination)
        if state in ("withdrawn", "replaced"):
            gone.add(nomination)
        elif state == "placed":
            gone.discard(nomination)
    return {state: len(reached.get(state, set()) - gone) for state in ("submitted", "accepted")}


@prepared
def _sent(course: int, at: datetime) -> QuerySet[NominationEvent, Any]:
    """States that nominations of learners reached by then, as they came; "placed" only of who was taken back."""
    told = Q(to_state__in=("submitted", "accepted", "withdrawn", "replaced")) | Q(act="reinstate")
    rows = NominationEvent.objects.filter(
        told, nomination__course=course, nomination__group__counts_as="learner", at__lte=at
    )
    return rows.order_by("id").values_list("to_state", "nomination_id")


@prepared
def _told(course: int, at: datetime) -> QuerySet[Enrollment, Any]:
    """Learners summoned, and confirmed, by then."""
    rows = _learners(course).order_by().values(one=Value(1))
    rows = rows.annotate(
        summoned=Count("pk", filter=_event("summon", at)),
        confirmed=Count("pk", filter=_event("confirm", at) & ~_taken_back(at)),
    )
    return rows.values_list("summoned", "confirmed")


def _learners(course: int) -> QuerySet[Enrollment]:
    return Enrollment.objects.filter(course=course, counts_as="learner")


def _event(act: str, at: datetime) -> Q:
    return Q(Exists(EnrollmentEvent.objects.filter(enrollment=OuterRef("pk"), act=act, at__lte=at)))


def _taken_back(at: datetime) -> Q:
    """Whether a decline, withdrawal, reinstatement or a new question follows the last confirmation."""
    mine = EnrollmentEvent.objects.filter(enrollment=OuterRef("enrollment"), act="confirm", at__lte=at)
    later = EnrollmentEvent.objects.filter(
        enrollment=OuterRef("pk"),
        act__in=("decline", "withdraw", "expel", "defer", "reinstate", "ask_again"),
        at__lte=at,
    )
    return Q(Exists(later.filter(~Exists(mine.filter(pk__gt=OuterRef("pk"))))))


@prepared
def _opened(course: int, day: date) -> QuerySet[AnnexRow, Any]:
    """Learners on the lists of opening decisions numbered by that day, each once."""
    papers = CourseDocument.objects.filter(
        course=course, role=OPENING_ROLE, document__state__in=ISSUED, document__issued_on__lte=day
    )
    rows = AnnexRow.objects.filter(
        document__in=papers.values("document"),
        subject_type=Enrollment._meta.label,
        subject_id__in=_learners(course).values("pk"),
    )
    return rows.order_by().values(one=Value(1)).annotate(n=Count("subject_id", distinct=True)).values_list("n")


def opened_by_class(course: Course, at: datetime) -> dict[int, int]:
    """Số người trong quyết định mở từng lớp — class id to learners on its lists by then, each once."""
    papers = CourseDocument.objects.filter(
        course=course,
        role=OPENING_ROLE,
        document__state__in=ISSUED,
        document__issued_on__lte=timezone.localdate(at),
        training_class__isnull=False,
    )
    classes = dict(papers.values_list("document_id", "training_class_id"))
    rows = AnnexRow.objects.filter(
        document__in=[*classes], subject_type=Enrollment._meta.label, subject_id__in=_learners(course.pk).values("pk")
    )
    named: dict[int, set[int]] = {}
    for document, learner in rows.order_by().values_list("document_id", "subject_id"):
        named.setdefault(classes[document], set()).add(learner)
    return {training_class: len(people) for training_class, people in named.items()}


class Quota(Protocol):
    """Chỉ tiêu — what the counting of seats needs of a row of the quota, read whole or in part."""

    @property
    def pk(self) -> int: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def seats(self) -> int: ...
    @property
    def reserves(self) -> int: ...


def rooms_of(quotas: Sequence[Quota], names: dict[int, str], *, calls: Sequence[Call] = ()) -> dict[int, Room]:
    """Chỗ của từng chỉ tiêu — counted from live nominations in one query; whoever declined holds no seat.

    The caller has locked the rows when it means to take seats. `calls` are given when `quotas` are all theirs.
    """
    if len(calls) == 1:
        rows = _held_in_call(calls[0].pk)
    else:
        rows = [*_held(Q(quota__call__in=calls) if calls else Q(quota__in=[one.pk for one in quotas]))]
    counted = {quota: (held, waiting, last) for quota, held, waiting, last in rows}
    rooms = {}
    for quota in quotas:
        held, waiting, last = counted.get(quota.pk, (0, 0, None))
        name = names.get(quota.unit_id, "")
        rooms[quota.pk] = Room(name, quota.seats, quota.reserves, held=held, waiting=waiting, last_rank=last or 0)
    return rooms


def _held(which: Q) -> QuerySet[Nomination, Any]:
    """Seats held, reserve places held and the last rank, by row of the quota."""
    live = Nomination.objects.filter(which, state__in=LIVE).exclude(enrollment__state__in=GONE)
    return (
        live.order_by()
        .values_list("quota")
        .annotate(
            held=Count("pk", filter=Q(reserve_rank__isnull=True)),
            waiting=Count("pk", filter=Q(reserve_rank__isnull=False)),
            last=Max("reserve_rank"),
        )
    )


@prepared
def _held_in_call(call: int) -> QuerySet[Nomination, Any]:
    return _held(Q(quota__call=call))
