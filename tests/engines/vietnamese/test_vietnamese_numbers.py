"""Numbers, money and marks in figures and words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boiduong.engines.vietnamese import money, money_words, number, number_words, percent, score_words

DIGITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5}
DIGITS |= {"sáu": 6, "bảy": 7, "tám": 8, "chín": 9}


def understood(words: str) -> int:
    """Reads number words below a thousand billion back, without sharing code with the speaker."""
    total = group = digit = 0
    for word in words.split():
        if word in DIGITS:
            digit = DIGITS[word]
        elif word in ("trăm", "mươi", "mười", "linh"):
            group += {"trăm": digit * 100, "mươi": digit * 10, "mười": 10, "linh": 0}[word]
            digit = 0
        else:
            total += (group + digit) * {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}[word]
            group = digit = 0
    return total + group + digit


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (1960, None, "1.960"),
        (6.5, None, "6,5"),
        (Decimal("6.50"), None, "6,5"),
        (7.0, None, "7"),
        (7, 2, "7,00"),
        (1234567.891, None, "1.234.567,891"),
        (0.125, 2, "0,13"),
        (2.5, 0, "3"),
        (-0.0, None, "0"),
        (-0.004, 2, "0,00"),
        (-1500, None, "-1.500"),
        (0.1 + 0.2, 1, "0,3"),
        (10**30, None, "1" + ".000" * 10),
        (100, None, "100"),
    ],
)
def test_number_is_written_the_vietnamese_way(value: float | Decimal, places: int | None, written: str) -> None:
    assert number(value, places) == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_number_refuses_what_is_none(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="not a number"):
        number(value)


def test_percent_and_money_keep_their_noun_on_the_line() -> None:
    assert percent(21) == "21\u00a0%"
    assert percent(66.666, 1) == "66,7\u00a0%"
    assert money(2_000_000) == "2.000.000\u00a0đồng"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1960, "một nghìn chín trăm sáu mươi"),
        (10_010, "mười nghìn không trăm mười"),
        (1_000_005, "một triệu không trăm linh năm"),
        (2_350_000, "hai triệu ba trăm năm mươi nghìn"),
        (21_000_000_000, "hai mươi mốt tỷ"),
        (1_000_000_000_001, "một nghìn tỷ không trăm linh một"),
        (-7, "âm bảy"),
    ],
)
def test_number_words_read_as_people_do(value: int, words: str) -> None:
    assert number_words(value) == words


def test_number_words_follow_the_office() -> None:
    assert number_words(24, four="bốn") == "hai mươi bốn"
    assert number_words(-105, zero_ten="lẻ") == "âm một trăm lẻ năm"


@given(st.integers(min_value=0, max_value=999_999_999_999))
def test_number_words_are_understood(value: int) -> None:
    assert understood(number_words(value)) == value


def test_money_words_begin_with_a_capital() -> None:
    assert money_words(2_350_000) == "Hai triệu ba trăm năm mươi nghìn đồng"


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (6.5, "sáu phẩy năm"),
        (7, "bảy"),
        (Decimal("7.00"), "bảy"),
        (10, "mười"),
        (Decimal("1E+1"), "mười"),
        (0, "không"),
        (4.5, "bốn phẩy năm"),
        (6.25, "sáu phẩy hai mươi lăm"),
        (6.05, "sáu phẩy không năm"),
        (9.75, "chín phẩy bảy mươi lăm"),
    ],
)
def test_score_words_are_those_of_a_mark_sheet(score: float | Decimal, words: str) -> None:
    assert score_words(score) == words


@pytest.mark.parametrize("score", [-0.5, float("nan"), float("inf")])
def test_score_words_refuse_what_is_no_score(score: float) -> None:
    with pytest.raises(ValueError, match="number|negative"):
        score_words(score)
