"""Đường dẫn riêng của giảng viên — a token that nobody can guess, of which only the hash is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from boiduong.course.curriculum.lecturers.models import Lecturer, PersonalLink
from boiduong.course.curriculum.lecturers.permissions import can_keep
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.randomness import new_code

LINK_DAYS = 180
TOKEN_LETTERS = 26  # 31 letters to choose from: 128 bits


def make_link(lecturer: Lecturer, *, by: User | None, at: datetime) -> str:
    """Lập đường dẫn riêng — answers the token, which is shown once; the links before it end. Raises NotAllowed."""
    require(can_keep(by, lecturer.institution))
    token = new_code(TOKEN_LETTERS)
    with acting(by, "lecturers.make_link", at=at) as act:
        _end(lecturer, at)
        made = PersonalLink.objects.create(
            lecturer=lecturer, token_hash=_hash(token), made_at=at, expires_at=at + timedelta(days=LINK_DAYS)
        )
        act.record(made, after={"lecturer": lecturer.pk})
    return token


def revoke_links(lecturer: Lecturer, *, by: User | None, at: datetime) -> None:
    """Thu đường dẫn — no link of this lecturer opens anything any more. Raises NotAllowed."""
    require(can_keep(by, lecturer.institution))
    with acting(by, "lecturers.revoke_links", at=at) as act:
        act.record(lecturer, after={"ended": _end(lecturer, at)})


def opened_by(token: str, *, at: datetime) -> Lecturer | None:
    """Giảng viên của đường dẫn — None for a token that is unknown, revoked or past its day."""
    live = PersonalLink.objects.filter(token_hash=_hash(token), revoked_at__isnull=True, expires_at__gt=at)
    link = live.select_related("lecturer__person", "lecturer__institution__unit").first()
    if link is None:
        return None
    if link.used_at is None or at - link.used_at > timedelta(hours=1):
        PersonalLink.objects.filter(pk=link.pk).update(used_at=at)
    return link.lecturer


def _end(lecturer: Lecturer, at: datetime) -> int:
    return PersonalLink.objects.filter(lecturer=lecturer, revoked_at__isnull=True).update(revoked_at=at)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
