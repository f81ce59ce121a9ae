"""Mức của quy tắc — block, block at release, warn, ignore: what each does when placing and when releasing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.rules import (
    Placement,
    Violation,
    leveled,
    read_mark,
    refused,
    stopping,
    usual_level,
    warnings,
)
from world import AT, World, build_world

MONDAY = date(2025, 8, 18)
AT_RELEASE = "block_at_release"


def clash(
    rule: str = "class_twice", level: str = AT_RELEASE, keys: tuple[str, ...] = ("a", "b"), **facts: object
) -> Violation:
    words = {"who": "Lớp A", "day": "18/8", "half": "morning", "one": "1", "other": "2", **facts}
    return Violation(rule, level, words, keys)


# The level a user gives to H1, then: the level of the clash, whether placing is refused, whether it stops the release,
# and whether it has to be read.
LEVELS = [
    pytest.param({}, AT_RELEASE, False, True, False, id="nobody said anything"),
    pytest.param({"H1": "block"}, "block", True, True, False, id="block"),
    pytest.param({"H1": AT_RELEASE}, AT_RELEASE, False, True, False, id="block at release"),
    pytest.param({"H1": "warn"}, "warn", False, False, True, id="warn"),
    pytest.param({"H1": "ignore"}, None, False, False, False, id="ignore"),
    pytest.param({"H2": "ignore"}, AT_RELEASE, False, True, False, id="another rule ignored"),
]


@pytest.mark.parametrize(("said", "level", "not_placed", "not_released", "to_read"), LEVELS)
def test_what_a_level_does(
    said: dict[str, str], level: str | None, not_placed: bool, not_released: bool, to_read: bool
) -> None:
    found = leveled([clash()], said)
    assert [v.level for v in found] == ([level] if level else [])
    assert bool(refused([], found, {"b"})) is not_placed
    assert bool(stopping(found)) is not_released
    assert bool(warnings(found)) is to_read
    assert bool(read_mark(found)) is to_read


@pytest.mark.parametrize("level", ["block", AT_RELEASE, "warn", "ignore"])
def test_no_level_changes_the_past(level: str) -> None:
    past = Violation("past_moved", AT_RELEASE, {})
    assert leveled([past], {f"H{n}": level for n in range(1, 9)}) == [past]


def test_the_hardest_come_first_and_an_s_rule_warns() -> None:
    found = leveled([clash("weekend", "warn"), clash("room_twice"), clash()], {"H1": "block", "H3": "warn"})
    assert [(v.rule, v.level) for v in found] == [("class_twice", "block"), ("weekend", "warn"), ("room_twice", "warn")]
    assert (usual_level("H3"), usual_level("S5")) == (AT_RELEASE, "warn")


@pytest.mark.parametrize(
    ("before", "after", "keys", "count"),
    [
        pytest.param([], [clash(level="block")], {"a"}, 1, id="newly broken"),
        pytest.param([clash()], [clash(level="block")], {"a"}, 0, id="stood already"),
        pytest.param([clash()], [clash(level="block", day="19/8")], {"a"}, 1, id="moved from one clash into another"),
        pytest.param([], [clash(level="block")], {"c"}, 0, id="of other sessions"),
        pytest.param([], [clash()], {"a"}, 0, id="at release only"),
    ],
)
def test_placing_is_refused_for_what_is_new_and_own(
    before: list[Violation], after: list[Violation], keys: set[str], count: int
) -> None:
    assert len(refused(before, after, keys)) == count


def test_the_mark_of_what_was_read_changes_with_the_warnings() -> None:
    one, other = clash("weekend", "warn"), clash("weekend", "warn", day="19/8")
    assert read_mark([one, other]) == read_mark([other, one])
    assert len({read_mark([one]), read_mark([other]), read_mark([one, other]), read_mark([])}) == 4
    assert read_mark([clash()]) == ""


def double(world: World, *, topic: int = 0) -> Placement:
    return Placement(
        MONDAY, "morning", 4, topic=world.topics[topic].pk, classes=(world.training_class.pk,), room=world.room.pk
    )


def begun(world: World) -> TimetableVersion:
    version = services.new_version(world.course, by=None, at=AT)
    services.place(version, double(world), by=None, at=AT)
    return version


@pytest.mark.django_db
def test_a_blocked_placing_leaves_nothing_behind() -> None:
    world = build_world()
    version, officer = begun(world), world.users["officer"]
    other = services.place(version, Placement(
        MONDAY + timedelta(1), "morning", 4, topic=world.topics[1].pk, classes=(world.training_class.pk,),
    ), by=officer, at=AT)  # fmt: skip
    services.set_strength(world.course, rule="H1", strength="block", by=officer, at=AT)
    for act in (
        lambda: services.place(version, double(world, topic=2), by=officer, at=AT),
        lambda: services.move(other, day=MONDAY, half="morning", by=officer, at=AT),
    ):
        with pytest.raises(services.PlacingBlocked) as refusal:
            act()
        assert "18/8" in refusal.value.sentence()
    assert version.entries.count() == 2
    assert version.entries.get(pk=other.pk).day == MONDAY + timedelta(1)
    other.refresh_from_db()
    services.move(other, day=MONDAY + timedelta(2), half="morning", by=officer, at=AT)
    services.set_lecturers(other, [world.lecturer.pk], by=officer, at=AT)
    assert other.lecturers.count() == 1


@pytest.mark.django_db
def test_at_release_a_draft_holds_the_conflict_and_the_release_waits() -> None:
    world = build_world()
    version = begun(world)
    services.place(version, double(world, topic=1), by=world.users["officer"], at=AT)
    assert {v.rule for v in queries.clashes(version) if v.stops} == {"class_twice", "room_twice"}
    with pytest.raises(services.Clash):
        services.release(version, by=None, at=AT)


@pytest.mark.django_db
def test_warnings_are_released_by_whoever_has_read_these_very_ones(client: Client) -> None:
    world = build_world()
    version, officer = begun(world), world.users["officer"]
    base = f"/khoa/{world.course.slug}/lich-hoc"
    mark = read_mark(queries.clashes(version, at=AT))
    assert mark, "topics of this world are still short"
    with pytest.raises(services.WarningsUnread) as refusal:
        services.release(version, by=officer, at=AT)
    assert "3" in refusal.value.sentence()
    with pytest.raises(services.WarningsUnread):
        services.release(version, by=officer, at=AT, read="khác")
    client.force_login(officer)
    page = client.get(f"{base}/phat-hanh/").content.decode()
    assert f'value="{mark}" required' in page
    services.place(version, Placement(
        MONDAY + timedelta(1), "morning", 1, topic=world.topics[1].pk, classes=(world.training_class.pk,),
    ), by=officer, at=AT)  # fmt: skip
    client.post(f"{base}/phat-hanh/", {"da_doc": mark})
    version.refresh_from_db()
    assert version.state == "draft", "something else is to be read now"
    assert client.post(f"{base}/phat-hanh/", {"da_doc": read_mark(queries.clashes(version, at=AT))}).status_code == 302
    version.refresh_from_db()
    assert version.state == "released"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("level", "button", "words"),
    [
        ("block", False, "Lớp"),
        (AT_RELEASE, True, "18/8"),
        ("warn", True, "18/8"),
        ("ignore", True, ""),
    ],
)
def test_the_board_offers_what_the_level_allows(level: str, button: bool, words: str) -> None:
    world = build_world()
    version = begun(world)
    held_entry = services.place(version, Placement(
        MONDAY + timedelta(1), "morning", 4, topic=world.topics[1].pk, classes=(world.training_class.pk,),
    ), by=None, at=AT)  # fmt: skip
    services.set_strength(world.course, rule="H1", strength=level, by=world.users["officer"], at=AT)
    held = queries.held_from(version, f"buoi-{held_entry.pk}")
    board = queries.board_of(version, held=held)
    cell = next(c for row in board.rows for c in row.cells if (row.day, row.half) == (MONDAY, "morning"))
    assert cell.can_place is button
    assert (cell.why is None) is (level == "ignore")
    assert cell.why is None or (cell.why.level == level and words in cell.why.sentence())


@pytest.mark.django_db
def test_a_blocked_activity_and_change_come_back_with_what_was_written(client: Client) -> None:
    world = build_world()
    version, officer = begun(world), world.users["officer"]
    services.set_strength(world.course, rule="H1", strength="block", by=officer, at=AT)
    client.force_login(officer)
    base = f"/khoa/{world.course.slug}/lich-hoc"
    said = {"activity": "opening", "day": "18/8/2025", "half": "morning", "periods": "2"}
    page = client.post(f"{base}/hoat-dong/", said)
    assert page.status_code == 200 and "18/8/2025" in page.content.decode()
    other = services.place(version, Placement(
        MONDAY + timedelta(1), "morning", 4, topic=world.topics[1].pk, classes=(world.training_class.pk,),
    ), by=officer, at=AT)  # fmt: skip
    change = {"day": "18/8/2025", "half": "morning", "first_period": "1"}
    assert client.post(f"{base}/buoi/{other.pk}/", change).status_code == 200
    put = {"nhac": f"buoi-{other.pk}", "ngay": "2025-08-18", "buoi": "morning"}
    assert client.post(f"{base}/dat/", put).status_code != 302
    assert version.entries.count() == 2 and version.steps.count() == 0, "a refused act leaves no step to undo"
