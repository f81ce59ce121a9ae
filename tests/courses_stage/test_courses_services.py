"""The services of a course: what they do, refuse and require."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.http import Http404

from boiduong.course.delivery.courses import events, queries, services
from boiduong.course.delivery.courses.models import Course, CourseDuty, TrainingClass
from boiduong.course.delivery.enrollment.models import Call, CallQuota
from boiduong.foundation.organizations.models import RuleSet
from boiduong.refusals import NotAllowed, ReasonNeeded
from boiduong.states import Forbidden
from world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def test_create_course_makes_a_draft_with_a_free_address(world: World, at: datetime) -> None:
    facts = {"institution": world.institution, "title": "Bồi dưỡng  bí thư Đảng ủy xã", "by": world.users["officer"]}
    first = services.create_course(**facts, at=at)
    second = services.create_course(**facts, at=at)
    assert (first.state, first.title) == ("draft", "Bồi dưỡng bí thư Đảng ủy xã")
    assert (first.slug, second.slug) == ("boi-duong-bi-thu-dang-uy-xa", "boi-duong-bi-thu-dang-uy-xa-2")


@pytest.mark.parametrize("title", ["", "   ", "\0"])
def test_create_course_refuses_an_empty_title(world: World, at: datetime, title: str) -> None:
    with pytest.raises(services.TitleMissing):
        services.create_course(institution=world.institution, title=title, by=None, at=at)


def test_create_course_refuses_an_end_before_its_beginning(world: World, at: datetime) -> None:
    with pytest.raises(services.BadCourseDates, match="17/8/2025"):
        services.create_course(
            institution=world.institution,
            title="Khóa",
            starts_on=date(2025, 8, 18),
            ends_on=date(2025, 8, 17),
            by=None,
            at=at,
        )


@pytest.mark.parametrize("who", ["manager", "clerk", "learner", "authority", "records", "admin", "stranger"])
def test_create_course_requires_the_training_officer(world: World, at: datetime, who: str) -> None:
    with pytest.raises(NotAllowed):
        services.create_course(institution=world.institution, title="Khóa", by=world.users[who], at=at)


def test_prepare_course_wants_a_fixed_program_and_duties(world: World, at: datetime) -> None:
    officer = world.users["officer"]
    course = services.create_course(institution=world.institution, title="Khóa hai", by=officer, at=at)
    with pytest.raises(services.NothingToTeach):
        services.prepare_course(course, by=officer, at=at)
    services.change_details(course, default_version=world.version, by=officer, at=at)
    with pytest.raises(services.ProgramNotFrozen):
        services.prepare_course(course, by=officer, at=at)
    world.version.frozen_at = at
    world.version.save()
    for duty in ("plan", "decide_opening"):
        with pytest.raises(services.DutyMissing):
            services.prepare_course(course, by=officer, at=at)
        services.assign_duty(course, unit=world.school, duty=duty, by=officer, at=at)
    with pytest.raises(services.DutyMissing, match="certificates"):
        services.prepare_course(course, by=officer, at=at)
    assert services.prepare_course(course, by=officer, at=at, without_paper=True).state == "ready"
    assert Course.objects.get(pk=course.pk).state == "ready"


def test_start_course_asks_the_later_stages(world: World, at: datetime) -> None:
    Course.objects.filter(pk=world.course.pk).update(state="ready")
    world.course.refresh_from_db()

    def not_called(**_: object) -> str:
        return "Chưa phát hành công văn."

    receivers = events.course_starting.receivers
    events.course_starting.receivers = []
    events.course_starting.connect(not_called)
    try:
        with pytest.raises(services.NotReadyToStart, match="công văn"):
            services.start_course(world.course, by=world.users["officer"], at=at)
        events.course_starting.disconnect(not_called)
        assert services.start_course(world.course, by=world.users["officer"], at=at).state == "under_way"
    finally:
        events.course_starting.receivers = receivers


def test_start_course_of_somebody_else_needs_no_call(world: World, at: datetime) -> None:
    Course.objects.filter(pk=world.course.pk).update(state="ready", standpoint="point")
    world.course.refresh_from_db()
    assert services.start_course(world.course, by=None, at=at).state == "under_way"


def test_close_course_names_what_is_open(world: World, at: datetime) -> None:
    def open_leave(**_: object) -> list[str]:
        return ["Còn 1 đơn xin nghỉ."]

    events.course_closing.connect(open_leave)
    try:
        with pytest.raises(services.StillOpen, match=r"Lớp A\. Còn 1 đơn"):
            services.close_course(world.course, by=world.users["officer"], at=at)
    finally:
        events.course_closing.disconnect(open_leave)
    TrainingClass.objects.update(state="cancelled")
    heard: list[Course] = []

    def hear(course: Course, **_: object) -> None:
        heard.append(course)

    events.course_closed.connect(hear)
    assert services.close_course(world.course, by=world.users["officer"], at=at).state == "closed"
    assert heard == [world.course]
    with pytest.raises(Forbidden):
        services.close_course(world.course, by=world.users["officer"], at=at)


@pytest.mark.parametrize(
    ("state", "act", "who", "after"),
    [
        ("closed", "archive", "records", "archived"),
        ("closed", "reopen", "officer", "under_way"),
        ("draft", "postpone", "authority", "postponed"),
        ("postponed", "resume", "officer", "draft"),
        ("ready", "cancel", "authority", "cancelled"),
    ],
)
def test_change_course_moves_on(world: World, at: datetime, state: str, act: str, who: str, after: str) -> None:
    Course.objects.update(state=state)
    world.course.refresh_from_db()
    changed = services.change_course(world.course, act, by=world.users[who], at=at, reason="Theo công văn")
    assert (changed.state, Course.objects.get().state) == (after, after)


def test_change_course_refuses_others_and_asks_a_reason(world: World, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.change_course(world.course, "postpone", by=world.users["clerk"], at=at, reason="x")
    with pytest.raises(NotAllowed):
        services.change_course(world.course, "archive", by=world.users["officer"], at=at)
    with pytest.raises(NotAllowed):
        services.change_course(world.course, "reopen", by=world.users["authority"], at=at, reason="x")
    with pytest.raises(ReasonNeeded):
        services.change_course(world.course, "cancel", by=world.users["authority"], at=at, reason="  ")


def test_cancel_refuses_once_a_class_was_opened(world: World, at: datetime) -> None:
    services.change_class(world.training_class, "open", by=None, at=at)
    with pytest.raises(services.ClassesOpened, match="Lớp A"):
        services.change_course(world.course, "cancel", by=None, at=at, reason="Hết kinh phí")


def test_change_class_walks_its_life_and_pins_the_rules(world: World, at: datetime) -> None:
    closed: list[TrainingClass] = []

    def hear(training_class: TrainingClass, **_: object) -> None:
        closed.append(training_class)

    events.class_closed.connect(hear)
    for act, who in [
        ("open", "officer"), ("begin", "manager"), ("end_lessons", "manager"), ("recognize", "authority"),
        ("recognize", "officer"), ("close", "manager"),
    ]:  # fmt: skip
        services.change_class(world.training_class, act, by=world.users[who], at=at)
    row = TrainingClass.objects.get()
    assert (row.state, row.rule_set) == ("closed", world.rule_set)
    assert closed == [world.training_class]


def test_change_class_refuses(world: World, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.change_class(world.training_class, "open", by=world.users["manager"], at=at)
    with pytest.raises(NotAllowed):
        services.change_class(world.training_class, "begin", by=world.users["clerk"], at=at)
    with pytest.raises(Forbidden):
        services.change_class(world.training_class, "close", by=world.users["officer"], at=at)
    with pytest.raises(ReasonNeeded):
        services.change_class(world.training_class, "cancel", by=world.users["officer"], at=at)
    RuleSet.objects.all().delete()
    with pytest.raises(services.RuleSetMissing):
        services.change_class(world.training_class, "open", by=world.users["officer"], at=at)
    assert TrainingClass.objects.get().state == "forming"


@pytest.mark.parametrize("who", ["officer", "manager", "authority", "records", "auditor"])
def test_course_for_shows_it_to_those_of_the_institution(world: World, who: str) -> None:
    assert queries.course_for(world.users[who], world.course.slug) == world.course


@pytest.mark.parametrize("who", ["admin", "stranger"])
def test_course_for_hides_it_from_others(world: World, who: str) -> None:
    with pytest.raises(Http404):
        queries.course_for(world.users[who], world.course.slug)


def test_body_for_takes_the_class_first_then_the_course_then_the_institution(world: World) -> None:
    CourseDuty.objects.create(
        course=world.course, unit=world.communes[0], duty="host", training_class=world.training_class
    )
    CourseDuty.objects.create(course=world.course, unit=world.communes[1], duty="host")
    assert queries.body_for(world.course, "host", world.training_class) == world.communes[0]
    assert queries.body_for(world.course, "host") == world.communes[1]
    assert queries.body_for(world.course, "pay") == world.school


def test_a_group_and_a_duty_said_twice_are_written_once(world: World, at: datetime) -> None:
    officer = world.users["officer"]
    groups = [services.add_group(world.course, label="Bí  thư xã", by=officer, at=at) for _ in range(2)]
    staff = [services.assign_staff(world.training_class, person=world.people[0], by=officer, at=at) for _ in range(2)]
    assert groups[0] == groups[1]
    assert staff[0] == staff[1]


def test_a_class_that_opens_again_keeps_the_rules_it_had(world: World, at: datetime) -> None:
    world.training_class.rule_set = RuleSet.objects.create(
        institution=world.institution, starts_on=date(2020, 6, 1), body=world.rule_set.body, sha256="1" * 64
    )
    world.training_class.save()
    opened = services.change_class(world.training_class, "open", by=None, at=at)
    assert opened.rule_set == world.training_class.rule_set != world.rule_set


def test_a_group_written_by_mistake_is_taken_off_until_seats_or_people_need_it(world: World, at: datetime) -> None:
    officer = world.users["officer"]
    wrong = services.add_group(world.course, label="Bí thư xạ", by=officer, at=at)
    with pytest.raises(NotAllowed):
        services.remove_group(wrong, by=world.users["clerk"], at=at)
    services.remove_group(wrong, by=officer, at=at)
    used = world.course.groups.get()
    call = Call.objects.create(course=world.course, due_on=date(2025, 7, 25))
    CallQuota.objects.create(call=call, unit=world.communes[0], group=used, seats=2)
    with pytest.raises(services.GroupInUse):
        services.remove_group(used, by=officer, at=at)
    assert world.course.groups.get() == used
