"""Chi phí cục bộ — what one move can change, counted before and after it (compiled by numba).

Every function adds `sign` times the cost of one entity (a class in a slot, a lecturer on a day, a room in a slot …)
to `state.delta`. A move takes away the entities that it touches, changes the counts, and adds them again.
"""

from __future__ import annotations

from boiduong.engines.timetabling.search import blocks as B
from boiduong.engines.timetabling.search.arrays import (
    H1,
    H2,
    H3,
    H6,
    H7,
    S1,
    S2,
    S3,
    S4,
    S5,
    S6,
    S7,
    S8,
    S9,
    S10,
    S11,
    Ints,
)
from boiduong.engines.timetabling.search.jit import fast


@fast
def own_cost(at: Ints, data: Ints, state: Ints, e: int, sign: int) -> None:
    """Costs of a session that concern nobody else: closed venue, busy or small room, evening, wish, announced."""
    s, lecturer, place = (state[at[B.SLOT] + e], state[at[B.LECTURER] + e], state[at[B.PLACE] + e])
    venue = data[at[B.PLACE_VENUE] + place] if place >= 0 else data[at[B.SESSION_VENUE] + e]
    count = data[at[B.CLASSES_AT] + (e + 1)] - data[at[B.CLASSES_AT] + e]
    state[at[B.DELTA] + H7] += sign * data[at[B.OWN_CLOSED] + e * at[B.WIDTH] + s]
    if s % 3 == 2:
        state[at[B.DELTA] + S5] += sign * count
    if data[at[B.HOME] + e] >= 0 and place != data[at[B.HOME] + e]:
        state[at[B.DELTA] + S6] += sign
    if data[at[B.SEATS] + e] >= 0 and (place < 0 or data[at[B.SEATS] + e] > data[at[B.CAPACITY] + place]):
        state[at[B.DELTA] + H3] += sign
    if venue >= 0:
        state[at[B.DELTA] + H7] += sign * data[at[B.VENUE_CLOSED] + venue * at[B.WIDTH] + s]
    if data[at[B.TAUGHT] + e] == 1 and lecturer < 0:
        state[at[B.DELTA] + H2] += sign
    for step in range(data[at[B.LENGTH] + e]):
        if lecturer >= 0:
            state[at[B.DELTA] + H2] += sign * data[at[B.LECTURER_BUSY] + lecturer * at[B.WIDTH] + (s + step)]
            wish = data[at[B.LECTURER_LIMITS] + lecturer * 6 + 4]
            if wish >= 0 and (s + step) % 3 != wish:
                state[at[B.DELTA] + S9] += sign
            desk = data[at[B.LECTURER_LIMITS] + lecturer * 6 + 5]
            if desk >= 0 and data[at[B.GUESTS] + e] == 0 and venue != desk:
                state[at[B.DELTA] + S9] += sign
    said = at[B.ANNOUNCED] + e * 3
    if data[said] >= 0 and (data[said] != s or data[said + 1] != lecturer or data[said + 2] != place):
        state[at[B.DELTA] + S1] += sign


@fast
def slot_cost(at: Ints, data: Ints, state: Ints, e: int, s: int, sign: int) -> None:
    """Classes of the session crowded in slot `s` (and the next, for a field day)."""
    for i in range(data[at[B.CLASSES_AT] + e], data[at[B.CLASSES_AT] + (e + 1)]):
        c = data[at[B.CLASSES] + i]
        for step in range(data[at[B.LENGTH] + e]):
            if state[at[B.CLASS_COUNT] + c * at[B.WIDTH] + (s + step)] > 1:
                state[at[B.DELTA] + H1] += sign * (state[at[B.CLASS_COUNT] + c * at[B.WIDTH] + (s + step)] - 1)


@fast
def heavy_cost(at: Ints, data: Ints, state: Ints, e: int, day: int, sign: int) -> None:
    """Heavy half-days of the session's classes on one day."""
    if data[at[B.HEAVY] + e] == 1:
        for i in range(data[at[B.CLASSES_AT] + e], data[at[B.CLASSES_AT] + (e + 1)]):
            count = state[at[B.HEAVY_COUNT] + data[at[B.CLASSES] + i] * at[B.DAYS] + day]
            if count > 1:
                state[at[B.DELTA] + S8] += sign * (count - 1)


@fast
def class_cost(at: Ints, data: Ints, state: Ints, c: int, sign: int) -> None:
    """Parts out of order and idle half-days of one class."""
    first, last, taken, inside = (1 << 40, -1, 0, 0)
    top = data[at[B.PARTS] + 0]
    for part in range(top + 1):
        state[at[B.PART_END] + part] = -1
    for i in range(data[at[B.CLASS_SESSIONS_AT] + c], data[at[B.CLASS_SESSIONS_AT] + (c + 1)]):
        e = data[at[B.CLASS_SESSIONS] + i]
        s = state[at[B.SLOT] + e]
        if s >= 0:
            stop = s + data[at[B.LENGTH] + e] - 1
            first, last = (min(first, s), max(last, stop))
            for step in range(s, stop + 1):
                taken += data[at[B.CLASS_OPEN] + c * at[B.WIDTH] + step]
            part = data[at[B.PART] + e]
            inside += part
            if part > 0 and stop > state[at[B.PART_END] + part]:
                state[at[B.PART_END] + part] = stop
    if last < 0:
        return
    idle = (
        data[at[B.CLASS_OPEN_BEFORE] + c * at[B.WIDTH] + (last + 1)]
        - data[at[B.CLASS_OPEN_BEFORE] + c * at[B.WIDTH] + first]
        - taken
    )
    if idle > 0:
        state[at[B.DELTA] + S7] += sign * idle
    if inside == 0:
        return
    for part in range(1, top + 1):
        state[at[B.PART_END] + part] = max(state[at[B.PART_END] + part], state[at[B.PART_END] + (part - 1)])
    for i in range(data[at[B.CLASS_SESSIONS_AT] + c], data[at[B.CLASS_SESSIONS_AT] + (c + 1)]):
        e = data[at[B.CLASS_SESSIONS] + i]
        part = data[at[B.PART] + e]
        if part > 1 and state[at[B.SLOT] + e] >= 0 and (state[at[B.SLOT] + e] <= state[at[B.PART_END] + (part - 1)]):
            state[at[B.DELTA] + S2] += sign


@fast
def order_cost(at: Ints, data: Ints, state: Ints, e: int, sign: int) -> None:
    """Orders that the session stands in."""
    for i in range(data[at[B.ORDERS_AT] + e], data[at[B.ORDERS_AT] + (e + 1)]):
        order = data[at[B.ORDERS] + i]
        earlier, later = (data[at[B.ORDER_ENDS] + order * 4 + 0], data[at[B.ORDER_ENDS] + order * 4 + 1])
        if state[at[B.SLOT] + earlier] >= 0 and state[at[B.SLOT] + later] >= 0:
            stop = state[at[B.SLOT] + earlier] + data[at[B.LENGTH] + earlier] - 1
            start = state[at[B.SLOT] + later]
            if (
                start <= stop
                or start > data[at[B.LATEST] + data[at[B.ORDER_ENDS] + order * 4 + 3] * at[B.WIDTH] + stop]
            ):
                state[at[B.DELTA] + data[at[B.ORDER_ENDS] + order * 4 + 2]] += sign


@fast
def step_cost(at: Ints, data: Ints, state: Ints, e: int, sign: int) -> None:
    """Days between the first and the last class that begin the topic."""
    if data[at[B.STEP] + e] == 1:
        topic, low, high = (data[at[B.TOPIC] + e], -1, -1)
        for day in range(at[B.DAYS]):
            if state[at[B.STEP_COUNT] + topic * at[B.DAYS] + day] > 0:
                high = day
                if low < 0:
                    low = day
        state[at[B.DELTA] + S11] += sign * (high - low)


@fast
def lecturer_day_cost(at: Ints, data: Ints, state: Ints, lecturer: int, day: int, sign: int) -> None:
    """One lecturer on one day: places at once, half-days, travel, and the day itself."""
    used = state[at[B.LECTURER_DAY] + lecturer * at[B.DAYS] + day]
    if used == 0:
        return
    state[at[B.DELTA] + S4] += sign * data[at[B.LECTURER_LIMITS] + lecturer * 6 + 3]
    if used > data[at[B.LECTURER_LIMITS] + lecturer * 6 + 0]:
        state[at[B.DELTA] + H2] += sign
    if used < 2:
        return
    for half in range(3):
        crowd = state[at[B.LECTURER_COUNT] + lecturer * at[B.WIDTH] + (day * 3 + half)]
        if crowd > 1:
            state[at[B.DELTA] + H2] += sign * (crowd - 1)
    count, who = at[B.LECTURER_COUNT] + lecturer * at[B.WIDTH], at[B.LECTURER_SUM] + lecturer * at[B.WIDTH]
    for first in range(2):
        for second in range(first + 1, 3):
            a, b = day * 3 + first, day * 3 + second
            if state[count + a] == 1 and state[count + b] == 1 and state[who + a] != state[who + b]:
                here, there = venue_of(at, data, state, state[who + a]), venue_of(at, data, state, state[who + b])
                table = at[B.TRAVEL]
                gap = data[table + at[B.VENUES] * at[B.TRAVEL_WIDTH] + second - first]
                if here >= 0 and there >= 0 and data[table + here * at[B.TRAVEL_WIDTH] + there] > gap:
                    state[at[B.DELTA] + H2] += sign


@fast
def venue_of(at: Ints, data: Ints, state: Ints, e: int) -> int:
    """The venue where a session is held; none (-1) for a field day."""
    place = state[at[B.PLACE] + e]
    venue: int = data[at[B.PLACE_VENUE] + place] if place >= 0 else data[at[B.SESSION_VENUE] + e]
    return venue


@fast
def load_cost(at: Ints, data: Ints, state: Ints, lecturer: int, sign: int) -> None:
    """A lecturer's half-days in all against limit and fair share."""
    load = state[at[B.LOAD] + lecturer]
    if load > data[at[B.LECTURER_LIMITS] + lecturer * 6 + 1]:
        state[at[B.DELTA] + H2] += sign
    if load > data[at[B.LECTURER_LIMITS] + lecturer * 6 + 2]:
        state[at[B.DELTA] + S3] += sign * (load - data[at[B.LECTURER_LIMITS] + lecturer * 6 + 2])


@fast
def group_cost(at: Ints, data: Ints, state: Ints, e: int, sign: int) -> None:
    """Lecturers beyond the first for the half-days of a topic in one class."""
    group, different = (data[at[B.GROUP] + e], 0)
    for i in range(data[at[B.GROUPS_AT] + group], data[at[B.GROUPS_AT] + (group + 1)]):
        one = state[at[B.LECTURER] + data[at[B.GROUPS] + i]]
        if one < 0:
            continue
        new = 1
        for j in range(data[at[B.GROUPS_AT] + group], i):
            if state[at[B.LECTURER] + data[at[B.GROUPS] + j]] == one:
                new = 0
        different += new
    if different > 1:
        state[at[B.DELTA] + S10] += sign * (different - 1)


@fast
def place_cost(at: Ints, data: Ints, state: Ints, place: int, s: int, sign: int) -> None:
    """A room in a slot: sessions beyond the first, and all of them where it is busy."""
    count = state[at[B.PLACE_COUNT] + place * at[B.WIDTH] + s]
    if count > 1:
        state[at[B.DELTA] + H3] += sign * (count - 1)
    state[at[B.DELTA] + H3] += sign * count * data[at[B.PLACE_BUSY] + place * at[B.WIDTH] + s]


@fast
def field_cost(at: Ints, data: Ints, state: Ints, place: int, day: int, sign: int) -> None:
    """A site on a day: too many guests, or closed."""
    if place >= 0 and state[at[B.SITE_GUESTS] + place * at[B.DAYS] + day] > 0:
        if state[at[B.SITE_GUESTS] + place * at[B.DAYS] + day] > data[at[B.CAPACITY] + place]:
            state[at[B.DELTA] + H6] += sign
        state[at[B.DELTA] + H6] += sign * data[at[B.PLACE_BUSY] + place * at[B.WIDTH] + day * 3]


@fast
def bus_cost(at: Ints, data: Ints, state: Ints, day: int, sign: int) -> None:
    """Buses on a day."""
    if state[at[B.BUS_COUNT] + day] > data[at[B.BUS_LIMIT] + 0]:
        state[at[B.DELTA] + H6] += sign
