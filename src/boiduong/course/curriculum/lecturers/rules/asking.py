"""Quy tắc giảng viên — how a lecturer may be asked for, the standings, and half-days said to be busy."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from boiduong.refusals import Label, Refusal, gettext_noop

ASKED_AS = {
    "person": gettext_noop("by name"),
    "post": gettext_noop("by post"),
    "body": gettext_noop("by body"),
    "rank": gettext_noop("by rank"),
}
STANDINGS = {
    "internal": gettext_noop("lecturer of the school"),
    "visiting": gettext_noop("visiting lecturer"),
    "reporter": gettext_noop("reporter"),
    "technician": gettext_noop("technician"),
}


class LecturerNotSaid(Refusal):
    """Chưa nói mời ai."""

    text = gettext_noop("A lecturer asked for %(how)s needs that to be written.")


class UnknownStanding(Refusal):
    """Không có loại này."""

    text = gettext_noop("“%(value)s” is not a kind of lecturer.")


def check_asked(
    *, asked_as: str, has_person: bool, post_text: str, body_text: str, rank_text: str, standing: str
) -> None:
    """Kiểm tra cách mời — what `asked_as` names must be said; raises LecturerNotSaid, UnknownStanding."""
    if asked_as not in ASKED_AS:
        raise UnknownStanding(value=asked_as)
    if standing not in STANDINGS:
        raise UnknownStanding(value=standing)
    said = {"person": has_person, "post": post_text.strip(), "body": body_text.strip(), "rank": rank_text.strip()}
    if not said[asked_as]:
        raise LecturerNotSaid(how=Label(ASKED_AS[asked_as]))


HALF_DAYS = ("morning", "afternoon", "evening")
STATES = ("busy", "wish")
MOST_HALF_DAYS = 400
MOST_DAYS = 400


class NoHalfDay(Refusal):
    """Không có buổi này."""

    text = gettext_noop("Choose half-days between the two days, no more than a year.")


def check_half_days(cells: Collection[tuple[date, str]], *, first: date, last: date) -> None:
    """Kiểm tra các buổi — known halves between two days at most a year apart; raises NoHalfDay."""
    if not 0 <= (last - first).days <= MOST_DAYS or len(cells) > MOST_HALF_DAYS:
        raise NoHalfDay
    if any(half not in HALF_DAYS or not first <= day <= last for day, half in cells):
        raise NoHalfDay


def check_weekly(*, weekday: int, half: str, first: date, last: date, state: str) -> None:
    """Kiểm tra buổi hằng tuần — a day of the week 0-6, a known half, two days in order; raises NoHalfDay."""
    if weekday not in range(7) or half not in HALF_DAYS or state not in STATES:
        raise NoHalfDay
    if not 0 <= (last - first).days <= MOST_DAYS:
        raise NoHalfDay
