"""Quy tắc chấm — a mark on its scale, two markers that agree or not, and half of the scale that passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from boiduong.refusals import Refusal, gettext_noop

FAILED = "không đạt"


class OutOfScale(Refusal):
    """Điểm ngoài thang."""

    text = gettext_noop("A mark lies between 0 and %(highest)s. You wrote %(value)s.")


class NotOnStep(Refusal):
    """Điểm không đúng bước."""

    text = gettext_noop("Marks go in steps of %(step)s. You wrote %(value)s.")


class BandUnknown(Refusal):
    """Mức đánh giá không có."""

    text = gettext_noop("“%(band)s” is not a result of this report. Choose: %(bands)s.")


class DifferenceTooLarge(Refusal):
    """Hai giám khảo lệch quá mức."""

    text = gettext_noop(
        "The two marks differ by %(difference)s, more than %(limit)s. The markers settle one mark together and say why."
    )
    source = "Bộ quy chế của cơ sở, mục chấm bài (giá trị mẫu)"


class MarksMissing(Refusal):
    """Chưa đủ điểm của giám khảo."""

    text = gettext_noop("%(given)s of %(needed)s markers have marked this report.")


@dataclass(frozen=True)
class MarkingRules:
    """Mục chấm bài của bộ quy chế — all numbers belong to the institution and its effective date."""

    pass_share: Decimal
    step: Decimal
    markers: int
    max_difference: Decimal
    resits: int
    resit_within_days: int
    appeal_within_days: int
    amend_needs_second_person: bool


@dataclass(frozen=True)
class Scale:
    """Thang của một nội dung đánh giá — points up to `highest`, pass or fail, or named bands, best first."""

    kind: str  # points | pass_fail | bands
    highest: Decimal | None = None
    step: Decimal | None = None
    pass_share: Decimal | None = None
    bands: tuple[str, ...] = ()


def marking_rules(section: Mapping[str, object]) -> MarkingRules:
    """Đọc mục chấm bài — from the plain section of a rule set."""

    def number(key: str) -> Decimal:
        return Decimal(str(section[key]))

    return MarkingRules(
        pass_share=number("pass_share"),
        step=number("step"),
        markers=int(number("markers")),
        max_difference=number("max_difference"),
        resits=int(number("resits")),
        resit_within_days=int(number("resit_within_days")),
        appeal_within_days=int(number("appeal_within_days")),
        amend_needs_second_person=bool(section["amend_needs_second_person"]),
    )


def _said(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def check_value(value: Decimal, scale: Scale) -> Decimal:
    """Kiểm tra điểm — on the scale and on its step; raises OutOfScale, NotOnStep."""
    highest = scale.highest if scale.highest is not None else Decimal(10)
    if not value.is_finite() or not 0 <= value <= highest:
        raise OutOfScale(value=str(value).replace(".", ","), highest=_said(highest))
    if scale.step and value % scale.step != 0:
        raise NotOnStep(value=_said(value), step=_said(scale.step))
    return value


def check_band(band: str, scale: Scale) -> str:
    """Kiểm tra mức — one of the named results; raises BandUnknown."""
    known = scale.bands or ("đạt", FAILED)
    if band not in known:
        raise BandUnknown(band=band, bands=", ".join(known))
    return band


def settled_value(values: Sequence[Decimal], *, needed: int, limit: Decimal) -> Decimal:
    """Điểm thống nhất — the mean of the markers, to two decimals.

    Raises MarksMissing while a marker has not marked, DifferenceTooLarge when they lie too far apart.
    """
    if len(values) < needed:
        raise MarksMissing(given=len(values), needed=needed)
    difference = max(values) - min(values)
    if difference > limit:
        raise DifferenceTooLarge(difference=_said(difference), limit=_said(limit))
    return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def settled_band(bands: Sequence[str], *, needed: int) -> str:
    """Mức thống nhất — all markers say the same; raises MarksMissing, DifferenceTooLarge."""
    if len(bands) < needed:
        raise MarksMissing(given=len(bands), needed=needed)
    if len(set(bands)) > 1:
        raise DifferenceTooLarge(difference=" / ".join(bands), limit=bands[0])
    return bands[0]


def item_passed(scale: Scale, *, value: Decimal | None, band: str) -> bool:
    """Đạt hay không — each item by itself at `pass_share` of its scale (TT 03/2023/TT-BNV, Điều 6).

    Of named bands every one passes but the one that says failed; nothing handed in does not pass.
    """
    if scale.kind == "points":
        highest = scale.highest if scale.highest is not None else Decimal(10)
        share = scale.pass_share if scale.pass_share is not None else Decimal("0.5")
        return value is not None and value >= highest * share
    return bool(band) and band != FAILED
