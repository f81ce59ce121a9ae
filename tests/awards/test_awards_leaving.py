"""Đã công nhận thì ở lại — nobody withdraws, moves or expels whom a decision recognizes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.enrollment import services as enrollment
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.recognition.awards.receivers import RecognizedAlready
from boiduong.course.recognition.awards.services import decide, hold_meeting
from boiduong.foundation.documents.services import DraftInUse, take_back
from recognition_world import judged_world, numbered

pytestmark = pytest.mark.django_db
Act = Callable[[Enrollment, TrainingClass, datetime], object]


@pytest.mark.parametrize(
    "act",
    [
        lambda one, _, at: enrollment.withdraw([one], reason="Nhầm", by=None, at=at),
        lambda one, other, at: enrollment.move([one], other, reason="Nhầm", by=None, at=at),
        lambda one, _, at: enrollment.leave_by_decision(
            [one], act_name="expel", number="9/QĐ", issued_on=at.date(), reason="Nhầm", by=None, at=at
        ),
    ],
    ids=["withdraw", "move", "expel"],
)
def test_who_is_recognized_stays_and_who_is_not_may_leave(at: datetime, act: Act) -> None:
    judged = judged_world()
    world = judged.world
    fallen, recognized = world.enrollments[0], world.enrollments[1]
    judged.absent(fallen, 9, "unexcused")
    decide(world.training_class, numbered(world), by=None, at=at)
    other = TrainingClass.objects.create(course=world.course, position=2, label="Lớp B", version=world.version)
    with pytest.raises(RecognizedAlready, match=recognized.person.full_name):
        act(recognized, other, at)
    act(fallen, other, at)
    kept, left = (Enrollment.objects.get(pk=one.pk) for one in (recognized, fallen))
    assert (kept.state, kept.training_class) == ("attending", world.training_class)
    assert (left.state, left.training_class) != ("attending", world.training_class)


def test_minutes_of_the_last_meeting_are_kept_until_it_is_held_again(at: datetime) -> None:
    held = judged_world().world.training_class
    first = hold_meeting(held, held_on=at.date(), by=None, at=at)
    assert first.minutes is not None
    with pytest.raises(DraftInUse, match="Họp xét lại trước"):
        take_back(first.minutes, reason="Sai", by=None, at=at)
    hold_meeting(held, held_on=at.date(), by=None, at=at)
    take_back(first.minutes, reason="Sai", by=None, at=at)
    assert first.minutes.state == "discarded"
