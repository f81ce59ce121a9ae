"""Cơ sở dữ liệu của bài thử — made at once, copied for those who need their own, and never the one of the developer."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from boiduong.rehearsal.blank import make_tables

TRIGGERS = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT trigger_name, event_object_table, event_manipulation FROM information_schema.triggers",
}


@contextmanager
def database_of_tests() -> Iterator[None]:
    """Make the database of this process beside the configured one and use it until the end.

    Always, also where no collected test is marked to need one: some reach it through a fixture of their own. Its tables
    are made as the newest migrations leave them; tests/rehearsal holds that this is what `migrate` leaves.
    """
    connection = connections["default"]
    configured = connection.settings_dict["NAME"]
    connection.close()
    name = connection.creation._create_test_db(verbosity=0, autoclobber=True, keepdb=False)
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    make_tables()
    try:
        yield
    finally:
        connection.creation.destroy_test_db(configured, verbosity=0)


@contextmanager
def copied(file: Path) -> Iterator[BaseDatabaseWrapper]:
    """A copy of the database for the time of the block; SQLite keeps it in `file`, PostgreSQL under a name."""
    shared = connections["default"]
    own = type(shared)({**shared.settings_dict, "NAME": _copy(shared, file)}, alias="default")
    try:
        yield own
    finally:
        own.close()
        if shared.vendor == "postgresql":
            with shared._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{own.settings_dict["NAME"]}" WITH (FORCE)')


@contextmanager
def in_use(other: BaseDatabaseWrapper) -> Iterator[None]:
    """Everybody who asks for the database gets the other one, in every thread."""
    before = connections["default"], connections.settings["default"]
    connections.settings["default"] = other.settings_dict
    connections["default"] = other
    try:
        yield
    finally:
        connections["default"], connections.settings["default"] = before


def _copy(shared: BaseDatabaseWrapper, file: Path) -> str:
    if shared.vendor == "sqlite":
        shared.ensure_connection()
        target = sqlite3.connect(file)
        shared.connection.backup(target)
        # Else the first of many threads to come changes the mode while the others look at it.
        target.execute("PRAGMA journal_mode=WAL")
        target.close()
        return str(file)
    name = f"own_{uuid.uuid4().hex[:12]}"
    # PostgreSQL copies only a database that nobody is connected to.
    shared.close()
    with shared._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{shared.settings_dict["NAME"]}"')
    return name


def described() -> dict[str, object]:
    """Columns, constraints and triggers of the database in use, without their order."""
    found: dict[str, object] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = connection.introspection.get_table_description(cursor, table)
            constraints = connection.introspection.get_constraints(cursor, table)
            # SQLite writes “no default” down in two ways.
            found[table] = {c.name: (c.type_code, c.null_ok, c.default not in (None, "NULL")) for c in columns}
            found[f"{table} constraints"] = sorted(
                str((c["columns"], c["primary_key"], c["unique"], c["foreign_key"], c["check"], c["index"]))
                for c in constraints.values()
            )
            found[f"{table} names"] = {n for n in constraints if not n.startswith("__")}
        cursor.execute(TRIGGERS[connection.vendor])
        found["triggers"] = sorted(map(str, cursor.fetchall()))
    return found


def emptied() -> None:
    """Throw away everything in the database of the test."""
    if connection.vendor == "sqlite":
        connection.close()
        Path(connection.settings_dict["NAME"]).unlink()
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
