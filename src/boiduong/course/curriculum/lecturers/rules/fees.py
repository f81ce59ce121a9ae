"""Mức chi tiền giảng — levels of lecturers, the rate in force on a day, what is due, and the tax kept back.

Ceilings stand in Thông tư 36/2018/TT-BTC and its amendment 06/2023/TT-BTC; each province decides its own amounts. They
are configuration with a first day and a source: the only amounts written here are an example, and are marked as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from boiduong.refusals import Refusal, gettext_noop

FEE_LEVELS = {
    "1": "Bộ trưởng, Bí thư Tỉnh ủy, Thành ủy và tương đương",
    "2": "Thứ trưởng, Phó Bí thư Tỉnh ủy, Chủ tịch UBND, HĐND cấp tỉnh; giáo sư; giảng viên cao cấp",
    "3": "Vụ trưởng, Ủy viên Ban Thường vụ Tỉnh ủy, Phó Chủ tịch UBND, HĐND cấp tỉnh; phó giáo sư; tiến sĩ; "
         "giảng viên chính",
    "4": "Cán bộ cơ quan trung ương, lãnh đạo sở, ban, ngành cấp tỉnh và tương đương",
    "5": "Giảng viên, báo cáo viên còn lại",
}  # fmt: skip
PAID_PER = {"half_day": gettext_noop("half-day of 4 periods"), "period": gettext_noop("period")}
# Amounts of one province in 2019, so that a demonstration computes; no rate of anybody else.
EXAMPLE_RATES = {"1": 2_000_000, "2": 1_800_000, "3": 1_600_000, "4": 1_300_000}
EXAMPLE_SOURCE = "Ví dụ: Nghị quyết 180/2019/NQ-HĐND tỉnh Đồng Nai"
EXAMPLE_TAX = (10, 2_000_000)  # per cent, and the payment in đồng from which it is kept back: not confirmed
OWN_STAFF = "internal"
HIGHEST_AMOUNT = 100_000_000


class RateWrong(Refusal):
    """Mức chi không dùng được."""

    text = gettext_noop("A rate is a level of the list and whole đồng between 0 and %(highest)s.")


class TaxWrong(Refusal):
    """Thuế suất không dùng được."""

    text = gettext_noop("The share of tax lies between 0 and 100 %%, the threshold is not below 0.")


class Dated(Protocol):
    """Có ngày hiệu lực — a row that holds from a day on."""

    @property
    def starts_on(self) -> date:
        """Ngày bắt đầu."""
        ...


class Rate(Dated, Protocol):
    """Mức chi — of a level; without an amount there is none from that day on."""

    @property
    def level(self) -> str:
        """Mức."""
        ...

    @property
    def amount_vnd(self) -> int | None:
        """Số tiền, đồng."""
        ...

    @property
    def paid_per(self) -> str:
        """Tính theo buổi hay theo tiết."""
        ...

    @property
    def example(self) -> bool:
        """Chỉ là ví dụ."""
        ...


class Level(Dated, Protocol):
    """Mức của một giảng viên."""

    @property
    def level(self) -> str:
        """Mức."""
        ...


class Tax(Dated, Protocol):
    """Thuế khấu trừ."""

    @property
    def percent(self) -> int:
        """Phần trăm."""
        ...

    @property
    def threshold_vnd(self) -> int:
        """Mức chi trả bắt đầu khấu trừ, đồng."""
        ...


@dataclass(frozen=True)
class Slot:
    """Một buổi đã giảng — the day and its periods."""

    day: date
    periods: int


@dataclass(frozen=True)
class Fee:
    """Tiền giảng — the sum in đồng, the rates it was reckoned with, and whether one of them is an example."""

    amount: int
    rates: tuple[int, ...]
    example: bool


def turn_of(until: Sequence[datetime], begins: datetime) -> int:
    """Người thứ mấy — which of those whom a body sends takes a session that begins then: the first who is free.

    `until` says when each of them ends; one more comes where all are busy. Sessions are asked for in the order in
    which they begin, so that no more people are counted than were needed at once.
    """
    return next((n for n, end in enumerate(until) if end <= begins), len(until))


Row = TypeVar("Row", bound=Dated)


def check_rate(*, level: str, amount: int | None, paid_per: str) -> None:
    """Kiểm tra mức chi — raises RateWrong."""
    if level not in FEE_LEVELS or paid_per not in PAID_PER:
        raise RateWrong(highest=HIGHEST_AMOUNT)
    if amount is not None and not 0 <= amount <= HIGHEST_AMOUNT:
        raise RateWrong(highest=HIGHEST_AMOUNT)


def check_tax(*, percent: int, threshold: int) -> None:
    """Kiểm tra thuế — raises TaxWrong."""
    if not 0 <= percent <= 100 or threshold < 0:
        raise TaxWrong


def in_force(rows: Iterable[Row], day: date) -> Row | None:
    """Đang có hiệu lực — the row that began last; of two that begin on one day the one written later."""
    begun = [row for row in rows if row.starts_on <= day]
    return max(reversed(begun), key=lambda row: row.starts_on, default=None)


def fee_for(slots: Sequence[Slot], levels: Sequence[Level], rates: Sequence[Rate]) -> Fee | None:
    """Tiền giảng của một người — each half-day at the rate of its day; None while one of them has no rate.

    `levels` and `rates` stand in the order in which they were written.
    """
    amount, example = 0, False
    used: dict[int, None] = {}
    for slot in slots:
        level = in_force(levels, slot.day)
        rate = in_force([one for one in rates if level and one.level == level.level], slot.day)
        if rate is None or rate.amount_vnd is None:
            return None
        amount += rate.amount_vnd * (slot.periods if rate.paid_per == "period" else 1)
        used[rate.amount_vnd] = None
        example = example or rate.example
    return Fee(amount, tuple(used), example) if slots else None


def tax_on(amount: int, *, standing: str, rule: Tax | None) -> int | None:
    """Thuế thu nhập cá nhân — đồng, rounded down; own staff is paid with the salary; None where no rule is in force."""
    if standing == OWN_STAFF:
        return 0
    if rule is None:
        return None
    return amount * rule.percent // 100 if amount >= rule.threshold_vnd else 0
