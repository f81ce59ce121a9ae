"""Đánh bóng — most of a timetable held fast, CP-SAT on the rest: mends what is broken, matches lecturers anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from boiduong.engines.timetabling.checker import BROKEN, LEVELS, check, score
from boiduong.engines.timetabling.constraints import SOFT
from boiduong.engines.timetabling.constraints.view import View
from boiduong.engines.timetabling.exact.builder import Exact
from boiduong.engines.timetabling.exact.naming import named_timetable
from boiduong.engines.timetabling.exact.solving import STATUS, Effort, Ladder, post_soft
from boiduong.engines.timetabling.exact.stopping import Stop, never, solved
from boiduong.engines.timetabling.model.problem import HALVES, Problem
from boiduong.engines.timetabling.model.sessions import EVERYBODY, sessions_of
from boiduong.engines.timetabling.model.timetable import FEASIBLE, INFEASIBLE, OPTIMAL, Timetable

MOST_FREE = 160


def held(timetable: Timetable, free: Collection[str]) -> dict[str, set[int]]:
    """Ô giữ nguyên — every session but the free ones keeps its slot; lecturers and rooms are chosen anew."""
    return {entry.session: {entry.slot} for entry in timetable.entries if entry.session not in free}


def broken_sessions(problem: Problem, timetable: Timetable) -> set[str]:
    """Buổi vướng — sessions in breaches of blocking rules, but for limits of lecturers, which matching may mend."""
    bad: set[str] = set()
    for one in check(problem, timetable):
        if problem.blocks(one.rule.id) and len(one.sessions) <= HALVES:
            bad |= set(one.sessions)
    return bad


def beside(problem: Problem, timetable: Timetable, bad: Collection[str], *, days: int) -> set[str]:
    """Buổi quanh chỗ vướng — those of the same class within some days, at most `MOST_FREE`."""
    entries = timetable.by_session()
    found = set(bad)
    for key in sorted(bad):
        if key not in entries:
            continue
        name, day = key.rsplit("/", 1)[1], entries[key].slot // HALVES
        for session in sessions_of(problem):
            entry = entries.get(session.key)
            near = entry is not None and abs(entry.slot // HALVES - day) <= days
            if near and name in session.classes and not session.key.endswith("/" + EVERYBODY):
                found.add(session.key)
        if len(found) >= MOST_FREE:
            break
    return found


def mended(problem: Problem, timetable: Timetable, effort: Effort, should_stop: Stop = never) -> Timetable | None:
    """Chữa — the same slots but around what is broken; ever more is let go until a timetable stands, or None."""
    bad = broken_sessions(problem, timetable)
    tried: list[set[str]] = []
    cost = score(problem, timetable)
    for days in (-1, 1, 3, problem.calendar.days):
        free = set(bad) if days < 0 else beside(problem, timetable, bad, days=days)
        if free in tried:
            continue
        tried.append(free)
        exact = Exact(problem, keep_to=held(timetable, free), parts=cost["S1"] == cost["S2"] == 0)
        post_soft(exact)
        solver = effort.solver()
        status = STATUS.get(solved(solver, exact.model, should_stop))
        if status in (OPTIMAL, FEASIBLE):
            found = named_timetable(exact, solver.boolean_value)
            return found if score(problem, found)[BROKEN] == 0 else None
        if status != INFEASIBLE:
            return None
    return None


class Window(Ladder):
    """Cửa sổ — the levels of a timetable improved while most of it is held; proofs hold for the window only."""

    def __init__(self, problem: Problem, start: Timetable, cost: dict[str, int], keep: dict[str, set[int]]) -> None:
        """Begin from a timetable that breaks nothing; `keep` names the slots that sessions may take."""
        super().__init__(problem, start, cost, dict.fromkeys(LEVELS, 0))
        self.named = False
        self._keep = keep

    def model(self, *, parts: bool) -> Exact:
        """Mô hình của cửa sổ — sessions held where they are, lecturers and rooms free."""
        return Exact(self.problem, keep_to=self._keep, parts=parts)


def window_of_days(problem: Problem, timetable: Timetable, days: Collection[int]) -> dict[str, set[int]]:
    """Cửa sổ vài ngày — what lies on these days may move among them; everything else keeps its slot."""
    inside = {day * HALVES + half for day in days for half in range(HALVES)}
    still = {session.key for session in sessions_of(problem) if session.field_day}
    still |= {lock.session for lock in problem.locks}
    return {
        entry.session: set(inside) if entry.slot in inside and entry.session not in still else {entry.slot}
        for entry in timetable.entries
    }


def window_of_classes(problem: Problem, timetable: Timetable, level: str, *, turn: int) -> dict[str, set[int]]:
    """Cửa sổ vài lớp — all sessions of the classes that the first open level concerns move freely; `turn` takes others.

    Sessions of several classes keep their slots.
    """
    named: Counter[str] = Counter()
    for rule in SOFT:
        if rule.RULE.id == level:
            for one in rule.violations(View(problem, timetable)):
                for key in one.sessions:
                    named[key.rsplit("/", 1)[1]] += one.cost
    ranked = [item.id for item in sorted(problem.classes, key=lambda item: (-named[item.id], item.id))]
    own: dict[str, list[str]] = defaultdict(list)
    for session in sessions_of(problem):
        if len(session.classes) == 1:
            own[session.classes[0]].append(session.key)
    count = max(1, MOST_FREE // max(1, max((len(keys) for keys in own.values()), default=1)))
    first = turn * count % len(ranked)
    free = {key for name in (ranked + ranked)[first : first + count] for key in own[name]}
    return held(timetable, free)
