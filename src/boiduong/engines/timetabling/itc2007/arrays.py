"""Mảng số UD2 — an instance and the state of one search as one array of numbers for the compiled moves.

One array, because the compiler counts references of every array it takes out of a tuple, and that costs more than the
moves themselves. `Layout` says where each table begins; a table of rows by columns lies row after row.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from boiduong.engines.timetabling.itc2007.instance import Instance, Placed

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
CHANCES = 2048
CHAIN = 4


class Layout(NamedTuple):
    """Sơ đồ — sizes, then the first place of every table; those from `period` on are the state of the search.

    `against` counts the lectures of a period that may not stand beside a course, its own included; `cost` is: soft
    cost now, broken pairs now, lowest soft cost without a broken pair.
    """

    days: int
    per_day: int
    periods: int
    rooms: int
    courses: int
    quarters: int
    lectures: int
    lecture: int
    least_days: int
    missing: int
    open: int
    open_at: int
    closed: int
    curricula: int
    curricula_at: int
    member: int
    adjacent: int
    beside: int
    beside_at: int
    lone: int
    day: int
    bit: int
    period: int
    room: int
    who: int
    against: int
    taken: int
    mask: int
    day_count: int
    day_kinds: int
    room_count: int
    cost: int
    kept: int
    chain: int
    end: int


def _tables(instance: Instance) -> dict[str, Ints]:
    """Every table of an instance by its name in the layout."""
    courses, periods, rooms = len(instance.courses), instance.days * instance.periods, len(instance.rooms)
    inside: list[list[int]] = [[] for _ in range(courses)]
    member = np.zeros((courses, max(1, len(instance.curricula))), dtype=np.int32)
    adjacent = np.eye(courses, dtype=np.int32)
    for number, members in enumerate(instance.curricula):
        for c in members:
            inside[c].append(number)
            member[c, number] = 1
            adjacent[c, list(members)] = 1
    for a, one in enumerate(instance.courses):
        adjacent[a, [b for b, other in enumerate(instance.courses) if other.teacher == one.teacher]] = 1
    closed = np.zeros((courses, periods), dtype=np.int32)
    for course, period in instance.closed:
        closed[course, period] = 1
    students = np.array([one.students for one in instance.courses], dtype=np.int32)
    seats = np.array([count for _, count in instance.rooms], dtype=np.int32)
    lecture = np.array([c for c, one in enumerate(instance.courses) for _ in range(one.lectures)], dtype=np.int32)
    tables = {
        "lecture": lecture,
        "least_days": np.array([one.days for one in instance.courses], dtype=np.int32),
        "missing": np.maximum(0, students[:, None] - seats[None, :]),
        "closed": closed,
        "member": member,
        "adjacent": adjacent,
        "lone": _lone(instance.periods),
        "day": np.arange(periods) // instance.periods,
        "bit": 1 << np.arange(periods) % instance.periods,
    }
    tables["curricula_at"], tables["curricula"] = _flat(inside)
    tables["open_at"], tables["open"] = _flat([np.flatnonzero(row == 0).tolist() for row in closed])
    tables["beside_at"], tables["beside"] = _flat([np.flatnonzero(row).tolist() for row in adjacent])
    quarters, lectures = member.shape[1], len(lecture)
    state = {
        "period": lectures, "room": lectures, "who": periods * rooms, "against": courses * periods,
        "taken": quarters * periods, "mask": quarters * instance.days, "day_count": courses * instance.days,
        "day_kinds": courses, "room_count": courses * rooms, "cost": 3, "kept": 2 * lectures, "chain": 2 * CHAIN,
    }  # fmt: skip
    tables |= {name: np.zeros(size, dtype=np.int32) for name, size in state.items()}
    tables["who"] -= 1
    return tables


def laid_out(instance: Instance) -> tuple[Layout, Ints]:
    """Xếp vào một mảng — where everything lies, and the array with nothing placed yet."""
    tables = _tables(instance)
    places: dict[str, int] = {}
    pieces, at = [], 0
    for name in Layout._fields[7:-1]:
        places[name] = at
        pieces.append(tables[name].astype(np.int32).ravel())
        at += len(pieces[-1])
    layout = Layout(
        days=instance.days,
        per_day=instance.periods,
        periods=instance.days * instance.periods,
        rooms=len(instance.rooms),
        courses=len(instance.courses),
        quarters=max(1, len(instance.curricula)),
        lectures=len(tables["lecture"]),
        **places,
        end=at,
    )
    return layout, np.concatenate(pieces)


def chances() -> Floats:
    """Bảng xác suất — minus the logarithm of evenly spaced chances: the rise of cost taken, in temperatures."""
    return -np.log((np.arange(CHANCES) + 0.5) / CHANCES)


def seeded(seed: int) -> Longs:
    """Mầm ngẫu nhiên — the state of the random numbers, never zero."""
    return np.array([(abs(seed) + 1) * 0x5DEECE66D + 0x1234567], dtype=np.int64)


def placed_of(instance: Instance, layout: Layout, array: Ints) -> Placed:
    """Thời khóa biểu — the kept cells of the lectures, course by course."""
    rows: Placed = [[] for _ in instance.courses]
    owners = array[layout.lecture : layout.lecture + layout.lectures].tolist()
    cells = array[layout.kept : layout.kept + 2 * layout.lectures].reshape(-1, 2).tolist()
    for c, (period, room) in zip(owners, cells, strict=True):
        rows[c].append((period, room))
    return rows


def _lone(periods: int) -> Ints:
    """Isolated periods in a day, by the bits of the periods taken."""
    days = np.arange(1 << periods, dtype=np.int32)
    alone = days & ~(days << 1) & ~(days >> 1)
    found = np.zeros(len(days), dtype=np.int32)
    for bit in range(periods):
        found += (alone >> bit) & 1
    return found


def _flat(lists: list[list[int]]) -> tuple[Ints, Ints]:
    offsets = np.zeros(len(lists) + 1, dtype=np.int32)
    offsets[1:] = np.cumsum([len(one) for one in lists])
    return offsets, np.array([value for one in lists for value in one] or [0], dtype=np.int32)
