"""S1 Giữ lịch đã công bố — changes to an announced timetable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact, Linear

RULE = Rule(
    id="S1",
    vi="Giữ lịch đã công bố",
    en="Keep the announced timetable",
    said_vi="{0} khác lịch đã công bố",
    said_en="{0} differs from the announced timetable",
)


def violations(view: View) -> Iterator[Violation]:
    """One for each announced session whose slot, lecturer or room is another now."""
    for entry in view.problem.announced:
        placed = view.placed.get(entry.session)
        if placed is not None and placed.entry != entry:
            yield Violation(RULE, 1, (entry.session,), (entry.session,))


def cost(model: Exact) -> Linear:
    """Announced sessions that do not start in their slot or, where lecturers are named, change them."""
    moved: Linear = []
    for entry in model.problem.announced:
        kept = model.kept(entry)
        moved.append((1, None))
        if kept is not None:
            moved.append((-1, kept))
    return moved
