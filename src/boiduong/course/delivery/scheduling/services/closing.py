"""Ngày nghỉ của trường — writing them down and taking them back."""

from __future__ import annotations

from datetime import date, datetime

from boiduong.course.curriculum.lecturers.permissions import can_keep
from boiduong.course.delivery.scheduling.models import Holiday
from boiduong.course.delivery.scheduling.rules import PublicHoliday, check_holiday
from boiduong.engines.vietnamese import nfc
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Institution


def add_holiday(
    institution: Institution, *, name: str, first: date, last: date, by: User | None, at: datetime
) -> Holiday:
    """Ghi ngày nghỉ — the same days once, under the name said last. Raises NotAllowed, HolidayUnclear."""
    require(can_keep(by, institution))
    said = " ".join(nfc(name).replace("\0", "").split())[:200]
    check_holiday(name=said, first=first, last=last)
    with acting(by, "scheduling.add_holiday", at=at) as act:
        row, _ = Holiday.objects.update_or_create(
            institution=institution, first=first, last=last, defaults={"name": said, "taught": False}
        )
        act.record(row, after={"name": said, "first": first, "last": last})
    return row


def teach_on(institution: Institution, holiday: PublicHoliday, *, by: User | None, at: datetime) -> Holiday:
    """Vẫn dạy ngày lễ — the school says that it teaches on a public holiday. Raises NotAllowed."""
    require(can_keep(by, institution))
    with acting(by, "scheduling.teach_on_holiday", at=at) as act:
        row, _ = Holiday.objects.update_or_create(
            institution=institution, first=holiday.first, last=holiday.last,
            defaults={"name": holiday.name, "taught": True},
        )  # fmt: skip
        act.record(row, after={"taught": True, "first": holiday.first, "last": holiday.last})
    return row


def remove_holiday(holiday: Holiday, *, by: User | None, at: datetime) -> None:
    """Bỏ ngày nghỉ — raises NotAllowed."""
    require(can_keep(by, holiday.institution))
    with acting(by, "scheduling.remove_holiday", at=at) as act:
        act.record(holiday, before={"name": holiday.name, "first": holiday.first, "last": holiday.last})
        holiday.delete()
