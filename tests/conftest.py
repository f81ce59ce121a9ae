"""Thiết bị chung của các bài thử — fixtures shared by the whole suite."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker

from boiduong.randomness import seeded


@pytest.fixture
def at() -> datetime:
    """A fixed moment: 08:00 on 2025-07-14 in Vietnam."""
    return datetime(2025, 7, 14, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_the_test(settings: object, tmp_path: Path) -> None:
    """Stored files of a test go to its own folder."""
    storages = {**settings.STORAGES}  # type: ignore[attr-defined]
    storages["default"] = {**storages["default"], "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = storages  # type: ignore[attr-defined]


@pytest.fixture
def fixed_ids() -> Iterator[None]:
    """Ids and tokens drawn from a seed."""
    with seeded(1):
        yield


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[None]:
    """A migrated database of the test's own, for threads with real transactions.

    Append-only triggers forbid the flush that transactional tests rely on, so the template is copied and thrown away.
    """
    with django_db_blocker.unblock():
        shared = connections["default"]
        settings_before = connections.settings["default"]
        own = {**shared.settings_dict, "NAME": _copy(shared, tmp_path)}
        if shared.vendor == "postgresql":
            shared.close()
        connections.settings["default"] = own
        connections["default"] = type(shared)(own, alias="default")
        try:
            yield
        finally:
            connections["default"].close()
            connections.settings["default"] = settings_before
            connections["default"] = shared
            if shared.vendor == "postgresql":
                with shared.cursor() as cursor:
                    cursor.execute(f'DROP DATABASE "{own["NAME"]}" WITH (FORCE)')


def _copy(shared: BaseDatabaseWrapper, folder: Path) -> str:
    if shared.vendor == "sqlite":
        shared.ensure_connection()
        target = sqlite3.connect(folder / "own.sqlite3")
        shared.connection.backup(target)
        # Else the first of many threads to come changes the mode while the others look at it.
        target.execute("PRAGMA journal_mode=WAL")
        target.close()
        return str(folder / "own.sqlite3")
    name = f"own_{uuid.uuid4().hex[:12]}"
    template = shared.settings_dict["NAME"]
    shared.close()
    with shared._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name
