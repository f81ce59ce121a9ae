"""Theo sau và buổi tối — what a group of sessions is to the engine: a lesson, a discussion, a report, self-study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boiduong.course.curriculum.topics.rules import counts_days
from boiduong.course.delivery.scheduling.queries.bridge.grouping import Group
from boiduong.course.delivery.scheduling.queries.bridge.reading import Facts
from boiduong.course.delivery.scheduling.rules import EVENING

CEREMONIES = ("opening", "closing")


@dataclass(frozen=True)
class Tie:
    """Mối nối của một nhóm — its kind, the group that its limit counts from (-1: none), others that come before it.

    `within` counts half-days, days for a report; 0 is no limit.
    """

    kind: str
    follows: int = -1
    after: tuple[int, ...] = ()
    within: int = 0
    evening: bool = False


def late_topics(facts: Facts) -> frozenset[int]:
    """Chuyên đề được học buổi tối — none where the rule set gives the evening no hours."""
    if EVENING not in facts.rules.half_day_starts:
        return frozenset()
    return frozenset(n for n, topic in facts.topics.items() if topic.evening)


def tie_of(group: Group, groups: Sequence[Group], facts: Facts, late: frozenset[int]) -> Tie:
    """Mối nối — a half-day of several topics only comes after what each of them follows, without a limit."""
    topic = facts.topics.get(group.first.topic or 0)
    before = (group.after,) if group.after >= 0 else ()
    evening = topic is not None and topic.pk in late
    if group.field_day:
        kind = "field_day"
    elif group.first.pieces[0].activity in CEREMONIES:
        kind = group.first.pieces[0].activity
    else:
        kind = "self_study" if evening else "lesson"
    if topic is None or topic.follows_id is None or not group.follows:
        return Tie(kind, after=(*before, *group.follows), evening=evening)
    lead, *others = group.follows
    within = topic.within or 0
    if counts_days(topic.kind, facts.topics[topic.follows_id].kind):
        # The engine counts days from a whole day away only; from anything else the board says when it is too late.
        kind, within = ("report", within) if groups[lead].field_day else ("discussion", 0)
    elif not group.field_day:
        kind = "discussion"
    return Tie(kind, lead, (*before, *others), within, evening)
