"""S9 Sáng hay chiều — a lecturer's wish for mornings or afternoons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View
from boiduong.engines.timetabling.model.problem import AFTERNOON, HALVES, MORNING

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact, Linear

RULE = Rule(
    id="S9",
    vi="Theo nguyện vọng sáng, chiều",
    en="Morning and afternoon wishes",
    said_vi="{0} dạy {1} trái nguyện vọng",
    said_en="{0} teaches {1} against the wish",
)


WISHED = {"morning": MORNING, "afternoon": AFTERNOON}


def violations(view: View) -> Iterator[Violation]:
    """Each half-day taught at another time than the lecturer wishes."""
    for name, items in sorted(view.by_lecturer.items()):
        wish = WISHED.get(view.lecturers[name].wish) if name in view.lecturers else None
        for placed in items if wish is not None else ():
            other = sum(1 for slot in placed.slots if slot % HALVES != wish)
            if other:
                yield Violation(RULE, other, (placed.key,), (name, placed.key))


def cost(model: Exact) -> Linear:
    """Every half-day taught outside the wish."""
    return [
        (1, literal)
        for lecturer in model.problem.lecturers
        if lecturer.wish
        for slot in range(model.problem.slots)
        if slot % HALVES != WISHED[lecturer.wish]
        for literal in model.teaching(lecturer.id, slot)
    ]
