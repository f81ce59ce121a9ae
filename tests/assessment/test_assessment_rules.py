"""Rules of marking: scales, two markers, half of the scale that passes, and who may hand in again."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from boiduong.course.evaluation.assessment import rules
from boiduong.course.evaluation.assessment.rules import SUBMISSION, Scale
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET
from boiduong.refusals import Refusal
from boiduong.states import Forbidden

TEN = Scale("points", Decimal(10), Decimal("0.5"), Decimal("0.5"))
NO_STEP = Scale("points")
BANDS = Scale("bands", bands=("tốt", "khá", "không đạt"))
PASS = Scale("pass_fail")
WALK = {("submitted", "score"): "submitted", ("submitted", "settle"): "settled", ("settled", "amend"): "settled"}
EXAMPLE = rules.marking_rules(DEFAULT_RULE_SET["marking"])


@pytest.mark.parametrize(("state", "act"), list(itertools.product(SUBMISSION.states, SUBMISSION.acts)))
def test_submission_walk(state: str, act: str) -> None:
    if (state, act) in WALK:
        assert SUBMISSION.after(state, act) == WALK[state, act]
    else:
        with pytest.raises(Forbidden):
            SUBMISSION.after(state, act)


@pytest.mark.parametrize(
    ("value", "scale", "refusal"),
    [
        ("0", TEN, None),
        ("10", TEN, None),
        ("6.5", TEN, None),
        ("6.50", TEN, None),
        ("6.3", TEN, rules.NotOnStep),
        ("10.5", TEN, rules.OutOfScale),
        ("-0.5", TEN, rules.OutOfScale),
        ("NaN", TEN, rules.OutOfScale),
        ("Infinity", TEN, rules.OutOfScale),
        ("-Infinity", TEN, rules.OutOfScale),
        ("7.33", NO_STEP, None),
        ("11", NO_STEP, rules.OutOfScale),
    ],
)
def test_value_on_its_scale(value: str, scale: Scale, refusal: type[Refusal] | None) -> None:
    if refusal is None:
        assert rules.check_value(Decimal(value), scale) == Decimal(value)
    else:
        with pytest.raises(refusal):
            rules.check_value(Decimal(value), scale)


def test_refused_value_is_said_with_a_comma() -> None:
    with pytest.raises(rules.NotOnStep, match="6,3"):
        rules.check_value(Decimal("6.3"), TEN)


@pytest.mark.parametrize(
    ("band", "scale", "known"),
    [
        ("khá", BANDS, True),
        ("Khá", BANDS, False),
        ("", BANDS, False),
        ("đạt", PASS, True),
        ("không đạt", PASS, True),
        ("<b>đạt</b>", PASS, False),
    ],
)
def test_band_of_the_program(band: str, scale: Scale, known: bool) -> None:
    if known:
        assert rules.check_band(band, scale) == band
    else:
        with pytest.raises(rules.BandUnknown):
            rules.check_band(band, scale)


@pytest.mark.parametrize(
    ("values", "needed", "limit", "settled"),
    [
        (["7"], 1, "1", "7.00"),
        (["7", "8"], 2, "1", "7.50"),
        (["7", "7.5"], 2, "1", "7.25"),
        (["7", "7", "8"], 3, "1", "7.33"),
        (["6", "7.5"], 2, "1", rules.DifferenceTooLarge),
        (["6", "7"], 2, "0", rules.DifferenceTooLarge),
        (["7"], 2, "1", rules.MarksMissing),
        ([], 1, "1", rules.MarksMissing),
    ],
)
def test_settled_value(values: list[str], needed: int, limit: str, settled: str | type[Refusal]) -> None:
    marks = [Decimal(v) for v in values]
    if isinstance(settled, str):
        assert str(rules.settled_value(marks, needed=needed, limit=Decimal(limit))) == settled
    else:
        with pytest.raises(settled):
            rules.settled_value(marks, needed=needed, limit=Decimal(limit))


@pytest.mark.parametrize(
    ("bands", "needed", "settled"),
    [
        (["đạt", "đạt"], 2, "đạt"),
        (["tốt"], 1, "tốt"),
        (["đạt"], 2, rules.MarksMissing),
        (["đạt", "không đạt"], 2, rules.DifferenceTooLarge),
    ],
)
def test_settled_band(bands: list[str], needed: int, settled: str | type[Refusal]) -> None:
    if isinstance(settled, str):
        assert rules.settled_band(bands, needed=needed) == settled
    else:
        with pytest.raises(settled):
            rules.settled_band(bands, needed=needed)


@pytest.mark.parametrize(
    ("scale", "value", "band", "passed"),
    [
        (TEN, "5", "", True),
        (TEN, "4.75", "", False),
        (TEN, "4.5", "", False),
        (TEN, None, "", False),
        (NO_STEP, "5", "", True),
        (NO_STEP, "4.99", "", False),
        (Scale("points", Decimal(100), pass_share=Decimal("0.7")), "69", "", False),
        (Scale("points", Decimal(100), pass_share=Decimal("0.7")), "70", "", True),
        (BANDS, None, "khá", True),
        (BANDS, None, "không đạt", False),
        (PASS, None, "", False),
        (PASS, None, "đạt", True),
    ],
)
def test_each_item_passes_by_itself(scale: Scale, value: str | None, band: str, passed: bool) -> None:
    number = None if value is None else Decimal(value)
    assert rules.item_passed(scale, value=number, band=band) is passed


@pytest.mark.parametrize(
    ("attempts", "settled", "passed", "refusal"),
    [
        (0, False, False, None),
        (1, True, False, None),
        (1, False, False, rules.StillBeingMarked),
        (1, True, True, rules.AlreadyPassed),
        (2, True, False, rules.NoAttemptLeft),
        (2, False, False, rules.StillBeingMarked),
    ],
)
def test_second_report(attempts: int, settled: bool, passed: bool, refusal: type[Refusal] | None) -> None:
    facts = {"attempts": attempts, "settled": settled, "passed": passed, "name": "A", "rules": EXAMPLE}
    if refusal is None:
        rules.refuse_attempt(**facts)  # type: ignore[arg-type]
    else:
        with pytest.raises(refusal):
            rules.refuse_attempt(**facts)  # type: ignore[arg-type]


def test_resit_days_come_from_the_rule_set() -> None:
    settled = datetime(2025, 9, 1, 8, tzinfo=UTC)
    assert rules.resit_until(settled, EXAMPLE) == datetime(2025, 10, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(("values", "far"), [([], False), (["5"], False), (["5", "6"], False), (["5", "6.5"], True)])
def test_far_apart(values: list[str], far: bool) -> None:
    assert rules.far_apart([Decimal(v) for v in values], Decimal(1)) is far


def test_marking_rules_are_read_from_the_rule_set() -> None:
    assert (EXAMPLE.markers, EXAMPLE.resits, EXAMPLE.max_difference) == (2, 1, Decimal("1.0"))
    assert EXAMPLE.amend_needs_second_person is True


def test_known_bands_of_pass_or_fail() -> None:
    assert rules.known_bands(PASS) == ("đạt", "không đạt")
    assert rules.known_bands(BANDS) == BANDS.bands


@pytest.mark.parametrize(("highest", "limit"), [(None, "1"), ("10", "1"), ("100", "10"), ("20", "2")])
def test_limit_of_two_markers_grows_with_the_scale(highest: str | None, limit: str) -> None:
    """Five of a hundred are half a point of ten: nobody has to talk about them."""
    assert rules.limit_on(Decimal(1), Decimal(highest) if highest else None) == Decimal(limit)
