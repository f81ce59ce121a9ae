"""Quy tắc địa điểm — kinds of rooms, and the limits of what may be written."""

from __future__ import annotations

from boiduong.refusals import gettext_noop

MOST_SEATS = 20_000
MOST_BEDS = 20_000
MOST_MINUTES = 24 * 60
ROOM_KINDS: dict[str, str] = {
    "hall": gettext_noop("hall"),
    "classroom": gettext_noop("classroom"),
    "computer": gettext_noop("computer room"),
    "meeting": gettext_noop("meeting room"),
}


def pair(one: int, other: int) -> tuple[int, int]:
    """Cặp địa điểm — the smaller id first: the way there is as long as the way back."""
    return (one, other) if one < other else (other, one)
