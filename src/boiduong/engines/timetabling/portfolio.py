"""Danh mục lời giải — one `solve` over construction, local search and CP-SAT; the only place that looks at a clock."""

from __future__ import annotations

import resource
from collections.abc import Callable
from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.checker import BROKEN, LEVELS, score
from boiduong.engines.timetabling.model.problem import Problem
from boiduong.engines.timetabling.model.reading import checked
from boiduong.engines.timetabling.model.timetable import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    UNKNOWN,
    Progress,
    Result,
    Timetable,
)

if TYPE_CHECKING:
    from boiduong.engines.timetabling.search import Walk

OnProgress = Callable[[Progress, Timetable], None]
CLOCK: Callable[[], float] = perf_counter  # seconds; a measurement on a shared machine counts those of its process


def peak_mib() -> float:
    """Bộ nhớ cao nhất — of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Run:
    """Một lượt giải — the budget, the best so far and the trace."""

    def __init__(self, problem: Problem, budget_s: float, deterministic: bool, on_progress: OnProgress | None) -> None:
        """Start the clock."""
        self.problem, self.budget_s, self.deterministic = problem, budget_s, deterministic
        self._tell = on_progress
        self._from = CLOCK()
        self.best: Timetable | None = None
        self.cost: dict[str, int] = {}
        self.bound = dict.fromkeys(LEVELS, 0)
        self.trace: list[Progress] = []
        self.first_seconds = 0.0
        self.notes: list[str] = []

    def seconds(self) -> float:
        """Seconds since the start; 0 in deterministic mode, so that the trace repeats too."""
        return 0.0 if self.deterministic else CLOCK() - self._from

    def left(self) -> float:
        """Seconds that remain."""
        return self.budget_s - self.seconds()

    def take(self, timetable: Timetable, source: str) -> bool:
        """Keep a timetable that is better by level, and tell of it."""
        cost = score(self.problem, timetable)
        if self.best is not None and list(cost.values()) >= list(self.cost.values()):
            return False
        if cost[BROKEN] == 0 and (self.best is None or self.cost[BROKEN]):
            self.first_seconds = CLOCK() - self._from
        self.best, self.cost = timetable, cost
        self.note(source)
        return True

    def note(self, source: str) -> None:
        """Add a line to the trace."""
        line = Progress(seconds=round(self.seconds(), 3), source=source, cost=dict(self.cost), bound=dict(self.bound))
        self.trace.append(line)
        if self._tell is not None and self.best is not None:
            self._tell(line, self.best)

    def result(self, status: str, seed: int) -> Result:
        """The result as it stands."""
        return Result(
            status=status,
            timetable=self.best,
            cost=self.cost,
            bound=self.bound if self.best is not None else {},
            trace=tuple(self.trace),
            seed=seed,
            seconds=round(self.seconds(), 3),
            first_seconds=0.0 if self.deterministic else round(self.first_seconds, 3),
            peak_mib=0.0 if self.deterministic else round(peak_mib(), 1),
            notes=tuple(self.notes),
        )

    @property
    def good(self) -> bool:
        """Whether there is a timetable that breaks no blocking rule."""
        return self.best is not None and self.cost[BROKEN] == 0

    @property
    def closed(self) -> bool:
        """Whether every level has reached its bound."""
        return self.good and all(self.cost[level] <= self.bound[level] for level in LEVELS)


def solve(
    problem: Problem,
    *,
    budget_s: float = 30.0,
    seed: int = 1,
    deterministic: bool = False,
    start: Timetable | None = None,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Result:
    """Xếp lịch — the best timetable within the budget, with its cost and bound by level.

    `deterministic` turns the budget into counted work: equal seeds give equal bits. `start` is a timetable to go on
    from. `should_stop` is asked ten times a second, always from the calling thread; the best so far is kept.
    Raises `BadInput` with every fault.
    """
    from boiduong.engines.timetabling.prechecks import impossible
    from boiduong.engines.timetabling.search import Walk, warm_up
    from boiduong.engines.timetabling.windows import may_narrow

    checked(problem)
    warm_up()
    import_module("boiduong.engines.timetabling.exact.solving")
    from boiduong.engines.timetabling.exact.stopping import never

    run = Run(problem, budget_s, deterministic, on_progress)
    stopping = should_stop or never
    if impossible(problem):
        return run.result(INFEASIBLE, seed)
    walk = Walk(problem, seed=seed, narrow=start is None and may_narrow(problem))
    if start is not None:
        run.take(start, "start")
        if {entry.session for entry in start.entries} >= {session.key for session in walk.compiled.sessions}:
            walk.take(start)
    walk.construct()
    run.take(walk.timetable(), "construct")
    proven = _improve(run, walk, seed, stopping)
    if not run.good:
        return run.result(proven or UNKNOWN, seed)
    return run.result(OPTIMAL if run.closed else FEASIBLE, seed)


def _improve(run: Run, walk: Walk, seed: int, stopping: Callable[[], bool]) -> str:
    """Local search first, then CP-SAT on what is open, in turns; answers a proof that nothing is possible."""
    from boiduong.engines.timetabling.rounds import Rounds

    return Rounds(run, walk, seed, stopping).go()


__all__ = ["FEASIBLE", "INFEASIBLE", "OPTIMAL", "UNKNOWN", "OnProgress", "Run", "peak_mib", "solve"]
