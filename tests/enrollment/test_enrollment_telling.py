"""Báo người đã được triệu tập — a class that is postponed tells those who were asked to come, and nobody else."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from boiduong.course.delivery.courses.services import change_class
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.menu import told_lately
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.notifications.models import OutboxMessage
from world import build_world

START = date(2025, 8, 18)
pytestmark = pytest.mark.django_db


def test_summoned_people_hear_that_their_class_is_postponed_and_taken_up_again(at: datetime) -> None:
    world = build_world(class_state="opened", enrolled=True)
    summoned, confirmed, listed = world.enrollments
    for one, state in ((summoned, "summoned"), (confirmed, "confirmed"), (listed, "listed")):
        Enrollment.objects.filter(pk=one.pk).update(state=state)
    officer = world.users["officer"]
    change_class(world.training_class, "postpone", reason="Chờ bão tan.", by=officer, at=at)
    told = OutboxMessage.objects.order_by("to_id")
    assert [row.to_id for row in told] == sorted([summoned.person_id, confirmed.person_id])
    assert told[0].body == "Lớp A, khóa bồi dưỡng thử hoãn lại, ngày mới sẽ báo sau.\nLý do: Chờ bão tan."
    panel = told_lately(world.users["learner"], at)
    assert panel is not None and "Hoãn lớp" in str([one.subject for one in panel.context["heard"]])
    change_class(world.training_class, "resume", by=officer, at=at)
    again = OutboxMessage.objects.filter(subject__startswith="Lớp mở tiếp")
    assert [date_short(START) in row.body for row in again] == [True, True]
    change_class(world.training_class, "cancel", reason="Thiếu người", by=officer, at=at)
    assert OutboxMessage.objects.filter(subject__startswith="Không mở lớp").count() == 2


def test_acts_that_change_nothing_for_them_tell_nobody(at: datetime) -> None:
    world = build_world(class_state="opened", enrolled=True)
    change_class(world.training_class, "begin", by=None, at=at)
    assert not OutboxMessage.objects.exists()
