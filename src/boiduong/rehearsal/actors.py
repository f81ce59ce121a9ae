"""Người đóng vai — the accounts that a rehearsal acts with: one per role, without a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.accounts.services import create_user, grant_role

NAMES = {
    Role.TRAINING_OFFICER: "Cán bộ đào tạo (chạy thử)",
    Role.MANAGING_AUTHORITY: "Cơ quan quản lý (chạy thử)",
    Role.UNIT_CLERK: "Cán bộ đơn vị (chạy thử)",
    Role.RECORDS_OFFICER: "Văn thư (chạy thử)",
}


@dataclass(frozen=True)
class Actors:
    """Các vai — whoever does each act of the rehearsal."""

    officer: User
    authority: User
    clerk: User
    records: User


def actors(*, at: datetime) -> Actors:
    """Lấy hoặc lập các vai — their accounts cannot sign in: they have no password."""
    return Actors(*(_actor(role, at=at) for role in NAMES))


def _actor(role: Role, *, at: datetime) -> User:
    username = f"chay-thu-{role.value.replace('_', '-')}"
    found = User.objects.filter(username=username).first()
    if found is not None:
        return found
    user = create_user(username=username, display_name=NAMES[role], password=None, by=None, at=at, demo=True)
    grant_role(user=user, role=role, scope=None, by=None, at=at, starts_on=at.date().replace(year=2000, month=1, day=1))
    return user
