"""S8 Rải buổi nặng — heavy half-days of a class on one day."""

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
    id="S8",
    vi="Rải các buổi nặng",
    en="Spread heavy days",
    said_vi="{0} có {2} buổi nặng trong ngày {1}",
    said_en="{0} has {2} heavy half-days on day {1}",
)


def violations(view: View) -> Iterator[Violation]:
    """Heavy half-days of a class beyond the first on one day."""
    for name, items in sorted(view.by_class.items()):
        heavy: dict[int, list[str]] = defaultdict(list)
        for placed in items:
            if placed.session.topic.heavy:
                heavy[placed.day] += [placed.key] * placed.session.length
        for day, keys in sorted(heavy.items()):
            if len(keys) > 1:
                yield Violation(RULE, len(keys) - 1, tuple(keys), (name, str(day + 1), str(len(keys))))


def cost(model: Exact) -> Linear:
    """Heavy half-days of a day beyond one."""
    found: Linear = []
    for item in model.problem.classes:
        heavy = [session for session in model.sessions_of(item.id) if session.topic.heavy]
        for day in range(model.problem.calendar.days) if heavy else ():
            slots = range(day * HALVES, day * HALVES + HALVES)
            today = [
                (session.length, literal)
                for session in heavy
                for slot, literal in model.starts(session.key).items()
                if slot in slots
            ]
            if today:
                over = model.new_int(HALVES)
                model.at_most_sum(today, [(1, over), (1, None)])
                found.append((1, over))
    return found
