"""Quyền — who may act, by role and by the unit tree. Default deny."""

from __future__ import annotations

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import live_grants
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.queries import ancestor_ids
from boiduong.refusals import NotAllowed


def has_role(user: User | None, *roles: Role, over: int | None = None) -> bool:
    """Có vai trên đơn vị — whether `user` holds one of `roles` over unit `over` or a unit above it.

    Without `over` any scope will do. None is the system itself and may do everything.
    """
    if user is None:
        return True
    if not user.is_authenticated:
        return False
    scopes = [scope for role, scope in live_grants(user) if role in roles]
    if not scopes:
        return False
    if over is None or None in scopes:
        return True
    return over in scopes or not ancestor_ids(over).isdisjoint(s for s in scopes if s is not None)


def require(allowed: bool) -> None:
    """Phải có quyền — raises NotAllowed when `allowed` is false."""
    if not allowed:
        raise NotAllowed
