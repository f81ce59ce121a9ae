"""Câu hỏi soạn sẵn — the same rows as the query itself, each time as the database has them now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F, QuerySet
from django.test.utils import CaptureQueriesContext

from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.web.prepared import NO_ID, counted, prepared

pytestmark = pytest.mark.django_db


@prepared
def _names(user: int) -> QuerySet[User, Any]:
    """The names of an account; the flag is a value of the query itself."""
    return User.objects.filter(pk=user, is_active=True).values_list("username", "pk")


@prepared
def _either(one: int, other: int) -> QuerySet[User, Any]:
    """Accounts counted by id."""
    return User.objects.filter(pk__in=[one, other]).order_by("pk").values_list("pk").annotate(n=Count("pk"))


@pytest.fixture
def users() -> list[User]:
    """Three accounts."""
    return [User.objects.create(username=name, display_name=name) for name in ("an", "bình", "chi")]


def test_prepared_gives_what_the_query_gives(users: list[User]) -> None:
    for user in users:
        assert _names(user.pk) == [(user.username, user.pk)]
    assert _names(0) == []


def test_prepared_puts_each_id_in_its_place(users: list[User]) -> None:
    first, second, _ = users
    assert _either(first.pk, second.pk) == [(first.pk, 1), (second.pk, 1)]
    assert _either(first.pk, 0) == [(first.pk, 1)]


def test_prepared_takes_any_number_of_ids(users: list[User]) -> None:
    composed: list[int] = []

    def compose(these: tuple[int, ...], other: int) -> QuerySet[User, Any]:
        composed.append(len(these))
        return User.objects.filter(pk__in=these).exclude(pk=other).order_by("pk").values_list("pk", flat=True)

    asked, pks = prepared(compose), tuple(user.pk for user in users)
    for few in (pks[:1], pks[:2], pks, (*pks, 0), (0, 0, *pks)):
        assert asked(few, 0) == [(pk,) for pk in few if pk]
        assert asked(few, pks[0]) == [(pk,) for pk in few if pk not in (0, pks[0])]
    assert composed == [1, 2, 4, 8], "lengths in between are made up to the next power of two"


def test_prepared_reads_the_database_anew_each_time(users: list[User]) -> None:
    user = users[0]
    assert _names(user.pk) == [("an", user.pk)]
    User.objects.filter(pk=user.pk).update(username="ân")
    with CaptureQueriesContext(connection) as seen:
        assert _names(user.pk) == [("ân", user.pk)]
    assert len(seen) == 1


def test_prepared_composes_once() -> None:
    composed: list[int] = []

    def compose(user: int) -> QuerySet[User, Any]:
        composed.append(user)
        return User.objects.filter(pk=user).values_list("pk")

    asked = prepared(compose)
    asked(1)
    asked(2)
    assert composed == [NO_ID]


def test_prepared_refuses_an_id_that_the_sql_lost() -> None:
    asked = prepared(lambda user: User.objects.filter(pk=F("pk")).values_list("pk"))
    with pytest.raises(ValueError, match="lambda"):
        asked(1)


def test_prepared_takes_days(users: list[User]) -> None:
    grant = RoleGrant.objects.create(user=users[0], role="auditor", starts_on=date(2022, 5, 1))
    begun = prepared(
        lambda user, day: RoleGrant.objects.filter(user=user, starts_on__lte=day).values_list("pk", "role")
    )
    assert begun(users[0].pk, date(2022, 5, 1)) == [(grant.pk, "auditor")]
    assert begun(users[0].pk, date(2022, 4, 30)) == []


def test_prepared_takes_moments_and_counts(users: list[User]) -> None:
    noon = datetime(2022, 5, 1, 12, 30, tzinfo=UTC)
    User.objects.update(created_at=noon)
    by_then = prepared(lambda at: counted(User.objects.filter(created_at__lte=at)))
    assert by_then.number(noon) == len(users)
    assert by_then.number(noon.astimezone(timezone(timedelta(hours=7)))) == len(users)
    assert by_then.number(noon - timedelta(seconds=1)) == 0
