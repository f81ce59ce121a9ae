"""S4 Ít ngày đi dạy — the days of lecturers, visiting ones weighing more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact, Linear

RULE = Rule(
    id="S4",
    vi="Ít ngày đi dạy",
    en="Few lecturer days",
    said_vi="{0} đi dạy {1} ngày",
    said_en="{0} teaches on {1} days",
)


def violations(view: View) -> Iterator[Violation]:
    """The days on which each lecturer teaches, weighted (visiting lecturers travel)."""
    weights = view.problem.weights
    for name, items in sorted(view.by_lecturer.items()):
        if name in view.lecturers:
            weight = weights.visiting_day if view.lecturers[name].visiting else weights.internal_day
            days = {placed.day for placed in items}
            yield Violation(RULE, weight * len(days), tuple(p.key for p in items), (name, str(len(days))))


def cost(model: Exact) -> Linear:
    """One variable for each lecturer and day."""
    found: Linear = []
    weights = model.problem.weights
    for lecturer in model.problem.lecturers:
        weight = weights.visiting_day if lecturer.visiting else weights.internal_day
        for day in range(model.problem.calendar.days):
            today = model.teaching_day(lecturer.id, day)
            if today is not None:
                found.append((weight, today))
    return found
