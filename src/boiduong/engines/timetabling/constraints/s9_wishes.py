"""S9 Sáng hay chiều, ở cơ sở nào — a lecturer's wish for mornings or afternoons, and to teach at the home venue."""

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
    vi="Theo nguyện vọng sáng, chiều, cơ sở",
    en="Wishes for mornings, afternoons and the home venue",
    said_vi="{0} dạy {1} {2}",
    said_en="{0} teaches {1} {3}",
)


WISHED = {"morning": MORNING, "afternoon": AFTERNOON}


def violations(view: View) -> Iterator[Violation]:
    """Each half-day taught at another time than the lecturer wishes, and each away from the home venue.

    A field day is at no venue.
    """
    for name, items in sorted(view.by_lecturer.items()):
        if name not in view.lecturers:
            continue
        wish, home = WISHED.get(view.lecturers[name].wish), view.lecturers[name].home_venue
        for placed in items:
            other = sum(1 for slot in placed.slots if slot % HALVES != wish)
            if other and wish is not None:
                said = (name, placed.key, "trái nguyện vọng", "against the wish")
                yield Violation(RULE, other, (placed.key,), said)
            if home and view.venue(placed) not in ("", home):
                said = (name, placed.key, "xa cơ sở của mình", "away from the home venue")
                yield Violation(RULE, placed.session.length, (placed.key,), said)


def cost(model: Exact) -> Linear:
    """Every half-day taught outside the wish, and every one at another venue than the home venue."""
    found: Linear = []
    for lecturer in model.problem.lecturers:
        wish = WISHED.get(lecturer.wish)
        for slot in range(model.problem.slots):
            if wish is not None and slot % HALVES != wish:
                found += [(1, literal) for literal in model.teaching(lecturer.id, slot)]
            for venue in model.problem.venues if lecturer.home_venue else ():
                if venue.id != lecturer.home_venue:
                    found += [(1, literal) for literal in model.teaching_at(lecturer.id, slot, venue.id)]
    return found
