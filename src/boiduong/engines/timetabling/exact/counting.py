"""Đếm — bounds of S3, S4, S9 and S10 from loads and days of lecturers alone, without placing a single session.

Whoever teaches seven half-days at two a day comes on four days: such rounding over few people is what linear programs
of the whole model do not see. The model holds half-days of each topic by lecturer (and day), so that it is solved in
milliseconds even where the whole is too large for any proof.
"""

from __future__ import annotations

from collections import defaultdict

from ortools.sat.python import cp_model

from boiduong.engines.timetabling.checker import BROKEN, WARNED
from boiduong.engines.timetabling.constraints.s3_fair_load import fair_shares
from boiduong.engines.timetabling.constraints.s9_wishes import WISHED
from boiduong.engines.timetabling.exact.solving import STATUS, Effort
from boiduong.engines.timetabling.exact.stopping import Stop, never, solved
from boiduong.engines.timetabling.model.problem import FIELD_DAY, HALVES, IGNORE, WARN, Lecturer, Problem
from boiduong.engines.timetabling.model.sessions import sessions_of
from boiduong.engines.timetabling.model.timetable import FEASIBLE, OPTIMAL, UNKNOWN
from boiduong.engines.timetabling.windows import start_windows

LEANS_ON = ("H1", "H2", "H7")
LEVELS_COUNTED = ("S3", "S4", "S9", "S10")
Group = tuple[str, str]
Terms = list[cp_model.IntVar]


class Count:
    """Phép đếm — half-days of each topic shared among its lecturers; `by_day` also says on which day."""

    def __init__(self, problem: Problem, *, parts: bool, by_day: bool) -> None:
        """Make the variables; `parts` takes S2 without cost for granted."""
        self.problem, self.by_day = problem, by_day
        self.model = cp_model.CpModel()
        self._load: dict[str, Terms] = defaultdict(list)
        self._today: dict[tuple[str, int], Terms] = defaultdict(list)
        self._free: dict[tuple[str, int], set[int]] = defaultdict(set)
        self._need: dict[Group, int] = defaultdict(int)
        self._slots: dict[Group, set[int]] = defaultdict(set)
        self._days: dict[str, cp_model.IntVar] = {}
        self._shared: dict[str, dict[str, Terms]] = defaultdict(lambda: defaultdict(list))
        self._wished: dict[str, cp_model.LinearExprT] = {}
        self._gather(parts=parts)
        for group, need in self._need.items():
            self._share(group, need)
        for lecturer in problem.lecturers:
            self._limit(lecturer)

    def _gather(self, *, parts: bool) -> None:
        """What is asked of each topic, and when it may stand; sessions locked to somebody apart."""
        locks = {lock.session: lock.lecturer for lock in self.problem.locks}
        windows = start_windows(self.problem, parts=parts)
        for session in sessions_of(self.problem):
            if session.topic.taught:
                group = (session.topic.id, locks.get(session.key, ""))
                self._need[group] += session.length
                for slot in windows[session.key]:
                    self._slots[group] |= set(range(slot, slot + session.length))

    def _share(self, group: Group, need: int) -> None:
        """The half-days of a topic are given by those who may."""
        topic, only = group
        given: Terms = []
        for lecturer in self.problem.lecturers:
            if not (lecturer.id == only if only else topic in lecturer.topics):
                continue
            able: dict[int, set[int]] = defaultdict(set)
            for slot in self._slots[group] - set(lecturer.busy):
                able[slot // HALVES].add(slot)
            for day, slots in able.items():
                self._free[lecturer.id, day] |= slots
            mine = [self.model.new_int_var(0, min(len(slots), need), "") for slots in able.values() if self.by_day]
            for day, some in zip(able, mine, strict=False):
                self._today[lecturer.id, day].append(some)
            mine = mine or [self.model.new_int_var(0, min(need, sum(map(len, able.values()))), "")]
            self._load[lecturer.id] += mine
            self._shared[topic][lecturer.id] += mine
            given += mine
        self.model.add(sum(given) == need)

    def _limit(self, lecturer: Lecturer) -> None:
        """Limits of one lecturer, and the days that the load takes at least."""
        load, most = sum(self._load[lecturer.id]), lecturer.most_per_day
        days = self._days[lecturer.id] = self.model.new_int_var(0, self.problem.calendar.days, "")
        self.model.add(load <= lecturer.most)
        self.model.add(load <= most * days)
        self._wished[lecturer.id] = days
        if not self.by_day:
            return
        wished, comes = WISHED.get(lecturer.wish, -1), {}
        for day in range(self.problem.calendar.days):
            some, free = self._today[lecturer.id, day], self._free[lecturer.id, day]
            if some:
                comes[day] = self.model.new_bool_var("")
                self.model.add(sum(some) <= min(most, len(free)) * comes[day])
        self.model.add(sum(comes.values()) == days)
        self._wished[lecturer.id] = sum(
            one for day, one in comes.items() if day * HALVES + wished in self._free[lecturer.id, day]
        )

    def _splits(self) -> cp_model.LinearExprT:
        """S10: whoever holds a topic for whole classes holds a multiple of its half-days.

        A class that is shared by k lecturers costs k - 1 and makes an odd share of at most k, that is 2 (k - 1).
        """
        found: list[cp_model.LinearExprT] = []
        for topic in self.problem.topics:
            if topic.kind == FIELD_DAY or topic.half_days < 2 or topic.id not in self._shared:
                continue
            odd: Terms = []
            for given in self._shared[topic.id].values():
                whole = self.model.new_int_var(0, sum(self._need.values()), "")
                odd.append(self.model.new_bool_var(""))
                over = sum(given) - topic.half_days * whole
                self.model.add(over >= 0)
                self.model.add(over <= (topic.half_days - 1) * odd[-1])
            found.append(self.model.new_int_var(0, len(odd), ""))
            self.model.add(2 * found[-1] >= sum(odd))
        return sum(found)

    def load_and_days(self, name: str) -> tuple[cp_model.IntVar, cp_model.IntVar]:
        """Số buổi, số ngày — half-days and days of a lecturer, as numbers of their own."""
        load = self.model.new_int_var(0, sum(self._need.values()), "")
        self.model.add(load == sum(self._load[name]))
        return load, self._days[name]

    def total(self, level: str) -> cp_model.LinearExprT:
        """The cost of S3, S4, S9 or S10, as far as counting sees it."""
        if level == "S10":
            return self._splits()
        shares, weights = fair_shares(self.problem), self.problem.weights
        found: list[cp_model.LinearExprT] = []
        for one in self.problem.lecturers:
            load = sum(self._load[one.id])
            if level == "S4":
                found.append((weights.visiting_day if one.visiting else weights.internal_day) * self._days[one.id])
            elif level == "S3" or one.wish:
                above = self.model.new_int_var(0, sum(self._need.values()), "")
                self.model.add(load - above <= (shares[one.id] if level == "S3" else self._wished[one.id]))
                found.append(above)
        return sum(found)


def counted_bounds(
    problem: Problem,
    cost: dict[str, int],
    known: dict[str, int],
    effort: Effort,
    *,
    by_day: bool,
    should_stop: Stop = never,
) -> dict[str, int]:
    """Cận từ phép đếm — S3, S4, S9 and S10 cannot cost less than this while the levels above keep to `cost`.

    `known` are bounds that hold already; a wish to stop keeps those found until then. Nothing is said of a timetable
    that breaks a rule of people or time, nor where these rules are ignored.
    """
    if cost[BROKEN] or cost[WARNED] or any(problem.strength(rule) == IGNORE for rule in LEANS_ON):
        return {}
    count = Count(problem, parts=cost["S1"] == cost["S2"] == 0, by_day=by_day)
    found: dict[str, int] = {}
    for level in LEVELS_COUNTED:
        strength = problem.strength(level)
        if strength == IGNORE:
            continue
        if should_stop():
            return found
        total = count.total(level)
        count.model.add(total >= known[level])
        if strength == WARN and cost[level] > known[level]:
            count.model.minimize(total)
            solver = effort.solver()
            status = STATUS.get(solved(solver, count.model, should_stop), UNKNOWN)
            if status not in (OPTIMAL, FEASIBLE, UNKNOWN):
                return found
            found[level] = max(0, min(cost[level], round(solver.best_objective_bound + 0.49)))
        count.model.add(total <= (0 if problem.blocks(level) else cost[level]))
    return found
