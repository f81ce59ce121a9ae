"""Đặt tên — from counted lecturers and rooms to the lecturer and the room of every session."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from boiduong.engines.timetabling.exact.builder import Bool, Exact
from boiduong.engines.timetabling.model.problem import Entry, Problem
from boiduong.engines.timetabling.model.sessions import EVERYBODY, Session
from boiduong.engines.timetabling.model.timetable import Timetable, timetable_of

Truth = Callable[[Bool], bool]


def named_timetable(exact: Exact, true: Truth) -> Timetable:
    """Lịch có tên — the timetable of a solved model, every session with lecturer and room."""
    slots = {
        session.key: next(slot for slot, literal in exact.starts(session.key).items() if true(literal))
        for session in exact.sessions
    }
    lecturers: dict[str, str] = {}
    places: dict[str, str] = {}
    for session in exact.sessions:
        for (slot, lecturer, place), literal in exact.options(session.key).items():
            if slot == slots[session.key] and true(literal):
                lecturers[session.key], places[session.key] = lecturer, place
                break
    _name_pools(exact, true, slots, lecturers)
    rooms = name_rooms(
        exact.problem,
        {key: slots[key] for key in slots if not places.get(key)},
        exact.by_key,
        {(place, slots[key]) for key, place in places.items() if place},
    )
    return timetable_of(
        [
            Entry(
                session=key,
                slot=slot,
                lecturer=lecturers.get(key, ""),
                room=places.get(key) or rooms.get(key, ""),
            )
            for key, slot in slots.items()
        ]
    )


def _name_pools(exact: Exact, true: Truth, slots: dict[str, int], lecturers: dict[str, str]) -> None:
    """Share the counted lecturers of a topic, venue and slot among its sessions; the same for a class if possible."""
    free: dict[tuple[str, str, int, str], list[str]] = defaultdict(list)
    for (topic, venue, slot, who), literal in exact.pools().items():
        if true(literal):
            name, only = who.split("|")
            free[topic, venue, slot, only].append(name)
    locks = {lock.session: lock.lecturer for lock in exact.problem.locks}
    before: dict[tuple[str, str], str] = {}
    for session in sorted(exact.sessions, key=lambda item: (slots[item.key], item.key)):
        if session.key in exact.options(session.key) or not session.topic.taught or session.key in lecturers:
            continue
        cell = (session.topic.id, exact.venue(session), slots[session.key], locks.get(session.key, ""))
        group = (session.topic.id, session.classes[0])
        choice = before[group] if before.get(group) in free[cell] else free[cell][0]
        free[cell].remove(choice)
        lecturers[session.key] = before[group] = choice


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
            fitting.sort(key=lambda name, home=owner.home_room: name != home)  # type: ignore[misc]
            choices[key] = [name for name in fitting if locked.get(key, "") in ("", name)]
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
