"""Theo sau và buổi tối — what a group of sessions is to the engine: a lesson, a discussion, a report, self-study."""

from __future__ import annotations

from dataclasses import dataclass

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.curriculum.topics.rules import counts_days
from boiduong.course.delivery.scheduling.queries.bridge.grouping import Group, topics_in
from boiduong.course.delivery.scheduling.queries.bridge.reading import Facts
from boiduong.course.delivery.scheduling.rules import CEREMONIES, EVENING


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


def tie_of(group: Group, facts: Facts, late: frozenset[int]) -> Tie:
    """Mối nối — a half-day in which several topics follow others comes after all of those, without a limit."""
    before = (group.after,) if group.after >= 0 else ()
    evening = group.first.topic in late
    kind = _kind(group, evening=evening)
    topic = follower_in(group, facts)
    if topic is None or not group.follows:
        return Tie(kind, after=(*before, *group.follows), evening=evening)
    lead, *others = group.follows
    if in_days(topic, facts):
        kind = "report"
    elif kind in ("lesson", "self_study"):
        kind = "discussion"
    return Tie(kind, lead, (*before, *others), topic.within or 0, evening)


def follower_in(group: Group, facts: Facts) -> Topic | None:
    """Chuyên đề theo sau trong nhóm — the only one of its half-days that follows another; None for none or several."""
    known = [facts.topics[n] for n in topics_in(next(iter(group.rows.values()))) if n in facts.topics]
    followers = [topic for topic in known if topic.follows_id in facts.topics]
    return followers[0] if len(followers) == 1 else None


def in_days(topic: Topic, facts: Facts) -> bool:
    """Hạn đếm theo ngày — of a topic that follows another."""
    return topic.follows_id is not None and counts_days(topic.kind, facts.topics[topic.follows_id].kind)


def _kind(group: Group, *, evening: bool) -> str:
    """What it is by itself: away for a day, the opening or the closing, even if a lesson shares its half-day."""
    if group.field_day:
        return "field_day"
    activities = [piece.activity for piece in group.first.pieces if piece.activity in CEREMONIES]
    if activities:
        return activities[0]
    return "self_study" if evening else "lesson"
