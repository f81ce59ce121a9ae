"""Ai và phòng nào rảnh — for what is held: its lecturers and the rooms large enough that are free in a half-day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext

from boiduong.course.delivery.scheduling.queries.bridge.faculty import said_busy
from boiduong.course.delivery.scheduling.queries.holding import Held
from boiduong.course.delivery.scheduling.rules import Cell, Placed, RoomFacts

SHOWN_ROOMS, SHOWN_PEOPLE = 2, 3


@dataclass
class Beside:
    """Người và phòng cho buổi đang nhấc — names, and what takes them in each half-day."""

    people: dict[int, str] = field(default_factory=dict)
    rooms: dict[int, str] = field(default_factory=dict)
    taken: set[tuple[str, int, Cell]] = field(default_factory=set)
    said: dict[int, set[Cell]] = field(default_factory=dict)
    own: frozenset[int] = frozenset()

    def free(self, cell: Cell) -> str:
        """Ai rảnh, phòng nào rảnh — in words, a few of each."""
        people = [
            name
            for n, name in self.people.items()
            if ("lecturer", n, cell) not in self.taken and cell not in self.said.get(n, set())
        ]
        rooms = [name for n, name in self.rooms.items() if ("room", n, cell) not in self.taken]
        parts = [*people[:SHOWN_PEOPLE], *rooms[:SHOWN_ROOMS]]
        return gettext("free: %(names)s") % {"names": ", ".join(parts)} if parts else ""

    def warned(self, cell: Cell) -> str:
        """Người dạy đã báo bận buổi ấy — in words, empty where nobody has."""
        names = [self.people[n] for n in self.own if n in self.people and cell in self.said.get(n, set())]
        return gettext("%(who)s said to be busy") % {"who": ", ".join(names)} if names else ""


def beside_of(
    held: Held,
    entries: Sequence[Placed],
    rooms: Mapping[int, RoomFacts],
    names: Mapping[int, str],
    *,
    people: int,
    week: date,
    persons: frozenset[int],
) -> Beside:
    """Người và phòng — `names` are those who may teach, `people` is how many sit in the room; one question.

    `entries` are all that is known to take them, those of other courses among them; rooms are those of the timetable.
    Only `persons` are ever taken: a body or rank sends somebody else.
    """
    key = str(held.entry.key) if held.entry else ""
    taken = {("lecturer", n, (e.day, e.half)) for e in entries if e.key != key for n in e.lecturers & persons}
    taken |= {("room", e.room, (e.day, e.half)) for e in entries if e.key != key and e.room is not None}
    fitting = {n: room.label for n, room in sorted(rooms.items(), key=lambda r: r[1].seats) if room.seats >= people}
    said = said_busy([*names], week, week + timedelta(days=6)) if names else {}
    return Beside(dict(names), fitting, taken, said, held.lecturers)
