"""The machine works in the background: it writes what it finds, stops with its best, explains, and repairs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from boiduong.course.curriculum.lecturers.models import Availability
from boiduong.course.curriculum.topics.models import TopicLecturer
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.scheduling import queries, services, tasks
from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.queries.bridge.ways import tidy
from boiduong.course.delivery.scheduling.queries.runs import REPAIR, SOLVE, last_run, levels_of
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import Progress, claim, run, stop
from boiduong.foundation.venues.models import Room
from boiduong.refusals import NotAllowed
from boiduong.states import Forbidden
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
BEFORE = datetime(2025, 8, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Budgets of a second: what is tried is what becomes of a run, not how good it is."""
    monkeypatch.setattr(services.solving, "BUDGETS", (1,))
    monkeypatch.setattr(tasks, "EVERY_S", 0.0)
    monkeypatch.setattr(tasks, "REPAIR_S", 3.0)
    monkeypatch.setattr(tasks.timezone, "now", lambda: BEFORE)


def asked(world: World, version: TimetableVersion | None = None) -> tuple[TimetableVersion, Job]:
    version = version or services.new_version(world.course, by=None, at=AT)
    return version, services.ask_solve(version, budget_s=1, by=world.users["officer"], at=AT)


def work() -> dict[str, Any]:
    job = claim(at=BEFORE)
    assert job is not None
    run(job, clock=lambda: BEFORE)
    job.refresh_from_db()
    assert job.state == "done", job.error
    return job.result or {}


def test_a_run_places_everything_and_can_be_undone() -> None:
    world = build_world()
    version, job = asked(world)
    assert services.ask_solve(version, budget_s=1, by=None, at=AT) == job  # one run at a time
    said = work()
    assert (said["status"], said["placed"], said["moved"]) == ("optimal", 5, 0)
    assert version.entries.count() == 5 and queries.clashes(version) == []
    found = last_run(SOLVE, version)
    assert found is not None and all(level.proven for level in levels_of(found))
    assert services.undo(version, by=world.users["officer"], at=AT) == "Máy xếp lịch"
    assert version.entries.count() == 0
    with pytest.raises(services.NothingToUndo):
        services.undo(version, by=world.users["officer"], at=AT)


def test_locked_sessions_stay_where_they_are() -> None:
    world = build_world()
    version, _ = asked(world)
    work()
    entry = version.entries.filter(topic__isnull=False).latest("starts_at")
    services.set_lock(entry, True, by=None, at=AT)
    asked(world, version)
    work()
    again = version.entries.get(key=entry.key)
    assert (again.day, again.half, again.locked) == (entry.day, entry.half, True)


def test_a_run_that_is_stopped_keeps_its_best(monkeypatch: pytest.MonkeyPatch) -> None:
    world = build_world()
    version, job = asked(world)
    mark = Progress.mark

    def stopped_by_somebody(self: Progress, share: float, *more: Any, **facts: Any) -> None:
        if facts.get("checkpoint", {}).get("placed"):
            services.stop_solve(version, by=world.users["officer"], at=AT)
            monkeypatch.setattr(Progress, "mark", mark)
        mark(self, share, *more, **facts)

    monkeypatch.setattr(Progress, "mark", stopped_by_somebody)
    taken = claim(at=BEFORE)
    assert taken is not None
    run(taken, clock=lambda: BEFORE)
    job.refresh_from_db()
    assert job.state == "stopped" and (job.result or {})["placed"] == 5
    assert version.entries.count() == 5
    with pytest.raises(services.NoRunNow):
        services.stop_solve(version, by=world.users["officer"], at=AT)


def test_a_draft_changed_meanwhile_is_not_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    world = build_world()
    version, _ = asked(world)
    solve = tasks.solve

    def slow(*args: Any, **facts: Any) -> Any:
        found = solve(*args, **facts)
        services.place_many(version, queries.propose_entries(world.course)[:1], by=None, at=AT)
        return found

    monkeypatch.setattr(tasks, "solve", slow)
    assert work()["status"] == "overtaken"
    assert version.entries.count() == 1


def test_what_cannot_be_is_explained_and_a_way_out_is_taken() -> None:
    world = build_world()
    day = world.training_class.starts_on
    assert day is not None
    for n in range(3):
        for half in ("morning", "afternoon"):
            Availability.objects.create(
                lecturer=world.lecturer, state="busy", half=half, day=day + timedelta(n), said_at=AT
            )
    TopicLecturer.objects.filter(lecturer=world.second_lecturer).delete()
    version, _ = asked(world)
    said = work()
    assert said["status"] == "impossible" and version.entries.count() == 0
    assert any("Giảng Viên 1" in vi for _, vi, _ in said["why"]["facts"])
    assert len(said["why"]["ways"]) >= 2
    prices = [way["price"] for way in said["why"]["ways"]]
    assert prices == sorted(prices)
    services.choose_way(version, 0, by=world.users["officer"], at=AT)
    assert work()["status"] in ("optimal", "feasible", "impossible")
    with pytest.raises(services.NoRunNow):
        services.choose_way(version, 99, by=world.users["officer"], at=AT)


def test_whoever_is_let_teach_as_a_way_out_stands_on_the_draft() -> None:
    """Half-days of the busy lecturer do not hide the colleague, and whoever is chosen is written."""
    world = build_world()
    topic = world.topics[0]
    TopicLecturer.objects.filter(topic=topic).delete()
    TopicLecturer.objects.create(topic=topic, lecturer=world.second_lecturer)
    day = world.training_class.starts_on
    assert day is not None
    for n in range(7):
        for half in ("morning", "afternoon", "evening"):
            Availability.objects.create(
                lecturer=world.second_lecturer, state="busy", half=half, day=day + timedelta(n), said_at=AT
            )
    version, _ = asked(world)
    ways = work()["why"]["ways"]
    name = f"Để {world.lecturer.label} cùng dạy"
    services.choose_way(version, next(n for n, w in enumerate(ways) if w["vi"].startswith(name)), by=None, at=AT)
    assert work()["status"] in ("optimal", "feasible")
    entries = version.entries.filter(topic=topic)
    assert entries and all([x.lecturer for x in one.lecturers.all()] == [world.lecturer] for one in entries)


def test_a_course_without_days_has_nothing_to_place() -> None:
    world = build_world()
    TrainingClass.objects.update(mode="self_paced")
    asked(world)
    assert work()["status"] == "nothing"


@pytest.mark.parametrize("who", ["manager", "learner", "clerk", "stranger"])
def test_only_the_training_officer_asks(who: str) -> None:
    world = build_world()
    version = services.new_version(world.course, by=None, at=AT)
    user = world.users[who]
    acts = [
        lambda: services.ask_solve(version, budget_s=1, by=user, at=AT),
        lambda: services.stop_solve(version, by=user, at=AT),
        lambda: services.choose_way(version, 0, by=user, at=AT),
        lambda: services.ask_repair(version, kind="gv", number=1, cells=[], by=user, at=AT),
        lambda: services.choose_repair(version, 0, by=user, at=AT),
        lambda: services.undo(version, by=user, at=AT),
        lambda: services.set_strength(world.course, rule="S5", strength="ignore", by=user, at=AT),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert not Job.objects.exists()


def released(world: World) -> TimetableVersion:
    for topic in world.topics:
        TopicLecturer.objects.create(topic=topic, lecturer=world.second_lecturer, rank=2)
    version, _ = asked(world)
    work()
    return services.release(version, by=None, at=BEFORE)


def test_a_lecturer_who_cancels_is_answered_with_proposals_and_one_becomes_the_draft() -> None:
    world = build_world()
    version = released(world)
    taught = version.entries.filter(lecturers__isnull=False).order_by("starts_at")
    hit = taught[0]
    who = hit.lecturers.get().lecturer_id
    services.ask_repair(version, kind="gv", number=who, cells=[(hit.day, hit.half)], by=world.users["officer"], at=AT)
    said = work()
    offers = said["offers"]
    assert said["hit"] == 1 and 1 <= len(offers) <= 3 and len(offers[0]["moved"]) == 1
    assert offers[0]["classes"] == ["Lớp A"] and offers[0]["learners"] == 100
    assert {"Giảng Viên 1", "Giảng Viên 2"} >= set(offers[0]["lecturers"])
    draft = services.choose_repair(version, 0, by=world.users["officer"], at=AT)
    changed = draft.entries.get(key=hit.key)
    now = (changed.day, changed.half, changed.lecturers.get().lecturer_id)
    assert now != (hit.day, hit.half, who)
    assert [v for v in queries.clashes(draft, at=BEFORE) if v.stops] == []
    assert Availability.objects.get(lecturer=who).source == "office"
    with pytest.raises(services.DraftExists):
        services.choose_repair(version, 0, by=world.users["officer"], at=AT)


def test_a_room_that_is_taken_moves_the_session() -> None:
    world = build_world()
    version = released(world)
    Room.objects.create(venue=world.room.venue, name="Phòng khác", seats=150)
    hit = version.entries.filter(topic__isnull=False).latest("starts_at")
    services.ask_repair(version, kind="phong", number=world.room.pk, cells=[(hit.day, hit.half)], by=None, at=AT)
    offers = work()["offers"]
    assert offers and offers[0]["moved"][0]["key"] == str(hit.key)
    draft = services.choose_repair(version, 0, by=None, at=AT)
    changed = draft.entries.get(key=hit.key)
    assert (changed.day, changed.half, changed.room_id) != (hit.day, hit.half, world.room.pk)
    assert not Availability.objects.filter(source="office").exists(), "no lecturer stays away"


def test_a_repair_that_cannot_be_says_why() -> None:
    world = build_world()
    version, _ = asked(world)
    work()
    services.release(version, by=None, at=BEFORE)
    cells = [(e.day, e.half) for e in version.entries.all()]
    days = {day for day, _ in cells}
    every = [(day, half) for day in days for half in ("morning", "afternoon")]
    services.ask_repair(version, kind="gv", number=world.lecturer.pk, cells=every, by=None, at=AT)
    said = work()
    assert said["offers"] == [] and said["why"]["facts"]
    with pytest.raises(services.NoRunNow):
        services.choose_repair(version, 0, by=None, at=AT)


def test_a_way_out_of_a_repair_is_taken_by_the_machine(client: Client) -> None:
    world = build_world()
    officer = world.users["officer"]
    TopicLecturer.objects.filter(lecturer=world.second_lecturer).delete()
    TopicLecturer.objects.create(topic=world.topics[1], lecturer=world.second_lecturer)
    version, _ = asked(world)
    work()
    services.release(version, by=None, at=BEFORE)
    days = {entry.day for entry in version.entries.all()}
    every = [(day, half) for day in days for half in ("morning", "afternoon")]
    services.ask_repair(version, kind="gv", number=world.lecturer.pk, cells=every, by=officer, at=AT)
    said = work()
    ways, can = said["why"]["ways"], said["choosable"]
    assert len(ways) == len(can) and any(can)
    cancelled = [n for n, way in enumerate(ways) if way["kind"] == "busy" and way["subject"] == world.lecturer.label]
    assert cancelled and not any(can[n] for n in cancelled), "whoever has just cancelled is not asked again"
    client.force_login(officer)
    page = f"/khoa/{world.course.slug}/lich-hoc/sua/"
    assert client.get(page).content.decode().count('value="cach"') == sum(can)
    with pytest.raises(services.NoRunNow):
        services.choose_repair_way(version, cancelled[0], by=officer, at=AT)
    for _ in range(6):
        number = next(n for n, one in enumerate(can) if one)
        assert client.post(f"{page}viec/", {"viec": "cach", "so": number}).status_code == 302
        said = work()
        if said["offers"]:
            break
        can = said["choosable"]
    assert said["offers"], said
    text = client.get(page).content.decode()
    assert "điều đã nhượng bộ" in text and "Chọn phương án 1" in text


def test_a_repair_is_sought_longer_once(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr(services.repairing, "LONGER", 2)
    world = build_world()
    version = released(world)
    officer = world.users["officer"]
    with pytest.raises(services.NoRunNow):
        services.look_longer(version, by=officer, at=AT)
    hit = version.entries.filter(topic__isnull=False).latest("starts_at")
    job = services.ask_repair(version, kind="phong", number=world.room.pk, cells=[(hit.day, hit.half)], by=None, at=AT)
    Job.objects.filter(pk=job.pk).update(state="done", result={"status": "unknown", "offers": [], "why": {}})
    client.force_login(officer)
    page = f"/khoa/{world.course.slug}/lich-hoc/sua/"
    assert "Tìm thêm một phút" in client.get(page).content.decode()
    assert client.post(f"{page}viec/", {"viec": "lau"}).status_code == 302
    again = last_run(REPAIR, version)
    assert again is not None and again.pk != job.pk and again.args == {**job.args, "budget": 2, "by": officer.pk}
    assert work()["status"] == "optimal"
    with pytest.raises(NotAllowed):
        services.look_longer(version, by=world.users["manager"], at=AT)


def test_what_is_asked_of_a_repair_must_be_said_and_the_timetable_released() -> None:
    world = build_world()
    version, _ = asked(world)
    cells = [(world.course.starts_on, "morning")]
    with pytest.raises(Forbidden):
        services.ask_repair(version, kind="gv", number=1, cells=cells, by=None, at=AT)  # type: ignore[arg-type]
    work()
    services.release(version, by=None, at=BEFORE)
    for wrong in ({"kind": "xe"}, {"cells": []}, {"cells": [(world.course.starts_on, "dawn")]}):
        facts: dict[str, Any] = {"kind": "gv", "number": 1, "cells": cells, **wrong}
        with pytest.raises(services.UnknownRule):
            services.ask_repair(version, by=None, at=AT, **facts)
    assert last_run(REPAIR, version) is None


def test_levels_and_closed_half_days_are_kept_once() -> None:
    world = build_world()
    officer, day = world.users["officer"], world.course.starts_on
    assert day is not None
    services.set_strength(world.course, rule="S5", strength="ignore", by=officer, at=AT)
    services.set_strength(world.course, rule="S5", strength="warn", by=officer, at=AT)
    assert [r.strength for r in world.course.rule_strengths.all()] == ["warn"]
    with pytest.raises(services.UnknownRule):
        services.set_strength(world.course, rule="S99", strength="warn", by=officer, at=AT)
    closed = services.close_half_day(
        world.training_class, day=day, half="morning", reason=" Họp  tỉnh ", by=officer, at=AT
    )
    assert closed.reason == "Họp tỉnh"
    with pytest.raises(services.UnknownRule):
        services.close_half_day(world.training_class, day=day, half="dawn", reason="", by=officer, at=AT)
    services.open_half_day(closed, by=officer, at=AT)
    assert not world.training_class.closures.exists()


def test_a_budget_not_offered_and_a_queued_run_that_is_stopped() -> None:
    world = build_world()
    version, job = asked(world)
    with pytest.raises(services.UnknownRule):
        services.ask_solve(version, budget_s=99, by=None, at=AT)
    stop(job)
    assert claim(at=BEFORE) is None


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Bỏ điều kiện: H7 lớp Lớp A không học một số buổi", "Bỏ điều kiện: Lớp A không học một số buổi"),
        ("giảng viên giảng viên (2) bận một số buổi", "giảng viên (2) bận một số buổi"),
        ("Mời Y Thanh Êban rảnh thêm sáng 20/8", "Mời Y Thanh Êban rảnh thêm sáng 20/8"),
    ],
)
def test_sentences_of_the_engine_are_shown_without_ids_and_repeats(said: str, shown: str) -> None:
    assert tidy(said) == shown
