"""Câu hỏi soạn sẵn — what every page asks becomes SQL once in the life of a process; then only its ids change.

To compose a query costs Django ten times what the database needs to answer a small one, and the frame of a course page
asks many. Nothing of an answer is kept: each call goes to the database.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

Rows = list[tuple[Any, ...]]  # whatever the columns hold
# An id that no row has stands for each parameter while the SQL is composed; every parameter has one of its own.
STAND_IN = -7_000_000_000_000_001


class Prepared:
    """Một câu hỏi soạn sẵn — called with ids it gives rows of numbers and texts, as the database has them.

    Dates and moments are left to ordinary queries: a database without such types returns them as texts.
    """

    def __init__(self, compose: Callable[..., QuerySet[Any, Any]]) -> None:
        """Keep how the query is composed; it is composed when it is asked for the first time."""
        self._compose = compose
        self._known: dict[tuple[str, int], tuple[str, tuple[Any, ...]]] = {}
        update_wrapper(self, compose)

    def __call__(self, *ids: int) -> Rows:
        """Ask with these ids; one query."""
        sql, params = self._composed(len(ids))
        given = {STAND_IN - place: one for place, one in enumerate(ids)}
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(one, one) if isinstance(one, int) else one for one in params])
            return list(cursor.fetchall())

    def _composed(self, count: int) -> tuple[str, tuple[Any, ...]]:
        """SQL and parameters with stand-ins; raises ValueError where an id found no place in the SQL."""
        key = (connection.vendor, count)
        if key not in self._known:
            places = [STAND_IN - place for place in range(count)]
            sql, params = self._compose(*places).query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
            if not set(places) <= {one for one in params if isinstance(one, int)}:
                raise ValueError(self._compose.__qualname__)
            self._known[key] = (sql, tuple(params))
        return self._known[key]


def prepared(compose: Callable[..., QuerySet[Any, Any]]) -> Prepared:
    """Soạn sẵn — over a function of ids that gives the rows asked for as a queryset of `values_list`."""
    return Prepared(compose)
