"""Nhận lại học viên — who declined, withdrew or deferred takes a seat again, never one that another holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.enrollment.models import CallQuota, Enrollment, Nomination
from boiduong.course.delivery.enrollment.permissions import can_form
from boiduong.course.delivery.enrollment.queries import holders_after, rooms_of, unit_names
from boiduong.course.delivery.enrollment.rules import NOMINATION, Room
from boiduong.course.delivery.enrollment.services.changing import (
    change_enrollments,
    change_nominations,
    copy_back,
    fresh_enrollments,
    fresh_nominations,
    need_reason,
    one_course,
)
from boiduong.course.delivery.enrollment.services.finding import renew_leader_findings
from boiduong.course.delivery.enrollment.services.forming import ForeignClass, last_position, lock_class
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.refusals import Refusal, gettext_noop


class SeatHeldByAnother(Refusal):
    """Chỗ đã có người thay — the one who goes instead holds the seat."""

    text = gettext_noop(
        "%(other)s goes instead of %(name)s and holds the seat. Let %(other)s leave the list first; "
        "then %(name)s can be taken back."
    )


class NoSeatToReturnTo(Refusal):
    """Đơn vị hết chỗ — the seat that was given up went to another of the unit."""

    text = gettext_noop(
        "%(unit)s has no seat left for %(name)s: %(held)d of %(seats)d taken. Withdraw a person of the unit first, "
        "or open the call again and give the unit more seats."
    )


def reinstate(
    enrollments: Sequence[Enrollment], training_class: TrainingClass, *, reason: str, by: User | None, at: datetime
) -> list[Enrollment]:
    """Nhận lại — who declined, withdrew or deferred, into a class with free seats, perhaps of a later wave.

    Whoever was replaced comes back to the own seat once the other has left it, or to another free seat of the unit;
    whoever deferred by a decision has the right to go on. Raises NotAllowed, NothingChosen, ReasonNeeded,
    ForeignClass, ClassFull, ClassTakesNobody, SeatHeldByAnother, NoSeatToReturnTo, Forbidden.
    """
    course = one_course(enrollments)
    require(can_form(by, course))
    why = need_reason(reason)
    if training_class.course_id != course.pk:
        raise ForeignClass(label=training_class.label)
    with acting(by, "enrollment.reinstate", at=at) as act:
        # The course, the class, then the quota: nobody who holds one of them waits for one that stands before it.
        Course.objects.select_for_update().get(pk=course.pk)
        locked = lock_class(training_class, more=len(enrollments))
        _take_seats_again(enrollments, reason=why, by=by, at=at)
        rows = fresh_enrollments(enrollments)
        start = last_position(locked)
        for place, row in enumerate(rows, start=1):
            row.training_class, row.group, row.position = locked, None, start + place
        change_enrollments(rows, "reinstate", by=by, at=at, reason=why, fields=("training_class", "group", "position"))
        renew_leader_findings(course, {e.sent_by_id for e in rows}, at=at)
        act.record_many(Enrollment, [e.pk for e in rows], after={"class": locked.pk}, reason=why)
    for old in enrollments:
        old.training_class, old.group = training_class, None
    copy_back(enrollments, rows)
    return rows


def _take_seats_again(enrollments: Sequence[Enrollment], *, reason: str, by: User | None, at: datetime) -> None:
    """Count them into the quota of their units, in the order given; nominations given up are live again."""
    given_up = Q(enrollment__state__in=("declined", "withdrawn")) | Q(state__in=("withdrawn", "replaced"))
    asked = {n.pk: n for n in Nomination.objects.filter(given_up, enrollment__in=[e.pk for e in enrollments])}
    quotas = CallQuota.objects.select_for_update().filter(pk__in={n.quota_id for n in asked.values() if n.quota_id})
    locked = list(quotas.order_by("pk"))
    rooms = rooms_of(locked, unit_names({q.unit_id for q in locked}, timezone.localdate(at)))
    heirs = holders_after([pk for pk, n in asked.items() if n.state == "replaced"])
    order = {e.nomination_id: place for place, e in enumerate(enrollments)}
    back = sorted(fresh_nominations(asked.values()), key=lambda n: order[n.pk])
    for row in back:
        _take(rooms.get(row.quota_id or 0), row, heirs.get(row.pk))
        row.reserve_rank = None
    change_nominations([n for n in back if NOMINATION.allows(n.state, "reinstate")], "reinstate", by=by, at=at,
                       reason=reason)  # fmt: skip


def _take(room: Room | None, row: Nomination, heir: Nomination | None) -> None:
    if room is None or room.left == 0:
        if heir is not None:
            raise SeatHeldByAnother(name=row.person.full_name, other=heir.person.full_name)
        if room is not None:
            raise NoSeatToReturnTo(unit=room.unit, name=row.person.full_name, held=room.held, seats=room.seats)
        return
    room.take_seat()
