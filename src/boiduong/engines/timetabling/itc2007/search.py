"""Tìm kiếm UD2 — simulated annealing over lectures with incremental costs (compiled by numba)."""

from __future__ import annotations

import math
from collections.abc import Callable
from time import perf_counter

import numpy as np
import numpy.typing as npt

from boiduong.engines.timetabling.itc2007.instance import Instance, Placed, ud2
from boiduong.engines.timetabling.search.jit import fast

Ints = npt.NDArray[np.int64]
HARD = 1000
PIECE = 200_000
HOT, COLD = 8.0, 0.15


@fast
def course_cost(c: int, sizes: Ints, days_used: Ints, rooms_used: Ints, info: Ints) -> int:
    """Working days and rooms of one course."""
    days, rooms = 0, 0
    for day in range(info[0]):
        days += days_used[c, day] > 0
    for room in range(info[2]):
        rooms += rooms_used[c, room] > 0
    cost: int = 5 * max(0, sizes[c, 1] - days) + max(0, rooms - 1)
    return cost


@fast
def day_cost(q: int, period: int, taken: Ints, info: Ints) -> int:
    """Isolated lectures of one curriculum around a period (the period and its neighbors)."""
    per_day, cost = info[1], 0
    for p in range(period - 1, period + 2):
        if p >= 0 and p // per_day == period // per_day and taken[q, p] > 0:
            left = p % per_day > 0 and taken[q, p - 1] > 0
            right = p % per_day < per_day - 1 and taken[q, p + 1] > 0
            if not left and not right:
                cost += taken[q, p]
    return 2 * cost


@fast
def clashes(c: int, period: int, at: Ints, clash: Ints, clash_at: Ints) -> int:
    """Lectures in a period that may not stand beside a course."""
    count: int = at[c, period]
    for i in range(clash_at[c], clash_at[c + 1]):
        count += at[clash[i], period]
    return count


@fast
def shift(
    c: int,
    period: int,
    room: int,
    sign: int,
    at: Ints,
    days_used: Ints,
    rooms_used: Ints,
    taken: Ints,
    cur: Ints,
    cur_at: Ints,
    info: Ints,
) -> None:
    """Count a lecture in or out."""
    at[c, period] += sign
    days_used[c, period // info[1]] += sign
    rooms_used[c, room] += sign
    for i in range(cur_at[c], cur_at[c + 1]):
        taken[cur[i], period] += sign


@fast
def move(
    e: int,
    to: int,
    room_to: int,
    lecture: Ints,
    period_of: Ints,
    room_of: Ints,
    sizes: Ints,
    rooms: Ints,
    closed: Ints,
    at: Ints,
    days_used: Ints,
    rooms_used: Ints,
    taken: Ints,
    cur: Ints,
    cur_at: Ints,
    clash: Ints,
    clash_at: Ints,
    info: Ints,
) -> int:
    """Move a lecture and answer the change of cost; the table of rooms is the caller's."""
    c, period, room = lecture[e], period_of[e], room_of[e]
    before = course_cost(c, sizes, days_used, rooms_used, info) + max(0, sizes[c, 0] - rooms[room])
    for i in range(cur_at[c], cur_at[c + 1]):
        before += day_cost(cur[i], period, taken, info)
    shift(c, period, room, -1, at, days_used, rooms_used, taken, cur, cur_at, info)
    before += HARD * (clashes(c, period, at, clash, clash_at) + closed[c, period])
    for i in range(cur_at[c], cur_at[c + 1]):
        before += day_cost(cur[i], to, taken, info) - day_cost(cur[i], period, taken, info)
    after = HARD * (clashes(c, to, at, clash, clash_at) + closed[c, to])
    shift(c, to, room_to, 1, at, days_used, rooms_used, taken, cur, cur_at, info)
    after += course_cost(c, sizes, days_used, rooms_used, info) + max(0, sizes[c, 0] - rooms[room_to])
    for i in range(cur_at[c], cur_at[c + 1]):
        after += day_cost(cur[i], to, taken, info)
    period_of[e], room_of[e] = to, room_to
    change: int = after - before
    return change


@fast
def anneal_ud2(
    steps: int,
    hot: float,
    cold: float,
    start: int,
    total: int,
    random: Ints,
    lecture: Ints,
    period_of: Ints,
    room_of: Ints,
    who: Ints,
    sizes: Ints,
    rooms: Ints,
    closed: Ints,
    at: Ints,
    days_used: Ints,
    rooms_used: Ints,
    taken: Ints,
    cur: Ints,
    cur_at: Ints,
    clash: Ints,
    clash_at: Ints,
    info: Ints,
    best: Ints,
    kept: Ints,
) -> None:
    """Moves `start` to `start + steps` of `total`: a lecture to a cell; whoever stands there takes its place."""
    cost, lectures, periods = best[1], len(lecture), info[0] * info[1]
    temperature = hot
    for step in range(start, start + steps):
        if step % 1024 == 0:
            temperature = hot * math.pow(cold / hot, step / total)
        random[0] = (random[0] * 1103515245 + 12345) & 0x7FFFFFFF
        e = (random[0] >> 4) % lectures
        random[0] = (random[0] * 1103515245 + 12345) & 0x7FFFFFFF
        to, room_to = (random[0] >> 4) % periods, room_of[e]
        random[0] = (random[0] * 1103515245 + 12345) & 0x7FFFFFFF
        if random[0] % 2147483648 > 1073741824:
            room_to = (random[0] >> 5) % info[2]
        period, room = period_of[e], room_of[e]
        f = who[to, room_to]
        if f == e or (closed[lecture[e], to] > closed[lecture[e], period]):
            continue
        if f >= 0 and closed[lecture[f], period] > 0:
            continue
        change = move(
            e,
            to,
            room_to,
            lecture,
            period_of,
            room_of,
            sizes,
            rooms,
            closed,
            at,
            days_used,
            rooms_used,
            taken,
            cur,
            cur_at,
            clash,
            clash_at,
            info,
        )
        if f >= 0:
            change += move(
                f,
                period,
                room,
                lecture,
                period_of,
                room_of,
                sizes,
                rooms,
                closed,
                at,
                days_used,
                rooms_used,
                taken,
                cur,
                cur_at,
                clash,
                clash_at,
                info,
            )
        random[0] = (random[0] * 1103515245 + 12345) & 0x7FFFFFFF
        if change > 0 and random[0] / 2147483648.0 >= math.exp(-change / temperature):
            if f >= 0:
                move(
                    f,
                    to,
                    room_to,
                    lecture,
                    period_of,
                    room_of,
                    sizes,
                    rooms,
                    closed,
                    at,
                    days_used,
                    rooms_used,
                    taken,
                    cur,
                    cur_at,
                    clash,
                    clash_at,
                    info,
                )
            move(
                e,
                period,
                room,
                lecture,
                period_of,
                room_of,
                sizes,
                rooms,
                closed,
                at,
                days_used,
                rooms_used,
                taken,
                cur,
                cur_at,
                clash,
                clash_at,
                info,
            )
            continue
        who[period, room], who[to, room_to] = f, e
        cost += change
        if cost < best[0]:
            best[0] = cost
            for i in range(lectures):
                kept[i, 0], kept[i, 1] = period_of[i], room_of[i]
    best[1] = cost


def solve_ud2(
    instance: Instance,
    *,
    budget_s: float = 300.0,
    seed: int = 1,
    steps: int = 0,
    hot: float = 30.0,
    cold: float = 0.15,
    should_stop: Callable[[], bool] | None = None,
) -> Placed:
    """Giải UD2 — the best timetable in a budget of seconds, or of `steps` moves, which repeats bit by bit."""
    arrays = _Arrays(instance, seed)
    begin = perf_counter()
    arrays.anneal(1, 0, 1, hot, cold)
    begin = perf_counter()
    arrays.anneal(PIECE if not steps else min(PIECE, steps), 0, 10**12, hot, cold)
    spent = max(1e-3, perf_counter() - begin)
    total = steps or int(PIECE * budget_s / spent)
    done = 0
    while done < total and not (should_stop is not None and should_stop()):
        if not steps and perf_counter() - begin > budget_s:
            break
        if not steps:
            # The schedule follows the clock: on a shared machine the speed of the first piece is no promise.
            share = min(0.999, (perf_counter() - begin) / budget_s)
            done = int(share * total)
        piece = min(PIECE, total - done)
        arrays.anneal(piece, done, total, hot, cold)
        done += piece
    return arrays.placed()


class _Arrays:
    """The arrays of one search."""

    def __init__(self, instance: Instance, seed: int) -> None:
        self.instance = instance
        courses, periods = len(instance.courses), instance.days * instance.periods
        self.lecture = np.array(
            [c for c, one in enumerate(instance.courses) for _ in range(one.lectures)], dtype=np.int64
        )
        self.sizes = np.array([(one.students, one.days) for one in instance.courses], dtype=np.int64)
        self.rooms = np.array([seats for _, seats in instance.rooms], dtype=np.int64)
        self.closed = np.zeros((courses, periods), dtype=np.int64)
        for course, period in instance.closed:
            self.closed[course, period] = 1
        inside: list[list[int]] = [[] for _ in range(courses)]
        beside: list[set[int]] = [set() for _ in range(courses)]
        for number, members in enumerate(instance.curricula):
            for c in members:
                inside[c].append(number)
                beside[c] |= set(members)
        for a, one in enumerate(instance.courses):
            beside[a] |= {b for b, other in enumerate(instance.courses) if other.teacher == one.teacher}
        self.cur_at, self.cur = _flat(inside)
        self.clash_at, self.clash = _flat([sorted(others - {c}) for c, others in enumerate(beside)])
        self.info = np.array([instance.days, instance.periods, len(instance.rooms)], dtype=np.int64)
        self.at = np.zeros((courses, periods), dtype=np.int64)
        self.days_used = np.zeros((courses, instance.days), dtype=np.int64)
        self.rooms_used = np.zeros((courses, len(instance.rooms)), dtype=np.int64)
        self.taken = np.zeros((max(1, len(instance.curricula)), periods), dtype=np.int64)
        self.random = np.array([(seed * 7919 + 12345) & 0x7FFFFFFF], dtype=np.int64)
        self.period_of = np.zeros(len(self.lecture), dtype=np.int64)
        self.room_of = np.zeros(len(self.lecture), dtype=np.int64)
        self.who = np.full((periods, len(instance.rooms)), -1, dtype=np.int64)
        self._spread(periods)
        self.kept = np.stack([self.period_of, self.room_of], axis=1)
        cost = self._cost()
        self.best = np.array([cost, cost], dtype=np.int64)

    def _spread(self, periods: int) -> None:
        """Every lecture into the free cell that costs it least, the hardest courses first."""
        order = sorted(range(len(self.lecture)), key=lambda e: -int(self.closed[self.lecture[e]].sum()))
        for e in order:
            c = int(self.lecture[e])
            cells = [
                (self._clashes(c, p), max(0, int(self.sizes[c, 0] - self.rooms[r])), p, r)
                for p in range(periods)
                for r in range(len(self.rooms))
                if self.who[p, r] < 0
            ]
            _, _, p, r = min(cells)
            self.who[p, r], self.period_of[e], self.room_of[e] = e, p, r
            shift(c, p, r, 1, self.at, self.days_used, self.rooms_used, self.taken, self.cur, self.cur_at, self.info)

    def _clashes(self, c: int, p: int) -> int:
        return int(self.closed[c, p]) + clashes(c, p, self.at, self.clash, self.clash_at)

    def _cost(self) -> int:
        hard = 0
        for c in range(len(self.instance.courses)):
            for period in np.nonzero(self.at[c])[0].tolist():
                count = int(self.at[c, period])
                beside = clashes(c, period, self.at, self.clash, self.clash_at) - count
                hard += count * (count - 1) + count * beside + 2 * count * int(self.closed[c, period])
        return ud2(self.instance, self.placed()) + HARD * (hard // 2)

    def anneal(self, steps: int, start: int, total: int, hot: float, cold: float) -> None:
        """A piece of the schedule."""
        anneal_ud2(
            steps,
            hot,
            cold,
            start,
            total,
            self.random,
            self.lecture,
            self.period_of,
            self.room_of,
            self.who,
            self.sizes,
            self.rooms,
            self.closed,
            self.at,
            self.days_used,
            self.rooms_used,
            self.taken,
            self.cur,
            self.cur_at,
            self.clash,
            self.clash_at,
            self.info,
            self.best,
            self.kept,
        )

    def placed(self) -> Placed:
        """The best timetable."""
        rows: Placed = [[] for _ in self.instance.courses]
        kept = self.kept if hasattr(self, "kept") else np.stack([self.period_of, self.room_of], axis=1)
        for c, (period, room) in zip(self.lecture.tolist(), kept.tolist(), strict=True):
            rows[c].append((period, room))
        return rows


def _flat(lists: list[list[int]]) -> tuple[Ints, Ints]:
    offsets = np.zeros(len(lists) + 1, dtype=np.int64)
    offsets[1:] = np.cumsum([len(one) for one in lists])
    return offsets, np.array([value for one in lists for value in one] or [0], dtype=np.int64)
