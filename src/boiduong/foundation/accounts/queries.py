"""Đọc tài khoản — the questions about roles that pages ask, and the accounts for the administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.accounts.permissions import live_grants, roles_of, scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.foundation.organizations.queries import find_units, names_on

__all__ = [
    "Account",
    "GrantLine",
    "accounts",
    "demo_users",
    "grants_of",
    "live_grants",
    "live_rows",
    "other_administrators",
    "roles_of",
    "scopes_of",
    "unit_words",
    "units_named",
    "user_for",
]

SOON = timedelta(days=30)  # a role that ends so soon is shown


@dataclass(frozen=True)
class GrantLine:
    """Một vai — with the unit as it is called today; "" stands for everything here."""

    grant: RoleGrant
    unit: str
    live: bool

    @property
    def last_day(self) -> date | None:
        """Ngày cuối còn giữ vai — None where it has no end."""
        return None if self.grant.ends_on is None else self.grant.ends_on - timedelta(days=1)


@dataclass(frozen=True)
class Account:
    """Một tài khoản — with the roles it holds now."""

    user: User
    grants: tuple[GrantLine, ...]

    @property
    def ends_soon(self) -> bool:
        """Có vai sắp hết hạn — one of the roles has an end within thirty days."""
        until = timezone.localdate() + SOON
        return any(line.grant.ends_on is not None and line.grant.ends_on <= until for line in self.grants)

    @property
    def words(self) -> str:
        """Chữ để tìm — name, sign-in name and units."""
        return " ".join([self.user.display_name, self.user.username, *(line.unit for line in self.grants)])


def live_rows() -> QuerySet[RoleGrant]:
    """Vai đang có hiệu lực hôm nay — of everybody."""
    today = timezone.localdate()
    return RoleGrant.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today), starts_on__lte=today)


def accounts() -> list[Account]:
    """Mọi tài khoản — by sign-in name, with their live roles; three queries."""
    users = list(User.objects.order_by("username"))
    grants = list(live_rows().order_by("role", "id"))
    names = names_on((grant.scope_id for grant in grants), timezone.localdate())
    by_user: dict[int, list[GrantLine]] = {}
    for grant in grants:
        by_user.setdefault(grant.user_id, []).append(GrantLine(grant, names.get(grant.scope_id or 0, ""), True))
    return [Account(user, tuple(by_user.get(user.pk, ()))) for user in users]


def user_for(pk: int) -> User:
    """Một tài khoản — raises Http404."""
    user = User.objects.filter(pk=pk).select_related("person").first()
    if user is None:
        raise Http404(pk)
    return user


def grants_of(user: User) -> list[GrantLine]:
    """Các vai của một tài khoản — those that ended too, newest first."""
    today = timezone.localdate()
    rows = list(RoleGrant.objects.filter(user=user).order_by("-starts_on", "-id"))
    names = names_on((row.scope_id for row in rows), today)
    return [
        GrantLine(
            row,
            names.get(row.scope_id or 0, ""),
            row.starts_on <= today and (row.ends_on is None or row.ends_on > today),
        )
        for row in rows
    ]


def other_administrators(user: User) -> bool:
    """Còn người quản trị khác — an active account other than this one that holds the role now."""
    rows = live_rows().filter(role=Role.ADMIN.value, user__is_active=True)
    return rows.exclude(user=user).exists()


def demo_users() -> list[User]:
    """Tài khoản dùng thử — only in a demonstration; nobody else learns that they exist."""
    if not settings.DEMO:
        return []
    found = User.objects.filter(demo=True, is_active=True).order_by("id")
    # A rehearsal acts through accounts without a password: nobody signs in with those.
    return [one for one in found if one.has_usable_password()]


def units_named(text: str) -> list[UnitVersion]:
    """Đơn vị theo tên đã gõ — as they are called today."""
    return find_units(text, as_of=timezone.localdate(), limit=8)


def unit_words(version: UnitVersion) -> str:
    """Tên để gõ lại được — with the place above it where there is one."""
    return f"{version.name}, {version.parent}" if version.parent is not None else version.name


def user_of(request: HttpRequest) -> User:
    """Người đang dùng — for views behind the login, which the middleware has asked for."""
    assert isinstance(request.user, User)  # noqa: S101 - login is required by the middleware
    return request.user
