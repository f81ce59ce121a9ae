"""Khuôn mẫu — all ways to share loads and days among lecturers at given costs: few where costs are at their least."""

from __future__ import annotations

from ortools.sat.python import cp_model

from boiduong.engines.timetabling.exact.counting import LEVELS_COUNTED, Count
from boiduong.engines.timetabling.exact.daily import Pattern
from boiduong.engines.timetabling.exact.solving import STATUS, Effort
from boiduong.engines.timetabling.model.problem import Problem
from boiduong.engines.timetabling.model.timetable import FEASIBLE, INFEASIBLE, OPTIMAL

MOST_PATTERNS = 30


def load_patterns(problem: Problem, limits: dict[str, int], effort: Effort) -> tuple[Pattern, ...] | None:
    """Mọi khuôn mẫu — loads and days of all lecturers within `limits` by level; None when there are too many to name.

    No pattern at all proves that nothing keeps to the limits. Parts are taken to be in order.
    """
    count = Count(problem, parts=True, by_day=False)
    for level in LEVELS_COUNTED:
        if level in limits:
            count.model.add(count.total(level) <= limits[level])
    names = [one.id for one in problem.lecturers]
    numbers = [number for name in names for number in count.load_and_days(name)]
    found: list[Pattern] = []
    while len(found) <= MOST_PATTERNS:
        solver = effort.solver()
        status = STATUS.get(solver.solve(count.model))
        if status == INFEASIBLE:
            return tuple(found)
        if status not in (OPTIMAL, FEASIBLE):
            return None
        values = [solver.value(number) for number in numbers]
        found.append(tuple(zip(values[::2], values[1::2], strict=True)))
        _another(count.model, numbers, values)
    return None


def _another(model: cp_model.CpModel, numbers: list[cp_model.IntVar], values: list[int]) -> None:
    """Some number differs from what was found."""
    differs = []
    for number, value in zip(numbers, values, strict=True):
        differs.append(model.new_bool_var(""))
        model.add(number != value).only_enforce_if(differs[-1])
    model.add_bool_or(differs)
