"""Nhật ký và việc nền — pages for the auditor and the administrator only; the check of the chain stands in the log."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import boiduong
from boiduong.course.annual_plan.plans.rules import PLAN_LINE
from boiduong.course.delivery.courses.rules import COURSE, TRAINING_CLASS
from boiduong.foundation.audit import queries
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.audit.services import acting
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import enqueue
from boiduong.foundation.oversight.labels import ACTS
from boiduong.foundation.venues.services import add_venue
from boiduong.web.registry import waiting_for
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
NOT_AUDITORS = ["admin", "officer", "manager", "authority", "clerk", "lecturer", "learner", "records", "stranger"]


@pytest.fixture
def world() -> World:
    world = build_world()
    for n in range(3):
        add_venue(f"Nhà {n}", by=world.users["officer"], at=AT)
    return world


def _waiting(world: World) -> list[str]:
    return [one.title for one in waiting_for(["auditor"], user=world.users["auditor"], at=timezone.now())]


def test_the_log_is_searched_and_verified(world: World, client: Client) -> None:
    client.force_login(world.users["auditor"])
    url = reverse("audit:list")
    assert "venues.add_venue" in client.get(url).content.decode()
    found = queries.find_events(act="venues.", person="OFFICER", thing=f"Venue {AuditEvent.objects.first().object_id}")
    assert found.count() == 1
    assert queries.find_events(thing="Venue").count() == 3
    assert client.get(url, {"viec": "không có"}).status_code == 200
    assert client.get(url, {"thu": "' OR 1=1 --", "nguoi": "\0", "viec": "x" * 200}).status_code == 200
    assert len(_waiting(world)) == 1
    assert client.post(reverse("audit:verify")).status_code == 302
    assert queries.last_check() is not None
    assert queries.missing_numbers() == 0
    assert _waiting(world) == []
    assert client.get(url).status_code == 200


def test_a_log_without_rows_is_verified_too(client: Client) -> None:
    world = build_world()
    client.force_login(world.users["auditor"])
    assert client.post(reverse("audit:verify")).status_code == 302
    assert queries.last_check() is None
    assert client.get(reverse("audit:list")).status_code == 200


def test_a_broken_chain_is_said_on_page_and_home(world: World, client: Client) -> None:
    name = AuditEvent._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name=%s", [name])
            for (trigger,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{trigger}"')
        else:
            cursor.execute(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
        cursor.execute(f'UPDATE "{name}" SET actor_label=%s WHERE seq=2', ["kẻ gian"])
    client.force_login(world.users["auditor"])
    client.post(reverse("audit:verify"))
    page = client.get(reverse("audit:list")).content.decode()
    check = queries.last_check()
    assert check is not None
    assert (check.after["whole"], check.after["broken_at"]) == (False, 2)
    assert "notice-bad" in page
    [line] = waiting_for(["auditor"], user=world.users["auditor"], at=timezone.now())
    assert line.urgent


@pytest.mark.parametrize("name", NOT_AUDITORS)
def test_only_the_auditor_reads_the_log(world: World, client: Client, name: str) -> None:
    client.force_login(world.users[name])
    assert client.get(reverse("audit:list")).status_code == 404
    assert client.post(reverse("audit:verify")).status_code == 404


def test_an_act_inside_an_act_is_one_transaction(world: World) -> None:
    with pytest.raises(ValueError, match="x"), acting(None, "a", at=AT) as outer:
        outer.record(world.course, after={"state": "x"})
        with acting(None, "b", at=AT) as inner:
            inner.record(world.course, after={})
        raise ValueError("x")
    assert not AuditEvent.objects.filter(act__in=["a", "b"]).exists()


def test_the_administrator_watches_jobs(world: World, client: Client) -> None:
    client.force_login(world.users["admin"])
    job = enqueue("thu", at=AT, key="thu:1")
    url, page = reverse("jobs:list"), reverse("jobs:job", args=[job.pk])
    assert "refresh" not in client.get(url).content.decode(), "no page moves by itself unasked"
    assert "refresh" in client.get(f"{url}?theo=1").content.decode()
    assert "refresh" in client.get(f"{page}?theo=1").content.decode()
    act = reverse("jobs:act", args=[job.pk])
    assert client.post(act, {"viec": "gì đó"}).status_code == 404
    assert client.post(act, {"viec": "stop"}).status_code == 302
    assert client.post(act, {"viec": "stop"}).status_code == 409
    assert "refresh" not in client.get(page).content.decode()
    assert client.post(act, {"viec": "retry"}).status_code == 302
    Job.objects.filter(pk=job.pk).update(state="failed", error="<b>hỏng</b>")
    assert "<b>hỏng" not in client.get(page).content.decode()
    assert client.get(url, {"trang_thai": "hong"}).status_code == 200
    lines = waiting_for(["admin"], user=world.users["admin"], at=timezone.now())
    assert any(reverse("jobs:list") in line.action.url for line in lines)


@pytest.mark.parametrize("name", ["officer", "auditor", "records", "stranger"])
def test_others_do_not_see_jobs(world: World, client: Client, name: str) -> None:
    client.force_login(world.users[name])
    job = enqueue("thu", at=AT)
    assert client.get(reverse("jobs:list")).status_code == 404
    assert client.get(reverse("jobs:job", args=[job.pk])).status_code == 404
    assert client.post(reverse("jobs:act", args=[job.pk]), {"viec": "stop"}).status_code == 404


def test_every_act_of_the_code_has_words() -> None:
    """An act that is added without a name would be shown to the auditor as its code."""
    written: set[str] = set()
    for file in Path(boiduong.__file__).parent.rglob("*.py"):
        written |= set(re.findall(r'acting\(\w+, "([a-z_.]+)"', file.read_text(encoding="utf-8")))
    assert len(written) > 100
    assert written - set(ACTS) == set()
    # Acts whose names are put together from that of a transition.
    composed = {f"courses.{act}_course" for act in COURSE.acts} | {
        f"courses.{act}_class" for act in TRAINING_CLASS.acts
    }
    composed |= {f"plans.{act}_lines" for act in PLAN_LINE.acts if act not in ("approve", "adjust")}
    composed |= {f"scheduling.request_{act}" for act in ("accept", "decline", "name")}
    composed |= {f"enrollment.{act}_nomination" for act in ("withdraw", "replace")}
    composed |= {
        f"enrollment.{act}" for act in ("accept", "promote", "confirm", "decline", "withdraw", "expel", "defer")
    }
    composed |= {f"certificates.blank_{act}" for act in ("spoilt", "void")}
    composed |= {f"awards.note_{kind}" for kind in ("exception", "conduct", "conduct_lifted")}
    assert composed - set(ACTS) == set()


def test_the_log_names_acts_and_things_in_words(client: Client, world: World) -> None:
    client.force_login(world.users["auditor"])
    page = client.get(reverse("audit:list")).content.decode()
    assert "Thêm địa điểm" in page
    assert "venues.add_venue" in page
    assert "foundation_venues" not in page
