"""Tra cứu — three people with their certificates, for the pages, the files and the addresses of machines."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.cache import cache

from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.recognition.certificates.services import define_paper, issue
from recognition_world import judged_world, numbered, recognized_rows
from world import World


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    """Questions of another test do not count."""
    cache.clear()


@pytest.fixture
def world(db: None) -> World:
    """Three people recognized."""
    world = judged_world(sessions=0, marks=False).world
    recognized_rows(world, numbered(world))
    return world


@pytest.fixture
def issued(world: World, at: datetime) -> list[Credential]:
    """All three have their certificate, signed with a test key."""
    spec = define_paper(world.course, world.school, "certificate", by=None, at=at)
    return issue(world.course, spec, issued_on=date(2025, 8, 25), by=None, at=at)
