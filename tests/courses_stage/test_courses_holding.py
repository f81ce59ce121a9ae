"""Giữ dòng của khóa — what a stopped course does not take, and the order in which rows are held."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from boiduong.course.delivery.courses import services
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment import services as enrollment
from boiduong.foundation.documents.services import give_number, record_outside
from world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def test_a_course_postponed_before_it_was_prepared_is_prepared_before_it_starts(world: World, at: datetime) -> None:
    officer = world.users["officer"]
    course = services.create_course(institution=world.institution, title="Khóa hai", by=officer, at=at)
    for act in ("postpone", "resume"):
        services.change_course(course, act, reason="Chờ kinh phí", by=officer, at=at)
    assert Course.objects.get(pk=course.pk).state == "draft"
    with pytest.raises(services.NothingToTeach):
        services.prepare_course(course, by=officer, at=at)


@pytest.mark.parametrize("state", ["postponed", "cancelled", "closed", "archived"])
def test_nothing_begins_in_a_course_that_has_stopped(world: World, at: datetime, state: str) -> None:
    officer = world.users["officer"]
    call = enrollment.create_call(world.course, due_on=date(2025, 7, 25), by=officer, at=at)
    enrollment.set_quota(call, [(world.communes[0], None, 2, 1)], by=officer, at=at)
    enrollment.enroll_many(world.training_class, [enrollment.DirectSeat(world.people[0])], by=officer, at=at)
    decision = record_outside(
        kind="outside", issuer=world.school, number="9/QĐ-TCT", issued_on=at.date(), subject="Mở lớp", by=None, at=at
    )
    Course.objects.update(state=state)
    with pytest.raises(services.CourseOver, match="nothing new begins"):
        enrollment.issue_call(call, by=officer, at=at)
    with pytest.raises(services.CourseOver):
        enrollment.create_call(world.course, due_on=date(2025, 7, 25), by=officer, at=at)
    with pytest.raises(services.CourseOver):
        enrollment.open_class(world.training_class, decision, by=officer, at=at)


def test_a_dossier_with_a_paper_that_waits_for_its_number_is_not_archived(world: World, at: datetime) -> None:
    call = enrollment.create_call(world.course, due_on=date(2025, 7, 25), by=None, at=at)
    enrollment.set_quota(call, [(world.communes[0], None, 2, 1)], by=None, at=at)
    letter = enrollment.draft_call(call, by=None, at=at)
    Course.objects.update(state="closed")
    course, records = Course.objects.get(), world.users["records"]
    with pytest.raises(services.DossierIncomplete, match=letter.subject):
        services.change_course(course, "archive", by=records, at=at)
    give_number(letter, issued_on=at.date(), by=records, at=at)
    assert services.change_course(course, "archive", by=records, at=at).state == "archived"
