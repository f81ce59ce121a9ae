"""Kiểm tra thời lượng — Lengths of topics against those said of their part and program, each unit by itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..block import Block
from ..findings import Finding, Words
from ..values import Amount, Duration
from .common import programs, range_told, told_at, topics_under, total

UNITS: dict[str, Words] = {"periods": ("tiết", "periods"), "half_days": ("buổi", "half-days"), "days": ("ngày", "days")}


def check_hours(course: Block) -> Iterator[Finding]:
    """Kiểm tra thời lượng — More than said is warned of, for the timetable keeps to its half-days; less is told."""
    for program in programs(course):
        for owner in (program, *program.each("parts")):
            said = owner.duration()
            if said is not None and said.per != "course" and not _is_choice(owner):
                yield from _against(owner, said)


def _is_choice(owner: Block) -> bool:
    """Có phần tự chọn — Not everything listed is then learned."""
    return any(one.has("choose") for one in (owner, *owner.each("parts")))


def _against(owner: Block, said: Duration) -> Iterator[Finding]:
    topics = topics_under(owner)
    lengths = [topic.duration() for topic in topics]
    for unit, words in UNITS.items():
        whole: Amount | None = getattr(said, unit)
        known = [amount for one in lengths if one is not None and (amount := getattr(one, unit)) is not None]
        if whole is None or not known or any(topic.has("count") for topic in topics):
            continue
        low, high = total(known)
        facts: dict[str, Words] = {"sum": range_told((low, high)), "said": whole.told(), "unit": words}
        if low > whole.bounds()[1]:
            yield told_at(owner.at("length"), "hours_over", **facts)
        elif high < whole.bounds()[0] and len(known) == len(topics):
            yield told_at(owner.at("length"), "hours_under", **facts)
