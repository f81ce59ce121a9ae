"""Điều còn ngờ — A disagreement that the file itself lists under `doubts` is shown, not refused."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..block import Block
from ..findings import Finding, Level, finding

DISAGREEMENTS: dict[str, frozenset[str]] = {
    "more_topics": frozenset({"topics", "topic_count"}),
    "parts_differ": frozenset({"topics", "parts", "topic_count"}),
    "too_few_electives": frozenset({"choose", "electives", "topics"}),
    "more_classes": frozenset({"classes"}),
    "sizes_differ": frozenset({"size", "sizes", "classes", "learners", "capacity"}),
    "stated_differs": frozenset({"count"}),
    "more_names": frozenset({"names", "units"}),
    "kinds_differ": frozenset({"by_kind", "units"}),
    "results_differ": frozenset({"results", "graded", "counts"}),
    "share_differs": frozenset({"results", "shares", "shares_printed"}),
    "quota_over_plan": frozenset({"quota"}),
    "over_capacity": frozenset({"capacity", "quota", "expected", "learners"}),
    "hours_over": frozenset({"length", "periods", "half_days", "days", "topics"}),
    "expected_differs": frozenset({"expected", "learners", "groups"}),
    "outside_course": frozenset({"calendar", "dates"}),
    "length_beyond_dates": frozenset({"calendar", "dates", "length"}),
    "end_before_start": frozenset({"calendar", "dates"}),
}
_TOO_WIDE = frozenset({"value", "list", "stated"})
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def settle_doubts(found: Iterable[Finding], course: Block) -> tuple[Finding, ...]:
    """Xét điều còn ngờ — Findings of disagreement that a doubt covers become notes."""
    doubts = course.each("doubts")
    return tuple(_as_note(one) if _is_covered(one, doubts) else one for one in found)


def _is_covered(one: Finding, doubts: tuple[Block, ...]) -> bool:
    """Đã ghi — A doubt covers a finding when it names its subject or path, or holds two of its numbers."""
    if one.code not in DISAGREEMENTS:
        return False
    subjects = {word for word in re.split(r"[.\[\]0-9]+", one.path) if word} - _TOO_WIDE | DISAGREEMENTS[one.code]
    numbers = {number for _, fact in one.facts for number in _NUMBER.findall(str(fact))}
    for doubt in doubts:
        about = set((doubt.word("about") or "").split())
        said = set(_NUMBER.findall(f"{doubt.word('says')} {doubt.word('but')}"))
        if about & subjects or len(numbers & said) >= min(2, len(numbers)):
            return True
    return False


def _as_note(one: Finding) -> Finding:
    told = (one.sentence("vi"), one.sentence("en"))
    note = finding("in_doubt", one.line, one.column, one.path, {"told": told})
    return Finding(note.code, Level.NOTE, note.line, note.column, note.path, note.facts)
