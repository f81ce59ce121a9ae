"""Tìm kiếm cục bộ — construction and rounds of annealing over one problem, keeping the best by level."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from boiduong.engines.timetabling.checker import LEVELS
from boiduong.engines.timetabling.model.problem import CLOSING, OPENING, Calendar, Problem, Topic, TrainingClass, Venue
from boiduong.engines.timetabling.model.timetable import Timetable
from boiduong.engines.timetabling.search import blocks as B
from boiduong.engines.timetabling.search.annealing import anneal, clear, construct, settle
from boiduong.engines.timetabling.search.arrays import Ints, empty_state
from boiduong.engines.timetabling.search.compiling import Compiled, compiled
from boiduong.engines.timetabling.search.moves import carry_out
from boiduong.engines.timetabling.search.weights import rule_levels, rule_weights

RATIO, BROKEN_RATIO = 4.0, 4
COLD = 0.3
PIECE = 16 * 256  # moves between two questions whether to go on: some hundredths of a second
SMALL_PIECE = 2 * 256  # where the first timetable that stands should end the round at once


def _always() -> bool:
    return True


class Walk:
    """Cuộc tìm kiếm — a state that wanders, and the best assignment seen so far."""

    def __init__(self, problem: Problem, *, seed: int, narrow: bool = False) -> None:
        """Translate the problem; nothing is placed yet."""
        self.compiled: Compiled = compiled(problem, narrow=narrow)
        self.weights = rule_weights(problem, RATIO, BROKEN_RATIO)
        self.levels = rule_levels(problem)
        self.best: Ints = np.full(len(LEVELS), 1 << 60, dtype=np.int64)
        self.kept: Ints = np.full((len(self.compiled.sessions), 3), -1, dtype=np.int64)
        self.seed = seed
        self.state = empty_state(self.compiled.layout, self.compiled.state_length, seed)
        self.rounds = 0
        self.narrow = narrow

    @property
    def broken(self) -> bool:
        """Whether the best still breaks a blocking rule."""
        return int(self.best[0]) > 0

    def timetable(self) -> Timetable:
        """Thời khóa biểu tốt nhất — the best so far."""
        return self.compiled.timetable(self.kept)

    def construct(self) -> None:
        """Dựng lịch — place every session greedily: ceremonies and plenaries first, then part by part."""
        sessions = self.compiled.sessions
        order = sorted(
            range(len(sessions)),
            key=lambda number: (
                sessions[number].topic.kind not in (OPENING, CLOSING),
                -len(sessions[number].classes),
                not sessions[number].field_day,
                sessions[number].topic.part,
                number,
            ),
        )
        at, data = self.compiled.layout, self.compiled.data
        construct(at, data, self.state, np.array(order, dtype=np.int64), self.weights)
        self._keep()

    def take(self, timetable: Timetable) -> None:
        """Nhận lịch có sẵn — go on from a complete timetable; it is kept when it is the best so far."""
        self._load(self.compiled.assignment(timetable))
        self._keep()

    def anneal(
        self,
        steps: int,
        *,
        hot: float,
        cold: float = COLD,
        going_on: Callable[[], bool] = _always,
        piece: int = PIECE,
    ) -> bool:
        """Luyện một vòng — from the best found so far, `hot` to `cold`; whether something better came of it.

        After each `piece` of moves it asks whether it is `going_on`; pieces (whole times 256) change nothing of what
        is found.
        """
        at = self.compiled.layout
        if len(self.compiled.movable) == 0:
            return False
        if self.rounds:
            self._load(self.kept)
        self.rounds += 1
        changed = 0
        for begin in range(0, steps, piece):
            if begin and not going_on():
                break
            changed += anneal(
                at,
                self.compiled.data,
                self.state,
                self.compiled.movable,
                self.weights,
                self.levels,
                self.best,
                self.kept,
                (begin, min(begin + piece, steps), steps),
                hot,
                cold,
            )
        return changed > 0

    def _load(self, kept: Ints) -> None:
        """Set the state to an assignment, counting from nothing; random numbers go on."""
        at, data = self.compiled.layout, self.compiled.data
        last = int(self.state[at[B.RANDOM]])
        self.state = empty_state(at, self.compiled.state_length, self.seed)
        self.state[at[B.RANDOM]] = last
        clear(at, self.state)
        for number, (slot, lecturer, place) in enumerate(kept.tolist()):
            if slot >= 0:
                self.state[at[B.LOG] : at[B.LOG] + 4] = (number, slot, lecturer, place)
                carry_out(at, data, self.state, 4)
        settle(at, self.state)

    def _keep(self) -> None:
        """Keep the state when it is better than the best."""
        at = self.compiled.layout
        sums = np.zeros(len(LEVELS), dtype=np.int64)
        for rule, level in enumerate(self.levels.tolist()):
            if level >= 0:
                sums[level] += self.state[at[B.COST] + rule]
        if sums.tolist() < self.best.tolist():
            self.best[:] = sums
            self.kept = self.state[at[B.SLOT] : at[B.SLOT] + 3 * at[B.SESSIONS]].reshape(3, at[B.SESSIONS]).T.copy()


def warm_up() -> None:
    """Làm nóng — compile (or load) the search on the smallest problem, so that no budget pays for it."""
    topic, home = Topic(id="1", taught=False), TrainingClass(id="1", size=1, venue="1")
    calendar = Calendar(first_on="2026-01-01", days=1)
    walk = Walk(Problem(name="", calendar=calendar, venues=(Venue(id="1"),), classes=(home,), topics=(topic,)), seed=1)
    walk.construct()
    walk.anneal(1, hot=1.0)
