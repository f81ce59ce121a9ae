"""Đường ray của một khóa — what never applied is not said to be done once its time is over."""

from __future__ import annotations

from datetime import datetime

import pytest

import boiduong.config.urls  # noqa: F401 - the rail is laid with the addresses
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.queries import course_for, rail_of
from world import build_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "state"), [("", "off"), ("field_study", "done")])
def test_step_that_never_applied_stays_so_when_its_time_is_over(kind: str, state: str, at: datetime) -> None:
    world = build_world(class_state="opened", enrolled=True)
    if kind:
        Topic.objects.filter(pk=world.topics[0].pk).update(kind=kind)
    found = []
    for class_state in ("opened", "closed"):
        TrainingClass.objects.update(state=class_state)
        rail = rail_of(course_for(world.users["officer"], world.course.slug), user=world.users["officer"], at=at)
        found.append(next(step.facts.state for phase in rail for step in phase.steps if step.key == "visits"))
    assert found[0] in (("todo", "now") if kind else ("off",)) and found[1] == state
