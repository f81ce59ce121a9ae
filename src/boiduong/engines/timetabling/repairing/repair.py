"""Sửa lịch — the fewest moved sessions after a disruption, proven; several proposals with who must be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.checker import accepted
from boiduong.engines.timetabling.explaining.conflict import Explanation, explain
from boiduong.engines.timetabling.model.problem import Lock, Problem
from boiduong.engines.timetabling.model.reading import checked
from boiduong.engines.timetabling.model.sessions import EVERYBODY, sessions_of
from boiduong.engines.timetabling.model.timetable import FEASIBLE, INFEASIBLE, OPTIMAL, UNKNOWN, Timetable, timetable_of
from boiduong.engines.timetabling.repairing.disruptions import Disruption, disrupted, hit_sessions, untouchable
from boiduong.engines.timetabling.rooms import name_rooms

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact, Linear

MOVED, OTHER_SLOT = 1000, 10


@dataclass(frozen=True, slots=True)
class Proposal:
    """Một phương án — the repaired timetable, the sessions that changed, and whom to tell."""

    timetable: Timetable
    moved: tuple[str, ...]
    classes: tuple[str, ...]
    lecturers: tuple[str, ...]
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """Kết quả sửa — `optimal` when the first proposal is proven to move the fewest; else why nothing can be done."""

    status: str
    hit: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    fewest: int
    explanation: Explanation | None
    seconds: float


def repair(
    problem: Problem,
    timetable: Timetable,
    disruptions: Sequence[Disruption],
    k: int = 3,
    *,
    budget_s: float = 15.0,
    seed: int = 1,
) -> Repair:
    """Sửa lịch sau biến động — up to `k` distinct proposals, the fewest moved first.

    Nothing past (before `calendar.not_before`) or locked is touched. When nothing is possible the answer carries the
    explanation with its ways out. Raises `BadInput` and `BadDisruption`.
    """
    start = perf_counter()
    changed = disrupted(checked(problem), disruptions)
    fixed = replace(changed, locks=untouchable(problem, timetable), announced=())
    hits = hit_sessions(changed, timetable)
    if not hits:
        return Repair(OPTIMAL, (), (proposal_of(problem, timetable, timetable),), 0, None, perf_counter() - start)
    mender = _Mender(fixed, timetable, hits, seed)
    proposals: list[Proposal] = []
    while len(proposals) < k and perf_counter() - start < budget_s:
        found = mender.next(max(0.2, budget_s - (perf_counter() - start)))
        if found is None:
            break
        if accepted(fixed, found):
            proposals.append(proposal_of(problem, timetable, found))
    proposals.sort(key=lambda item: (len(item.moved), len(item.classes) + len(item.lecturers)))
    if proposals:
        proven = len(proposals[0].moved) <= mender.bound
        status = OPTIMAL if proven else FEASIBLE
        return Repair(status, tuple(hits), tuple(proposals), mender.bound, None, perf_counter() - start)
    why = explain(fixed, known=mender.status == INFEASIBLE)
    status = INFEASIBLE if INFEASIBLE in (mender.status, why.status) else UNKNOWN
    return Repair(status, tuple(hits), (), mender.bound, why, perf_counter() - start)


def proposal_of(problem: Problem, before: Timetable, after: Timetable) -> Proposal:
    """Phương án — what differs between two timetables and whom it concerns."""
    old, sessions = before.by_session(), {session.key: session for session in sessions_of(problem)}
    moved = [entry for entry in after.entries if old.get(entry.session) != entry]
    pairs = [(entry, old.get(entry.session, entry)) for entry in moved]
    return Proposal(
        after,
        tuple(entry.session for entry in moved),
        tuple(sorted({name for entry in moved for name in sessions[entry.session].classes})),
        tuple(sorted({name for pair in pairs for name in (pair[0].lecturer, pair[1].lecturer)} - {""})),
        tuple(sorted({name for pair in pairs for name in (pair[0].room, pair[1].room)} - {""})),
    )


class _Mender:
    """Người sửa — tries the hit sessions alone first (their number is a lower bound), then everything."""

    def __init__(self, problem: Problem, timetable: Timetable, hits: list[str], seed: int) -> None:
        self.problem, self.timetable, self.hits, self.seed = problem, timetable, hits, seed
        self.bound, self.status = len(hits), UNKNOWN
        self.found: list[Timetable] = []
        self.whole = False
        self.rings = self._rings()

    def _rings(self) -> list[set[str]]:
        """Which sessions may move: those hit; those of the same classes and lecturers too; all."""
        hit = set(self.hits)
        entries = self.timetable.by_session()
        classes = {name for s in sessions_of(self.problem) if s.key in hit for name in s.classes}
        near = {
            s.key for s in sessions_of(self.problem) if classes & set(s.classes) and not s.key.endswith("/" + EVERYBODY)
        }
        return [hit, hit | near, set(entries)]

    def next(self, seconds: float) -> Timetable | None:
        """One more timetable, different from those before; None when there is none or no time."""
        while self.rings:
            free = self.rings[0]
            found, moved, bound, status = self._solve(free, seconds)
            whole = len(self.rings) == 1
            if len(free) == len(self.hits) and status == INFEASIBLE and not self.found:
                self.bound = len(self.hits) + 1
            if whole and not self.found:
                self.bound, self.status = max(self.bound, bound), status
            if found is not None and (whole or moved <= self.bound or self.found):
                self.found.append(found)
                return found
            if whole:
                return None
            self.rings.pop(0)
        return None

    def _solve(self, free: set[str], seconds: float) -> tuple[Timetable | None, int, int, str]:
        """The cheapest change when only some sessions may move: timetable, moved, lower bound, status."""
        from boiduong.engines.timetabling.exact.builder import Exact
        from boiduong.engines.timetabling.exact.naming import named_timetable
        from boiduong.engines.timetabling.exact.solving import STATUS, Effort

        entries = self.timetable.by_session()
        locks = {lock.session: lock for lock in self.problem.locks}
        for key, entry in entries.items():
            if key not in free and key not in locks:
                locks[key] = Lock(session=key, slot=entry.slot, lecturer=entry.lecturer, room=entry.room)
        exact = Exact(replace(self.problem, locks=tuple(locks.values())), named=True)
        moved: Linear = []
        price: Linear = []
        for key in sorted((free & set(entries)) - {lock.session for lock in self.problem.locks}):
            entry = entries[key]
            kept = None if key in self.hits else exact.kept(entry)
            moved.append((MOVED, None))
            moved += [] if kept is None else [(-MOVED, kept)]
            here = exact.starts(key).get(entry.slot)
            price.append((OTHER_SLOT * len(exact.by_key[key].classes), None))
            price += [] if here is None else [(-OTHER_SLOT * len(exact.by_key[key].classes), here)]
        for other in self.found:
            self._differ(exact, other, free)
        exact.model.minimize(exact.total(moved + price))
        solver = Effort(seconds=seconds, seed=self.seed).solver()
        status = STATUS.get(solver.solve(exact.model), UNKNOWN)
        bound = 0 if status in (INFEASIBLE, UNKNOWN) else int(solver.best_objective_bound) // MOVED
        if status not in (OPTIMAL, FEASIBLE):
            return None, 0, bound, status
        named = named_timetable(exact, solver.boolean_value)
        named = self._same_rooms(named)
        return named, len(proposal_of(self.problem, self.timetable, named).moved), bound, status

    def _differ(self, exact: Exact, other: Timetable, free: set[str]) -> None:
        """Not the same slots and lecturers as in an earlier proposal; another room alone is no other proposal."""
        before = self.timetable.by_session()
        changed = [e for e in other.entries if e != before.get(e.session) and e.session in free]
        same = [
            literal
            for entry in changed
            for (slot, lecturer, _), literal in exact.options(entry.session).items()
            if (slot, lecturer) == (entry.slot, entry.lecturer)
        ]
        if same:
            exact.model.add(sum(same) <= len(changed) - 1)

    def _same_rooms(self, named: Timetable) -> Timetable:
        """Let sessions that stand still keep their rooms; the others take what is free."""
        before = self.timetable.by_session()
        sessions = {session.key: session for session in sessions_of(self.problem)}
        hits = set(self.hits)
        kept, moving = {}, {}
        for entry in named.entries:
            old = before.get(entry.session)
            if sessions[entry.session].field_day or entry.session.endswith("/" + EVERYBODY):
                kept[entry.session] = entry.room
            elif (
                old is not None
                and old.slot == entry.slot
                and (entry.session not in hits or self._room_stands(old.room, old.slot))
            ):
                kept[entry.session] = old.room
            else:
                moving[entry.session] = entry.slot
        slots = {entry.session: entry.slot for entry in named.entries}
        taken = {(room, slots[key]) for key, room in kept.items() if room}
        given = name_rooms(self.problem, moving, sessions, taken)
        if set(given) < set(moving) and self.problem.rooms:
            return named
        return timetable_of(
            [replace(entry, room=kept.get(entry.session, given.get(entry.session, ""))) for entry in named.entries]
        )

    def _room_stands(self, name: str, slot: int) -> bool:
        room = next((item for item in self.problem.rooms if item.id == name), None)
        return room is None or slot not in room.busy
