"""S6 Học tại phòng của lớp — a class leaves its home room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import Placed, View
from boiduong.engines.timetabling.model.sessions import EVERYBODY

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact, Linear

RULE = Rule(
    id="S6",
    vi="Học tại phòng của lớp",
    en="Stay in the home room",
    said_vi="{0} học ở {1}, không ở phòng của lớp",
    said_en="{0} is held in {1}, not in the home room",
)


def away(view: View, placed: Placed) -> bool:
    """Rời phòng lớp — whether a session of one class is held outside its home room."""
    if placed.session.field_day or placed.key.endswith("/" + EVERYBODY):
        return False
    home = view.classes[placed.session.classes[0]].home_room
    return bool(home) and placed.entry.room != home


def violations(view: View) -> Iterator[Violation]:
    """Each session of a class outside its home room; plenaries and field days do not count."""
    for placed in view.placed.values():
        if away(view, placed):
            yield Violation(RULE, 1, (placed.key,), (placed.key, placed.entry.room))


def cost(model: Exact) -> Linear:
    """A lower bound that naming the rooms usually reaches: home rooms busy, too small or used by others."""
    found: Linear = []
    sizes = {room.id: room.capacity for room in model.problem.rooms}
    for room in model.problem.rooms:
        owners = [item for item in model.problem.classes if item.home_room == room.id]
        for slot in range(model.problem.slots) if owners else ():
            asking = [literal for item in owners for literal in model.alone_at(item.id, slot)]
            small = [
                literal for item in owners if item.size > sizes[room.id] for literal in model.alone_at(item.id, slot)
            ]
            named = model.room_named(room.id, slot)
            if slot in room.busy or len(small) == len(asking):
                found += [(1, literal) for literal in asking]
            elif len(owners) > 1 or named:
                crowd = model.new_int(len(owners))
                model.at_most_sum([(1, one) for one in (*asking, *named)], [(1, crowd), (1, None)])
                found.append((1, crowd))
    return found
