"""Lịch trên điện thoại — who is shown which address, and an old address that opens nothing once it is renewed."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from boiduong.course.curriculum.lecturers import services as lecturers
from boiduong.course.delivery.scheduling import services
from boiduong.course.delivery.scheduling.queries.calendars import own_rows, own_seats, renewals_of, subject_for
from boiduong.course.delivery.scheduling.queries.feeds import feed_address
from boiduong.foundation.audit.models import AuditEvent
from boiduong.refusals import NotAllowed
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
WORDS = {"class": "lop", "lecturer": "giang-vien", "room": "phong", "learner": "hoc-vien"}


@pytest.fixture
def world() -> World:
    return build_world(enrolled=True, class_state="running")


def numbers(world: World) -> dict[str, int]:
    person = world.users["lecturer"].person
    assert person is not None
    world.lecturer.person, world.lecturer.asked_as = person, "person"
    world.lecturer.save()
    seat = world.enrollments[0]
    learner = world.users["learner"]
    learner.person = seat.person
    learner.save()
    seat.course.state = "under_way"
    seat.course.save()
    return {"class": world.training_class.pk, "lecturer": world.lecturer.pk, "room": world.room.pk, "learner": seat.pk}


# By kind: roles to whom the address is shown, and those of them who may renew it.
SHOWN = {
    "class": ({"officer", "manager", "authority", "records", "auditor", "learner", "lecturer", "clerk", "other_clerk"},
              {"officer", "manager"}),
    "lecturer": ({"officer", "authority", "records", "auditor", "lecturer"}, {"officer", "lecturer"}),
    "room": ({"officer", "manager", "authority", "admin"}, {"officer"}),
    "learner": ({"learner"}, {"learner"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", list(SHOWN))
def test_a_calendar_is_shown_and_renewed_by_those_whom_it_concerns(world: World, kind: str) -> None:
    number, found, renews = numbers(world)[kind], set(), set()
    for name, user in world.users.items():
        try:
            subject = subject_for(user, WORDS[kind], number)
        except Http404:
            continue
        assert (subject.kind, subject.number) == (kind, number) and subject.name
        found.add(name)
        if subject.may_renew:
            renews.add(name)
        else:
            with pytest.raises(NotAllowed):
                services.renew_calendar(subject, by=user, at=AT)
    assert (found, renews) == SHOWN[kind]


@pytest.mark.parametrize("word", [*WORDS.values(), "xe"])
def test_nothing_and_nobody_have_no_calendar(world: World, word: str) -> None:
    with pytest.raises(Http404):
        subject_for(world.users["officer"], word, 10**9)


def test_an_old_address_stops_and_the_new_one_opens(world: World, client: Client) -> None:
    found, learner = numbers(world), world.users["learner"]
    page, renew = (reverse(f"scheduling:calendar{n}", args=["hoc-vien", found["learner"]]) for n in ("", "_new"))
    client.force_login(learner)
    old = feed_address("learner", found["learner"])
    assert old in client.get(page).content.decode() and client.get(old).status_code == 200
    assert client.get(renew).status_code == 405
    assert client.post(renew).status_code == 302
    new = feed_address("learner", found["learner"])
    assert new != old and new in client.get(page).content.decode()
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    assert renewals_of("learner", found["learner"]) == 1
    event = AuditEvent.objects.get(act="scheduling.renew_calendar")
    assert event.actor_id == learner.pk
    client.force_login(world.users["officer"])
    assert client.post(renew).status_code == 404, "a learner's own calendar is nobody else's"
    assert feed_address("learner", found["learner"]) == new


def test_the_pages_of_class_lecturer_room_and_home_lead_to_the_calendar(world: World, client: Client) -> None:
    found, slug = numbers(world), world.course.slug
    pages = {
        "class": (reverse("courses:training_class", args=[slug, found["class"]]), "manager"),
        "lecturer": (reverse("lecturers:lecturer", args=[found["lecturer"]]), "officer"),
        "room": (reverse("venues:room", args=[found["room"]]), "officer"),
        "learner": (reverse("home"), "learner"),
    }
    for kind, (page, role) in pages.items():
        client.force_login(world.users[role])
        link = reverse("scheduling:calendar", args=[WORDS[kind], found[kind]])
        assert link in client.get(page).content.decode(), kind
        assert client.get(link).status_code == 200
    client.force_login(world.users["lecturer"])
    link = reverse("scheduling:calendar", args=["giang-vien", found["lecturer"]])
    assert link in client.get(reverse("home")).content.decode()


def test_a_lecturer_renews_by_the_personal_link(world: World, client: Client) -> None:
    token = lecturers.make_link(world.lecturer, by=None, at=AT)
    old = feed_address("lecturer", world.lecturer.pk)
    page, renew = (reverse(f"scheduling:personal{n}", args=[token]) for n in ("", "_calendar"))
    from django.utils import timezone

    world.lecturer.links.update(expires_at=timezone.now().replace(year=timezone.now().year + 1))
    assert old in client.get(page).content.decode()
    assert client.post(renew).status_code == 302
    assert client.get(old).status_code == 404
    assert feed_address("lecturer", world.lecturer.pk) in client.get(page).content.decode()
    assert client.post(reverse("scheduling:personal_calendar", args=["B" * 26])).status_code == 404


def test_whoever_is_no_person_has_no_seat_and_no_row(world: World) -> None:
    nobody = world.users["stranger"]
    nobody.person = None
    assert own_seats(nobody) == [] and own_rows(nobody) == []
