"""Ghi chỗ ở và chỗ ngồi — where the learners of a course sleep, and the seats of the rooms of its sites."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.scheduling.models import Lodging, SiteRoom
from boiduong.course.delivery.scheduling.permissions import can_arrange
from boiduong.course.delivery.scheduling.services.refusals import NotASite, NumberImpossible
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.venues.models import Venue
from boiduong.foundation.venues.rules import MOST_BEDS, MOST_SEATS


def set_lodging(
    course: Course, *, venue: Venue | None, by: User | None, at: datetime, beds: int | None = None
) -> Lodging | None:
    """Ghi nơi ở nội trú — without `beds` they are counted from the lists; no venue: nobody of it stays overnight.

    Raises NotAllowed, NumberImpossible.
    """
    require(can_arrange(by, course))
    if beds is not None and not 0 <= beds <= MOST_BEDS:
        raise NumberImpossible(most=MOST_BEDS)
    with acting(by, "scheduling.set_lodging", at=at) as act:
        if venue is None:
            Lodging.objects.filter(course=course).delete()
            act.record(course, after={"lodging": None})
            return None
        row, _ = Lodging.objects.update_or_create(course=course, defaults={"venue": venue, "beds": beds})
        act.record(row, after={"venue": venue.pk, "beds": beds})
    return row


def set_site_rooms(
    course: Course, rooms: Mapping[int, tuple[int | None, str]], *, by: User | None, at: datetime
) -> int:
    """Ghi số chỗ của các điểm cầu — by site id: seats and where; None takes it back. Answers how many stand.

    Raises NotAllowed, NotASite, NumberImpossible.
    """
    require(can_arrange(by, course))
    own = set(course.sites.values_list("pk", flat=True))
    if not own.issuperset(rooms):
        raise NotASite
    if any(seats is not None and not 1 <= seats <= MOST_SEATS for seats, _ in rooms.values()):
        raise NumberImpossible(most=MOST_SEATS)
    made = [
        SiteRoom(site_id=number, seats=seats, place_text=" ".join(place.split())[:300])
        for number, (seats, place) in rooms.items()
        if seats is not None
    ]
    with acting(by, "scheduling.set_site_rooms", at=at) as act:
        SiteRoom.objects.filter(site__in=rooms).delete()
        SiteRoom.objects.bulk_create(made)
        act.record(course, after={"sites": len(made), "seats": sum(one.seats for one in made)})
    return len(made)
