"""Cơ sở dữ liệu trống — a rehearsal writes neither into a school's register nor beside another program."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.db import connection

from boiduong.refusals import Refusal, gettext_noop

KEPT = ("foundation_accounts.User", "foundation_people.Person", "delivery_courses.Course")


class DatabaseInUse(Refusal):
    """Cơ sở dữ liệu đã có sổ sách."""

    text = gettext_noop("This database is in use. A rehearsal writes only into an empty one: name another.")


def check_empty() -> None:
    """Xem cơ sở dữ liệu trống — no accounts, people or courses, and no tables of another program.

    Raises DatabaseInUse.
    """
    in_use = (
        file_in_use(Path(str(connection.settings_dict["NAME"]))) if connection.vendor == "sqlite" else server_in_use()
    )
    if in_use:
        raise DatabaseInUse


def file_in_use(file: Path) -> bool:
    """Tệp đang dùng — opened for reading only: a register that somebody names by mistake stays as it is."""
    if not file.exists():
        return False
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as opened:
        named = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return _in_use({row[0] for row in named}, lambda asked: opened.execute(asked).fetchone())


def server_in_use() -> bool:
    """Cơ sở dữ liệu trên máy chủ đang dùng — asked through the connection there is."""
    with connection.cursor() as cursor:

        def first(asked: str) -> object:
            cursor.execute(asked)
            return cursor.fetchone()

        return _in_use(set(connection.introspection.table_names(cursor)), first)


def _in_use(tables: set[str], first_row: Callable[[str], object]) -> bool:
    """Tables that are not ours, or a row in one of ours that only a register has."""
    ours = [apps.get_model(name)._meta.db_table for name in KEPT]
    if tables and not tables >= set(ours):
        return True
    return bool(tables) and any(first_row(f"SELECT 1 FROM {name} LIMIT 1") for name in ours)  # noqa: S608 - our names
