"""Chia chương trình thành buổi — topics in order as half-days of lessons, by day and in the evening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

Cell = tuple[date, str]
EVENING = "evening"


@dataclass(frozen=True)
class TopicWish:
    """Chuyên đề cần xếp — in order; `lecturers` by preference; periods None where the program says nothing.

    It comes after the topic that it `follows`; `evening` where it may be held in the evening and evenings have hours.
    """

    topic: int
    periods: int | None = None
    joint: bool = False
    kind: str = "lecture"
    lecturers: tuple[int, ...] = ()
    place_text: str = ""
    follows: int | None = None
    evening: bool = False


@dataclass(frozen=True)
class Cohort:
    """Các lớp học cùng ngày, cùng chương trình — with the half-days they may use, in order, and evenings."""

    classes: tuple[int, ...]
    sizes: tuple[int, ...]
    home_rooms: tuple[int | None, ...]
    cells: tuple[Cell, ...]
    topics: tuple[TopicWish, ...]
    periods_per_half_day: int = 4
    evenings: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Stretch:
    """Một đoạn — a stretch of one topic inside one half-day; `follows` = the topic began in an earlier half-day."""

    wish: TopicWish
    first_period: int
    periods: int
    follows: bool


HalfDay = tuple[Stretch, ...]


def packed(cohort: Cohort, *, tight: bool, apart: bool = False) -> Iterator[HalfDay]:
    """Chia thành buổi — half-days of lessons in order; tight = no period of a half-day is left empty.

    What may be held in the evening shares its half-day with nothing else; `apart` = nor does what follows a topic.
    """
    whole = cohort.periods_per_half_day
    pieces: list[Stretch] = []
    used = 0
    for wish, wanted in zip(cohort.topics, _lengths(cohort), strict=True):
        if pieces and (not tight or _stand_apart(pieces[0].wish, wish, apart=apart)):
            yield tuple(pieces)
            pieces, used = [], 0
        left = wanted
        while left > 0:
            if used == whole:
                yield tuple(pieces)
                pieces, used = [], 0
            step = min(left, whole - used)
            pieces.append(Stretch(wish, used + 1, step, left < wanted))
            used, left = used + step, left - step
    if pieces:
        yield tuple(pieces)


def _stand_apart(one: TopicWish, other: TopicWish, *, apart: bool) -> bool:
    """Whether two topics never share a half-day."""
    late = one.evening or other.evening
    return one.joint != other.joint or late or (apart and bool(one.follows or other.follows))


def fitting(cohort: Cohort, free: int, evenings: int) -> tuple[list[HalfDay], int]:
    """Chia cho vừa — half-days of lessons in so many free ones and evenings, and how many by day they take.

    Every topic has half-days of its own where there are enough of them, else only what follows another, else none.
    """
    halves: list[HalfDay] = []
    for tight, apart in ((False, True), (True, True), (True, False)):
        halves = [*packed(cohort, tight=tight, apart=apart)]
        if by_day(halves, evenings) <= free:
            break
    return halves, by_day(halves, evenings)


def by_day(halves: Sequence[HalfDay], evenings: int) -> int:
    """Số buổi ban ngày — what is left of the half-days when the evenings have taken theirs."""
    late = sum(half[0].wish.evening for half in halves)
    return len(halves) - min(late, evenings)


def _lengths(cohort: Cohort) -> list[int]:
    """Periods of each topic; those that say nothing share the half-days that are left, one at least.

    One that says nothing takes one evening.
    """
    whole = cohort.periods_per_half_day
    by_daylight = [w for w in cohort.topics if not (w.evening and cohort.evenings)]
    silent = sum(w.periods is None for w in by_daylight)
    stated = sum(-(-w.periods // whole) for w in by_daylight if w.periods is not None)
    left = len(cohort.cells) - stated - 2
    share, rest = divmod(max(left, silent), silent) if silent else (0, 0)
    lengths = []
    for wish in cohort.topics:
        if wish.periods is not None:
            lengths.append(wish.periods)
            continue
        if wish not in by_daylight:
            lengths.append(whole)
            continue
        lengths.append((share + (rest > 0)) * whole)
        rest -= 1
    return lengths
