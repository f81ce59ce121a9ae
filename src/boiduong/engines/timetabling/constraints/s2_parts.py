"""S2 Hết phần trước mới sang phần sau — a topic of a later part before an earlier part has ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact, Linear

RULE = Rule(
    id="S2",
    vi="Hết phần trước mới sang phần sau",
    en="Parts in order",
    said_vi="{0}: {1} đứng trước khi hết phần trước",
    said_en="{0}: {1} stands before an earlier part has ended",
)


def violations(view: View) -> Iterator[Violation]:
    """One for each session of a class that stands before a lower part has ended; part 0 belongs to no part."""
    for name, items in sorted(view.by_class.items()):
        inside = [placed for placed in items if placed.session.topic.part]
        ends: dict[int, int] = {}
        for placed in inside:
            ends[placed.session.topic.part] = max(ends.get(placed.session.topic.part, -1), placed.last)
        for placed in inside:
            if any(end >= placed.entry.slot for part, end in ends.items() if part < placed.session.topic.part):
                yield Violation(RULE, 1, (placed.key,), (name, placed.key))


def cost(model: Exact) -> Linear:
    """A part is done when all its sessions are; a session of a higher part before that costs one."""
    found: Linear = []
    for item in model.problem.classes:
        inside = [session for session in model.sessions_of(item.id) if session.topic.part]
        parts = sorted({session.topic.part for session in inside})
        done = {}
        for part in parts:
            own = [session.key for session in inside if session.topic.part == part]
            done[part] = model.all_ended(f"part {item.id} {part}", own)
        for session in inside:
            lower = [part for part in parts if part < session.topic.part]
            if lower and session.topic.part:
                early = model.new_bool()
                for part in lower:
                    for slot, literal in model.starts(session.key).items():
                        model.at_most_sum([(1, literal)], [(1, early), (1, done[part][slot])])
                found.append((1, early))
    return found
