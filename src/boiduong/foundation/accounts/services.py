"""Việc tài khoản — making users, giving or ending their roles, passwords, closing an account."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.accounts.permissions import can_administer, has_role, require
from boiduong.foundation.accounts.queries import other_administrators
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import NotAllowed, Refusal, gettext_noop

if TYPE_CHECKING:
    from boiduong.foundation.people.models import Person

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


class UsernameTaken(Refusal):
    """Trùng tên đăng nhập."""

    text = gettext_noop("The sign-in name “%(username)s” is taken. Choose another one.")


class BadUsername(Refusal):
    """Tên đăng nhập không hợp."""

    text = gettext_noop(
        "A sign-in name has 3 to 60 small letters without marks, digits, dots, dashes; “%(username)s” does not fit."
    )


class PasswordRefused(Refusal):
    """Mật khẩu không đủ mạnh."""

    text = gettext_noop("This password cannot be used: %(why)s")


class WrongPassword(Refusal):
    """Sai mật khẩu đang dùng."""

    text = gettext_noop("The present password is not right.")


class LastAdministrator(Refusal):
    """Người quản trị cuối cùng."""

    text = gettext_noop("This is the last administrator. Give the role to somebody else first.")


class EndsBeforeItBegins(Refusal):
    """Đến hết ngày đã qua."""

    text = gettext_noop("The last day of the role lies before its first day.")


class HeldWithoutEnd(Refusal):
    """Đang có vai này, không hạn."""

    text = gettext_noop("This account holds the role over this unit already, without an end. End that one first.")


class OwnAccount(Refusal):
    """Tự khóa tài khoản của mình."""

    text = gettext_noop("You cannot close your own account. Another administrator does it.")


def _check_password(password: str, user: User | None = None) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordRefused(why=" ".join(error.messages)) from None


def create_user(
    *,
    username: str,
    display_name: str,
    password: str | None,
    by: User | None,
    at: datetime,
    person: Person | None = None,
    demo: bool = False,
) -> User:
    """Tạo tài khoản — by the administrator; without a password nobody can sign in with it yet.

    Raises NotAllowed, BadUsername, UsernameTaken, PasswordRefused.
    """
    require(can_administer(by))
    if not USERNAME.fullmatch(username):
        raise BadUsername(username=username[:60])
    if password is not None:
        _check_password(password)
    if User.objects.filter(username=username).exists():
        raise UsernameTaken(username=username)
    with acting(by, "accounts.create_user", at=at) as act:
        user = User.objects.create_user(username, password, display_name=display_name, person=person, demo=demo)
        act.record(user, after={"demo": demo})
    return user


def grant_role(
    *,
    user: User,
    role: Role,
    scope: Unit | None,
    by: User | None,
    at: datetime,
    starts_on: date | None = None,
    last_day: date | None = None,
) -> RoleGrant:
    """Giao vai — over a unit and all below it (None: everything here); the same live grant is given once.

    `last_day` is the last day on which it holds; None: until somebody ends it.
    Raises NotAllowed, EndsBeforeItBegins, HeldWithoutEnd.
    """
    require(can_administer(by))
    first = starts_on or timezone.localdate(at)
    if last_day is not None and last_day < first:
        raise EndsBeforeItBegins
    ends_on = None if last_day is None else last_day + timedelta(days=1)
    with acting(by, "accounts.grant_role", at=at) as act:
        same = RoleGrant.objects.filter(user=user, role=role.value, scope=scope)
        if ends_on is not None and same.filter(ends_on=None).exists():
            raise HeldWithoutEnd
        grant, made = RoleGrant.objects.get_or_create(
            user=user, role=role.value, scope=scope, ends_on=ends_on, defaults={"starts_on": first}
        )
        if made:
            facts = {"user": user.pk, "role": role.value, "scope": scope.pk if scope else None, "ends_on": ends_on}
            act.record(grant, after=facts)
    return grant


def end_role(*, grant: RoleGrant, by: User | None, at: datetime) -> None:
    """Thôi vai — from today on, also one that would end later; the row stays. Ending it again changes nothing.

    Raises NotAllowed, LastAdministrator.
    """
    require(can_administer(by))
    # A role given and ended on one day never held: the end may not lie before the start.
    ends_on = max(timezone.localdate(at), grant.starts_on)
    if grant.ends_on is not None and grant.ends_on <= ends_on:
        return
    if grant.role == Role.ADMIN and by is not None and not other_administrators(grant.user):
        raise LastAdministrator
    with acting(by, "accounts.end_role", at=at) as act:
        before, grant.ends_on = grant.ends_on, ends_on
        grant.save(update_fields=["ends_on"])
        act.record(grant, before={"ends_on": before}, after={"ends_on": grant.ends_on})


def set_active(user: User, *, active: bool, by: User | None, at: datetime) -> None:
    """Khóa, mở tài khoản — a closed one cannot sign in, and what is signed in ends.

    Raises NotAllowed, OwnAccount, LastAdministrator.
    """
    require(can_administer(by))
    if not active:
        if by is not None and by.pk == user.pk:
            raise OwnAccount
        if has_role(user, Role.ADMIN) and not other_administrators(user):
            raise LastAdministrator
    with acting(by, "accounts.set_active", at=at) as act:
        before, user.is_active = user.is_active, active
        user.save(update_fields=["is_active"])
        act.record(user, before={"active": before}, after={"active": active})


def set_password(user: User, password: str, *, by: User | None, at: datetime) -> None:
    """Đặt lại mật khẩu — by the administrator, for somebody who forgot it; raises NotAllowed, PasswordRefused."""
    require(can_administer(by))
    _check_password(password, user)
    _store_password(user, password, act_name="accounts.set_password", by=by, at=at)


def change_password(user: User, *, old: str, new: str, by: User, at: datetime) -> None:
    """Đổi mật khẩu của mình — raises NotAllowed, WrongPassword, PasswordRefused."""
    if by.pk != user.pk:
        raise NotAllowed
    if not user.check_password(old):
        raise WrongPassword
    _check_password(new, user)
    _store_password(user, new, act_name="accounts.change_password", by=by, at=at)


def _store_password(user: User, password: str, *, act_name: str, by: User | None, at: datetime) -> None:
    """The record tells that it changed, never what it is."""
    with acting(by, act_name, at=at) as act:
        user.set_password(password)
        user.save(update_fields=["password"])
        act.record(user, after={"password": "changed"})


def record_sign_in(user: User, *, at: datetime) -> None:
    """Ghi lượt đăng nhập — who came in and when."""
    with acting(user, "accounts.sign_in", at=at) as act:
        act.record(user, after={})
