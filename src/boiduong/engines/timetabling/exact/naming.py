"""Đặt tên — from counted lecturers and rooms to the lecturer and the room of every session."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from boiduong.engines.timetabling.exact.builder import Bool, Exact
from boiduong.engines.timetabling.model.problem import Entry
from boiduong.engines.timetabling.model.timetable import Timetable, timetable_of
from boiduong.engines.timetabling.rooms import name_rooms

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
        if not session.topic.taught or session.key in lecturers:
            continue
        cell = (session.topic.id, exact.venue(session), slots[session.key], locks.get(session.key, ""))
        group = (session.topic.id, session.classes[0])
        choice = before[group] if before.get(group) in free[cell] else free[cell][0]
        free[cell].remove(choice)
        lecturers[session.key] = before[group] = choice
