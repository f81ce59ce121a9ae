"""Thiết bị chung của các bài thử — fixtures shared by the whole suite."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from coverage import Coverage
from django.conf import settings as django_settings
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from boiduong.randomness import seeded
from databases import copied, database_of_tests, in_use
from permissions.lived import Lived, lived, stored_in, visited
from permissions.rich import Rich, build_rich

# `make test-long`: a test that says its own number of examples keeps to it.
hypothesis_settings.register_profile("long", max_examples=2000, deadline=None)


def pytest_sessionfinish() -> None:
    """Write what was measured now: a worker of xdist that leaves slower than in ten seconds is killed with it."""
    measured = Coverage.current()
    if measured is not None:
        measured.save()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another database than SQLite only tests that ask one: the others would say the same again."""
    if django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    left = [item for item in items if not _asks_a_database(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if _asks_a_database(item)]


def _asks_a_database(item: pytest.Item) -> bool:
    """Marked for it, or through a fixture of its own: all of those come from the one that sets it up."""
    return item.get_closest_marker("django_db") is not None or "django_db_setup" in getattr(item, "fixturenames", ())


@pytest.fixture
def at() -> datetime:
    """A fixed moment: 08:00 on 2025-07-14 in Vietnam."""
    return datetime(2025, 7, 14, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_the_test(settings: Settings, tmp_path: Path) -> None:
    """Stored files of a test go to its own folder."""
    settings.STORAGES = stored_in(tmp_path / "files")


@pytest.fixture
def fixed_ids() -> Iterator[None]:
    """Ids and tokens drawn from a seed."""
    with seeded(1):
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A database of this process, with every table and nothing in them."""
    with django_db_blocker.unblock(), database_of_tests():
        yield


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[None]:
    """A database of the test's own, for threads with real transactions.

    Append-only triggers forbid the flush that transactional tests rely on, so the empty one is copied and thrown away.
    """
    with django_db_blocker.unblock(), copied(tmp_path / "own.sqlite3") as own, in_use(own):
        yield


@pytest.fixture(scope="session")
def lived_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lived]:
    """Two courses lived to their end: once for all the tests that walk in them."""
    with lived(build_rich, folder=tmp_path_factory.mktemp("lived"), blocker=django_db_blocker) as world:
        yield world


@pytest.fixture
def rich(lived_once: Lived, django_db_blocker: DjangoDbBlocker) -> Iterator[Rich]:
    """The two lived courses, as they were before the test after it."""
    with visited(lived_once, blocker=django_db_blocker) as found:
        yield found
