"""Quyền với giảng viên — who keeps the list of lecturers of an institution, and who reads it."""

from __future__ import annotations

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.models import Institution


def can_keep(user: User | None, institution: Institution) -> bool:
    """Được ghi — the training officer over the institution."""
    return has_role(user, Role.TRAINING_OFFICER, over=institution.unit_id)


def can_read(user: User | None, institution: Institution) -> bool:
    """Được xem — the training officer, the managing authority, the records officer, the auditor."""
    roles = (Role.TRAINING_OFFICER, Role.MANAGING_AUTHORITY, Role.RECORDS_OFFICER, Role.AUDITOR)
    return has_role(user, *roles, over=institution.unit_id)
