"""What a user may not place by hand at the level *block*, the machine does not write either; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from boiduong.course.curriculum.lecturers.models import Availability
from boiduong.course.curriculum.topics.models import TopicLecturer
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.models import Entry, TimetableVersion
from boiduong.course.delivery.scheduling.queries.allowing import allowed, allowed_each
from boiduong.course.delivery.scheduling.queries.bridge import Changes, Move
from boiduong.course.delivery.scheduling.queries.inserting import places_for
from boiduong.course.delivery.scheduling.queries.repairs import Moved, Offer, changes_in
from boiduong.course.delivery.scheduling.queries.runs import REPAIR, run_key
from boiduong.course.delivery.scheduling.rules import Placement, Wish
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import claim, enqueue, run
from boiduong.foundation.venues.models import Room
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
MONDAY = date(2025, 8, 18)
TUESDAY = MONDAY + timedelta(1)
EMPTY = Changes()


def lesson(world: World, number: int, day: date, half: str = "morning", **more: object) -> Placement:
    facts = {
        "topic": world.topics[number].pk, "classes": (world.training_class.pk,), "room": world.room.pk,
        "lecturers": (world.lecturer.pk,), **more,
    }  # fmt: skip
    return Placement(day, half, 4, **facts)  # type: ignore[arg-type]


def begun(world: World) -> tuple[TimetableVersion, list[Entry]]:
    """Topic 1 on Monday, topic 2 on Tuesday morning."""
    version = services.new_version(world.course, by=None, at=AT)
    made = services.place_many(version, [lesson(world, 0, MONDAY), lesson(world, 1, TUESDAY)], by=None, at=AT)
    return version, made


def away(world: World, entries: list[Entry]) -> Changes:
    """Onto a half-day where the other one stands."""
    return Changes((Move(entries[1].pk, (MONDAY, "morning"), None, ()),))


def swapped(world: World, entries: list[Entry]) -> Changes:
    there = [(TUESDAY, "morning"), (MONDAY, "morning")]
    return Changes(tuple(Move(e.pk, cell, world.room.pk, ()) for e, cell in zip(entries, there, strict=True)))


def onto_each_other(world: World, entries: list[Entry]) -> Changes:
    return Changes(tuple(Move(e.pk, (TUESDAY, "afternoon"), None, ()) for e in entries))


def into_what_stays(world: World, entries: list[Entry]) -> Changes:
    """The first may not leave its days, so the second cannot have its place."""
    late = (MONDAY + timedelta(400), "morning")
    return Changes((Move(entries[0].pk, late, None, ()), Move(entries[1].pk, (MONDAY, "morning"), None, ())))


def placed_new(world: World, entries: list[Entry]) -> Changes:
    bad, good = lesson(world, 2, MONDAY, lecturers=()), lesson(world, 2, TUESDAY, "afternoon")
    return Changes(placements=(bad, good))


@pytest.mark.parametrize(
    ("make", "level", "kept", "refused"),
    [
        pytest.param(away, "", (1, 0), set(), id="nothing blocks"),
        pytest.param(away, "block_at_release", (1, 0), set(), id="a draft may hold it"),
        pytest.param(away, "block", (0, 0), {"class_twice"}, id="onto another session"),
        pytest.param(swapped, "block", (2, 0), set(), id="two change places"),
        pytest.param(onto_each_other, "block", (0, 0), {"class_twice"}, id="two onto one half-day"),
        pytest.param(into_what_stays, "block", (0, 0), {"outside_dates", "class_twice"}, id="one after the other"),
        pytest.param(placed_new, "block", (0, 1), {"class_twice"}, id="the new one that fits is placed"),
    ],
)
def test_only_what_nobody_forbids_is_left(
    make: Callable[[World, list[Entry]], Changes], level: str, kept: tuple[int, int], refused: set[str]
) -> None:
    world = build_world()
    version, entries = begun(world)
    for rule in ("H1", "H7") if level else ():
        services.set_strength(world.course, rule=rule, strength=level, by=None, at=AT)
    said = allowed(version, make(world, entries))
    assert (len(said.changes.moves), len(said.changes.placements)) == kept
    assert {v.rule for v in said.refused} == refused
    services.apply_changes(version, said.changes, by=None, at=AT)
    if level == "block":
        assert [v for v in queries.clashes(version) if v.level == "block"] == []


def test_what_is_applied_unlooked_at_is_refused_whole() -> None:
    world = build_world()
    version, entries = begun(world)
    services.set_strength(world.course, rule="H1", strength="block", by=None, at=AT)
    with pytest.raises(services.PlacingBlocked):
        services.apply_changes(version, onto_each_other(world, entries), by=None, at=AT)
    assert {e.day for e in version.entries.all()} == {MONDAY, TUESDAY}


def test_what_stood_before_is_not_held_against_the_machine() -> None:
    world = build_world()
    version, entries = begun(world)
    services.place(version, lesson(world, 2, MONDAY), by=None, at=AT)
    services.set_strength(world.course, rule="H1", strength="block", by=None, at=AT)
    change = Changes((Move(entries[0].pk, (MONDAY, "morning"), None, ()),))
    assert len(allowed(version, change).changes) == 1
    assert [len(one.changes) for one in allowed_each(version, [change, EMPTY])] == [1, 0]


def work() -> dict[str, Any]:
    at = AT - timedelta(days=30)
    taken = claim(at=at)
    assert taken is not None
    run(taken, clock=lambda: at)
    taken.refresh_from_db()
    return taken.result or {}


def test_the_solver_writes_what_it_may_and_names_the_cells_of_the_rest(client: Client) -> None:
    world = build_world()
    TopicLecturer.objects.filter(topic__in=world.topics[1:]).delete()
    for topic in world.topics[:1]:
        TopicLecturer.objects.get_or_create(topic=topic, lecturer=world.lecturer)
    services.set_strength(world.course, rule="N1", strength="block", by=None, at=AT)
    version = services.new_version(world.course, by=world.users["officer"], at=AT)
    services.ask_solve(version, budget_s=30, by=world.users["officer"], at=AT)
    said = work()
    assert said["status"] in ("optimal", "feasible") and said["placed"] == version.entries.count() > 0
    assert not version.entries.filter(topic__in=world.topics[1:]).exists()
    assert len(said["refused"]) == 2 and all("/8" in vi and "/8" in en for vi, en in said["refused"])
    client.force_login(world.users["officer"])
    text = client.get(f"/khoa/{world.course.slug}/lich-hoc/may-xep/").content.decode()
    assert said["refused"][0][0] in text and "2 buổi máy không đặt được" in text


def test_the_first_placing_leaves_what_blocks_in_the_tray(client: Client) -> None:
    world = build_world()
    TopicLecturer.objects.filter(topic=world.topics[2]).delete()
    services.set_strength(world.course, rule="N1", strength="block", by=None, at=AT)
    client.force_login(world.users["officer"])
    text = client.post(f"/khoa/{world.course.slug}/lich-hoc/xep-nhap/", follow=True).content.decode()
    assert "không xếp được" in text
    version = TimetableVersion.objects.get()
    assert version.entries.filter(topic=world.topics[0]).exists()
    assert not version.entries.filter(topic=world.topics[2]).exists()


def offered(world: World) -> TimetableVersion:
    """A released timetable, and two proposals of the machine: one runs into the other session, one does not."""
    version, entries = begun(world)
    services.release(version, by=None, at=AT - timedelta(days=30))
    moved = [
        Moved(
            key=str(entries[1].key), label="Chuyên đề 2", classes=["Lớp A"],
            was=[TUESDAY.isoformat(), "morning", "", ""],
            now=[day.isoformat(), half, "", ""], room=world.room.pk, lecturers=[world.lecturer.pk],
        )
        for day, half in ((MONDAY, "morning"), (TUESDAY, "afternoon"))
    ]  # fmt: skip
    for rule in ("H1", "H3"):
        services.set_strength(world.course, rule=rule, strength="block", by=None, at=AT)
    offers = [Offer(moved=[one], classes=["Lớp A"], lecturers=["Giảng Viên 1"], learners=100) for one in moved]
    job = enqueue(
        REPAIR, at=AT, key=run_key(REPAIR, version),
        args={"kind": "gv", "number": world.lecturer.pk, "cells": [[TUESDAY.isoformat(), "morning"]]},
    )  # fmt: skip
    judged = allowed_each(version, [changes_in(version, one) for one in offers])
    for one, may in zip(offers, judged, strict=True):
        one["refused"] = [[v.sentence(), v.sentence()] for v in may.refused]
    Job.objects.filter(pk=job.pk).update(state="done", result={"status": "optimal", "offers": offers})
    return version


def test_a_repair_that_breaks_what_blocks_is_marked_and_not_taken(client: Client) -> None:
    world = build_world()
    version = offered(world)
    client.force_login(world.users["officer"])
    text = client.get(f"/khoa/{world.course.slug}/lich-hoc/sua/").content.decode()
    assert text.count("Không chọn được cách này") == 1 and text.count('name="so" value="1"') == 1
    assert 'name="so" value="0"' not in text
    with pytest.raises(services.PlacingBlocked):
        services.choose_repair(version, 0, by=None, at=AT)
    assert queries.draft_version(Course.objects.get(pk=world.course.pk)) is None, "no draft is left behind"
    assert not Availability.objects.exists()
    draft = services.choose_repair(version, 1, by=None, at=AT)
    assert draft.entries.filter(day=TUESDAY, half="afternoon").count() == 1


@pytest.mark.parametrize(("level", "moves"), [("block_at_release", True), ("block", False)])
def test_an_urgent_class_does_not_move_days_from_under_a_draft_that_blocks(level: str, moves: bool) -> None:
    world = build_world()
    Room.objects.exclude(pk=world.room.pk).delete()
    first = date(2026, 8, 17)
    course = Course.objects.create(
        institution=world.institution, title="Khóa sau", slug="khoa-sau", state="draft",
        default_version=world.version, starts_on=first, ends_on=first + timedelta(4), created_at=AT,
    )  # fmt: skip
    theirs = TrainingClass.objects.create(
        course=course, position=1, label="Lớp A", version=world.version, home_room=world.room, starts_on=first,
        ends_on=first + timedelta(4), capacity=60,
    )  # fmt: skip
    version = services.new_version(course, by=None, at=AT)
    services.place(version, lesson(world, 0, first, classes=(theirs.pk,)), by=None, at=AT)
    services.set_strength(course, rule="H7", strength=level, by=None, at=AT)
    wish = Wish("Lớp gấp", 50, 5, first, first + timedelta(4))
    found = places_for(wish, institution=world.institution, today=datetime(2026, 6, 1, tzinfo=UTC).date())
    assert bool(found) is moves
    assert [(m.training_class, m.drafted) for p in found for m in p.moved] == ([(theirs, 1)] if moves else [])
