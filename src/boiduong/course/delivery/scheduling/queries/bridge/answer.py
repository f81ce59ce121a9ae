"""Từ lời giải về lịch — which entries of the draft move, and which are placed anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from boiduong.course.delivery.scheduling.queries.bridge.problem import Bridge
from boiduong.course.delivery.scheduling.rules import Block, Cell, Piece, Placement
from boiduong.engines.timetabling import Entry, Timetable


@dataclass(frozen=True)
class Move:
    """Dời một buổi — an entry of the draft to a half-day, room and lecturers."""

    entry: int
    cell: Cell
    room: int | None
    lecturers: tuple[int, ...]


@dataclass(frozen=True)
class Changes:
    """Những thay đổi — entries that move and sessions to place."""

    moves: tuple[Move, ...] = ()
    placements: tuple[Placement, ...] = ()

    def __len__(self) -> int:
        """How many sessions it touches."""
        return len(self.moves) + len(self.placements)


def changes_of(bridge: Bridge, solution: Timetable) -> Changes:
    """Thay đổi để lịch thành lời giải — what stands as it should is not touched."""
    answer = _Answer(bridge, solution)
    moves, placements = [], []
    for entry in solution.entries:
        for step, block in enumerate(bridge.blocks.get(entry.session, ())):
            for piece in block.pieces:
                cell = bridge.cell(entry.slot + step)
                room, people = answer.room(entry, block), answer.people(entry, block, piece)
                if piece.entry is None:
                    placements.append(_placement(block, piece, cell, room, people))
                elif (cell, room, people) != (block.cell, block.room, piece.lecturers):
                    moves.append(Move(piece.entry, cell, room, people))
    return Changes(tuple(moves), tuple(placements))


def _placement(block: Block, piece: Piece, cell: Cell, room: int | None, people: tuple[int, ...]) -> Placement:
    return Placement(
        cell[0],
        cell[1],
        piece.periods,
        first_period=piece.first_period,
        topic=piece.topic,
        activity=piece.activity,
        classes=block.classes,
        lecturers=people,
        room=room,
        place_text="" if room is not None else piece.place_text,
    )


class _Answer:
    """Rooms and lecturers of the register for those of the engine."""

    def __init__(self, bridge: Bridge, solution: Timetable) -> None:
        self.bridge = bridge
        self.rooms = bridge.halls.by_name
        self.before = bridge.timetable.by_session()
        self.teaching: dict[int, set[str]] = {}
        self.held = {(entry.room, entry.slot) for entry in solution.entries}
        for entry in solution.entries:
            self.teaching.setdefault(entry.slot, set()).add(entry.lecturer)

    def room(self, entry: Entry, block: Block) -> int | None:
        """Phòng — that of the solution; a stand-in becomes a real room where one is free and none was meant."""
        if entry.room in self.rooms:
            return self.rooms[entry.room]
        meant = block.topic in self.bridge.halls.outside or block.cell is not None
        if meant or len(self.bridge.blocks[entry.session]) == 2:
            return None
        for room in self._free_rooms(entry, self.bridge.halls.seats(block.classes)):
            self.held.add((room, entry.slot))
            return self.rooms[room]
        return None

    def _free_rooms(self, entry: Entry, seats: int) -> Iterator[str]:
        for room in sorted(self.bridge.problem.rooms, key=lambda r: r.capacity):
            taken = entry.slot in room.busy or (room.id, entry.slot) in self.held
            if room.id in self.rooms and room.capacity >= seats and not taken:
                yield room.id

    def people(self, entry: Entry, block: Block, piece: Piece) -> tuple[int, ...]:
        """Người dạy — as they are where the engine keeps them; a second lecturer stays beside a new first one."""
        old = self.before.get(entry.session)
        if piece.entry is not None and old is not None and old.lecturer == entry.lecturer:
            return piece.lecturers
        if not entry.lecturer or piece.topic is None:
            return piece.lecturers
        candidates = self.bridge.facts.teachers.get(piece.topic, ())
        row = self.bridge.faculty.row_of(entry.lecturer, candidates)
        # Who is no lecturer of the topic stands there only where the officer chose that way out; of a half-day of
        # several topics the engine knows one.
        strange = bool(candidates) and row not in candidates and block.topic is None
        if row is None or (strange and piece.entry is None):
            row = self._somebody(entry.slot, candidates)
        return () if row is None else (row, *(n for n in piece.lecturers[1:] if n != row))

    def _somebody(self, slot: int, candidates: tuple[int, ...]) -> int | None:
        """Whoever can teach a second piece of the half-day and is free then."""
        busy = {item.id: set(item.busy) for item in self.bridge.problem.lecturers}
        for row in candidates:
            for name in self.bridge.faculty.names.get(row, []):
                if name not in self.teaching.get(slot, set()) and slot not in busy.get(name, set()):
                    self.teaching.setdefault(slot, set()).add(name)
                    return row
        return None
