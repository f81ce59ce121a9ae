"""Quyền với phòng — who sees rooms and who writes them. Default deny."""

from __future__ import annotations

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role


def can_see(user: User | None) -> bool:
    """Xem phòng — the office and the class managers."""
    return has_role(user, Role.TRAINING_OFFICER, Role.CLASS_MANAGER, Role.MANAGING_AUTHORITY, Role.ADMIN)


def can_write(user: User | None, owner_id: int | None = None) -> bool:
    """Thêm, sửa phòng — the training officer over the body that owns the place; without `owner_id`, over any."""
    return has_role(user, Role.TRAINING_OFFICER, over=owner_id)
