"""A new database is the same whether it is migrated, made at once or copied; a broken copy is passed over."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from boiduong.foundation.organizations.models import Unit
from boiduong.rehearsal import blank

AT = datetime(2025, 7, 14, 1, 0, tzinfo=UTC)
TRIGGERS = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT trigger_name, event_object_table, event_manipulation FROM information_schema.triggers",
}


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


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of this test; few units, because their number is not the point."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(blank, "load_units", lambda at: Unit.objects.create(source_key="x", founded_on=at.date()))
    return tmp_path / "cache" / "boiduong"


def test_tables_made_at_once_are_those_of_the_migrations(own_database: None) -> None:
    """On this the whole suite stands: its databases are made at once, too."""
    emptied()
    call_command("migrate", verbosity=0, interactive=False)
    migrated = described()
    emptied()
    blank.make_tables()
    assert described() == migrated
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_second_database_is_copied_from_the_first(own_database: None, cache: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only files are copied")
    emptied()
    assert not blank.prepare_blank(at=AT)
    first = described()
    assert [path.name for path in cache.iterdir()] == [f"blank-{blank.digest()}.sqlite3"]
    emptied()
    assert blank.prepare_blank(at=AT)
    assert described() == first
    assert Unit.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\x00" * 5000])
def test_broken_copy_is_thrown_away(own_database: None, cache: Path, content: bytes) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only files are copied")
    emptied()
    cache.mkdir(parents=True)
    kept = cache / f"blank-{blank.digest()}.sqlite3"
    kept.write_bytes(content)
    assert not blank.prepare_blank(at=AT)
    assert Unit.objects.count() == 1
    assert kept.read_bytes()[:15] == b"SQLite format 3"
    assert len(kept.read_bytes()) > 100_000


def test_without_a_cache_folder_the_database_is_made(
    own_database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert blank.cache_folder() is None
    emptied()
    assert not blank.prepare_blank(at=AT)
    assert Unit.objects.count() == 1


def test_register_that_holds_tables_is_migrated_not_replaced(own_database: None, cache: Path) -> None:
    Unit.objects.create(source_key="own", founded_on=AT.date())
    assert not blank.prepare_blank(at=AT)
    assert Unit.objects.get().source_key == "own"
    assert not cache.exists() or not list(cache.iterdir())
