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


def test_beds_and_the_way_between_venues(world: World) -> None:
    officer, other = world.users["officer"], world.users["manager"]
    here = world.room.venue
    there = services.add_venue("Cơ sở 2", owner=world.school, by=officer, at=AT)
    services.change_venue(here, name=" Trường  lớn ", place_text="Xã 1", beds=120, by=officer, at=AT)
    here.refresh_from_db()
    assert (here.name, here.beds) == ("Trường lớn", 120)
    for beds in (-1, 20_001):
        with pytest.raises(services.BedsImpossible):
            services.change_venue(here, name="x", place_text="", beds=beds, by=officer, at=AT)
    with pytest.raises(services.NameTaken):
        services.change_venue(here, name="cơ sở 2", place_text="", beds=0, by=officer, at=AT)
    assert queries.reached_from(here) == [(there, None)]
    services.set_travel(there, here, 40, by=officer, at=AT)
    assert queries.reached_from(here) == [(there, 40)] and queries.reached_from(there) == [(here, 40)]
    services.set_travel(here, there, 45, by=officer, at=AT)
    assert queries.travel_minutes([there.pk, here.pk]) == {(min(here.pk, there.pk), max(here.pk, there.pk)): 45}
    assert queries.travel_minutes([here.pk]) == {}
    for one, minutes in ((here, 10), (there, -1), (there, 1441)):
        with pytest.raises(services.TravelImpossible):
            services.set_travel(here, one, minutes, by=officer, at=AT)
    services.set_travel(here, there, None, by=officer, at=AT)
    assert queries.reached_from(here) == [(there, None)]
    with pytest.raises(NotAllowed):
        services.set_travel(here, there, 5, by=other, at=AT)
    with pytest.raises(NotAllowed):
        services.change_venue(here, name="x", place_text="", beds=0, by=other, at=AT)
    with pytest.raises(services.KindUnknown):
        services.add_room(here, name="Phòng 9", seats=9, kind="xe", by=officer, at=AT)
    room = services.add_room(here, name="Phòng 9", seats=9, kind="computer", by=officer, at=AT)
    assert services.change_room(room, name="Phòng 9", seats=10, by=officer, at=AT).kind == "computer"
    with pytest.raises(Http404):
        queries.venue_for(10**9)


def test_the_page_of_a_venue_keeps_what_was_written(world: World, client: Client) -> None:
    there = services.add_venue("Cơ sở 2", owner=world.school, by=None, at=AT)
    client.force_login(world.users["officer"])
    page = reverse("venues:venue", args=[world.room.venue_id])
    said = {"name": "Cơ sở 2", "place_text": "", "beds": "50", f"den_{there.pk}": "30"}
    answer = client.post(page, said)
    assert answer.status_code == 200 and 'value="50"' in answer.content.decode()
    assert queries.reached_from(there) == [(world.room.venue, None)], "all or nothing"
    assert client.post(page, {**said, "name": "Trường", "beds": ""}).status_code == 302
    assert queries.reached_from(there) == [(world.room.venue, 30)]
    assert client.post(page, {**said, "name": "Trường", f"den_{there.pk}": ""}).status_code == 302
    assert queries.reached_from(there) == [(world.room.venue, None)]
    assert client.get(reverse("venues:room", args=[world.room.pk])).status_code == 200
