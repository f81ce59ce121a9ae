"""Xét một học viên — each condition by itself, never by the mean; the mean only gives the band."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from boiduong.course.recognition.awards.rules.policy import Policy
from boiduong.refusals import gettext_noop

OUTCOMES = {
    "recognized": gettext_noop("recognized"),
    "not_recognized": gettext_noop("not recognized"),
    "exception": gettext_noop("recognized by exception"),
}
REASON_TEXTS = {
    "absent_too_much": gettext_noop("Absent %(absent)s %% of the periods; the limit is %(limit)s %%."),
    "item_below": gettext_noop("%(item)s: %(value)s of %(scale)s, below %(needed)s. The mean does not make up for it."),
    "item_missing": gettext_noop("%(item)s: nothing handed in."),
    "item_unsettled": gettext_noop("%(item)s: the mark is not settled yet."),
    "item_not_passed": gettext_noop("%(item)s: not passed."),
    "one_of_missing": gettext_noop("None of these is passed: %(items)s."),
    "conduct": gettext_noop("The rules of the class were broken."),
}
TEN = Decimal(10)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class ItemFact:
    """Kết quả một nội dung — `value` on a scale up to `scale_max`, or `passed` where there are no points.

    `part_judged` is how the part of the program is judged: together, apart or not.
    """

    item_id: int
    title: str
    scale: str = "points"  # points | pass_fail | bands
    value: Decimal | None = None
    scale_max: Decimal | None = None
    pass_share: Decimal | None = None
    band: str = ""
    passed: bool | None = None
    settled: bool = True
    handed_in: bool = True
    required: bool = True
    one_of: str = ""
    resit: bool = False
    part: str = ""
    part_judged: str = "together"


@dataclass(frozen=True)
class Facts:
    """Căn cứ xét một học viên — lengths in tiết; `absent_share` after make-up, by the rule set of attendance."""

    planned: int = 0
    present: int = 0
    excused: int = 0
    unexcused: int = 0
    made_up: int = 0
    absent_share: Decimal = Decimal(0)
    items: tuple[ItemFact, ...] = ()
    conduct_broken: bool = False


@dataclass(frozen=True)
class Reason:
    """Lý do — a code of REASON_TEXTS and the numbers of its sentence."""

    code: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Judgement:
    """Kết luận — the outcome proposed, why not, and the band with the mean on the scale of ten."""

    outcome: str
    reasons: tuple[Reason, ...] = ()
    band: str = ""
    value: Decimal | None = None
    part_bands: tuple[tuple[str, str], ...] = ()


def judge(facts: Facts, policy: Policy) -> Judgement:
    """Xét công nhận — Thông tư 03/2023/TT-BNV, Điều 6 by the policy in force; plain and repeatable."""
    reasons = [*_attendance(facts, policy), *_items(facts, policy)]
    if facts.conduct_broken and "conduct" in policy.requires:
        reasons.append(Reason("conduct"))
    if reasons:
        return Judgement("not_recognized", tuple(reasons), value=_mean(facts.items))
    return _banded(facts, policy)


def _attendance(facts: Facts, policy: Policy) -> Iterable[Reason]:
    if "full_participation" not in policy.requires or policy.judged == "none":
        return
    if facts.absent_share > policy.max_absent_share:
        yield Reason(
            "absent_too_much",
            {"absent": _percent(facts.absent_share), "limit": _percent(policy.max_absent_share)},
        )


def _items(facts: Facts, policy: Policy) -> Iterable[Reason]:
    if "each_item" not in policy.requires or policy.judged in ("none", "attendance_only"):
        return
    groups: dict[str, list[ItemFact]] = {}
    for item in facts.items:
        if item.part_judged == "not" or not item.required:
            continue
        if item.one_of:
            groups.setdefault(item.one_of, []).append(item)
        else:
            yield from _failing(item, policy)
    for options in groups.values():
        yield from _no_choice_passed(options, policy)


def _no_choice_passed(options: Sequence[ItemFact], policy: Policy) -> Iterable[Reason]:
    """Of alternatives one passed is enough; where only one was tried, its own reason says more."""
    failures = [list(_failing(option, policy)) for option in options]
    if not all(failures):
        return
    tried = [why for option, why in zip(options, failures, strict=True) if option.handed_in]
    if len(tried) == 1:
        yield from tried[0]
    else:
        yield Reason("one_of_missing", {"items": ", ".join(option.title for option in options)})


def _failing(item: ItemFact, policy: Policy) -> Iterable[Reason]:
    if not item.handed_in:
        yield Reason("item_missing", {"item": item.title})
    elif not item.settled:
        yield Reason("item_unsettled", {"item": item.title})
    elif item.scale == "points" and item.value is not None and item.scale_max is not None:
        share = policy.pass_share if item.pass_share is None else item.pass_share
        needed = share * item.scale_max
        if item.value < needed:
            yield Reason(
                "item_below",
                {
                    "item": item.title,
                    "value": _plain(item.value),
                    "scale": _plain(item.scale_max),
                    "needed": _plain(needed),
                },
            )
    elif not item.passed:
        yield Reason("item_not_passed", {"item": item.title})


def _banded(facts: Facts, policy: Policy) -> Judgement:
    value = _mean(facts.items)
    if policy.judged in ("none", "attendance_only", "pass_only"):
        return Judgement("recognized", value=value)
    if policy.judged == "bands":
        return Judgement("recognized", band=_lowest_band(facts.items, policy), value=value)
    resit = any(item.resit for item in facts.items)
    apart = _apart(facts.items)
    if policy.judged == "parts_apart" or apart:
        parts = tuple((part, band_of(_mean(items), policy, resit=resit)) for part, items in apart.items())
        together = [i for i in facts.items if i.part_judged == "together"] if policy.judged == "each_item" else []
        mean = _mean(together)
        return Judgement("recognized", band=band_of(mean, policy, resit=resit), value=mean, part_bands=parts)
    return Judgement("recognized", band=band_of(value, policy, resit=resit), value=value)


def _apart(items: Sequence[ItemFact]) -> dict[str, list[ItemFact]]:
    """Items by the part that is judged for itself."""
    parts: dict[str, list[ItemFact]] = {}
    for item in items:
        if item.part_judged == "apart":
            parts.setdefault(item.part, []).append(item)
    return parts


def band_of(value: Decimal | None, policy: Policy, *, resit: bool = False) -> str:
    """Xếp loại — the highest band that the mean reaches and nothing bars; empty where there is no mean."""
    if value is None:
        return ""
    names = [band.name for band in policy.bands]
    barred = [bar.band for bar in policy.barred if resit and bar.when == "resit"]
    # A bar on one band holds for every band above it.
    lowest_barred = max((names.index(name) for name in barred if name in names), default=-1)
    for place, band in enumerate(policy.bands):
        if place > lowest_barred and value >= band.begins_at:
            return band.name
    return ""


def _lowest_band(items: Sequence[ItemFact], policy: Policy) -> str:
    """Where items are judged in words, the lowest word stands for the whole."""
    order = {band.name: place for place, band in enumerate(policy.bands)}
    given = [item.band for item in items if item.band and item.part_judged != "not"]
    return max(given, key=lambda name: order.get(name, -1), default="")


def _mean(items: Sequence[ItemFact]) -> Decimal | None:
    """Điểm trung bình — of settled points, each brought to the scale of ten, to two decimals."""
    shares = [
        item.value / item.scale_max * TEN
        for item in items
        if item.scale == "points" and item.settled and item.value is not None and item.scale_max
        if item.part_judged != "not"
    ]
    if not shares:
        return None
    return (sum(shares, Decimal(0)) / len(shares)).quantize(CENT, ROUND_HALF_UP)


def _percent(share: Decimal) -> str:
    """21.4 % stays 21.4: rounding must not bring a share back to the limit."""
    return _plain((share * 100).quantize(CENT, ROUND_HALF_UP))


def _plain(value: Decimal) -> str:
    """Digits without idle zeros, with a decimal comma as in Vietnamese papers."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")
