"""Discussions that follow their topic, and evenings: from the program to the machine and back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.topics import services as topics
from boiduong.course.curriculum.topics.models import Topic, TopicLecturer
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.models import Entry, TimetableVersion
from boiduong.course.delivery.scheduling.queries.bridge import Bridge, bridge_of, changes_of
from boiduong.course.delivery.scheduling.rules import EVENING, Placement
from boiduong.engines.timetabling import check, checked, problem_from_json, problem_to_json, solve
from boiduong.foundation.organizations.models import RuleSet
from boiduong.foundation.venues.models import Room
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
ORDER = ["morning", "afternoon", "evening"]


def with_discussions() -> World:
    """Two classes of three days, which four lessons and two ceremonies fill; two lessons have a discussion."""
    world = build_world()
    Course.objects.filter(pk=world.course.pk).update(ends_on=world.course.starts_on + timedelta(2))
    world.course.refresh_from_db()
    TrainingClass.objects.filter(pk=world.training_class.pk).update(ends_on=world.course.ends_on, capacity=60)
    for rules in RuleSet.objects.all():
        rules.body["time"]["half_day_starts"]["evening"] = "18:30"
        rules.save()
    room = Room.objects.create(venue=world.room.venue, name="Phòng 2", seats=100)
    TrainingClass.objects.create(
        course=world.course, position=2, label="Lớp A2", version=world.version, home_room=room,
        starts_on=world.course.starts_on, ends_on=world.course.ends_on, capacity=60,
    )  # fmt: skip
    school = Lecturer.objects.create(institution=world.institution, asked_as="body", body_text="Khoa Xây dựng Đảng")
    for topic in world.topics:
        TopicLecturer.objects.create(topic=topic, lecturer=school, rank=2)
    said = {"part": world.part, "lecturers": [school]}
    world.topics.append(topics.add_topic(world.version, title="Chuyên đề 4", periods=4, by=None, at=AT, **said))
    for n, topic in enumerate(world.topics[:2], start=1):
        facts = {**said, "kind": "discussion", "periods": 3, "follows": topic, "within": 3, "evening": True}
        world.topics.append(topics.add_topic(world.version, title=f"Thảo luận {n}", by=None, at=AT, **facts))
    return world


def solved(version: TimetableVersion) -> Bridge:
    """The bridge read again when what the engine found is written."""
    bridge = bridge_of(version, at=AT)
    assert bridge is not None
    assert problem_from_json(problem_to_json(bridge.problem)) == bridge.problem
    result = solve(checked(bridge.problem), budget_s=2.0, deterministic=True)
    assert result.timetable is not None and result.cost["hard"] == 0
    services.apply_changes(version, changes_of(bridge, result.timetable), by=None, at=AT)
    again = bridge_of(version, at=AT)
    assert again is not None
    return again


def ranks(version: TimetableVersion, topic: Topic, held: TrainingClass) -> list[int]:
    """Half-days of a topic in a class, counted from the first day."""
    rows = version.entries.filter(topic=topic, classes__training_class=held)
    return sorted((e.day - version.course.starts_on).days * 3 + ORDER.index(e.half) for e in rows)


def test_the_machine_places_discussions_in_the_evening_after_their_topics() -> None:
    world = with_discussions()
    version = services.new_version(world.course, by=None, at=AT)
    again = solved(version)
    for held in world.course.classes.all():
        for lesson, talk in zip(world.topics[:2], world.topics[-2:], strict=True):
            (before,), (after,) = (ranks(version, topic, held) for topic in (lesson, talk))
            assert after % 3 == ORDER.index("evening") and before < after <= before + 3
    assert again.whole and len(changes_of(again, again.timetable)) == 0
    assert [v for v in check(again.problem, again.timetable) if v.rule.id.startswith("H")] == []
    assert [v for v in queries.clashes(version) if v.stops] == []
    kinds = [(t.kind, t.evening, t.within, bool(t.follows)) for t in again.problem.topics if t.evening]
    assert kinds == [("discussion", True, 3, True)] * 2


def test_board_and_machine_say_the_same_of_a_discussion_out_of_time() -> None:
    world = with_discussions()
    version, held = services.new_version(world.course, by=None, at=AT), world.training_class
    lesson, talk = world.topics[1], world.topics[-1]
    first, second, third = (world.course.starts_on + timedelta(n) for n in range(3))
    said = {"classes": (held.pk,), "room": world.room.pk}
    placed = [
        Placement(second, "morning", 4, topic=lesson.pk, **said),
        Placement(second, EVENING, 3, topic=talk.pk, **said),
    ]
    moved = services.place_many(version, placed, by=None, at=AT)[1]
    token = f"buoi-{moved.pk}"
    board = queries.board_of(version, chosen=held.pk, held=queries.held_from(version, token))
    judged = {(row.day, row.half): row.cells[0].why for row in board.rows}
    rules = {cell: why.rule if why is not None else "" for cell, why in judged.items()}
    assert rules[first, "afternoon"] == rules[first, EVENING] == "follows_early"
    assert rules[second, "afternoon"] == rules[second, EVENING] == rules[third, "morning"] == ""
    assert rules[third, "afternoon"] == rules[third, EVENING] == "follows_late"
    for (day, half), rule in rules.items():
        if (day, half) != (second, "morning"):
            services.move(Entry.objects.get(pk=moved.pk), day=day, half=half, by=None, at=AT)
            found = {v.rule for v in queries.clashes(version)} & {"follows_early", "follows_late"}
            bridge = bridge_of(version, at=AT)
            assert bridge is not None
            broken = {v.rule.id for v in check(bridge.problem, bridge.timetable)}
            assert (found == {rule}, "H5" in broken) == (bool(rule), bool(rule)), (day, half)


@pytest.mark.parametrize(
    ("periods", "kind", "expected"),
    [
        pytest.param(8, "report", ("report", 2), id="days-after-a-whole-day-away"),
        pytest.param(4, "report", ("report", 2), id="days-after-half-a-day-away-too"),
        pytest.param(8, "discussion", ("discussion", 2), id="half-days-for-a-discussion"),
        pytest.param(8, "site_visit", ("field_day", 2), id="one-day-away-after-another"),
    ],
)
def test_a_report_on_a_field_day_counts_days(periods: int, kind: str, expected: tuple[str, int]) -> None:
    world = build_world()
    trip = topics.add_topic(world.version, title="Đi cơ sở", kind="field_study", periods=periods, by=None, at=AT)
    after = {"kind": kind, "periods": 8 if kind == "site_visit" else 2, "follows": trip, "within": 2}
    topics.add_topic(world.version, title="Sau chuyến đi", by=None, at=AT, **after)
    Course.objects.filter(pk=world.course.pk).update(ends_on=world.course.starts_on + timedelta(4))
    TrainingClass.objects.filter(pk=world.training_class.pk).update(ends_on=world.course.starts_on + timedelta(4))
    world.course.refresh_from_db()
    bridge = bridge_of(services.new_version(world.course, by=None, at=AT), at=AT)
    assert bridge is not None
    (found,) = [t for t in checked(bridge.problem).topics if t.follows]
    assert (found.kind, found.within, "Đi cơ sở" in found.follows) == (*expected, True)
