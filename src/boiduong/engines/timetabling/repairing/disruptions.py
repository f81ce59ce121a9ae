"""Biến động — what has changed since the timetable was announced, and which sessions it hits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from boiduong.engines.timetabling.model.problem import Lock, Problem
from boiduong.engines.timetabling.model.sessions import Session, sessions_of
from boiduong.engines.timetabling.model.timetable import Timetable
from boiduong.refusals import Refusal, gettext_noop

KINDS = ("lecturer", "room", "venue", "class", "everybody")


class BadDisruption(Refusal):
    """Biến động sai — a disruption of an unknown kind, subject or slot."""

    text = gettext_noop("The disruption %(kind)s %(subject)s names something that does not exist.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disruption:
    """Một biến động — a lecturer, room, venue, class or everybody cannot in some slots."""

    kind: str
    subject: str = ""
    slots: tuple[int, ...]


def disrupted(problem: Problem, disruptions: Iterable[Disruption]) -> Problem:
    """Bài toán sau biến động — busy and closed slots added; what is past stays as it was."""
    for item in disruptions:
        names = {
            "lecturer": [one.id for one in problem.lecturers],
            "room": [one.id for one in problem.rooms],
            "venue": [one.id for one in problem.venues],
            "class": [one.id for one in problem.classes],
            "everybody": [""],
        }.get(item.kind, [])
        if item.subject not in names or any(not 0 <= slot < problem.slots for slot in item.slots):
            raise BadDisruption(kind=item.kind, subject=item.subject)
        slots = tuple(slot for slot in item.slots if slot >= problem.calendar.not_before)
        problem = _with(problem, item, slots)
    return problem


def _with(problem: Problem, item: Disruption, slots: tuple[int, ...]) -> Problem:
    if item.kind == "lecturer":
        lecturers = (
            replace(one, busy=_and(one.busy, slots)) if one.id == item.subject else one for one in problem.lecturers
        )
        return replace(problem, lecturers=tuple(lecturers))
    if item.kind == "room":
        rooms = (replace(one, busy=_and(one.busy, slots)) if one.id == item.subject else one for one in problem.rooms)
        return replace(problem, rooms=tuple(rooms))
    if item.kind == "venue":
        venues = (
            replace(one, closed=_and(one.closed, slots)) if one.id == item.subject else one for one in problem.venues
        )
        return replace(problem, venues=tuple(venues))
    if item.kind == "class":
        classes = (
            replace(one, closed=_and(one.closed, slots)) if one.id == item.subject else one for one in problem.classes
        )
        return replace(problem, classes=tuple(classes))
    return replace(problem, calendar=replace(problem.calendar, closed=_and(problem.calendar.closed, slots)))


def _and(slots: tuple[int, ...], more: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({*slots, *more}))


def hit_sessions(problem: Problem, timetable: Timetable) -> list[str]:
    """Buổi bị ảnh hưởng — sessions that cannot stay where they are, each judged alone."""
    entries = timetable.by_session()
    busy = {item.id: set(item.busy) for item in problem.lecturers}
    shut = {room.id: set(room.busy) for room in problem.rooms}
    sessions = {session.key: session for session in sessions_of(problem)}
    return [
        key
        for key, entry in sorted(entries.items())
        if key in sessions
        and (
            set(range(entry.slot, entry.slot + sessions[key].length))
            & (busy.get(entry.lecturer, set()) | closed_for(problem, sessions[key], entry.room))
            or entry.slot in shut.get(entry.room, set())
        )
    ]


def closed_for(problem: Problem, session: Session, room: str) -> set[int]:
    """Buổi đóng — slots closed for the calendar, the classes of a session, or the venue it is held at."""
    classes = [item for item in problem.classes if item.id in session.classes]
    venue = next((item.venue for item in problem.rooms if item.id == room), classes[0].venue)
    closed = {*problem.calendar.closed, *(slot for item in classes for slot in item.closed)}
    if not session.field_day:
        closed |= {slot for item in problem.venues if item.id == venue for slot in item.closed}
    return closed


def untouchable(problem: Problem, timetable: Timetable) -> tuple[Lock, ...]:
    """Ô không được động tới — past and locked cells as locks that name slot, lecturer and room."""
    locked = {lock.session for lock in problem.locks}
    return tuple(
        Lock(session=entry.session, slot=entry.slot, lecturer=entry.lecturer, room=entry.room)
        for entry in timetable.entries
        if entry.session in locked or entry.slot < problem.calendar.not_before
    )
