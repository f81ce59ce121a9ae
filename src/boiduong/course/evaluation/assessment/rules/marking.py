"""Quy tắc chấm — a mark on its scale, two markers that agree or not, and half of the scale that passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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


class StillBeingMarked(Refusal):
    """Bài đang chấm."""

    text = gettext_noop("This report is being marked. Another one is taken only where the mark is settled and too low.")


class AlreadyPassed(Refusal):
    """Đã đạt."""

    text = gettext_noop("This report has passed. It is not written a second time.")


class NoAttemptLeft(Refusal):
    """Hết lượt nộp."""

    text = gettext_noop("%(name)s has used all %(attempts)s attempts for this report.")


class TooLate(Refusal):
    """Quá hạn nộp."""

    text = gettext_noop("Reports were due on %(due)s. The class manager may still take it on paper.")


class NotLater(Refusal):
    """Gia hạn không muộn hơn hạn cũ."""

    text = gettext_noop("%(name)s may hand in until %(due)s already. Choose a later day.")


class ExtensionOver(Refusal):
    """Hạn mới đã qua."""

    text = gettext_noop("This day has passed. Choose a day that is still to come.")


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


def known_bands(scale: Scale) -> tuple[str, ...]:
    """Các mức — those of the program; of pass or fail the two words of the trade."""
    return scale.bands or ("đạt", FAILED)


def check_band(band: str, scale: Scale) -> str:
    """Kiểm tra mức — one of the named results; raises BandUnknown."""
    known = known_bands(scale)
    if band not in known:
        raise BandUnknown(band=band, bands=", ".join(known))
    return band


def limit_on(limit: Decimal, scale_max: Decimal | None) -> Decimal:
    """Mức chênh của thang — the limit is said for the scale of 10 and grows with the scale."""
    return limit if scale_max is None else limit * scale_max / 10


def far_apart(values: Sequence[Decimal], limit: Decimal) -> bool:
    """Lệch quá mức — whether the marks of two markers lie further apart than the rule set lets pass."""
    return len(values) > 1 and max(values) - min(values) > limit


def resit_until(settled_at: datetime, rules: MarkingRules) -> datetime:
    """Hạn viết lại — counted in days from the moment the mark was settled."""
    return settled_at + timedelta(days=rules.resit_within_days)


def latest_due(due: datetime, *later: datetime | None) -> datetime:
    """Hạn nộp có hiệu lực — the latest of the due moment, that of a second report, and an extension."""
    return max([due, *(one for one in later if one is not None)])


def refuse_extension(until: datetime, *, due: datetime, at: datetime, name: str, said: str) -> None:
    """Có gia hạn được không — before or after the due moment, but to a later one that is still to come.

    `due` is until when this person may hand in now, `said` the same in words. Raises ExtensionOver, NotLater.
    """
    if until <= at:
        raise ExtensionOver
    if until <= due:
        raise NotLater(name=name, due=said)


def refuse_attempt(*, attempts: int, settled: bool, passed: bool, name: str, rules: MarkingRules) -> None:
    """Có được nộp thêm không — a first report always; another after a settled mark that does not pass.

    Raises StillBeingMarked, AlreadyPassed, NoAttemptLeft.
    """
    if attempts == 0:
        return
    if not settled:
        raise StillBeingMarked
    if passed:
        raise AlreadyPassed
    if attempts > rules.resits:
        raise NoAttemptLeft(name=name, attempts=1 + rules.resits)


def settled_value(values: Sequence[Decimal], *, needed: int, limit: Decimal) -> Decimal:
    """Điểm thống nhất — the mean of the markers, to two decimals.

    Raises MarksMissing while a marker has not marked, DifferenceTooLarge when they lie too far apart.
    """
    if len(values) < needed:
        raise MarksMissing(given=len(values), needed=needed)
    if far_apart(values, limit):
        raise DifferenceTooLarge(difference=_said(max(values) - min(values)), limit=_said(limit))
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
