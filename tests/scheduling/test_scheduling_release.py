"""What a release refuses: nothing changed, nobody who teaches; and what the pages say of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.models import Entry, TimetableVersion
from boiduong.course.delivery.scheduling.queries.bridge import bridge_of
from boiduong.course.delivery.scheduling.rules import Placement
from boiduong.foundation.documents.services import DraftInUse, take_back
from boiduong.foundation.venues.models import Room
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
MONDAY = date(2025, 8, 18)


def lesson(world: World, number: int, *, day: date = MONDAY, half: str = "morning", **more: object) -> Placement:
    facts = {"topic": world.topics[number].pk, "classes": (world.training_class.pk,), "room": world.room.pk, **more}
    return Placement(day, half, 4, **facts)  # type: ignore[arg-type]


def released(world: World) -> TimetableVersion:
    version = services.new_version(world.course, by=None, at=AT)
    taught = {"lecturers": (world.lecturer.pk,)}
    services.place_many(
        version,
        [lesson(world, 0, **taught), lesson(world, 1, half="afternoon", **taught)],
        by=None,
        at=AT,
    )
    return services.release(version, by=None, at=AT)


def change_room(entry: Entry, world: World) -> None:
    room = Room.objects.create(venue=world.room.venue, name="Phòng khác", seats=150)
    services.move(entry, day=entry.day, half=entry.half, room=room, by=None, at=AT)


def change_lecturer(entry: Entry, world: World) -> None:
    services.set_lecturers(entry, [world.second_lecturer.pk], by=None, at=AT)


def change_day(entry: Entry, world: World) -> None:
    services.move(entry, day=MONDAY + timedelta(1), half=entry.half, by=None, at=AT)


def drop(entry: Entry, world: World) -> None:
    services.remove(entry, by=None, at=AT)


@pytest.mark.parametrize("change", [change_room, change_lecturer, change_day, drop], ids=lambda act: act.__name__)
def test_a_revision_is_released_only_with_a_change(change: Callable[[Entry, World], None]) -> None:
    world = build_world()
    first = released(world)
    draft = services.revise(first, by=None, at=AT)
    with pytest.raises(services.NothingChanged) as refusal:
        services.release(draft, by=world.users["officer"], at=AT)
    assert "1" in refusal.value.sentence()
    draft.refresh_from_db()
    first.refresh_from_db()
    assert (draft.state, first.state, draft.document) == ("draft", "released", None)
    entry = draft.entries.select_related("version__course__institution").order_by("starts_at")[0]
    services.set_lock(entry, True, by=None, at=AT)
    with pytest.raises(services.NothingChanged):
        services.release(draft, by=None, at=AT)
    services.set_lock(entry, False, by=None, at=AT)
    change(entry, world)
    assert services.release(draft, by=None, at=AT).state == "released"


def test_the_release_page_of_an_unchanged_revision_offers_to_discard_it(client: Client) -> None:
    world = build_world()
    services.revise(released(world), by=None, at=AT)
    client.force_login(world.users["officer"])
    base = f"/khoa/{world.course.slug}/lich-hoc"
    text = client.get(f"{base}/phat-hanh/").content.decode()
    assert f"{base}/bo-ban-nhap/" in text and 'id="da_doc"' not in text
    client.post(f"{base}/phat-hanh/")
    assert TimetableVersion.objects.get(number=2).state == "draft"


@pytest.mark.parametrize(
    ("kind", "lecturer", "found"),
    [("lecture", False, True), ("lecture", True, False), ("self_study", False, False), ("field_study", False, False)],
)
def test_sessions_of_taught_topics_need_a_lecturer(kind: str, lecturer: bool, found: bool) -> None:
    world = build_world()
    world.topics[0].kind = kind
    world.topics[0].save()
    version = services.new_version(world.course, by=None, at=AT)
    who = (world.lecturer.pk,) if lecturer else ()
    services.place(version, lesson(world, 0, lecturers=who), by=None, at=AT)
    assert ("no_lecturer" in {v.rule for v in queries.clashes(version)}) is found


@pytest.mark.parametrize(
    ("level", "placed", "stops"), [("", True, False), ("block_at_release", True, True), ("block", False, True)]
)
def test_the_level_of_a_session_without_a_lecturer(level: str, placed: bool, stops: bool) -> None:
    world = build_world()
    if level:
        services.set_strength(world.course, rule="N1", strength=level, by=None, at=AT)
    version = services.new_version(world.course, by=None, at=AT)
    if not placed:
        with pytest.raises(services.PlacingBlocked) as refusal:
            services.place(version, lesson(world, 0), by=None, at=AT)
        assert "18/8" in refusal.value.sentence()
        return
    services.place(version, lesson(world, 0), by=None, at=AT)
    assert [v.stops for v in queries.clashes(version) if v.rule == "no_lecturer"] == [stops]


def test_who_moves_a_session_without_a_lecturer_breaks_nothing_anew() -> None:
    world = build_world()
    version = services.new_version(world.course, by=None, at=AT)
    entry = services.place(version, lesson(world, 0), by=None, at=AT)
    services.set_strength(world.course, rule="N1", strength="block", by=None, at=AT)
    services.move(entry, day=MONDAY + timedelta(1), half="afternoon", by=None, at=AT)
    assert version.entries.get().half == "afternoon"


def test_editor_and_release_say_how_many_sessions_have_nobody_and_which(client: Client) -> None:
    world = build_world()
    version = services.new_version(world.course, by=None, at=AT)
    services.place_many(version, [lesson(world, 0), lesson(world, 1, half="afternoon")], by=None, at=AT)
    client.force_login(world.users["officer"])
    base = f"/khoa/{world.course.slug}/lich-hoc"
    for address in (f"{base}/", f"{base}/phat-hanh/"):
        text = client.get(address).content.decode()
        assert "2 buổi chưa có người dạy" in text and text.count("chưa có người dạy: Chuyên đề") == 2, address
    assert client.get(f"{base}/").content.decode().count("chưa có người dạy</small>") == 2


def test_the_rules_page_writes_the_level_and_the_machine_is_not_told(client: Client) -> None:
    world = build_world()
    client.force_login(world.users["officer"])
    page = f"/khoa/{world.course.slug}/lich-hoc/quy-tac/"
    assert 'name="muc-N1"' in client.get(page).content.decode()
    assert client.post(page, {"viec": "muc", "muc-N1": "block_at_release", "muc-H1": "block"}).status_code == 302
    assert {r.rule for r in world.course.rule_strengths.all()} == {"N1", "H1"}
    bridge = bridge_of(services.new_version(world.course, by=None, at=AT), at=AT)
    assert bridge is not None and {s.rule for s in bridge.problem.strengths} == {"H1"}


@pytest.mark.parametrize(("language", "words"), [("vi", "Thứ Hai"), ("en", "Monday")])
def test_days_of_the_grid_are_named_in_the_language_of_the_page(client: Client, language: str, words: str) -> None:
    world = build_world()
    version = services.new_version(world.course, by=None, at=AT)
    services.place(version, lesson(world, 0, lecturers=(world.lecturer.pk,)), by=None, at=AT)
    client.force_login(world.users["officer"])
    client.cookies["django_language"] = language
    base = f"/khoa/{world.course.slug}/lich-hoc"
    other = {"Thứ Hai", "Monday"} - {words}
    for address in (f"{base}/", f"{base}/theo-nguoi/"):
        text = client.get(address).content.decode()
        assert f"<b>{words}</b>" in text and not any(one in text for one in other), address


def test_the_paper_of_the_timetable_in_force_is_not_thrown_away() -> None:
    """It waits for its number; that of a version which another has replaced may go."""
    world = build_world()
    first = released(world)
    paper = first.document
    assert paper is not None
    with override("en"), pytest.raises(DraftInUse, match="the records officer numbers it"):
        take_back(paper, reason="Nhầm", by=None, at=AT)
    draft = services.revise(first, by=None, at=AT)
    change_day(draft.entries.order_by("starts_at")[0], world)
    services.release(draft, by=None, at=AT)
    take_back(paper, reason="Đã có lịch điều chỉnh", by=None, at=AT)
    paper.refresh_from_db()
    assert paper.state == "discarded"
