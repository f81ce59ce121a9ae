"""Quyền — who may act, by role and by the unit tree. Default deny."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.queries import ancestor_ids
from boiduong.refusals import NotAllowed


def live_grants(user: User, *, on: date | None = None) -> list[tuple[str, int | None]]:
    """Vai đang có — (role, scope unit id or None for everything) on a day; today's are asked once a request."""
    if on is None:
        # The same rows tell the top bar who is here, and the account keeps them: one query serves both.
        return [(role, scope) for role, scope, _ in user.held]
    rows = RoleGrant.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), user_id=user.pk, starts_on__lte=on)
    return list(rows.values_list("role", "scope_id"))


def roles_of(user: User) -> list[Role]:
    """Các vai của một người — in the order of the role list."""
    held = {role for role, _ in live_grants(user)}
    return [role for role in Role if role.value in held]


def scopes_of(user: User, *roles: Role) -> set[int | None]:
    """Phạm vi của vai — unit ids over which the user holds one of `roles`; None stands for everything."""
    return {scope for role, scope in live_grants(user) if role in roles}


def has_role(user: User | None, *roles: Role, over: int | None = None) -> bool:
    """Có vai trên đơn vị — whether `user` holds one of `roles` over unit `over` or a unit above it.

    Without `over` any scope will do. None is the system itself and may do everything.
    """
    if user is None:
        return True
    if not user.pk:  # nobody signed in
        return False
    scopes = [scope for role, scope in live_grants(user) if role in roles]
    if not scopes:
        return False
    if over is None or None in scopes:
        return True
    return over in scopes or not ancestor_ids(over).isdisjoint(s for s in scopes if s is not None)


def holders(*roles: Role, over: int) -> QuerySet[User]:
    """Những người có vai trên đơn vị — active users for whom `has_role` would say yes, by name; one query."""
    today = timezone.localdate()
    above = {over, *ancestor_ids(over)}
    live = RoleGrant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=today),
        Q(scope__isnull=True) | Q(scope__in=above),
        starts_on__lte=today,
        role__in=[role.value for role in roles],
    )
    return User.objects.filter(is_active=True, pk__in=live.values("user")).order_by("display_name", "pk")


def can_administer(user: User | None) -> bool:
    """Quản trị — accounts, roles and jobs."""
    return has_role(user, Role.ADMIN)


def require(allowed: bool) -> None:
    """Phải có quyền — raises NotAllowed when `allowed` is false."""
    if not allowed:
        raise NotAllowed
