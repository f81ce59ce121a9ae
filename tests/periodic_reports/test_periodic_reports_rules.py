"""Quy tắc báo cáo — ages, bands, shares, what is settled, stated numbers; and the words of the paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from boiduong.course.reporting.periodic_reports.papers import wording
from boiduong.course.reporting.periodic_reports.rules import (
    age_bands,
    age_on,
    bands_best_first,
    is_settled,
    judge_stated,
    share,
)

DERIVED = {"opened": 66, "present": 60, "recognized": 60, "classes": 2}
STATED = {
    "equal": (("opened", 66, None, "exactly"), ("equal", 66, ())),
    "differs": (("opened", 70, None, "exactly"), ("differs", 66, ())),
    "inside a range": (("opened", 60, 70, "about"), ("within", 66, ())),
    "nearly": (("opened", 68, None, "nearly"), ("within", 66, ())),
    "over": (("opened", 65, None, "over"), ("within", 66, ())),
    "a kind that is not counted": (("planned", 66, None, "exactly"), ("unknown", None, ())),
    "not said, fits two": (("not_said", 60, None, "exactly"), ("fits", None, ("present", "recognized"))),
    "not said, fits none": (("not_said", 2, None, "exactly"), ("differs", None, ())),
}


@pytest.mark.parametrize("name", STATED)
def test_stated_numbers(name: str) -> None:
    (kind, low, high, word), expected = STATED[name]
    found = judge_stated(kind=kind, low=low, high=high, word=word, derived=DERIVED)
    assert (found.outcome, found.derived, found.fits) == expected


@pytest.mark.parametrize(
    ("born", "year", "age"),
    [
        (date(1980, 8, 18), None, 45),
        (date(1980, 8, 19), None, 44),
        (date(1980, 2, 29), None, 45),
        (None, 1980, 45),
        (None, None, None),
    ],
)
def test_age(born: date | None, year: int | None, age: int | None) -> None:
    assert age_on(born, year, date(2025, 8, 18)) == age


def test_age_bands_hold_everybody_once() -> None:
    assert age_bands([35, 36, 45, 46, 55, 56, None]) == [
        (None, 35, 1),
        (36, 45, 2),
        (46, 55, 2),
        (56, None, 1),
        (None, None, 1),
    ]
    assert age_bands([40], ends=()) == [(None, None, 1)]
    assert [n for _, _, n in age_bands([])] == [0, 0, 0, 0]


def test_share_of_nothing_is_nothing() -> None:
    assert share(1, 0) == 0
    assert share(1, 4) == 25


@pytest.mark.parametrize(
    ("required", "settled", "expected"),
    [
        ([], {1}, False),
        ([(1, "")], {1, 9}, True),
        ([(1, ""), (2, "")], {1}, False),
        ([(1, ""), (2, "a"), (3, "a")], {1, 3}, True),
        ([(1, ""), (2, "a"), (3, "a")], {1}, False),
        ([(2, "a"), (3, "b")], {2}, False),
    ],
)
def test_settled(required: list[tuple[int, str]], settled: set[int], expected: bool) -> None:
    assert is_settled(required, frozenset(settled)) is expected


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, "chưa rõ tuổi"),
        (None, 35, "từ 35 tuổi trở xuống"),
        (36, 45, "từ 36 đến 45 tuổi"),
        (56, None, "từ 56 tuổi trở lên"),
    ],
)
def test_age_words(low: int | None, high: int | None, words: str) -> None:
    assert wording.age_band(low, high) == words


def test_bands_are_told_from_the_best_down() -> None:
    marked = [("khá", 7), ("khá", 7), ("giỏi", 8), ("xuất sắc", 9), ("trung bình", 6), ("khá", 8), ("trung bình", 6)]
    assert bands_best_first([(band, Decimal(value)) for band, value in marked]) == (
        ("xuất sắc", 1),
        ("giỏi", 1),
        ("khá", 3),
        ("trung bình", 2),
    )
    said = [("trung bình", None), ("Tốt", None), ("giỏi", None), ("", None)]
    assert [band for band, _ in bands_best_first(said)] == ["giỏi", "trung bình", "Tốt", ""]
