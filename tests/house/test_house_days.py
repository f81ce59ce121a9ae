"""Ngày của một thời điểm — the day here, not the day in Greenwich: it is another until seven in the morning."""

from __future__ import annotations

import re
from pathlib import Path

import boiduong

SOURCES = Path(boiduong.__file__).parent
# A moment of a service or of a row is kept in UTC; its day is asked of `timezone.localdate`.
DAY_IN_GREENWICH = re.compile(r"\b(at|now|\w+_at)\.date\(\)")


def test_no_service_takes_the_day_of_greenwich() -> None:
    found = [
        f"{path.relative_to(SOURCES)}: {line.strip()}"
        for folder in ("course", "foundation")
        for path in sorted((SOURCES / folder).rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if DAY_IN_GREENWICH.search(line)
    ]
    assert found == ["course/website/verification/views/asking.py: " + line for line in _local_already()]


def _local_already() -> list[str]:
    """The one page that has made its moment local before."""
    return ['said["asked_at"] = f"{now:%H:%M}, {weekday(now.date())} {date_short(now.date())}"']
