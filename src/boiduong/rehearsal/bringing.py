"""Nhập bản đã dựng — what a life wrote in a copy of the register comes into the register, all or none (SQLite)."""

# ruff: noqa: S608 - the names of tables and columns are those of our own schema, every value is a parameter
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from boiduong.foundation.audit.models import AuditEvent, AuditHead
from boiduong.foundation.audit.services import carry_over
from boiduong.foundation.jobs.models import Job

# What each register keeps for itself: who is signed in, its jobs, and its own chain, on which new rows are set anew.
OWN = {"django_migrations", *(model._meta.db_table for model in (Session, Job, AuditEvent, AuditHead))}


class RegisterMoved(Exception):  # noqa: N818 - a fact, not an error
    """Sổ đã khác — somebody wrote there while the copy was living; the course is lived again in a fresh copy."""


@dataclass(frozen=True)
class _Change:
    """What living changed in a table: the rows that are new after `top`, and earlier ones that read otherwise now."""

    table: str
    columns: str
    top: int
    altered: tuple[int, ...]


def bring_over(base: Path, lived: Path) -> None:
    """Nhập bản đã dựng vào sổ — in one transaction, with the same ids; raises RegisterMoved."""
    with connection.cursor() as cursor:
        cursor.execute("ATTACH DATABASE %s AS base", [str(base)])
        cursor.execute("ATTACH DATABASE %s AS lived", [str(lived)])
        try:
            with transaction.atomic():
                for change in _changes(cursor):
                    _take_over(cursor, change)
                carry_over(_events(cursor))
        finally:
            cursor.execute("DETACH DATABASE lived")
            cursor.execute("DETACH DATABASE base")


def _changes(cursor: CursorWrapper) -> list[_Change]:
    """What the life wrote, table by table; raises RegisterMoved where the register wrote there too."""
    cursor.execute("SELECT name FROM lived.sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY 1")
    found = []
    for table in [row[0] for row in cursor.fetchall() if row[0] not in OWN]:
        cursor.execute(f'PRAGMA lived.table_info("{table}")')
        columns = ", ".join(f'"{row[1]}"' for row in cursor.fetchall())
        then, now, after = (_top(cursor, f'{which}."{table}"') for which in ("base", "main", "lived"))
        altered = _altered(cursor, table, then)
        if (after > then and now > then) or (altered and _moved(cursor, table, altered)):
            raise RegisterMoved(table)
        if _count(cursor, f'lived."{table}"', then) < _count(cursor, f'base."{table}"', then):
            raise RegisterMoved(f"rows of {table} are gone")
        if after > then or altered:
            found.append(_Change(table, columns, then, altered))
    return found


def _top(cursor: CursorWrapper, table: str) -> int:
    cursor.execute(f"SELECT COALESCE(MAX(rowid), 0) FROM {table}")
    return int(cursor.fetchone()[0])


def _count(cursor: CursorWrapper, table: str, top: int) -> int:
    cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE rowid <= %s", [top])
    return int(cursor.fetchone()[0])


def _altered(cursor: CursorWrapper, table: str, top: int) -> tuple[int, ...]:
    """Rows of before that read otherwise in the copy now."""
    rows = "SELECT rowid AS r, * FROM {}.{} WHERE rowid <= %s"
    name = f'"{table}"'
    cursor.execute(f"SELECT r FROM ({rows.format('lived', name)} EXCEPT {rows.format('base', name)})", [top, top])
    return tuple(row[0] for row in cursor.fetchall())


def _moved(cursor: CursorWrapper, table: str, rows: tuple[int, ...]) -> bool:
    """Whether the register changed one of these rows itself."""
    among = ", ".join(str(int(one)) for one in rows)
    cursor.execute(
        f'SELECT 1 FROM (SELECT rowid, * FROM main."{table}" WHERE rowid IN ({among})'
        f' EXCEPT SELECT rowid, * FROM base."{table}") LIMIT 1'
    )
    return cursor.fetchone() is not None


def _take_over(cursor: CursorWrapper, change: _Change) -> None:
    table, columns = f'"{change.table}"', change.columns
    cursor.execute(
        f"INSERT INTO main.{table} (rowid, {columns}) SELECT rowid, {columns} FROM lived.{table} WHERE rowid > %s"
        if '"id"' not in columns
        else f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM lived.{table} WHERE rowid > %s",
        [change.top],
    )
    if change.altered:
        among = ", ".join(str(int(one)) for one in change.altered)
        cursor.execute(
            f"UPDATE main.{table} SET ({columns}) ="
            f" (SELECT {columns} FROM lived.{table} AS one WHERE one.rowid = main.{table}.rowid)"
            f" WHERE rowid IN ({among})"
        )


def _events(cursor: CursorWrapper) -> list[AuditEvent]:
    """The audit rows of the life, in their order."""
    table = AuditEvent._meta.db_table
    columns = [field.column for field in AuditEvent._meta.concrete_fields]
    named = ", ".join(f'one."{name}"' for name in columns)
    rows = AuditEvent.objects.raw(
        f'SELECT {named} FROM lived."{table}" AS one'
        f' WHERE one.seq > (SELECT COALESCE(MAX(seq), 0) FROM base."{table}") ORDER BY one.seq'
    )
    return list(rows)
