"""Dịch bài toán thành mảng — from the frozen problem to the arrays of the search, and back to a timetable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from boiduong.engines.timetabling.constraints.h2_lecturers import travel_minutes
from boiduong.engines.timetabling.constraints.h5_order import latest_start
from boiduong.engines.timetabling.constraints.h6_field_days import buses_needed
from boiduong.engines.timetabling.constraints.h7_closed import open_starts
from boiduong.engines.timetabling.constraints.s3_fair_load import fair_shares
from boiduong.engines.timetabling.model.problem import (
    EVENING,
    HALVES,
    HARD_RULES,
    MORNING,
    SOFT_RULES,
    Entry,
    Problem,
)
from boiduong.engines.timetabling.model.sessions import EVERYBODY, Order, Session, orders_of, sessions_of
from boiduong.engines.timetabling.model.timetable import Timetable, timetable_of
from boiduong.engines.timetabling.search.arrays import H1, LOG, RULE_COUNT, Ints, joined
from boiduong.engines.timetabling.windows import start_windows

RULE_NAMES = (*HARD_RULES, *SOFT_RULES)
NEVER = 1_000_000


def flat(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Offsets and values of a list of lists."""
    offsets = np.zeros(len(lists) + 1, dtype=np.int64)
    offsets[1:] = np.cumsum([len(one) for one in lists])
    values = np.array([value for one in lists for value in one] or [0], dtype=np.int64)
    return offsets, values


@dataclass(frozen=True, slots=True)
class Compiled:
    """Bài toán đã dịch — the arrays and the names behind their numbers."""

    problem: Problem
    sessions: tuple[Session, ...]
    lecturers: tuple[str, ...]
    places: tuple[str, ...]
    layout: Ints
    data: Ints
    state_length: int
    movable: Ints

    def timetable(self, kept: Ints) -> Timetable:
        """Thời khóa biểu — from an assignment of the search; sessions without a slot are left out."""
        found = []
        for session, (slot, lecturer, place) in zip(self.sessions, kept.tolist(), strict=True):
            if slot >= 0:
                found.append(
                    Entry(
                        session=session.key,
                        slot=slot,
                        lecturer=self.lecturers[lecturer] if lecturer >= 0 else "",
                        room=self.places[place] if place >= 0 else "",
                    )
                )
        return timetable_of(found)

    def assignment(self, timetable: Timetable) -> Ints:
        """Phép gán — the numbers of a timetable; -1 where it says nothing."""
        kept = np.full((len(self.sessions), 3), -1, dtype=np.int64)
        lecturers = {name: number for number, name in enumerate(self.lecturers)}
        places = {name: number for number, name in enumerate(self.places)}
        entries = timetable.by_session()
        for number, session in enumerate(self.sessions):
            entry = entries.get(session.key)
            if entry is not None:
                kept[number] = (entry.slot, lecturers.get(entry.lecturer, -1), places.get(entry.room, -1))
        return kept


class Compiler:
    """Bộ dịch — one problem on its way into arrays."""

    def __init__(self, problem: Problem, *, narrow: bool) -> None:
        """Number everything."""
        self.problem = problem
        self.sessions = sessions_of(problem)
        self.windows = start_windows(problem, parts=narrow)
        self.number = {session.key: number for number, session in enumerate(self.sessions)}
        self.classes = {item.id: item for item in problem.classes}
        self.class_number = {item.id: number for number, item in enumerate(problem.classes)}
        self.topic_number = {item.id: number for number, item in enumerate(problem.topics)}
        self.venue_number = {item.id: number for number, item in enumerate(problem.venues)}
        self.places = (*(room.id for room in problem.rooms), *(site.id for site in problem.sites))
        self.place_number = {name: number for number, name in enumerate(self.places)}
        self.locks = {lock.session: lock for lock in problem.locks}
        self.lecturer_number = {item.id: number for number, item in enumerate(problem.lecturers)}
        self.with_rooms = {room.venue for room in problem.rooms}
        parts = sorted({topic.part for topic in problem.topics if topic.part})
        self.part_number = {0: 0, **{part: place + 1 for place, part in enumerate(parts)}}

    def together(self, session: Session) -> bool:
        """Whether it is a plenary session."""
        return session.key.endswith("/" + EVERYBODY)

    def seats(self, session: Session) -> int:
        """Seats that a session needs; -1 where it needs no room."""
        own = {self.classes[name].venue for name in session.classes}
        if session.field_day or not own & self.with_rooms:
            return -1
        members = [self.classes[name] for name in session.classes]
        return sum(item.size for item in members if not (self.together(session) and item.remote))

    def place_choice(self, session: Session) -> list[int]:
        """Rooms or sites that a session may take, its home room first."""
        lock = self.locks.get(session.key)
        if lock is not None and lock.room:
            return [self.place_number[lock.room]]
        if session.field_day:
            return [self.place_number[name] for name in session.topic.sites]
        first, seats = self.classes[session.classes[0]], self.seats(session)
        if seats < 0:
            return []
        remote_homes = {self.classes[name].home_room for name in session.classes if self.classes[name].remote}
        fitting, all_here = [], []
        for room in sorted(self.problem.rooms, key=lambda room: (room.id != first.home_room, room.capacity)):
            if room.venue == first.venue if not self.together(session) else room.id not in remote_homes:
                all_here.append(self.place_number[room.id])
                fitting += [self.place_number[room.id]] if room.capacity >= seats else []
        return fitting or all_here

    def lecturer_choice(self, session: Session) -> list[int]:
        """Lecturers that may hold a session."""
        if not session.topic.taught:
            return []
        lock = self.locks.get(session.key)
        if lock is not None and lock.lecturer:
            return [self.lecturer_number[lock.lecturer]]
        return [self.lecturer_number[item.id] for item in self.problem.lecturers if session.topic.id in item.topics]

    def start_choice(self, session: Session) -> list[int]:
        """Slots in which a session may start; without any the whole calendar, counted as broken."""
        found = self.windows[session.key]
        if self.problem.blocks("H7") and found:
            return found
        step = HALVES if session.field_day else 1
        return list(range(MORNING, self.problem.slots - session.length + 1, step))

    def closed_counts(self) -> Ints:
        """For each session and slot whether starting there breaks H7, venues apart."""
        closed = np.ones((len(self.sessions), self.problem.slots + 2), dtype=np.int64)
        for number, session in enumerate(self.sessions):
            closed[number, open_starts(self.problem, session)] = 0
        return closed

    def orders(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Orders by session, their ends, and the tables of latest starts."""
        orders = orders_of(self.problem, self.sessions)
        touching: list[list[int]] = [[] for _ in self.sessions]
        kinds: dict[tuple[str, int, tuple[int, ...]], int] = {}
        rows: list[list[int]] = []
        ends: list[tuple[int, int, int, int]] = []
        for place, order in enumerate(orders):
            kind = (order.rule == "H8" and "H8" or "H5", order.within, order.uncounted)
            if kind not in kinds:
                kinds[kind] = len(rows)
                rows.append(self.latest_row(order))
            earlier, later = self.number[order.earlier], self.number[order.later]
            touching[earlier].append(place)
            touching[later].append(place)
            ends.append((earlier, later, H1 + int(order.rule[1]) - 1, kinds[kind]))
        offsets, flat_orders = flat(touching)
        ends_array = np.array(ends or [(0, 0, 0, 0)], dtype=np.int64)
        latest = np.array(rows or [[0] * (self.problem.slots + 2)], dtype=np.int64)
        return offsets, flat_orders, ends_array, latest

    def latest_row(self, order: Order) -> list[int]:
        """Latest start after each end."""
        return [*(latest_start(self.problem, order, end) for end in range(self.problem.slots)), 0, 0]

    def groups(self) -> tuple[Ints, Ints, Ints]:
        """Sessions of one topic in one class."""
        members: dict[str, list[int]] = {}
        for number, session in enumerate(self.sessions):
            members.setdefault(session.topic.id + "/" + session.key.rsplit("/", 1)[1], []).append(number)
        own = np.zeros(len(self.sessions), dtype=np.int64)
        for place, group in enumerate(members.values()):
            own[group] = place
        offsets, values = flat(list(members.values()))
        return own, offsets, values

    def limits(self) -> Ints:
        """By lecturer: most per day, most in all, fair share, weight of a day, wished half, home venue (-1 none)."""
        shares, weights = fair_shares(self.problem), self.problem.weights
        wishes = {"morning": 0, "afternoon": 1}
        rows = [
            (
                item.most_per_day,
                item.most,
                shares[item.id],
                weights.visiting_day if item.visiting else weights.internal_day,
                wishes.get(item.wish, -1),
                self.venue_number.get(item.home_venue, -1),
            )
            for item in self.problem.lecturers
        ]
        return np.array([*rows, (0, 0, 0, 0, -1, -1)], dtype=np.int64)

    def travel(self) -> Ints:
        """Minutes between venues; the last row holds the minutes there are between half-days 1 and 2 apart."""
        names = list(self.venue_number)
        table = np.zeros((len(names) + 1, max(len(names), 3)), dtype=np.int64)
        for a, first in enumerate(names):
            for b, second in enumerate(names):
                table[a, b] = travel_minutes(self.problem, first, second)
        calendar = self.problem.calendar
        table[-1, 1] = calendar.break_minutes
        table[-1, 2] = 2 * calendar.break_minutes + calendar.half_day_minutes
        return table

    def class_slots(self) -> tuple[Ints, Ints]:
        """Open mornings and afternoons of each class, and how many stand before each slot."""
        shut = set(self.problem.calendar.closed)
        table = np.zeros((len(self.problem.classes), self.problem.slots + 2), dtype=np.int64)
        for number, item in enumerate(self.problem.classes):
            for slot in range(self.problem.slots):
                table[number, slot] = slot not in shut and slot not in item.closed and slot % HALVES != EVENING
        before = np.zeros((len(self.problem.classes), self.problem.slots + 2), dtype=np.int64)
        before[:, 1:] = np.cumsum(table, axis=1)[:, :-1]
        return table, before

    def busy(self, rows: Sequence[Sequence[int]]) -> Ints:
        """A table of zeros and ones from lists of slots, one row more and one slot more than needed."""
        table = np.zeros((len(rows) + 1, self.problem.slots + 2), dtype=np.int64)
        for number, slots in enumerate(rows):
            table[number, list(slots)] = 1
        return table

    def announced(self) -> Ints:
        """The announced slot, lecturer and place of each session; -1 for none."""
        table = np.full((len(self.sessions), 3), -1, dtype=np.int64)
        for entry in self.problem.announced:
            table[self.number[entry.session]] = (
                entry.slot,
                self.lecturer_number.get(entry.lecturer, -1),
                self.place_number.get(entry.room, -1),
            )
        return table

    def column(self, values: Sequence[int]) -> Ints:
        """One array."""
        return np.array(list(values) or [0], dtype=np.int64)

    def blocks(self) -> dict[str, Ints]:
        """Every block of the data."""
        return {**self.columns(), **self.lists(), **self.surroundings()}

    def columns(self) -> dict[str, Ints]:
        """One number for each session."""
        problem, sessions = self.problem, self.sessions
        sizes = {item.id: item.size for item in problem.classes}
        return {
            "length": self.column([item.length for item in sessions]),
            "topic": self.column([self.topic_number[item.topic.id] for item in sessions]),
            "part": self.column([self.part_number[item.topic.part] for item in sessions]),
            "heavy": self.column([item.topic.heavy for item in sessions]),
            "step": self.column([item.index == 0 and not item.topic.plenary for item in sessions]),
            "taught": self.column([item.topic.taught for item in sessions]),
            "home": self.column([self.home(item) for item in sessions]),
            "buses": self.column([buses_needed(problem, sizes[item.classes[0]]) for item in sessions]),
            "guests": self.column([sizes[item.classes[0]] if item.field_day else 0 for item in sessions]),
            "announced": self.announced(),
            "seats": self.column([self.seats(item) for item in sessions]),
            "session_venue": self.column(
                [-1 if item.field_day else self.venue_number[self.classes[item.classes[0]].venue] for item in sessions]
            ),
        }

    def lists(self) -> dict[str, Ints]:
        """Several numbers for each session or class: where each list begins, then all of them."""
        in_class: list[list[int]] = [[] for _ in self.problem.classes]
        for number, item in enumerate(self.sessions):
            for name in item.classes:
                in_class[self.class_number[name]].append(number)
        made: dict[str, Ints] = {}
        for name, rows in (
            ("classes", [[self.class_number[name] for name in item.classes] for item in self.sessions]),
            ("starts", [self.start_choice(item) for item in self.sessions]),
            ("lecturers", [self.lecturer_choice(item) for item in self.sessions]),
            ("places", [self.place_choice(item) for item in self.sessions]),
            ("remote", [self.remote_homes(item) for item in self.sessions]),
            ("class_sessions", in_class),
        ):
            made[f"{name}_at"], made[name] = flat(rows)
        made["orders_at"], made["orders"], made["order_ends"], made["latest"] = self.orders()
        made["group"], made["groups_at"], made["groups"] = self.groups()
        made["class_open"], made["class_open_before"] = self.class_slots()
        return made

    def surroundings(self) -> dict[str, Ints]:
        """Calendar, lecturers, rooms, sites and buses."""
        problem = self.problem
        site_slots = [[day * HALVES for day in site.busy_days] for site in problem.sites]
        return {
            "own_closed": self.closed_counts(),
            "lecturer_busy": self.busy([item.busy for item in problem.lecturers]),
            "lecturer_limits": self.limits(),
            "place_busy": self.busy([*(room.busy for room in problem.rooms), *site_slots]),
            "place_venue": self.column(
                [*(self.venue_number[room.venue] for room in problem.rooms), *(-1 for _ in problem.sites)]
            ),
            "venue_closed": self.busy([item.closed for item in problem.venues]),
            "capacity": self.column(
                [*(room.capacity for room in problem.rooms), *(site.learners for site in problem.sites)]
            ),
            "bus_limit": self.column([problem.fleet.buses or NEVER]),
            "travel": self.travel(),
            "parts": self.column([len(self.part_number) - 1]),
        }

    def home(self, session: Session) -> int:
        """The home room of a session of one class; -1 for none."""
        if session.field_day or self.together(session):
            return -1
        return self.place_number.get(self.classes[session.classes[0]].home_room, -1)

    def remote_homes(self, session: Session) -> list[int]:
        """Home rooms of the remote classes of a plenary session."""
        if not self.together(session):
            return []
        members = [self.classes[name] for name in session.classes]
        return [self.place_number[item.home_room] for item in members if item.remote and item.home_room]


def state_sizes(compiler: Compiler, width: int) -> dict[str, int]:
    """Kích thước trạng thái — how long each block of the state is."""
    problem, sessions, days = compiler.problem, len(compiler.sessions), compiler.problem.calendar.days
    classes, lecturers, places = len(problem.classes), len(problem.lecturers) + 1, len(compiler.places) + 1
    return {
        "slot": sessions,
        "lecturer": sessions,
        "place": sessions,
        "class_count": classes * width,
        "class_sum": classes * width,
        "lecturer_count": lecturers * width,
        "lecturer_sum": lecturers * width,
        "lecturer_day": lecturers * days,
        "load": lecturers,
        "place_count": places * width,
        "site_guests": places * days,
        "bus_count": days,
        "heavy_count": classes * days,
        "step_count": len(problem.topics) * days,
        "part_end": len(compiler.part_number) + 1,
        "level_sum": RULE_COUNT,
        "cost": RULE_COUNT,
        "delta": RULE_COUNT,
        "old": 3,
        "log": LOG,
        "random": 1,
    }


def compiled(problem: Problem, *, narrow: bool = False) -> Compiled:
    """Dịch bài toán — ready for the search; `narrow` allows only starts that keep the parts in order."""
    compiler = Compiler(problem, narrow=narrow)
    blocks, width = compiler.blocks(), problem.slots + 2
    venues = len(problem.venues)
    sizes = {
        "sessions": len(compiler.sessions),
        "days": problem.calendar.days,
        "width": width,
        "venues": venues,
        "travel_width": max(venues, 3),
    }
    layout, data, length = joined(sizes, blocks, state_sizes(compiler, width))
    choices = [blocks["starts_at"], blocks["lecturers_at"], blocks["places_at"]]
    free = [
        number
        for number in range(len(compiler.sessions))
        if any(offsets[number + 1] - offsets[number] > 1 for offsets in choices)
    ]
    names = tuple(item.id for item in problem.lecturers)
    movable = np.array(free, dtype=np.int64)
    return Compiled(problem, compiler.sessions, names, compiler.places, layout, data, length, movable)
