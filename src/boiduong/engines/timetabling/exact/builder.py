"""Mô hình CP-SAT — variables of a problem, and the words with which the rules write their terms.

Lecturers of the sessions of single classes are counted by topic, venue and slot (`named=False`), which is exact as
long as no term names a class and a lecturer; `named=True` gives every session its lecturer. Rooms are Hall's
inequalities; names of lecturers and rooms are given afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ortools.sat.python import cp_model

from boiduong.engines.timetabling.constraints import POSTED
from boiduong.engines.timetabling.model.problem import HALVES, IGNORE, Entry, Problem, Topic
from boiduong.engines.timetabling.model.sessions import EVERYBODY, Session, orders_of, sessions_of
from boiduong.engines.timetabling.windows import start_windows

Bool = cp_model.IntVar
Linear = list[tuple[int, Bool | None]]
Terms = Sequence[tuple[int, Bool | None]]
Option = tuple[int, str, str]


class Exact:
    """Mô hình chính xác — one CP-SAT model of a problem."""

    def __init__(
        self,
        problem: Problem,
        *,
        named: bool = False,
        keep_to: dict[str, set[int]] | None = None,
        parts: bool = False,
    ) -> None:
        """Make the variables and post every rule that blocks.

        `keep_to` narrows the starts of sessions; `parts` takes S2 without cost for granted.
        """
        self.problem, self.named = problem, named
        self.model = cp_model.CpModel()
        self.sessions = sessions_of(problem)
        self.by_key = {session.key: session for session in self.sessions}
        self.orders = orders_of(problem, self.sessions)
        self._locks = {lock.session: lock for lock in problem.locks}
        self._sizes = {item.id: item for item in problem.classes}
        self._rooms = {room.id: room for room in problem.rooms}
        self._keep_to = keep_to or {}
        self._starts: dict[str, dict[int, Bool]] = {}
        self._options: dict[str, dict[Option, Bool]] = {}
        self._at: dict[tuple[str, int], list[Bool]] = defaultdict(list)
        self._at_venue: dict[tuple[str, int, str], list[Bool]] = defaultdict(list)
        self._class_at: dict[tuple[str, int], list[Bool]] = defaultdict(list)
        self._alone_at: dict[tuple[str, int], list[Bool]] = defaultdict(list)
        self._room_at: dict[tuple[str, int], list[Bool]] = defaultdict(list)
        self._visits: dict[tuple[str, int], list[tuple[Bool, int]]] = defaultdict(list)
        self._taught_by: dict[tuple[str, str], list[Bool]] = defaultdict(list)
        self._begun: dict[str, list[Bool | int]] = {}
        self._over: dict[str, list[Bool]] = {}
        self._days: dict[tuple[str, int], Bool] = {}
        self._in_class: dict[str, list[Session]] = defaultdict(list)
        self._pools: dict[tuple[str, str, int, str], Bool] = {}
        self.zero = self.model.new_constant(0)
        self.one = self.model.new_constant(1)
        windows = start_windows(problem, parts=parts)
        for session in self.sessions:
            self._session(session, windows)
        if not named:
            self._pool()
        for rule in POSTED:
            if problem.strength(rule.RULE.id) != IGNORE:
                rule.terms(self)

    # Making variables.

    def _session(self, session: Session, windows: dict[str, list[int]]) -> None:
        venue = self.venue(session)
        shut = {slot for item in self.problem.venues if item.id == venue for slot in item.closed}
        if session.field_day or session.key.endswith("/" + EVERYBODY):
            shut = set()
        keep = self._keep_to.get(session.key)
        slots = [slot for slot in windows[session.key] if slot not in shut]
        starts = {
            slot: self.model.new_bool_var(f"{session.key}@{slot}") for slot in slots if keep is None or slot in keep
        }
        self._starts[session.key] = starts
        for name in session.classes:
            self._in_class[name].append(session)
            for slot, literal in starts.items():
                for step in range(slot, slot + session.length):
                    self._class_at[name, step].append(literal)
                    if not session.field_day and not session.key.endswith("/" + EVERYBODY):
                        self._alone_at[name, step].append(literal)
        if self.named or session.field_day or session.key.endswith("/" + EVERYBODY):
            self._name(session, starts)

    def _name(self, session: Session, starts: dict[int, Bool]) -> None:
        """Options of slot, lecturer and place for a session that is named."""
        options: dict[Option, Bool] = {}
        for slot, literal in starts.items():
            choices = [
                (slot, lecturer, place)
                for lecturer in self.lecturers(session, slot)
                for place in self._places(session, slot)
            ]
            own = [self.model.new_bool_var("") for _ in choices] if len(choices) > 1 else [literal] * len(choices)
            if not choices:
                self.model.add(literal == 0)
            elif len(choices) > 1:
                self.model.add(sum(own) == literal)
            options.update(zip(choices, own, strict=True))
        self._options[session.key] = options
        for (slot, lecturer, place), literal in options.items():
            venue = self._rooms[place].venue if place in self._rooms else self.venue(session)
            for step in range(slot, slot + session.length):
                if lecturer:
                    self._at[lecturer, step].append(literal)
                    if not session.field_day:
                        self._at_venue[lecturer, step, venue].append(literal)
            if lecturer:
                self._taught_by[session.key, lecturer].append(literal)
            if session.field_day:
                self._visits[place, slot].append((literal, self._sizes[session.classes[0]].size))
            elif place:
                self._room_at[place, slot].append(literal)
        if session.key.endswith("/" + EVERYBODY):
            for name in session.classes:
                if self._sizes[name].remote and self._sizes[name].home_room:
                    for slot, literal in starts.items():
                        self._room_at[self._sizes[name].home_room, slot].append(literal)

    def _pool(self) -> None:
        """Lecturers by topic, venue and slot: as many as sessions of single classes stand there."""
        groups: dict[tuple[str, str, int, str], list[Bool]] = defaultdict(list)
        for session in self.sessions:
            if session.key in self._options or not session.topic.taught:
                continue
            lock = self._locks.get(session.key)
            only = lock.lecturer if lock else ""
            for slot, literal in self._starts[session.key].items():
                groups[session.topic.id, self.venue(session), slot, only].append(literal)
        for (topic, venue, slot, only), literals in groups.items():
            able = []
            for lecturer in self.problem.lecturers:
                fits = lecturer.id == only if only else topic in lecturer.topics
                if fits and slot not in lecturer.busy:
                    able.append(self.model.new_bool_var(f"{lecturer.id} {topic} {venue}@{slot} {only}"))
                    self._at[lecturer.id, slot].append(able[-1])
                    self._at_venue[lecturer.id, slot, venue].append(able[-1])
                    self._pools[topic, venue, slot, lecturer.id + "|" + only] = able[-1]
            self.model.add(sum(able) == sum(literals))

    def lecturers(self, session: Session, slot: int) -> list[str]:
        """Lecturers free for a session that starts in a slot; an empty name where none is needed."""
        if not session.topic.taught:
            return [""]
        lock = self._locks.get(session.key)
        taken = set(range(slot, slot + session.length))
        return [
            item.id
            for item in self.problem.lecturers
            if not taken & set(item.busy)
            and (item.id == lock.lecturer if lock and lock.lecturer else session.topic.id in item.topics)
        ]

    def _places(self, session: Session, slot: int) -> list[str]:
        """Halls of a plenary or sites of a field day; sessions of single classes get their rooms later."""
        lock = self._locks.get(session.key)
        if session.field_day:
            day = slot // HALVES
            open_sites = [site.id for site in self.problem.sites if day not in site.busy_days]
            found = [name for name in session.topic.sites if name in open_sites]
        elif session.key.endswith("/" + EVERYBODY):
            own = {self._sizes[name].venue for name in session.classes}
            members = [self._sizes[name] for name in session.classes]
            seats = sum(item.size for item in members if not item.remote)
            homes = {item.home_room for item in members if item.remote}
            closed = {venue.id: venue.closed for venue in self.problem.venues}
            if not any(room.venue in own for room in self.problem.rooms):
                return [""] if slot not in closed[members[0].venue] else []
            found = [
                room.id
                for room in self.problem.rooms
                if room.capacity >= seats
                and slot not in room.busy
                and slot not in closed[room.venue]
                and room.id not in homes
            ]
        else:
            return [""]
        return [name for name in found if not (lock and lock.room) or name == lock.room]

    # Words for the rules.

    def venue(self, session: Session) -> str:
        """The venue of a session of one class."""
        return self._sizes[session.classes[0]].venue

    def starts(self, key: str) -> dict[int, Bool]:
        """Slots in which a session may start, each with its literal."""
        return self._starts[key]

    def options(self, key: str) -> dict[Option, Bool]:
        """Slot, lecturer and place of a named session."""
        return self._options.get(key, {})

    def pools(self) -> dict[tuple[str, str, int, str], Bool]:
        """Topic, venue, slot and lecturer of the counted sessions."""
        return self._pools

    def sessions_of(self, name: str) -> list[Session]:
        """Sessions of a class."""
        return self._in_class[name]

    def class_at(self, name: str, slot: int) -> list[Bool]:
        """Literals of the sessions that take a slot of a class."""
        return self._class_at.get((name, slot), [])

    def alone_at(self, name: str, slot: int) -> list[Bool]:
        """The same without plenaries and field days."""
        return self._alone_at.get((name, slot), [])

    def teaching(self, lecturer: str, slot: int) -> list[Bool]:
        """Literals of which at most one is true: the lecturer teaches in the slot."""
        return self._at.get((lecturer, slot), [])

    def teaching_at(self, lecturer: str, slot: int, venue: str) -> list[Bool]:
        """The same at one venue."""
        return self._at_venue.get((lecturer, slot, venue), [])

    def teaching_day(self, lecturer: str, day: int) -> Bool | None:
        """The lecturer teaches on the day; None when that cannot be."""
        if (lecturer, day) not in self._days:
            slots = range(day * HALVES, day * HALVES + HALVES)
            if not any(self.teaching(lecturer, slot) for slot in slots):
                return None
            today = self._days[lecturer, day] = self.new_bool()
            for slot in slots:
                self.at_most_sum([(1, one) for one in self.teaching(lecturer, slot)], [(1, today)])
        return self._days[lecturer, day]

    def taught_by(self, key: str, lecturer: str) -> list[Bool]:
        """Literals of a named session given by a lecturer."""
        return self._taught_by.get((key, lecturer), [])

    def room_named(self, room: str, slot: int) -> list[Bool]:
        """Plenaries in a room and remote classes at home."""
        return self._room_at.get((room, slot), [])

    def rooms_asked(self, venue: str, slot: int, size: int) -> list[Bool]:
        """What takes a room of at least a size at a venue in a slot."""
        asking = []
        for item in self.problem.classes:
            if item.venue == venue and item.size >= size:
                asking += self.alone_at(item.id, slot)
        for room in self.problem.rooms:
            if room.venue == venue and room.capacity >= size:
                asking += self.room_named(room.id, slot)
        return asking

    def visits(self, site: str, slot: int) -> list[tuple[Bool, int]]:
        """Field days at a site that start in a slot, with their guests."""
        return self._visits.get((site, slot), [])

    def begun(self, key: str, slot: int) -> Bool | int:
        """A session has started by the slot."""
        if slot < 0:
            return 0
        if key not in self._begun:
            row: list[Bool | int] = []
            starts = self._starts[key]
            for each in range(self.problem.slots):
                before = row[-1] if row else 0
                if each in starts:
                    literal = self.new_bool()
                    self.model.add(literal == before + starts[each])
                    row.append(literal)
                else:
                    row.append(before)
            self._begun[key] = row
        return self._begun[key][slot]

    def ended(self, key: str, slot: int) -> Bool | int:
        """A session has ended by the end of the slot."""
        return self.begun(key, slot - self.by_key[key].length + 1)

    def all_ended(self, name: str, keys: list[str]) -> list[Bool]:
        """By slot: every session has ended before it begins."""
        if name not in self._over:
            row = []
            for slot in range(self.problem.slots):
                literal = self.new_bool()
                for key in keys:
                    self.at_most_as(literal, self.ended(key, slot - 1))
                row.append(literal)
            self._over[name] = row
        return self._over[name]

    def class_over(self, name: str, slot: int) -> Bool:
        """Every session of a class has ended before the slot."""
        return self.all_ended(f"class {name}", [item.key for item in self._in_class[name]])[slot]

    def class_begun(self, name: str, slot: int) -> Bool:
        """Some session of a class has started by the slot."""
        key = f"begun {name}"
        if key not in self._over:
            self._over[key] = []
            for each in range(self.problem.slots):
                literal = self.new_bool()
                for session in self._in_class[name]:
                    self.at_most_as(self.begun(session.key, each), literal)
                self._over[key].append(literal)
        return self._over[key][slot]

    def topic_groups(self) -> list[tuple[Topic, list[str]]]:
        """Sessions of one topic in one class or plenary."""
        groups: dict[tuple[str, str], tuple[Topic, list[str]]] = {}
        for session in self.sessions:
            name = session.key.rsplit("/", 1)[1]
            groups.setdefault((session.topic.id, name), (session.topic, []))[1].append(session.key)
        return list(groups.values())

    def kept(self, entry: Entry) -> Bool | None:
        """An announced session stays as it was, as far as the model names things; None when it cannot."""
        if entry.session in self._options:
            same = [
                literal
                for (slot, lecturer, place), literal in self._options[entry.session].items()
                if slot == entry.slot and lecturer == entry.lecturer and place in ("", entry.room)
            ]
            return self.any_of(same)
        return self._starts[entry.session].get(entry.slot)

    # Posting terms.

    def new_bool(self) -> Bool:
        """A new yes or no."""
        return self.model.new_bool_var("")

    def new_int(self, most: int) -> Bool:
        """A new whole number from 0."""
        return self.model.new_int_var(0, most, "")

    def exactly_one(self, literals: list[Bool]) -> None:
        """Exactly one is true; none to choose from is a contradiction."""
        self.model.add_exactly_one(literals) if literals else self.model.add_bool_or([])

    def at_most_one(self, literals: list[Bool]) -> None:
        """At most one is true."""
        if len(literals) > 1:
            self.model.add_at_most_one(literals)

    def at_most(self, literals: list[Bool], most: int) -> None:
        """At most so many are true."""
        self.model.add(sum(literals) <= most)

    def weighted_at_most(self, terms: list[tuple[Bool, int]], most: int) -> None:
        """The weights of what is true add up to at most so many."""
        if sum(weight for _, weight in terms) > most:
            self.model.add(sum(literal * weight for literal, weight in terms) <= most)

    def at_most_as(self, low: Bool | int, high: Bool | int) -> None:
        """The first is not above the second."""
        if isinstance(low, int) and isinstance(high, int):
            if low > high:
                self.model.add_bool_or([])
        elif low is not high:
            self.model.add(low <= high)

    def at_most_sum(self, low: Terms, high: Terms) -> None:
        """One sum is not above another."""
        if low or high:
            self.model.add(self.total(low) <= self.total(high))

    def any_of(self, literals: list[Bool]) -> Bool | None:
        """One literal for several, true when any of them is."""
        if len(literals) < 2:
            return literals[0] if literals else None
        either = self.new_bool()
        self.model.add_max_equality(either, literals)
        return either

    def total(self, terms: Terms) -> cp_model.LinearExprT:
        """A sum of weighted literals and numbers."""
        constant = sum(weight for weight, literal in terms if literal is None)
        expressions = [literal for _, literal in terms if literal is not None]
        weights = [weight for weight, literal in terms if literal is not None]
        return cp_model.LinearExpr.weighted_sum(expressions, weights) + constant
