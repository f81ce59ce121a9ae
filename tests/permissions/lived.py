"""Sống một lần, thăm nhiều lần — a world built once a run in a database of its own, put back after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from databases import copied, in_use
from permissions.rich import Rich


@dataclass(frozen=True)
class Lived:
    """Một thế giới — what is in it, its database, and the folder of its files."""

    rich: Rich
    database: BaseDatabaseWrapper
    files: Path


def stored_in(folder: Path) -> dict[str, dict[str, object]]:
    """The setting STORAGES with the files in a folder."""
    storages: dict[str, dict[str, object]] = {**settings.STORAGES}
    return {**storages, "default": {**storages["default"], "OPTIONS": {"location": str(folder)}}}


@contextmanager
def lived(build: Callable[[], Rich], *, folder: Path, blocker: DjangoDbBlocker) -> Iterator[Lived]:
    """Build a world in a copy of the empty database; it goes with the block."""
    with ExitStack() as kept:
        # Opened for the building alone: between the tests the database stays closed to those who did not ask for it.
        with blocker.unblock():
            database = kept.enter_context(copied(folder / "lived.sqlite3"))
            with in_use(database), override_settings(STORAGES=stored_in(folder / "files")):
                rich = build()
        yield Lived(rich, database, folder / "files")
        with blocker.unblock():
            kept.close()


@contextmanager
def visited(world: Lived, *, blocker: DjangoDbBlocker) -> Iterator[Rich]:
    """Be in a world for one test; what the test writes there is undone."""
    files = override_settings(STORAGES=stored_in(world.files))
    with blocker.unblock(), in_use(world.database), files, transaction.atomic():
        yield world.rich
        transaction.set_rollback(True)
