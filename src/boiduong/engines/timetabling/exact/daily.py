"""Theo ngày — a timetable that knows days and lecturers, but half-days only where a lecturer's wish asks for them.

Loads, lecturer days, heavy days, one lecturer a topic and classes in step are matters of days. Without half-days the
model is a fraction of the whole and its linear program is sharp; what it cannot have, no timetable has. Rooms, halls,
travel, buses and sites are left out, so every minimum is a bound; `lifting` looks for the half-days afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, combinations, pairwise, permutations

from ortools.sat.python import cp_model

from boiduong.engines.timetabling.constraints.h5_order import latest_start
from boiduong.engines.timetabling.constraints.s3_fair_load import fair_shares
from boiduong.engines.timetabling.constraints.s9_wishes import WISHED
from boiduong.engines.timetabling.exact.likeness import groups_alike, telling
from boiduong.engines.timetabling.model.problem import AFTERNOON, EVENING, HALVES, MORNING, Lecturer, Problem
from boiduong.engines.timetabling.model.sessions import EVERYBODY, Session, orders_of, sessions_of

Bool = cp_model.IntVar
Halves = frozenset[int]
Pattern = tuple[tuple[int, int], ...]  # load and days of each lecturer
Half = tuple[Bool, Halves, int]  # what takes some of these halves of a day, and how many
Linear = cp_model.LinearExprT
SUBSETS = [frozenset(some) for count in range(1, HALVES + 1) for some in combinations(range(HALVES), count)]
WHOLE_DAY = frozenset((MORNING, AFTERNOON))


class Daily:
    """Mô hình theo ngày — who teaches what on which day; `windows` are the slots in which sessions may start."""

    def __init__(self, problem: Problem, windows: dict[str, list[int]]) -> None:
        """Make the variables and post what holds of days."""
        self.problem, self.model = problem, cp_model.CpModel()
        self.sessions = sessions_of(problem)
        self.stands: dict[tuple[str, int], list[Bool]] = defaultdict(list)
        self._taught: dict[tuple[str, str], list[Bool]] = defaultdict(list)
        self._of_class: dict[tuple[str, int], list[Half]] = defaultdict(list)
        self._of_lecturer: dict[tuple[str, int], list[Half]] = defaultdict(list)
        self._alone: dict[tuple[str, int], list[tuple[Bool, Halves, str]]] = defaultdict(list)
        self._last: dict[tuple[str, int], int] = {}
        self._together: dict[int, list[Bool]] = defaultdict(list)
        self._lows: dict[str, list[Linear]] = defaultdict(list)
        self._level = ""
        self._against: list[tuple[int, Bool]] = []
        self.comes: dict[str, list[Bool]] = defaultdict(list)
        self.gives: dict[str, list[Bool]] = defaultdict(list)
        self.begun: dict[str, list[Bool | int]] = {}
        self._locked = {lock.session: lock.lecturer for lock in problem.locks}
        self._venues = {one.id: one.venue for one in problem.classes}
        for session in self.sessions:
            self._place(session, windows[session.key])
        for items in self._of_class.values():
            self._within_halves(items)
        for lecturer in problem.lecturers:
            self._limit(lecturer)
        for day in range(problem.calendar.days):
            self._link(day)
        self._order()
        self._exchange()

    def _place(self, session: Session, starts: list[int]) -> None:
        """On which days the session may stand, and who may give it there."""
        days: dict[int, set[int]] = defaultdict(set)
        for slot in starts:
            days[slot // HALVES].add(slot % HALVES)
        for day, halves in days.items():
            self._last[session.key, day] = day * HALVES + max(halves) + session.length - 1
            if session.topic.taught:
                for lecturer in self._able(session):
                    self._teach(session, lecturer, day, halves - {slot - day * HALVES for slot in lecturer.busy})
            else:
                here = self.model.new_bool_var("")
                self.stands[session.key, day].append(here)
                taken = WHOLE_DAY if session.field_day else frozenset(halves)
                for name in session.classes:
                    self._of_class[name, day].append((here, taken, session.length))
            if session.key.endswith("/" + EVERYBODY):
                self._together[day] += self.stands[session.key, day]
        self.model.add_exactly_one(chain.from_iterable(self.stands[session.key, day] for day in days))

    def _able(self, session: Session) -> list[Lecturer]:
        """Who may give a session; the one to whom it is locked, else all who are qualified."""
        only = self._locked.get(session.key, "")
        return [one for one in self.problem.lecturers if (one.id == only if only else session.topic.id in one.topics)]

    def _teach(self, session: Session, lecturer: Lecturer, day: int, free: set[int]) -> None:
        """One lecturer gives it on a day; whoever wishes for a half of the day is asked for which one."""
        wish = WISHED.get(lecturer.wish)
        ways = [frozenset((half,)) for half in sorted(free)] if wish is not None else [frozenset(free)]
        alone = not session.key.endswith("/" + EVERYBODY)
        far = bool(lecturer.home_venue) and alone and self._venues[session.classes[0]] != lecturer.home_venue
        for halves in ways if free else ():
            here = self.model.new_bool_var("")
            self.stands[session.key, day].append(here)
            self._taught[session.key, lecturer.id].append(here)
            self._of_lecturer[lecturer.id, day].append((here, halves, 1))
            for name in session.classes:
                self._of_class[name, day].append((here, halves, 1))
            if alone:
                self._alone[session.classes[0], day].append((here, halves, lecturer.id))
            cost = far + (wish is not None and wish not in halves)
            if cost:
                self._against.append((cost, here))

    def _within_halves(self, items: list[Half]) -> None:
        """Hall: what has only some halves of a day to stand in does not take more than these."""
        for halves in SUBSETS:
            inside = [(one, count) for one, free, count in items if free <= halves]
            if sum(count for _, count in inside) > len(halves):
                self.model.add(sum(count * one for one, count in inside) <= len(halves))

    def _limit(self, lecturer: Lecturer) -> None:
        """The limits of a lecturer, and the days on which they come."""
        for day in range(self.problem.calendar.days):
            items = self._of_lecturer.get((lecturer.id, day), [])
            if items:
                self._within_halves(items)
                comes = self.model.new_bool_var("")
                free = frozenset().union(*(halves for _, halves, _ in items))
                today = [one for one, _, _ in items]
                self.model.add(sum(today) <= min(lecturer.most_per_day, len(free)) * comes)
                for one in today:
                    self.model.add_implication(one, comes)
                self.comes[lecturer.id].append(comes)
                self.gives[lecturer.id] += today
        self.model.add(sum(self.gives[lecturer.id]) <= lecturer.most)

    def _link(self, day: int) -> None:
        """Two classes on a day of two halves: who goes from one to the other ties what is left of both days.

        The rest of both lies in different halves then, so it is not bound to the same half. What everybody hears leaves
        both the same half: nobody gives two sessions in it, and they are not bound to different ones.
        """
        for first, second in combinations([one.id for one in self.problem.classes], 2):
            here = [*self._of_class.get((first, day), []), *self._of_class.get((second, day), [])]
            if any(EVENING in halves for _, halves, _ in here):
                continue
            both = [*self._alone.get((first, day), []), *self._alone.get((second, day), [])]
            bound = {half: [one for one, halves, _ in both if halves == {half}] for half in WHOLE_DAY}
            gives: dict[str, list[Bool]] = defaultdict(list)
            for one, halves, who in both:
                if len(halves) > 1:
                    gives[who].append(one)
            for some in gives.values():
                for half in WHOLE_DAY if len(some) > 1 else ():
                    if bound[half]:
                        self.model.add(sum(some) + sum(bound[half]) <= 3)
                for one in self._together[day] if len(some) > 1 else ():
                    self.model.add(sum(some) + one <= 2)
            for own, other in permutations(WHOLE_DAY, 2):
                early, late = (
                    [one for one, halves, _ in self._alone.get((name, day), []) if halves == {half}]
                    for name, half in ((first, own), (second, other))
                )
                for one in self._together[day] if early and late else ():
                    self.model.add(sum(early) + sum(late) + one <= 2)

    def _order(self) -> None:
        """What comes later has not begun on an earlier day, and not too many days later."""
        days = self.problem.calendar.days
        for session in self.sessions:
            row: list[Bool | int] = []
            for day in range(days):
                today = self.stands.get((session.key, day))
                before = row[-1] if row else 0
                if today:
                    row.append(self.model.new_bool_var(""))
                    self.model.add(row[-1] == before + sum(today))
                else:
                    row.append(before)
            self.begun[session.key] = row
        for order in orders_of(self.problem, self.sessions):
            for day in range(days):
                self._at_most(self.begun[order.later][day], self.begun[order.earlier][day])
                latest = (
                    latest_start(self.problem, order, self._last.get((order.earlier, day), day * HALVES + EVENING))
                    // HALVES
                )
                if order.within and latest < days - 1:
                    self._at_most(self.begun[order.earlier][day], self.begun[order.later][latest])

    def _exchange(self) -> None:
        """Classes that may be exchanged begin one topic in the order of their names."""
        for names in groups_alike(self.problem):
            topic = telling(self.problem, names[0])
            keys = [f"{topic.id}/1/{name}" for name in names] if topic is not None else []
            for first, second in pairwise(keys):
                for day in range(self.problem.calendar.days):
                    self._at_most(self.begun[second][day], self.begun[first][day])

    def _at_most(self, low: Bool | int, high: Bool | int) -> None:
        """The first is not above the second."""
        if isinstance(low, int) and isinstance(high, int):
            if low > high:
                self.model.add_bool_or([])
        elif low is not high:
            self.model.add(low <= high)

    def only(self, patterns: tuple[Pattern, ...]) -> None:
        """Loads and days of all lecturers are those of one of the patterns: their hull is far sharper than any sum."""
        chosen = [self.model.new_bool_var("") for _ in patterns]
        self.model.add_exactly_one(chosen)
        for place, lecturer in enumerate(self.problem.lecturers):
            for kind, terms in enumerate((self.gives[lecturer.id], self.comes[lecturer.id])):
                meant = sum(pattern[place][kind] * one for pattern, one in zip(patterns, chosen, strict=True))
                self.model.add(sum(terms) == meant)

    def total(self, level: str) -> Linear:
        """The cost of S3, S4, S8, S9, S10 or S11."""
        costs = {
            "S3": self._above_share,
            "S4": self._days,
            "S8": self._heavy,
            "S9": self._wishes,
            "S10": self._changes,
            "S11": self._apart,
        }
        self._level = level
        return sum(costs[level]())

    def over(self, level: str, solver: cp_model.CpSolver) -> int:
        """What S3, S8 or S10 really cost in a solution: numbers that nothing minimizes may stand above it."""
        return sum(max(0, solver.value(low)) for low in self._lows[level])

    def _above_share(self) -> Iterator[Linear]:
        shares = fair_shares(self.problem)
        for one in self.problem.lecturers:
            yield self._at_least(sum(self.gives[one.id]) - shares[one.id], len(self.gives[one.id]))

    def _days(self) -> Iterator[Linear]:
        weights = self.problem.weights
        for one in self.problem.lecturers:
            yield (weights.visiting_day if one.visiting else weights.internal_day) * sum(self.comes[one.id])

    def _heavy(self) -> Iterator[Linear]:
        for name in (one.id for one in self.problem.classes):
            heavy = [session for session in self.sessions if session.topic.heavy and name in session.classes]
            for day in range(self.problem.calendar.days):
                today = [session.length * one for session in heavy for one in self.stands.get((session.key, day), ())]
                if today:
                    yield self._at_least(sum(today) - 1, len(today) * HALVES)

    def _wishes(self) -> Iterator[Linear]:
        for cost, one in self._against:
            yield cost * one

    def _changes(self) -> Iterator[Linear]:
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for session in self.sessions:
            if session.topic.taught:
                groups[session.topic.id, session.key.rsplit("/", 1)[1]].append(session.key)
        for keys in groups.values():
            held = []
            for lecturer in self.problem.lecturers if len(keys) > 1 else ():
                mine = [sum(self._taught[key, lecturer.id]) for key in keys if self._taught.get((key, lecturer.id))]
                if mine:
                    held.append(self.model.new_bool_var(""))
                    for one in mine:
                        self.model.add(one <= held[-1])
                    self.model.add(held[-1] <= sum(mine))
            if held:
                yield self._at_least(sum(held) - 1, len(held))

    def _apart(self) -> Iterator[Linear]:
        for topic in self.problem.topics:
            firsts = [one.key for one in self.sessions if one.topic is topic and one.index == 0 and not topic.plenary]
            for day in range(self.problem.calendar.days - 1) if len(firsts) > 1 else ():
                rows = [self.begun[key][day] for key in firsts]
                if not all(row is rows[0] for row in rows):
                    between = self.model.new_bool_var("")
                    for one, other in permutations(rows, 2):
                        self.model.add(between >= one - other)
                    yield between

    def _at_least(self, low: Linear, most: int) -> Bool:
        """A number from 0 that is not below an expression."""
        number = self.model.new_int_var(0, most, "")
        self.model.add(number >= low)
        self._lows[self._level].append(low)
        return number
