"""A form sent twice writes once; a corrected one, another one and a refused one may be sent again."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from boiduong.course.annual_plan.plans import services
from boiduong.course.annual_plan.plans.models import Plan, PlanLine
from boiduong.web import once
from world import World, build_world

pytestmark = pytest.mark.django_db
LINE = {"name": "Bồi dưỡng kỹ năng số", "leading": "truong chinh tri tinh thu", "quarter": "3"}
AGAIN = "Lần gửi này đã ghi từ trước"


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def address(world: World, at: datetime) -> str:
    plan = services.create_plan(authority=world.province, year=2025, by=None, at=at)
    return reverse("plans:line_new", args=[plan.pk])


@pytest.fixture
def client(world: World) -> Client:
    """A browser: it sends the token that the page of the form carries."""
    made = Client(enforce_csrf_checks=True)
    made.force_login(world.users["officer"])
    return made


def token(client: Client, address: str) -> dict[str, str]:
    """The hidden field of a page just opened."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(address).content.decode())
    assert found
    return {once.FIELD: found[1]}


def test_the_same_form_sent_twice_writes_one_line_and_leads_to_the_same_page(client: Client, address: str) -> None:
    form = token(client, address) | LINE
    first, second = client.post(address, form), client.post(address, form)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert PlanLine.objects.count() == 1
    assert AGAIN in client.get(second["Location"]).content.decode()


def test_a_form_changed_after_going_back_is_another_form(client: Client, address: str) -> None:
    form = token(client, address) | LINE
    client.post(address, form)
    client.post(address, form | {"name": "Bồi dưỡng kỹ năng số, lớp hai"})
    assert PlanLine.objects.count() == 2


def test_a_page_opened_anew_may_say_the_same_again(client: Client, address: str) -> None:
    client.post(address, token(client, address) | LINE)
    client.post(address, token(client, address) | LINE)
    assert PlanLine.objects.count() == 2


def test_a_form_with_a_fault_may_be_sent_again(client: Client, address: str) -> None:
    form = token(client, address) | LINE | {"name": ""}
    assert client.post(address, form).status_code == 200
    assert client.post(address, form).status_code == 200
    assert PlanLine.objects.count() == 0


def test_a_second_sending_waits_for_the_first_and_then_gives_way(
    client: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = token(client, address) | LINE
    request = RequestFactory().post(address, form)
    request.session = client.session
    SessionStore(once.sending(request)).save(must_create=True)
    monkeypatch.setattr(once, "WAIT_SECONDS", 0.1)
    answer = client.post(address, form)
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert Plan.objects.get().lines.count() == 0


def test_a_sending_is_named_by_person_page_words_and_files(client: Client) -> None:
    def name(path: str, form: dict[str, object], *, who: str = "a" * 32) -> str:
        request = RequestFactory().post(path, form)
        request.session = SessionStore(who or None)
        return once.sending(request)

    kept: dict[str, object] = {once.FIELD: "t", "ten": "An"}
    base = name("/a/", kept)
    others = [
        name("/b/", kept),
        name("/a/", kept | {"ten": "Ân"}),
        name("/a/", kept | {once.FIELD: "u"}),
        name("/a/", kept, who="b" * 32),
        name("/a/", kept | {"tep": SimpleUploadedFile("a.xlsx", b"12")}),
        name("/a/", kept | {"tep": SimpleUploadedFile("a.xlsx", b"123")}),
    ]
    assert base == name("/a/", kept)
    assert len({base, *others}) == 7
    assert name("/a/", {"ten": "An"}) == name("/a/", kept, who="") == ""
