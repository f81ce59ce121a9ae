"""Luyện kim — greedy construction and simulated annealing over the moves (compiled by numba)."""

from __future__ import annotations

import math

from boiduong.engines.timetabling.search import blocks as B
from boiduong.engines.timetabling.search.arrays import LOG, RULE_COUNT, Ints
from boiduong.engines.timetabling.search.jit import fast
from boiduong.engines.timetabling.search.moves import CHOOSE, carry_out, draw, plan, undo, uniform

LOOKS = 40
"""Sessions looked at for one that clashes, while something is broken."""


@fast
def weighed(at: Ints, state: Ints, weights: Ints) -> int:
    """The weighted change of all costs since `delta` was cleared."""
    total = 0
    for rule in range(len(weights)):
        total += weights[rule] * state[at[B.DELTA] + rule]
    return total


@fast
def clear(at: Ints, state: Ints) -> None:
    """Forget the noted change of costs."""
    for rule in range(RULE_COUNT):
        state[at[B.DELTA] + rule] = 0


@fast
def settle(at: Ints, state: Ints) -> None:
    """Take the noted change of costs into the costs."""
    for rule in range(RULE_COUNT):
        state[at[B.COST] + rule] += state[at[B.DELTA] + rule]


@fast
def construct(at: Ints, data: Ints, state: Ints, order: Ints, weights: Ints) -> None:
    """Place the sessions one by one where each costs least; equal places are drawn by lot."""
    for i in range(len(order)):
        e = order[i]
        best, ties = 1 << 62, 0
        best_s, best_l, best_p = -1, -1, -1
        low = data[at[B.LECTURERS_AT] + e]
        choices = max(1, data[at[B.LECTURERS_AT] + (e + 1)] - low)
        first, last = data[at[B.STARTS_AT] + e], data[at[B.STARTS_AT] + (e + 1)]
        for turn in range((last - first) * choices * 2 + 1):
            clear(at, state)
            if turn == (last - first) * choices * 2:
                used = plan(at, state, 0, e, best_s, best_l, best_p)
            elif turn % 2 == 0:
                lecturer = data[at[B.LECTURERS] + low + turn // 2 % choices] if data[at[B.TAUGHT] + e] else -1
                if data[at[B.LECTURERS_AT] + (e + 1)] == low:
                    lecturer = -1
                s = data[at[B.STARTS] + first + turn // 2 // choices]
                used = plan(at, state, 0, e, s, lecturer, CHOOSE)
            else:
                used = plan(at, state, 0, e, -1, -1, -1)
            carry_out(at, data, state, used)
            cost = weighed(at, state, weights)
            if turn % 2 == 0 and turn < (last - first) * choices * 2:
                ties = 1 if cost < best else ties + (1 if cost == best else 0)
                if cost < best or (cost == best and draw(at, state, ties) == 0):
                    best, best_s = cost, state[at[B.SLOT] + e]
                    best_l, best_p = state[at[B.LECTURER] + e], state[at[B.PLACE] + e]
        settle(at, state)


@fast
def random_lecturer(at: Ints, data: Ints, state: Ints, e: int) -> int:
    """Any lecturer of the session, or none."""
    low, high = (data[at[B.LECTURERS_AT] + e], data[at[B.LECTURERS_AT] + (e + 1)])
    return data[at[B.LECTURERS] + (low + draw(at, state, high - low))] if high > low else -1


@fast
def may_start(at: Ints, data: Ints, e: int, s: int) -> bool:
    """Whether a slot is among the starts of a session."""
    # A loop, not any(): numba compiles no generator expressions.
    for i in range(data[at[B.STARTS_AT] + e], data[at[B.STARTS_AT] + (e + 1)]):  # noqa: SIM110
        if data[at[B.STARTS] + i] == s:
            return True
    return False


@fast
def random_start(at: Ints, data: Ints, state: Ints, e: int) -> int:
    """Any slot in which a session may start."""
    low, high = data[at[B.STARTS_AT] + e], data[at[B.STARTS_AT] + (e + 1)]
    slot: int = data[at[B.STARTS] + low + draw(at, state, high - low)]
    return slot


@fast
def change_move(at: Ints, data: Ints, state: Ints, e: int) -> int:
    """Another slot, another lecturer, another room, or slot and lecturer at once."""
    kind = draw(at, state, 8)
    s, lecturer, place = state[at[B.SLOT] + e], state[at[B.LECTURER] + e], state[at[B.PLACE] + e]
    old_s, old_lecturer, old_place = s, lecturer, place
    if kind <= 4:
        s, place = random_start(at, data, state, e), CHOOSE
        if s == old_s:
            return 0
    if kind >= 3 and kind <= 6:
        lecturer = random_lecturer(at, data, state, e)
    if kind == 7:
        low, high = data[at[B.PLACES_AT] + e], data[at[B.PLACES_AT] + (e + 1)]
        if high > low:
            place = data[at[B.PLACES] + low + draw(at, state, high - low)]
    if s == old_s and lecturer == old_lecturer and place == old_place:
        return 0
    return plan(at, state, 0, e, s, lecturer, place)


@fast
def open_start(at: Ints, data: Ints, state: Ints, f: int, c: int) -> int:
    """A slot in which a session may start and its class is free; -1 when the class has none."""
    low, high = data[at[B.STARTS_AT] + f], data[at[B.STARTS_AT] + (f + 1)]
    turn = draw(at, state, high - low)
    for i in range(high - low):
        slot: int = data[at[B.STARTS] + low + (turn + i) % (high - low)]
        if state[at[B.CLASS_COUNT] + c * at[B.WIDTH] + slot] == 0:
            return slot
    return -1


@fast
def swap_move(at: Ints, data: Ints, state: Ints, e: int) -> int:
    """Exchange the slots of two sessions of a class; half of the time their lecturers are drawn anew."""
    first = data[at[B.CLASSES_AT] + e]
    c = data[at[B.CLASSES] + first + draw(at, state, data[at[B.CLASSES_AT] + (e + 1)] - first)]
    low, high = data[at[B.CLASS_SESSIONS_AT] + c], data[at[B.CLASS_SESSIONS_AT] + (c + 1)]
    f = data[at[B.CLASS_SESSIONS] + low + draw(at, state, high - low)]
    s, t = state[at[B.SLOT] + e], state[at[B.SLOT] + f]
    if s == t or not may_start(at, data, e, t):
        return 0
    if state[at[B.LEVEL_SUM]] > 0 and draw(at, state, 4) == 0:
        s = open_start(at, data, state, f, c)
    elif not may_start(at, data, f, s):
        return 0
    if s < 0:
        return 0
    kind = draw(at, state, 4)
    used = 0
    for turn in range(2):
        g, target = (e, t) if turn == 0 else (f, s)
        lecturer = state[at[B.LECTURER] + g]
        if kind == 3 or kind == turn + 1:
            lecturer = random_lecturer(at, data, state, g)
        used = plan(at, state, used, g, target, lecturer, CHOOSE)
    return used


@fast
def chain_move(at: Ints, data: Ints, state: Ints, e: int) -> int:
    """Kempe chain: exchange two slots for a class, and for every class and lecturer that this runs into."""
    s = state[at[B.SLOT] + e]
    t = random_start(at, data, state, e)
    if s == t:
        return 0
    used, i = chained(at, state, 0, e), 0
    while i < used:
        f = state[at[B.LOG] + i]
        here = state[at[B.SLOT] + f]
        there = t if here == s else s
        if (here != s and here != t) or data[at[B.LENGTH] + f] > 1 or not may_start(at, data, f, there):
            return 0
        for j in range(data[at[B.CLASSES_AT] + f], data[at[B.CLASSES_AT] + (f + 1)]):
            cell = data[at[B.CLASSES] + j] * at[B.WIDTH] + there
            if state[at[B.CLASS_COUNT] + cell] == 1:
                used = chained(at, state, used, state[at[B.CLASS_SUM] + cell])
        lecturer = state[at[B.LECTURER] + f]
        if lecturer >= 0 and state[at[B.LECTURER_COUNT] + lecturer * at[B.WIDTH] + there] == 1:
            used = chained(at, state, used, state[at[B.LECTURER_SUM] + lecturer * at[B.WIDTH] + there])
        if used > LOG - 4 * 100:
            return 0
        plan(at, state, i, f, there, lecturer, state[at[B.PLACE] + f])
        i += 4
    return used


@fast
def chained(at: Ints, state: Ints, used: int, f: int) -> int:
    """Note a session in the chain once."""
    for i in range(0, used, 4):
        if state[at[B.LOG] + i] == f:
            return used
    return plan(at, state, used, f, -1, -1, -1)


@fast
def replace_move(at: Ints, data: Ints, state: Ints, e: int) -> int:
    """Give the half-days of a lecturer on one day to another who can hold them, or to anybody."""
    lecturer = state[at[B.LECTURER] + e]
    other = random_lecturer(at, data, state, e)
    if lecturer < 0 or other == lecturer:
        return 0
    used, day = 0, state[at[B.SLOT] + e] // 3
    for half in range(3):
        s = day * 3 + half
        if state[at[B.LECTURER_COUNT] + lecturer * at[B.WIDTH] + s] == 1:
            f = state[at[B.LECTURER_SUM] + lecturer * at[B.WIDTH] + s]
            if state[at[B.SLOT] + f] == s:
                new = other if knows(at, data, f, other) else random_lecturer(at, data, state, f)
                used = plan(at, state, used, f, s, new, state[at[B.PLACE] + f])
    return used


@fast
def knows(at: Ints, data: Ints, e: int, lecturer: int) -> bool:
    """Whether a lecturer may hold a session."""
    for i in range(data[at[B.LECTURERS_AT] + e], data[at[B.LECTURERS_AT] + (e + 1)]):
        if data[at[B.LECTURERS] + i] == lecturer:
            return True
    return False


@fast
def sum_up(at: Ints, state: Ints, levels: Ints, count: int) -> None:
    """The costs of now by level."""
    for level in range(count):
        state[at[B.LEVEL_SUM] + level] = 0
    for rule in range(len(levels)):
        if levels[rule] >= 0:
            state[at[B.LEVEL_SUM] + levels[rule]] += state[at[B.COST] + rule]


@fast
def better(at: Ints, state: Ints, best: Ints, levels: Ints) -> bool:
    """Whether the costs, summed by level, are lexicographically below the best; if so the best becomes them."""
    count = len(best)
    sum_up(at, state, levels, count)
    for level in range(count):
        if state[at[B.LEVEL_SUM] + level] > best[level]:
            return False
        if state[at[B.LEVEL_SUM] + level] < best[level]:
            for each in range(count):
                best[each] = state[at[B.LEVEL_SUM] + each]
            return True
    return False


@fast
def one_move(at: Ints, data: Ints, state: Ints, e: int) -> int:
    """Try one move drawn by lot; answers the length of its log, 0 when nothing was moved."""
    kind = draw(at, state, 16)
    if kind < 7:
        return change_move(at, data, state, e)
    if kind < 13:
        return swap_move(at, data, state, e)
    if kind < 15:
        return chain_move(at, data, state, e)
    return replace_move(at, data, state, e)


@fast
def clashing(at: Ints, data: Ints, state: Ints, e: int) -> bool:
    """Whether a class, the lecturer or the room of a session is wanted twice where it stands."""
    s, lecturer, place = state[at[B.SLOT] + e], state[at[B.LECTURER] + e], state[at[B.PLACE] + e]
    for i in range(data[at[B.CLASSES_AT] + e], data[at[B.CLASSES_AT] + (e + 1)]):
        if state[at[B.CLASS_COUNT] + data[at[B.CLASSES] + i] * at[B.WIDTH] + s] > 1:
            return True
    if lecturer >= 0 and state[at[B.LECTURER_COUNT] + lecturer * at[B.WIDTH] + s] > 1:
        return True
    return bool(place >= 0 and data[at[B.GUESTS] + e] == 0 and state[at[B.PLACE_COUNT] + place * at[B.WIDTH] + s] > 1)


@fast
def drawn(at: Ints, data: Ints, state: Ints, movable: Ints) -> int:
    """A session by lot; while something is broken, more often one that clashes."""
    e: int = movable[draw(at, state, len(movable))]
    if state[at[B.LEVEL_SUM]] > 0 and draw(at, state, 2) > 0:
        for _ in range(LOOKS):
            if clashing(at, data, state, e):
                break
            e = movable[draw(at, state, len(movable))]
    return e


@fast
def anneal(
    at: Ints,
    data: Ints,
    state: Ints,
    movable: Ints,
    weights: Ints,
    levels: Ints,
    best: Ints,
    kept: Ints,
    span: tuple[int, int, int],
    hot: float,
    cold: float,
) -> int:
    """Anneal from `hot` to `cold`; `kept` takes the best assignment by level; answers changes.

    `span` names the first move, the one after the last, and how many the whole round has; it may come in pieces.
    """
    changed, temperature = 0, hot
    sum_up(at, state, levels, len(best))
    begin, end, steps = span
    for step in range(begin, end):
        if step == begin or step % 256 == 0:
            temperature = hot * math.pow(cold / hot, step / steps)
        clear(at, state)
        used = one_move(at, data, state, drawn(at, data, state, movable))
        if used == 0:
            continue
        carry_out(at, data, state, used)
        change = weighed(at, state, weights)
        if change > 0 and uniform(at, state) >= math.exp(-change / temperature):
            undo(at, data, state, used)
            continue
        settle(at, state)
        if better(at, state, best, levels):
            changed += 1
            for i in range(at[B.SESSIONS]):
                kept[i, 0], kept[i, 1], kept[i, 2] = (
                    state[at[B.SLOT] + i],
                    state[at[B.LECTURER] + i],
                    state[at[B.PLACE] + i],
                )
    return changed
