"""Căn cứ theo thời gian — a class is told the law of its own day."""

from __future__ import annotations

from datetime import date

import pytest

from boiduong.foundation.organizations.rules import law_on


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2018, 2, 28), ""),
        (date(2018, 3, 1), "Circular 01/2018/TT-BNV"),
        (date(2022, 6, 6), "Circular 01/2018/TT-BNV"),
        (date(2023, 6, 14), "Circular 01/2018/TT-BNV"),
        (date(2023, 6, 15), "Circular 03/2023/TT-BNV, Article 6"),
        (date(2025, 8, 18), "Circular 03/2023/TT-BNV, Article 6"),
    ],
)
def test_completion_is_judged_by_the_text_of_its_day(day: date, text: str) -> None:
    """The later text takes the place of the one before it, from its first day on."""
    assert law_on("completion", day) == text
