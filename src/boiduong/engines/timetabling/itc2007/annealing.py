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
from boiduong.engines.timetabling.search.jit import fast


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
def anneal(
    o: Layout, m: Ints, random: Longs, chance: Floats, steps: int, temperature: float, weight: float, chains: int
) -> int:
    """Một chặng — moves at one temperature; answers how many were accepted."""
    accepted = 0
    for _ in range(steps):
        e = below(random, o.lectures)
        c = m[o.lecture + e]
        first = m[o.open_at + c]
        p2 = m[o.open + first + below(random, m[o.open_at + c + 1] - first)]
        bits = draw(random)
        r2, p1 = m[o.room + e], m[o.period + e]
        if bits & 1:
            r2 = (((bits >> 3) & 0x3FFF) * o.rooms) >> 14
            if bits & 6 == 0:
                p2 = p1
        limit = temperature * chance[(bits >> 17) & (CHANCES - 1)]
        if p1 != p2 and (bits >> 3) & 0xFF < chains:
            accepted += try_chain(o, m, e, p2, limit, weight)
        else:
            accepted += try_swap(o, m, e, p2, r2, limit, weight)
        if m[o.cost + 1] == 0 and m[o.cost] < m[o.cost + 2]:
            m[o.cost + 2] = m[o.cost]
            for i in range(o.lectures):
                m[o.kept + 2 * i], m[o.kept + 2 * i + 1] = m[o.period + i], m[o.room + i]
    return accepted
