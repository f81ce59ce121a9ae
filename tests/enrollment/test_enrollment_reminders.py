"""Whoever is silent after the summons is listed, called and reminded; each reminder is kept."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.models import Enrollment, Reminder, Summons
from boiduong.foundation.accounts.models import User
from boiduong.foundation.documents.models import Document
from boiduong.foundation.people.models import PersonSecret, SecretRead
from boiduong.refusals import NotAllowed
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
PAGE = "/khoa/khoa-thu/mo-lop/chua-xac-nhan/"


@pytest.fixture
def world() -> World:
    """Three learners; two of them were summoned and say nothing."""
    world = build_world(class_state="opened", enrolled=True)
    paper = Document.objects.create(kind="summons", issuer=world.school, subject="Triệu tập", drafted_at=AT)
    for n, one in enumerate(world.enrollments[:2]):
        Enrollment.objects.filter(pk=one.pk).update(state="summoned")
        one.state = "summoned"
        Summons.objects.create(enrollment=one, document=paper, code_hash=str(n) * 64, sent_at=AT)
    PersonSecret.objects.create(person=world.people[0], phone="0912 345 678")
    return world


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_reminders_are_kept_for_those_still_silent(world: World) -> None:
    made = services.remind_many(
        world.enrollments, how="phone", note=" hẹn mai ", by=world.users["manager"], at=timezone.now()
    )
    assert {r.enrollment_id for r in made} == {e.pk for e in world.enrollments[:2]}
    assert set(Reminder.objects.values_list("how", "note", "by_id")) == {
        ("phone", "hẹn mai", world.users["manager"].pk)
    }


def test_reminding_refuses_nobody_strangers_and_unknown_ways(world: World) -> None:
    silent, answered = world.enrollments[:2], world.enrollments[2:]
    cases = [
        ([], "phone", "manager", services.NobodyToRemind),
        (answered, "phone", "manager", services.NobodyToRemind),
        (silent, "<b>", "officer", services.WayUnknown),
        (silent, "phone", "clerk", NotAllowed),
        (silent, "phone", "learner", NotAllowed),
    ]
    for people, how, who, refusal in cases:
        with pytest.raises(refusal):
            services.remind_many(people, how=how, by=world.users[who], at=AT)
    assert not Reminder.objects.exists()


def test_page_lists_filters_and_notes_reminders(world: World) -> None:
    client = signed_in(world.users["manager"])
    one, two, three = world.enrollments
    page = client.get(PAGE).content.decode()
    assert one.person.full_name in page and three.person.full_name not in page
    assert client.post(PAGE, {"chon": [one.pk, three.pk], "how": "letter", "note": ""}).status_code == 302
    assert [r.enrollment for r in Reminder.objects.all()] == [one]
    left = client.get(f"{PAGE}?trang_thai=chua").content.decode()
    assert two.person.full_name in left and one.person.full_name not in left
    assert client.post(f"{PAGE}?trang_thai=chua", {"tat_ca": "1", "how": "unit"}).status_code == 302
    assert client.post(PAGE, {"chon": "x", "how": "unit"}, follow=True).status_code == 200
    assert Reminder.objects.count() == 2
    assert signed_in(world.users["clerk"]).get(PAGE).status_code == 404


def test_call_list_holds_numbers_and_keeps_each_reading(world: World) -> None:
    client = signed_in(world.users["officer"])
    assert client.get(f"{PAGE}danh-sach/").status_code == 405
    sheet = load_workbook(BytesIO(client.post(f"{PAGE}danh-sach/").content)).active
    assert sheet is not None
    text = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert "0912 345 678" in text and world.people[2].full_name not in text
    assert set(SecretRead.objects.values_list("person_uid", flat=True)) == {p.uid for p in world.people[:2]}
    assert signed_in(world.users["clerk"]).post(f"{PAGE}danh-sach/").status_code == 404


@pytest.mark.parametrize("who", ["officer", "manager"])
def test_opening_step_leads_to_the_list(world: World, who: str) -> None:
    assert "chua-xac-nhan" in signed_in(world.users[who]).get("/khoa/khoa-thu/mo-lop/").content.decode()
