"""What waits at home: who has nothing to say is not asked, and nothing that waits is passed over for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest

from boiduong.course.delivery.courses import permissions
from boiduong.course.delivery.courses.models import Course, CourseDocument, TrainingClass
from boiduong.course.delivery.courses.queries.waiting import quiet_for
from boiduong.course.delivery.enrollment.models import Call, Enrollment, Nomination
from boiduong.course.delivery.sessions.models import Leave
from boiduong.course.delivery.situations.models import Situation
from boiduong.foundation.documents.models import Document
from boiduong.web import reading
from boiduong.web.registry import waiting_for
from world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Iterator[World]:
    reading.begin(reading=True)
    yield build_world(class_state="running", enrolled=True)
    reading.end()


def _soon(world: World, at: datetime) -> None:
    Course.objects.update(state="ready", starts_on=at.date() + timedelta(days=3))


def _call(world: World, at: datetime) -> Call:
    return Call.objects.create(course=world.course, due_on=date(2025, 1, 1), state="issued")


def _names(world: World, at: datetime) -> None:
    Nomination.objects.create(
        call=_call(world, at), course=world.course, person=world.people[0], sent_by=world.communes[0],
        group=world.group, state="submitted",
    )  # fmt: skip


def _answers(world: World, at: datetime) -> None:
    Course.objects.update(starts_on=at.date() + timedelta(days=3))
    Enrollment.objects.update(state="summoned")


def _leave(world: World, at: datetime) -> None:
    learner = Enrollment.objects.order_by("pk")[0]
    Leave.objects.create(
        enrollment=learner, from_at=at, to_at=at + timedelta(days=3), reason_kind="sick", reason="Ốm", level="officer",
        state="asked", asked_at=at,
    )  # fmt: skip


def _situation(world: World, at: datetime) -> None:
    Situation.objects.create(
        course=world.course, training_class=world.training_class, title="Một việc", context="Việc xảy ra", raised_at=at
    )


def _paper(world: World, at: datetime) -> None:
    paper = Document.objects.create(
        kind="decision", issuer=world.school, subject="Mở lớp", state="locked", drafted_at=at
    )
    CourseDocument.objects.create(course=world.course, document=paper, role="opening")


STIRRED: dict[str, Callable[[World, datetime], object]] = {
    "timetable": _soon,
    "call": _call,
    "names": _names,
    "answers": _answers,
    "leave": _leave,
    "paper": _paper,
    "situation": _situation,
    "judging": lambda world, at: TrainingClass.objects.update(state="assessing"),
    "report": lambda world, at: TrainingClass.objects.update(state="closed"),
}


@pytest.mark.parametrize("stirred", STIRRED)
def test_what_waits_is_told_though_the_quiet_are_not_asked(world: World, at: datetime, stirred: str) -> None:
    officer, roles = world.users["officer"], ["training_officer"]
    STIRRED[stirred](world, at)
    everything = waiting_for(roles, user=officer, at=at)
    quiet = quiet_for(officer, at)
    assert quiet, "most stages have nothing to say"
    assert everything == waiting_for(roles, user=officer, at=at, quiet=quiet)
    assert len(everything) > 0


def test_who_sees_no_course_is_told_nothing_of_courses(world: World, at: datetime) -> None:
    _call(world, at)
    assert permissions.look_once(world.users["stranger"]) == ()
    assert len(quiet_for(world.users["stranger"], at)) > len(quiet_for(world.users["officer"], at))


def test_who_sees_everything_or_very_much_is_asked_as_before(
    world: World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.users["auditor"].grants.update(scope=None)
    assert quiet_for(world.users["auditor"], at) == frozenset()
    monkeypatch.setattr(permissions, "FEW", 0)
    assert quiet_for(world.users["officer"], at) == frozenset()
    assert Course.objects.filter(permissions.visible_q(world.users["officer"])).count() == 1
