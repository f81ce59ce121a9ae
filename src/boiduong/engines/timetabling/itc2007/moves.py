"""Nước đi UD2 — the change of cost of a move, and the move itself (compiled by numba)."""

from __future__ import annotations

from boiduong.engines.timetabling.itc2007.arrays import Ints, Layout, Longs
from boiduong.engines.timetabling.search.jit import fast


@fast
def draw(random: Longs) -> int:
    """Số ngẫu nhiên — the next 31 bits of a 64-bit shift register."""
    x = random[0]
    x ^= x << 13
    x ^= (x >> 7) & 0x1FFFFFFFFFFFFFF
    x ^= x << 17
    random[0] = x
    bits: int = (x >> 20) & 0x7FFFFFFF
    return bits


@fast
def below(random: Longs, count: int) -> int:
    """Số ngẫu nhiên nhỏ hơn — one of `count` numbers."""
    return (draw(random) * count) >> 31


@fast
def lone_change(o: Layout, m: Ints, c: int, other: int, p1: int, p2: int) -> int:
    """Đổi tiết lẻ — by how many isolated lectures more, when a lecture of c goes from p1 to p2.

    The curricula of the course `other`, whose lecture goes the opposite way, stay as they are.
    """
    change = 0
    d1, d2 = m[o.day + p1], m[o.day + p2]
    bit1, bit2 = m[o.bit + p1], m[o.bit + p2]
    for i in range(m[o.curricula_at + c], m[o.curricula_at + c + 1]):
        q = m[o.curricula + i]
        if other >= 0 and m[o.member + other * o.quarters + q] > 0:
            continue
        left = m[o.mask + q * o.days + d1]
        new = left if m[o.taken + q * o.periods + p1] > 1 else left & ~bit1
        if d1 == d2:
            change += m[o.lone + (new | bit2)] - m[o.lone + left]
        else:
            right = m[o.mask + q * o.days + d2]
            change += m[o.lone + new] - m[o.lone + left] + m[o.lone + (right | bit2)] - m[o.lone + right]
    return change


@fast
def days_change(o: Layout, m: Ints, c: int, p1: int, p2: int) -> int:
    """Đổi số ngày học — by how many missing working days more."""
    d1, d2 = m[o.day + p1], m[o.day + p2]
    if d1 == d2:
        return 0
    now, least = m[o.day_kinds + c], m[o.least_days + c]
    new = now - int(m[o.day_count + c * o.days + d1] == 1) + int(m[o.day_count + c * o.days + d2] == 0)
    change: int = max(0, least - new) - max(0, least - now)
    return change


@fast
def room_change(o: Layout, m: Ints, c: int, r1: int, r2: int) -> int:
    """Đổi phòng — missing seats and rooms of a course, when one of its lectures goes from r1 to r2."""
    if r1 == r2:
        return 0
    at = c * o.rooms
    more = int(m[o.room_count + at + r2] == 0) - int(m[o.room_count + at + r1] == 1)
    change: int = more + m[o.missing + at + r2] - m[o.missing + at + r1]
    return change


@fast
def pairs_change(o: Layout, m: Ints, c: int, k: int, p1: int, p2: int) -> int:
    """Đổi cặp trùng — by how many forbidden pairs more, when c goes to p2 and k (or nobody: -1) comes back."""
    change: int = m[o.against + c * o.periods + p2] - m[o.against + c * o.periods + p1] + 1
    if k >= 0:
        change += m[o.against + k * o.periods + p1] - m[o.against + k * o.periods + p2] + 1
        change -= 2 * m[o.adjacent + c * o.courses + k]
    return change


@fast
def put(o: Layout, m: Ints, e: int, period: int, room: int, sign: int) -> None:
    """Đặt hay nhấc — count a lecture in (1) or out (-1) of a cell."""
    c = m[o.lecture + e]
    day, bit = m[o.day + period], m[o.bit + period]
    for i in range(m[o.beside_at + c], m[o.beside_at + c + 1]):
        m[o.against + m[o.beside + i] * o.periods + period] += sign
    for i in range(m[o.curricula_at + c], m[o.curricula_at + c + 1]):
        q = m[o.curricula + i]
        m[o.taken + q * o.periods + period] += sign
        if m[o.taken + q * o.periods + period] > 0:
            m[o.mask + q * o.days + day] |= bit
        else:
            m[o.mask + q * o.days + day] &= ~bit
    m[o.day_count + c * o.days + day] += sign
    m[o.room_count + c * o.rooms + room] += sign
    if sign > 0:
        m[o.day_kinds + c] += int(m[o.day_count + c * o.days + day] == 1)
        m[o.period + e], m[o.room + e] = period, room
        m[o.who + period * o.rooms + room] = e
    else:
        m[o.day_kinds + c] -= int(m[o.day_count + c * o.days + day] == 0)
        if m[o.who + period * o.rooms + room] == e:
            m[o.who + period * o.rooms + room] = -1
