"""Mức của xung đột — how strongly each clash holds, as the user said of the rule of the machine that it belongs to.

Four levels: *block* refuses the placing itself; *block at release* lets a draft hold it and refuses the release; *warn*
is released once somebody has said to have read it; *ignore* says nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from boiduong.course.delivery.scheduling.rules.facts import AT_RELEASE, BLOCK, WARN, Violation
from boiduong.refusals import gettext_noop

IGNORE = "ignore"
RULE_OF: dict[str, str] = {
    "class_twice": "H1",
    "lecturer_twice": "H2",
    "travel_short": "H2",
    "room_twice": "H3",
    "room_small": "H3",
    "site_small": "H3",
    "outside_dates": "H7",
    "outside_sitting": "H7",
    "holiday": "H7",
    "public_holiday": "H7",
    "before_opening": "H4",
    "after_closing": "H4",
    "follows_early": "H5",
    "follows_late": "H5",
    "report_early": "H8",
    "report_late": "H8",
    "no_lecturer": "N1",
}
# Rules that the machine does not know: a session without a lecturer is one that it cannot mend.
OWN_RULES: dict[str, str] = {"N1": gettext_noop("Every session of a taught topic has a lecturer")}
SEVERITY = {BLOCK: 0, AT_RELEASE: 1, WARN: 2}


def usual_level(rule: str) -> str:
    """Mức khi chưa ai đặt — an H rule stops the release, an S rule warns."""
    return AT_RELEASE if rule.startswith("H") else WARN


def leveled(found: Iterable[Violation], strengths: Mapping[str, str]) -> list[Violation]:
    """Đặt mức — each clash at the level of its rule, those that are ignored left out; the hardest come first.

    What has taken place is past: no level changes that.
    """
    kept = []
    for one in found:
        level = strengths.get(RULE_OF.get(one.rule, ""), one.level)
        if level != IGNORE:
            kept.append(one if level == one.level else replace(one, level=level))
    return sorted(kept, key=lambda v: SEVERITY[v.level])


def refused(before: Iterable[Violation], after: Sequence[Violation], keys: Collection[str]) -> list[Violation]:
    """Điều không cho đặt — what the entries `keys` would newly break at the level *block*.

    What stood already is not held against somebody who changes something else of the same session.
    """
    known = {_mark(v) for v in before}
    return [v for v in after if v.level == BLOCK and not {*keys}.isdisjoint(v.keys) and _mark(v) not in known]


def stopping(found: Iterable[Violation]) -> list[Violation]:
    """Điều chặn phát hành — at either of the two levels that block."""
    return [v for v in found if v.stops]


def warnings(found: Iterable[Violation]) -> list[Violation]:
    """Điều cần đọc — what is released only after somebody has said to have read it."""
    return [v for v in found if not v.stops]


def read_mark(found: Iterable[Violation]) -> str:
    """Dấu đã đọc — the same for the same warnings, empty where there are none; another one appearing changes it."""
    texts = sorted(f"{v.rule} {v.sentence()}" for v in warnings(found))
    return sha256("\n".join(texts).encode()).hexdigest()[:24] if texts else ""


def _mark(one: Violation) -> tuple[str, frozenset[str], str, str]:
    if one.rule == "no_lecturer":  # nobody teaches it wherever it stands: moving it breaks nothing anew
        return one.rule, frozenset(one.keys), "", ""
    return one.rule, frozenset(one.keys), str(one.facts.get("day")), str(one.facts.get("half"))
