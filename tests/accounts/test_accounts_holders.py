"""Những người có vai trên đơn vị — the list in one query says of each user what `has_role` says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.accounts.permissions import has_role, holders
from boiduong.foundation.accounts.rules import Role
from world import build_world


@pytest.mark.django_db
def test_holders_are_those_for_whom_has_role_says_yes() -> None:
    world = build_world(communes=2)
    today = timezone.localdate()
    ended = User.objects.create_user("ended", "x", display_name="Ended")
    RoleGrant.objects.create(
        user=ended, role=Role.LECTURER, starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1)
    )
    closed = User.objects.create_user("closed", "x", display_name="Closed", is_active=False)
    RoleGrant.objects.create(user=closed, role=Role.LECTURER, starts_on=today)
    everywhere = User.objects.create_user("everywhere", "x", display_name="Everywhere")
    RoleGrant.objects.create(user=everywhere, role=Role.LECTURER, starts_on=today)
    asked = (Role.LECTURER, Role.TRAINING_OFFICER, Role.UNIT_CLERK)
    for unit in (world.course.institution.unit_id, world.communes[0].pk, world.communes[1].pk):
        fits = {u.pk for u in User.objects.filter(is_active=True) if has_role(u, *asked, over=unit)}
        found = list(holders(*asked, over=unit))
        assert {u.pk for u in found} == fits
        assert len(found) == len(fits)
        assert everywhere.pk in fits
        assert not fits & {ended.pk, closed.pk}
