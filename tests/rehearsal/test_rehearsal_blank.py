"""A new database is the same whether it is made at once or copied; a broken copy is passed over."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from boiduong.foundation.organizations.models import Unit
from boiduong.rehearsal import blank
from databases import described, emptied

AT = datetime(2025, 7, 14, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of this test; few units, because their number is not the point."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(blank, "load_units", lambda at: Unit.objects.create(source_key="x", founded_on=at.date()))
    return tmp_path / "cache" / "boiduong"


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
