"""The audit chain: rows are written last, chained, and every change shows."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from boiduong.foundation.audit.models import AuditEvent, AuditHead
from boiduong.foundation.audit.queries import events_of, verify_chain
from boiduong.foundation.audit.services import FEW_VALUES, acting, add_rows, coming_from, write_back
from boiduong.foundation.people.models import Person
from boiduong.foundation.people.services import PersonFacts, add_person


def write(at: datetime, name: str = "Lê Thị Thử") -> Person:
    return add_person(PersonFacts(full_name=name), by=None, at=at)


@pytest.mark.django_db
def test_chain_is_whole_after_acts(at: datetime) -> None:
    person = write(at)
    with acting(None, "test.rename", at=at) as act:
        act.record(person, before={"n": 1}, after={"n": 2}, reason="vì gõ sai")
    verdict = verify_chain()
    assert verdict.whole and verdict.rows == 2
    newest = events_of(person)[0]
    assert newest.act == "test.rename" and newest.before == {"n": 1}
    assert newest.reason_digest and "gõ sai" not in newest.reason_digest


@pytest.mark.django_db
def test_inner_act_joins_the_outer_chain_in_order(at: datetime) -> None:
    person = write(at)
    with acting(None, "outer", at=at) as outer:
        outer.record(person)
        with acting(None, "inner", at=at) as inner:
            inner.record(person)
    assert [e.act for e in events_of(person)] == ["outer", "inner", "people.add_person"]
    assert verify_chain().whole


@pytest.mark.django_db
def test_failed_act_leaves_no_row(at: datetime) -> None:
    person = write(at)
    with pytest.raises(ValueError, match="no"), acting(None, "outer", at=at) as act:
        act.record(person)
        raise ValueError("no")
    assert AuditEvent.objects.count() == 1
    assert verify_chain().whole


@pytest.mark.django_db
def test_list_is_one_row_with_count_and_digest(at: datetime) -> None:
    with coming_from("import"), acting(None, "test.many", at=at) as act:
        act.record_many(Person, [3, 4], after={"state": "x"})
    event = AuditEvent.objects.get()
    assert event.after["count"] == 2 and len(event.after["ids"]) == 64
    assert event.origin == "import" and event.object_id == "*"


@pytest.mark.django_db
def test_rows_refuse_change_and_removal(at: datetime) -> None:
    write(at)
    for change in (lambda: AuditEvent.objects.update(act="x"), lambda: AuditEvent.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert verify_chain().whole


def _without_trigger(change: Callable[[], object]) -> None:
    table = AuditEvent._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for act in ("update", "delete"):
                cursor.execute(f'DROP TRIGGER "{table}_no_{act}"')
        else:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    change()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda: AuditEvent.objects.filter(seq=2).update(act="forged"), "changed"),
        (lambda: AuditEvent.objects.filter(seq=2).delete(), "missing"),
        (lambda: AuditEvent.objects.filter(seq=3).delete(), "taken away"),
        (lambda: AuditHead.objects.update(hash="0"), "taken away"),
    ],
    ids=["changed", "removed", "cut-off", "head"],
)
def test_verifier_finds_tampering(at: datetime, change: Callable[[], object], why: str) -> None:
    for n in range(3):
        write(at, f"Người {n}")
    _without_trigger(change)
    verdict = verify_chain()
    assert not verdict.whole and why in verdict.why
    with pytest.raises(CommandError, match="hỏng"):
        call_command("audit", "verify")


@pytest.mark.django_db
def test_command_says_how_many_rows(at: datetime, capsys: pytest.CaptureFixture[str]) -> None:
    write(at)
    call_command("audit", "verify")
    assert "1 dòng" in capsys.readouterr().out


def test_sixteen_writers_leave_one_whole_chain(own_database: None, at: datetime) -> None:
    def one(n: int) -> None:
        try:
            for k in range(5):
                write(at, f"Người {n} {k}")
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(one, range(16)))
    verdict = verify_chain()
    assert verdict.whole and verdict.rows == 80


@pytest.mark.django_db
@pytest.mark.parametrize("values", [1, FEW_VALUES, FEW_VALUES + 1])
def test_rows_are_written_back_whether_they_share_few_values_or_many(at: datetime, values: int) -> None:
    people = [write(at, f"Lê Thị Thử {n}") for n in range(FEW_VALUES + 2)]
    for n, person in enumerate(people):
        person.birth_year = 1960 + n % values
    write_back(people, ["birth_year"])
    kept = dict(Person.objects.values_list("pk", "birth_year"))
    assert kept == {person.pk: person.birth_year for person in people}
    write_back([], ["birth_year"])


@pytest.mark.django_db
def test_rows_are_added_kept_and_replaced_by_what_they_are_known_by() -> None:
    columns = ("id", "seq", "hash")
    add_rows(AuditHead, columns, [(7, 1, "a"), (8, 1, "b")])
    add_rows(AuditHead, columns, [(7, 2, "c"), (9, 2, "d")], once_by=["id"])
    add_rows(AuditHead, columns, [(8, 3, "e"), (9, 3, "f")], once_by=["id"], replacing=["seq"])
    add_rows(AuditHead, columns, [])
    found = AuditHead.objects.filter(pk__in=[7, 8, 9]).order_by("pk").values_list(*columns)
    assert list(found) == [(7, 1, "a"), (8, 3, "b"), (9, 3, "d")]
    with pytest.raises(IntegrityError), transaction.atomic():
        add_rows(AuditHead, columns, [(10, 4, "g"), (7, 4, "h")])
    assert not AuditHead.objects.filter(pk=10).exists()
