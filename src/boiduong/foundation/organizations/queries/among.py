"""Trong một tập mã — many ids as one parameter of a question: a province has hundreds of units below it."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler

FEW = 40  # ids that a question still names one by one


class Numbers(Expression):
    """Các mã là một tham số — a list of ids that the database takes apart, not the layers of the program."""

    def __init__(self, ids: Collection[int]) -> None:
        super().__init__(output_field=BigIntegerField())
        self.ids = tuple(sorted(ids))

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        """The ids as rows of one column; SQLite reads them from JSON."""
        if not self.ids:
            raise EmptyResultSet
        return "(SELECT value FROM json_each(%s))", (json.dumps(self.ids),)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> tuple[str, list[Any]]:
        """The ids as rows of one column, from an array."""
        if not self.ids:
            raise EmptyResultSet
        return "(SELECT unnest(%s::bigint[]))", [[*self.ids]]


def among(ids: Collection[int]) -> Collection[int] | Numbers:
    """Trong các mã — the right side of `__in` for a set that may be large: `filter(unit__in=among(units))`.

    A long list that Django writes out costs each id a dozen calls, in every question anew.
    """
    return ids if len(ids) <= FEW else Numbers(ids)
