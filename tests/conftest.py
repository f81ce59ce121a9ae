"""Thiết bị chung của các bài thử — fixtures shared by the whole suite."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

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
