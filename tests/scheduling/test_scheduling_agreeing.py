"""Bảng lịch và máy nói như nhau — random timetables judged by the rules of order of the stage and of the engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from boiduong.course.curriculum.lecturers.models import Availability
from boiduong.course.curriculum.topics import services as topics
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, Sitting, TrainingClass
from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.models import Entry, Holiday, TimetableVersion
from boiduong.course.delivery.scheduling.queries.bridge import bridge_of, changes_of
from boiduong.course.delivery.scheduling.queries.bridge.ways import why_of
from boiduong.course.delivery.scheduling.rules import EVENING, RULE_OF, Placement
from boiduong.course.delivery.scheduling.services.conceding import conceding
from boiduong.course.delivery.scheduling.services.refusals import NoRunNow
from boiduong.engines.timetabling import check, checked, explain, problem_from_json, problem_to_json, solve
from boiduong.foundation.organizations.models import RuleSet
from boiduong.refusals import NotAllowed
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
ORDER = {"H4", "H5", "H8"}
HALVES = ("morning", "afternoon", EVENING)
MONDAY = date(2025, 8, 18)


def tied_world() -> World:
    """Two weeks with a holiday: one class in both, one in two sittings; limits in half-days and in days."""
    world = build_world()
    for rules in RuleSet.objects.all():
        rules.body["time"]["half_day_starts"]["evening"] = "18:30"
        rules.save()
    last = MONDAY + timedelta(days=11)
    Course.objects.filter(pk=world.course.pk).update(starts_on=MONDAY, ends_on=last)
    TrainingClass.objects.filter(pk=world.training_class.pk).update(starts_on=MONDAY, ends_on=last, capacity=30)
    second = TrainingClass.objects.create(
        course=world.course, position=2, label="Lớp A2", version=world.version, starts_on=MONDAY, ends_on=last,
        capacity=30, home_room=world.room,
    )  # fmt: skip
    Sitting.objects.create(training_class=second, position=1, starts_on=MONDAY, ends_on=MONDAY + timedelta(days=2))
    Sitting.objects.create(training_class=second, position=2, starts_on=MONDAY + timedelta(days=8), ends_on=last)
    day = MONDAY + timedelta(days=3)
    Holiday.objects.create(institution=world.institution, name="Nghỉ", first=day, last=day)
    one, two, three = Topic.objects.filter(version=world.version)
    said = {"part": world.part, "by": None, "at": AT}
    talk = {"kind": "discussion", "periods": 3, "evening": True}
    trip = topics.add_topic(world.version, title="Đi cơ sở", kind="field_study", periods=4, **said)
    world.topics += [
        trip,
        topics.add_topic(world.version, title="Thảo luận 1", follows=one, within=3, **talk, **said),
        topics.add_topic(world.version, title="Thảo luận 2", follows=two, within=1, **talk, **said),
        topics.add_topic(world.version, title="Sau ba", follows=three, periods=2, **said),
        topics.add_topic(world.version, title="Báo cáo", kind="report", periods=2, follows=trip, within=2, **said),
    ]
    world.course.refresh_from_db()
    return world


def random_timetable(world: World, rng: Random) -> TimetableVersion:
    """Each topic of each class anywhere, some two in one half-day so that neither moves, and the ceremonies."""
    version = services.new_version(world.course, by=None, at=AT)
    placed = []
    for held in world.course.classes.order_by("position"):
        wanted: list[dict[str, object]] = [{"topic": t.pk, "periods": t.periods or 2} for t in world.topics]
        wanted += [{"activity": a, "periods": 2} for a in ("opening", "closing") if rng.random() < 0.6]
        for what in wanted:
            if rng.random() < 0.85:
                day, half = MONDAY + timedelta(days=rng.randrange(12)), rng.choice(HALVES)
                facts = dict(what)
                periods = int(str(facts.pop("periods")))
                first = rng.choice([1, 5 - periods]) if periods < 4 else 1
                placed.append(Placement(day, half, periods, first_period=first, classes=(held.pk,), **facts))
    services.place_many(version, placed, by=None, at=AT)
    return version


def said_by_both(version: TimetableVersion) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The rules of order broken, each with the half-days that the machine may move: by the board and by the engine."""
    bridge = bridge_of(version, at=AT)
    assert bridge is not None
    checked(bridge.problem)
    assert problem_from_json(problem_to_json(bridge.problem)) == bridge.problem
    entries = {str(key): pk for key, pk in version.entries.values_list("key", "pk")}
    block_of = {p.entry: key for key, row in bridge.blocks.items() for block in row for p in block.pieces}
    keys = [(v.rule, key) for v in queries.clashes(version) for key in v.keys if RULE_OF.get(v.rule) in ORDER]
    board = {(RULE_OF[rule], block_of[entries[key]]) for rule, key in keys if entries[key] in block_of}
    found = [v for v in check(bridge.problem, bridge.timetable) if v.rule.id in ORDER]
    return board, {(v.rule.id, key) for v in found for key in v.sessions}


@pytest.mark.parametrize("seed", range(24))
def test_board_and_machine_find_the_same_orders_broken(seed: int) -> None:
    world = tied_world()
    board, machine = said_by_both(random_timetable(world, Random(seed)))
    assert board == machine


def test_what_is_compared_breaks_every_rule_of_order_and_meets_what_stays() -> None:
    """Else the comparison would say nothing."""
    world, rules, anchors = tied_world(), set[str](), set[str]()
    for seed in range(8):
        version = random_timetable(world, Random(seed))
        rules |= {rule for rule, _ in said_by_both(version)[0]}
        bridge = bridge_of(version, at=AT)
        anchors |= {one.rule for one in bridge.problem.anchors} if bridge is not None else set()
        services.discard(version, by=None, at=AT)
    assert rules == ORDER and anchors == ORDER


def still_discussion(world: World, *, day: int, within: int) -> tuple[TimetableVersion, Topic]:
    """A discussion that the machine cannot move, since it shares its half-day with a meeting; its topic is to place."""
    talk = next(t for t in world.topics if t.title == "Thảo luận 1")
    Topic.objects.filter(pk=talk.pk).update(within=within)
    version = services.new_version(world.course, by=None, at=AT)
    held = world.training_class
    when = MONDAY + timedelta(days=day)
    rows = [
        Placement(when, "morning", 3, classes=(held.pk,), topic=talk.pk, room=world.room.pk),
        Placement(when, "morning", 1, classes=(held.pk,), first_period=4, activity="meeting"),
    ]
    services.place_many(version, rows, by=None, at=AT)
    TrainingClass.objects.exclude(pk=held.pk).update(state="cancelled")
    return version, talk


def test_what_stays_draws_its_topic_before_it_and_near() -> None:
    world = tied_world()
    version, talk = still_discussion(world, day=7, within=3)
    bridge = bridge_of(version, at=AT)
    assert bridge is not None
    (anchor,) = [one for one in bridge.problem.anchors if one.rule == "H5"]
    assert (anchor.before, anchor.within, bridge.followers[anchor.name]) == (True, 3, talk.pk)
    found = solve(checked(bridge.problem), budget_s=2.0, deterministic=True)
    assert found.timetable is not None and found.cost["hard"] == 0
    services.apply_changes(version, changes_of(bridge, found.timetable), by=None, at=AT)
    assert [v.rule for v in queries.clashes(version) if RULE_OF.get(v.rule) in ORDER] == []
    (lesson,) = Entry.objects.filter(version=version, topic=talk.follows)
    assert MONDAY + timedelta(days=4) <= lesson.day <= MONDAY + timedelta(days=7)


def test_a_way_out_that_raises_a_limit_is_written_into_the_program() -> None:
    """Its lecturer comes on the first two days only; the discussion stands on the Monday after: too late by far."""
    world = tied_world()
    version, talk = still_discussion(world, day=7, within=3)
    lesson = talk.follows
    assert lesson is not None
    away = [(MONDAY + timedelta(days=n), half) for n in range(12) for half in HALVES][5:]
    for teacher in lesson.lecturers.all():
        Availability.objects.bulk_create(
            Availability(lecturer=teacher.lecturer, day=day, half=half, state="busy", source="office", said_at=AT)
            for day, half in away
        )
    bridge = bridge_of(version, at=AT)
    assert bridge is not None
    why = why_of(bridge, explain(bridge.problem, budget_s=8.0))
    assert "H5" in {rule for rule, _, _ in why.facts}
    raising = [way for way in why.ways if way.topic]
    assert {(way.topic, way.within) for way in raising} >= {(talk.pk, 9)}
    chosen = max(raising, key=lambda way: way.within)
    assert conceding(version, [], chosen, by=world.users["officer"], at=AT) == []
    talk.refresh_from_db()
    assert talk.within == chosen.within
    again = bridge_of(version, at=AT)
    assert again is not None
    assert {a.within for a in again.problem.anchors if a.rule == "H5"} == {chosen.within}
    with pytest.raises(NotAllowed):
        conceding(version, [], chosen, by=world.users["learner"], at=AT)
    plain = replace(chosen, topic=0)
    assert conceding(version, [chosen], plain, by=None, at=AT) == [chosen, plain]
    with pytest.raises(NoRunNow):
        conceding(version, [], replace(chosen, topic=world.topics[0].pk), by=None, at=AT)
