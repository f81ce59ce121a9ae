"""Đổi địa chỉ lịch — the old address of a calendar feed opens nothing any more, a new one takes its place."""

from __future__ import annotations

from datetime import datetime

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.scheduling.models import FeedKey
from boiduong.course.delivery.scheduling.queries.calendars import Subject
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting


def renew_calendar(subject: Subject, *, by: User | None, at: datetime) -> int:
    """Đổi địa chỉ — answers the serial of the new one; telephones that have the old one stop. Raises NotAllowed."""
    require(subject.may_renew)
    return _renew(subject.kind, subject.number, by=by, at=at)


def renew_own_calendar(lecturer: Lecturer, *, at: datetime) -> int:
    """Giảng viên đổi địa chỉ lịch của mình — by the personal link, which is the permission: no user does it."""
    return _renew("lecturer", lecturer.pk, by=None, at=at)


def _renew(kind: str, number: int, *, by: User | None, at: datetime) -> int:
    with acting(by, "scheduling.renew_calendar", at=at) as act:
        FeedKey.objects.get_or_create(kind=kind, subject_id=number)
        row = FeedKey.objects.select_for_update().get(kind=kind, subject_id=number)
        row.serial += 1
        row.save(update_fields=["serial"])
        # The serial alone opens nothing: the address is made with the secret of the house.
        act.record(row, after={"kind": kind, "subject": number, "serial": row.serial})
    return int(row.serial)
