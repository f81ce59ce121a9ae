"""Dates and times as papers and screens write them."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boiduong.engines.vietnamese import (
    date_digits,
    date_range,
    date_short,
    date_words,
    range_digits,
    time_words,
    weekday,
)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 2, 5), "ngày 05 tháng 02 năm 2025"),
        (date(2025, 1, 31), "ngày 31 tháng 01 năm 2025"),
        (date(2025, 3, 9), "ngày 09 tháng 3 năm 2025"),
        (date(2025, 8, 18), "ngày 18 tháng 8 năm 2025"),
        (date(2025, 12, 10), "ngày 10 tháng 12 năm 2025"),
    ],
)
def test_date_words_has_a_zero_where_the_layout_rules_want_one(day: date, words: str) -> None:
    assert date_words(day) == words


def test_date_short_has_no_zeros() -> None:
    assert date_short(date(2025, 8, 5)) == "5/8/2025"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2025, 8, 18), date(2025, 8, 22), "18–22/8/2025"),
        (date(2025, 8, 18), date(2025, 8, 18), "18/8/2025"),
        (date(2025, 7, 28), date(2025, 8, 2), "28/7–2/8/2025"),
        (date(2025, 7, 2), date(2025, 8, 2), "2/7–2/8/2025"),
        (date(2025, 12, 29), date(2026, 1, 3), "29/12/2025–3/1/2026"),
        (date(2025, 8, 18), date(2026, 8, 22), "18/8/2025–22/8/2026"),
    ],
)
def test_date_range_says_month_and_year_once_when_they_are_one(start: date, end: date, written: str) -> None:
    assert date_range(start, end) == written


def test_date_range_refuses_an_end_before_the_start() -> None:
    with pytest.raises(ValueError, match="is before"):
        date_range(date(2025, 8, 2), date(2025, 8, 1))


@given(st.dates(), st.dates())
def test_date_range_ends_with_its_last_day(one: date, other: date) -> None:
    start, end = sorted((one, other))
    assert date_range(start, end).endswith(date_short(end))


def test_weekday_names_the_week() -> None:
    monday = date(2025, 8, 18)
    week = [weekday(monday + timedelta(days=step)) for step in range(7)]
    assert week == ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"]


@pytest.mark.parametrize(
    ("moment", "words"),
    [(time(7, 30), "7 giờ 30"), (time(8), "8 giờ"), (time(13, 5), "13 giờ 05"), (time(0), "0 giờ")],
)
def test_time_words_are_those_of_papers(moment: time, words: str) -> None:
    assert time_words(moment) == words


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2025, 8, 18), date(2025, 8, 22), "18–22/08/2025"),
        (date(2021, 11, 1), date(2021, 11, 5), "01–05/11/2021"),
        (date(2025, 7, 28), date(2025, 8, 2), "28/07–02/08/2025"),
        (date(2025, 12, 29), date(2026, 1, 3), "29/12/2025–03/01/2026"),
        (date(2025, 2, 5), date(2025, 2, 5), "05/02/2025"),
    ],
)
def test_days_on_papers_have_zeros(start: date, end: date, written: str) -> None:
    assert range_digits(start, end) == written
    assert written.endswith(date_digits(end))


def test_days_on_papers_refuse_an_end_before_the_start() -> None:
    with pytest.raises(ValueError, match="is before"):
        range_digits(date(2025, 8, 2), date(2025, 8, 1))
