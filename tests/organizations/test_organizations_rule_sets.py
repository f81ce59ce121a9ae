"""The shape of a rule set: what is refused, and how a stage reads its section."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from boiduong.foundation.organizations.rules import (
    DEFAULT_RULE_SET,
    SECTIONS,
    BadRuleSet,
    check_rule_set,
    read_section,
    rule_sets,
    section_reader,
    short_of,
)


@dataclass(frozen=True)
class Sample:
    """A section as a stage may have it."""

    limit_share: float
    times: int
    name: str
    on: bool
    levels: tuple[Mapping[str, Any], ...]
    starts: Mapping[str, str]
    days: int | None = None


GOOD = {"limit_share": 0.2, "times": 1, "name": "x", "on": True, "levels": [{"a": 1}], "starts": {"m": "07:30"}}


def body(**changes: object) -> dict[str, Any]:
    return {**copy.deepcopy(DEFAULT_RULE_SET), **changes}


def test_the_example_has_every_section_and_is_accepted() -> None:
    assert tuple(DEFAULT_RULE_SET) == SECTIONS
    assert check_rule_set(DEFAULT_RULE_SET) == DEFAULT_RULE_SET


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        (body(attendence={}), "attendence"),
        (body(time=[45]), "time"),
        ({k: v for k, v in DEFAULT_RULE_SET.items() if k != "marking"}, "marking"),
        ([], "…"),
        (None, "…"),
        (body(yearly_need={"periods": float("nan")}), "…"),
        (body(yearly_need={"periods": {1, 2}}), "…"),
    ],
    ids=["typo", "list for mapping", "missing", "list", "none", "nan", "set"],
)
def test_rule_set_refused(wrong: object, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_sets, "_readers", {})  # the shape alone, whichever stages read their sections
    with pytest.raises(BadRuleSet) as refusal:
        check_rule_set(wrong)
    assert refusal.value.facts["where"] == where


def test_a_stage_reads_its_section_at_adoption(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_sets, "_readers", {})
    seen: list[object] = []

    @section_reader("feedback")
    def read(values: Mapping[str, Any]) -> object:
        seen.append(values["suppress_below"])
        raise BadRuleSet(where="feedback", why="x")

    with pytest.raises(BadRuleSet):
        check_rule_set(DEFAULT_RULE_SET)
    assert seen == [5]
    assert read


def test_read_section() -> None:
    read = read_section(Sample, "sample", GOOD)
    assert read == Sample(0.2, 1, "x", True, ({"a": 1},), {"m": "07:30"})
    assert read_section(Sample, "sample", {**GOOD, "limit_share": 1, "days": 3}).days == 3
    assert read_section(Sample, "sample", {**GOOD, "days": None}).days is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"limit": 1}, "is not known"),
        ({"times": 1.5}, "wrong kind"),
        ({"times": True}, "wrong kind"),
        ({"on": 1}, "wrong kind"),
        ({"name": 3}, "wrong kind"),
        ({"levels": "ab"}, "wrong kind"),
        ({"starts": []}, "wrong kind"),
        ({"limit_share": "0.2"}, "wrong kind"),
        ({"limit_share": 1.2}, "between 0 and 1"),
        ({"times": -1}, "negative"),
        ({"days": "3"}, "wrong kind"),
        ({"name": None}, "wrong kind"),
    ],
    ids=lambda value: str(value),
)
def test_read_section_refuses(change: dict[str, object], why: str) -> None:
    with pytest.raises(BadRuleSet, match=why):
        read_section(Sample, "sample", {**GOOD, **change})


def test_read_section_refuses_a_missing_key() -> None:
    with pytest.raises(BadRuleSet, match="is missing"):
        read_section(Sample, "sample", {k: v for k, v in GOOD.items() if k != "times"})


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Thành phố Hà Nội", "Hà Nội"),
        ("Thị xã Sơn Tây", "Sơn Tây"),
        ("Xã Ea H'Leo", "Ea H'Leo"),
        ("Phường 1", "Phường 1"),
        ("Quận 12", "Quận 12"),
        ("Trường Chính trị tỉnh Đắk Lắk", "Trường Chính trị tỉnh Đắk Lắk"),
        ("Xã", "Xã"),
        ("", ""),
    ],
)
def test_short_of(name: str, short: str) -> None:
    assert short_of(name) == short
