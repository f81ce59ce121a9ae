"""Quyền với phòng — who sees rooms and who writes them. Default deny."""

from __future__ import annotations

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role


def can_see(user: User | None, owner_id: int | None = None) -> bool:
    """Xem phòng — the office and the class managers; with `owner_id` those of the body that owns the place."""
    readers = (Role.TRAINING_OFFICER, Role.CLASS_MANAGER, Role.MANAGING_AUTHORITY, Role.ADMIN)
    return has_role(user, *readers, over=owner_id)


def can_write(user: User | None, owner_id: int | None = None) -> bool:
    """Thêm, sửa phòng — the training officer over the body that owns the place; without `owner_id`, over any."""
    return has_role(user, Role.TRAINING_OFFICER, over=owner_id)
