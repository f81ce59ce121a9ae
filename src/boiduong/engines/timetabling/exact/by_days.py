"""Trước hết là ngày — the least costs that days allow, then half-days for them: a proof and its timetable in one.

Costs of people are counted first (`counting`, `patterns`); where days can keep to what was counted, one minimum of S11
ends the proof. Else every level is brought to its minimum in turn. Bounds hold for timetables without any cost of S1,
S2, S5, S6 and S7, each under the minima of the levels above it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ortools.sat.python import cp_model

from boiduong.engines.timetabling.checker import BROKEN, WARNED
from boiduong.engines.timetabling.constraints import SOFT
from boiduong.engines.timetabling.exact.builder import Exact
from boiduong.engines.timetabling.exact.counting import LEVELS_COUNTED, Count
from boiduong.engines.timetabling.exact.daily import Daily
from boiduong.engines.timetabling.exact.naming import named_timetable
from boiduong.engines.timetabling.exact.patterns import load_patterns
from boiduong.engines.timetabling.exact.solving import STATUS, Effort
from boiduong.engines.timetabling.exact.stopping import Stop, solved
from boiduong.engines.timetabling.model.problem import (
    EVENING,
    FIELD_DAY,
    HALVES,
    HARD_RULES,
    IGNORE,
    OPENING,
    SOFT_RULES,
    WARN,
    Problem,
)
from boiduong.engines.timetabling.model.sessions import sessions_of
from boiduong.engines.timetabling.model.timetable import FEASIBLE, OPTIMAL, UNKNOWN, Timetable
from boiduong.engines.timetabling.windows import start_windows

MOST_SESSIONS, FEW_SESSIONS = 120, 30
MOST_IDLE, TRIES = 3, 4
BY_DAYS = ("S3", "S4", "S8", "S9", "S10", "S11")
BEFORE_IDLE = ("S3", "S4")  # levels above S7, of whose minima nothing is known about idle half-days
Windows = dict[str, list[int]]


def fits_days(problem: Problem, cost: dict[str, int]) -> bool:
    """Có hợp không — few sessions, nothing let go or set to block that days do not see, and the parts in order."""
    return (
        len(sessions_of(problem)) <= MOST_SESSIONS
        and not (cost[BROKEN] or cost[WARNED] or cost["S1"] or cost["S2"])
        and all(problem.strength(rule) != IGNORE for rule in HARD_RULES)
        and not any(problem.blocks(rule) for rule in SOFT_RULES)
        and not any(topic.taught and topic.kind == FIELD_DAY for topic in problem.topics)
    )


def without_idle(problem: Problem) -> list[Windows]:
    """Không trống buổi — the starts of sessions when the course fills an unbroken row of half-days, one choice a row.

    All classes begin together and have as many half-days in the same open ones; else the one answer is every start.
    """
    whole = start_windows(problem, parts=True)
    shut = {item.id: {*problem.calendar.closed, *item.closed} for item in problem.classes}
    opened = {
        tuple(slot for slot in range(problem.slots) if slot % HALVES != EVENING and slot not in shut[name])
        for name in shut
    }
    sessions = sessions_of(problem)
    needed = {sum(one.length for one in sessions if name in one.classes) for name in shut}
    begins = any(one.topic.kind == OPENING and len(one.classes) == len(problem.classes) for one in sessions)
    plain = begins and problem.strength("S7") == WARN and not any(topic.evening for topic in problem.topics)
    if not plain or len(opened) > 1 or len(needed) > 1:
        return [whole]
    row, length = opened.pop(), needed.pop()
    found = []
    for first in range(len(row) - length + 1) if len(row) - length <= MOST_IDLE else ():
        kept = set(row[first : first + length])
        closed = tuple(slot for slot in range(problem.slots) if slot not in kept)
        within = replace(problem, calendar=replace(problem.calendar, closed=closed))
        found.append(start_windows(within, parts=True))
    return [one for one in found if all(one.values())] or [whole]


class ByDays:
    """Xếp theo ngày trước — one attempt; `bound` and `timetable` are what it found, `cost` what the bounds rest on."""

    def __init__(self, problem: Problem, left: Callable[[], float], work: float, should_stop: Stop) -> None:
        """`left` tells the seconds that remain; a call of the solver does at most so much `work`."""
        self.problem, self._left, self._work, self._stop = problem, left, work, should_stop
        self.bound: dict[str, int] = {}
        self.timetable: Timetable | None = None
        self._levels = [level for level in BY_DAYS if problem.strength(level) == WARN]
        self._few = len(sessions_of(problem)) <= FEW_SESSIONS

    def go(self) -> None:
        """Prove and find, as far as the time reaches."""
        rows = without_idle(self.problem)
        if not self._few and self._as_counted(rows):
            return
        self._in_turn(rows)

    def _effort(self, seed: int = 0) -> Effort:
        return Effort(work=self._work, seed=seed)

    def _over(self) -> bool:
        return self._left() <= 0.05 or self._stop()

    def _as_counted(self, rows: list[Windows]) -> bool:
        """Whether days can keep to what loads alone allow; then the rest is one minimum."""
        limits = self._counted()
        patterns = load_patterns(self.problem, limits, self._effort()) if limits is not None else None
        if limits is None or patterns == ():
            return False
        days = [_Days(self.problem, row) for row in rows]
        for one in days:
            if patterns is not None:
                one.daily.only(patterns)
            for level in self._levels[:-1]:
                one.daily.model.add(one.total(level) <= limits.get(level, 0))
        return self._least(days, self._levels[-1], limits)

    def _counted(self) -> dict[str, int] | None:
        """The least costs of people, each under those above it; None where counting does not end."""
        count = Count(self.problem, parts=True, by_day=False)
        found: dict[str, int] = {}
        for level in LEVELS_COUNTED:
            if level in self._levels:
                total = count.total(level)
                count.model.minimize(total)
                solver = self._effort().solver()
                if STATUS.get(solver.solve(count.model)) != OPTIMAL:
                    return None
                found[level] = round(solver.objective_value)
                count.model.add(total <= found[level])
        return found

    def _in_turn(self, rows: list[Windows]) -> None:
        """One level after the other; what comes before S7 may be idle."""
        whole = [_Days(self.problem, start_windows(self.problem, parts=True))]
        tight = [_Days(self.problem, row) for row in rows] if len(rows) > 1 else whole
        limits: dict[str, int] = {}
        for level in self._levels:
            days = whole if level in BEFORE_IDLE else tight
            if self._over() or not self._least(days, level, limits):
                return
            limits[level] = self.bound[level]
            both = whole if tight is whole else [*whole, *tight]
            for one in both:
                one.daily.model.add(one.total(level) <= limits[level])
            patterns = load_patterns(self.problem, limits, self._effort()) if level == "S4" else None
            for one in both if patterns else ():
                one.daily.only(patterns or ())

    def _least(self, days: list[_Days], level: str, limits: dict[str, int]) -> bool:
        """The minimum of a level over all rows; at the last level half-days are looked for."""
        least: int | None = None
        best: _Days | None = None
        for one in days:
            if least == 0:
                break
            if least is not None:
                one.daily.model.add(one.total(level) <= least - 1)
            status = one.minimize(level, self._effort().solver(sessions=int(self._few)), self._over)
            if status in (UNKNOWN, FEASIBLE):
                return False
            if status == OPTIMAL:
                least, best = one.value, one
        if least is None or best is None:
            return False
        self.bound.update(limits)
        self.bound[level] = least
        if level == self._levels[-1]:
            self._halves(best, level)
        return True

    def _halves(self, days: _Days, level: str) -> None:
        """Half-days for the days that were found, or for others that cost as little."""
        days.daily.model.add(days.total(level) <= self.bound[level])
        for seed in range(1, TRIES + 1):
            exact = Exact(self.problem, named=True, keep_to=days.kept(), parts=True)
            for rule in SOFT:
                name = rule.RULE.id
                if name not in ("S1", level) and self.problem.strength(name) == WARN:
                    exact.model.add(exact.total(rule.cost(exact)) <= self.bound.get(name, 0))
            solver = self._effort().solver(sessions=len(exact.sessions))
            status = STATUS.get(solved(solver, exact.model, self._over))
            if status in (OPTIMAL, FEASIBLE):
                self.timetable = named_timetable(exact, solver.boolean_value)
            if self.timetable is not None or self._over():
                return
            days.minimize(level, self._effort(seed).solver(), self._over)


class _Days:
    """Một dãy buổi — the model of days of one row of half-days, with its last solution."""

    def __init__(self, problem: Problem, row: Windows) -> None:
        """Build the model with every cost that a solution may turn out not to have."""
        self.daily, self._row = Daily(problem, row), row
        self._totals = {level: self.daily.total(level) for level in BY_DAYS if problem.strength(level) == WARN}
        self._on: dict[str, int] = {}
        self._over: dict[str, int] = {}
        self.value = 0

    def total(self, level: str) -> cp_model.LinearExprT:
        """The cost of a level."""
        return self._totals[level]

    def minimize(self, level: str, solver: cp_model.CpSolver, should_stop: Stop) -> str:
        """Bring a level to its minimum and answer the status; nothing is to be done where the last solution costs 0."""
        if self._over.get(level) == 0:
            self.value = 0
            return OPTIMAL
        self.daily.model.minimize(self.total(level))
        status = STATUS.get(solved(solver, self.daily.model, should_stop), UNKNOWN)
        if status in (OPTIMAL, FEASIBLE):
            self.value = round(solver.objective_value)
            self._over = {name: self.daily.over(name, solver) for name in ("S8", "S10") if name in self._totals}
            self._on = {
                key: day
                for (key, day), literals in self.daily.stands.items()
                if any(solver.boolean_value(one) for one in literals)
            }
        return status

    def kept(self) -> dict[str, set[int]]:
        """The starts that the days leave to each session."""
        return {key: {slot for slot in slots if slot // HALVES == self._on[key]} for key, slots in self._row.items()}
