"""Các lượt của danh mục — local search until a timetable stands, then search and proofs in turns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.checker import BROKEN
from boiduong.engines.timetabling.model.problem import HALVES
from boiduong.engines.timetabling.model.timetable import INFEASIBLE, UNKNOWN
from boiduong.engines.timetabling.rooms import rehoused
from boiduong.engines.timetabling.search.walk import COLD, PIECE, SMALL_PIECE, Walk

if TYPE_CHECKING:
    from boiduong.engines.timetabling.portfolio import Run

HOT_START, HOT = 4.0**10, 4.0**7
# A long round settles the upper levels (parts, loads, days) where they melt; short ones tidy what lies below.
LONG_HOT, LONG_COLD, LONG_SHARE, LONG_EVERY = 4.0**8, 4.0**5, 0.3, 6
LONG_FROM = 20.0  # seconds that a long round may take from the first; later as long as has gone by
FIRST_STEPS, ROUND_STEPS = 20_000, 150_000
NARROW_TRIES, TRY_SESSIONS = 5, 40
WORK_STEPS, WORK_PROOF = 4_000, 0.2
PROOF_SESSIONS = 400
POLISH_STEPS = 16_000  # what a window counts for where work is counted
TINY, TINY_SHARE = 30, 0.002
DAYS_FROM, DAYS_SHARE, DAYS_WORK = 1.0, 0.6, 20.0  # proofs by days: from which budget, how much of it, work of a call
PROVE_SHARE = 0.1  # of the budget for the first try to find or refute; the next ones take double
COUNT_WORK, COUNT_DAYS_FROM = 1.0, 5.0
COUNT_SHARE, LAST_COUNT = 0.1, 0.9
MEND_SESSIONS, MEND_BROKEN, MEND_WORK = 200, 60, 3.0
# Above the most, a window costs more than the search gains in its time.
POLISH_MOST = 400
FEW_DAYS = 6  # of a course with few sessions a window takes so many days at once
POLISH_SESSIONS, POLISH_WORK, POLISH_SECONDS, POLISH_EVERY = 100, 1.0, 4.0, 3


class Rounds:
    """Các lượt — one solve from the constructed timetable to the end of its budget."""

    def __init__(self, run: Run, walk: Walk, seed: int, stopping: Callable[[], bool]) -> None:
        """Keep what the rounds work on."""
        self.run, self.walk, self.seed, self.stopping = run, walk, seed, stopping
        self.steps_left = int(run.budget_s * WORK_STEPS) if run.deterministic else 0
        self.proven = ""
        self.speed = 0.0
        self.mend_below = MEND_BROKEN
        self.windows = 0
        self.prove_from, self.prove_share = 0.0, PROVE_SHARE
        self.counted: set[tuple[int, ...]] = set()
        self.counting = 0.0

    def go(self) -> str:
        """All rounds; answers `infeasible` when that was proven."""
        if not self.run.good:
            self._search(FIRST_STEPS, HOT_START)
        for _ in range(NARROW_TRIES + len(self.walk.compiled.sessions) // TRY_SESSIONS):
            if not self.run.good and self.walk.narrow and self._more() and not self._mend():
                self._search(2 * FIRST_STEPS, HOT_START)
        if self.walk.narrow and (not self.run.good or self.run.cost["S2"]):
            self._widen()
        while not self.run.good and self._more():
            if self._mend():
                break
            self._search(ROUND_STEPS, HOT_START)
            if not self.run.good and self._small and not self.proven and self._used() >= self.prove_from:
                self._prove_possible()
            if self.proven == INFEASIBLE:
                return INFEASIBLE
        self._by_days()
        self._count()
        shares: tuple[float, ...] = (0.15, 0.4, 0.8, 1.0) if self._few else (LAST_COUNT, 1.0)
        if len(self.walk.compiled.sessions) <= TINY:
            shares = (TINY_SHARE, 1.0)
        for until in shares:
            if self._few and until in (0.4, 1.0) and not self.run.closed and not self.stopping():
                self._climb(until)
            self._count(last=until > LAST_COUNT)
            self._wander(until)
        return ""

    def _wander(self, until: float) -> None:
        """Rounds of annealing, hot and less hot in turns, until a share of the budget is used."""
        turn = 0
        while self._more() and self._used() < until and not self.run.closed:
            if turn % LONG_EVERY == 1 and not self._few:
                seconds = min(LONG_SHARE * self.run.left(), max(LONG_FROM, self.run.seconds()))
                self._search(max(ROUND_STEPS, int(seconds * self.speed)), LONG_HOT, LONG_COLD)
            steps = FIRST_STEPS if until == TINY_SHARE else ROUND_STEPS * (1 + turn // 4)
            self._search(steps, HOT / (1 + turn % 4) ** 2)
            turn += 1
            self._count()
            if turn % POLISH_EVERY == 0 or self._few:
                self._polish()

    def _count(self, *, last: bool = False) -> None:
        """Bounds by counting, anew when a level on which they rest has changed; but for the `last` time in little time.

        Counting day by day is quick only while every part stands after the one before it, or where sessions are few.
        """
        run = self.run
        if not run.good or run.closed or self.stopping():
            return
        if not last and not self._few and self.counting > COUNT_SHARE * run.seconds():
            return
        from boiduong.engines.timetabling.exact.counting import counted_bounds
        from boiduong.engines.timetabling.exact.solving import Effort

        begin, effort = run.seconds(), Effort(work=COUNT_WORK, seed=self.seed)
        is_daily = len(self.walk.compiled.sessions) > TINY and run.budget_s >= COUNT_DAYS_FROM
        is_daily = is_daily and (self._few or (last or self._small) and run.cost["S2"] == 0)
        for by_day in (False, True) if is_daily else (False,):
            above = ("S1", "S2", "S3", "S4", "S9")
            rests_on = (by_day, *(run.cost[level] for level in above[: 3 if by_day and not self._few else 5]))
            if rests_on not in self.counted:
                self.counted.add(rests_on)
                run.bound.update(
                    counted_bounds(run.problem, run.cost, run.bound, effort, by_day=by_day, should_stop=self.stopping)
                )
        self.counting += run.seconds() - begin

    def _by_days(self) -> None:
        """The minima that days allow, and half-days for them; bounds count as far as what stands keeps to them."""
        from boiduong.engines.timetabling.exact.by_days import ByDays, fits_days

        run = self.run
        if not run.good or run.closed or run.budget_s < DAYS_FROM or not fits_days(run.problem, run.cost):
            return
        until = DAYS_SHARE * run.budget_s
        left = (lambda: 1.0) if run.deterministic else (lambda: until - run.seconds())
        days = ByDays(run.problem, left, self._work() or DAYS_WORK, self.stopping)
        days.go()
        if days.timetable is not None and run.take(days.timetable, "days"):
            self.walk.take(days.timetable)
        for level, cost in run.cost.items():
            run.bound[level] = max(run.bound[level], days.bound.get(level, 0))
            if cost > run.bound[level]:
                break
        run.note("days")

    def _used(self) -> float:
        """The share of the budget that is used."""
        if self.run.deterministic:
            return 1.0 - self.steps_left / max(1.0, self.run.budget_s * WORK_STEPS)
        return self.run.seconds() / max(0.001, self.run.budget_s)

    def _widen(self) -> None:
        """Give up keeping the parts in order by the choice of slots."""
        self.walk = Walk(self.run.problem, seed=self.seed)
        if self.run.best is not None:
            self.walk.take(self.run.best)

    @property
    def _few(self) -> bool:
        return len(self.walk.compiled.sessions) < POLISH_SESSIONS

    @property
    def _small(self) -> bool:
        return len(self.walk.compiled.sessions) <= PROOF_SESSIONS

    def _more(self) -> bool:
        if self.stopping():
            return False
        return self.steps_left > 0 if self.run.deterministic else self.run.left() > 0.05

    def _search(self, steps: int, hot: float, cold: float = COLD) -> None:
        """One round of annealing, cut into pieces so that the clock and the wish to stop are heard."""
        if self.run.deterministic:
            steps = min(steps, max(1, int(self.run.budget_s * WORK_STEPS / 8)), max(1, self.steps_left))
            self.steps_left -= steps
        elif self.speed:
            steps = min(steps, max(1_000, int(self.speed * self.run.left())))
        begin = self.run.seconds()
        piece = PIECE if self.run.good or self.run.deterministic else SMALL_PIECE
        changed = self.walk.anneal(steps, hot=hot, cold=cold, going_on=self._going_on, piece=piece)
        self.speed = steps / max(1e-3, self.run.seconds() - begin)
        if changed and self.run.take(self.walk.timetable(), "search") and self.run.good and self.run.cost["S6"]:
            housed = rehoused(self.run.problem, self.walk.timetable())
            if self.run.take(housed, "rooms"):
                self.walk.take(housed)

    def _going_on(self) -> bool:
        """Not stopped; and where no timetable stands yet, the first that does ends the round."""
        return (self.run.good or self.walk.broken) and not self.stopping()

    def _mend(self) -> bool:
        """Hold a large timetable that is broken in few places and solve the rest; again when half of that is left."""
        run = self.run
        if len(self.walk.compiled.sessions) < MEND_SESSIONS or run.best is None:
            return False
        if not 0 < run.cost[BROKEN] <= self.mend_below:
            return False
        from boiduong.engines.timetabling.exact.polishing import mended
        from boiduong.engines.timetabling.exact.solving import Effort

        self.mend_below = run.cost[BROKEN] // 2
        found = mended(run.problem, run.best, Effort(work=MEND_WORK, seed=self.seed), self.stopping)
        if found is not None and run.take(found, "mended"):
            self.walk.take(found)
        return run.good

    def _polish(self) -> None:
        """One window of a timetable that stands: lecturers alone first, then two days in turns."""
        run = self.run
        is_worth_it = TINY < len(self.walk.compiled.sessions) <= POLISH_MOST
        if not is_worth_it or not run.good or run.best is None or not self._more():
            return
        from boiduong.engines.timetabling.exact.polishing import Window, window_of_classes, window_of_days
        from boiduong.engines.timetabling.exact.solving import Effort

        if run.deterministic:
            if self.steps_left < POLISH_STEPS:
                return
            self.steps_left -= POLISH_STEPS
        taught = sorted({entry.slot // HALVES for entry in run.best.entries})
        turn, kind = divmod(self.windows, 3)
        self.windows += 1
        level = next((name for name, cost in run.cost.items() if cost > run.bound[name]), "S3")
        days = taught[turn % len(taught) :][:2] if kind == 1 else []
        if self._few:
            first = self.windows * FEW_DAYS // 2 % len(taught)
            days, kind = (taught + taught)[first : first + FEW_DAYS], 1
        keep = (
            window_of_classes(run.problem, run.best, level, turn=turn)
            if kind == 0
            else window_of_days(run.problem, run.best, days)
        )
        window = Window(run.problem, run.best, run.cost, keep)
        until = run.seconds() + POLISH_SECONDS
        left = (lambda: 1.0) if run.deterministic else (lambda: min(until, run.budget_s) - run.seconds())
        window.climb(left, Effort(work=POLISH_WORK, seed=self.seed), self.stopping)
        if run.take(window.best, "window"):
            self.walk.take(window.best)

    def _prove_possible(self) -> None:
        """CP-SAT on the whole, for a time that doubles; in between the search has as much, for luck changes sides.

        It begins where the search stands; the first try only wants to find, the next ones to prove too.
        """
        from boiduong.engines.timetabling.exact.solving import Effort, feasible

        begin, again = self._used(), self.prove_share > PROVE_SHARE
        seconds = min(self.run.left(), self.prove_share * self.run.budget_s)
        effort = Effort(seconds=max(0.1, seconds), work=self._work(), seed=self.seed)
        status, timetable = feasible(self.run.problem, effort, self.stopping, near=self.run.best, linear=again)
        if status != UNKNOWN or (again and self.run.deterministic):
            self.proven = status
        self.prove_from, self.prove_share = 2 * self._used() - begin, 2 * self.prove_share
        if timetable is not None and self.run.take(timetable, "exact"):
            self.walk.take(timetable)

    def _climb(self, share: float) -> None:
        from boiduong.engines.timetabling.exact.solving import Effort, Ladder

        run = self.run
        if run.best is None or run.cost[BROKEN]:
            return
        ladder = Ladder(run.problem, run.best, run.cost, run.bound)
        until = share * run.budget_s
        effort = Effort(work=self._work(), seed=self.seed)
        ladder.climb(lambda: 1.0 if run.deterministic else until - run.seconds(), effort, self.stopping)
        run.bound.update(ladder.bound)
        if run.take(ladder.best, "exact"):
            self.walk.take(ladder.best)
        else:
            run.note("exact")

    def _work(self) -> float:
        return WORK_PROOF * self.run.budget_s if self.run.deterministic else 0.0
