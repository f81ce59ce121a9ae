"""Timetables are drafted, released under the rules, and revised by a copy."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from time import process_time

import pytest

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.topics.models import Topic, TopicLecturer
from boiduong.course.delivery.courses.models import Course, CourseDocument, Sitting, TrainingClass
from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.events import timetable_released
from boiduong.course.delivery.scheduling.models import Entry, TimetableVersion
from boiduong.course.delivery.scheduling.papers import timetable_paper
from boiduong.course.delivery.scheduling.rules import HalfUnknown, Placement, read_mark
from boiduong.engines.typesetting import FactList, Table
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.documents.services import give_number
from boiduong.foundation.venues.models import Room
from boiduong.refusals import NotAllowed
from boiduong.states import Forbidden
from world import AT, World, build_world, make_person, make_unit

pytestmark = pytest.mark.django_db
MONDAY = date(2025, 8, 18)


def lesson(world: World, number: int = 0, *, day: date = MONDAY, half: str = "morning", **more: object) -> Placement:
    facts = {"periods": 4, "topic": world.topics[number].pk, "classes": (world.training_class.pk,), **more}
    return Placement(day, half, **facts)  # type: ignore[arg-type]


def full(world: World) -> TimetableVersion:
    """A draft with the three topics of the world on it."""
    version = services.new_version(world.course, by=world.users["officer"], at=AT)
    halves = [(MONDAY, "morning"), (MONDAY, "afternoon"), (MONDAY + timedelta(1), "morning")]
    placements = [lesson(world, n, day=d, half=h) for n, (d, h) in enumerate(halves)]
    services.place_many(version, placements, by=world.users["officer"], at=AT)
    return version


def test_draft_takes_its_hours_from_the_rule_set() -> None:
    world = build_world()
    version = services.new_version(world.course, by=world.users["officer"], at=AT)
    entry = services.place(version, lesson(world, half="afternoon", first_period=2, periods=3), by=None, at=AT)
    assert (version.number, version.state, version.base) == (1, "draft", None)
    assert entry.starts_at == datetime(2025, 8, 18, 7, 15, tzinfo=UTC)  # 13:30 + 45 minutes in Vietnam
    assert entry.ends_at - entry.starts_at == timedelta(minutes=135)


def test_a_second_draft_is_refused() -> None:
    world = build_world()
    services.new_version(world.course, by=None, at=AT)
    with pytest.raises(services.DraftExists):
        services.new_version(world.course, by=None, at=AT)


@pytest.mark.parametrize("who", ["manager", "learner", "stranger", "clerk", "auditor"])
def test_only_the_training_officer_arranges(who: str) -> None:
    world = build_world()
    version = full(world)
    entry = version.entries.first()
    user = world.users[who]
    acts = [
        lambda: services.new_version(world.course, by=user, at=AT),
        lambda: services.place(version, lesson(world), by=user, at=AT),
        lambda: services.move(entry, day=MONDAY, half="morning", by=user, at=AT),
        lambda: services.set_lecturers(entry, [], by=user, at=AT),
        lambda: services.remove(entry, by=user, at=AT),
        lambda: services.release(version, by=user, at=AT),
        lambda: services.revise(version, by=user, at=AT),
        lambda: services.discard(version, by=user, at=AT),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert version.entries.count() == 3


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"classes": ()}, services.EntryUnclear),
        ({"activity": "opening"}, services.EntryUnclear),
        ({"topic": None}, services.EntryUnclear),
        ({"periods": 0}, services.EntryUnclear),
        ({"first_period": 0}, services.EntryUnclear),
        ({"classes": (999_999,)}, services.NotThisCourse),
        ({"half": "evening"}, HalfUnknown),
        ({"half": "<script>"}, HalfUnknown),
    ],
    ids=str,
)
def test_unclear_entries_are_refused_whole(wrong: dict[str, object], refusal: type[Exception]) -> None:
    world = build_world()
    version = services.new_version(world.course, by=None, at=AT)
    with pytest.raises(refusal):
        services.place_many(version, [lesson(world), lesson(world, **wrong)], by=None, at=AT)
    assert version.entries.count() == 0


def test_release_numbers_files_and_tells() -> None:
    world = build_world()
    version = full(world)
    heard: list[object] = []

    def hear(**said: object) -> None:
        heard.append(said["version"])

    timetable_released.connect(hear)
    try:
        read = read_mark(queries.clashes(version, at=AT))
        services.release(version, by=world.users["officer"], at=AT, read=read)
    finally:
        timetable_released.disconnect(hear)
    assert heard == [version]
    assert version.state == "released" and version.released_at == AT
    filed = CourseDocument.objects.get(role="timetable")
    assert filed.document == version.document and filed.document.state == "locked"
    assert queries.current_version(world.course) == version
    give_number(filed.document, issued_on=AT.date(), by=world.users["records"], at=AT)
    assert filed.document.number_text == "01/LH-TCT"
    assert AuditEvent.objects.filter(act="scheduling.release").count() == 1


def test_empty_timetable_is_not_released() -> None:
    world = build_world()
    version = services.new_version(world.course, by=None, at=AT)
    with pytest.raises(services.NothingPlaced):
        services.release(version, by=None, at=AT)


def test_clash_stops_the_release_with_its_sentence() -> None:
    world = build_world()
    version = full(world)
    services.place(version, lesson(world, 1), by=None, at=AT)
    with pytest.raises(services.Clash) as refusal:
        services.release(version, by=None, at=AT)
    assert "Lớp A has two sessions at once on 18/8, in the morning" in str(refusal.value)
    version.refresh_from_db()
    assert version.state == "draft" and version.document is None


def test_other_courses_room_and_lecturer_are_met_at_release() -> None:
    world = build_world()
    lecturer, room = world.lecturer.pk, world.room.pk
    mine = full(world)
    services.set_lecturers(mine.entries.first(), [lecturer, lecturer], by=None, at=AT)
    Entry.objects.filter(pk=mine.entries.first().pk).update(room=room)
    services.release(mine, by=None, at=AT)
    other = Course.objects.create(
        slug="khoa-khac",
        title="Khóa khác",
        institution=world.institution,
        starts_on=MONDAY,
        ends_on=MONDAY,
        created_at=AT,
    )
    theirs = TrainingClass.objects.create(course=other, position=1, label="Lớp B", version=world.version)
    version = services.new_version(other, by=None, at=AT)
    same = Lecturer.objects.create(institution=world.institution, asked_as="person", person=world.lecturer.person)
    placement = Placement(
        MONDAY, "morning", 4, topic=world.topics[0].pk, classes=(theirs.pk,), lecturers=(same.pk,), room=room
    )
    services.place(version, placement, by=None, at=AT)
    found = {v.rule for v in queries.clashes(version) if v.stops}
    assert found == {"room_twice"} | {"lecturer_twice"}
    with pytest.raises(services.Clash):
        services.release(version, by=None, at=AT)
    assert queries.propose_entries(other)[0].room is None


def test_revision_keeps_keys_and_supersedes() -> None:
    world = build_world()
    first = services.release(full(world), by=None, at=AT)
    second = services.revise(first, by=world.users["officer"], at=AT)
    assert {e.key for e in second.entries.all()} == {e.key for e in first.entries.all()}
    late = second.entries.last()
    services.move(late, day=MONDAY + timedelta(2), half="afternoon", first_period=1, room=world.room, by=None, at=AT)
    services.release(second, by=None, at=AT + timedelta(hours=1))
    first.refresh_from_db()
    assert (first.state, second.number, second.base) == ("superseded", 2, first)
    assert queries.adjustment_number(second) == 1
    assert second.document.subject.endswith("(điều chỉnh lần 1)")
    assert timetable_paper(second, on=AT.date()).subject.endswith("(Điều chỉnh lần 1)")


def test_released_version_is_fixed() -> None:
    world = build_world()
    version = services.release(full(world), by=None, at=AT)
    entry = version.entries.first()
    for act in (
        lambda: services.place(version, lesson(world), by=None, at=AT),
        lambda: services.move(entry, day=MONDAY, half="morning", by=None, at=AT),
        lambda: services.remove(entry, by=None, at=AT),
        lambda: services.set_lecturers(entry, [], by=None, at=AT),
    ):
        with pytest.raises(services.ReleasedIsFixed):
            act()
    for act in (
        lambda: services.release(version, by=None, at=AT),
        lambda: services.discard(version, by=None, at=AT),
    ):
        with pytest.raises(Forbidden):
            act()


def test_draft_is_not_revised_but_may_be_discarded() -> None:
    world = build_world()
    version = full(world)
    with pytest.raises(Forbidden):
        services.revise(version, by=None, at=AT)
    services.discard(version, by=None, at=AT)
    assert services.new_version(world.course, by=None, at=AT).number == 2


def test_nothing_past_moves() -> None:
    world = build_world()
    first = services.release(full(world), by=None, at=AT)
    second = services.revise(first, by=None, at=AT)
    services.remove(second.entries.first(), by=None, at=AT)
    later = datetime(2025, 8, 18, 4, 0, tzinfo=UTC)
    assert queries.clashes(second, at=later)[0].rule == "past_moved"
    with pytest.raises(services.NothingPastMoves) as refusal:
        services.release(second, by=None, at=later)
    assert "Chuyên đề 1 has already taken place" in str(refusal.value)
    services.release(second, by=None, at=AT)


def test_paper_has_one_table_for_one_class_and_annexes_for_several() -> None:
    world = build_world()
    version = full(world)
    services.set_lecturers(version.entries.first(), [world.lecturer.pk], by=None, at=AT)
    services.place(
        version,
        Placement(
            MONDAY + timedelta(1),
            "afternoon",
            2,
            activity="closing",
            classes=(world.training_class.pk,),
            room=world.room.pk,
        ),
        by=None,
        at=AT,
    )
    paper = timetable_paper(version, on=AT.date())
    table = next(b for b in paper.blocks if isinstance(b, Table))
    assert paper.landscape and not paper.annexes and len(table.rows) == 4
    assert table.rows[0] == (
        "Thứ Hai\n18/08/2025",
        "Sáng",
        "07:30–10:30",
        "Chuyên đề 1",
        "4",
        "Giảng Viên 1",
        "",
        "",
    )
    assert table.rows[3][3] == "Bế giảng" and table.rows[3][6] == "Hội trường A"
    other = TrainingClass.objects.create(course=world.course, position=2, label="Lớp B", version=world.version)
    both = (world.training_class.pk, other.pk)
    services.place(version, lesson(world, day=MONDAY + timedelta(2), classes=both, place_text="Nhà A"), by=None, at=AT)
    world.course.intake_text = "Khóa 3"
    version.course.intake_text = "Khóa 3"
    paper = timetable_paper(version, on=AT.date())
    facts = [b for b in paper.blocks if isinstance(b, FactList)]
    assert facts[0].rows[0] == ("Khóa", "3") and [a.title for a in paper.annexes] == [
        "LỊCH HỌC LỚP A",
        "LỊCH HỌC LỚP B",
    ]
    joint = paper.annexes[1].blocks[0]
    assert isinstance(joint, Table) and joint.rows[0][6:] == ("Nhà A", "Học chung")


def test_proposal_fits_the_rules_and_is_the_same_twice() -> None:
    world = build_world(enrolled=True)
    proposed = queries.propose_entries(world.course)
    assert proposed == queries.propose_entries(world.course)
    assert [p.activity for p in proposed] == ["opening", "", "", "", "closing"]
    version = services.new_version(world.course, by=None, at=AT)
    services.place_many(version, proposed, by=None, at=AT)
    assert queries.clashes(version) == []
    assert all(p.room == world.room.pk for p in proposed)


def test_proposal_follows_sittings_and_leaves_self_paced_classes_out() -> None:
    world = build_world()
    Sitting.objects.create(
        training_class=world.training_class, position=1, starts_on=date(2025, 8, 19), ends_on=date(2025, 8, 20)
    )
    TrainingClass.objects.create(
        course=world.course, position=2, label="Tự học", version=world.version, mode="self_paced"
    )
    days = {p.day for p in queries.propose_entries(world.course)}
    assert days == {date(2025, 8, 19), date(2025, 8, 20)}
    world.training_class.starts_on = world.training_class.ends_on = None
    world.training_class.save()
    Sitting.objects.all().delete()
    Course.objects.update(starts_on=None, ends_on=None)
    course = Course.objects.get()
    assert queries.propose_entries(course) == []


def test_proposal_uses_the_weekend_only_where_it_must() -> None:
    world = build_world()
    TrainingClass.objects.update(starts_on=date(2025, 8, 22), ends_on=date(2025, 8, 23))  # Friday, Saturday
    days = [p.day for p in queries.propose_entries(world.course) if p.topic]
    assert days == [date(2025, 8, 22), date(2025, 8, 23), date(2025, 8, 23)]


def test_proposal_takes_as_many_electives_as_the_part_asks_for() -> None:
    world = build_world()
    world.part.choose_at_least = 2
    world.part.save()
    world.topics[2].required = False
    world.topics[2].save()
    Topic.objects.create(version=world.version, position=9, title="Tự chọn", required=False)
    asked = [p.topic for p in queries.propose_entries(world.course) if p.topic]
    assert asked == [t.pk for t in world.topics[:2]]


def test_rules_missing_is_said() -> None:
    build_world()
    Course.objects.update(starts_on=date(2010, 1, 1))
    with pytest.raises(queries.RulesMissing):
        queries.propose_entries(Course.objects.get())


def test_world_knows_teaching_learners_and_weekends() -> None:
    world = build_world(enrolled=True)
    learner = Lecturer.objects.create(institution=world.institution, asked_as="person", person=world.people[0])
    rank = Lecturer.objects.create(institution=world.institution, asked_as="rank", rank_text="chuyên gia")
    version = services.new_version(world.course, by=None, at=AT)
    services.place(version, lesson(world, lecturers=(learner.pk, rank.pk)), by=None, at=AT)
    found = {v.rule for v in queries.clashes(version)}
    assert "teaches_and_learns" in found and "lecturer_twice" not in found
    world.institution.settings = {"weekends_allowed": True}
    world.institution.save()
    version = TimetableVersion.objects.get()
    services.place(version, lesson(world, 1, day=date(2025, 8, 23)), by=None, at=AT)
    assert "weekend" not in {v.rule for v in queries.clashes(version)}


def test_ten_classes_of_twenty_half_days_take_under_a_second() -> None:
    world = build_world()
    Course.objects.update(ends_on=date(2025, 8, 29))
    TrainingClass.objects.update(ends_on=None)
    for n in range(2, 11):
        TrainingClass.objects.create(course=world.course, position=n, label=f"Lớp {n}", version=world.version)
    Room.objects.bulk_create(Room(venue=world.room.venue, name=f"P{n}", seats=120) for n in range(12))
    lecturers = [
        Lecturer.objects.create(institution=world.institution, asked_as="person", person=make_person(f"GV {n}"))
        for n in range(12)
    ]
    for n in range(4, 19):
        topic = Topic.objects.create(version=world.version, position=n, title=f"CĐ {n}", periods=4, joint=n > 16)
        for rank, lecturer in enumerate(lecturers):
            TopicLecturer.objects.create(topic=topic, lecturer=lecturer, rank=rank)
    course = Course.objects.get()
    begun = process_time()
    proposed = queries.propose_entries(course)
    version = services.new_version(course, by=None, at=AT)
    services.place_many(version, proposed, by=None, at=AT)
    assert [v for v in queries.clashes(version, at=AT) if v.stops] == []
    services.release(version, by=None, at=AT)
    took = process_time() - begun
    assert sum(len(p.classes) for p in proposed) == 10 * 20
    assert took < 2, took


def test_lecturer_sees_the_course_taught() -> None:
    from boiduong.course.delivery.courses.queries import visible_courses

    world = build_world()
    assert world.course in visible_courses(world.users["lecturer"])
    assert world.course not in visible_courses(world.users["learner"]).exclude(enrollments__person=world.people[0])
    assert make_unit("Xã Lạ", kind="commune", level="commune")
