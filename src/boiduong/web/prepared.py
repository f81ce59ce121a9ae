"""Câu hỏi soạn sẵn — what every page asks becomes SQL once in the life of a process; then only its values change.

To compose a query costs Django ten times what the database needs to answer a small one, and the frame of a course page
asks many. Nothing of an answer is kept: each call goes to the database.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import update_wrapper
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Count, QuerySet, Value

One = int | date | datetime
Given = One | tuple[int, ...]  # ids for a condition `…__in`
Rows = list[tuple[Any, ...]]  # whatever the columns hold
# An id, a day or a moment that no row has stands for each parameter while the SQL is composed.
NO_ID, NO_MOMENT = -7_000_000_000_000_001, datetime(1, 2, 3, tzinfo=UTC)


class Prepared:
    """Một câu hỏi soạn sẵn — called with ids, days and moments it gives rows of numbers and texts.

    To read dates and moments is left to ordinary queries: a database without such types returns them as texts.
    """

    def __init__(self, compose: Callable[..., QuerySet[Any, Any]]) -> None:
        """Keep how the query is composed; it is composed when it is asked for the first time."""
        self._compose = compose
        self._known: dict[tuple[str, tuple[int, ...]], tuple[str, tuple[Any, ...]]] = {}
        update_wrapper(self, compose)

    def __call__(self, *given: Given) -> Rows:
        """Ask with these values; one query. A tuple has at least one id."""
        filled = [_filled(one) for one in given]
        places = [_stand_in(place, one) for place, one in enumerate(filled)]
        sql, params = self._composed(places)
        known = {_written(place): _written(one) for place, one in zip(_flat(places), _flat(filled), strict=True)}
        with connection.cursor() as cursor:
            cursor.execute(sql, [known.get(one, one) for one in params])
            return list(cursor.fetchall())

    def number(self, *given: Given) -> int:
        """Hỏi một số — the first column of the only row; 0 where there is none."""
        rows = self(*given)
        return int(rows[0][0]) if rows else 0

    def _composed(self, places: list[Given]) -> tuple[str, tuple[Any, ...]]:
        """SQL and parameters with stand-ins; raises ValueError where one found no place in the SQL."""
        key = (connection.vendor, tuple(len(place) for place in places if isinstance(place, tuple)))
        if key not in self._known:
            sql, params = self._compose(*places).query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
            if not {_written(place) for place in _flat(places)} <= set(params):
                raise ValueError(self._compose)
            self._known[key] = (sql, tuple(params))
        return self._known[key]


def _filled(one: Given) -> Given:
    """Ids made up to a power of two by the first of them: so few lengths are composed."""
    return (*one, *one[:1] * ((1 << (len(one) - 1).bit_length()) - len(one))) if isinstance(one, tuple) else one


def _flat(given: list[Given]) -> list[One]:
    return [each for one in given for each in (one if isinstance(one, tuple) else (one,))]


def _stand_in(place: int, one: Given) -> Given:
    if isinstance(one, tuple):
        return tuple(NO_ID - 1000 * (place + 1) - each for each in range(len(one)))
    if isinstance(one, datetime):
        return NO_MOMENT + timedelta(minutes=place)
    return NO_MOMENT.date() + timedelta(days=place) if isinstance(one, date) else NO_ID - place


def _written(one: One) -> Any:
    """A value as this database takes it."""
    if isinstance(one, datetime):
        return connection.ops.adapt_datetimefield_value(one)
    return connection.ops.adapt_datefield_value(one) if isinstance(one, date) else one


def prepared(compose: Callable[..., QuerySet[Any, Any]]) -> Prepared:
    """Soạn sẵn — over a function of ids, days and moments that gives a queryset of `values_list`.

    Each value goes into the query as it is: what is derived from one would stay as it was derived the first time.
    """
    return Prepared(compose)


def counted(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Đếm — how many rows there are, as a query that `Prepared.number` asks."""
    whole: QuerySet[Any, Any] = rows.order_by().values(one=Value(1)).annotate(n=Count("pk"))
    return whole.values_list("n")
