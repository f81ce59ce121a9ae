"""The migrations lead to the tables of the models; every database of the suite and of a rehearsal is made at once."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from boiduong.rehearsal import blank
from databases import described, emptied


@pytest.mark.usefixtures("own_database")
def test_tables_made_at_once_are_those_of_the_migrations() -> None:
    """On this the whole suite stands: its databases are made at once, too."""
    emptied()
    call_command("migrate", verbosity=0, interactive=False)
    migrated = described()
    emptied()
    blank.make_tables()
    assert described() == migrated
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
