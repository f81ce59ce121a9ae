"""H3 Phòng học — large enough, free, and for one session at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import Placed, View
from boiduong.engines.timetabling.model.sessions import EVERYBODY

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact

RULE = Rule(
    id="H3",
    vi="Phòng đủ chỗ, trống, mỗi lúc một lớp",
    en="Rooms are large enough, free, and hold one session at a time",
    said_vi="{0}: {1} ({3})",
    said_en="{0}: {2} ({3})",
)


def violations(view: View) -> Iterator[Violation]:
    """The room of each session, then rooms used twice in a slot (a remote class sits in its own room)."""
    at: dict[tuple[str, int], list[str]] = defaultdict(list)
    for placed in view.placed.values():
        if placed.session.field_day:
            continue
        yield from _one(view, placed)
        for room in _rooms_taken(view, placed):
            at[room, placed.entry.slot].append(placed.key)
    for (name, slot), keys in sorted(at.items()):
        if len(keys) > 1:
            yield Violation(RULE, len(keys) - 1, tuple(keys), (name, "hai lớp", "used twice", ", ".join(keys)))
        if slot in view.rooms[name].busy:
            yield Violation(RULE, len(keys), tuple(keys), (name, "bận", "is busy", ", ".join(keys)))


def _rooms_taken(view: View, placed: Placed) -> list[str]:
    taken = [placed.entry.room] if placed.entry.room in view.rooms else []
    if placed.session.key.endswith("/" + EVERYBODY):
        members = [view.classes[name] for name in placed.session.classes]
        taken += [item.home_room for item in members if item.remote and item.home_room]
    return taken


def _one(view: View, placed: Placed) -> Iterator[Violation]:
    room = view.rooms.get(placed.entry.room)
    keys = (placed.key,)
    if room is None:
        if placed.entry.room or view.needs_room(placed.session):
            name = placed.entry.room or "?"
            yield Violation(RULE, 1, keys, (name, "chưa có phòng", "has no room", placed.key))
        return
    if room.capacity < view.seated(placed.session):
        yield Violation(RULE, 1, keys, (room.id, "không đủ chỗ", "is too small", placed.key))
    alone = not placed.session.key.endswith("/" + EVERYBODY)
    if alone and room.venue != view.classes[placed.session.classes[0]].venue:
        yield Violation(RULE, 1, keys, (room.id, "ở cơ sở khác", "is at another venue", placed.key))


def terms(model: Exact) -> None:
    """Hall's inequalities: in a slot no more sessions of a size than free rooms of that size, by venue."""
    for venue in model.problem.venues:
        rooms = [room for room in model.problem.rooms if room.venue == venue.id]
        sizes = sorted({item.size for item in model.problem.classes if item.venue == venue.id} | {1})
        for slot in range(model.problem.slots) if rooms else ():
            for size in sizes:
                free = sum(1 for room in rooms if room.capacity >= size and slot not in room.busy)
                asking = model.rooms_asked(venue.id, slot, size)
                if len(asking) > free:
                    model.at_most(asking, free)
    for room in model.problem.rooms:
        for slot in range(model.problem.slots):
            model.at_most_one(model.room_named(room.id, slot))
