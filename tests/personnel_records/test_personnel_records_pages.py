"""Trang hồ sơ — writing, sending, the unit's confirmation, one person's transcript."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from boiduong.course.recognition.personnel_records import menu
from boiduong.course.recognition.personnel_records.models import RecordTransfer, TrainingRecord
from boiduong.course.recognition.personnel_records.services import confirm_filed, send_to_units, write_records
from boiduong.foundation.documents.models import Document
from recognition_world import judged_world, numbered, recognized_rows
from world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """Three people recognized."""
    world = judged_world(sessions=0, marks=False).world
    recognized_rows(world, numbered(world))
    return world


def _as(client: Client, world: World, name: str) -> Client:
    client.force_login(world.users[name])
    return client


def _url(name: str, *args: object) -> str:
    return reverse(f"personnel_records:{name}", args=args)


def test_write_send_confirm(client: Client, world: World) -> None:
    """The way of a result to the personnel file."""
    _as(client, world, "officer")
    assert client.get(_url("step", "khoa-thu")).status_code == 200
    assert client.post(_url("write", "khoa-thu")).status_code == 302
    assert client.post(_url("send", "khoa-thu")).status_code == 302
    assert client.post(_url("send", "khoa-thu")).status_code == 409
    body = client.get(_url("step", "khoa-thu")).content.decode()
    assert "Nguyễn Văn A0" in body and "Xã 3" in body
    assert "Nguyễn Văn" not in client.get(_url("step", "khoa-thu"), {"trang_thai": "chua-gui"}).content.decode()
    assert client.get(_url("step", "khoa-thu"), {"xlsx": "1"}).content.startswith(b"PK")
    _as(client, world, "clerk")
    body = client.get(_url("to_file")).content.decode()
    assert "Nguyễn Văn A0" in body and "Nguyễn Văn B1" not in body
    own = RecordTransfer.objects.get(unit=world.communes[0])
    other = RecordTransfer.objects.get(unit=world.communes[1])
    assert client.post(_url("confirm", other.pk)).status_code == 404
    assert client.get(_url("confirm", own.pk)).status_code == 405
    assert client.post(_url("confirm", own.pk)).status_code == 302
    assert client.post(_url("confirm", own.pk)).status_code == 409
    assert TrainingRecord.objects.get(person=world.people[0]).state == "filed"
    assert client.get(_url("to_file")).status_code == 200


def test_units_that_were_sent_results_are_told_apart(client: Client, world: World, at: datetime) -> None:
    """Whom to remind: those that have not confirmed come first, by name."""
    write_records(_decision(), by=None, at=at)
    send_to_units(world.course, by=None, at=at)
    own = RecordTransfer.objects.get(unit=world.communes[0])
    confirm_filed(own, by=None, at=at)
    _as(client, world, "officer")
    told = " ".join(client.get(_url("step", "khoa-thu")).content.decode().split())
    assert "3 đơn vị đã được gửi kết quả. 2 đơn vị chưa xác nhận." in told
    waiting = client.get(_url("sent", "khoa-thu"), {"trang_thai": "cho"}).context["page"].rows
    assert [one.people for one in waiting] == [1, 1]
    assert all(one.filed_at is None for one in waiting)
    rows = client.get(_url("sent", "khoa-thu")).context["page"].rows
    assert [one.filed_at is None for one in rows] == [True, True, False]
    assert client.get(_url("sent", "khoa-thu"), {"xlsx": "1"}).content.startswith(b"PK")
    _as(client, world, "clerk")
    assert client.get(_url("sent", "khoa-thu")).status_code == 404


def test_pages_by_role(client: Client, world: World, at: datetime) -> None:
    """Nobody writes or sends without the right, and names stay with those who may read them."""
    for name in ("manager", "authority", "auditor"):
        _as(client, world, name)
        assert client.post(_url("write", "khoa-thu")).status_code == 403
        assert client.post(_url("send", "khoa-thu")).status_code == 403
    for name in ("stranger", "admin"):
        _as(client, world, name)
        assert client.get(_url("step", "khoa-thu")).status_code == 404
        assert client.get(_url("to_file")).status_code == 404
    assert not TrainingRecord.objects.exists()


def test_transcript_pages(client: Client, world: World, at: datetime) -> None:
    """One's own; the officer's; the clerk's own people; nobody else's."""
    write_records(_decision(), by=None, at=at)
    person = world.people[0]
    page = _url("transcript", person.uid)
    expected = {"learner": 200, "officer": 200, "clerk": 200, "other_clerk": 404, "stranger": 404, "lecturer": 404}
    for name, status in expected.items():
        assert (name, _as(client, world, name).get(page).status_code) == (name, status)
    _as(client, world, "learner")
    assert "Trường Chính trị tỉnh Thử" in client.get(_url("mine")).content.decode()
    assert client.get(_url("mine"), {"xlsx": "1"}).content.startswith(b"PK")
    assert client.get(_url("transcript", world.people[1].uid)).status_code == 404
    _as(client, world, "stranger")
    assert client.get(_url("mine")).status_code == 404


def _decision() -> Document:
    return Document.objects.get(number_text="12/QĐ-TCT")


def test_step_costs_the_same_for_many(client: Client, at: datetime) -> None:
    """Under thirty queries, for two units and for twelve."""
    world = judged_world(people=12, sessions=0, marks=False).world
    rows = recognized_rows(world, numbered(world))
    write_records(rows[0].decision, by=None, at=at)
    TrainingRecord.objects.exclude(person__in=world.people[:2]).update(course=None)
    send_to_units(world.course, by=None, at=at)
    _as(client, world, "officer").get(_url("step", "khoa-thu"))
    with CaptureQueriesContext(connection) as few:
        client.get(_url("step", "khoa-thu"))
    TrainingRecord.objects.filter(course=None).update(course=world.course)
    send_to_units(world.course, by=None, at=at)
    with CaptureQueriesContext(connection) as many:
        client.get(_url("step", "khoa-thu"))
    assert len(few) == len(many)


def test_rail_and_waiting(world: World, at: datetime) -> None:
    """Write, send, done; the clerk hears of what came."""
    course, clerk = world.course, world.users["clerk"]
    with override("en"):
        assert menu.records_step(course, user=None, at=at).title == "Write the results into the records"
        write_records(_decision(), by=None, at=at)
        assert menu.records_step(course, user=None, at=at).title == "Send the results to the units"
        TrainingRecord.objects.filter(person=world.people[2]).update(unit_then=None)
        send_to_units(course, by=None, at=at)
        assert any(need.level == "clock" for need in menu.records_step(course, user=None, at=at).needs)
        TrainingRecord.objects.filter(person=world.people[2]).update(unit_then=world.communes[2])
        send_to_units(course, by=None, at=at)
        done = menu.records_step(course, user=None, at=at)
        assert (done.state, done.note) == ("done", "3 sent")
        assert len(list(menu.results_to_file(clerk, at))) == 1
        assert list(menu.results_to_file(world.users["stranger"], at)) == []
