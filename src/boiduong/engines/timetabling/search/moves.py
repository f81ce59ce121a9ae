"""Nước đi — placing, moving and taking back sessions with incremental counts (compiled by numba)."""

from __future__ import annotations

from boiduong.engines.timetabling.search import blocks as B
from boiduong.engines.timetabling.search.arrays import Ints
from boiduong.engines.timetabling.search.costs import (
    bus_cost,
    class_cost,
    field_cost,
    group_cost,
    heavy_cost,
    lecturer_day_cost,
    load_cost,
    order_cost,
    own_cost,
    place_cost,
    slot_cost,
    step_cost,
)
from boiduong.engines.timetabling.search.jit import fast

CHOOSE = -2


@fast
def draw(at: Ints, state: Ints, n: int) -> int:
    """A number below `n` from the search's own generator, the same in compiled and in plain code."""
    state[at[B.RANDOM] + 0] = state[at[B.RANDOM] + 0] * 1103515245 + 12345 & 2147483647
    number: int = (state[at[B.RANDOM] + 0] >> 4) % n
    return number


@fast
def uniform(at: Ints, state: Ints) -> float:
    """A number from 0 to 1 from the search's own generator."""
    state[at[B.RANDOM] + 0] = state[at[B.RANDOM] + 0] * 1103515245 + 12345 & 2147483647
    return float(state[at[B.RANDOM] + 0]) / 2147483648.0


@fast
def count_in(at: Ints, data: Ints, state: Ints, e: int, sign: int) -> None:
    """Add a placed session to every count, or take it away."""
    s, lecturer, place = (state[at[B.SLOT] + e], state[at[B.LECTURER] + e], state[at[B.PLACE] + e])
    day = s // 3
    for i in range(data[at[B.CLASSES_AT] + e], data[at[B.CLASSES_AT] + (e + 1)]):
        c = data[at[B.CLASSES] + i]
        for step in range(data[at[B.LENGTH] + e]):
            state[at[B.CLASS_COUNT] + c * at[B.WIDTH] + (s + step)] += sign
            state[at[B.CLASS_SUM] + c * at[B.WIDTH] + (s + step)] += sign * e
        state[at[B.HEAVY_COUNT] + c * at[B.DAYS] + day] += sign * data[at[B.HEAVY] + e] * data[at[B.LENGTH] + e]
    if lecturer >= 0:
        for step in range(data[at[B.LENGTH] + e]):
            state[at[B.LECTURER_COUNT] + lecturer * at[B.WIDTH] + (s + step)] += sign
            state[at[B.LECTURER_SUM] + lecturer * at[B.WIDTH] + (s + step)] += sign * e
        state[at[B.LECTURER_DAY] + lecturer * at[B.DAYS] + day] += sign * data[at[B.LENGTH] + e]
        state[at[B.LOAD] + lecturer] += sign * data[at[B.LENGTH] + e]
    if data[at[B.STEP] + e] == 1:
        state[at[B.STEP_COUNT] + data[at[B.TOPIC] + e] * at[B.DAYS] + day] += sign
    if data[at[B.GUESTS] + e] > 0:
        if place >= 0:
            state[at[B.SITE_GUESTS] + place * at[B.DAYS] + day] += sign * data[at[B.GUESTS] + e]
        state[at[B.BUS_COUNT] + day] += sign * data[at[B.BUSES] + e]
    else:
        if place >= 0:
            state[at[B.PLACE_COUNT] + place * at[B.WIDTH] + s] += sign
        for i in range(data[at[B.REMOTE_AT] + e], data[at[B.REMOTE_AT] + (e + 1)]):
            state[at[B.PLACE_COUNT] + data[at[B.REMOTE] + i] * at[B.WIDTH] + s] += sign


@fast
def places_cost(at: Ints, data: Ints, state: Ints, e: int, s: int, place: int, sign: int) -> None:
    """The room of a session and the home rooms of its remote classes, or its site."""
    if data[at[B.GUESTS] + e] > 0:
        field_cost(at, data, state, place, s // 3, sign)
    else:
        if place >= 0:
            place_cost(at, data, state, place, s, sign)
        for i in range(data[at[B.REMOTE_AT] + e], data[at[B.REMOTE_AT] + (e + 1)]):
            if data[at[B.REMOTE] + i] != place:
                place_cost(at, data, state, data[at[B.REMOTE] + i], s, sign)


@fast
def timed_cost(at: Ints, data: Ints, state: Ints, e: int, s1: int, s2: int, sign: int) -> None:
    """What depends on the slot of a session alone: its classes, orders, steps and buses in both slots."""
    for turn in range(2):
        s, other = (s1, s2) if turn == 0 else (s2, s1)
        if s >= 0:
            slot_cost(at, data, state, e, s, sign)
            if turn == 0 or s // 3 != other // 3:
                heavy_cost(at, data, state, e, s // 3, sign)
                if data[at[B.GUESTS] + e] > 0:
                    bus_cost(at, data, state, s // 3, sign)
    for i in range(data[at[B.CLASSES_AT] + e], data[at[B.CLASSES_AT] + (e + 1)]):
        class_cost(at, data, state, data[at[B.CLASSES] + i], sign)
    order_cost(at, data, state, e, sign)
    step_cost(at, data, state, e, sign)


@fast
def touched_cost(at: Ints, data: Ints, state: Ints, e: int, old: Ints, new: Ints, sign: int) -> None:
    """Everything that moving a session between two places (slot, lecturer, room; -1 for nowhere) can change."""
    s1, s2 = old[0], new[0]
    if state[at[B.SLOT] + e] >= 0:
        own_cost(at, data, state, e, sign)
    if s1 != s2:
        timed_cost(at, data, state, e, s1, s2, sign)
    group_cost(at, data, state, e, sign)
    for turn in range(2):
        mine, other = (old, new) if turn == 0 else (new, old)
        s, lecturer, place = mine[0], mine[1], mine[2]
        if s < 0:
            continue
        if lecturer >= 0:
            if turn == 0 or lecturer != other[1] or s // 3 != other[0] // 3:
                lecturer_day_cost(at, data, state, lecturer, s // 3, sign)
            if turn == 0 or lecturer != other[1]:
                load_cost(at, data, state, lecturer, sign)
        same_day_site = data[at[B.GUESTS] + e] > 0 and s // 3 == other[0] // 3
        if turn == 0 or place != other[2] or (s != other[0] and not same_day_site):
            places_cost(at, data, state, e, s, place, sign)


@fast
def put(at: Ints, data: Ints, state: Ints, e: int, new: Ints) -> None:
    """Move a session and add the change of every cost to `delta`; `new` takes where it was."""
    old = state[at[B.OLD] : at[B.OLD] + 3]
    old[0], old[1], old[2] = state[at[B.SLOT] + e], state[at[B.LECTURER] + e], state[at[B.PLACE] + e]
    for turn in range(2):
        touched_cost(at, data, state, e, old, new, 2 * turn - 1)
        if turn == 0:
            put_back(at, data, state, e, new)
    new[0], new[1], new[2] = old[0], old[1], old[2]


@fast
def put_back(at: Ints, data: Ints, state: Ints, e: int, new: Ints) -> None:
    """Move a session without looking at costs."""
    for turn in range(2):
        if turn == 1:
            state[at[B.SLOT] + e], state[at[B.LECTURER] + e], state[at[B.PLACE] + e] = new[0], new[1], new[2]
        if state[at[B.SLOT] + e] >= 0:
            count_in(at, data, state, e, 2 * turn - 1)


@fast
def plan(at: Ints, state: Ints, used: int, e: int, s: int, lecturer: int, place: int) -> int:
    """Note a move to be made (place `CHOOSE`: a free one when the time comes); answers the length of the log."""
    state[at[B.LOG] + used], state[at[B.LOG] + used + 1] = e, s
    state[at[B.LOG] + used + 2], state[at[B.LOG] + used + 3] = lecturer, place
    return used + 4


@fast
def carry_out(at: Ints, data: Ints, state: Ints, used: int) -> None:
    """Make the noted moves in order; the log then says where the sessions were."""
    for i in range(0, used, 4):
        new = state[at[B.LOG] + i + 1 : at[B.LOG] + i + 4]
        e = state[at[B.LOG] + i]
        if new[2] == CHOOSE:
            new[2] = free_place(at, data, state, e, new[0])
        put(at, data, state, e, new)


@fast
def undo(at: Ints, data: Ints, state: Ints, used: int) -> None:
    """Take back every move of the log, the last first."""
    while used > 0:
        used -= 4
        put_back(at, data, state, state[at[B.LOG] + used], state[at[B.LOG] + used + 1 : at[B.LOG] + used + 4])


@fast
def free_place(at: Ints, data: Ints, state: Ints, e: int, s: int) -> int:
    """The first place of the session that is free in a slot, its home room before others; else its first.

    A room that another session of the same class holds counts as free: the two cannot both stay in the slot.
    """
    low, high = data[at[B.PLACES_AT] + e], data[at[B.PLACES_AT] + (e + 1)]
    if low == high:
        return -1
    c = data[at[B.CLASSES] + data[at[B.CLASSES_AT] + e]]
    cell = c * at[B.WIDTH] + s
    own = -1
    if state[at[B.CLASS_COUNT] + cell] == 1:
        own = state[at[B.PLACE] + state[at[B.CLASS_SUM] + cell]]
    for i in range(low, high):
        place = data[at[B.PLACES] + i]
        row = place * at[B.WIDTH] + s
        if data[at[B.PLACE_BUSY] + row] == 0 and (state[at[B.PLACE_COUNT] + row] == 0 or place == own):
            venue = data[at[B.PLACE_VENUE] + place]
            if venue < 0 or data[at[B.VENUE_CLOSED] + venue * at[B.WIDTH] + s] == 0:
                chosen: int = place
                return chosen
    first: int = data[at[B.PLACES] + low]
    return first
