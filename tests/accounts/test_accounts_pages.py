"""Trang tài khoản — in and out, the way back, the own account, and what only the administrator sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boiduong.foundation.accounts import menu
from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.accounts.services import create_user
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.notifications.models import OutboxMessage
from boiduong.foundation.notifications.services import Message, delivered, post
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
OLD = "mật khẩu thử 1"
NEW = "con đường làng 7"
OTHERS = ["officer", "manager", "authority", "clerk", "lecturer", "learner", "records", "auditor", "stranger"]


@pytest.fixture
def world() -> World:
    cache.clear()
    return build_world()


def test_signing_in_leads_back_to_the_page_asked_for(world: World, client: Client) -> None:
    asked = reverse("accounts:own")
    answer = client.get(asked)
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert f'value="{asked}"'.encode() in page.content
    done = client.post(reverse("accounts:login"), {"username": "clerk", "password": OLD, "next": asked})
    assert (done.status_code, done["Location"]) == (302, asked)
    assert client.get(asked).status_code == 200
    assert AuditEvent.objects.filter(act="accounts.sign_in", actor_label="clerk").count() == 1
    assert client.get(reverse("accounts:login"))["Location"] == "/"


@pytest.mark.parametrize("way", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_signing_in_never_leads_elsewhere(world: World, client: Client, way: str) -> None:
    done = client.post(reverse("accounts:login"), {"username": "clerk", "password": OLD, "next": way})
    assert done["Location"] == "/"


def test_a_wrong_sign_in_says_nothing_of_the_account(world: World, client: Client) -> None:
    answers = []
    for username in ("clerk", "nobody-here"):
        page = client.post(reverse("accounts:login"), {"username": username, "password": "sai"})
        assert page.status_code == 401
        text = page.content.decode()
        assert "sai" not in text.split("<form", 1)[1].split("password", 1)[1][:200]
        answers.append(text[text.index("error-summary") : text.index("</ul>", text.index("error-summary"))])
    assert answers[0] == answers[1]


def test_the_session_changes_its_key_at_sign_in(world: World, client: Client) -> None:
    client.get(reverse("accounts:login"))
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post(reverse("accounts:login"), {"username": "clerk", "password": OLD})
    assert client.session.session_key != before


def test_signing_out_needs_a_post(world: World, client: Client) -> None:
    client.force_login(world.users["clerk"])
    assert client.get(reverse("accounts:logout")).status_code == 405
    assert client.post(reverse("accounts:logout"))["Location"] == reverse("accounts:login")
    assert client.get(reverse("accounts:own")).status_code == 302


def test_demo_accounts_stand_on_the_page_of_a_demonstration_only(
    world: World, client: Client, settings: object
) -> None:
    create_user(username="canbo", display_name="Cán bộ <b>thử</b>", password=NEW, by=None, at=AT, demo=True)
    settings.DEMO = True  # type: ignore[attr-defined]
    page = client.get(reverse("accounts:login")).content.decode()
    assert "Cán bộ &lt;b&gt;thử&lt;/b&gt;" in page
    assert client.post(reverse("accounts:demo_login"), {"username": "clerk"}).status_code == 404
    assert client.post(reverse("accounts:demo_login"), {"username": "canbo"}).status_code == 302
    assert client.get(reverse("accounts:own")).status_code == 200
    client.logout()
    settings.DEMO = False  # type: ignore[attr-defined]
    assert "Cán bộ" not in client.get(reverse("accounts:login")).content.decode()
    assert client.post(reverse("accounts:demo_login"), {"username": "canbo"}).status_code == 404


def test_one_changes_the_own_password_and_stays_in(world: World, client: Client) -> None:
    client.force_login(world.users["clerk"])
    other = Client()
    other.force_login(User.objects.get(username="clerk"))
    url = reverse("accounts:own")
    assert client.post(url, {"old": OLD, "new": NEW, "again": "khác đi một tí"}).status_code == 200
    assert client.post(url, {"old": "sai", "new": NEW, "again": NEW}).status_code == 200
    assert client.post(url, {"old": OLD, "new": NEW, "again": NEW}).status_code == 302
    assert client.get(url).status_code == 200
    assert other.get(url).status_code == 302, "other machines must sign in again"


def test_the_own_page_without_a_role_says_so(world: World, client: Client) -> None:
    client.force_login(world.users["stranger"])
    assert client.get(reverse("accounts:own")).status_code == 200


@pytest.mark.parametrize("name", OTHERS)
def test_only_the_administrator_sees_accounts(world: World, client: Client, name: str) -> None:
    client.force_login(world.users[name])
    pk = world.users["clerk"].pk
    grant = RoleGrant.objects.get(user=pk).pk
    for url in (reverse("accounts:list"), reverse("accounts:create"), reverse("accounts:account", args=[pk])):
        assert client.get(url).status_code == 404
    for url in (
        reverse("accounts:role_end", args=[pk, grant]),
        reverse("accounts:password_reset", args=[pk]),
        reverse("accounts:active", args=[pk]),
        reverse("accounts:account", args=[pk]),
    ):
        assert client.post(url, {"role": "admin", "password": NEW}).status_code == 404


def test_the_administrator_lists_and_finds(world: World, client: Client) -> None:
    client.force_login(world.users["admin"])
    url = reverse("accounts:list")
    assert b"other_clerk" in client.get(url).content
    found = client.get(url, {"tim": "xa 2"}).content
    assert b"other_clerk" in found
    assert b"stranger" not in found
    assert b"stranger" in client.get(url, {"trang_thai": "khong-vai"}).content
    assert b">clerk<" in client.get(url, {"trang_thai": "unit_clerk"}).content
    assert client.get(url, {"trang_thai": "da-khoa"}).status_code == 200


def test_the_list_takes_as_many_queries_for_more_accounts(
    world: World, client: Client, django_assert_max_num_queries: object
) -> None:
    client.force_login(world.users["admin"])
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(reverse("accounts:list"))


def test_the_administrator_makes_an_account_and_gives_a_role(world: World, client: Client) -> None:
    client.force_login(world.users["admin"])
    made = client.post(
        reverse("accounts:create"), {"display_name": "Trần Thu Hạnh", "username": "hanh.tt", "password": NEW}
    )
    user = User.objects.get(username="hanh.tt")
    page = reverse("accounts:account", args=[user.pk])
    assert made["Location"] == page
    assert client.post(page, {"role": "unit_clerk", "unit": "xã 1, tỉnh thử"}).status_code in (200, 302)
    assert client.post(page, {"role": "auditor", "unit": ""}).status_code == 302
    assert client.post(page, {"role": "auditor", "unit": "Không có xã này"}).status_code == 200
    assert RoleGrant.objects.filter(user=user, role="auditor", scope=None).exists()
    soon = timezone.localdate() + timedelta(days=9)
    dated = {"role": "records_officer", "unit": "", "last_day": f"{soon:%d/%m/%Y}"}
    assert client.post(page, {**dated, "last_day": "1/1/2020"}).status_code == 200
    assert client.post(page, dated).status_code == 302
    assert f"đến hết {soon.day}/{soon.month}/{soon.year}" in client.get(page).content.decode()
    assert "hanh.tt" in client.get(reverse("accounts:list"), {"trang_thai": "sap-het"}).content.decode()
    assert "đang giữ vai này" in client.post(page, {**dated, "role": "auditor"}).content.decode()
    grant = RoleGrant.objects.get(user=user, role="auditor")
    client.post(reverse("accounts:role_end", args=[user.pk, grant.pk]))
    grant.refresh_from_db()
    assert grant.ends_on
    assert client.post(reverse("accounts:role_end", args=[user.pk, 10**9])).status_code == 404
    assert client.get(page).status_code == 200


def test_refusals_stay_in_the_form(world: World, client: Client) -> None:
    client.force_login(world.users["admin"])
    page = client.post(reverse("accounts:create"), {"display_name": "x", "username": "clerk", "password": NEW})
    assert page.status_code == 200
    assert b"clerk" in page.content
    assert NEW.encode() not in page.content, "a password is never sent back"
    reset = reverse("accounts:password_reset", args=[world.users["clerk"].pk])
    assert client.get(reset).status_code == 200
    assert client.post(reset, {"password": "123"}).status_code == 200
    assert client.post(reset, {"password": NEW}).status_code == 302


def test_closing_and_opening_an_account(world: World, client: Client) -> None:
    client.force_login(world.users["admin"])
    clerk = Client()
    clerk.force_login(world.users["clerk"])
    url = reverse("accounts:active", args=[world.users["clerk"].pk])
    assert client.post(url).status_code == 302
    assert clerk.get(reverse("accounts:own")).status_code == 302, "who is signed in is out at once"
    assert client.get(reverse("accounts:account", args=[world.users["clerk"].pk])).status_code == 200
    assert client.post(url, {"mo": "1"}).status_code == 302
    assert User.objects.get(username="clerk").is_active
    assert client.post(reverse("accounts:active", args=[world.users["admin"].pk])).status_code == 409


def test_home_of_the_administrator_says_what_ends_and_what_nobody_read(world: World) -> None:
    at, admin = timezone.now(), world.users["admin"]
    today = timezone.localdate(at)
    assert [*menu.roles_that_end(admin, at), *menu.unread_messages(admin, at)] == []
    grant = RoleGrant.objects.filter(user=world.users["clerk"])[0]
    RoleGrant.objects.filter(pk=grant.pk).update(ends_on=today + timedelta(days=31))
    assert list(menu.roles_that_end(admin, at)) == []
    RoleGrant.objects.filter(pk=grant.pk).update(ends_on=today + timedelta(days=30))
    [line] = menu.roles_that_end(admin, at)
    assert line.title.startswith("1 ")
    for n, days in enumerate((2, 8, 9, 61)):
        made = at - timedelta(days=days)
        post([Message(("person", n), "thử", "Một việc", "", f"thu-{n}")], at=made)
    delivered(OutboxMessage.objects.filter(to_id=2), how="told", at=at)
    [unread] = menu.unread_messages(admin, at)
    assert unread.title.startswith("1 ")
    walker = Client()
    walker.force_login(admin)
    page = walker.get(line.action.url).content.decode()
    shown = [who for who, one in world.users.items() if reverse("accounts:account", args=[one.pk]) in page]
    assert shown == ["clerk"]
    assert walker.get(unread.action.url).status_code == 200
