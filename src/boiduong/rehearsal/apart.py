"""Dựng riêng rồi nhập — a sample course is lived in a copy of the register and comes over whole or not at all.

Whoever is stopped midway leaves a copy that nobody looks at; the register never shows half a life, and who uses it
meanwhile waits for nobody. SQLite has one writer: there the copy is a file, and its rows come over in one short
transaction. PostgreSQL lives the course in one transaction of its own.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from boiduong.rehearsal.bringing import bring_over

Watcher = Callable[[float, str], None]


class LifeFailed(Exception):  # noqa: N818 - the last line of what went wrong
    """Chạy thử hỏng."""


def live_apart(name: str, *, until: str, watch: Watcher) -> None:
    """Dựng một khóa mẫu — in a process of its own; raises RegisterMoved, LifeFailed, and what `watch` raises."""
    if connection.vendor != "sqlite":
        _live(name, until=until, database="", watch=watch)
        return
    with _folder(name) as folder:
        base, lived = folder / "base.sqlite3", folder / "lived.sqlite3"
        _copy_register(base)
        shutil.copyfile(base, lived)
        _live(name, until=until, database=f"sqlite:///{lived}", watch=watch)
        bring_over(base, lived)


@contextmanager
def _folder(name: str) -> Iterator[Path]:
    """A folder beside the register; what an earlier attempt left there goes first."""
    folder = Path(settings.DATA_DIR) / f"sample-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy_register(target: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)


def _live(name: str, *, until: str, database: str, watch: Watcher) -> None:
    """Run the life and pass its progress on; the child ends with us, and when nobody listens any more."""
    env = {**os.environ, "SECRET_KEY": settings.SECRET_KEY, "DATA_DIR": str(settings.DATA_DIR)}
    env.pop("SECRET_KEY_FILE", None)
    if database:
        env |= {"DATABASE_URL": database, "BOIDUONG_SCRATCH": "1"}
    command = [sys.executable, "-m", "boiduong", "sample", name, "--until", until]
    child = subprocess.Popen(  # our own program
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert child.stdout is not None and child.stderr is not None  # noqa: S101 - both are pipes
    try:
        for line in child.stdout:
            share, _, label = line.rstrip("\n").partition("\t")
            with suppress(ValueError):
                watch(float(share), label)
        said = child.stderr.read().strip().splitlines()
        if child.wait() != 0:
            raise LifeFailed(said[-1] if said else f"exit {child.returncode}")
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()
        child.stdout.close()
        child.stderr.close()
