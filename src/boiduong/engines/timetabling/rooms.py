"""Đặt phòng — names of rooms for sessions whose slots stand: home rooms first, the rest by augmenting paths."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from boiduong.engines.timetabling.model.problem import Problem
from boiduong.engines.timetabling.model.sessions import EVERYBODY, Session, sessions_of
from boiduong.engines.timetabling.model.timetable import Timetable, timetable_of


def name_rooms(
    problem: Problem, slots: dict[str, int], sessions: dict[str, Session], taken: set[tuple[str, int]]
) -> dict[str, str]:
    """Đặt phòng — home rooms first, the rest by augmenting paths; plenaries and field days are not asked here."""
    classes = {item.id: item for item in problem.classes}
    locked = {lock.session: lock.room for lock in problem.locks}
    at_home = {
        (classes[name].home_room, slots[key])
        for key, session in sessions.items()
        if key.endswith("/" + EVERYBODY) and key in slots
        for name in session.classes
        if classes[name].remote
    }
    cells: dict[tuple[str, int], list[str]] = defaultdict(list)
    for key, slot in slots.items():
        if not sessions[key].field_day and not key.endswith("/" + EVERYBODY):
            cells[classes[sessions[key].classes[0]].venue, slot].append(key)
    found: dict[str, str] = {}
    for (venue, slot), keys in cells.items():
        rooms = [
            room
            for room in sorted(problem.rooms, key=lambda room: (room.capacity, room.id))
            if room.venue == venue and slot not in room.busy and (room.id, slot) not in taken | at_home
        ]
        choices = {}
        for key in keys:
            owner = classes[sessions[key].classes[0]]
            fitting = [room.id for room in rooms if room.capacity >= owner.size]
            own = [name for name in fitting if name == owner.home_room]
            own_first = own + [name for name in fitting if name != owner.home_room]
            choices[key] = [name for name in own_first if locked.get(key, "") in ("", name)]
        found.update(_matched(choices, {key: classes[sessions[key].classes[0]].home_room for key in keys}))
    return found


def _matched(choices: dict[str, list[str]], homes: dict[str, str]) -> dict[str, str]:
    """A matching that keeps as many home rooms as augmenting paths leave."""
    owner: dict[str, str] = {}
    for key, names in choices.items():
        if homes[key] in names and homes[key] not in owner:
            owner[homes[key]] = key

    def augment(key: str, seen: set[str]) -> bool:
        for name in choices[key]:
            if name not in seen:
                seen.add(name)
                if name not in owner or augment(owner[name], seen):
                    owner[name] = key
                    return True
        return False

    for key in choices:
        if key not in owner.values():
            augment(key, set())
    return {key: name for name, key in owner.items()}


def rehoused(problem: Problem, timetable: Timetable) -> Timetable:
    """Xếp lại phòng — the same slots with as many classes at home as possible; plenaries keep their halls."""
    sessions = {session.key: session for session in sessions_of(problem)}
    slots = {entry.session: entry.slot for entry in timetable.entries}
    alone = {key for key in slots if not sessions[key].field_day and not key.endswith("/" + EVERYBODY)}
    taken = {(entry.room, entry.slot) for entry in timetable.entries if entry.session not in alone and entry.room}
    named = name_rooms(problem, {key: slots[key] for key in alone}, sessions, taken)
    return timetable_of([replace(entry, room=named.get(entry.session, entry.room)) for entry in timetable.entries])
