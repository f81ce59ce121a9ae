"""Đọc địa điểm — venues with their rooms, and the way between them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.http import Http404

from boiduong.foundation.venues.models import Room, TravelTime, Venue


def rooms() -> QuerySet[Room]:
    """Mọi phòng — by venue, then by name."""
    return Room.objects.select_related("venue").order_by("venue__name", "name")


def room_for(pk: int) -> Room:
    """Một phòng — raises Http404."""
    room = rooms().filter(pk=pk).first()
    if room is None:
        raise Http404(pk)
    return room


def venues() -> QuerySet[Venue]:
    """Mọi địa điểm — by name."""
    return Venue.objects.order_by("name", "id")


def venues_with_rooms() -> QuerySet[Venue]:
    """Mọi địa điểm và số phòng — `room_count` of each."""
    return venues().annotate(room_count=Count("rooms"))


def venue_for(pk: int) -> Venue:
    """Một địa điểm — raises Http404."""
    venue = venues().filter(pk=pk).first()
    if venue is None:
        raise Http404(pk)
    return venue


def travel_minutes(venue_ids: Iterable[int]) -> dict[tuple[int, int], int]:
    """Phút đi lại — by pair of venue ids, the smaller first; pairs of which nobody has said anything are left out."""
    wanted = [*venue_ids]
    rows = TravelTime.objects.filter(one__in=wanted, other__in=wanted) if len(wanted) > 1 else TravelTime.objects.none()
    return {(a, b): minutes for a, b, minutes in rows.values_list("one_id", "other_id", "minutes")}


def reached_from(venue: Venue) -> list[tuple[Venue, int | None]]:
    """Các nơi khác của cùng chủ — with the minutes to each, None where nobody has said."""
    others = [*venues().filter(owner=venue.owner_id).exclude(pk=venue.pk)]
    said = travel_minutes([venue.pk, *(one.pk for one in others)])
    return [(one, said.get((min(one.pk, venue.pk), max(one.pk, venue.pk)))) for one in others]
