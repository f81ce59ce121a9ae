"""The tests cannot reach what the developer has: neither the folder of data nor the database in it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection

from boiduong.config.settings import ROOT


def test_files_and_data_lie_in_a_temporary_folder() -> None:
    folder = settings.DATA_DIR
    assert folder.is_relative_to(Path(tempfile.gettempdir()).resolve())
    assert not folder.is_relative_to(ROOT / "data")
    assert os.environ["DATA_DIR"] == str(folder)
    assert not Path(settings.STORAGES["default"]["OPTIONS"]["location"]).is_relative_to(ROOT)


def test_database_is_the_one_of_the_tests_without_any_mark(django_db_setup: None) -> None:
    """No test of this file is marked to need a database: a fixture alone must not open the configured one."""
    name = str(connection.settings_dict["NAME"])
    assert connection.is_in_memory_db() if connection.vendor == "sqlite" else name.startswith("test_")  # type: ignore[attr-defined]
