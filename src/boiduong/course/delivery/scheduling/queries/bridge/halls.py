"""Phòng trong bài toán — rooms of the school, and stand-ins where no room of ours is needed or fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.scheduling.queries.bridge.naming import Names
from boiduong.course.delivery.scheduling.queries.bridge.reading import Facts
from boiduong.course.delivery.scheduling.rules import Block
from boiduong.engines.timetabling import Room, Travel, Venue
from boiduong.foundation.venues.queries import travel_minutes

if TYPE_CHECKING:
    from boiduong.course.delivery.scheduling.queries.bridge.problem import _Builder

ONLINE, SCHOOL = "Trực tuyến", "Trường"


@dataclass
class Halls:
    """Phòng — names of the rooms by id, and the stand-in of each set of classes that needs one."""

    facts: Facts
    names: dict[int, str]
    venue_of: dict[int, str]
    main: str
    outside: frozenset[int]
    stand_ins: dict[tuple[int, ...], str]
    fixed: tuple[Block, ...]

    @property
    def by_name(self) -> dict[str, int]:
        """Ids of the rooms by name; stand-ins are none."""
        return {name: pk for pk, name in self.names.items()}

    @property
    def venues(self) -> tuple[Venue, ...]:
        """Every venue once."""
        return tuple(Venue(id=name) for name in dict.fromkeys([*self.venue_of.values(), self.main, ONLINE]))

    @property
    def travel(self) -> tuple[Travel, ...]:
        """Phút đi lại giữa các cơ sở — as they are written; of venues that the problem takes for one, none."""
        name = {room.venue_id: self.venue_of[room.pk] for room in self.facts.rooms}
        return tuple(
            Travel(a=name[one], b=name[other], minutes=minutes)
            for (one, other), minutes in sorted(travel_minutes(name).items())
            if name[one] != name[other]
        )

    def venue_name(self, venue: int | None) -> str:
        """Tên cơ sở trong bài toán — empty for one that the problem does not know."""
        return next((self.venue_of[room.pk] for room in self.facts.rooms if room.venue_id == venue), "")

    def home(self, held: TrainingClass) -> tuple[str, str]:
        """Cơ sở và phòng của lớp."""
        if held.mode == "online":
            return ONLINE, ""
        if held.home_room_id in self.names:
            return self.venue_of[held.home_room_id], self.names[held.home_room_id]
        return self.main, ""

    def name(self, block: Block, room: int | None) -> str:
        """Tên phòng của một buổi đang có — its room, else the stand-in of its classes."""
        if room is not None and room in self.names:
            return self.names[room]
        return self.stand_ins.get(block.classes, "")

    def rooms(self, builder: _Builder) -> tuple[Room, ...]:
        """Các phòng của bài toán — with the half-days in which somebody else or a fixed block has them."""
        found = []
        for room in self.facts.rooms:
            held = {b.cell for b in self.fixed if b.room == room.pk and b.cell}
            busy = builder.slots({*self.facts.room_busy.get(room.pk, set()), *held}, since=builder.not_before)
            capacity = max(1, room.seats)
            found.append(Room(id=self.names[room.pk], venue=self.venue_of[room.pk], capacity=capacity, busy=busy))
        for classes, name in self.stand_ins.items():
            owner = next(c for c in self.facts.classes if c.pk == classes[0])
            found.append(Room(id=name, venue=self.home(owner)[0], capacity=self.seats(classes)))
        return tuple(found)

    def seats(self, classes: Sequence[int]) -> int:
        """Số chỗ cần — for these classes together."""
        return sum(max(1, self.facts.sizes.get(n, 0)) for n in classes)


def halls_of(facts: Facts, moving: Sequence[Block], fixed: Sequence[Block], *, outside: frozenset[int]) -> Halls:
    """Lập danh sách phòng — one venue for all where a class goes to rooms of several."""
    names, venues = Names(), Names()
    by_venue = {room.venue_id: "" for room in facts.rooms}
    for room in facts.rooms:
        by_venue[room.venue_id] = by_venue[room.venue_id] or venues.give(room.venue.name)
    if _wander(facts, moving):
        by_venue = dict.fromkeys(by_venue, SCHOOL)
    named = {room.pk: names.give(room.name) for room in facts.rooms}
    venue_of = {room.pk: by_venue[room.venue_id] for room in facts.rooms}
    ours = [v for r, v in venue_of.items()]
    main = max(dict.fromkeys(ours), key=ours.count, default=SCHOOL)
    halls = Halls(facts, named, venue_of, main, outside, {}, tuple(fixed))
    for block in moving:
        if _needs_stand_in(halls, block):
            title = "Chưa có hội trường" if len(block.classes) > 1 else "Ngoài trường"
            labels = ", ".join(c.label for c in facts.classes if c.pk in block.classes)
            halls.stand_ins.setdefault(block.classes, names.give(f"{title}: {labels}"))
    return halls


def _wander(facts: Facts, moving: Sequence[Block]) -> bool:
    """Whether a class sits in rooms of more than one venue."""
    venue = {room.pk: room.venue_id for room in facts.rooms}
    seen: dict[int, set[int]] = {c.pk: {venue[c.home_room_id]} for c in facts.classes if c.home_room_id in venue}
    for block in moving:
        if block.room in venue and len(block.classes) == 1:
            seen.setdefault(block.classes[0], set()).add(venue[block.room])
    return any(len(one) > 1 for one in seen.values())


def _needs_stand_in(halls: Halls, block: Block) -> bool:
    """Held away from the school, standing without a room, or too many for every room of theirs."""
    owner = next(c for c in halls.facts.classes if c.pk == block.classes[0])
    venue = halls.home(owner)[0]
    rooms = [r for r in halls.facts.rooms if len(block.classes) > 1 or halls.venue_of[r.pk] == venue]
    if not rooms or (len(block.classes) == 1 and owner.mode == "online"):
        return False
    roomless = block.cell is not None and block.room is None
    return roomless or block.topic in halls.outside or halls.seats(block.classes) > max(r.seats for r in rooms)
