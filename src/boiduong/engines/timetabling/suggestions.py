"""Gợi ý — what each slot would break for one session, and who and which room is free there; fast enough to type by."""

from __future__ import annotations

from dataclasses import dataclass

from boiduong.engines.timetabling.constraints import RULES
from boiduong.engines.timetabling.constraints.h5_order import anchors_of, keeps_to, latest_start
from boiduong.engines.timetabling.constraints.view import Placed, View
from boiduong.engines.timetabling.model.problem import EVENING, HALVES, MORNING, Entry, Problem
from boiduong.engines.timetabling.model.sessions import EVERYBODY, Session
from boiduong.engines.timetabling.model.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Choice:
    """Một ô có thể — slot, the rules that it would break (none: it is free), lecturers and rooms free in it."""

    slot: int
    broken: tuple[str, ...]
    lecturers: tuple[str, ...]
    rooms: tuple[str, ...]

    def reasons(self, language: str = "vi") -> tuple[str, ...]:
        """The names of the rules that the slot would break."""
        return tuple(RULES[rule].name(language) for rule in self.broken)


def suggest(problem: Problem, timetable: Timetable, cell: str) -> tuple[Choice, ...]:
    """Gợi ý cho một buổi — `cell` is a session key; every slot with what stands against it, free slots first.

    Raises `KeyError` for an unknown session.
    """
    view = View(problem, timetable)
    session = view.sessions[cell]
    taken = _Taken(view, cell)
    choices = [taken.choice(session, slot) for slot in range(problem.slots - session.length + 1)]
    return tuple(sorted(choices, key=lambda item: (len(item.broken), item.slot)))


class _Taken:
    """Who and what is taken in each slot, the session itself left out."""

    def __init__(self, view: View, cell: str) -> None:
        self.view, self.problem = view, view.problem
        others = [placed for key, placed in view.placed.items() if key != cell]
        self.classes: set[tuple[str, int]] = set()
        self.lecturers: set[tuple[str, int]] = set()
        self.rooms: set[tuple[str, int]] = set()
        self.days: dict[tuple[str, int], int] = {}
        self.loads: dict[str, int] = {}
        for placed in others:
            self._count(placed)

    def _count(self, placed: Placed) -> None:
        who = placed.entry.lecturer
        for slot in placed.slots:
            self.classes |= {(name, slot) for name in placed.session.classes}
            self.lecturers.add((who, slot))
            self.rooms.add((placed.entry.room, slot))
            self.days[who, slot // HALVES] = self.days.get((who, slot // HALVES), 0) + 1
            self.loads[who] = self.loads.get(who, 0) + 1

    def choice(self, session: Session, slot: int) -> Choice:
        """What stands against one slot."""
        slots = range(slot, slot + session.length)
        lecturers, rooms = self._free_lecturers(session, slots), self._free_rooms(session, slot)
        broken = []
        if any((name, step) in self.classes for name in session.classes for step in slots):
            broken.append("H1")
        if session.topic.taught and not lecturers:
            broken.append("H2")
        if self.view.needs_room(session) and not rooms:
            broken.append("H3")
        broken += sorted(self._orders(session, slot))
        if session.field_day and (slot % HALVES != MORNING or not rooms):
            broken.append("H6")
        if self._closed(session, slots):
            broken.append("H7")
        return Choice(slot, tuple(rule for rule in broken if self.problem.blocks(rule)), lecturers, rooms)

    def _free_lecturers(self, session: Session, slots: range) -> tuple[str, ...]:
        if not session.topic.taught:
            return ()
        day = slots.start // HALVES
        return tuple(
            item.id
            for item in self.problem.lecturers
            if session.topic.id in item.topics
            and not any(step in item.busy or (item.id, step) in self.lecturers for step in slots)
            and self.days.get((item.id, day), 0) + len(slots) <= item.most_per_day
            and self.loads.get(item.id, 0) + len(slots) <= item.most
        )

    def _free_rooms(self, session: Session, slot: int) -> tuple[str, ...]:
        if session.field_day:
            day = slot // HALVES
            guests = self.view.seated(session)
            sites = [self.view.sites[name] for name in session.topic.sites]
            return tuple(site.id for site in sites if day not in site.busy_days and site.learners >= guests)
        seats, venue = self.view.seated(session), self.view.classes[session.classes[0]].venue
        together = session.key.endswith("/" + EVERYBODY)
        closed = {item.id for item in self.problem.venues if slot in item.closed}
        home = self.view.classes[session.classes[0]].home_room
        fitting = [
            room
            for room in self.problem.rooms
            if room.capacity >= seats
            and (together or room.venue == venue)
            and room.venue not in closed
            and slot not in room.busy
            and (room.id, slot) not in self.rooms
        ]
        return tuple(room.id for room in sorted(fitting, key=lambda room: (room.id != home, room.capacity)))

    def _orders(self, session: Session, slot: int) -> set[str]:
        """Rules of order that the slot would break against what is placed."""
        broken = set()
        for order in self.view.orders:
            if session.key == order.later and order.earlier in self.view.placed:
                end = self.view.placed[order.earlier].last
                if not end < slot <= latest_start(self.problem, order, end):
                    broken.add(order.rule)
            if session.key == order.earlier and order.later in self.view.placed:
                end, start = slot + session.length - 1, self.view.placed[order.later].entry.slot
                if not end < start <= latest_start(self.problem, order, end):
                    broken.add(order.rule)
        for anchor in anchors_of(self.problem, session):
            if not keeps_to(self.problem, anchor, slot, session.length):
                broken.add(anchor.rule)
        return broken

    def _closed(self, session: Session, slots: range) -> bool:
        shut = set().union(*(self.view.shut(name) for name in session.classes))
        evening = any(step % HALVES == EVENING for step in slots) and not session.topic.evening
        lock = next((item for item in self.problem.locks if item.session == session.key), None)
        past = slots.start < self.problem.calendar.not_before if lock is None else slots.start != lock.slot
        return bool(shut & set(slots)) or evening or past


def place(timetable: Timetable, entry: Entry) -> Timetable:
    """Đặt một buổi — the timetable with this entry instead of the one that stood for the session."""
    kept = [other for other in timetable.entries if other.session != entry.session]
    return Timetable(tuple(sorted([*kept, entry], key=lambda item: item.session)))
