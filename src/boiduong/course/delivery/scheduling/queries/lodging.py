"""Chỗ ở nội trú — how many beds courses need, by the word of the office, the lists or the quota, and what is left."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.enrollment.models import CallQuota, Enrollment
from boiduong.course.delivery.scheduling.models import Lodging
from boiduong.course.delivery.scheduling.queries.facts import GONE, ON_THE_LIST
from boiduong.course.delivery.scheduling.rules import beds_needed, peak
from boiduong.foundation.venues.models import Venue


@dataclass(frozen=True)
class Stay:
    """Một khóa ở nội trú — from its first day to its last, this many people."""

    course: int
    venue: int
    first: date
    last: date
    people: int


def counted_beds(courses: Collection[int]) -> dict[int, tuple[int, int, int]]:
    """Số người theo khóa — on the list, by quota, and by the places planned; three queries."""
    listed = dict(
        Enrollment.objects.filter(course__in=courses, state__in=ON_THE_LIST)
        .values_list("course").annotate(n=Count("id")).order_by()
    )  # fmt: skip
    quota = dict(
        CallQuota.objects.filter(call__course__in=courses)
        .values_list("call__course")
        .annotate(n=Sum("seats"))
        .order_by()
    )
    planned = dict(
        TrainingClass.objects.filter(course__in=courses).exclude(state__in=GONE)
        .values_list("course").annotate(n=Sum("capacity")).order_by()
    )  # fmt: skip
    return {n: (listed.get(n) or 0, quota.get(n) or 0, planned.get(n) or 0) for n in courses}


def stays(first: date, last: date, *, venues: Iterable[int] | None = None) -> list[Stay]:
    """Các khóa ở nội trú trong khoảng ngày — four queries."""
    lodgings = Lodging.objects.exclude(course__classes__isnull=True).filter(
        Q(course__starts_on__lte=last, course__ends_on__gte=first)
    )
    if venues is not None:
        lodgings = lodgings.filter(venue__in=venues)
    rows = {one.course_id: one for one in lodgings.select_related("course").distinct()}
    counts = counted_beds([*rows]) if rows else {}
    found = []
    for number, one in rows.items():
        accepted, quota, planned = counts[number]
        people = beds_needed(written=one.beds, accepted=accepted, quota=quota, planned=planned)
        if one.course.starts_on and one.course.ends_on and people:
            found.append(Stay(number, one.venue_id, one.course.starts_on, one.course.ends_on, people))
    return found


def beds_left(venue: Venue, first: date, last: date, *, besides: int | None = None) -> int:
    """Số chỗ còn trống trong những đêm ấy — `besides` is a course that is not counted."""
    taken = [(s.first, s.last, s.people) for s in stays(first, last, venues=[venue.pk]) if s.course != besides]
    return venue.beds - peak(taken, first, last)


def needed_by(course: Course, *, written: int | None) -> int:
    """Số chỗ khóa này cần."""
    accepted, quota, planned = counted_beds([course.pk])[course.pk]
    return beds_needed(written=written, accepted=accepted, quota=quota, planned=planned)
