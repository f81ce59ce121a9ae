"""Quyền với kế hoạch năm — who writes its lines, who approves them, who reads it."""

from __future__ import annotations

from boiduong.course.annual_plan.plans.models import Plan, PlanLine
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.queries import scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import ancestor_ids


def _works_with(user: User, authority_id: int) -> bool:
    """A training officer plans with the authority that shares a unit above: the same province, say."""
    above = ancestor_ids(authority_id)
    scopes = scopes_of(user, Role.TRAINING_OFFICER)
    return None in scopes or any(not above.isdisjoint(ancestor_ids(s)) for s in scopes if s is not None)


def can_write(user: User | None, authority: Unit) -> bool:
    """Được lập kế hoạch — a training officer over the authority, or of the same province."""
    if has_role(user, Role.TRAINING_OFFICER, over=authority.pk):
        return True
    return user is not None and has_role(user, Role.TRAINING_OFFICER) and _works_with(user, authority.pk)


def can_write_line(user: User | None, line: PlanLine) -> bool:
    """Được sửa dòng kế hoạch — the training officer over the body that leads it, or over the authority."""
    over = (line.leading_id, line.plan.authority_id)
    return any(has_role(user, Role.TRAINING_OFFICER, over=unit) for unit in over)


def can_approve(user: User | None, plan: Plan) -> bool:
    """Được duyệt — the managing authority over the body whose plan it is."""
    return has_role(user, Role.MANAGING_AUTHORITY, over=plan.authority_id)


def can_survey(user: User | None, plan: Plan) -> bool:
    """Được khảo sát nhu cầu — the authority asks its units, or the training officer writes the letter for it."""
    return can_write(user, plan.authority) or can_approve(user, plan)


def can_read(user: User | None, plan: Plan) -> bool:
    """Được xem — those who write or approve it, the records officer and the auditor over the authority."""
    others = (Role.RECORDS_OFFICER, Role.AUDITOR)
    return can_approve(user, plan) or can_write(user, plan.authority) or has_role(user, *others, over=plan.authority_id)
