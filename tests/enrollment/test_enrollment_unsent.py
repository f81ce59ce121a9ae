"""Tên chưa gửi khi đợt chiêu sinh đã đóng — said on both pages, waited for by nobody, sent after reopening."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boiduong.course.delivery.enrollment import menu, services
from boiduong.course.delivery.enrollment.models import Call, Nomination
from boiduong.course.delivery.enrollment.queries import unsent
from world import World, build_world

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 7, 14, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def call(world: World) -> Call:
    """Two communes sent their list; the first wrote down a name and forgot it."""
    call = services.create_call(world.course, due_on=date(2025, 7, 25), by=None, at=NOW)
    services.set_quota(call, [(unit, None, 1, 1) for unit in world.communes], by=None, at=NOW)
    services.issue_call(call, by=None, at=NOW)
    listed = [services.Proposal(p, u, world.group) for p, u in zip(world.people, world.communes, strict=True)]
    services.propose_many(call, listed, by=None, at=NOW)
    for unit in world.communes[1:]:
        services.submit_nominations(call, unit, by=None, at=NOW)
    services.accept(list(Nomination.objects.filter(state="submitted")), by=None, at=NOW)
    assert unsent(call) == (0, 0), "while the call is open nothing is late"
    return services.close_call(call, by=None, at=NOW)


def page(world: World, who: str, name: str, *args: object) -> str:
    client = Client()
    client.force_login(world.users[who])
    return client.get(reverse(f"enrollment:{name}", args=[world.course.slug, *args])).content.decode()


def test_both_pages_say_that_names_were_not_sent(world: World, call: Call) -> None:
    assert unsent(call) == (1, 1)
    told = page(world, "clerk", "unit", world.communes[0].pk)
    assert "Còn 1 tên chưa gửi." in told
    assert "Đợt chiêu sinh đã đóng ngày 14/7/2025." in told
    assert "mở lại đợt chiêu sinh" in told
    assert "Gửi danh sách" not in told, "what would be refused is not offered"
    office = page(world, "officer", "nominations")
    assert "Còn 1 tên của 1 đơn vị chưa gửi." in office
    assert "đã đóng ngày 14/7/2025" in office
    assert 'value="het_han"' in office
    assert "chưa gửi" not in page(world, "clerk", "unit", world.communes[1].pk)


def test_nobody_is_told_to_send_what_cannot_be_sent(world: World, call: Call) -> None:
    assert list(menu.seats_to_replace(world.users["clerk"], NOW)) == []
    assert menu.nominations_step(world.course, world.users["officer"], NOW).state == "done"


def test_names_go_after_the_call_was_reopened(world: World, call: Call) -> None:
    services.reopen_call(call, reason="Xã gửi muộn", by=None, at=NOW)
    call.refresh_from_db()
    assert (call.closed_at, unsent(call)) == (None, (0, 0))
    assert "Gửi danh sách" in page(world, "clerk", "unit", world.communes[0].pk)
    assert len(services.submit_nominations(call, world.communes[0], by=None, at=NOW)) == 1


def test_names_that_lapse_free_their_seats_and_stay_in_the_book(world: World, call: Call) -> None:
    assert services.lapse_undecided(call, by=None, at=NOW) == 1
    assert unsent(call) == (0, 0)
    assert Nomination.objects.filter(state="lapsed").count() == 1


def test_of_a_call_closed_before_the_day_was_kept_no_day_is_said(world: World, call: Call) -> None:
    Call.objects.update(closed_at=None)
    told = page(world, "clerk", "unit", world.communes[0].pk)
    assert "Còn 1 tên chưa gửi." in told
    assert "Đợt chiêu sinh đã đóng." in told
