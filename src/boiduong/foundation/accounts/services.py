"""Việc tài khoản — making users and giving or ending their roles."""

from __future__ import annotations

from datetime import date, datetime

from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.accounts.permissions import has_role, require
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.models import Person
from boiduong.refusals import Refusal, gettext_noop


class UsernameTaken(Refusal):
    """Trùng tên đăng nhập."""

    text = gettext_noop("The sign-in name “%(username)s” is taken. Choose another one.")


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
    """Tạo tài khoản — by the administrator; raises UsernameTaken, NotAllowed."""
    require(has_role(by, Role.ADMIN))
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
) -> RoleGrant:
    """Giao vai — over a unit and all below it (None: everything here); the same live grant is given once."""
    require(has_role(by, Role.ADMIN))
    with acting(by, "accounts.grant_role", at=at) as act:
        grant, made = RoleGrant.objects.get_or_create(
            user=user,
            role=role.value,
            scope=scope,
            ends_on=None,
            defaults={"starts_on": starts_on or at.date()},
        )
        if made:
            act.record(grant, after={"user": user.pk, "role": role.value, "scope": scope.pk if scope else None})
    return grant


def end_role(*, grant: RoleGrant, by: User | None, at: datetime) -> None:
    """Thôi vai — from today on; the row stays."""
    require(has_role(by, Role.ADMIN))
    with acting(by, "accounts.end_role", at=at) as act:
        grant.ends_on = at.date()
        grant.save(update_fields=["ends_on"])
        act.record(grant, after={"ends_on": grant.ends_on})
