"""Pages of evaluation forms: opening, answering, paper forms, closing, who reads what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from boiduong.course.evaluation.feedback import services
from boiduong.course.evaluation.feedback.models import HeldBallot, Poll
from boiduong.course.evaluation.feedback.rules import DEFAULT_FORM, read_form
from world import World, build_world

pytestmark = pytest.mark.django_db
URL = "/khoa/khoa-thu/phieu-danh-gia/"
CODES = [i.code for i in read_form(DEFAULT_FORM).indicators]


@pytest.fixture
def world() -> World:
    return build_world(enrolled=True, class_state="running", communes=6)


@pytest.fixture
def poll(world: World) -> Poll:
    at = timezone.now()
    return services.open_poll(world.training_class, opens_at=at, closes_at=at + timedelta(days=2), by=None, at=at)


def as_user(client: Client, world: World, name: str) -> Client:
    client.force_login(world.users[name])
    return client


def filled(value: int = 8) -> dict[str, str]:
    return {f"c-{code}": str(value) for code in CODES}


def test_manager_opens_takes_paper_and_closes(client: Client, world: World) -> None:
    manager = as_user(client, world, "manager")
    assert manager.post(URL, {"training_class": world.training_class.pk, "closes_on": "31/2/2099"}).status_code == 200
    assert manager.post(URL, {"training_class": world.training_class.pk, "closes_on": "31/12/2099"}).status_code == 302
    poll = Poll.objects.get()
    paper = f"{URL}{poll.pk}/phieu-giay/"
    assert manager.get(paper).status_code == 200
    for lines in ("", "1 2 3 4 5 6 7 8 9", "11 1 1 1 1 1 1 1", "\n".join(["8 8 8 8 8 8 8 8"] * 7)):
        assert manager.post(paper, {"lines": lines}).status_code == 200
    assert not HeldBallot.objects.exists()
    assert manager.post(paper, {"lines": "8 9 7 10 8 - 9 8 | <b>Tốt</b>\n\n8,8,8,8,8,8,8,8"}).status_code == 302
    assert sorted(HeldBallot.objects.values_list("valid", flat=True)) == [False, True]
    assert manager.post(f"{URL}{poll.pk}/").status_code == 302
    assert Poll.objects.get().state == "closed"
    assert manager.get(f"{URL}{poll.pk}/").status_code == 200


def test_learner_answers_once_and_is_asked_about_blanks(client: Client, world: World, poll: Poll) -> None:
    learner = as_user(client, world, "learner")
    page = f"/phieu-danh-gia/{poll.pk}/"
    assert learner.get(page).content.decode().count('type="radio"') == 80
    part = {**filled(), f"c-{CODES[0]}": ""}
    answer = learner.post(page, part)
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "van_gui" in body and body.count("Chưa trả lời câu này.") == 2, "at its place and in the summary"
    assert list(answer.context["form"].errors) == [f"c-{CODES[0]}"]
    assert learner.post(page, {**filled(), f"c-{CODES[0]}": "11"}).status_code == 200
    assert not HeldBallot.objects.exists()
    assert learner.post(page, {**part, "van_gui": "1"}).status_code == 302
    assert 'type="radio"' not in learner.get(page).content.decode()
    assert learner.post(page, filled()).status_code == 409
    assert HeldBallot.objects.count() == 1


@pytest.mark.parametrize("user", ["officer", "manager", "clerk", "stranger"])
def test_nobody_else_answers(client: Client, world: World, poll: Poll, user: str) -> None:
    assert as_user(client, world, user).get(f"/phieu-danh-gia/{poll.pk}/").status_code == 404
    assert client.get("/phieu-danh-gia/99999/").status_code == 404


def test_means_are_read_after_closing_by_the_office_only(client: Client, world: World, poll: Poll) -> None:
    at = timezone.now()
    for seat in world.enrollments:
        given = dict.fromkeys(CODES, "7")
        services.vote(poll, seat, given, by=None, at=at, remark="Nhiều tình huống hay")
    officer = as_user(client, world, "officer")
    assert '<svg class="chart"' not in officer.get(f"{URL}{poll.pk}/").content.decode()
    services.close_poll(poll, by=None, at=at)
    text = officer.get(f"{URL}{poll.pk}/").content.decode()
    assert '<svg class="chart"' in text
    assert "Nhiều tình huống hay" in text
    assert '<svg class="chart"' in officer.get(URL).content.decode()
    assert officer.post(URL + "bao-cao/").status_code == 302
    assert "Báo cáo" in officer.get(URL).content.decode()
    manager = as_user(client, world, "manager")
    for page in (URL, f"{URL}{poll.pk}/"):
        assert '<svg class="chart"' not in manager.get(page).content.decode()
    learner = as_user(client, world, "learner")
    assert learner.get(f"{URL}{poll.pk}/").status_code == 404
    assert learner.get(f"{URL}99999/").status_code == 404
    assert learner.post(URL, {}).status_code == 403
