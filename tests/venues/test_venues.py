"""Phòng, hội trường — adding and changing; who may; names once."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from boiduong.foundation.venues import queries, services
from boiduong.foundation.venues.models import Room, Venue
from boiduong.foundation.venues.permissions import can_see, can_write
from boiduong.refusals import NotAllowed
from world import AT, World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def test_rooms_and_venues(world: World) -> None:
    officer = world.users["officer"]
    venue = services.add_venue("  Nhà  văn hóa xã ", place_text="Xã 1", by=officer, at=AT)
    assert (str(venue), venue.place_text) == ("Nhà văn hóa xã", "Xã 1")
    room = services.add_room(venue, name="Hội trường", seats=120, by=officer, at=AT)
    assert str(room) == "Hội trường"
    services.change_room(room, name="Hội trường lớn", seats=150, by=officer, at=AT)
    assert Room.objects.get(pk=room.pk).seats == 150
    assert list(queries.rooms()) == sorted(Room.objects.all(), key=lambda r: (r.venue.name, r.name))
    assert queries.room_for(room.pk) == room
    with pytest.raises(Http404):
        queries.room_for(10**9)
    with pytest.raises(services.NameTaken):
        services.add_venue("Nhà văn hóa xã", by=officer, at=AT)
    with pytest.raises(services.NameTaken):
        services.add_room(venue, name="Hội trường lớn", seats=1, by=officer, at=AT)
    for seats in (0, -1, services.MOST_SEATS + 1):
        with pytest.raises(services.SeatsImpossible):
            services.add_room(venue, name="Phòng", seats=seats, by=officer, at=AT)


@pytest.mark.parametrize(
    "name", ["admin", "manager", "authority", "clerk", "lecturer", "learner", "records", "auditor", "stranger"]
)
def test_only_the_officer_writes(world: World, client: Client, name: str) -> None:
    user = world.users[name]
    assert not can_write(user)
    for act in (
        lambda: services.add_venue("x", by=user, at=AT),
        lambda: services.add_room(world.room.venue, name="x", seats=1, by=user, at=AT),
        lambda: services.change_room(world.room, name="x", seats=1, by=user, at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()
    client.force_login(user)
    assert client.get(reverse("venues:list")).status_code == (200 if can_see(user) else 404)
    assert client.get(reverse("venues:create")).status_code == 404
    assert client.get(reverse("venues:edit", args=[world.room.pk])).status_code == 404


def test_the_pages(world: World, client: Client) -> None:
    client.force_login(world.users["officer"])
    create, listed = reverse("venues:create"), reverse("venues:list")
    assert client.get(create).status_code == 200
    assert client.post(create, {"name": "Phòng 201", "seats": "80"}).status_code == 200, "no venue said"
    assert client.post(create, {"name": "Phòng 201", "seats": "0", "new_venue": "Cơ sở 2"}).status_code == 200
    assert client.post(create, {"name": "Phòng 201", "seats": "99999", "new_venue": "Cơ sở 2"}).status_code == 200
    assert not Venue.objects.filter(name="Cơ sở 2").exists(), "a refused room leaves no venue behind"
    assert client.post(create, {"name": "<b>201</b>", "seats": "80", "new_venue": "Cơ sở 2"}).status_code == 302
    said = {"name": "Phòng 202", "seats": "60", "venue": str(world.room.venue_id)}
    assert client.post(create, said).status_code == 302
    page = client.get(listed).content.decode()
    assert "<b>201</b>" not in page
    assert "Phòng 202" in client.get(listed, {"tim": "phong 202"}).content.decode()
    edit = reverse("venues:edit", args=[world.room.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"name": "Phòng 202", "seats": "60"}).status_code == 200
    assert client.post(edit, {"name": "Hội trường B", "seats": "60"}).status_code == 302
