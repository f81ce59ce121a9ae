"""Giá trị — Amounts, dates, lengths and shares, one rule at a time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boiduong.engines.course_file import Amount, Duration, When, Word
from boiduong.engines.course_file.arithmetic import apportion, next_working_days, rounds, seed_of, working_days
from boiduong.engines.course_file.block import Block
from boiduong.engines.course_file.nodes import Leaf, Mapping, Sequence, at_path, spelled

AMOUNTS = [
    (Amount(66), 66, (66, 66), "66"),
    (Amount(400, Word.NEARLY), 396, (380, 400), "< 400"),
    (Amount(0, Word.NEARLY), 0, (0, 0), "< 0"),
    (Amount(300, Word.OVER), 303, (300, 315), "> 300"),
    (Amount(90, Word.ABOUT), 90, (85.5, 94.5), "≈ 90"),
    (Amount(30, Word.RANGE, 40), 35, (30, 40), "30–40"),
]


@pytest.mark.parametrize(("amount", "best", "bounds", "told"), AMOUNTS)
def test_amount_keeps_the_word_of_its_source(amount: Amount, best: int, bounds: tuple[float, float], told: str) -> None:
    assert (amount.best, amount.bounds(), amount.told()) == (best, bounds, told)


DATES = [
    ("2022-10-07", date(2022, 10, 7), date(2022, 10, 7), "7/10/2022"),
    ("2017-11", date(2017, 11, 1), date(2017, 11, 30), "11/2017"),
    ("2011", date(2011, 1, 1), date(2011, 12, 31), "2011"),
    ("--05-19", date(2025, 5, 19), date(2025, 5, 19), "19/5"),
    ("--02-29", date(2025, 2, 28), date(2025, 2, 28), "29/2"),
    ("--05", date(2025, 5, 1), date(2025, 5, 31), "5"),
]


@pytest.mark.parametrize(("written", "first", "last", "told"), DATES)
def test_partial_date_spans_what_it_leaves_open(written: str, first: date, last: date, told: str) -> None:
    when = When.parse(written)

    assert when is not None
    assert (when.first(year=2025), when.last(year=2025), when.told()) == (first, last, told)


@pytest.mark.parametrize("written", ["", "2022-13", "2022-02-30", "0000", "18/8/2025", "--13", "2022-1"])
def test_what_is_no_date_is_not_read(written: str) -> None:
    assert When.parse(written) is None


LENGTHS = [
    (Duration(), None),
    (Duration(half_days=Amount(3), days=Amount(9)), 3),
    (Duration(periods=Amount(9)), 3),
    (Duration(years=Amount(1)), 500),
    (Duration(days=Amount(2), half_more=True), 5),
]


@pytest.mark.parametrize(("length", "half_days"), LENGTHS)
def test_length_in_half_days(length: Duration, half_days: int | None) -> None:
    assert length.half_day_count(periods_per_half_day=4) == half_days


@given(
    st.integers(0, 5000),
    st.lists(st.floats(0, 1000), min_size=1, max_size=40),
    st.integers(0, 3),
)
def test_shares_add_up_and_keep_the_least(total: int, weights: list[float], least: int) -> None:
    shares = apportion(total, weights, least=least)

    assert sum(shares) == total
    if total >= least * len(weights):
        assert min(shares) >= least


def test_nothing_is_shared_among_none() -> None:
    assert apportion(5, []) == []


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_rounds_hold_every_working_day_once(start: date, count: int) -> None:
    days = next_working_days(start, count)
    found = rounds(days, longest=5)

    assert len(days) == count
    assert [day for first, last in found for day in working_days(first, last, weekend=True)] == list(days)
    assert all((last - first).days < 5 for first, last in found)


def test_seed_depends_on_the_name_alone() -> None:
    assert seed_of("dak-lak-2025") == seed_of("dak-lak-2025") != seed_of("ha-noi-2022")


def test_block_reads_what_is_of_another_type_as_not_said() -> None:
    block = Block(Mapping(1, 1), ())
    text = Block(Leaf(1, 1, "chữ", "chữ"))

    assert block.number("a") is block.share("a") is block.flag("a") is block.amount("a") is block.when("a") is None
    assert block.texts("a") == block.each("a") == text.keys() == ()
    assert Block(Leaf(1, 1, 5, "5")).as_text() is None


def test_path_is_spelled_and_followed_to_the_nearest_node() -> None:
    inner = Leaf(3, 4, 1, "1")
    root = Sequence(1, 1, (inner,))

    assert spelled(("classes", "list", 0, "size")) == "classes.list[0].size"
    assert at_path(root, (0,)) is inner
    assert at_path(root, (5,)) is root
    assert at_path(root, ("a",)) is root
