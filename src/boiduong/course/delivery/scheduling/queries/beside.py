"""Ai và phòng nào rảnh — for what is held: its lecturers and the rooms large enough that are free in a half-day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.scheduling.models import Entry
from boiduong.course.delivery.scheduling.queries.bridge.faculty import said_busy
from boiduong.course.delivery.scheduling.queries.holding import Held
from boiduong.course.delivery.scheduling.rules import Cell, Placed
from boiduong.foundation.venues.models import Room

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


def beside_of(course: Course, held: Held, entries: Sequence[Placed], people: int, week: Sequence[date]) -> Beside:
    """Đọc người và phòng — `people` is how many sit in the room; three questions, and one for what is said."""
    if not week:
        return Beside()
    wanted = Q(topics__topic=held.topic) if held.topic is not None else Q(pk__in=[])
    rows = Lecturer.objects.filter(wanted | Q(pk__in=held.lecturers)).select_related("person").distinct().order_by("pk")
    names = {row.pk: row.label for row in rows}
    fitting = Room.objects.filter(Q(venue__owner=course.institution.unit_id) | Q(pk=held.room), seats__gte=people)
    rooms = dict(fitting.order_by("seats", "name").values_list("pk", "name"))
    key = str(held.entry.key) if held.entry else ""
    taken = {("lecturer", n, (e.day, e.half)) for e in entries if e.key != key for n in e.lecturers}
    taken |= {("room", e.room, (e.day, e.half)) for e in entries if e.key != key and e.room is not None}
    found = Beside(names, rooms, taken, said_busy([*names], min(week), max(week)), held.lecturers)
    _others(course, found, week)
    return found


def _others(course: Course, found: Beside, week: Sequence[date]) -> None:
    """Half-days in which other released courses have them."""
    met = Q(room__in=found.rooms) | Q(lecturers__lecturer__in=found.people)
    rows = Entry.objects.filter(met, version__state="released", day__gte=min(week), day__lte=max(week))
    rows = rows.exclude(version__course=course).order_by()
    for day, half, room, lecturer in rows.values_list("day", "half", "room_id", "lecturers__lecturer_id"):
        found.taken |= {("room", room or 0, (day, half)), ("lecturer", lecturer or 0, (day, half))}
