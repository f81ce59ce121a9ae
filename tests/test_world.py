"""The world of the tests can be built in every state that a test asks for."""

import pytest

from world import build_world


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["forming", "opened", "running"])
def test_world_has_a_user_for_every_role(state: str) -> None:
    world = build_world(class_state=state, enrolled=True)
    assert set(world.users) >= {
        "officer",
        "manager",
        "authority",
        "clerk",
        "lecturer",
        "learner",
        "records",
        "auditor",
    }
    assert len(world.enrollments) == len(world.communes)
