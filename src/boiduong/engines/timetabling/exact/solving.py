"""Lời giải chính xác — calls of CP-SAT: a feasible timetable, or one level of costs after the other with bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from boiduong.engines.timetabling.checker import BROKEN, WARNED, accepted, score
from boiduong.engines.timetabling.constraints import SOFT
from boiduong.engines.timetabling.exact.builder import Exact
from boiduong.engines.timetabling.exact.likeness import put_in_order
from boiduong.engines.timetabling.exact.naming import named_timetable
from boiduong.engines.timetabling.exact.stopping import Stop, never, solved
from boiduong.engines.timetabling.model.problem import WARN, Problem
from boiduong.engines.timetabling.model.timetable import FEASIBLE, INFEASIBLE, OPTIMAL, UNKNOWN, Timetable

STATUS = {
    cp_model.OPTIMAL: OPTIMAL,
    cp_model.FEASIBLE: FEASIBLE,
    cp_model.INFEASIBLE: INFEASIBLE,
    cp_model.UNKNOWN: UNKNOWN,
}
NAMED_LIMIT = 12_000
FEW_SESSIONS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Ngân sách — seconds for a person who waits, or deterministic work for a result that repeats bit by bit."""

    seconds: float = 10.0
    work: float = 0.0
    seed: int = 0

    def solver(self, *, sessions: int = 0) -> cp_model.CpSolver:
        """A solver with this budget: one worker, whose bounds come from linear programs and which repeats itself.

        A few `sessions` are proven by branching: cuts, probing and symmetry cost more than they save.
        """
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.random_seed = self.seed
        parameters.num_workers = 1
        parameters.linearization_level = 2
        if 0 < sessions <= FEW_SESSIONS:
            parameters.cut_level = 0
            parameters.symmetry_level = 0
            parameters.cp_model_probing_level = 0
        parameters.max_time_in_seconds = 3600.0 if self.work else self.seconds
        if self.work:
            parameters.max_deterministic_time = self.work
        return solver


class Watch(cp_model.CpSolverSolutionCallback):
    """Người canh — hands each better solution on, so that a search that is stopped keeps its best."""

    def __init__(self, exact: Exact, on_timetable: Callable[[Timetable], None]) -> None:
        """Keep whom to tell."""
        super().__init__()
        self._exact, self._tell = exact, on_timetable

    def on_solution_callback(self) -> None:
        """Name the solution and tell of it."""
        self._tell(named_timetable(self._exact, self.boolean_value))


def feasible(
    problem: Problem, effort: Effort, should_stop: Stop = never, *, near: Timetable | None = None, linear: bool = True
) -> tuple[str, Timetable | None]:
    """Có xếp được không — a timetable that keeps the blocking rules, or the proof that there is none.

    `near` is a timetable that breaks little; without `linear` programs one is found sooner and less is proven.
    """
    exact = Exact(problem, named=problem.blocks("S10") and named_size(problem) <= NAMED_LIMIT)
    post_soft(exact)
    if near is not None:
        hint(exact, near)
    solver = effort.solver()
    if not linear:
        solver.parameters.linearization_level = 0
    status = STATUS.get(solved(solver, exact.model, should_stop), UNKNOWN)
    if status in (OPTIMAL, FEASIBLE):
        timetable = named_timetable(exact, solver.boolean_value)
        # What the model only bounds from below (home rooms, one lecturer a topic) is seen by the checker alone.
        soft = any(problem.blocks(rule.RULE.id) for rule in SOFT)
        return (FEASIBLE, timetable) if not soft or accepted(problem, timetable) else (UNKNOWN, None)
    return status, None


def hint(exact: Exact, timetable: Timetable) -> None:
    """Gợi ý — where a timetable stands; every literal once."""
    entries = timetable.by_session()
    placed = [(session, entries[session.key]) for session in exact.sessions if session.key in entries]
    hinted: set[int] = set()
    for session, entry in placed:
        for slot, literal in exact.starts(session.key).items():
            if literal.index not in hinted:
                hinted.add(literal.index)
                exact.model.add_hint(literal, slot == entry.slot)
        for (slot, lecturer, place), literal in exact.options(session.key).items():
            if literal.index not in hinted:
                hinted.add(literal.index)
                same = slot == entry.slot and lecturer == entry.lecturer and place in ("", entry.room)
                exact.model.add_hint(literal, same)
    for (topic, venue, slot, who), literal in exact.pools().items():
        used = any(
            entry.slot == slot and entry.lecturer == who.split("|")[0]
            for session, entry in placed
            if session.topic.id == topic and len(session.classes) == 1 and exact.venue(session) == venue
        )
        exact.model.add_hint(literal, used)


def post_soft(exact: Exact) -> None:
    """S rules that somebody set to block: they may cost nothing."""
    for rule in SOFT:
        if exact.problem.blocks(rule.RULE.id):
            exact.model.add(exact.total(rule.cost(exact)) <= 0)


def named_size(problem: Problem) -> int:
    """Kích thước khi gọi tên — how many literals a model has that names every lecturer."""
    able = {
        topic.id: max(1, sum(1 for item in problem.lecturers if topic.id in item.topics)) for topic in problem.topics
    }
    slots = problem.slots * 2 // 3
    count = len(problem.classes)
    return sum((1 if item.plenary else count) * item.half_days * slots * able[item.id] for item in problem.topics)


class Ladder:
    """Từng mức một — proves or improves the levels of a timetable in their order."""

    def __init__(self, problem: Problem, start: Timetable, cost: dict[str, int], bound: dict[str, int]) -> None:
        """Begin from a timetable that breaks nothing."""
        self.problem = problem
        self.best, self.cost = start, cost
        self.bound = dict(bound)
        self.named = named_size(problem) <= NAMED_LIMIT

    def _take(self, timetable: Timetable) -> None:
        cost = score(self.problem, timetable)
        if list(cost.values()) < list(self.cost.values()):
            self.best, self.cost = timetable, cost

    def model(self, *, parts: bool) -> Exact:
        """Mô hình để chứng minh — of the whole problem, alike classes in one order."""
        exact = Exact(self.problem, named=self.named, parts=parts)
        put_in_order(exact, self.best)
        return exact

    def climb(self, left: Callable[[], float], effort: Effort, should_stop: Stop) -> None:
        """Lên từng mức — minimize each open level with those above it fixed; `left` says the seconds that remain."""
        rules = [rule for rule in SOFT if self.problem.strength(rule.RULE.id) == WARN]
        if self.cost[BROKEN] or self.cost[WARNED] or not any(self.cost[rule.RULE.id] for rule in rules):
            return
        exact = self.model(parts=self.cost["S1"] == self.cost["S2"] == 0)
        post_soft(exact)
        for rule in rules:
            name = rule.RULE.id
            total = exact.total(rule.cost(exact)) if self.cost[name] or self._later(name) else 0
            if self.cost[name] > self.bound[name]:
                seconds = left()
                if seconds <= 0.05 or should_stop():
                    return
                self._level(
                    exact, name, total, Effort(seconds=seconds, work=effort.work, seed=effort.seed), should_stop
                )
            if not isinstance(total, int):
                exact.model.add(total <= self.cost[name])
            if self.cost[name] > self.bound[name]:
                return

    def _later(self, name: str) -> bool:
        """Whether some level below is open, so that this one has to be held."""
        order = list(self.cost)
        return any(self.cost[other] for other in order[order.index(name) + 1 :])

    def _level(self, exact: Exact, name: str, total: cp_model.LinearExprT, effort: Effort, should_stop: Stop) -> None:
        exact.model.minimize(total)
        exact.model.add(total >= self.bound[name])
        exact.model.clear_hints()
        hint(exact, self.best)
        solver = effort.solver(sessions=len(exact.sessions))
        status = STATUS.get(solved(solver, exact.model, should_stop, Watch(exact, self._take)), UNKNOWN)
        if status in (OPTIMAL, FEASIBLE):
            self._take(named_timetable(exact, solver.boolean_value))
        if status in (OPTIMAL, FEASIBLE, UNKNOWN):
            self.bound[name] = max(self.bound[name], min(self.cost[name], round(solver.best_objective_bound + 0.49)))
