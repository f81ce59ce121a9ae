"""Xét công nhận — the conditions of Điều 6 one by one, the bands, and what bars them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from boiduong.course.recognition.awards.rules import (
    OUTCOMES,
    REASON_TEXTS,
    Facts,
    ItemFact,
    Policy,
    judge,
    policy_from,
    reason_in_vietnamese,
)
from boiduong.course.recognition.awards.rules.judging import band_of
from boiduong.course.recognition.awards.rules.policy import read_bands, read_completion
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET, BadRuleSet

POLICY = policy_from(DEFAULT_RULE_SET)
D = Decimal


def item(value: str | None = "8", **changes: Any) -> ItemFact:
    """A report on the scale of ten."""
    made = ItemFact(1, "Bài thu hoạch", value=None if value is None else D(value), scale_max=D(10), pass_share=D("0.5"))
    return replace(made, **changes)


def by(judged: str, **changes: Any) -> Policy:
    """The example policy, judged another way."""
    return replace(POLICY, judged=judged, **changes)


WORDS = ItemFact(3, "Thực hành", scale="bands", band="khá", passed=True)
DONE = ItemFact(2, "Đề án", scale="pass_fail", passed=True)
CASES: list[tuple[str, Facts, Policy, str, list[str], str]] = [
    ("all well", Facts(items=(item(),)), POLICY, "recognized", [], "giỏi"),
    ("story 5: absent 21 %", Facts(absent_share=D("0.21"), items=(item(),)), POLICY, "not_recognized",
     ["absent_too_much"], ""),
    ("exactly 20 % is within", Facts(absent_share=D("0.2"), items=(item(),)), POLICY, "recognized", [], "giỏi"),
    ("a hair over 20 %", Facts(absent_share=D("0.2001"), items=(item(),)), POLICY, "not_recognized",
     ["absent_too_much"], ""),
    ("story 6: 4.5 with a mean of 7",
     Facts(items=(item("4.5"), item("9.5", item_id=2, title="Đề án"))), POLICY, "not_recognized", ["item_below"], ""),
    ("5.0 is half", Facts(items=(item("5"),)), POLICY, "recognized", [], "trung bình"),
    ("4.99 is below half", Facts(items=(item("4.99"),)), POLICY, "not_recognized", ["item_below"], ""),
    ("0 points", Facts(items=(item("0"),)), POLICY, "not_recognized", ["item_below"], ""),
    ("share of the item goes before that of the rule set", Facts(items=(item("6", pass_share=D("0.7")),)), POLICY,
     "not_recognized", ["item_below"], ""),
    ("share of the rule set where the item says none", Facts(items=(item("4", pass_share=None),)), POLICY,
     "not_recognized", ["item_below"], ""),
    ("scale of a hundred", Facts(items=(item("70", scale_max=D(100)),)), POLICY, "recognized", [], "khá"),
    ("both conditions fail", Facts(absent_share=D("0.5"), items=(item("3"),)), POLICY, "not_recognized",
     ["absent_too_much", "item_below"], ""),
    ("nothing handed in", Facts(items=(item(None, handed_in=False, settled=False),)), POLICY, "not_recognized",
     ["item_missing"], ""),
    ("marks not settled", Facts(items=(item(None, settled=False),)), POLICY, "not_recognized", ["item_unsettled"], ""),
    ("settled without a value", Facts(items=(item(None),)), POLICY, "not_recognized", ["item_not_passed"], ""),
    ("pass", Facts(items=(DONE,)), POLICY, "recognized", [], ""),
    ("fail", Facts(items=(replace(DONE, passed=False),)), POLICY, "not_recognized", ["item_not_passed"], ""),
    ("an item that is not required", Facts(items=(item(), item("1", item_id=9, required=False))), POLICY, "recognized",
     [], ""),
    ("a part that is not judged", Facts(items=(item(), item("1", item_id=9, part_judged="not"))), POLICY, "recognized",
     [], "giỏi"),
    ("one of two passed", Facts(items=(item("3", one_of="a"), item("8", item_id=2, one_of="a"))), POLICY, "recognized",
     [], "trung bình"),
    ("none of two passed", Facts(items=(item("3", one_of="a"), item("4", item_id=2, one_of="a"))), POLICY,
     "not_recognized", ["one_of_missing"], ""),
    ("the only alternative tried failed",
     Facts(items=(item("3", one_of="a"), item(None, item_id=2, one_of="a", handed_in=False))), POLICY,
     "not_recognized", ["item_below"], ""),
    ("conduct", Facts(items=(item(),), conduct_broken=True), POLICY, "not_recognized", ["conduct"], ""),
    ("conduct is not asked", Facts(items=(item(),), conduct_broken=True), by("each_item", requires=("each_item",)),
     "recognized", [], "giỏi"),
    ("attendance is not asked", Facts(absent_share=D(1), items=(item(),)), by("each_item", requires=("each_item",)),
     "recognized", [], "giỏi"),
    ("items are not asked", Facts(items=(item("1"),)), by("each_item", requires=("conduct",)), "recognized", [], ""),
    ("no items at all", Facts(), POLICY, "recognized", [], ""),
    ("pass only: no band", Facts(items=(item("9"),)), by("pass_only"), "recognized", [], ""),
    ("attendance only: items do not count", Facts(items=(item("1"),)), by("attendance_only"), "recognized", [], ""),
    ("attendance only: absence counts", Facts(absent_share=D("0.3")), by("attendance_only"), "not_recognized",
     ["absent_too_much"], ""),
    ("nothing is judged", Facts(absent_share=D(1), items=(item("1"),)), by("none"), "recognized", [], ""),
    ("bands in words", Facts(items=(WORDS,)), by("bands"), "recognized", [], "khá"),
    ("the lowest word stands for the whole", Facts(items=(WORDS, replace(WORDS, band="giỏi"))), by("bands"),
     "recognized", [], "khá"),
    ("resit bars giỏi", Facts(items=(item("8.5", resit=True),)), POLICY, "recognized", [], "khá"),
    ("resit bars what is above giỏi too", Facts(items=(item("9.5", resit=True),)), POLICY, "recognized", [], "khá"),
    ("resit leaves lower bands", Facts(items=(item("6", resit=True),)), POLICY, "recognized", [], "trung bình"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "policy", "outcome", "codes", "band"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_judge(facts: Facts, policy: Policy, outcome: str, codes: list[str], band: str) -> None:
    """Each condition by itself; nothing is recognized with a reason against it."""
    found = judge(facts, policy)
    assert found.outcome == outcome
    assert [reason.code for reason in found.reasons] == codes
    assert found.band == band
    assert (found.outcome == "recognized") == (not found.reasons)


def test_judge_gives_the_numbers_of_the_sentence() -> None:
    """The reason says what was found and what was needed, with decimal commas."""
    absent, below = judge(Facts(absent_share=D("0.214"), items=(item("4.5"),)), POLICY).reasons
    assert absent.facts == {"absent": "21,4", "limit": "20"}
    assert below.facts == {"item": "Bài thu hoạch", "value": "4,5", "scale": "10", "needed": "5"}
    assert reason_in_vietnamese(below.code, below.facts) == "Bài thu hoạch: 4,5/10 điểm, dưới mức đạt 5 điểm"
    assert reason_in_vietnamese("unheard", {}) == "unheard"


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    """No reason is shown as a bare code."""
    facts = dict.fromkeys(("absent", "limit", "item", "value", "scale", "needed", "items"), "x")
    for code, text in REASON_TEXTS.items():
        assert text % facts
        assert reason_in_vietnamese(code, facts) != code
    assert set(OUTCOMES) == {"recognized", "not_recognized", "exception"}


def test_parts_judged_apart_have_their_own_bands() -> None:
    """S3: each part is told for itself; the band of the whole comes from what is judged together."""
    facts = Facts(
        items=(
            item("9", part="Phần 1", part_judged="apart"),
            item("6", item_id=2, part="Phần 2", part_judged="apart"),
            item("7", item_id=3),
        )
    )
    together = judge(facts, POLICY)
    assert together.part_bands == (("Phần 1", "xuất sắc"), ("Phần 2", "trung bình"))
    assert (together.band, together.value) == ("khá", D("7.00"))
    apart = judge(facts, by("parts_apart"))
    assert (apart.band, apart.value) == ("", None)


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("10", "xuất sắc"),
        ("9", "xuất sắc"),
        ("8.99", "giỏi"),
        ("7", "khá"),
        ("5", "trung bình"),
        ("4.99", ""),
        (None, ""),
    ],
)
def test_band_of_thresholds(value: str | None, band: str) -> None:
    """The threshold itself belongs to the band."""
    assert band_of(None if value is None else D(value), POLICY) == band


def test_band_of_unknown_bar_changes_nothing() -> None:
    """A bar on a band that the rule set does not have."""
    odd = replace(POLICY, barred=(replace(POLICY.barred[0], band="ưu"),))
    assert band_of(D("9.5"), odd, resit=True) == "xuất sắc"


@pytest.mark.parametrize(
    ("read", "section"),
    [
        (read_bands, {"overall": ["giỏi"]}),
        (read_bands, {"overall": [{"name": "giỏi"}]}),
        (read_bands, {"overall": [{"name": "giỏi", "from": "tám"}]}),
        (read_bands, {"overall": [], "barred": [{"band": "giỏi"}]}),
        (read_bands, {"overall": [], "barred": ["giỏi"]}),
        (read_completion, {"judged": "by feeling"}),
        (read_completion, {"requires": ["luck"]}),
    ],
)
def test_policy_refuses_what_it_cannot_read(read: Any, section: dict[str, Any]) -> None:
    """A rule set with a typing mistake is refused when it is saved, not when people are judged."""
    with pytest.raises(BadRuleSet):
        read(section)
