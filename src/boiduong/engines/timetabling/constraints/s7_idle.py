"""S7 Không trống buổi — idle half-days inside the course of a class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View
from boiduong.engines.timetabling.model.problem import EVENING, HALVES

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact, Linear

RULE = Rule(
    id="S7",
    vi="Không trống buổi giữa khóa",
    en="No idle half-days",
    said_vi="{0} trống buổi {2} ngày {1}",
    said_en="{0} is idle in half-day {2} of day {1}",
)


def violations(view: View) -> Iterator[Violation]:
    """Open mornings and afternoons of a class between its first and its last session with nothing in them."""
    for name, items in sorted(view.by_class.items()):
        taken = {slot for placed in items for slot in placed.slots}
        shut = view.shut(name)
        for slot in range(min(taken), max(taken)):
            if slot not in taken and slot not in shut and slot % HALVES != EVENING:
                yield Violation(RULE, 1, (), (name, str(slot // HALVES + 1), str(slot % HALVES + 1)))


def cost(model: Exact) -> Linear:
    """Begun, not over, and nothing in the slot."""
    found: Linear = []
    for item in model.problem.classes:
        shut = {*model.problem.calendar.closed, *item.closed}
        for slot in range(model.problem.slots):
            if slot not in shut and slot % HALVES != EVENING:
                begun, over = model.class_begun(item.id, slot), model.class_over(item.id, slot)
                idle = model.new_bool()
                taken = [(1, literal) for literal in model.class_at(item.id, slot)]
                model.at_most_sum([(1, begun)], [(1, idle), (1, over), *taken])
                found.append((1, idle))
    return found
