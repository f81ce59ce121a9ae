"""Quyền với chương trình — who writes a program, and who reads it."""

from __future__ import annotations

from django.db.models import Q

from boiduong.course.curriculum.programs.models import Program, ProgramVersion
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.queries import scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.models import Institution, Unit
from boiduong.foundation.organizations.queries import among, within

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


def can_read(user: User | None, version: ProgramVersion) -> bool:
    """Được xem — a fixed version is no secret among officers of the trade; a draft stays within its school.

    The draft of a body outside the application is read by the training officers, who keep it.
    """
    if not has_role(user, *READERS):
        return False
    issuer = version.program.issuer
    if version.frozen_at is not None or can_write_for(user, issuer):
        return True
    return issuer is not None and has_role(user, *READERS, over=issuer.pk)


def readable_q(user: User) -> Q:
    """Điều kiện được xem — the same as `can_read`, as a filter on versions."""
    if not has_role(user, *READERS):
        return Q(pk__in=[])
    scopes = scopes_of(user, *READERS)
    if None in scopes:
        return Q()
    inside = frozenset[int]().union(*(within(scope) for scope in scopes if scope is not None))
    own = Q(frozen_at__isnull=False) | Q(program__issuer__in=among(inside))
    if not has_role(user, Role.TRAINING_OFFICER):
        return own
    outside = ~Q(program__issuer__in=Institution.objects.values("unit"))
    return own | outside | Q(program__issuer__isnull=True)
