"""Quyền với cơ sở, quy chế, nhiệm kỳ — who reads them, who lays them down."""

from __future__ import annotations

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.models import Institution

READERS = (Role.ADMIN, Role.TRAINING_OFFICER, Role.MANAGING_AUTHORITY, Role.RECORDS_OFFICER, Role.AUDITOR)


def can_read(user: User | None) -> bool:
    """Xem cơ sở, quy chế, nhiệm kỳ — rules are no secret among those who work by them."""
    return has_role(user, *READERS)


def can_add_institution(user: User | None) -> bool:
    """Thêm cơ sở — the administrator."""
    return has_role(user, Role.ADMIN)


def can_lay_down(user: User | None, institution: Institution) -> bool:
    """Ghi quy chế — the administrator, or the training officer over the institution."""
    return has_role(user, Role.ADMIN) or has_role(user, Role.TRAINING_OFFICER, over=institution.unit_id)


def can_keep_terms(user: User | None, unit: int | None = None) -> bool:
    """Ghi nhiệm kỳ — the administrator, or who trains or keeps the records over the unit; over any without `unit`."""
    return has_role(user, Role.ADMIN) or has_role(user, Role.TRAINING_OFFICER, Role.RECORDS_OFFICER, over=unit)
