"""Sites mark their own part of the roll; learners of a self-paced class have topics recorded instead of a roll."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from boiduong.course.curriculum.programs.models import ProgramVersion
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, Site
from boiduong.course.delivery.courses.permissions import can_see
from boiduong.course.delivery.courses.services import add_site, assign_staff
from boiduong.course.delivery.courses.services.assigning import ForeignSite
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling import services as scheduling
from boiduong.course.delivery.scheduling.rules import Placement
from boiduong.course.delivery.sessions import queries, services
from boiduong.course.delivery.sessions.models import Session, TopicDone
from boiduong.foundation.accounts.models import User
from boiduong.refusals import NotAllowed, ReasonNeeded
from boiduong.states import Forbidden
from world import AT, World, build_world, make_person, make_user

pytestmark = pytest.mark.django_db
MORNING = datetime(2025, 8, 18, 1, 0, tzinfo=UTC)
LATER = MORNING + timedelta(days=3)


def remote() -> tuple[World, Session, Site, Site, User]:
    """Three learners at two sites; the keeper of the first has no other role."""
    world = build_world(class_state="opened", enrolled=True)
    version = scheduling.new_version(world.course, by=None, at=AT)
    facts = {"topic": world.topics[0].pk, "classes": (world.training_class.pk,), "lecturers": (world.lecturer.pk,)}
    scheduling.place_many(version, [Placement(date(2025, 8, 18), "morning", 4, **facts)], by=None, at=AT)
    scheduling.release(version, by=None, at=AT)
    sites = [add_site(world.course, name=f"Điểm cầu {n}", by=None, at=AT) for n in (1, 2)]
    for enrollment, site in zip(world.enrollments, [sites[0], sites[0], sites[1]], strict=True):
        Enrollment.objects.filter(pk=enrollment.pk).update(site=site)
    person = make_person("Người Giữ Điểm Cầu", birth_on=date(1985, 3, 3))
    assign_staff(world.training_class, person=person, duty="site_keeper", site=sites[0], by=None, at=AT)
    keeper = make_user("keeper", None, None, person)
    session = Session.objects.select_related("training_class__course__institution", "course").get()
    return world, services.open_roll(session, by=None, at=MORNING), sites[0], sites[1], keeper


def test_keeper_of_a_site_sees_the_course_and_marks_only_the_own_people() -> None:
    world, session, _, _, keeper = remote()
    assert can_see(keeper, world.course)
    services.mark(session, [(world.enrollments[0].pk, "present", None)], by=keeper, at=MORNING)
    with pytest.raises(services.NotOnThisRoll):
        services.mark(session, [(world.enrollments[2].pk, "present", None)], by=keeper, at=MORNING)
    with pytest.raises(NotAllowed):
        services.close_roll(session, by=keeper, at=MORNING)


def test_site_is_handed_in_once_all_its_people_are_marked() -> None:
    world, session, site, other, keeper = remote()
    one, two, three = (e.pk for e in world.enrollments)
    services.mark(session, [(one, "present", None)], by=keeper, at=MORNING)
    with pytest.raises(services.SiteNotMarked):
        services.hand_in_site(session, site, by=keeper, at=MORNING)
    services.mark(session, [(two, "unexcused", None)], by=keeper, at=MORNING)
    with pytest.raises(NotAllowed):
        services.hand_in_site(session, other, by=keeper, at=MORNING)
    row = services.hand_in_site(session, site, by=keeper, at=MORNING)
    assert (row.present, row.expected) == (1, 2)
    with pytest.raises(services.SiteHandedIn):
        services.hand_in_site(session, site, by=keeper, at=MORNING)
    with pytest.raises(services.NotOnThisRoll):
        services.mark(session, [(two, "present", None)], by=keeper, at=MORNING)
    services.mark(session, [(two, "present", None)], by=world.users["manager"], at=MORNING)
    found = queries.site_rows(session, queries.roll_rows(session))
    assert [(r.site, r.expected, r.marked, r.present, r.handed_in) for r in found] == [
        (site, 2, 2, 2, row),
        (other, 1, 0, 0, None),
    ]
    services.mark(session, [(three, "present", None)], by=None, at=MORNING)
    services.close_roll(session, by=world.users["manager"], at=MORNING)
    with pytest.raises(Forbidden):
        services.hand_in_site(session, other, by=None, at=MORNING)


def test_site_without_people_of_the_class_has_nothing_to_hand_in() -> None:
    world, session, _, _, _ = remote()
    empty = add_site(world.course, name="Điểm cầu vắng", by=None, at=AT)
    with pytest.raises(services.SiteEmpty):
        services.hand_in_site(session, empty, by=None, at=MORNING)


def test_keeper_without_a_site_marks_everybody_and_strangers_nobody() -> None:
    world, session, _, _, _ = remote()
    person = make_person("Giữ Cả Lớp", birth_on=date(1985, 3, 4))
    assign_staff(world.training_class, person=person, duty="site_keeper", by=None, at=AT)
    services.mark(
        session, [(e.pk, "present", None) for e in world.enrollments], by=make_user("k2", None, None, person), at=AT
    )
    for who in ("stranger", "learner", "clerk"):
        with pytest.raises(NotAllowed):
            services.mark(session, [(world.enrollments[0].pk, "present", None)], by=world.users[who], at=MORNING)


def test_site_belongs_to_the_course_and_to_a_keeper() -> None:
    world, _, site, _, _ = remote()
    elsewhere = Course.objects.create(
        slug="khac", title="Khóa khác", institution=world.institution, created_at=AT, state="under_way"
    )
    foreign = add_site(elsewhere, name="Nơi khác", by=None, at=AT)
    for duty, where in (("site_keeper", foreign), ("class_manager", site)):
        with pytest.raises(ForeignSite):
            assign_staff(world.training_class, person=world.people[0], duty=duty, site=where, by=None, at=AT)


def alone() -> World:
    """A self-paced class, opened, of three people and three topics of four periods."""
    world = build_world(class_state="opened", enrolled=True)
    world.training_class.mode = "self_paced"
    world.training_class.save()
    return world


def test_topics_learned_alone_begin_the_class_and_count_as_attended() -> None:
    world = alone()
    one, two = world.enrollments[0], world.enrollments[1]
    pairs = [(one.pk, topic.pk) for topic in world.topics] + [(two.pk, world.topics[0].pk)]
    written = services.record_topics_done(world.training_class, pairs, by=world.users["manager"], at=LATER)
    assert written == 4
    again = services.record_topics_done(world.training_class, pairs, by=None, at=LATER, source="platform")
    assert again == 0
    world.training_class.refresh_from_db()
    assert world.training_class.state == "running"
    states = dict(Enrollment.objects.values_list("pk", "state"))
    assert [states[e.pk] for e in world.enrollments] == ["attending", "attending", "confirmed"]
    found = queries.attendance(world.training_class)
    assert [(found[e.pk].planned, found[e.pk].present, found[e.pk].absent) for e in world.enrollments] == [
        (12, 12, 0), (12, 4, 0), (12, 0, 0),
    ]  # fmt: skip
    assert queries.present_ids(world.course) == {one.pk, two.pk}
    assert queries.present_ids(world.course, as_of_at=LATER - timedelta(minutes=1)) == set()


def test_topics_left_are_absences_when_the_lessons_end() -> None:
    world = alone()
    pairs = [(world.enrollments[0].pk, topic.pk) for topic in world.topics]
    services.record_topics_done(world.training_class, pairs, by=None, at=LATER)
    world.training_class.state = "assessing"
    found = queries.attendance(world.training_class)
    assert [found[e.pk].over_limit for e in world.enrollments] == [False, True, True]


def test_nobody_is_absent_while_the_list_of_the_platform_has_not_come() -> None:
    world = alone()
    world.training_class.state = "assessing"
    assert not any(a.over_limit for a in queries.attendance(world.training_class).values())


def test_record_taken_back_counts_no_more_and_may_be_written_again() -> None:
    world = alone()
    pair = [(world.enrollments[0].pk, world.topics[0].pk)]
    services.record_topics_done(world.training_class, pair, by=None, at=LATER)
    row = TopicDone.objects.get()
    with pytest.raises(ReasonNeeded):
        services.take_back_topic_done(row, reason=" ", by=None, at=LATER)
    with pytest.raises(NotAllowed):
        services.take_back_topic_done(row, reason="Nhầm người", by=world.users["learner"], at=LATER)
    services.take_back_topic_done(row, reason="Nhầm người", by=world.users["officer"], at=LATER)
    with pytest.raises(services.AlreadyTakenBack):
        services.take_back_topic_done(row, reason="Nhầm người", by=None, at=LATER)
    assert queries.topics_done(world.training_class) == {}
    assert services.record_topics_done(world.training_class, pair, by=None, at=LATER) == 1
    assert queries.topics_done(world.training_class) == {pair[0][0]: {pair[0][1]}}


def test_record_refuses_strangers_foreign_topics_and_classes_with_sessions() -> None:
    world = alone()
    mine, topic = world.enrollments[0].pk, world.topics[0].pk
    other = ProgramVersion.objects.create(program=world.version.program, label="2")
    foreign = Topic.objects.create(version=other, position=1, title="Của chương trình khác")
    cases = [
        ([(10**9, topic)], services.NotOnThisRoll),
        ([(mine, foreign.pk)], services.TopicNotHere),
    ]
    for pairs, refusal in cases:
        with pytest.raises(refusal):
            services.record_topics_done(world.training_class, pairs, by=None, at=LATER)
    with pytest.raises(NotAllowed):
        services.record_topics_done(world.training_class, [(mine, topic)], by=world.users["clerk"], at=LATER)
    world.training_class.mode = "full_time"
    with pytest.raises(services.NotSelfPaced):
        services.record_topics_done(world.training_class, [(mine, topic)], by=None, at=LATER)
    assert not TopicDone.objects.exists()


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_page_of_a_keeper_shows_the_own_site_and_hands_it_in() -> None:
    world, session, site, _, keeper = remote()
    client, address = _client(keeper), f"/khoa/khoa-thu/buoi-hoc/{session.pk}/"
    page = client.get(address).content.decode()
    names = [e.person.full_name for e in world.enrollments]
    assert names[0] in page and names[1] in page and names[2] not in page
    assert 'name="khoa"' not in page and f'name="nop" value="{site.pk}"' in page
    facts = {f"hv-{world.enrollments[n].pk}": "present" for n in (0, 1)}
    assert client.post(f"{address}ghi/", {**facts, "nop": site.pk, "diem": site.pk}).status_code == 302
    assert session.site_rolls.get().present == 2
    assert 'name="nop"' not in client.get(address).content.decode()
    assert client.get("/khoa/khoa-thu/buoi-hoc/").status_code == 200
    manager = _client(world.users["manager"]).get(f"{address}?diem={site.pk}").content.decode()
    assert names[0] in manager and names[2] not in manager


def test_page_of_learning_alone_records_filters_and_takes_back() -> None:
    world = alone()
    client = _client(world.users["manager"])
    page = f"/khoa/khoa-thu/tu-hoc/{world.training_class.pk}/"
    one, two, _ = world.enrollments
    topic = world.topics[0].pk
    asked = {"topic": topic, "source": "office", "evidence": "sổ tay"}
    assert client.post(page, {**asked, "chon": [one.pk]}).status_code == 302
    assert client.post(page, asked).status_code == 200, "nobody was ticked"
    assert client.post(page, {"topic": "x", "source": "office", "tat_ca": "1"}).status_code == 200
    assert client.post(f"{page}?tim=B1", {**asked, "topic": "moi", "tat_ca": "1"}).status_code == 302
    done = queries.topics_done(world.training_class)
    assert (len(done[one.pk]), len(done[two.pk])) == (1, 3)
    finished = client.get(f"{page}?trang_thai=xong").content.decode()
    assert two.person.full_name in finished and one.person.full_name not in finished
    assert client.get(f"{page}?xlsx=1").headers["Content-Type"].startswith("application/vnd")
    row = TopicDone.objects.get(enrollment=one)
    back = f"/khoa/khoa-thu/tu-hoc/rut/{row.pk}/"
    wrong = {"reason_0": "other", "reason_1": "Nhầm người"}
    assert client.get(back).status_code == 200
    assert client.post(back, wrong).status_code == 302
    assert client.post(back, wrong).status_code == 200, "once is enough"
    assert _client(world.users["clerk"]).get(page).status_code == 404
    assert _client(world.users["learner"]).post(back).status_code == 404
    world.training_class.mode = "full_time"
    world.training_class.save()
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("who", ["officer", "manager"])
def test_course_of_learning_alone_leads_to_its_page(who: str) -> None:
    world = alone()
    page = _client(world.users[who]).get("/khoa/khoa-thu/buoi-hoc/").content.decode()
    assert f"/tu-hoc/{world.training_class.pk}/" in page
