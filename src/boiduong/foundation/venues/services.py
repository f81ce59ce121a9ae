"""Việc địa điểm — adding and changing venues and rooms; how long the way between two venues is."""

from __future__ import annotations

from datetime import datetime

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.venues.models import Room, TravelTime, Venue
from boiduong.foundation.venues.permissions import can_write
from boiduong.foundation.venues.rules import MOST_BEDS, MOST_MINUTES, MOST_SEATS, ROOM_KINDS, pair
from boiduong.refusals import Refusal, gettext_noop


class NameTaken(Refusal):
    """Trùng tên."""

    text = gettext_noop("“%(name)s” stands in the list already.")


class SeatsImpossible(Refusal):
    """Số chỗ không hợp."""

    text = gettext_noop("A room has 1 to %(most)s seats.")


class KindUnknown(Refusal):
    """Loại phòng không có trong danh sách."""

    text = gettext_noop("Choose a kind of room from the list.")


class BedsImpossible(Refusal):
    """Số chỗ ở không hợp."""

    text = gettext_noop("A place has 0 to %(most)s beds.")


class TravelImpossible(Refusal):
    """Thời gian đi lại không hợp."""

    text = gettext_noop("The way between two different places takes 0 to %(most)s minutes.")


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


def change_venue(venue: Venue, *, name: str, place_text: str, beds: int, by: User | None, at: datetime) -> Venue:
    """Sửa địa điểm — its name, address and the beds of its dormitory. Raises NotAllowed, NameTaken, BedsImpossible."""
    require(can_write(by, venue.owner_id))
    name = " ".join(name.split())
    if not 0 <= beds <= MOST_BEDS:
        raise BedsImpossible(most=MOST_BEDS)
    if Venue.objects.filter(owner=venue.owner_id, name__iexact=name).exclude(pk=venue.pk).exists():
        raise NameTaken(name=name)
    with acting(by, "venues.change_venue", at=at) as act:
        before = {"name": venue.name, "place": venue.place_text, "beds": venue.beds}
        venue.name, venue.place_text, venue.beds = name, place_text, beds
        venue.save(update_fields=["name", "place_text", "beds"])
        act.record(venue, before=before, after={"name": name, "place": place_text, "beds": beds})
    return venue


def set_travel(venue: Venue, other: Venue, minutes: int | None, *, by: User | None, at: datetime) -> None:
    """Ghi thời gian đi lại — in minutes, both ways; None takes back what was said.

    Raises NotAllowed, TravelImpossible.
    """
    require(can_write(by, venue.owner_id) and can_write(by, other.owner_id))
    if venue.pk == other.pk or (minutes is not None and not 0 <= minutes <= MOST_MINUTES):
        raise TravelImpossible(most=MOST_MINUTES)
    first, second = pair(venue.pk, other.pk)
    with acting(by, "venues.set_travel", at=at) as act:
        rows = TravelTime.objects.filter(one=first, other=second)
        before = rows.values_list("minutes", flat=True).first()
        if minutes is None:
            rows.delete()
        else:
            TravelTime.objects.update_or_create(one_id=first, other_id=second, defaults={"minutes": minutes})
        act.record(venue, before={"other": other.pk, "minutes": before}, after={"other": other.pk, "minutes": minutes})


def add_room(venue: Venue, *, name: str, seats: int, by: User | None, at: datetime, kind: str = "hall") -> Room:
    """Thêm phòng — raises NotAllowed, SeatsImpossible, NameTaken, KindUnknown."""
    require(can_write(by, venue.owner_id))
    name = _checked(venue, name, seats, kind)
    with acting(by, "venues.add_room", at=at) as act:
        room = Room.objects.create(venue=venue, name=name, seats=seats, kind=kind)
        act.record(room, after={"seats": seats})
    return room


def change_room(room: Room, *, name: str, seats: int, by: User | None, at: datetime, kind: str = "") -> Room:
    """Sửa phòng — without a `kind` it keeps its own. Raises NotAllowed, SeatsImpossible, NameTaken, KindUnknown."""
    require(can_write(by, room.venue.owner_id))
    name = _checked(room.venue, name, seats, kind or room.kind, room)
    with acting(by, "venues.change_room", at=at) as act:
        before = {"seats": room.seats}
        room.name, room.seats, room.kind = name, seats, kind or room.kind
        room.save(update_fields=["name", "seats", "kind"])
        act.record(room, before=before, after={"seats": seats})
    return room


def _checked(venue: Venue, name: str, seats: int, kind: str, room: Room | None = None) -> str:
    name = " ".join(name.split())
    if not 1 <= seats <= MOST_SEATS:
        raise SeatsImpossible(most=MOST_SEATS)
    if kind not in ROOM_KINDS and (room is None or kind != room.kind):
        raise KindUnknown
    others = Room.objects.filter(venue=venue, name__iexact=name)
    if (others.exclude(pk=room.pk) if room else others).exists():
        raise NameTaken(name=name)
    return name
