"""Trong một tập mã — a large set is one parameter and finds what the written-out list finds."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boiduong.foundation.organizations.models import Unit, UnitVersion
from boiduong.foundation.organizations.queries import among
from boiduong.foundation.organizations.queries.among import FEW, Numbers

pytestmark = pytest.mark.django_db


def test_a_small_set_is_named_one_by_one() -> None:
    ids = {*range(FEW)}
    assert among(ids) is ids
    assert isinstance(among({*range(FEW + 1)}), Numbers)


def test_a_large_set_finds_the_same_rows() -> None:
    made = Unit.objects.bulk_create([Unit() for _ in range(FEW + 5)])
    UnitVersion.objects.bulk_create(
        [
            UnitVersion(unit=one, name=f"Phường {n}", starts_on=date(2020, 1, 1), kind="ward", level="commune")
            for n, one in enumerate(made)
        ]
    )
    some = {one.pk for one in made[2:]}
    with CaptureQueriesContext(connection) as asked:
        found = {*Unit.objects.filter(pk__in=among(some)).values_list("pk", flat=True)}
        through = {*UnitVersion.objects.filter(unit__in=among(some)).values_list("unit_id", flat=True)}
        left = {*UnitVersion.objects.exclude(unit_id__in=among(some)).values_list("unit_id", flat=True)}
    assert found == through == some
    assert left & {one.pk for one in made} == {made[0].pk, made[1].pk}
    assert len(asked) == 3


def test_a_large_set_works_beneath_other_questions() -> None:
    made = Unit.objects.bulk_create([Unit() for _ in range(FEW + 1)])
    inner = Unit.objects.filter(pk__in=among({one.pk for one in made})).values("pk")
    assert Unit.objects.filter(pk__in=inner).count() == FEW + 1


def test_an_empty_set_asks_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert [*Unit.objects.filter(pk__in=among(()))] == []
        assert [*Unit.objects.filter(pk__in=Numbers(()))] == []
    assert len(asked) == 0
