"""Mức của xung đột — how strongly each clash holds, as the user said of the rule of the machine that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from boiduong.course.delivery.scheduling.rules.clashes import BLOCK, WARN, Violation

RULE_OF: dict[str, str] = {
    "class_twice": "H1",
    "lecturer_twice": "H2",
    "room_twice": "H3",
    "room_small": "H3",
    "outside_dates": "H7",
    "outside_sitting": "H7",
}


def leveled(found: Iterable[Violation], strengths: Mapping[str, str]) -> list[Violation]:
    """Đặt mức — a rule that is ignored says nothing, one that warns does not stop the release; blocks come first.

    What has taken place is past: no level changes that.
    """
    kept = []
    for one in found:
        strength = strengths.get(RULE_OF.get(one.rule, ""), "")
        if strength == "ignore":
            continue
        level = WARN if strength == "warn" else BLOCK if strength in ("block", "block_at_release") else one.level
        kept.append(one if level == one.level else replace(one, level=level))
    return sorted(kept, key=lambda v: v.level != BLOCK)
