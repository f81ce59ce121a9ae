"""A version of the database and a problem of the engine say the same; a solution becomes the sessions of a draft."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from boiduong.course.curriculum.lecturers.models import Availability, Lecturer
from boiduong.course.curriculum.topics.models import Topic, TopicLecturer
from boiduong.course.delivery.courses.models import Course, Sitting, TrainingClass
from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.models import ClassClosure, Entry, TimetableVersion
from boiduong.course.delivery.scheduling.queries.bridge import Bridge, bridge_of, changes_of
from boiduong.course.delivery.scheduling.rules import Placement
from boiduong.engines.timetabling import Entry as Placed
from boiduong.engines.timetabling import check, checked, solve, timetable_of
from boiduong.foundation.venues.models import Room, Venue
from world import AT, World, build_world, make_person

pytestmark = pytest.mark.django_db
MONDAY = date(2025, 8, 18)
CLASHES = {"class_twice", "lecturer_twice", "room_twice", "room_small"}


def three_classes() -> World:
    """Three classes side by side, six topics in two parts, one of them joint, two people and a body."""
    world = build_world()
    course = world.course
    for n in (2, 3):
        room = Room.objects.create(venue=world.room.venue, name=f"Phòng {n}", seats=100)
        TrainingClass.objects.create(
            course=course, position=n, label=f"Lớp {'AB'[n - 2]}{n}", version=world.version, home_room=room,
            starts_on=course.starts_on, ends_on=course.ends_on, capacity=60,
        )  # fmt: skip
    TrainingClass.objects.filter(pk=world.training_class.pk).update(capacity=60)
    body = Lecturer.objects.create(institution=world.institution, asked_as="body", body_text="Sở Nội vụ")
    for lecturer in (world.second_lecturer, body):
        for topic in world.topics:
            TopicLecturer.objects.create(topic=topic, lecturer=lecturer, rank=2)
    joint = Topic.objects.create(
        version=world.version, part=world.part, position=4, title="Chung", periods=4, joint=True
    )
    TopicLecturer.objects.create(topic=joint, lecturer=world.second_lecturer)
    return world


def found_of(course: Course, *, budget_s: float = 2.0) -> tuple[TimetableVersion, Bridge]:
    """A draft with what the engine found on it, and its bridge read again."""
    version = services.new_version(course, by=None, at=AT)
    bridge = bridge_of(version, at=AT)
    assert bridge is not None
    result = solve(checked(bridge.problem), budget_s=budget_s, deterministic=True)
    assert result.timetable is not None and result.cost["hard"] == 0
    services.apply_changes(version, changes_of(bridge, result.timetable), by=None, at=AT)
    again = bridge_of(version, at=AT)
    assert again is not None
    return version, again


def test_a_solution_placed_is_read_back_whole_and_without_a_clash() -> None:
    world = three_classes()
    version, again = found_of(world.course)
    assert again.whole and len(changes_of(again, again.timetable)) == 0
    assert check(again.problem, again.timetable) == tuple(
        v for v in check(again.problem, again.timetable) if v.rule.id.startswith("S")
    )
    assert [v for v in queries.clashes(version) if v.stops] == []
    periods = version.entries.filter(topic=world.topics[0]).values_list("classes__training_class", "periods")
    assert sorted(n for _, n in periods) == [4, 4, 4]
    assert version.entries.get(topic__joint=True).classes.count() == 3


def test_what_stands_is_moved_and_keeps_its_key() -> None:
    world = three_classes()
    version, _ = found_of(world.course)
    version.entries.filter(activity="closing").delete()
    bridge = bridge_of(version, at=AT)
    assert bridge is not None
    key = next(k for k, row in bridge.blocks.items() if row[0].topic == world.topics[1].pk)
    standing = bridge.timetable.by_session()[key]
    free = next(n for n in range(9) if n % 3 < 2 and n not in {e.slot for e in bridge.timetable.entries})
    moved = timetable_of(
        [
            Placed(session=e.session, slot=free, lecturer=e.lecturer, room=e.room) if e.session == key else e
            for e in bridge.timetable.entries
        ]
    )
    before = Entry.objects.get(pk=bridge.blocks[key][0].pieces[0].entry)
    changes = changes_of(bridge, moved)
    assert [m.entry for m in changes.moves] == [before.pk] and changes.placements == ()
    assert services.apply_changes(version, changes, by=None, at=AT) == 1
    after = Entry.objects.get(pk=before.pk)
    assert (after.key, (after.day, after.half)) == (before.key, bridge.cell(free))
    assert standing.slot != free and after.starts_at != before.starts_at


@pytest.mark.parametrize("seed", range(12))
def test_engine_and_stage_agree_on_what_clashes(seed: int) -> None:
    world, draw = three_classes(), Random(seed)
    world.room.seats = 100
    world.room.save()
    version = services.new_version(world.course, by=None, at=AT)
    classes = [*world.course.classes.values_list("pk", flat=True)]
    rooms = [*Room.objects.values_list("pk", flat=True)]
    placements = [
        Placement(
            MONDAY + timedelta(draw.randrange(3)),
            draw.choice(["morning", "afternoon"]),
            4,
            topic=topic.pk,
            classes=tuple(classes) if topic.joint else (number,),
            lecturers=(draw.choice([world.lecturer.pk, world.second_lecturer.pk]),),
            room=draw.choice(rooms),
        )
        for topic in Topic.objects.filter(version=world.version)
        for number in (classes[:1] if topic.joint else classes)
    ]
    services.place_many(version, placements[: 1 + draw.randrange(len(placements))], by=None, at=AT)
    bridge = bridge_of(version, at=AT)
    assert bridge is not None
    ours = {k for v in queries.clashes(version) if v.rule in CLASHES for k in v.keys}
    numbers = {str(e.key): e.pk for e in version.entries.all()}
    theirs = {
        piece.entry
        for v in check(bridge.problem, bridge.timetable)
        if v.rule.id in ("H1", "H2", "H3") and all(s in bridge.timetable.by_session() for s in v.sessions)
        for session in v.sessions
        for block in bridge.blocks[session]
        for piece in block.pieces
    }
    assert {numbers[k] for k in ours} == theirs


def test_what_is_locked_stays_and_what_has_begun_too() -> None:
    world = three_classes()
    version, bridge = found_of(world.course)
    first = min(version.entries.filter(topic__isnull=False), key=lambda e: e.starts_at)
    services.set_lock(first, True, by=None, at=AT)
    again = bridge_of(version, at=AT)
    assert again is not None and len(again.problem.locks) == 1
    changes = changes_of(bridge, timetable_of(bridge.timetable.entries))
    assert len(changes) == 0
    services.release(version, by=None, at=AT)
    draft = services.revise(version, by=None, at=AT)
    noon = datetime(2025, 8, 19, 5, 30, tzinfo=UTC)
    later = bridge_of(draft, at=noon)
    assert later is not None
    assert later.problem.calendar.not_before == 4
    begun = {e.session for e in later.timetable.entries if e.slot < 4}
    assert begun <= {lock.session for lock in later.problem.locks}
    assert {e.session for e in later.problem.announced} == set(later.blocks)


def test_other_courses_availability_and_closed_half_days_take_half_days_away() -> None:
    world = three_classes()
    other = Course.objects.create(
        slug="khoa-khac", title="Khóa khác", institution=world.institution, default_version=world.version,
        starts_on=MONDAY, ends_on=MONDAY, state="under_way", created_at=AT,
    )  # fmt: skip
    theirs = TrainingClass.objects.create(course=other, position=1, label="Lớp X", version=world.version, capacity=10)
    elsewhere = services.new_version(other, by=None, at=AT)
    taken = Placement(
        MONDAY, "morning", 4, topic=world.topics[0].pk, classes=(theirs.pk,), lecturers=(world.lecturer.pk,),
        room=world.room.pk,
    )  # fmt: skip
    services.place(elsewhere, taken, by=None, at=AT)
    services.release(elsewhere, by=None, at=AT)
    Availability.objects.create(lecturer=world.lecturer, state="busy", half="afternoon", day=MONDAY, said_at=AT)
    Availability.objects.create(
        lecturer=world.second_lecturer, state="busy", half="morning", weekday=2, starts_on=MONDAY,
        ends_on=MONDAY + timedelta(60), said_at=AT,
    )  # fmt: skip
    ClassClosure.objects.create(training_class=world.training_class, day=MONDAY, half="morning", reason="Họp tỉnh")
    bridge = bridge_of(services.new_version(world.course, by=None, at=AT), at=AT)
    assert bridge is not None
    busy = {item.id: item.busy for item in bridge.problem.lecturers}
    assert busy["Giảng Viên 1"] == (0, 1) and busy["Giảng Viên 2"] == (6,)
    assert next(room for room in bridge.problem.rooms if room.id == "Hội trường A").busy == (0,)
    closed = {item.id: item.closed for item in bridge.problem.classes}
    assert closed["Lớp A"] == (0,) and closed["Lớp A2"] == ()


def test_waves_meet_on_their_own_days_and_field_days_are_whole() -> None:
    world = three_classes()
    wave = world.course.classes.get(position=3)
    wave.starts_on, wave.ends_on = MONDAY + timedelta(7), MONDAY + timedelta(9)
    wave.save()
    Course.objects.filter(pk=world.course.pk).update(ends_on=wave.ends_on)
    world.course.refresh_from_db()
    Sitting.objects.create(training_class=wave, position=1, starts_on=wave.starts_on, ends_on=wave.ends_on)
    Topic.objects.create(
        version=world.version, part=world.part, position=9, title="Thực tế", kind="field_study", periods=8
    )
    version, bridge = found_of(world.course)
    visit = next(t for t in bridge.problem.topics if t.kind == "field_day" or "Thực tế" in t.id)
    assert visit.half_days == 2
    days = {(e.day, e.half) for e in version.entries.filter(topic__kind="field_study", classes__training_class=wave)}
    assert len({day for day, _ in days}) == 1 and {half for _, half in days} == {"morning", "afternoon"}
    assert all(e.day >= wave.starts_on for e in version.entries.filter(classes__training_class=wave))
    assert [v for v in queries.clashes(version) if v.stops] == []


def test_half_days_that_the_engine_would_misread_stay_where_they_are() -> None:
    world = three_classes()
    version = services.new_version(world.course, by=None, at=AT)
    a, b = world.course.classes.values_list("pk", flat=True)[:2]
    who, (one, two) = (world.lecturer.pk,), [t.pk for t in world.topics[:2]]
    placements = [
        Placement(MONDAY, "morning", 2, activity="meeting", classes=(a, b)),
        Placement(MONDAY, "morning", 2, first_period=3, topic=one, classes=(a,), lecturers=who),
        Placement(MONDAY, "afternoon", 2, topic=two, classes=(a,), lecturers=who),
        Placement(MONDAY, "afternoon", 2, first_period=3, topic=two, classes=(b,), lecturers=who),
    ]
    services.place_many(version, placements, by=None, at=AT)
    bridge = bridge_of(version, at=AT)
    assert bridge is not None
    assert len(bridge.fixed) == 4 and bridge.timetable.entries == ()
    assert next(c for c in bridge.problem.classes if c.id == "Lớp A").closed == (0, 1)
    assert next(x for x in bridge.problem.lecturers if x.id == "Giảng Viên 1").busy == (0, 1)
    assert [v for v in queries.clashes(version) if v.stops] == []


def test_short_topics_share_a_half_day_when_days_are_few() -> None:
    world = build_world()
    Topic.objects.filter(version=world.version).update(periods=2)
    for n in range(4, 13):
        Topic.objects.create(version=world.version, part=world.part, position=n, title=f"Ngắn {n}", periods=2)
    person = make_person("Thỉnh Giảng")
    guest = Lecturer.objects.create(institution=world.institution, asked_as="person", person=person)
    TopicLecturer.objects.create(topic=Topic.objects.get(position=5), lecturer=guest)
    version, bridge = found_of(world.course, budget_s=1)
    assert bridge.whole
    assert sum(e.periods for e in version.entries.filter(topic__isnull=False)) == 24
    assert {e.first_period for e in version.entries.all()} == {1, 3}
    assert version.entries.get(topic__position=5).lecturers.get().lecturer == guest
    assert [v for v in queries.clashes(version) if v.stops] == []


def test_a_course_without_days_has_no_problem() -> None:
    world = build_world()
    Course.objects.update(starts_on=None, ends_on=None)
    TrainingClass.objects.update(starts_on=None, ends_on=None)
    world.course.refresh_from_db()
    assert bridge_of(TimetableVersion.objects.create(course=world.course, number=1), at=AT) is None


def test_one_person_in_two_rows_is_one_lecturer_and_keeps_the_wish() -> None:
    world = build_world()
    post = Lecturer.objects.create(
        institution=world.institution, asked_as="post", post_text="Hiệu phó", person=world.lecturer.person
    )
    TopicLecturer.objects.create(topic=world.topics[1], lecturer=post, rank=2)
    Availability.objects.create(lecturer=post, state="wish", half="morning", day=MONDAY, said_at=AT)
    far = Availability.objects.create(
        lecturer=post, state="busy", half="morning", day=MONDAY + timedelta(90), said_at=AT
    )
    bridge = bridge_of(services.new_version(world.course, by=None, at=AT), at=AT)
    assert bridge is not None and far.pk
    (one,) = bridge.problem.lecturers
    assert (one.id, len(one.topics), one.wish, one.busy) == ("Giảng Viên 1", 3, "morning", ())
    assert bridge.faculty.row_of(one.id, [post.pk]) == post.pk and bridge.faculty.row_of("ai đó", []) is None
    assert bridge.faculty.row_of(one.id, []) in (world.lecturer.pk, post.pk)
    assert bridge.faculty.name_of([]) == "" and bridge.faculty.name_of([post.pk], taken=[one.id]) == one.id


def test_classes_online_need_no_room_and_wanderers_share_one_venue() -> None:
    world = build_world()
    elsewhere = Room.objects.create(venue=Venue.objects.create(name="Cơ sở 2", owner=world.school), name="P1", seats=99)
    TrainingClass.objects.filter(pk=world.training_class.pk).update(mode="online", capacity=40)
    version = services.new_version(world.course, by=None, at=AT)
    bridge = bridge_of(version, at=AT)
    assert bridge is not None and bridge.problem.classes[0].remote
    assert bridge.problem.classes[0].venue == "Trực tuyến" and len(bridge.problem.venues) == 3
    TrainingClass.objects.filter(pk=world.training_class.pk).update(mode="full_time")
    facts = {"topic": world.topics[0].pk, "classes": (world.training_class.pk,), "room": elsewhere.pk}
    services.place(version, Placement(MONDAY, "morning", 4, **facts), by=None, at=AT)
    again = bridge_of(version, at=AT)
    assert again is not None and {room.venue for room in again.problem.rooms} == {"Trường"}
    TrainingClass.objects.update(home_room=None)
    homeless = bridge_of(version, at=AT)
    assert homeless is not None and homeless.problem.classes[0].home_room == ""


def test_a_hall_that_is_too_small_is_told_and_a_free_one_taken_afterwards() -> None:
    world = three_classes()
    version = services.new_version(world.course, by=None, at=AT)
    Room.objects.filter(pk=world.room.pk).update(seats=100)
    bridge = bridge_of(version, at=AT)
    assert bridge is not None
    stand_in = next(room for room in bridge.problem.rooms if room.id.startswith("Chưa có hội trường"))
    assert stand_in.capacity == 180
    joint = next(k for k, row in bridge.blocks.items() if row[0].topic and len(row[0].classes) == 3)
    alone = next(k for k, row in bridge.blocks.items() if len(row[0].classes) == 1)
    entries = [
        Placed(session=joint, slot=0, lecturer="Giảng Viên 2", room=stand_in.id),
        Placed(session=alone, slot=1, lecturer="người lạ", room=stand_in.id),
    ]
    first, second = changes_of(bridge, timetable_of(entries)).placements
    by_size = {len(p.classes): p for p in (first, second)}
    assert by_size[3].room is None and by_size[3].lecturers == (world.second_lecturer.pk,)
    assert by_size[1].room is not None and len(by_size[1].lecturers) == 1


def test_long_topics_are_cut_and_chained_and_odd_field_days_are_lessons() -> None:
    world = build_world()
    Course.objects.filter(pk=world.course.pk).update(ends_on=MONDAY + timedelta(25))
    TrainingClass.objects.update(ends_on=MONDAY + timedelta(25))
    world.course.refresh_from_db()
    Topic.objects.filter(pk=world.topics[0].pk).update(periods=48)
    Topic.objects.filter(pk=world.topics[1].pk).update(kind="field_study", periods=12)
    version = services.new_version(world.course, by=None, at=AT)
    bridge = bridge_of(version, at=AT)
    assert bridge is not None
    long = [t for t in bridge.problem.topics if "Chuyên đề 1" in t.id]
    assert [t.half_days for t in long] == [10, 2] and long[1].after == (long[0].id,)
    assert next(t for t in bridge.problem.topics if "Chuyên đề 2" in t.id).kind == "lesson"
    assert any(room.id.startswith("Ngoài trường") for room in bridge.problem.rooms)
    Topic.objects.filter(pk=world.topics[1].pk).update(periods=8)
    whole = {"topic": world.topics[1].pk, "classes": (world.training_class.pk,)}
    halves = [Placement(MONDAY, half, 4, **whole) for half in ("morning", "afternoon")]
    services.place_many(version, halves, by=None, at=AT)
    again = bridge_of(version, at=AT)
    assert again is not None
    assert next(t for t in again.problem.topics if "Chuyên đề 2" in t.id).kind == "field_day"
    services.move(version.entries.get(half="afternoon"), day=MONDAY + timedelta(1), half="afternoon", by=None, at=AT)
    apart = bridge_of(version, at=AT)
    assert apart is not None
    assert next(t for t in apart.problem.topics if "Chuyên đề 2" in t.id).kind == "lesson"
    version.entries.get(half="afternoon").delete()
    half_way = bridge_of(version, at=AT)
    assert half_way is not None
    assert next(t for t in half_way.problem.topics if "Chuyên đề 2" in t.id).kind == "lesson"


@pytest.mark.parametrize(("mode", "known"), [("full_time", True), ("online", False)])
def test_the_usual_place_of_a_lecturer_reaches_the_machine(mode: str, known: bool) -> None:
    world = build_world()
    TrainingClass.objects.update(mode=mode)
    Room.objects.create(venue=Venue.objects.create(name="Cơ sở 2", owner=world.school), name="P9", seats=150)
    elsewhere = Venue.objects.create(name="Không có phòng", owner=world.school)
    for lecturer, venue in ((world.lecturer, world.room.venue), (world.second_lecturer, elsewhere)):
        lecturer.home_venue = venue
        lecturer.save()
        TopicLecturer.objects.get_or_create(topic=world.topics[0], lecturer=lecturer)
    bridge = bridge_of(services.new_version(world.course, by=None, at=AT), at=AT)
    assert bridge is not None
    homes = {one.id: one.home_venue for one in bridge.problem.lecturers}
    first, second = bridge.faculty.names[world.lecturer.pk][0], bridge.faculty.names[world.second_lecturer.pk][0]
    assert homes[first] == (world.room.venue.name if known else "")
    assert homes[second] == "", "a place without a room is none of the problem"
