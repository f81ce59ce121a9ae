"""The board, its release and the week of the school, as people of each role meet them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.scheduling import services
from boiduong.course.delivery.scheduling.models import Entry, TimetableVersion
from boiduong.course.delivery.scheduling.queries import board_of, draft_version, held_from, propose_entries
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
BASE = "/khoa/khoa-thu/lich-hoc/"
MONDAY = date(2025, 8, 18)


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.users[who])
    return client


def drafted(world: World) -> TimetableVersion:
    version = services.new_version(world.course, by=None, at=AT)
    services.place_many(version, propose_entries(world.course), by=None, at=AT)
    return version


def test_officer_drafts_moves_and_releases() -> None:
    world = build_world(class_state="opened", enrolled=True)
    client = signed_in(world, "officer")
    assert client.get(BASE).status_code == 200
    assert client.post(BASE + "ban-moi/").status_code == 302
    assert client.post(BASE + "xep-nhap/").status_code == 302
    version = draft_version(world.course)
    assert version is not None and version.entries.count() == 5
    client.post(BASE + "xep-nhap/")
    assert version.entries.count() == 5
    entry = version.entries.filter(topic=world.topics[0]).get()
    page = client.get(BASE, {"nhac": f"buoi-{entry.pk}"}).content.decode()
    assert 'value="buoi-' in page
    moved = {"nhac": f"buoi-{entry.pk}", "ngay": "2025-08-20", "buoi": "morning"}
    assert client.post(BASE + "dat/", moved).status_code == 302
    entry.refresh_from_db()
    assert entry.day == date(2025, 8, 20)
    assert client.post(f"{BASE}buoi/{entry.pk}/bo/").status_code == 302
    token = f"cd-{world.topics[0].pk}-{world.training_class.pk}"
    page = client.get(BASE, {"nhac": token}).content.decode()
    assert token in page
    assert client.post(BASE + "dat/", {"nhac": token, "ngay": "2025-08-18", "buoi": "afternoon"}).status_code == 302
    assert client.get(BASE + "phat-hanh/").status_code == 200
    released = client.post(BASE + "phat-hanh/")
    assert released.status_code == 302, released.content.decode()
    version.refresh_from_db()
    assert version.state == "released"
    assert client.post(BASE + "dieu-chinh/").status_code == 302
    assert client.get(BASE, {"ban": "1"}).status_code == 200
    assert client.post(BASE + "bo-ban-nhap/").status_code == 302
    assert TimetableVersion.objects.get(number=2).state == "discarded"


def test_entry_page_changes_room_and_lecturers() -> None:
    world = build_world(class_state="opened", enrolled=True)
    entry = drafted(world).entries.filter(topic=world.topics[0]).get()
    client = signed_in(world, "officer")
    address = f"{BASE}buoi/{entry.pk}/"
    assert client.get(address).status_code == 200
    facts = {
        "day": "19/8/2025",
        "half": "afternoon",
        "first_period": "1",
        "room": "",
        "lecturers": [world.second_lecturer.pk],
    }
    assert client.post(address, facts).status_code == 302
    entry.refresh_from_db()
    assert (entry.day, entry.half, entry.room) == (date(2025, 8, 19), "afternoon", None)
    assert entry.lecturers.get().lecturer == world.second_lecturer
    wrong = client.post(address, {**facts, "day": "31/2/2025"})
    assert wrong.status_code == 200
    refused = client.post(address, {**facts, "half": "evening"})
    assert refused.status_code == 200 and Entry.objects.get(pk=entry.pk).half == "afternoon"


def test_activity_is_added_for_all_classes() -> None:
    world = build_world(class_state="opened")
    version = services.new_version(world.course, by=None, at=AT)
    client = signed_in(world, "officer")
    facts = {"activity": "meeting", "day": "18/8/2025", "half": "morning", "periods": "2", "room": ""}
    assert client.post(BASE + "hoat-dong/", facts).status_code == 302
    assert version.entries.get().activity == "meeting"
    assert client.post(BASE + "hoat-dong/", {**facts, "day": ""}).status_code == 200


@pytest.mark.parametrize("who", ["manager", "learner", "lecturer", "authority"])
def test_others_see_the_released_timetable_and_change_nothing(who: str) -> None:
    world = build_world(class_state="opened", enrolled=True)
    version = drafted(world)
    client = signed_in(world, who)
    assert "CĐ 1" not in client.get(BASE).content.decode()
    for tail in ("ban-moi/", "xep-nhap/", "bo-ban-nhap/"):
        assert client.post(BASE + tail).status_code == 403
    assert client.get(BASE + "phat-hanh/").status_code == 404
    services.release(version, by=None, at=AT)
    page = client.get(BASE)
    assert page.status_code == 200 and "Chuyên đề 1" in page.content.decode()
    assert client.post(BASE + "dieu-chinh/").status_code == 403


def test_stranger_sees_nothing() -> None:
    world = build_world(class_state="opened")
    client = signed_in(world, "stranger")
    assert client.get(BASE).status_code == 404
    assert client.post(BASE + "ban-moi/").status_code == 404
    page = client.get("/lich-va-phong/")
    assert page.status_code == 200


@pytest.mark.parametrize(
    "token", ["", "buoi-", "buoi-x", "buoi-99999", "cd-1", "cd-1-x", "cd-999999-0", "<script>", "buoi-²", "cd-1-99999"]
)
def test_nonsense_is_never_held(token: str) -> None:
    world = build_world(class_state="opened")
    version = drafted(world)
    assert held_from(version, token) is None
    client = signed_in(world, "officer")
    assert client.get(BASE, {"nhac": token, "tuan": "x", "lop": "²", "ban": "x"}).status_code == 200
    assert client.post(BASE + "dat/", {"nhac": token, "ngay": "2025-08-18", "buoi": "morning"}).status_code == 404


def test_missing_versions_are_not_found() -> None:
    world = build_world(class_state="opened")
    client = signed_in(world, "officer")
    assert client.post(BASE + "dieu-chinh/").status_code == 404
    assert client.post(BASE + "bo-ban-nhap/").status_code == 404
    assert client.get(BASE + "phat-hanh/").status_code == 404


def test_board_joins_parallel_classes_and_tells_where_a_session_fits() -> None:
    world = build_world(class_state="opened", enrolled=True)
    Topic.objects.filter(pk=world.topics[0].pk).update(joint=True)
    for n in range(2, 7):
        TrainingClass.objects.create(
            course=world.course, position=n, label=f"Lớp {n}", version=world.version, rule_set=world.rule_set,
            state="opened", starts_on=MONDAY, ends_on=MONDAY + timedelta(days=9),
        )  # fmt: skip
    version = services.new_version(world.course, by=None, at=AT)
    held = held_from(version, f"cd-{world.topics[0].pk}-0")
    assert held is not None and len(held.classes) == 6
    board = board_of(version, held=held)
    assert len(board.classes) == 4 and len(board.weeks) == 2
    joint = [w for w in board.waiting if w.number == 1]
    assert len(joint) == 1
    cells = [c for row in board.rows for c in row.cells]
    assert any(c.can_place for c in cells)
    services.place_many(version, propose_entries(world.course), by=None, at=AT)
    last = board_of(version, chosen=TrainingClass.objects.get(label="Lớp 6").pk)
    assert [c.label for c in last.classes] == ["Lớp 5", "Lớp 6"]
    first = version.entries.filter(topic=world.topics[1]).first()
    assert first is not None
    held = held_from(version, f"buoi-{first.pk}")
    board = board_of(version, held=held)
    assert any(c.why for row in board.rows for c in row.cells)


def test_week_lists_by_day_room_and_lecturer() -> None:
    world = build_world(class_state="opened", enrolled=True)
    services.release(drafted(world), by=None, at=AT)
    client = signed_in(world, "officer")
    for by in ("ngay", "phong", "nguoi", "<x>"):
        page = client.get("/lich-va-phong/", {"tuan": "2025-08-20", "theo": by}).content.decode()
        assert page.count("Hội trường A") >= 5


def test_board_costs_the_same_for_few_and_many(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    world = build_world(class_state="opened", enrolled=True)
    drafted(world)
    client = signed_in(world, "officer")
    with django_assert_max_num_queries(60):
        client.get(BASE)


def test_home_pages_speak_of_the_timetable() -> None:
    from boiduong.course.delivery.scheduling import menu

    world = build_world(class_state="opened", enrolled=True, course_state="ready")
    late = AT + timedelta(days=30)
    assert [w.due for w in menu.not_released(user=world.users["officer"], at=late)] == [MONDAY]
    assert menu.timetable_step(world.course, world.users["officer"], AT).main is not None
    version = drafted(world)
    assert menu.timetable_step(world.course, None, AT).note
    services.set_lecturers(version.entries.all()[1], [world.lecturer.pk], by=None, at=AT)
    services.release(version, by=None, at=AT)
    assert menu.timetable_step(world.course, None, AT).state == "done"
    panel = menu.own_lessons(user=world.users["lecturer"], at=AT)
    assert panel is not None and panel.context["rows"]
    assert menu.own_lessons(user=world.users["officer"], at=AT) is None
    services.revise(version, by=None, at=AT)
    assert menu.timetable_step(world.course, None, AT).state == "done"
    TimetableVersion.objects.update(base=None)
    world.course.sessions.all().delete()
    world.course.enrollments.all().delete()
    TrainingClass.objects.all().delete()
    TimetableVersion.objects.all().delete()
    assert menu.timetable_step(world.course, None, AT).needs
    TrainingClass.objects.create(
        course=world.course, position=1, label="Tự học", version=world.version, mode="self_paced"
    )
    assert menu.timetable_step(world.course, None, AT).state == "off"


def test_board_shows_past_changes_warnings_and_topics_without_periods() -> None:
    world = build_world(class_state="opened", enrolled=True)
    Topic.objects.filter(pk=world.topics[2].pk).update(periods=None)
    released = services.release(drafted(world), by=None, at=AT)
    version = services.revise(released, by=None, at=AT)
    for late in version.entries.filter(topic=world.topics[2]):
        services.remove(late, by=None, at=AT)
    one = version.entries.filter(topic=world.topics[0]).get()
    services.move(one, day=date(2025, 8, 20), half="afternoon", first_period=3, by=None, at=AT)
    TrainingClass.objects.create(
        course=world.course, position=2, label="Lớp xa", version=world.version, rule_set=world.rule_set, state="opened"
    )
    Topic.objects.create(version=world.version, part=world.part, position=9, title="Bổ sung", joint=True)
    board = board_of(version)
    rules = {v.rule for v in board.violations}
    assert {"past_moved", "too_long"} <= rules and board.blocking  # the days of this world are over
    assert {w.number for w in board.waiting} == {1, 2, 3, 9}
    page = signed_in(world, "officer").get(BASE).content.decode()
    assert "slot-clash" in page or "slot-warn" in page
    part = world.part
    part.choose_at_least = 1
    part.save()
    assert board_of(version).waiting == []


def test_board_of_a_course_without_days_is_empty() -> None:
    world = build_world(class_state="opened")
    TrainingClass.objects.update(starts_on=None, ends_on=None)
    world.course.starts_on = world.course.ends_on = None
    world.course.save()
    version = TimetableVersion.objects.create(course=world.course, number=1)
    assert board_of(version).rows == []
