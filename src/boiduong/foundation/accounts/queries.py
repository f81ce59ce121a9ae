"""Đọc phân vai — the live grants of a user, read once and kept with the user object."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone

from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.accounts.rules import Role


def live_grants(user: User, *, on: date | None = None) -> list[tuple[str, int | None]]:
    """Vai đang có — (role, scope unit id or None for everything) on a day; one query a request."""
    kept: list[tuple[str, int | None]] | None = getattr(user, "_live_grants", None)
    if kept is None:
        day = on or timezone.localdate()
        rows = RoleGrant.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=day), user_id=user.pk, starts_on__lte=day
        )
        kept = list(rows.values_list("role", "scope_id"))
        user._live_grants = kept  # type: ignore[attr-defined]
    return kept


def roles_of(user: User) -> list[Role]:
    """Các vai của một người — in the order of the role list."""
    held = {role for role, _ in live_grants(user)}
    return [role for role in Role if role.value in held]


def scopes_of(user: User, *roles: Role) -> set[int | None]:
    """Phạm vi của vai — unit ids over which the user holds one of `roles`; None stands for everything."""
    return {scope for role, scope in live_grants(user) if role in roles}
