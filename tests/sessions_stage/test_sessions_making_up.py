"""A learner takes a make-up himself: which sessions stand in for the missed one, a seat, giving back, who sees it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling import services as scheduling
from boiduong.course.delivery.scheduling.rules import Placement
from boiduong.course.delivery.sessions import queries, services
from boiduong.course.delivery.sessions.models import MakeUp, Session
from boiduong.course.delivery.sessions.rules import Lesson, free_seats, in_place_of
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.organizations.models import RuleSet
from boiduong.refusals import NotAllowed
from boiduong.states import Forbidden
from sessions_stage.test_sessions_services import MONDAY, MORNING, TUESDAY, hold, parallel, taught
from world import AT, World

OWN, OTHER, THIRD = 1, 2, 3
TOPIC, ANOTHER = 7, 8


def lesson(number: int, held_class: int, hour: int, *, topic: int = TOPIC, ahead: bool = True) -> Lesson:
    begins = MORNING + timedelta(hours=hour)
    return Lesson(number, held_class, topic, begins, begins + timedelta(hours=3), ahead)


def due(*hours: int) -> list[tuple[datetime, datetime]]:
    return [(MORNING + timedelta(hours=h), MORNING + timedelta(hours=h + 3)) for h in hours]


FIRST_PART = lesson(1, OWN, 0, ahead=False)


@pytest.mark.parametrize(
    ("lessons", "busy", "expected"),
    [
        pytest.param([], [], [], id="nobody else learns it"),
        pytest.param([lesson(2, OTHER, 24)], [], [2], id="another class, later"),
        pytest.param([lesson(2, OWN, 24)], [], [], id="the own class: due there anyway"),
        pytest.param([lesson(2, OTHER, 24, topic=ANOTHER)], [], [], id="another topic"),
        pytest.param([lesson(2, OTHER, 24, ahead=False)], [], [], id="begun, or off the timetable"),
        pytest.param([lesson(2, OTHER, -24)], [], [], id="before the one missed"),
        pytest.param([lesson(2, OTHER, 24)], due(23), [], id="the own class sits at that time"),
        pytest.param([lesson(2, OTHER, 24)], due(21), [2], id="the own class ends as it begins"),
        pytest.param([lesson(3, THIRD, 30), lesson(2, OTHER, 24)], [], [2, 3], id="in order of time"),
        pytest.param(
            [lesson(2, OWN, 5), lesson(3, OTHER, 24), lesson(4, OTHER, 28)], [], [3], id="two parts: the same one"
        ),
        pytest.param([lesson(3, OTHER, 24), lesson(4, OTHER, 28)], [], [3, 4], id="cut differently there: either"),
    ],
)
def test_which_session_stands_in(
    lessons: list[Lesson], busy: list[tuple[datetime, datetime]], expected: list[int]
) -> None:
    found = in_place_of(FIRST_PART, [FIRST_PART, *lessons], own_class=OWN, due=busy)
    assert [one.number for one in found] == expected


def test_second_part_is_made_up_with_the_second_part() -> None:
    missed = lesson(2, OWN, 5, ahead=False)
    others = [FIRST_PART, missed, lesson(3, OTHER, 24), lesson(4, OTHER, 28)]
    assert [one.number for one in in_place_of(missed, others, own_class=OWN, due=[])] == [4]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        pytest.param([], None, id="no limit"),
        pytest.param([(None, 50)], None, id="a limit that nobody knows"),
        pytest.param([(60, 50)], 10, id="seats of the class"),
        pytest.param([(60, 50), (52, 50)], 2, id="the room is smaller"),
        pytest.param([(60, 50), (None, 50)], 10, id="no room yet"),
        pytest.param([(50, 52)], 0, id="never below zero"),
    ],
)
def test_free_seats(limits: list[tuple[int | None, int]], expected: int | None) -> None:
    assert free_seats(limits) == expected


def absent() -> tuple[World, Session, Session, Enrollment]:
    """Nobody came on Monday morning; class B hears the same topic on Tuesday afternoon. And the learner's seat."""
    world, sessions = taught()
    later = parallel(world)
    hold(sessions[0], {})
    learner = world.users["learner"]
    return world, sessions[0], later, next(e for e in world.enrollments if e.person_id == learner.person_id)


@pytest.mark.django_db
def test_learner_takes_gives_back_and_takes_again() -> None:
    world, missed, later, seat = absent()
    user = world.users["learner"]
    assert [o.session.pk for o in queries.make_up_offers(seat, at=MORNING)[missed.pk]] == [later.pk]
    made = services.take_make_up(seat, missed=missed, taken=later, by=user, at=MORNING)
    assert made.by_learner and queries.make_up_offers(seat, at=MORNING) == {}
    assert [g.enrollment_id for g in queries.guests_of(later)] == [seat.pk]
    with pytest.raises(services.MakeUpBooked):
        services.take_make_up(seat, missed=missed, taken=later, by=user, at=MORNING)
    services.give_back_make_up(made, by=user, at=MORNING)
    assert MakeUp.objects.get().state == "returned" and not queries.guests_of(later).exists()
    with pytest.raises(Forbidden):
        services.give_back_make_up(made, by=user, at=MORNING)
    again = services.take_make_up(seat, missed=missed, taken=later, by=user, at=MORNING)
    with pytest.raises(services.MakeUpBegun):
        services.give_back_make_up(again, by=user, at=later.starts_at)
    acts = AuditEvent.objects.filter(act__in=["sessions.take_make_up", "sessions.give_back_make_up"])
    assert [a.actor_id for a in acts] == [user.pk] * 3


@pytest.mark.django_db
def test_make_up_off_the_timetable_is_given_back_at_any_time() -> None:
    world, missed, later, seat = absent()
    made = services.take_make_up(seat, missed=missed, taken=later, by=world.users["learner"], at=MORNING)
    Session.objects.filter(pk=later.pk).update(state="cancelled")
    made = MakeUp.objects.select_related("taken", "enrollment").get(pk=made.pk)
    assert services.give_back_make_up(made, by=world.users["learner"], at=later.ends_at).state == "returned"


@pytest.mark.django_db
def test_only_the_learner_takes_and_only_what_he_took_is_given_back() -> None:
    world, missed, later, seat = absent()
    for who in ("manager", "officer", "clerk", "stranger", "lecturer"):
        with pytest.raises(NotAllowed):
            services.take_make_up(seat, missed=missed, taken=later, by=world.users[who], at=MORNING)
    booked = services.book_make_up(seat, missed=missed, taken=later, by=world.users["manager"], at=MORNING)
    with pytest.raises(NotAllowed):
        services.give_back_make_up(booked, by=world.users["learner"], at=MORNING)


@pytest.mark.django_db
def test_begun_full_and_own_sessions_are_not_offered() -> None:
    world, missed, later, seat = absent()
    user, own = world.users["learner"], Session.objects.filter(training_class=seat.training_class_id)
    own.filter(state="planned").update(topic=missed.topic)
    for taken, at in ((later, later.starts_at), (own.order_by("-starts_at")[0], MORNING), (missed, MORNING)):
        with pytest.raises(services.NotOffered):
            services.take_make_up(seat, missed=missed, taken=taken, by=user, at=at)
    another = next(e for e in world.enrollments if e != seat)
    TrainingClass.objects.filter(pk=later.training_class_id).update(capacity=1)
    services.book_make_up(another, missed=missed, taken=later, by=None, at=MORNING)
    assert queries.make_up_offers(seat, at=MORNING) == {}
    with pytest.raises(services.NotOffered):
        services.take_make_up(seat, missed=missed, taken=later, by=user, at=MORNING)


@pytest.mark.django_db
def test_room_counts_all_classes_in_it_and_who_sits_elsewhere_takes_none() -> None:
    world, missed, later, _seat = absent()
    later.entry.room = world.room
    later.entry.save()
    later.entry.classes.create(training_class=world.training_class)
    people = len(world.enrollments)
    assert queries.seats_left([Session.objects.get(pk=later.pk)]) == {later.pk: 200 - people}
    site = world.course.sites.create(name="Điểm cầu")
    Enrollment.objects.filter(pk=world.enrollments[0].pk).update(site=site)
    assert queries.seats_left([Session.objects.get(pk=later.pk)]) == {later.pk: 200 - people + 1}
    services.book_make_up(world.enrollments[1], missed=missed, taken=later, by=None, at=MORNING)
    assert queries.seats_left([Session.objects.get(pk=later.pk)]) == {later.pk: 200 - people}


@pytest.mark.django_db
def test_nothing_is_offered_where_the_rules_allow_none() -> None:
    world, missed, later, seat = absent()
    body = {**world.rule_set.body, "attendance": {**world.rule_set.body["attendance"], "make_up_allowed": False}}
    RuleSet.objects.filter(pk=world.rule_set.pk).update(body=body)
    seat = Enrollment.objects.get(pk=seat.pk)
    assert queries.make_up_offers(seat, at=MORNING) == {}
    with pytest.raises(services.MakeUpNotAllowed):
        services.take_make_up(seat, missed=missed, taken=later, by=world.users["learner"], at=MORNING)


@pytest.mark.django_db
def test_officer_is_not_offered_sessions_of_the_own_class() -> None:
    world, missed, later, seat = absent()
    Session.objects.filter(training_class=seat.training_class_id, state="planned").update(topic=missed.topic)
    assert [s.pk for s in queries.later_sessions_of_topic(seat, missed)] == [later.pk]
    moved = Enrollment.objects.get(pk=seat.pk)
    moved.training_class = later.training_class  # moved to class B: there the session is his own
    assert later not in queries.later_sessions_of_topic(moved, missed)


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.users[who])
    return client


@pytest.mark.django_db
@pytest.mark.usefixtures("today_is_monday")
def test_own_page_offers_and_everybody_concerned_sees_it() -> None:
    world, missed, later, seat = absent()
    learner, manager = signed_in(world, "learner"), signed_in(world, "manager")
    course = f"/khoa/{world.course.slug}/"
    own = f"{course}chuyen-can/{seat.pk}/"
    take = f"{course}hoc-bu/{seat.pk}/{missed.pk}/nhan/"
    page = learner.get(own).content.decode()
    assert take in page and "Lớp B" in page
    assert take not in manager.get(own).content.decode()
    assert manager.post(take, {"buoi": later.pk}).status_code == 404
    assert "không còn nhận được" in learner.post(take, {"buoi": "x"}, follow=True).content.decode()
    assert "Đã nhận buổi học bù" in learner.post(take, {"buoi": later.pk}, follow=True).content.decode()
    made = MakeUp.objects.get()
    back = f"{course}hoc-bu/{made.pk}/tra/"
    assert back in learner.get(own).content.decode()
    mine = learner.get("/lich-cua-toi/").content.decode()
    assert "Lớp B" in mine and "Học bù" in mine
    name = seat.person.full_name
    there = manager.get(f"{course}buoi-hoc/{later.pk}/").content.decode()
    assert "Người đến học bù" in there and name in there
    for who in ("manager", "officer"):
        step = signed_in(world, who).get(f"{course}buoi-hoc/").content.decode()
        assert "học viên tự nhận" in step and name in step
    assert manager.post(back).status_code in (403, 404)
    assert learner.post(back).status_code == 302
    assert MakeUp.objects.get().state == "returned" and take in learner.get(own).content.decode()


@pytest.fixture
def today_is_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock of the machine: the lessons of this world lie in the past."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)


@pytest.mark.django_db
def test_offers_take_as_many_queries_for_one_as_for_three(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    world, missed, later, seat = absent()
    TrainingClass.objects.filter(pk=later.training_class_id).update(ends_on=MONDAY + timedelta(4))
    with django_assert_max_num_queries(12) as one:
        queries.make_up_offers(seat, at=MORNING)
    version = scheduling.revise(world.course.timetables.get(state="released"), by=None, at=AT)
    for n in (2, 3):
        place = Placement(
            MONDAY + timedelta(n), "morning", 4, topic=missed.topic_id, classes=(later.training_class_id,)
        )
        scheduling.place(version, place, by=None, at=AT)
    scheduling.release(version, by=None, at=AT)
    with django_assert_max_num_queries(12) as three:
        offers = queries.make_up_offers(seat, at=TUESDAY - timedelta(hours=1))
    assert len(offers[missed.pk]) == 3 and len(three) == len(one)
