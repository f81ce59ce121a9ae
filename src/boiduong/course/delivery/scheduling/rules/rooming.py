"""Xếp phòng cho lớp mới — classes keep their rooms; only where nothing is free do a few make way for one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

DEEPEST = 2


@dataclass(frozen=True)
class Hall:
    """Phòng — its seats, and the days on which somebody has it who does not move."""

    number: int
    seats: int
    taken: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Guest:
    """Lớp cần phòng — its people and its days; `home` is the room it has, None for one that has none yet."""

    number: int
    people: int
    days: frozenset[date]
    home: int | None = None


def rooms_for(halls: Iterable[Hall], guests: Iterable[Guest]) -> dict[int, int] | None:
    """Phòng của mọi lớp — by class; those with a home stay in it unless they must make way. None where it fails.

    A class makes way for one, and another for it, no further: a longer chain tells too many people.
    """
    return _Rooming(halls, guests).seated()


class _Rooming:
    """Xếp phòng — halls from the smallest, and who already has one."""

    def __init__(self, halls: Iterable[Hall], guests: Iterable[Guest]) -> None:
        self.halls: Sequence[Hall] = sorted(halls, key=lambda hall: (hall.seats, hall.number))
        self.guests: Mapping[int, Guest] = {guest.number: guest for guest in guests}
        self.room = {guest.number: guest.home for guest in self.guests.values() if guest.home is not None}

    def seated(self) -> dict[int, int] | None:
        """The largest of those without a room first."""
        new = [guest for guest in self.guests.values() if guest.home is None]
        for guest in sorted(new, key=lambda one: (-one.people, one.number)):
            if not self._seat(guest, DEEPEST):
                return None
        return self.room

    def _seat(self, guest: Guest, depth: int) -> bool:
        fitting = [hall for hall in self.halls if hall.seats >= guest.people and not hall.taken & guest.days]
        there = {hall.number: self._met(hall, guest) for hall in fitting}
        for hall in sorted(fitting, key=lambda one: len(there[one.number])):
            if len(there[hall.number]) == 0 or (depth and self._make_way(guest, hall, there[hall.number], depth)):
                self.room[guest.number] = hall.number
                return True
        return False

    def _met(self, hall: Hall, guest: Guest) -> list[Guest]:
        mine = [self.guests[number] for number, room in self.room.items() if room == hall.number]
        return [other for other in mine if other.number != guest.number and other.days & guest.days]

    def _make_way(self, guest: Guest, hall: Hall, others: Sequence[Guest], depth: int) -> bool:
        """Whether all of them find another room; as it was where one does not."""
        before = dict(self.room)
        for other in others:
            del self.room[other.number]
        self.room[guest.number] = hall.number
        if all(self._seat(other, depth - 1) for other in others):
            return True
        self.room = before
        return False
