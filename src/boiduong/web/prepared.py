"""Câu hỏi soạn sẵn — what every page asks becomes SQL once in the life of a process; then only ids and days change.

To compose a query costs Django ten times what the database needs to answer a small one, and the frame of a course page
asks many. Nothing of an answer is kept: each call goes to the database.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import update_wrapper
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

Rows = list[tuple[Any, ...]]  # whatever the columns hold
# An id or a day that no row has stands for each parameter while the SQL is composed; each has one of its own.
STAND_IN = -7_000_000_000_000_001
STAND_IN_DAY = date(1, 1, 1)


class Prepared:
    """Một câu hỏi soạn sẵn — called with ids and days it gives rows of numbers and texts, as the database has them.

    To read dates and moments is left to ordinary queries: a database without such types returns them as texts.
    """

    def __init__(self, compose: Callable[..., QuerySet[Any, Any]]) -> None:
        """Keep how the query is composed; it is composed when it is asked for the first time."""
        self._compose = compose
        self._known: dict[str, tuple[str, tuple[Any, ...]]] = {}
        update_wrapper(self, compose)

    def __call__(self, *given: int | date) -> Rows:
        """Ask with these ids and days; one query."""
        sql, params = self._composed(given)
        known = dict(zip(_stand_ins(given), _written(given), strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [known.get(str(one), one) for one in params])
            return list(cursor.fetchall())

    def _composed(self, given: tuple[int | date, ...]) -> tuple[str, tuple[Any, ...]]:
        """SQL and parameters with stand-ins; raises ValueError where something found no place in the SQL."""
        if connection.vendor not in self._known:
            places = [_stand_in(place, one) for place, one in enumerate(given)]
            sql, params = self._compose(*places).query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
            if not set(_stand_ins(given)) <= {str(one) for one in params}:
                raise ValueError(self._compose.__qualname__)
            self._known[connection.vendor] = (sql, tuple(params))
        return self._known[connection.vendor]


def _stand_in(place: int, one: int | date) -> int | date:
    return STAND_IN_DAY + timedelta(days=place) if isinstance(one, date) else STAND_IN - place


def _stand_ins(given: tuple[int | date, ...]) -> list[str]:
    """What stands for each parameter, written as every database writes it."""
    return [str(_stand_in(place, one)) for place, one in enumerate(given)]


def _written(given: tuple[int | date, ...]) -> list[int | str]:
    """The parameters as every database reads them."""
    return [str(one) if isinstance(one, date) else one for one in given]


def prepared(compose: Callable[..., QuerySet[Any, Any]]) -> Prepared:
    """Soạn sẵn — over a function of ids and days that gives the rows asked for as a queryset of `values_list`."""
    return Prepared(compose)
