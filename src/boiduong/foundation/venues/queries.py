"""Đọc địa điểm — venues with their rooms."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from boiduong.foundation.venues.models import Room, Venue


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
