"""Sửa lịch và máy xếp trên trang — half-days that are ticked beforehand, and how far the machine is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override

from boiduong.course.curriculum.lecturers import services as lecturers
from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.models import Entry
from boiduong.course.delivery.scheduling.queries.runs import COUNTED
from boiduong.engines.timetabling import LEVELS, RULES
from world import AT, build_world


@pytest.mark.django_db
def test_the_page_of_a_repair_ticks_what_the_lecturer_has_said(client: Client) -> None:
    world = build_world()
    person = world.users["lecturer"].person
    world.lecturer.asked_as, world.lecturer.person = "person", person
    world.lecturer.save()
    ahead = timezone.localdate() + timedelta(days=21 - timezone.localdate().weekday())
    world.course.starts_on, world.course.ends_on = ahead, ahead + timedelta(days=4)
    world.course.save()
    world.training_class.starts_on, world.training_class.ends_on = ahead, ahead + timedelta(days=4)
    world.training_class.save()
    world.course.timetables.all().delete()
    version = services.new_version(world.course, by=None, at=AT)
    services.place_many(version, queries.propose_entries(world.course), by=None, at=AT)
    services.release(version, by=None, at=AT)
    entry = Entry.objects.filter(lecturers__lecturer=world.lecturer).order_by("starts_at")[0]
    lecturers.say_half_days(
        world.lecturer, first=entry.day, last=entry.day, busy=[(entry.day, entry.half)], at=AT, by_link=True
    )
    client.force_login(world.users["officer"])
    page = f"/khoa/{world.course.slug}/lich-hoc/sua/"
    text = client.get(page, {"ai": f"gv-{world.lecturer.pk}"}).content.decode()
    assert text.count("checked") == 1 and f'value="{entry.day.isoformat()}.{entry.half}" checked' in text
    room = client.get(page, {"ai": f"phong-{world.room.pk}"}).content.decode()
    assert "checked" not in room and world.room.name in room
    asked = client.post(f"{page}viec/", {"ai": f"gv-{world.lecturer.pk}", "buoi": ["x", "2025-01-01.noon"]})
    assert asked.status_code == 302 and "ai=gv-" in asked.headers["Location"], "nothing was ticked"
    said = {"ai": f"gv-{world.lecturer.pk}", "buoi": f"{entry.day.isoformat()}.{entry.half}"}
    assert client.post(f"{page}viec/", said).status_code == 302
    assert 'data-live="1"' in client.get(f"{page}tien-do/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "checkpoint", "live"),
    [("running", {}, True), ("running", {"at": 3}, True), ("stopped", {}, False), ("stopped", {"at": 3}, True)],
    ids=["starts", "at work", "stopped before it began", "writes its best"],
)
def test_the_machine_says_how_far_it_is(client: Client, state: str, checkpoint: dict[str, int], live: bool) -> None:
    world = build_world()
    version = services.new_version(world.course, by=None, at=AT)
    job = services.ask_solve(version, budget_s=30, by=world.users["officer"], at=AT)
    type(job).objects.filter(pk=job.pk).update(state=state, checkpoint=checkpoint)
    client.force_login(world.users["officer"])
    text = client.get(f"/khoa/{world.course.slug}/lich-hoc/may-xep/tien-do/").content.decode()
    assert ('data-live="1"' in text) is live
    assert ('value="3"' in text) is bool(checkpoint)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
def test_conflict_and_cost_are_told_in_words_not_in_ids(client: Client, language: str) -> None:
    world = build_world()
    version = services.new_version(world.course, by=None, at=AT)
    job = services.ask_solve(version, budget_s=30, by=world.users["officer"], at=AT)
    facts = [
        ["H2", "giảng viên A bận một số buổi", "lecturer A is busy at times"],
        ["H99", "một điều cũ", "an old one"],
    ]
    rows = type(job).objects.filter(pk=job.pk)
    rows.update(state="done", result={"status": "impossible", "why": {"facts": facts, "ways": []}})
    client.force_login(world.users["officer"])
    client.cookies["django_language"] = language
    page = f"/khoa/{world.course.slug}/lich-hoc/may-xep/tien-do/"
    text = client.get(page).content.decode()
    assert RULES["H2"].name(language) in text and ">H2<" not in text and "H99" not in text
    rows.update(
        result={"status": "feasible", "placed": 1, "moved": 0, "seconds": 1.0},
        checkpoint={"cost": {"S3": 4, "S4": 9}, "bound": {}},
    )
    text = client.get(page).content.decode()
    with override(language):
        for level in ("S3", "S4"):
            assert RULES[level].name(language) in text and gettext(COUNTED[level]) in text


def test_every_level_says_what_it_counts() -> None:
    assert set(COUNTED) == set(LEVELS)
