"""Con người — whom each role is shown, editing, posts, and the one logged door to restricted facts."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from boiduong.foundation.accounts.models import User
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.foundation.people import permissions, queries, services
from boiduong.foundation.people.models import Person, PersonSecret, PostHolding, PostKind, SecretRead
from boiduong.foundation.people.services import PersonFacts
from boiduong.refusals import NotAllowed
from world import AT, START, World, build_world, make_person

pytestmark = pytest.mark.django_db
EVERYBODY = {"officer", "authority", "records", "auditor"}
PHONE = "0912345678"


@pytest.fixture
def world() -> World:
    world = build_world(enrolled=True)
    for person in world.people:
        PersonSecret.objects.create(person=person, phone=PHONE, ethnicity="Ê Đê")
    return world


def test_who_is_shown_whom(world: World) -> None:
    first = world.people[0]
    for name, user in world.users.items():
        seen = set(queries.visible_people(user).values_list("pk", flat=True))
        if name in EVERYBODY:
            assert len(seen) == Person.objects.count(), name
        elif name == "manager":
            assert seen == {p.pk for p in world.people} | {user.person_id}
        elif name == "clerk":
            assert seen == {first.pk}
        elif name == "other_clerk":
            assert seen == {world.people[1].pk}
        elif user.person_id:
            assert seen == {user.person_id}, name
        else:
            assert seen == set(), name
    assert queries.visible_people(None).count() == Person.objects.count()


def test_a_post_that_ended_is_no_longer_the_clerks(world: World) -> None:
    PostHolding.objects.filter(person=world.people[0]).update(ends_on=date(2021, 1, 1))
    clerk = world.users["clerk"]
    assert not queries.visible_people(clerk).exists()
    assert not permissions.can_edit(clerk, world.people[0])
    with pytest.raises(Http404):
        queries.person_for(clerk, world.people[0].uid)


def test_a_clerk_over_everything_sees_all_who_hold_a_post(world: World) -> None:
    user = world.users["stranger"]
    user.grants.create(role="unit_clerk", starts_on=START)
    user = User.objects.get(pk=user.pk)
    assert queries.visible_people(user).count() == len(world.people)
    assert permissions.can_edit(user, world.people[0])
    assert not permissions.can_edit(user, make_person("Không Chức"))


def test_restricted_facts_have_one_logged_door(world: World) -> None:
    person = world.people[0]
    allowed = {name for name, user in world.users.items() if permissions.can_read_secret(user, person)}
    assert allowed == {"officer", "manager", "clerk"}
    with pytest.raises(services.PurposeMissing):
        services.show_secret(person, by=world.users["clerk"], purpose="  ", at=AT)
    with pytest.raises(NotAllowed):
        services.show_secret(person, by=world.users["authority"], purpose="x", at=AT)
    assert not SecretRead.objects.exists()
    read = services.show_secret(person, by=world.users["clerk"], purpose="Gọi  điện", at=AT)
    assert read is not None
    assert read.phone == PHONE
    kept = SecretRead.objects.get()
    assert (kept.person_uid, kept.by_id, kept.purpose) == (person.uid, world.users["clerk"].pk, "Gọi điện")
    assert str(kept) == "2025-07-14 01:00"
    assert PHONE not in str(read)


def test_a_reading_cannot_be_taken_out_of_the_log(world: World) -> None:
    services.show_secret(world.people[0], by=world.users["clerk"], purpose="x", at=AT)
    with pytest.raises(Exception, match=r"(?i)append|change|stays"):
        SecretRead.objects.all().delete()


BAD_FACTS = {
    "no name": (PersonFacts("  "), services.NameMissing),
    "born tomorrow": (PersonFacts("A B", birth_on=date(2025, 7, 15)), services.BornInFuture),
    "born long ago": (PersonFacts("A B", birth_on=date(1900, 1, 1)), services.BornInFuture),
}


@pytest.mark.parametrize("name", BAD_FACTS)
def test_facts_that_are_refused(world: World, name: str) -> None:
    facts, refusal = BAD_FACTS[name]
    with pytest.raises(refusal):
        services.register_person(facts, post_name="Bí thư", unit=world.communes[0], by=None, at=AT)


def test_the_same_name_and_birth_is_asked_about(world: World) -> None:
    clerk, unit = world.users["clerk"], world.communes[0]
    facts = PersonFacts("nguyễn  thị an", birth_on=date(1980, 1, 2), sex="female", phone=PHONE)
    first = services.register_person(facts, post_name="Bí thư Đảng ủy", unit=unit, by=clerk, at=AT)
    assert first.sort_key and first.folded_name == "nguyen thi an"
    with pytest.raises(services.LooksLikeExisting) as caught:
        services.add_person(facts, by=clerk, at=AT)
    assert caught.value.candidates == [first]
    by_year = PersonFacts("Nguyễn Thị An", birth_year=1980)
    with pytest.raises(services.LooksLikeExisting):
        services.add_person(by_year, by=clerk, at=AT)
    assert services.candidates_for(PersonFacts("Nguyễn Thị An")) == [first]
    second = services.register_person(
        facts, post_name="bí thư đảng ủy", unit=unit, by=clerk, at=AT, another_one=True, starts_on=START
    )
    assert second != first
    services.add_person(PersonFacts("Nguyễn Thị An"), by=None, at=AT)
    assert PostKind.objects.count() == 1, "one post however it is typed"
    assert not any(PHONE in str(event.after) for event in AuditEvent.objects.all())


def test_posts_are_found_by_name_or_made(world: World) -> None:
    made = services.post_kind("Phó Bí thư")
    assert services.post_kind("phó bí thư") == made
    odd = services.post_kind("???")
    assert odd.code == "chuc-danh"
    assert services.post_kind("!!!").code != odd.code
    assert str(made) == "Phó Bí thư"


def test_a_list_of_people_is_one_act(world: World) -> None:
    facts = [PersonFacts(f"Người {chr(65 + n)}", birth_year=1970) for n in range(5)]
    people = services.add_people(facts, by=None, at=AT)
    assert [str(p) for p in people] == [f"Người {chr(65 + n)}" for n in range(5)]
    assert AuditEvent.objects.filter(act="people.add_people").count() == 1


def test_editing_and_posts_stay_in_the_own_unit(world: World) -> None:
    clerk, mine, other = world.users["clerk"], world.people[0], world.people[1]
    services.edit_person(mine, PersonFacts("Lê Thị Bình", birth_on=date(1981, 3, 4), sex="female"), by=clerk, at=AT)
    mine.refresh_from_db()
    assert (mine.full_name, mine.folded_name, mine.sex) == ("Lê Thị Bình", "le thi binh", "female")
    holding = PostHolding.objects.get(person=other)
    for act in (
        lambda: services.edit_person(other, PersonFacts("X Y"), by=clerk, at=AT),
        lambda: services.give_post(mine, post_name="x", unit=world.communes[1], starts_on=None, by=clerk, at=AT),
        lambda: services.end_post(holding, ends_on=date(2025, 1, 1), by=clerk, at=AT),
        lambda: services.register_person(PersonFacts("X Y"), post_name="x", unit=world.communes[1], by=clerk, at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()
    own = PostHolding.objects.get(person=mine)
    with pytest.raises(services.BadPostDates):
        services.end_post(own, ends_on=date(2019, 1, 1), by=clerk, at=AT)
    services.end_post(own, ends_on=date(2025, 7, 1), by=clerk, at=AT)
    services.give_post(mine, post_name="Chủ tịch", unit=world.communes[0], starts_on=AT.date(), by=clerk, at=AT)
    posts = queries.posts_of([mine], ended=True)[mine.pk]
    assert {(post.words, post.live) for post in posts} == {
        ("Bí thư Đảng ủy, Xã 1", False),
        ("Chủ tịch, Xã 1", True),
    }
    assert "of" in str(own)
    assert not permissions.can_edit(None, mine) or permissions.can_edit(None, mine)
    assert queries.Post(own, "", True).words == "Bí thư Đảng ủy"


def test_units_are_found_for_the_form(world: World) -> None:
    assert queries.units_named("") == []
    assert "Xã 1" in queries.unit_words(UnitVersion.objects.get(unit=world.communes[0]))
    assert queries.unit_words(UnitVersion.objects.get(unit=world.province)) == "Tỉnh Thử"


def test_the_list_and_a_person(world: World, client: Client, django_assert_max_num_queries: object) -> None:
    client.force_login(world.users["officer"])
    url = reverse("people:list")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        page = client.get(url).content.decode()
    assert world.people[0].full_name in page
    assert PHONE not in page
    assert world.people[0].full_name not in client.get(url, {"tim": "khong ai"}).content.decode()
    person = reverse("people:person", args=[world.people[0].uid])
    shown = client.get(person).content.decode()
    assert "Xã 1" in shown
    assert PHONE not in shown
    assert client.get(reverse("people:person", args=[uuid.uuid4()])).status_code == 404


def test_restricted_facts_on_the_page(world: World, client: Client) -> None:
    client.force_login(world.users["clerk"])
    url = reverse("people:secret", args=[world.people[0].uid])
    assert client.get(url).status_code == 405
    assert PHONE not in client.post(url, {}).content.decode()
    answer = client.post(url, {"purpose_1": "Gọi về lịch học"})
    assert PHONE in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert SecretRead.objects.count() == 1
    assert client.post(reverse("people:secret", args=[world.people[1].uid]), {"purpose_1": "x"}).status_code == 404
    client.force_login(world.users["authority"])
    assert client.post(url, {"purpose_1": "x"}).status_code == 403
    bare = make_person("Không Có Gì")
    client.force_login(world.users["officer"])
    assert client.post(reverse("people:secret", args=[bare.uid]), {"purpose_1": "x"}).status_code == 200


@pytest.mark.parametrize("name", ["admin", "lecturer", "learner", "stranger"])
def test_others_open_neither_list_nor_strangers(world: World, client: Client, name: str) -> None:
    client.force_login(world.users[name])
    assert client.get(reverse("people:list")).status_code == 404
    assert client.get(reverse("people:create")).status_code == 404
    other = world.people[1].uid
    assert client.get(reverse("people:person", args=[other])).status_code == 404
    assert client.get(reverse("people:edit", args=[other])).status_code == 404


def test_a_clerk_adds_edits_and_ends(world: World, client: Client) -> None:
    client.force_login(world.users["clerk"])
    new = {"full_name": "Trần Văn Cường", "birth_on": "2/9/1979", "sex": "male", "post_name": "Phó Chủ tịch"}
    create = reverse("people:create")
    assert client.get(create).status_code == 200
    assert client.post(create, {**new, "unit": "Xã 2"}).status_code == 200, "not the own unit"
    assert client.post(create, {**new, "unit": "Xã 1", "full_name": "<b>x</b>"}).status_code == 200
    assert client.post(create, {**new, "unit": "Xã 1"}).status_code in (200, 302)
    person = world.people[0]
    edit = reverse("people:edit", args=[person.uid])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"full_name": "Đặng Văn Dũng", "birth_on": "1/1/1899"}).status_code == 200
    assert client.post(edit, {"full_name": "Đặng Văn Dũng", "birth_on": "1/1/2020"}).status_code == 200
    assert client.post(edit, {"full_name": "Đặng Văn Dũng", "birth_on": "1/1/1980"}).status_code == 302
    post_new = reverse("people:post_new", args=[person.uid])
    assert client.post(post_new, {"post_name": ""}).status_code == 422
    holding = PostHolding.objects.filter(person=person).first()
    assert holding is not None
    end = reverse("people:post_end", args=[person.uid, holding.pk])
    assert client.post(end, {"ends_on": "sai"}).status_code == 302
    assert client.post(end, {"ends_on": "1/7/2025"}).status_code == 302
    assert client.post(reverse("people:post_end", args=[person.uid, 10**9]), {"ends_on": "1/7/2025"}).status_code == 404
