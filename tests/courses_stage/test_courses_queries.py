"""What later stages contribute to courses, and the smaller services that describe one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.db.models import Q

from boiduong.course.annual_plan.plans import services as plans
from boiduong.course.delivery.courses import permissions, queries, services
from boiduong.course.delivery.courses.menu import plan_step, program_step
from boiduong.course.delivery.courses.models import Course, CourseDuty, StaffDuty
from boiduong.course.delivery.courses.papers import paper_frame
from boiduong.course.delivery.courses.queries import lists
from boiduong.engines.typesetting import Paper, Paragraph
from boiduong.foundation.accounts.models import User
from boiduong.foundation.organizations.models import Institution
from boiduong.refusals import NotAllowed
from world import World, build_world, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture(autouse=True)
def _contributions() -> Iterator[None]:
    """What a test contributes is taken back."""
    kept = (lists._learner_counts[:], dict(lists._class_numbers), dict(lists._counts), permissions._visibility[:])
    lists._learner_counts.clear()
    lists._class_numbers.clear()
    lists._counts.clear()
    yield
    lists._learner_counts[:], permissions._visibility[:] = kept[0], kept[3]
    lists._counts.clear()
    lists._counts.update(kept[2])
    lists._class_numbers.clear()
    lists._class_numbers.update(kept[1])


def test_a_later_stage_lets_its_people_see_a_course(world: World) -> None:
    clerk = world.users["clerk"]
    permissions._visibility.clear()
    assert not permissions.can_see(clerk, world.course)

    def of_clerks(user: User) -> Q:
        return Q(slug="khoa-thu") if user == clerk else Q(pk__in=[])

    queries.contribute_visibility(of_clerks)
    queries.contribute_visibility(of_clerks)
    assert len(permissions._visibility) == 1
    assert permissions.can_see(clerk, world.course)
    assert not permissions.can_see(world.users["stranger"], world.course)
    assert not permissions.can_read_people(clerk, world.course)


def test_a_body_with_a_duty_sees_the_course_of_another_institution(world: World) -> None:
    far = Institution.objects.create(unit=world.communes[2], code="FAR")
    other = Course.objects.create(slug="xa", title="Xa", institution=far, created_at=datetime(2025, 1, 1).astimezone())
    officer = world.users["officer"]
    assert not permissions.can_see(officer, other)
    CourseDuty.objects.create(course=other, unit=world.school, duty="decide_opening")
    assert permissions.can_see(officer, other)
    assert not permissions.can_manage(officer, other)


def test_the_system_and_a_role_over_everything_see_all(world: World) -> None:
    world.users["auditor"].grants.update(scope=None)
    assert queries.visible_courses(world.users["auditor"]).count() == 1
    assert queries.visible_courses(None).count() == 1


def test_authority_over_a_deciding_body_approves(world: World) -> None:
    authority = world.users["authority"]
    assert permissions.can_approve(authority, world.course)
    authority.grants.update(scope=world.communes[0])
    authority = User.objects.get(pk=authority.pk)
    assert not permissions.can_approve(authority, world.course)
    CourseDuty.objects.create(course=world.course, unit=world.communes[0], duty="call")
    assert permissions.can_approve(authority, world.course)
    assert not permissions.can_approve(world.users["clerk"], world.course)


def test_class_manager_is_the_latest_one_named(world: World, at: datetime) -> None:
    manager = world.users["manager"]
    assert permissions.can_run_class(manager, world.training_class)
    assert permissions.can_read_people(manager, world.course)
    services.assign_staff(
        world.training_class, person=make_person("Người Thay"), starts_on=date(2025, 8, 1), by=None, at=at
    )
    assert not permissions.can_run_class(manager, world.training_class)
    services.assign_staff(world.training_class, person=manager.person, duty="deputy", by=None, at=at)
    assert permissions.can_run_class(manager, world.training_class)
    assert not permissions.is_class_manager(None, world.training_class)
    world.users["clerk"].person = manager.person
    assert not permissions.is_class_manager(world.users["clerk"], world.training_class)


def test_numbers_of_later_stages_stand_in_the_tables(world: World, at: datetime) -> None:
    assert queries.course_rows([world.course])[0].learners is None

    def learners(ids: object) -> dict[int, int]:
        return {world.course.pk: 204}

    queries.contribute_learner_counts(learners)
    queries.contribute_learner_counts(learners)
    second = services.add_class(world.course, label="Lớp B", by=None, at=at)
    queries.contribute_class_numbers("Learners", lambda course: {world.training_class.pk: 97, second.pk: 96})
    row = queries.course_rows([world.course])[0]
    assert (row.learners, row.classes, row.phase, row.over) == (204, 2, 1, False)
    table = queries.class_rows(world.course)
    assert [r.numbers for r in table.rows] == [(97,), (96,)]
    assert (table.sums, table.rows[0].manager) == ((193,), "Chủ Nhiệm Lớp")


def test_stated_numbers_are_compared_where_somebody_counts(world: World, at: datetime) -> None:
    def counts(course: Course, at: datetime) -> dict[str, int]:
        return {"opened": 570}

    def never(course: Course, at: datetime) -> dict[str, int]:
        raise AssertionError("nobody stated a number of this kind")

    queries.contribute_counts("awarded")(never)

    queries.contribute_counts("opened")(counts)
    queries.contribute_counts("units")(lambda course, at: {})
    for kind, low, word in (("opened", 579, "about"), ("classes", 6, "exactly"), ("units", 102, "exactly")):
        services.state_number(world.course, kind=kind, low=low, word=word, by=None, at=at)
    assert [(r.derived, r.verdict) for r in queries.stated_rows(world.course, at=at)] == [
        (570, "within"), (1, "differs"), (None, "unknown"),
    ]  # fmt: skip


def test_happenings_name_acts_and_people(world: World, at: datetime) -> None:
    officer = world.users["officer"]
    services.change_course(world.course, "postpone", reason="Bão", by=officer, at=at)
    services.edit_class(world.training_class, code="A1", by=officer, at=at)
    services.add_site(world.course, name="Điểm cầu xã", by=None, at=at)
    found = queries.happenings(world.course, classes=[world.training_class.pk])
    assert [(one.who, bool(one.change)) for one in found] == [("officer", False), ("officer", True)]
    assert all("Bão" not in str(one) for one in found)
    queries.name_acts({"courses.add_site": "Site added"})
    assert "courses.add_site" in lists._act_names
    del lists._act_names["courses.add_site"]


@pytest.mark.parametrize("who", ["manager", "clerk", "authority"])
def test_describing_a_course_is_the_officers_work(world: World, at: datetime, who: str) -> None:
    user, course = world.users[who], world.course
    for act in (
        lambda: services.add_site(course, name="Điểm", by=user, at=at),
        lambda: services.add_ceremony(course, kind="opening", by=user, at=at),
        lambda: services.state_number(course, kind="opened", low=1, by=user, at=at),
        lambda: services.add_note(course, kind="doubt", text="?", by=user, at=at),
        lambda: services.add_group(course, label="Ai", by=user, at=at),
        lambda: services.add_class(course, label="Lớp", by=user, at=at),
        lambda: services.assign_duty(course, unit=world.school, duty="pay", by=user, at=at),
        lambda: services.change_details(course, title="Khác", by=user, at=at),
        lambda: services.add_sitting(
            world.training_class, starts_on=date(2025, 8, 18), ends_on=date(2025, 8, 19), by=user, at=at
        ),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_describing_a_course(world: World, at: datetime) -> None:
    officer, course = world.users["officer"], world.course
    site = services.add_site(course, name="Điểm cầu tỉnh", ours=True, by=officer, at=at)
    child = services.add_site(course, name="Các xã", parent=site, count=102, by=officer, at=at)
    services.add_ceremony(course, kind="opening", day=date(2025, 8, 18), by=officer, at=at)
    one = services.add_sitting(
        world.training_class, starts_on=date(2025, 8, 18), ends_on=date(2025, 8, 19), by=officer, at=at
    )
    two = services.add_sitting(
        world.training_class, starts_on=date(2025, 8, 20), ends_on=date(2025, 8, 20), by=officer, at=at
    )
    with pytest.raises(services.BadCourseDates):
        services.add_sitting(
            world.training_class, starts_on=date(2025, 8, 22), ends_on=date(2025, 8, 21), by=officer, at=at
        )
    assert (child.parent, one.position, two.position, course.ceremonies.count()) == (site, 1, 2, 1)
    duty = services.assign_duty(course, unit=world.school, duty="pay", by=officer, at=at)
    assert services.assign_duty(course, unit=world.school, duty="pay", by=officer, at=at) == duty
    staff = services.assign_staff(world.training_class, person=world.people[0], by=officer, at=at)
    assert staff.starts_on == at.date()
    assert StaffDuty.objects.filter(person=world.people[0]).count() == 1


def test_a_class_needs_a_program_and_a_name_of_its_own(world: World, at: datetime) -> None:
    bare = services.create_course(institution=world.institution, title="Trống", by=None, at=at)
    with pytest.raises(services.NoProgram):
        services.add_class(bare, label="Lớp A", by=None, at=at)
    with pytest.raises(services.LabelTaken):
        services.add_class(world.course, label=" Lớp  A", by=None, at=at)
    second = services.add_class(world.course, label="Lớp B", by=None, at=at)
    with pytest.raises(services.LabelTaken):
        services.edit_class(second, label="Lớp A", by=None, at=at)
    assert queries.body_for(world.course, "pay", second) == world.school
    assert services.change_details(world.course, by=None, at=at).title == "Khóa bồi dưỡng thử"


def test_addresses_never_collide(world: World, at: datetime) -> None:
    slugs = [
        services.create_course(institution=world.institution, title=title, slug=slug, by=None, at=at).slug
        for title, slug in (("!!!", ""), ("???", ""), ("Khóa", "khoa-thu"), ("Khóa", "khoa-thu"))
    ]
    assert slugs == ["khoa", "khoa-2", "khoa-thu-2", "khoa-thu-3"]


def test_plan_step_says_where_the_line_stands(world: World, at: datetime) -> None:
    course = world.course
    assert plan_step(course, user=None, at=at).state == "off"
    Course.objects.update(state="draft")
    course.refresh_from_db()
    assert plan_step(course, user=None, at=at).main is not None
    plan = plans.create_plan(authority=world.province, year=2025, by=None, at=at)
    line = plans.add_line(plan, name="Dòng", leading=world.school, target_text="Bí thư", by=None, at=at)
    services.change_details(course, plan_line=line, by=None, at=at)
    assert (plan_step(course, user=None, at=at).lead, plan_step(course, user=None, at=at).note) == ("Dòng", "")
    plans.submit_lines([line], by=None, at=at)
    course.refresh_from_db()
    assert plan_step(course, user=None, at=at).note
    line.state = "approved"
    line.save()
    course.refresh_from_db()
    assert plan_step(course, user=None, at=at).state == "done"


def test_program_step_is_done_once_it_is_fixed(world: World, at: datetime) -> None:
    course = world.course
    assert [need.level for need in program_step(course, user=None, at=at).needs] == ["done", "missing"]
    world.version.frozen_at = at
    world.version.save()
    course.refresh_from_db()
    assert program_step(course, user=None, at=at).state == "done"
    services.change_details(course, default_version=None, by=None, at=at)
    assert program_step(course, user=None, at=at).needs == ()


def test_a_paper_is_filed_once_and_may_stay_a_draft(world: World, at: datetime) -> None:
    paper = Paper(**paper_frame(world.school, kind="call", on=at.date()), blocks=(Paragraph("Nội dung."),))
    document = services.draft_paper(
        course=world.course, kind="call", role="call", issuer=world.school, subject="Chiêu sinh", papers=[paper],
        lock=False, by=None, at=at,
    )  # fmt: skip
    first = services.file_paper(course=world.course, document=document, role="call", by=None, at=at)
    assert services.file_paper(course=world.course, document=document, role="other", by=None, at=at) == first
    assert (document.state, list(queries.papers_in(world.course, "call"))) == ("draft", [first])
    assert not queries.papers_in(world.course, "other").exists()
