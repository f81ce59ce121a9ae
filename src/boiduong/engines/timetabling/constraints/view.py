"""Cái nhìn của bộ kiểm tra — a timetable beside its problem, indexed in plain Python for the rules to read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from boiduong.engines.timetabling.model.problem import HALVES, Entry, Problem
from boiduong.engines.timetabling.model.sessions import EVERYBODY, Session, orders_of, sessions_of
from boiduong.engines.timetabling.model.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Placed:
    """Buổi đã có chỗ — a session with its entry."""

    session: Session
    entry: Entry

    @property
    def key(self) -> str:
        """The key of the session."""
        return self.session.key

    @property
    def slots(self) -> range:
        """Every slot that the session takes."""
        return range(self.entry.slot, self.entry.slot + self.session.length)

    @property
    def last(self) -> int:
        """The last slot that the session takes."""
        return self.entry.slot + self.session.length - 1

    @property
    def day(self) -> int:
        """The day on which it stands."""
        return self.entry.slot // HALVES

    @property
    def half(self) -> int:
        """Morning 0, afternoon 1, evening 2."""
        return self.entry.slot % HALVES


class View:
    """Bảng tra — placed sessions by class, lecturer and room; unknown and repeated entries apart."""

    def __init__(self, problem: Problem, timetable: Timetable) -> None:
        """Index the timetable; entries of unknown sessions stay in `strays`."""
        self.problem = problem
        self.sessions = {session.key: session for session in sessions_of(problem)}
        self.orders = orders_of(problem, sessions_of(problem))
        self.classes = {item.id: item for item in problem.classes}
        self.rooms = {item.id: item for item in problem.rooms}
        self.sites = {item.id: item for item in problem.sites}
        self.lecturers = {item.id: item for item in problem.lecturers}
        self.venues = {item.id: item for item in problem.venues}
        self.with_rooms = {room.venue for room in problem.rooms}
        self._shut: dict[str, set[int]] = {}
        self.placed: dict[str, Placed] = {}
        self.strays: list[str] = []
        for entry in timetable.entries:
            session = self.sessions.get(entry.session)
            fits = session is not None and 0 <= entry.slot <= problem.slots - session.length
            if session is None or not fits or entry.session in self.placed:
                self.strays.append(entry.session)
            else:
                self.placed[entry.session] = Placed(session, entry)
        self.by_class: dict[str, list[Placed]] = defaultdict(list)
        self.by_lecturer: dict[str, list[Placed]] = defaultdict(list)
        for item in sorted(self.placed.values(), key=lambda placed: (placed.entry.slot, placed.key)):
            for name in item.session.classes:
                self.by_class[name].append(item)
            if item.entry.lecturer:
                self.by_lecturer[item.entry.lecturer].append(item)

    def venue(self, placed: Placed) -> str:
        """Cơ sở của buổi — that of the room, else that of the class; a field day is at none."""
        if placed.session.field_day:
            return ""
        room = self.rooms.get(placed.entry.room)
        return room.venue if room else self.classes[placed.session.classes[0]].venue

    def needs_room(self, session: Session) -> bool:
        """Whether a room must be named: not for field days, nor at venues that list no rooms."""
        if session.field_day:
            return False
        return any(self.classes[name].venue in self.with_rooms for name in session.classes)

    def seated(self, session: Session) -> int:
        """Số người trong phòng — learners in the room of a session; remote classes of a plenary sit at home."""
        members = [self.classes[name] for name in session.classes]
        together = session.key.endswith("/" + EVERYBODY)
        return sum(item.size for item in members if not (together and item.remote))

    def shut(self, name: str) -> set[int]:
        """Buổi không học của lớp — slots closed for everybody or for this class."""
        if name not in self._shut:
            self._shut[name] = {*self.problem.calendar.closed, *self.classes[name].closed}
        return self._shut[name]
