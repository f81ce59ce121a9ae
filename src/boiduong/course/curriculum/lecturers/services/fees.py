"""Ghi mức chi — rates, tax and the level of each lecturer; rows are added, the last one that has begun counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from boiduong.course.curriculum.lecturers.models import FeeLevel, FeeRate, FeeTax, Lecturer
from boiduong.course.curriculum.lecturers.permissions import can_keep
from boiduong.course.curriculum.lecturers.queries import fee_book
from boiduong.course.curriculum.lecturers.rules import (
    EXAMPLE_RATES,
    EXAMPLE_SOURCE,
    EXAMPLE_TAX,
    FEE_LEVELS,
    RateWrong,
    check_rate,
    check_tax,
)
from boiduong.engines.vietnamese import nfc
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Institution


def _source(text: str) -> str:
    return " ".join(nfc(text).replace("\0", "").split())[:300]


def set_rate(
    institution: Institution,
    *,
    level: str,
    amount: int | None,
    starts_on: date,
    source: str,
    by: User | None,
    at: datetime,
    paid_per: str = "half_day",
    example: bool = False,
) -> FeeRate:
    """Ghi mức chi của một mức — đồng a half-day or a period; None ends it. Raises NotAllowed, RateWrong."""
    require(can_keep(by, institution))
    check_rate(level=level, amount=amount, paid_per=paid_per)
    with acting(by, "lecturers.set_rate", at=at) as act:
        rate = FeeRate.objects.create(
            institution=institution, level=level, amount_vnd=amount, paid_per=paid_per, starts_on=starts_on,
            source=_source(source), example=example, written_at=at,
        )  # fmt: skip
        act.record(rate, after={"level": level, "amount": amount, "from": starts_on.isoformat()})
    return rate


def set_tax(
    institution: Institution,
    *,
    percent: int,
    threshold: int,
    starts_on: date,
    source: str,
    by: User | None,
    at: datetime,
    example: bool = False,
) -> FeeTax:
    """Ghi thuế khấu trừ — per cent of a payment from `threshold` đồng on. Raises NotAllowed, TaxWrong."""
    require(can_keep(by, institution))
    check_tax(percent=percent, threshold=threshold)
    with acting(by, "lecturers.set_tax", at=at) as act:
        tax = FeeTax.objects.create(
            institution=institution, percent=percent, threshold_vnd=threshold, starts_on=starts_on,
            source=_source(source), example=example, written_at=at,
        )  # fmt: skip
        act.record(tax, after={"percent": percent, "threshold": threshold, "from": starts_on.isoformat()})
    return tax


def take_examples(institution: Institution, *, starts_on: date, by: User | None, at: datetime) -> list[FeeRate]:
    """Lấy mức ví dụ — for levels without a rate on that day, and the tax; each marked as one. Raises NotAllowed."""
    require(can_keep(by, institution))
    percent, threshold = EXAMPLE_TAX
    book = fee_book(institution.pk, [])
    rates = [
        set_rate(
            institution, level=level, amount=amount, starts_on=starts_on, source=EXAMPLE_SOURCE, example=True,
            by=by, at=at,
        )
        for level, amount in EXAMPLE_RATES.items()
        if book.rate_on(level, starts_on) is None
    ]  # fmt: skip
    if book.tax_on(starts_on) is None:
        set_tax(
            institution, percent=percent, threshold=threshold, starts_on=starts_on, source="Ví dụ, chưa xác nhận",
            example=True, by=by, at=at,
        )  # fmt: skip
    return rates


def set_levels(
    institution: Institution, levels: Mapping[int, str], *, starts_on: date, by: User | None, at: datetime
) -> list[FeeLevel]:
    """Ghi mức của nhiều giảng viên — by lecturer id; people of other institutions are left out.

    Raises NotAllowed, RateWrong.
    """
    require(can_keep(by, institution))
    if not set(levels.values()) <= set(FEE_LEVELS):
        raise RateWrong(highest=0)
    ours = set(Lecturer.objects.filter(institution=institution, pk__in=levels).values_list("pk", flat=True))
    with acting(by, "lecturers.set_levels", at=at) as act:
        rows = FeeLevel.objects.bulk_create(
            FeeLevel(lecturer_id=pk, level=level, starts_on=starts_on, written_at=at)
            for pk, level in sorted(levels.items())
            if pk in ours
        )
        if rows:
            act.record_many(FeeLevel, [row.lecturer_id for row in rows], after={"from": starts_on.isoformat()})
    return rows
