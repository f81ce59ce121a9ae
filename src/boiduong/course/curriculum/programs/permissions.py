"""Quyền với chương trình — who writes a program, and who reads it."""

from __future__ import annotations

from boiduong.course.curriculum.programs.models import Program
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.models import Institution, Unit

READERS = (Role.TRAINING_OFFICER, Role.MANAGING_AUTHORITY, Role.RECORDS_OFFICER, Role.AUDITOR)


def can_write_for(user: User | None, issuer: Unit | None) -> bool:
    """Được soạn — the training officer over the issuer; a program of an outside body is kept by any of them."""
    if issuer is None:
        return has_role(user, Role.TRAINING_OFFICER)
    if has_role(user, Role.TRAINING_OFFICER, over=issuer.pk):
        return True
    outside = not Institution.objects.filter(unit=issuer).exists()
    return outside and has_role(user, Role.TRAINING_OFFICER)


def can_write(user: User | None, program: Program) -> bool:
    """Được soạn chương trình này."""
    return can_write_for(user, program.issuer)


def can_read(user: User | None, program: Program) -> bool:
    """Được xem — officers of the trade; a program is no secret among them."""
    return has_role(user, *READERS)
