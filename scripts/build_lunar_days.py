"""Ngày âm lịch — works out mồng 1 Tết and Giỗ Tổ (10/3 âm lịch) as days of the sun, and writes the table of the engine.

The calendar is the Vietnamese one: days begin at midnight of UTC+7; a month begins on the day of the new moon; the
eleventh month holds the winter solstice; of thirteen months between two solstices the first without a major term of the
sun is the leap one. New moons and the longitude of the sun are those of Jean Meeus, Astronomical Algorithms, 2nd
edition, chapters 49 and 25, to some minutes: enough, since no new moon of these years lies so near to midnight.

    python scripts/build_lunar_days.py            says the table
    python scripts/build_lunar_days.py --write    writes it
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from math import floor, radians, sin
from pathlib import Path

FIRST, LAST = 2020, 2040
TABLE = Path(__file__).parent.parent / "src/boiduong/engines/vietnamese/lunar_days.csv"
ZONE = 7 / 24
EPOCH = date(2000, 1, 1)
EPOCH_JD = 2451544.5  # Julian day of its midnight, UTC


def new_moon(k: int) -> float:
    """Trăng mới thứ k từ năm 2000 — Julian day, UTC."""
    t = k / 1236.85
    mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * t**2
    e = 1 - 0.002516 * t - 0.0000074 * t**2
    sun = radians(2.5534 + 29.1053567 * k - 0.0000014 * t**2)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t**2)
    far = radians(160.7108 + 390.67050284 * k - 0.0016118 * t**2)
    node = radians(124.7746 - 1.56375588 * k + 0.0020672 * t**2)
    terms = (
        (-0.40720, moon), (0.17241 * e, sun), (0.01608, 2 * moon), (0.01039, 2 * far), (0.00739 * e, moon - sun),
        (-0.00514 * e, moon + sun), (0.00208 * e**2, 2 * sun), (-0.00111, moon - 2 * far), (-0.00057, moon + 2 * far),
        (0.00056 * e, 2 * moon + sun), (-0.00042, 3 * moon), (0.00042 * e, sun + 2 * far),
        (0.00038 * e, sun - 2 * far), (-0.00024 * e, 2 * moon - sun), (-0.00017, node),
    )  # fmt: skip
    return mean + sum(size * sin(angle) for size, angle in terms) - 70 / 86400  # dynamical time runs 70 s ahead


def sun_longitude(julian: float) -> float:
    """Kinh độ mặt trời — apparent, in degrees, at a Julian day (UTC)."""
    t = (julian + 70 / 86400 - 2451545.0) / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t**2
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t**2)
    center = (
        (1.914602 - 0.004817 * t) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    return (mean + center - 0.00569 - 0.00478 * sin(radians(125.04 - 1934.136 * t))) % 360


def month_begins(k: int) -> date:
    """Ngày đầu tháng âm — the day here on which the k-th moon is new."""
    return EPOCH + timedelta(days=floor(new_moon(k) + ZONE - EPOCH_JD))


def term(day: date) -> int:
    """Trung khí — the number of the last major term at the beginning of a day here; 9 is the winter solstice."""
    return int(sun_longitude(EPOCH_JD + (day - EPOCH).days - ZONE) // 30)


def eleventh(year: int) -> int:
    """Tháng 11 âm — the number of the moon of the month that holds the winter solstice of a year."""
    k = floor((year - 2000 + 0.97) * 12.3685)
    return next(n for n in range(k - 2, k + 2) if term(month_begins(n)) <= 8 and term(month_begins(n + 1)) in (9, 10))


def month(year: int, number: int) -> date:
    """Ngày mồng 1 của tháng 1 đến 10 âm lịch — of the lunar year that begins in a year of the sun; leap months pass."""
    begin, end = eleventh(year - 1), eleventh(year)
    place = begin + number + 1
    if end - begin == 13:
        without = (n for n in range(begin + 1, end) if term(month_begins(n)) == term(month_begins(n + 1)))
        place += next(without) <= place
    return month_begins(place)


def table() -> list[tuple[int, date, date]]:
    """Bảng — for each year mồng 1 Tết and 10/3 âm lịch."""
    return [(year, month(year, 1), month(year, 3) + timedelta(days=9)) for year in range(FIRST, LAST + 1)]


def written() -> str:
    """Bảng dạng CSV."""
    rows = [f"{year},{tet.isoformat()},{hung.isoformat()}" for year, tet, hung in table()]
    return "\n".join(["year,tet,hung_kings", *rows]) + "\n"


if __name__ == "__main__":
    if "--write" in sys.argv:
        TABLE.write_text(written(), encoding="utf-8")
    else:
        sys.stdout.write(written())
