"""Chính sách xét — what the pinned rule set asks of a learner, read from its sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from boiduong.foundation.organizations.rules import BadRuleSet, section_reader
from boiduong.refusals import Label, gettext_noop

JUDGED = ("each_item", "parts_apart", "bands", "pass_only", "attendance_only", "none")
REQUIREMENTS = ("full_participation", "each_item", "conduct")
NOT_A_BAND = gettext_noop("is not a band: each has a name and the mean it begins at")
NOT_A_BAR = gettext_noop("is not a bar: each has a band and what bars it")
NOT_A_CHOICE = gettext_noop("is not one of the known choices")


@dataclass(frozen=True)
class Band:
    """Mức xếp loại — its name and the mean from which it is given, on the scale of ten."""

    name: str
    begins_at: Decimal


@dataclass(frozen=True)
class Bar:
    """Điều loại khỏi mức — a learner to whom `when` applies gets the next band below `band`."""

    band: str
    when: str  # resit


@dataclass(frozen=True)
class Policy:
    """Chính sách xét — shares between 0 and 1; bands from the highest down.

    Thông tư 03/2023/TT-BNV, Điều 6 asks full participation, every item at half of its scale, and conduct.
    """

    max_absent_share: Decimal
    pass_share: Decimal
    bands: tuple[Band, ...]
    barred: tuple[Bar, ...]
    requires: tuple[str, ...]
    judged: str


def _decimal(value: object, where: str) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise BadRuleSet(where=where, why=Label(NOT_A_BAND)) from None


def read_bands(section: Mapping[str, Any]) -> tuple[tuple[Band, ...], tuple[Bar, ...]]:
    """Đọc phần xếp loại — raises BadRuleSet."""
    bands, bars = [], []
    for row in section.get("overall", ()):
        if not isinstance(row, Mapping) or not {"name", "from"} <= set(row):
            raise BadRuleSet(where="bands.overall", why=Label(NOT_A_BAND))
        bands.append(Band(str(row["name"]), _decimal(row["from"], "bands.overall")))
    for row in section.get("barred", ()):
        if not isinstance(row, Mapping) or not {"band", "when"} <= set(row):
            raise BadRuleSet(where="bands.barred", why=Label(NOT_A_BAR))
        bars.append(Bar(str(row["band"]), str(row["when"])))
    return tuple(sorted(bands, key=lambda b: -b.begins_at)), tuple(bars)


def read_completion(section: Mapping[str, Any]) -> tuple[tuple[str, ...], str]:
    """Đọc phần hoàn thành — what is required and how it is judged; raises BadRuleSet."""
    judged = section.get("judged", "each_item")
    if judged not in JUDGED:
        raise BadRuleSet(where="completion.judged", why=Label(NOT_A_CHOICE))
    requires = tuple(section.get("requires", REQUIREMENTS))
    if not set(requires) <= set(REQUIREMENTS):
        raise BadRuleSet(where="completion.requires", why=Label(NOT_A_CHOICE))
    return requires, judged


section_reader("bands")(read_bands)
section_reader("completion")(read_completion)


def policy_from(body: Mapping[str, Any]) -> Policy:
    """Chính sách của một bộ quy tắc — raises BadRuleSet where a section cannot be read."""
    bands, barred = read_bands(body["bands"])
    requires, judged = read_completion(body["completion"])
    return Policy(
        max_absent_share=_decimal(body["attendance"]["max_absent_share"], "attendance.max_absent_share"),
        pass_share=_decimal(body["marking"]["pass_share"], "marking.pass_share"),
        bands=bands,
        barred=barred,
        requires=requires,
        judged=judged,
    )
