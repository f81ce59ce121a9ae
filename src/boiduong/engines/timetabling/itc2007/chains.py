"""Chuỗi Kempe — two periods exchange the lectures that hold one another (compiled by numba)."""

from __future__ import annotations

from boiduong.engines.timetabling.itc2007.arrays import CHAIN, Ints, Layout
from boiduong.engines.timetabling.itc2007.moves import days_change, lone_change, pairs_change, put, room_change
from boiduong.engines.timetabling.search.jit import fast

SLACK = 14
"""What the rest of a chain is hoped to win back: a chain that has lost more is given up early."""


@fast
def gather(o: Layout, m: Ints, e: int, p2: int) -> int:
    """Gom chuỗi — e, the lectures of p2 that bar it, those of its period that bar them ...

    Answers the length; 0 when it is too long, meets a closed period, or would exchange two lectures of one course.
    """
    p1, size, place = m[o.period + e], 1, 0
    m[o.chain] = e
    while place < size:
        x = m[o.chain + place]
        c, now = m[o.lecture + x], m[o.period + x]
        there = p1 + p2 - now
        left = m[o.against + c * o.periods + there]
        if left > CHAIN:
            return 0
        room = 0
        while left > 0:
            y = m[o.who + there * o.rooms + room]
            room += 1
            if y < 0 or m[o.adjacent + c * o.courses + m[o.lecture + y]] == 0:
                continue
            left -= 1
            if place_of(o, m, size, y) < 0:
                k = m[o.lecture + y]
                if size == CHAIN or k == c or m[o.closed + k * o.periods + now] > 0:
                    return 0
                m[o.chain + size] = y
                size += 1
        place += 1
    return size


@fast
def place_of(o: Layout, m: Ints, size: int, e: int) -> int:
    """Chỗ trong chuỗi — where a lecture stands in the chain, -1 when it does not."""
    for place in range(size):
        if m[o.chain + place] == e:
            return place
    return -1


@fast
def room_in(o: Layout, m: Ints, size: int, place: int, period: int) -> int:
    """Chọn phòng — the cheapest room that is free or will be when the rest of the chain has moved; -1 for none."""
    x = m[o.chain + place]
    c, own, best, least = m[o.lecture + x], m[o.room + x], -1, 1 << 30
    for step in range(o.rooms):
        room = (own + step) % o.rooms
        holder = m[o.who + period * o.rooms + room]
        if holder >= 0 and place_of(o, m, size, holder) <= place:
            continue
        cost = room_change(o, m, c, own, room)
        if cost < least:
            best, least = room, cost
    return best


@fast
def try_chain(o: Layout, m: Ints, e: int, p2: int, limit: float, weight: float) -> int:
    """Thử một chuỗi — exchange a chain with another period p2, when the cost grows by `limit` at most."""
    size = gather(o, m, e, p2)
    p1, soft, pairs, moved = m[o.period + e], 0, 0, 0
    while moved < size:
        x = m[o.chain + moved]
        c, now = m[o.lecture + x], m[o.period + x]
        there, old = p1 + p2 - now, m[o.room + x]
        room = room_in(o, m, size, moved, there)
        if room < 0:
            break
        soft += room_change(o, m, c, old, room)
        soft += 5 * days_change(o, m, c, now, there) + 2 * lone_change(o, m, c, -1, now, there)
        if soft > limit + SLACK:
            break
        pairs += pairs_change(o, m, c, -1, now, there)
        put(o, m, x, now, old, -1)
        put(o, m, x, there, room, 1)
        m[o.chain + CHAIN + moved] = old
        moved += 1
    if size > 0 and moved == size and soft + weight * pairs <= limit:
        m[o.cost] += soft
        m[o.cost + 1] += pairs
        return 1
    back(o, m, size, moved, p1 + p2)
    return 0


@fast
def back(o: Layout, m: Ints, size: int, moved: int, both: int) -> None:
    """Trả lại — the lectures of the chain that moved go back; whoever was overwritten holds its cell again."""
    while moved > 0:
        moved -= 1
        x = m[o.chain + moved]
        now = m[o.period + x]
        put(o, m, x, now, m[o.room + x], -1)
        put(o, m, x, both - now, m[o.chain + CHAIN + moved], 1)
    for place in range(size):
        x = m[o.chain + place]
        m[o.who + m[o.period + x] * o.rooms + m[o.room + x]] = x
