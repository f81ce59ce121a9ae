"""Tài khoản — making, roles, passwords, closing; signing in is slow for those who guess."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.http import Http404
from django.test import RequestFactory

from boiduong.foundation.accounts import queries, services
from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.accounts.permissions import can_administer, has_role, live_grants, require
from boiduong.foundation.accounts.rules import ROLE_LABELS, Role
from boiduong.foundation.accounts.signing_in import ATTEMPTS, SignInRefused, TooManyAttempts, check_sign_in
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.refusals import NotAllowed
from world import AT, START, World, build_world, make_unit, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "con đường làng 7"
OTHERS = ["officer", "manager", "authority", "clerk", "lecturer", "learner", "records", "auditor", "stranger"]


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def world() -> World:
    return build_world()


def _fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_every_role_has_a_label() -> None:
    assert list(ROLE_LABELS) == list(Role)


def test_an_administrator_makes_an_account(world: World) -> None:
    made = services.create_user(
        username="hanh.tt", display_name="Trần Thu Hạnh", password=PASSWORD, by=world.users["admin"], at=AT
    )
    assert made.check_password(PASSWORD)
    assert str(made) == "Trần Thu Hạnh"
    event = AuditEvent.objects.get(act="accounts.create_user")
    assert PASSWORD not in str(event.after)


def test_an_account_without_password_cannot_sign_in(world: World) -> None:
    made = services.create_user(username="khong-mk", display_name="x", password=None, by=None, at=AT)
    assert not made.has_usable_password()


@pytest.mark.parametrize(
    ("username", "password", "refusal"),
    [
        ("officer", PASSWORD, services.UsernameTaken),
        ("hạnh", PASSWORD, services.BadUsername),
        ("HANH", PASSWORD, services.BadUsername),
        ("a", PASSWORD, services.BadUsername),
        ("<script>", PASSWORD, services.BadUsername),
        ("a" * 61, PASSWORD, services.BadUsername),
        ("hanh", "ngan", services.PasswordRefused),
        ("hanh", "12345678901", services.PasswordRefused),
        ("hanh", "", services.PasswordRefused),
    ],
)
def test_accounts_that_are_refused(world: World, username: str, password: str, refusal: type[services.Refusal]) -> None:
    with pytest.raises(refusal) as caught:
        services.create_user(username=username, display_name="x", password=password, by=None, at=AT)
    assert str(caught.value)


@pytest.mark.parametrize("name", OTHERS)
def test_others_administer_nothing(world: World, name: str) -> None:
    user, someone = world.users[name], world.users["clerk"]
    grant = RoleGrant.objects.get(user=someone)
    for act in (
        lambda: services.create_user(username="moi", display_name="x", password=PASSWORD, by=user, at=AT),
        lambda: services.grant_role(user=user, role=Role.ADMIN, scope=None, by=user, at=AT),
        lambda: services.end_role(grant=grant, by=user, at=AT),
        lambda: services.set_active(someone, active=False, by=user, at=AT),
        lambda: services.set_password(someone, PASSWORD, by=user, at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not can_administer(user)


def test_a_role_is_given_once_and_ends_on_the_day_of_vietnam(world: World) -> None:
    admin, user = world.users["admin"], world.users["stranger"]
    late = datetime(2025, 7, 13, 18, 0, tzinfo=UTC)  # one o'clock of the 14th in Vietnam
    first = services.grant_role(user=user, role=Role.LECTURER, scope=world.school, by=admin, at=late)
    again = services.grant_role(user=user, role=Role.LECTURER, scope=world.school, by=admin, at=late)
    assert first == again
    assert first.starts_on == date(2025, 7, 14)
    assert has_role(_fresh(user), Role.LECTURER)
    services.end_role(grant=first, by=admin, at=AT + timedelta(days=1))
    assert first.ends_on == date(2025, 7, 15)
    assert not has_role(_fresh(user), Role.LECTURER)
    services.end_role(grant=first, by=admin, at=AT + timedelta(days=9))
    assert first.ends_on == date(2025, 7, 15), "ending it again changes nothing"
    assert AuditEvent.objects.filter(act="accounts.end_role").count() == 1
    assert str(first) == "lecturer"


def test_a_role_holds_to_the_end_of_its_last_day(world: World) -> None:
    admin, user = world.users["admin"], world.users["stranger"]
    facts = {"user": user, "role": Role.LECTURER, "scope": world.school, "by": admin, "at": AT}
    grant = services.grant_role(**facts, last_day=date(2025, 7, 20))
    assert services.grant_role(**facts, last_day=date(2025, 7, 20)) == grant
    assert [role for role, _ in live_grants(user, on=date(2025, 7, 20))] == ["lecturer"]
    assert live_grants(user, on=date(2025, 7, 21)) == []
    assert AuditEvent.objects.get(act="accounts.grant_role").after["ends_on"] == "2025-07-21"
    [line] = queries.grants_of(user)
    assert line.last_day == date(2025, 7, 20)
    services.end_role(grant=grant, by=admin, at=AT)
    assert grant.ends_on == date(2025, 7, 14), "ended before its day"


def test_a_role_with_an_end_is_refused_where_it_says_nothing(world: World) -> None:
    facts = {"user": world.users["stranger"], "role": Role.LECTURER, "scope": None, "by": None, "at": AT}
    with pytest.raises(services.EndsBeforeItBegins):
        services.grant_role(**facts, last_day=date(2025, 7, 13))
    services.grant_role(**facts)
    with pytest.raises(services.HeldWithoutEnd):
        services.grant_role(**facts, last_day=date(2025, 7, 20))
    assert RoleGrant.objects.filter(user=facts["user"]).count() == 1


def test_a_role_that_never_began_ends_at_its_beginning(world: World) -> None:
    grant = services.grant_role(
        user=world.users["stranger"], role=Role.LECTURER, scope=None, by=None, at=AT, starts_on=date(2026, 1, 1)
    )
    services.end_role(grant=grant, by=None, at=AT)
    assert grant.ends_on == date(2026, 1, 1)


def test_the_last_administrator_stays(world: World) -> None:
    admin = world.users["admin"]
    grant = RoleGrant.objects.get(user=admin)
    with pytest.raises(services.LastAdministrator):
        services.end_role(grant=grant, by=admin, at=AT)
    with pytest.raises(services.OwnAccount):
        services.set_active(admin, active=False, by=admin, at=AT)
    with pytest.raises(services.LastAdministrator):
        services.set_active(admin, active=False, by=None, at=AT)
    second = make_user("admin2", Role.ADMIN, None)
    services.set_active(second, active=False, by=admin, at=AT)
    with pytest.raises(services.LastAdministrator):
        services.end_role(grant=grant, by=admin, at=AT)
    services.set_active(second, active=True, by=admin, at=AT)
    services.end_role(grant=grant, by=admin, at=AT)
    assert not can_administer(_fresh(admin))


def test_passwords_are_changed_by_their_owner(world: World) -> None:
    clerk = world.users["clerk"]
    old = "mật khẩu thử 1"
    with pytest.raises(services.WrongPassword):
        services.change_password(clerk, old="sai", new=PASSWORD, by=clerk, at=AT)
    with pytest.raises(services.PasswordRefused):
        services.change_password(clerk, old=old, new="ngan", by=clerk, at=AT)
    with pytest.raises(NotAllowed):
        services.change_password(clerk, old=old, new=PASSWORD, by=world.users["admin"], at=AT)
    services.change_password(clerk, old=old, new=PASSWORD, by=clerk, at=AT)
    assert _fresh(clerk).check_password(PASSWORD)
    services.set_password(clerk, PASSWORD + "x", by=world.users["admin"], at=AT)
    assert _fresh(clerk).check_password(PASSWORD + "x")
    assert not any(PASSWORD in str(event.after) for event in AuditEvent.objects.all())


def test_the_note_of_the_top_bar_is_one_query(world: World, django_assert_num_queries: object) -> None:
    clerk = _fresh(world.users["clerk"])
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert clerk.role_note == "Cán bộ đơn vị, Xã 1" or clerk.role_note.endswith(", Xã 1")
        assert clerk.role_note
    assert _fresh(world.users["stranger"]).role_note == ""
    assert ", " not in _fresh(world.users["admin"]).role_note


def test_the_note_says_the_name_of_today(world: World) -> None:
    UnitVersion.objects.create(
        unit=world.communes[0], starts_on=date(2025, 7, 1), name="Xã Mới", short_name="Mới", folded_name="xa moi",
        kind="commune", level="commune", line="state", parent=world.province,
    )  # fmt: skip
    assert _fresh(world.users["clerk"]).role_note.endswith(", Xã Mới")


def test_a_role_holds_over_what_lies_below(world: World) -> None:
    authority, clerk = world.users["authority"], world.users["clerk"]
    assert has_role(authority, Role.MANAGING_AUTHORITY, over=world.communes[2].pk)
    assert has_role(clerk, Role.UNIT_CLERK, over=world.communes[0].pk)
    assert not has_role(clerk, Role.UNIT_CLERK, over=world.communes[1].pk)
    assert not has_role(clerk, Role.UNIT_CLERK, over=world.province.pk)
    assert has_role(None, Role.ADMIN)
    assert not has_role(User(), Role.ADMIN), "nobody signed in"
    assert queries.scopes_of(clerk, Role.UNIT_CLERK) == {world.communes[0].pk}
    assert queries.roles_of(clerk) == [Role.UNIT_CLERK]
    require(True)
    with pytest.raises(NotAllowed):
        require(False)


def test_a_grant_of_yesterday_or_tomorrow_does_not_hold(world: World) -> None:
    user = world.users["stranger"]
    today = date.today()  # noqa: DTZ011 - the machine's own day is asked by the page
    RoleGrant.objects.create(user=user, role="lecturer", starts_on=today + timedelta(days=2))
    RoleGrant.objects.create(user=user, role="auditor", starts_on=START, ends_on=today - timedelta(days=1))
    assert queries.roles_of(_fresh(user)) == []
    lines = {line.grant.role: line.live for line in queries.grants_of(user)}
    assert lines == {"lecturer": False, "auditor": False}


def test_accounts_are_listed_in_three_queries(world: World, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]
        listed = queries.accounts()
    assert len(listed) == len(world.users)
    clerk = next(one for one in listed if one.user.username == "clerk")
    assert "Xã 1" in clerk.words
    with pytest.raises(Http404):
        queries.user_for(10**9)


def test_units_are_found_by_name(world: World) -> None:
    make_unit("Xã Ea Kar", kind="commune", level="commune", parent=world.province)
    UnitVersion.objects.filter(name="Xã Ea Kar").update(folded_name="xa ea kar")
    [found] = queries.units_named("Ea Kar")
    assert queries.unit_words(found).startswith("Xã Ea Kar, ")
    top = UnitVersion.objects.get(unit=world.province)
    assert queries.unit_words(top) == "Tỉnh Thử"


def _request(address: str = "10.0.0.1") -> object:
    return RequestFactory().post("/dang-nhap/", REMOTE_ADDR=address)


def test_guessing_is_stopped_for_one_name_from_one_address(world: World) -> None:
    for _ in range(ATTEMPTS):
        with pytest.raises(SignInRefused):
            check_sign_in(_request(), username="Clerk", password="sai")  # type: ignore[arg-type]
    with pytest.raises(TooManyAttempts):
        check_sign_in(_request(), username="clerk", password="mật khẩu thử 1")  # type: ignore[arg-type]
    found = check_sign_in(_request("10.0.0.2"), username="clerk", password="mật khẩu thử 1")  # type: ignore[arg-type]
    assert found == world.users["clerk"]


def test_a_right_sign_in_forgets_the_wrong_ones(world: World) -> None:
    for _ in range(3):
        for _ in range(ATTEMPTS - 1):
            with pytest.raises(SignInRefused):
                check_sign_in(_request(), username="clerk", password="sai")  # type: ignore[arg-type]
        check_sign_in(_request(), username="clerk", password="mật khẩu thử 1")  # type: ignore[arg-type]


def test_an_attempt_counts_even_when_the_window_just_ended(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "add", lambda *_: False)
    with pytest.raises(SignInRefused):
        check_sign_in(_request(), username="clerk", password="sai")  # type: ignore[arg-type]
    for _ in range(ATTEMPTS - 1):
        with pytest.raises(SignInRefused):
            check_sign_in(_request(), username="clerk", password="sai")  # type: ignore[arg-type]
    with pytest.raises(TooManyAttempts):
        check_sign_in(_request(), username="clerk", password="sai")  # type: ignore[arg-type]


@pytest.mark.parametrize("username", ["clerk\0", "' OR 1=1 --", "\ud800", "", "ậ" * 150])
def test_hostile_names_are_answered_alike(world: World, username: str) -> None:
    with pytest.raises(SignInRefused):
        check_sign_in(_request(), username=username, password="x")  # type: ignore[arg-type]


def test_closed_accounts_are_answered_alike(world: World) -> None:
    services.set_active(world.users["clerk"], active=False, by=None, at=AT)
    with pytest.raises(SignInRefused):
        check_sign_in(_request(), username="clerk", password="mật khẩu thử 1")  # type: ignore[arg-type]


def test_demonstration_accounts_only_in_a_demonstration(world: World, settings: object) -> None:
    services.create_user(username="canbo", display_name="Cán bộ", password=PASSWORD, by=None, at=AT, demo=True)
    settings.DEMO = True  # type: ignore[attr-defined]
    assert [one.username for one in queries.demo_users()] == ["canbo"]
    check_sign_in(_request(), username="canbo", password=PASSWORD)  # type: ignore[arg-type]
    settings.DEMO = False  # type: ignore[attr-defined]
    assert queries.demo_users() == []
    with pytest.raises(SignInRefused):
        check_sign_in(_request(), username="canbo", password=PASSWORD)  # type: ignore[arg-type]
