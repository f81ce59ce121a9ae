"""Tôi luyện UD2 — simulated annealing: a lecture to a cell, whoever stands there takes its place (numba)."""

from __future__ import annotations

from boiduong.engines.timetabling.itc2007.arrays import CHANCES, Floats, Ints, Layout, Longs
from boiduong.engines.timetabling.itc2007.chains import try_chain
from boiduong.engines.timetabling.itc2007.moves import (
    below,
    days_change,
    draw,
    lone_change,
    pairs_change,
    put,
    room_change,
)
from boiduong.engines.timetabling.itc2007.shifts import try_pair, try_shift
from boiduong.engines.timetabling.search.jit import fast

SEATS = 6
"""Seats that the lecture going the other way may win back; rooms further out of reach are not tried."""


@fast
def try_swap(o: Layout, m: Ints, e: int, p2: int, r2: int, limit: float, weight: float) -> int:
    """Thử một nước — move a lecture to a cell and its holder back, when the cost grows by `limit` at most."""
    p1, r1, f = m[o.period + e], m[o.room + e], m[o.who + p2 * o.rooms + r2]
    c, k = m[o.lecture + e], -1
    if f >= 0:
        k = m[o.lecture + f]
        if k == c or m[o.closed + k * o.periods + p1] > 0:
            return 0
    pairs, soft = 0, 0
    if p1 != p2:
        pairs = pairs_change(o, m, c, k, p1, p2)
        if pairs * weight > limit + 16:
            return 0
        soft = 5 * days_change(o, m, c, p1, p2)
    soft += room_change(o, m, c, r1, r2)
    if k >= 0:
        soft += room_change(o, m, k, r2, r1)
    if p1 != p2:
        if k >= 0:
            soft += 5 * days_change(o, m, k, p2, p1)
            soft += 2 * lone_change(o, m, k, c, p2, p1)
        soft += 2 * lone_change(o, m, c, k, p1, p2)
    if soft + weight * pairs > limit:
        return 0
    put(o, m, e, p1, r1, -1)
    if f >= 0:
        put(o, m, f, p2, r2, -1)
        put(o, m, f, p1, r1, 1)
    put(o, m, e, p2, r2, 1)
    m[o.cost] += soft
    m[o.cost + 1] += pairs
    return 1


@fast
def keep(o: Layout, m: Ints) -> None:
    """Giữ lại — the cells of now, when nothing is broken and the cost is the lowest seen."""
    if m[o.cost + 1] == 0 and m[o.cost] < m[o.cost + 2]:
        m[o.cost + 2] = m[o.cost]
        for i in range(o.lectures):
            m[o.kept + 2 * i], m[o.kept + 2 * i + 1] = m[o.period + i], m[o.room + i]


@fast
def try_period(
    o: Layout, m: Ints, e: int, p2: int, bits: int, limit: float, weight: float, chains: int, strict: int
) -> int:
    """Thử đổi tiết — a lecture to another period by the move that fits who stands there.

    With `strict` no rule is broken and none may be: what is barred is not even counted.
    """
    held = m[o.against + m[o.lecture + e] * o.periods + p2]
    if held > 0 or strict == 0:
        if (bits >> 5) & 0xFF < chains:
            return try_chain(o, m, e, p2, limit, weight)
        if strict > 0:
            return try_pair(o, m, e, p2, limit) if held == 1 else 0
    r2 = m[o.room + e]
    if bits & 16:
        if strict > 0:
            return try_shift(o, m, e, p2, limit)
        r2 = (((bits >> 5) & 0xFFF) * o.rooms) >> 12
    return try_swap(o, m, e, p2, r2, limit, weight)


@fast
def anneal(
    o: Layout, m: Ints, random: Longs, chance: Floats, steps: int, temperature: float, weight: float, chains: int
) -> int:
    """Một chặng — moves at one temperature; answers how many were accepted."""
    accepted = 0
    cold = int(weight > temperature * chance[0])
    for _ in range(steps):
        e, bits = below(random, o.lectures), draw(random)
        c, p1 = m[o.lecture + e], m[o.period + e]
        limit = temperature * chance[(bits >> 17) & (CHANCES - 1)]
        won = 0
        if bits & 15 == 0:
            r1, r2 = m[o.room + e], (((bits >> 4) & 0xFFF) * o.rooms) >> 12
            if r2 != r1 and m[o.missing + c * o.rooms + r2] - m[o.missing + c * o.rooms + r1] <= limit + SEATS:
                won = try_swap(o, m, e, p1, r2, limit, weight)
        else:
            first = m[o.open_at + c]
            p2 = m[o.open + first + below(random, m[o.open_at + c + 1] - first)]
            if p2 != p1:
                strict = cold * int(m[o.cost + 1] == 0)  # a great gain may break a pair at any step
                won = try_period(o, m, e, p2, bits, limit, weight, chains, strict)
        if won > 0:
            accepted += 1
            keep(o, m)
    return accepted
