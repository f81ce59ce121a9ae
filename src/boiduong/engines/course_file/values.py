"""Giá trị — Texts, amounts, dates and lengths as a source says them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_FULL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEARLESS = re.compile(r"--([0-9]{2})(?:-([0-9]{2}))?")


class Text(str):
    """Câu chữ — A string that knows whether the source said it or it was assumed."""

    assumed: bool

    def __new__(cls, value: str, *, assumed: bool = False) -> Text:
        """A text; `assumed` is true when no source says it."""
        text = super().__new__(cls, value)
        text.assumed = assumed
        return text


class Word(StrEnum):
    """Chữ đi với số — The word the source put beside a number."""

    EXACTLY = "exactly"
    ABOUT = "about"
    OVER = "over"
    NEARLY = "nearly"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Amount:
    """Số lượng — A whole number as said; `high` is set for a range only."""

    low: int
    word: Word = Word.EXACTLY
    high: int | None = None
    assumed: bool = False

    @property
    def best(self) -> int:
        """Số dùng để tính — One number that agrees with the source's word."""
        step = max(1, self.low // 100)
        if self.word is Word.NEARLY:
            return max(0, self.low - step)
        if self.word is Word.OVER:
            return self.low + step
        return (self.low + (self.high if self.high is not None else self.low)) // 2

    def bounds(self, *, slack: float = 0.05) -> tuple[float, float]:
        """Khoảng hợp lý — What the word leaves room for; `slack` is the share given to about, over and nearly."""
        room = self.low * slack
        if self.word is Word.ABOUT:
            return self.low - room, self.low + room
        if self.word is Word.OVER:
            return self.low, self.low + room
        if self.word is Word.NEARLY:
            return self.low - room, self.low
        return self.low, self.high if self.high is not None else self.low

    def told(self) -> str:
        """Số dạng chữ — The number for a sentence; the source's word is kept as a sign."""
        signs = {Word.ABOUT: "≈ ", Word.OVER: "> ", Word.NEARLY: "< "}
        return f"{self.low}–{self.high}" if self.high is not None else f"{signs.get(self.word, '')}{self.low}"


def day_told(day: date) -> str:
    """Ngày dạng chữ — d/m/yyyy as pages write it: "2/3/2026"."""
    return f"{day.day}/{day.month}/{day.year}"


@dataclass(frozen=True, slots=True)
class When:
    """Thời điểm — A date that may lack its day, its month or its year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    assumed: bool = False

    @classmethod
    def parse(cls, written: str, *, assumed: bool = False) -> When | None:
        """Đọc ngày — `2022-10-07`, `2017-11`, `2011`, `--05-19`, `--05`; None when it is none of these."""
        if full := _FULL.fullmatch(written):
            year, month, day = full.groups()
        elif yearless := _YEARLESS.fullmatch(written):
            year, (month, day) = None, yearless.groups()
        else:
            return None
        when = cls(int(year) if year else None, int(month) if month else None, int(day) if day else None, assumed)
        return when if when._exists() else None

    def _exists(self) -> bool:
        if self.year == 0 or (self.month is not None and not 1 <= self.month <= 12):
            return False
        last = monthrange(self.year or 2024, self.month)[1] if self.month else 31
        return self.day is None or 1 <= self.day <= last

    def first(self, *, year: int) -> date:
        """Ngày sớm nhất — The earliest day it can mean; `year` is used when the source gives none."""
        return date(self.year or year, self.month or 1, min(self.day or 1, self._last_of(year)))

    def last(self, *, year: int) -> date:
        """Ngày muộn nhất — The latest day it can mean."""
        last = self._last_of(year)
        return date(self.year or year, self.month or 12, min(self.day or last, last))

    def _last_of(self, year: int) -> int:
        return monthrange(self.year or year, self.month or 12)[1]

    @property
    def is_full(self) -> bool:
        """Đủ ngày tháng năm — True when day, month and year are all said."""
        return None not in (self.year, self.month, self.day)

    def told(self) -> str:
        """Ngày dạng chữ — d/m/yyyy as pages write it, with what is known."""
        parts = [str(part) for part in (self.day, self.month) if part]
        return "/".join([*parts, str(self.year)] if self.year else parts)


@dataclass(frozen=True, slots=True)
class Duration:
    """Thời lượng — Units of time side by side as said; never converted here."""

    periods: Amount | None = None
    half_days: Amount | None = None
    days: Amount | None = None
    working_days: Amount | None = None
    weeks: Amount | None = None
    months: Amount | None = None
    years: Amount | None = None
    per: str | None = None
    assumed: bool = False
    half_more: bool = False

    def half_day_count(self, *, periods_per_half_day: int) -> int | None:
        """Số buổi — The length in half-days, from the most exact unit said; months hold 22 days, years 250."""
        if self.half_days:
            return self.half_days.best
        for amount, half_days in (
            (self.days, 2),
            (self.working_days, 2),
            (self.weeks, 10),
            (self.months, 44),
            (self.years, 500),
        ):
            if amount:
                return amount.best * half_days + (half_days // 2 if self.half_more else 0)
        if self.periods:
            return -(-self.periods.best // periods_per_half_day)
        return None
