"""S5 Ít buổi tối — sessions held in the evening."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View
from boiduong.engines.timetabling.model.problem import EVENING, HALVES

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact, Linear

RULE = Rule(
    id="S5",
    vi="Ít buổi tối",
    en="Few evenings",
    said_vi="{0} học tối {1}",
    said_en="{0} has {1} in the evening",
)


def violations(view: View) -> Iterator[Violation]:
    """Each evening of each class."""
    for name, items in sorted(view.by_class.items()):
        for placed in items:
            if placed.half == EVENING:
                yield Violation(RULE, 1, (placed.key,), (name, placed.key))


def cost(model: Exact) -> Linear:
    """Starts in an evening, as often as there are classes in them."""
    return [
        (len(session.classes), literal)
        for session in model.sessions
        for slot, literal in model.starts(session.key).items()
        if slot % HALVES == EVENING
    ]
