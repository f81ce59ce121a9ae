"""Số học nhỏ — Shares that add up, numbers from names, and days of work."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import date, timedelta


def apportion(total: int, weights: Sequence[float], *, least: int = 0) -> list[int]:
    """Chia theo tỷ lệ — Whole shares of `total`, each at least `least`, by largest remainder; they add up exactly.

    When `total` is too small for `least` each, the first shares are filled first.
    """
    if not weights:
        return []
    spare = total - least * len(weights)
    if spare < 0:
        return [max(0, min(least, total - least * position)) for position in range(len(weights))]
    whole = sum(weights)
    exact = [spare * (weight / whole if whole > 0 else 1 / len(weights)) for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda at: (shares[at] - exact[at], at))
    for at in by_remainder[: spare - sum(shares)]:
        shares[at] += 1
    return [share + least for share in shares]


def seed_of(name: str) -> int:
    """Số gốc — A number that depends on the name only, the same on every machine and run."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") & 0x7FFF_FFFF


def is_working_day(day: date, *, weekend: bool = False, also: Collection[date] = ()) -> bool:
    """Ngày làm việc — Monday to Friday, any day when `weekend`, and every day in `also`."""
    return weekend or day.weekday() < 5 or day in also


def working_days(start: date, end: date, *, weekend: bool = False, also: Collection[date] = ()) -> tuple[date, ...]:
    """Các ngày làm việc — From start to end, both included."""
    span = (end - start).days + 1
    days = (start + timedelta(days=number) for number in range(max(0, span)))
    return tuple(day for day in days if is_working_day(day, weekend=weekend, also=also))


def next_working_days(start: date, count: int, *, weekend: bool = False) -> tuple[date, ...]:
    """Các ngày làm việc kế tiếp — `count` working days from `start` on; `start` itself always counts."""
    days = [start]
    while len(days) < count:
        day = days[-1] + timedelta(days=1)
        while not is_working_day(day, weekend=weekend):
            day += timedelta(days=1)
        days.append(day)
    return tuple(days[:count])


def rounds(days: Sequence[date], *, longest: int) -> list[tuple[date, date]]:
    """Chia đợt — Runs of neighboring days, none longer than `longest` days, as (first, last)."""
    runs: list[list[date]] = []
    for day in days:
        if runs and len(runs[-1]) < longest and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return [(run[0], run[-1]) for run in runs]
