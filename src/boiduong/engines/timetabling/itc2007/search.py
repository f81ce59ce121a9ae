"""Tìm kiếm UD2 — a start in the free cells, then annealing whose cooling fills the budget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from boiduong.engines.timetabling.itc2007.annealing import anneal
from boiduong.engines.timetabling.itc2007.arrays import Ints, Layout, chances, laid_out, placed_of, seeded
from boiduong.engines.timetabling.itc2007.instance import Instance, NoFreeCell, Placed, ud2
from boiduong.engines.timetabling.itc2007.moves import put

PIECE = 20_000
NEVER = 10**9


@dataclass(frozen=True, slots=True)
class Cooling:
    """Lịch hạ nhiệt — from `hot` to `warm` in a `share` of the budget, then geometrically to `cold`.

    Temperatures are in units of cost. A forbidden pair costs `weight`; of 256 moves `chains` are Kempe chains, and
    `mending` while a pair is left.
    """

    hot: float = 25.0
    warm: float = 1.5
    cold: float = 0.12
    share: float = 0.08
    weight: float = 20.0
    chains: int = 6
    mending: int = 60

    def at(self, spent: float) -> float:
        """Nhiệt độ — after a part of the budget (0 to 1)."""
        if spent < self.share:
            return self.hot * float((self.warm / self.hot) ** (spent / self.share))
        return self.warm * float((self.cold / self.warm) ** ((spent - self.share) / (1 - self.share)))


STANDARD = Cooling()


def solve_ud2(
    instance: Instance,
    *,
    budget_s: float = 300.0,
    seed: int = 1,
    steps: int = 0,
    cooling: Cooling = STANDARD,
    clock: Callable[[], float] = perf_counter,
    should_stop: Callable[[], bool] | None = None,
) -> Placed:
    """Giải UD2 — the best timetable in a budget of seconds, or of `steps` moves, which repeats bit by bit.

    `clock` may count the seconds of the process instead of those of the wall. When the hot part ends with a forbidden
    pair left, it is run again, at most five times.
    """
    layout, array = laid_out(instance)
    random, chance = seeded(seed), chances()
    construct(instance, layout, array)
    begin_costs(instance, layout, array)
    anneal(layout, array, random, chance, 0, 1.0, cooling.weight, cooling.chains)
    begin, done, spent, behind, again = clock(), 0, 0.0, 0.0, 5
    while spent < 1 and not (should_stop is not None and should_stop()):
        piece = min(PIECE, steps - done) if steps else PIECE
        at = (spent - behind) / (1 - behind)
        if again and at > 2 * cooling.share and array[layout.cost + 1] > 0:
            again, behind, at = again - 1, spent, 0.0
        often = cooling.mending if array[layout.cost + 1] else cooling.chains
        anneal(layout, array, random, chance, piece, cooling.at(at), cooling.weight, often)
        done += piece
        spent = done / steps if steps else (clock() - begin) / budget_s
    return placed_of(instance, layout, array)


def construct(instance: Instance, o: Layout, m: Ints) -> None:
    """Dựng lịch đầu — every lecture in the free cell that hurts it least, those with the fewest periods first.

    Raises `NoFreeCell` when none is left.
    """
    owner = m[o.lecture : o.lecture + o.lectures].tolist()
    choices = [int(m[o.open_at + c + 1] - m[o.open_at + c]) for c in range(o.courses)]
    for e in sorted(range(o.lectures), key=lambda one: (choices[owner[one]], one)):
        c = owner[e]
        cells = [
            (int(m[o.against + c * o.periods + p]), int(m[o.missing + c * o.rooms + r]), p, r)
            for p in m[o.open + m[o.open_at + c] : o.open + m[o.open_at + c + 1]].tolist()
            for r in range(o.rooms)
            if m[o.who + p * o.rooms + r] < 0
        ]
        if not cells:
            raise NoFreeCell(course=instance.courses[c].name)
        _, _, period, room = min(cells)
        put(o, m, e, period, room, 1)


def begin_costs(instance: Instance, o: Layout, m: Ints) -> None:
    """Điểm ban đầu — keep the start, count its cost and its forbidden pairs; nothing sound has been seen yet."""
    periods, rooms = m[o.period : o.period + o.lectures], m[o.room : o.room + o.lectures]
    m[o.kept : o.kept + 2 * o.lectures : 2] = periods
    m[o.kept + 1 : o.kept + 2 * o.lectures : 2] = rooms
    against = m[o.against + m[o.lecture : o.lecture + o.lectures] * o.periods + periods]
    m[o.cost] = ud2(instance, placed_of(instance, o, m))
    m[o.cost + 1] = int((against - 1).sum()) // 2
    m[o.cost + 2] = NEVER if m[o.cost + 1] else m[o.cost]
