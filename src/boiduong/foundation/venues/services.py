"""Việc địa điểm — adding venues and rooms, changing a room."""

from __future__ import annotations

from datetime import datetime

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.venues.models import Room, Venue
from boiduong.foundation.venues.permissions import can_write
from boiduong.refusals import Refusal, gettext_noop

MOST_SEATS = 20_000


class NameTaken(Refusal):
    """Trùng tên."""

    text = gettext_noop("“%(name)s” stands in the list already.")


class SeatsImpossible(Refusal):
    """Số chỗ không hợp."""

    text = gettext_noop("A room has 1 to %(most)s seats.")


def add_venue(
    name: str, *, by: User | None, at: datetime, owner: Unit | None = None, place_text: str = "", kind: str = "hall"
) -> Venue:
    """Thêm địa điểm — raises NotAllowed, NameTaken."""
    require(can_write(by))
    name = " ".join(name.split())
    if Venue.objects.filter(owner=owner, name__iexact=name).exists():
        raise NameTaken(name=name)
    with acting(by, "venues.add_venue", at=at) as act:
        venue = Venue.objects.create(name=name, owner=owner, place_text=place_text, kind=kind)
        act.record(venue, after={"kind": kind})
    return venue


def add_room(venue: Venue, *, name: str, seats: int, by: User | None, at: datetime) -> Room:
    """Thêm phòng — raises NotAllowed, SeatsImpossible, NameTaken."""
    require(can_write(by, venue.owner_id))
    name = _checked(venue, name, seats)
    with acting(by, "venues.add_room", at=at) as act:
        room = Room.objects.create(venue=venue, name=name, seats=seats)
        act.record(room, after={"seats": seats})
    return room


def change_room(room: Room, *, name: str, seats: int, by: User | None, at: datetime) -> Room:
    """Sửa phòng — raises NotAllowed, SeatsImpossible, NameTaken."""
    require(can_write(by, room.venue.owner_id))
    name = _checked(room.venue, name, seats, room)
    with acting(by, "venues.change_room", at=at) as act:
        before = {"seats": room.seats}
        room.name, room.seats = name, seats
        room.save(update_fields=["name", "seats"])
        act.record(room, before=before, after={"seats": seats})
    return room


def _checked(venue: Venue, name: str, seats: int, room: Room | None = None) -> str:
    name = " ".join(name.split())
    if not 1 <= seats <= MOST_SEATS:
        raise SeatsImpossible(most=MOST_SEATS)
    others = Room.objects.filter(venue=venue, name__iexact=name)
    if (others.exclude(pk=room.pk) if room else others).exists():
        raise NameTaken(name=name)
    return name
