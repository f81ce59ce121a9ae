"""Lập kế hoạch năm — a first plan by greedy choice, the best by CP-SAT, and the insertion of an urgent class.

Rooms are Hall's inequalities by week and size, exact because a class may change rooms between weeks; they are named
afterwards, each class staying where it was when it can.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from time import perf_counter

from ortools.sat.python import cp_model

from boiduong.engines.timetabling.year.model import (
    BadYear,
    Year,
    YearClass,
    YearPlan,
    YearRoom,
    starts_of,
    weeks_of,
    wish_cost,
    year_faults,
)

MOVE = 100


class Usage:
    """Đã dùng — beds, lecturers and rooms by week, while classes are put in one by one."""

    def __init__(self, year: Year) -> None:
        """Nothing used."""
        self.year = year
        self.beds: Counter[int] = Counter()
        self.taught: Counter[tuple[str, int]] = Counter()
        self.sizes: dict[int, list[int]] = {week: [] for week in range(year.weeks)}
        self.lecturers = {item.id: item for item in year.departments}
        self.seats = {
            week: sorted((room.capacity for room in year.rooms if week not in room.busy), reverse=True)
            for week in range(year.weeks)
        }

    def add(self, item: YearClass, start: int, sign: int = 1) -> None:
        """Put a class in, or take it out."""
        for week in weeks_of(item, start):
            self.beds[week] += sign * item.beds
            for name, count in item.teaching:
                self.taught[name, week] += sign * count
            if sign > 0:
                self.sizes[week].append(item.size)
            else:
                self.sizes[week].remove(item.size)

    def fits(self, item: YearClass, start: int) -> bool:
        """Whether a class can start in a week beside all that is in."""
        for week in weeks_of(item, start):
            if self.beds[week] + item.beds > self.year.beds:
                return False
            for name, count in item.teaching:
                most = 0 if week in self.lecturers[name].away else self.lecturers[name].lecturers
                if self.taught[name, week] + count > most:
                    return False
            sizes = sorted([*self.sizes[week], item.size], reverse=True)
            seats = self.seats[week]
            if len(sizes) > len(seats) or any(size > seat for size, seat in zip(sizes, seats, strict=False)):
                return False
        return True


def plan_year(year: Year, *, budget_s: float = 60.0, seed: int = 1, deterministic: bool = False) -> YearPlan:
    """Lập kế hoạch năm — starts nearest to the wishes, with a bound; raises `BadYear` with every fault."""
    faults = year_faults(year)
    if faults:
        raise BadYear(faults)
    begin = perf_counter()
    starts = greedy(year)
    first = perf_counter() - begin if starts else 0.0
    exact = _Weeks(year)
    exact.model.minimize(exact.wishes())
    exact.hint(starts or {})
    left = max(0.1, budget_s - (perf_counter() - begin))
    solver = _solver(left, seed, budget_s / 4 if deterministic else 0.0)
    status = solver.solve(exact.model)
    bound = 0
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        starts = exact.starts(solver)
        first = first or perf_counter() - begin
    if status != cp_model.INFEASIBLE:
        bound = max(0, round(solver.best_objective_bound + 0.49))
    name = {cp_model.OPTIMAL: "optimal", cp_model.INFEASIBLE: "infeasible"}.get(
        status, "feasible" if starts else "unknown"
    )
    seconds = perf_counter() - begin
    return _plan(year, starts or {}, name, bound, 0.0 if deterministic else first, 0.0 if deterministic else seconds)


def insert_class(
    year: Year, plan: YearPlan, urgent: YearClass, *, seed: int = 1, budget_s: float = 1.0
) -> tuple[Year, YearPlan]:
    """Chèn lớp gấp — beside all others if possible, else with the fewest classes moved; else `infeasible`."""
    begin = perf_counter()
    longer = replace(year, classes=(*year.classes, urgent))
    faults = year_faults(longer)
    if faults:
        raise BadYear(faults)
    usage = Usage(year)
    for item in year.classes:
        usage.add(item, plan.starts[item.id])
    for start in sorted(starts_of(longer, urgent), key=lambda start: (wish_cost(urgent, start), start)):
        if usage.fits(urgent, start):
            starts = {**plan.starts, urgent.id: start}
            return longer, _plan(longer, starts, "optimal", plan.bound, 0.0, perf_counter() - begin)
    exact = _Weeks(longer)
    exact.model.minimize(exact.wishes(plan.starts))
    exact.hint(plan.starts)
    solver = _solver(budget_s, seed, 0.0)
    status = solver.solve(exact.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        name = "infeasible" if status == cp_model.INFEASIBLE else "unknown"
        return year, replace(plan, status=name, seconds=perf_counter() - begin)
    name = "optimal" if status == cp_model.OPTIMAL else "feasible"
    return longer, _plan(longer, exact.starts(solver), name, 0, 0.0, perf_counter() - begin)


def greedy(year: Year) -> dict[str, int] | None:
    """Kế hoạch đầu tiên — the least free classes first, each as near to its wish as fits; None when one is left."""
    for turn in range(4):
        usage, starts = Usage(year), {}
        order = sorted(
            year.classes,
            key=lambda item: (len(starts_of(year, item)) - 4 * turn * item.weeks, -item.size * item.weeks, item.id),
        )
        for item in order:
            choices = sorted((wish_cost(item, start), start) for start in starts_of(year, item))
            found = next((start for _, start in choices if usage.fits(item, start)), None)
            if found is None:
                break
            usage.add(item, found)
            starts[item.id] = found
        if len(starts) == len(year.classes):
            return starts
    return None


def _solver(seconds: float, seed: int, work: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = 3600.0 if work else seconds
    if work:
        solver.parameters.max_deterministic_time = work
    return solver


class _Weeks:
    """The model: one literal for each class and start."""

    def __init__(self, year: Year) -> None:
        self.year, self.model = year, cp_model.CpModel()
        self.literals: dict[str, dict[int, cp_model.IntVar]] = {}
        for item in year.classes:
            row = {start: self.model.new_bool_var(f"{item.id}@{start}") for start in starts_of(year, item)}
            self.literals[item.id] = row
            self.model.add_exactly_one(list(row.values())) if row else self.model.add_bool_or([])
        for week in range(year.weeks):
            self._week(week)

    def _week(self, week: int) -> None:
        here = [
            (item, literal)
            for item in self.year.classes
            for start, literal in self.literals[item.id].items()
            if week in weeks_of(item, start)
        ]
        self.model.add(sum(item.beds * literal for item, literal in here) <= self.year.beds)
        for department in self.year.departments:
            terms = [
                count * literal for item, literal in here for name, count in item.teaching if name == department.id
            ]
            if terms:
                self.model.add(sum(terms) <= (0 if week in department.away else department.lecturers))
        seats = [room.capacity for room in self.year.rooms if week not in room.busy]
        for size in sorted({item.size for item, _ in here}):
            asking = [literal for item, literal in here if item.size >= size]
            fitting = sum(1 for seat in seats if seat >= size)
            if len(asking) > fitting:
                self.model.add(sum(asking) <= fitting)

    def wishes(self, moved: dict[str, int] | None = None) -> cp_model.LinearExprT:
        """Weeks away from the wishes, and `MOVE` for each class that leaves where `moved` has it."""
        terms = [
            (literal, wish_cost(item, start) + (MOVE if moved and moved.get(item.id, start) != start else 0))
            for item in self.year.classes
            for start, literal in self.literals[item.id].items()
        ]
        return cp_model.LinearExpr.weighted_sum([one for one, _ in terms], [price for _, price in terms])

    def hint(self, starts: dict[str, int]) -> None:
        """Say where the classes stand."""
        for name, start in starts.items():
            for other, literal in self.literals[name].items():
                self.model.add_hint(literal, other == start)

    def starts(self, solver: cp_model.CpSolver) -> dict[str, int]:
        """The starts of a solution."""
        return {
            name: next(start for start, literal in row.items() if solver.boolean_value(literal))
            for name, row in self.literals.items()
        }


def _plan(year: Year, starts: dict[str, int], status: str, bound: int, first: float, seconds: float) -> YearPlan:
    """The plan with its rooms named."""
    cost = sum(wish_cost(item, starts[item.id]) for item in year.classes) if starts else 0
    return YearPlan(
        status=status,
        starts=starts,
        rooms=name_rooms(year, starts) if starts else {},
        cost=cost,
        bound=min(bound, cost),
        first_seconds=first,
        seconds=seconds,
    )


def name_rooms(year: Year, starts: dict[str, int]) -> dict[tuple[str, int], str]:
    """Đặt phòng theo tuần — last week's room where it stays possible for all, else the smallest that fits."""
    found: dict[tuple[str, int], str] = {}
    for week in range(year.weeks):
        here = [item for item in year.classes if week in weeks_of(item, starts[item.id])]
        rooms = [room for room in sorted(year.rooms, key=lambda room: room.capacity) if week not in room.busy]
        last = {item.id: found.get((item.id, week - 1), "") for item in here}
        owner = {last[item.id]: item for item in here if any(room.id == last[item.id] for room in rooms)}
        seated = {item.id for item in owner.values()}
        for item in sorted(here, key=lambda item: -item.size):
            if item.id not in seated:
                _augment(item, rooms, owner, set())
        found.update({(item.id, week): room for room, item in owner.items()})
    return found


def _augment(item: YearClass, rooms: list[YearRoom], owner: dict[str, YearClass], seen: set[str]) -> bool:
    """Seat a class, moving others along a path if need be."""
    for room in rooms:
        if room.capacity >= item.size and room.id not in seen:
            seen.add(room.id)
            if room.id not in owner or _augment(owner[room.id], rooms, owner, seen):
                owner[room.id] = item
                return True
    return False
