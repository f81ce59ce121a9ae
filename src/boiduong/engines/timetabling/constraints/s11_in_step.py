"""S11 Các lớp đi đều — parallel classes begin a topic on different days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View
from boiduong.engines.timetabling.model.problem import HALVES

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact, Linear

RULE = Rule(
    id="S11",
    vi="Các lớp song song đi đều nhau",
    en="Parallel classes in step",
    said_vi="{0}: các lớp bắt đầu cách nhau {1} ngày",
    said_en="{0}: the classes begin it {1} days apart",
)


def violations(view: View) -> Iterator[Violation]:
    """Days between the first and the last class that begin a topic."""
    days: dict[str, list[int]] = defaultdict(list)
    for placed in view.placed.values():
        if placed.session.index == 0 and not placed.session.topic.plenary:
            days[placed.session.topic.id].append(placed.day)
    for topic, found in sorted(days.items()):
        apart = max(found) - min(found)
        if apart:
            yield Violation(RULE, apart, (), (topic, str(apart)))


def cost(model: Exact) -> Linear:
    """Days on which some class has begun the topic and some class has not yet."""
    found: Linear = []
    for topic in model.problem.topics:
        firsts = [s.key for s in model.sessions if s.topic is topic and s.index == 0 and not topic.plenary]
        for day in range(model.problem.calendar.days - 1) if len(firsts) > 1 else ():
            slot = day * HALVES + HALVES - 1
            between = model.new_bool()
            some, every = model.new_bool(), model.new_bool()
            for key in firsts:
                model.at_most_as(model.begun(key, slot), some)
                model.at_most_as(every, model.begun(key, slot))
            model.at_most_sum([(1, some)], [(1, between), (1, every)])
            found.append((1, between))
    return found
