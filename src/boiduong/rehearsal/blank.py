"""Bản trắng — the tables and the administrative units that every new database begins with, made once and then copied.

An empty database needs no history: its tables are made as the newest migrations leave them, which takes a tenth of the
time of walking through all of them. A register that holds anything is brought up to date by `migrate` and by nothing
else. The copy lies in the cache folder of the user under the digest of all it is made from; where that folder cannot
be written, the database is made anew each time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import django
from django.apps import AppConfig, apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation, ModelOperation
from django.db.migrations.recorder import MigrationRecorder

import boiduong
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.services import load_units

SOURCES = ("foundation/organizations/data/*.gz", "foundation/organizations/**/*.py", "foundation/audit/*.py",
           "engines/vietnamese/*.py", "rehearsal/blank.py")  # fmt: skip
KEPT = 3


def prepare_blank(*, at: datetime) -> bool:
    """Chuẩn bị cơ sở dữ liệu mới — tables and units in an empty database; returns whether they came from the copy."""
    target = _file_of_database()
    if target is not None and not target.exists() and _copied(target):
        return True
    if not connection.introspection.table_names():
        make_tables()
    elif not is_up_to_date():
        call_command("migrate", verbosity=0, interactive=False)
    if not Unit.objects.exists():
        load_units(at=at)
        if target is not None:
            _keep()
    return False


def is_up_to_date() -> bool:
    """Không còn gì để cập nhật — every migration there is has been applied; asked of the database, not of memory."""
    if MigrationRecorder.Migration._meta.db_table not in connection.introspection.table_names():
        return False
    applied = set(MigrationRecorder(connection).applied_migrations())
    return all((config.label, path.stem) in applied for config in apps.get_app_configs() for path in _steps(config))


def _steps(config: AppConfig) -> Iterator[Path]:
    return (path for path in (Path(config.path) / "migrations").glob("*.py") if path.stem != "__init__")


def make_tables() -> None:
    """Lập bảng — every table, constraint and trigger of the newest migrations in an empty database."""
    executor = MigrationExecutor(connection)
    plan = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if not all(_is_plain(operation) for migration in plan for operation in migration.operations):
        call_command("migrate", verbosity=0, interactive=False)
        return
    state = executor.loader.project_state()
    with connection.schema_editor() as editor:
        for model in state.apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        for migration in plan:
            for operation in migration.operations:
                if isinstance(operation, RunPython | RunSQL):
                    operation.database_forwards(migration.app_label, editor, state, state)
    _record(executor, plan)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _is_plain(operation: Operation) -> bool:
    """Whether an operation shows in the state of the models, or is a step of its own that needs only that state."""
    return isinstance(operation, ModelOperation | FieldOperation | IndexOperation | RunPython | RunSQL)


def _record(executor: MigrationExecutor, plan: list[Migration]) -> None:
    executor.recorder.ensure_schema()
    executor.recorder.migration_qs.bulk_create(
        executor.recorder.Migration(app=migration.app_label, name=migration.name) for migration in plan
    )


def digest() -> str:
    """Dấu của bản trắng — Django, every migration, the data of the units and the code that loads them."""
    found = hashlib.sha256(f"{django.VERSION} {sys.version_info[:2]}".encode())
    root = Path(boiduong.__file__).parent
    files = [path for pattern in SOURCES for path in root.glob(pattern)]
    files += [path for config in apps.get_app_configs() for path in (Path(config.path) / "migrations").glob("*.py")]
    for path in sorted(set(files)):
        found.update(f"{path.name} {path.stat().st_size}\n".encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:24]


def cache_folder() -> Path | None:
    """Nơi cất bản trắng — `XDG_CACHE_HOME` or `~/.cache`; None where it cannot be written."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "boiduong"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):
        return None
    return folder if os.access(folder, os.W_OK) and folder.stat().st_uid == os.getuid() else None


def _file_of_database() -> Path | None:
    """The file of the database that is in use; None where it is in memory or on a server."""
    if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
        return None
    return Path(connection.settings_dict["NAME"])


def _copied(target: Path) -> bool:
    """Copy the blank database and look whether it is whole; False leaves nothing behind."""
    folder = cache_folder()
    kept = folder / f"blank-{digest()}.sqlite3" if folder is not None else None
    if kept is None or not kept.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f"{target.name}.half")
    try:
        shutil.copyfile(kept, half)
        with closing(sqlite3.connect(half)) as opened:
            whole = opened.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            whole = whole and Unit._meta.db_table in {
                row[0] for row in opened.execute("SELECT name FROM sqlite_master")
            }
    except (OSError, sqlite3.DatabaseError):
        whole = False
    if whole:
        for left in ("-wal", "-shm", "-journal"):  # of a register that somebody removed by hand
            target.with_name(target.name + left).unlink(missing_ok=True)
        half.replace(target)
        return True
    half.unlink(missing_ok=True)
    with suppress(OSError):
        kept.unlink()
    return False


def _keep() -> None:
    """Lay a copy aside for the next time; a failure costs nothing but that time."""
    folder = cache_folder()
    if folder is None:
        return
    with suppress(OSError, sqlite3.DatabaseError, django.db.Error), tempfile.TemporaryDirectory(dir=folder) as work:
        fresh = Path(work) / "blank.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(fresh)])
        fresh.replace(folder / f"blank-{digest()}.sqlite3")
        older = sorted(folder.glob("blank-*.sqlite3"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in older[KEPT:]:
            path.unlink()
