"""Chỉ ghi thêm — database triggers that refuse UPDATE, DELETE and TRUNCATE on acts of record."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

APPEND_ONLY: set[tuple[str, str]] = set()


def append_only(app_label: str, model_name: str) -> RunPython:
    """Thao tác di trú — make the table of `model_name` append-only, on SQLite and on PostgreSQL."""
    APPEND_ONLY.add((app_label, model_name))

    def forwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        table = apps.get_model(app_label, model_name)._meta.db_table
        for statement in _create(editor.connection.vendor, table):
            editor.execute(statement, params=None)

    def backwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        table = apps.get_model(app_label, model_name)._meta.db_table
        for statement in _drop(editor.connection.vendor, table):
            editor.execute(statement, params=None)

    return RunPython(forwards, backwards)


def _create(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f'CREATE TRIGGER "{table}_no_{act.lower()}" BEFORE {act} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for act in ("UPDATE", "DELETE")
        ]
    return [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514'; END $$",
        f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ]


def _drop(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [f'DROP TRIGGER "{table}_no_update"', f'DROP TRIGGER "{table}_no_delete"']
    return [f'DROP TRIGGER "{table}_append_only" ON "{table}"']
