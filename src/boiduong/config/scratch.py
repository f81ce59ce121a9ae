"""Cơ sở dữ liệu nháp — a rehearsal runs in a database and a folder of its own, never in the school's register."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def _option(arguments: list[str], name: str) -> str:
    """The value of `--name VALUE` or `--name=VALUE`; empty when it is not there."""
    for position, word in enumerate(arguments):
        if word == name and position + 1 < len(arguments):
            return arguments[position + 1]
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return ""


@contextmanager
def scratch_environment(arguments: list[str]) -> Iterator[None]:
    """Môi trường nháp — set before the settings are read; the folder goes and the words return when the command ends.

    `--database URL` names an empty PostgreSQL database; without it a SQLite file is made.
    """
    folder = Path(tempfile.mkdtemp(prefix="boiduong-rehearsal-"))
    before = os.environ.copy()
    os.environ["DATA_DIR"] = str(folder)
    os.environ["BOIDUONG_MODE"] = "demo"
    os.environ["BOIDUONG_SCRATCH"] = "1"
    os.environ["DATABASE_URL"] = _option(arguments, "--database") or f"sqlite:///{folder / 'rehearsal.sqlite3'}"
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        shutil.rmtree(folder, ignore_errors=True)
