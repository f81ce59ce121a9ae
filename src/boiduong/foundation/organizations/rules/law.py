"""Căn cứ theo thời gian — which text of the law held on a day, so that a class is told the law of its own time.

First days as in docs/regulations.md; a later text takes the place of the one before it.
"""

from __future__ import annotations

from datetime import date

from boiduong.refusals import gettext_noop

LAW: dict[str, tuple[tuple[date, str], ...]] = {
    "completion": (
        (date(2018, 3, 1), gettext_noop("Circular 01/2018/TT-BNV")),
        (date(2023, 6, 15), gettext_noop("Circular 03/2023/TT-BNV, Article 6")),
    ),
}


def law_on(matter: str, day: date) -> str:
    """Văn bản có hiệu lực vào một ngày — a msgid; empty before the first text that is known here."""
    return next((text for first, text in reversed(LAW[matter]) if first <= day), "")
