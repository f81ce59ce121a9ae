"""Sang tiết khác — a lecture, or two that bar one another, to other periods in their cheapest rooms (numba).

These moves never break a rule: they are for a state in which none is broken.
"""

from __future__ import annotations

from boiduong.engines.timetabling.itc2007.arrays import Ints, Layout
from boiduong.engines.timetabling.itc2007.moves import days_change, lone_change, put, room_change
from boiduong.engines.timetabling.search.jit import fast

REGAIN = 16
"""What the isolated lectures of a pair are hoped to win back before they are counted."""


@fast
def cheapest_room(o: Layout, m: Ints, c: int, own: int, period: int, leaving: int) -> int:
    """Chọn phòng — for a lecture of c that leaves `own`: a free room, or that of the lecture `leaving`; -1 for none."""
    best, least, room = -1, 1 << 30, own
    for _ in range(o.rooms):
        holder = m[o.who + period * o.rooms + room]
        if holder < 0 or holder == leaving:
            cost = room_change(o, m, c, own, room)
            if cost < least:
                best, least = room, cost
                if cost <= 0:
                    return best
        room += 1
        if room == o.rooms:
            room = 0
    return best


@fast
def try_shift(o: Layout, m: Ints, e: int, p2: int, limit: float) -> int:
    """Thử sang tiết — a lecture to a period where nothing bars it, when the cost grows by `limit` at most."""
    p1, r1, c = m[o.period + e], m[o.room + e], m[o.lecture + e]
    soft = 5 * days_change(o, m, c, p1, p2) + 2 * lone_change(o, m, c, -1, p1, p2)
    if soft - m[o.missing + c * o.rooms + r1] - 1 > limit:
        return 0
    r2 = cheapest_room(o, m, c, r1, p2, -2)
    if r2 < 0:
        return 0
    soft += room_change(o, m, c, r1, r2)
    if soft > limit:
        return 0
    put(o, m, e, p1, r1, -1)
    put(o, m, e, p2, r2, 1)
    m[o.cost] += soft
    return 1


@fast
def barring(o: Layout, m: Ints, c: int, period: int) -> int:
    """Ai cản — the first lecture of a period, by rooms, that may not stand beside c; one there must be."""
    place = o.who + period * o.rooms
    while m[place] < 0 or m[o.adjacent + c * o.courses + m[o.lecture + m[place]]] == 0:
        place += 1
    found: int = m[place]
    return found


@fast
def try_pair(o: Layout, m: Ints, e: int, p2: int, limit: float) -> int:
    """Thử đổi đôi — a lecture and the only one that bars it in p2 exchange their periods."""
    p1, r1, c = m[o.period + e], m[o.room + e], m[o.lecture + e]
    f = barring(o, m, c, p2)
    r2, k = m[o.room + f], m[o.lecture + f]
    if k == c or m[o.closed + k * o.periods + p1] > 0 or m[o.against + k * o.periods + p1] != 1:
        return 0
    soft = 5 * (days_change(o, m, c, p1, p2) + days_change(o, m, k, p2, p1))
    gain = m[o.missing + c * o.rooms + r1] + m[o.missing + k * o.rooms + r2] + 2
    if soft - gain > limit + REGAIN:
        return 0
    soft += 2 * (lone_change(o, m, c, k, p1, p2) + lone_change(o, m, k, c, p2, p1))
    if soft - gain > limit:
        return 0
    new1, new2 = cheapest_room(o, m, c, r1, p2, f), cheapest_room(o, m, k, r2, p1, e)
    soft += room_change(o, m, c, r1, new1) + room_change(o, m, k, r2, new2)
    if soft > limit:
        return 0
    put(o, m, e, p1, r1, -1)
    put(o, m, f, p2, r2, -1)
    put(o, m, f, p1, new2, 1)
    put(o, m, e, p2, new1, 1)
    m[o.cost] += soft
    return 1
