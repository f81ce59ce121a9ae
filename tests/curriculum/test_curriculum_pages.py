"""Pages of lecturers and programs: who sees them, what their forms do, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.programs.models import CompletionItem, ProgramPart, ProgramVersion
from boiduong.course.curriculum.topics import services as topics
from boiduong.course.curriculum.topics.models import Topic
from boiduong.foundation.venues.models import Venue
from world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def sign_in(world: World, client: Client) -> Callable[[str], Client]:
    def enter(who: str) -> Client:
        client.force_login(world.users[who])
        return client

    return enter


@pytest.mark.parametrize(("who", "status"), [("officer", 200), ("authority", 200), ("auditor", 200), ("clerk", 404),
                                             ("learner", 404), ("stranger", 404)])  # fmt: skip
def test_pages_are_shown_to_those_of_the_trade(
    world: World, sign_in: Callable[[str], Client], who: str, status: int
) -> None:
    client = sign_in(who)
    for address in (
        reverse("lecturers:list"), reverse("lecturers:lecturer", args=[world.lecturer.pk]), reverse("programs:list"),
        reverse("topics:version", args=[world.version.pk]),
    ):  # fmt: skip
        assert client.get(address).status_code == status


@pytest.mark.parametrize("who", ["authority", "clerk"])
def test_others_change_nothing(world: World, sign_in: Callable[[str], Client], who: str) -> None:
    client, version = sign_in(who), world.version.pk
    for address in (
        reverse("lecturers:create"), reverse("programs:create"), reverse("programs:part_new", args=[version]),
        reverse("programs:item", args=[version, world.item.pk]), reverse("topics:topic_new", args=[version]),
        reverse("topics:topic", args=[version, world.topics[0].pk]),
    ):  # fmt: skip
        assert client.get(address).status_code == 404
    answer = client.post(reverse("topics:act", args=[version]), {"viec": "chot"})
    assert answer.status_code in (403, 404)
    assert ProgramVersion.objects.get().frozen_at is None


def test_lecturers_are_added_named_and_edited(world: World, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("officer")
    said = {"institution": world.institution.pk, "asked_as": "post", "standing": "reporter"}
    assert client.get(reverse("lecturers:create")).status_code == 200
    assert client.post(reverse("lecturers:create"), said).status_code == 200
    assert client.post(reverse("lecturers:create"), {**said, "post_text": "Trưởng ban"}).status_code == 302
    made = Lecturer.objects.get(asked_as="post")
    address = reverse("lecturers:lecturer", args=[made.pk])
    assert client.post(address, {"mau": "nguoi", "n-person": "giang vien 1, 1970"}).status_code == 302
    assert client.post(address, {"mau": "nguoi", "n-person": "giang vien"}).status_code == 200
    assert client.post(address, {"mau": "chu", "post_text": "", "standing": "reporter"}).status_code == 200
    assert client.post(address, {"mau": "chu", "post_text": "Phó ban", "standing": "visiting"}).status_code == 302
    made.refresh_from_db()
    assert (made.person, made.post_text) == (world.lecturer.person, "Phó ban")
    found = client.get(reverse("lecturers:list"), {"tim": "pho ban", "trang_thai": "visiting"}).content.decode()
    assert "Phó ban" in found
    assert client.get(reverse("lecturers:list"), {"xlsx": "1"})["Content-Type"].endswith("sheet")


def test_program_is_written_with_parts_work_and_topics(world: World, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("officer")
    assert client.get(reverse("programs:create")).status_code == 200
    said = {"name": "Chương trình hai", "issuer": "truong chinh tri", "label": "1"}
    assert client.post(reverse("programs:create"), said).status_code == 302
    version = ProgramVersion.objects.get(program__name="Chương trình hai")
    part_new = reverse("programs:part_new", args=[version.pk])
    item_new = reverse("programs:item_new", args=[version.pk])
    assert client.post(part_new, {"title": "", "judged": "apart"}).status_code == 200
    assert client.post(part_new, {"title": "Phần A", "judged": "apart"}).status_code == 302
    part = ProgramPart.objects.get(version=version)
    quick = f"{reverse('topics:topic_new', args=[version.pk])}?phan={part.pk}"
    assert client.post(quick, {"nhanh": "1", "title": "Bài một", "kind": "lecture", "periods": "4"}).status_code == 302
    assert client.post(quick, {"nhanh": "1", "title": "", "kind": "lecture"}).status_code == 200
    whole = {"title": "Bài hai", "kind": "report", "part": part.pk, "lecturers": [world.lecturer.pk], "required": "on"}
    assert client.post(quick, whole).status_code == 302
    assert [t.title for t in Topic.objects.filter(version=version, part=part)] == ["Bài một", "Bài hai"]
    work = {"title": "Bài thu hoạch", "kind": "report", "scale": "points", "scale_max": "", "markers": "2"}
    assert client.post(item_new, work).status_code == 200
    assert client.post(item_new, {**work, "scale_max": "10", "pass_share": "50"}).status_code == 302
    item = CompletionItem.objects.get(version=version)
    assert (item.scale_max, item.pass_share) == (10, pytest.approx(0.5))
    change = reverse("programs:item", args=[version.pk, item.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {**work, "scale": "bands", "bands": "giỏi, khá"}).status_code == 302
    item.refresh_from_db()
    assert item.bands == [{"name": "giỏi"}, {"name": "khá"}]
    assert client.post(change, {"bo": "1"}).status_code == 302
    assert client.post(reverse("programs:part", args=[version.pk, part.pk]), {"bo": "1"}).status_code == 409
    edit = {"title": "Phần B", "judged": "not"}
    assert client.post(reverse("programs:part", args=[version.pk, part.pk]), edit).status_code == 302


def test_topics_move_and_change(world: World, sign_in: Callable[[str], Client]) -> None:
    client, (one, two, _) = sign_in("officer"), world.topics
    act = reverse("topics:topic_act", args=[world.version.pk, two.pk])
    assert client.post(act, {"viec": "len"}).status_code == 302
    assert Topic.objects.get(pk=two.pk).position == 1
    assert client.post(act, {"viec": "xuong"}).status_code == 302
    assert client.post(act, {"viec": "nhay"}).status_code == 404
    assert client.post(act, {"viec": "bo"}).status_code == 302
    assert client.post(act, {"viec": "bo"}).status_code == 404
    page = reverse("topics:topic", args=[world.version.pk, one.pk])
    assert client.get(page).status_code == 200
    said = {"title": "Tên mới", "kind": "lecture", "lecturers": [world.second_lecturer.pk]}
    assert client.post(page, {**said, "periods": "0"}).status_code == 200
    assert client.post(page, said).status_code == 302
    one.refresh_from_db()
    assert (one.title, one.lecturers.get().lecturer) == ("Tên mới", world.second_lecturer)


def test_version_is_fixed_printed_and_derived(world: World, sign_in: Callable[[str], Client]) -> None:
    client, version = sign_in("officer"), world.version
    act, page = reverse("topics:act", args=[version.pk]), reverse("topics:version", args=[version.pk])
    assert client.get(reverse("topics:paper", args=[version.pk])).status_code == 404
    assert client.post(act, {"viec": "soan"}).status_code == 302
    assert client.get(reverse("topics:paper", args=[version.pk])).content.startswith(b"%PDF-")
    assert client.post(act, {"viec": "chot"}).status_code == 302
    assert client.post(act, {"viec": "nhay"}).status_code == 404
    assert client.get(page).status_code == 200
    topic = reverse("topics:topic", args=[version.pk, world.topics[0].pk])
    assert client.post(topic, {"title": "Đổi", "lecturers": [world.second_lecturer.pk]}).status_code == 302
    assert Topic.objects.get(pk=world.topics[0].pk).title == "Chuyên đề 1"
    assert client.post(act, {"viec": "moi", "label": "1"}).status_code == 409
    assert client.post(act, {"viec": "moi", "label": "2"}).status_code == 302
    newer = reverse("topics:version", args=[ProgramVersion.objects.get(label="2").pk])
    assert newer in client.get(page).content.decode()


def test_queries_are_the_same_at_three_topics_and_nine(
    world: World, sign_in: Callable[[str], Client], at: datetime
) -> None:
    client, address = sign_in("officer"), reverse("topics:version", args=[world.version.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    listed = [{"title": f"Bài {n}", "part": world.part, "lecturers": [world.lecturer]} for n in range(6)]
    topics.add_topics(world.version, listed, by=None, at=at)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few) < 30


def test_the_usual_place_is_asked_of_a_school_with_several(world: World, sign_in: Callable[[str], Client]) -> None:
    client, address = sign_in("officer"), reverse("lecturers:lecturer", args=[world.lecturer.pk])
    assert 'name="home_venue"' not in client.get(address).content.decode(), "one place: nothing to choose"
    second = Venue.objects.create(name="Cơ sở 2", owner=world.school)
    elsewhere = Venue.objects.create(name="Nhà khách", owner=world.communes[0])
    page = client.get(address).content.decode()
    assert "Cơ sở 2" in page and "Nhà khách" not in page
    said = {"mau": "chu", "post_text": "", "body_text": "", "rank_text": "", "standing": "internal"}
    refused = client.post(address, {**said, "post_text": "Viết dở", "home_venue": elsewhere.pk})
    assert refused.status_code == 200 and "Viết dở" in refused.content.decode()
    assert client.post(address, {**said, "home_venue": second.pk}).status_code == 302
    world.lecturer.refresh_from_db()
    assert world.lecturer.home_venue == second
    made = {"institution": world.institution.pk, "asked_as": "post", "post_text": "Trưởng ban", "standing": "visiting"}
    assert client.post(reverse("lecturers:create"), {**made, "home_venue": second.pk}).status_code == 302
    assert Lecturer.objects.latest("pk").home_venue == second
    assert client.post(address, {**said, "home_venue": ""}).status_code == 302
    world.lecturer.refresh_from_db()
    assert world.lecturer.home_venue is None
