"""Quy chế trên trang — values out of a set and back into it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from boiduong.foundation.institutions.rules import (
    GROUPS,
    HOURS,
    ITEMS,
    BandsDisordered,
    BandUnread,
    HoursDisordered,
    read_bands,
    shown,
    with_values,
    write_bands,
)
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET, check_rule_set


def _typed(**changes: object) -> dict[str, object]:
    return {item.name: shown(item, DEFAULT_RULE_SET) for item in ITEMS} | changes


def test_values_shown_and_typed_back_are_the_same_set() -> None:
    made = with_values(DEFAULT_RULE_SET, _typed(), write_bands(DEFAULT_RULE_SET))
    assert check_rule_set(made) == check_rule_set(DEFAULT_RULE_SET)


def test_typed_values_take_their_places_and_the_old_set_stays() -> None:
    typed = _typed(attendance__max_absent_share=Decimal("25"), marking__step=Decimal("0.25"), marking__markers=1)
    made = with_values(DEFAULT_RULE_SET, typed, "giỏi: 8,5\nđạt: 5")
    assert made["attendance"]["max_absent_share"] == 0.25
    assert made["marking"] == {**DEFAULT_RULE_SET["marking"], "step": 0.25, "markers": 1}
    assert made["bands"]["overall"] == [{"name": "giỏi", "from": 8.5}, {"name": "đạt", "from": 5}]
    assert made["bands"]["barred"] == [{"band": "giỏi", "when": "resit"}]
    assert DEFAULT_RULE_SET["attendance"]["max_absent_share"] == 0.2


def test_a_bar_falls_away_with_its_band_and_an_unknown_value_stays() -> None:
    made = with_values(DEFAULT_RULE_SET, {}, "đạt: 5")
    assert made["bands"]["barred"] == []
    assert made["certificate"] == DEFAULT_RULE_SET["certificate"]


def test_evenings_have_hours_or_are_left_out() -> None:
    late = with_values(DEFAULT_RULE_SET, {"time__evening": "18:30", "time__morning": "07:00"}, "đạt: 5")
    assert late["time"][HOURS] == {"morning": "07:00", "afternoon": "13:30", "evening": "18:30"}
    assert with_values(late, {"time__evening": ""}, "đạt: 5")["time"][HOURS].keys() == {"morning", "afternoon"}


@pytest.mark.parametrize("typed", [{"time__morning": "13:30"}, {"time__morning": "14:00"}, {"time__evening": "08:00"}])
def test_half_days_begin_one_after_the_other(typed: dict[str, str]) -> None:
    with pytest.raises(HoursDisordered):
        with_values(DEFAULT_RULE_SET, typed, "đạt: 5")


@pytest.mark.parametrize("line", ["giỏi", ": 8", "giỏi: tám", "giỏi: -1", "giỏi: 8.5.1", "giỏi: ²"])
def test_a_line_that_is_no_band_is_said(line: str) -> None:
    with pytest.raises(BandUnread) as raised:
        read_bands(line)
    assert line in raised.value.sentence(str)


@pytest.mark.parametrize("text", ["khá: 7\ngiỏi: 8", "giỏi: 8\nkhá: 8"])
def test_bands_go_down(text: str) -> None:
    with pytest.raises(BandsDisordered):
        read_bands(text)


def test_every_item_stands_in_the_example_set() -> None:
    for item in ITEMS:
        where = DEFAULT_RULE_SET[item.section]
        assert item.key in where or (item.kind == "hour" and HOURS in where)
    assert len({item.name for item in ITEMS}) == len(ITEMS) == sum(len(items) for _, items in GROUPS)
