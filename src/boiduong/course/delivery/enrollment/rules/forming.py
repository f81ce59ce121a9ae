"""Chia lớp, chia tổ — balanced sizes, units and their clusters kept together as far as sizes allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from boiduong.refusals import Refusal, gettext_noop

# Common practice in provincial schools, [K]; a school may divide otherwise by naming the sizes.
GROUP_SMALLEST, GROUP_LARGEST = 10, 20


class NotEnoughRoom(Refusal):
    """Thiếu chỗ — more people than all classes can hold."""

    text = gettext_noop("%(people)d people do not fit: the classes have room for %(room)d.")


class NoClassOpen(Refusal):
    """Chưa có lớp để chia — no class of the course is still forming."""

    text = gettext_noop("No class of this course is forming. Add a class first.")


class UnknownWay(Refusal):
    """Cách chia không có."""

    text = gettext_noop("People cannot be divided this way: %(way)s.")


@dataclass(frozen=True)
class Member:
    """Người cần xếp — a key, the unit and its cluster, mode and group where classes differ by them."""

    key: int
    unit_id: int | None
    cluster: str = ""
    unit_order: int = 0
    name_key: str = ""
    mode: str = ""


@dataclass(frozen=True)
class ClassRoom:
    """Lớp nhận người — seats that are left (None: no limit), units it is meant for, and its mode."""

    key: int
    room: int | None
    units: frozenset[int] = frozenset()
    mode: str = ""


def in_order(members: Sequence[Member]) -> list[Member]:
    """Thứ tự danh sách — by unit as in the list of units, then by given name, middle name, family name."""
    return sorted(members, key=lambda m: (m.unit_order, m.unit_id or 0, m.name_key, m.key))


def balanced(total: int, rooms: Sequence[int | None]) -> list[int]:
    """Cỡ lớp cân nhau — sizes that differ by at most one unless a class is too small; raises NotEnoughRoom."""
    limit = sum(r for r in rooms if r is not None)
    if None not in rooms and total > limit:
        raise NotEnoughRoom(people=total, room=limit)
    sizes = [0] * len(rooms)
    left = total
    while left:
        free = [i for i, r in enumerate(rooms) if r is None or sizes[i] < r]
        share, more = divmod(left, len(free))
        for place, i in enumerate(free):
            wanted = share + (place < more)
            room = rooms[i]
            taken = wanted if room is None else min(wanted, room - sizes[i])
            sizes[i] += taken
            left -= taken
    return sizes


def _cut_near(wanted: int, low: int, high: int, marks: Sequence[int]) -> int:
    """The mark nearest to `wanted` that lies within the bounds, or `wanted` itself."""
    usable = [m for m in marks if low <= m <= high]
    return min(usable, key=lambda m: (abs(m - wanted), m), default=min(max(wanted, low), high))


def _boundaries(ordered: Sequence[Member], of: Callable[[Member], object]) -> list[int]:
    return [i for i in range(1, len(ordered)) if of(ordered[i - 1]) != of(ordered[i])]


def _together(members: Sequence[Member], rooms: Sequence[ClassRoom]) -> dict[int, list[int]]:
    """Cut the ordered list near the balanced places: between clusters if one is near, else between units."""
    ordered = sorted(members, key=lambda m: (m.cluster, m.unit_order, m.unit_id or 0, m.name_key, m.key))
    sizes = balanced(len(ordered), [r.room for r in rooms])
    ends = list(accumulate(sizes))
    clusters = _boundaries(ordered, lambda m: m.cluster) if any(m.cluster for m in ordered) else []
    units = _boundaries(ordered, lambda m: m.unit_id)
    made: dict[int, list[int]] = {}
    start = 0
    for place, room in enumerate(rooms):
        rest = [r.room for r in rooms[place + 1 :]]
        must = 0 if None in rest else len(ordered) - start - sum(r for r in rest if r is not None)
        low = start + max(must, 0)
        high = len(ordered) if room.room is None else min(len(ordered), start + room.room)
        end = ends[place] if rest else len(ordered)
        if rest:
            near = max(sizes[place] // 10, 1)
            end = _cut_near(end, max(low, end - near), min(high, end + near), clusters + [])
            end = end if end in clusters else _cut_near(ends[place], low, high, _close(units, ends[place], near))
        made[room.key] = [m.key for m in ordered[start:end]]
        start = end
    return made


def _close(marks: Sequence[int], wanted: int, near: int) -> list[int]:
    return [m for m in marks if abs(m - wanted) <= max(near, 3)]


def _by_order(members: Sequence[Member], rooms: Sequence[ClassRoom]) -> dict[int, list[int]]:
    """Cut the list as it stands into balanced pieces."""
    sizes = balanced(len(members), [r.room for r in rooms])
    ends = list(accumulate(sizes))
    pieces = zip(rooms, [0, *ends], ends, strict=False)
    return {room.key: [m.key for m in members[start:end]] for room, start, end in pieces}


def _apart(members: Sequence[Member], rooms: Sequence[ClassRoom]) -> dict[int, list[int]]:
    """Deal the people of a unit to different classes, so that one of them stays on duty."""
    left = dict(zip([r.key for r in rooms], balanced(len(members), [r.room for r in rooms]), strict=True))
    made: dict[int, list[int]] = {r.key: [] for r in rooms}
    met: dict[int, dict[int | None, int]] = {r.key: defaultdict(int) for r in rooms}
    for member in in_order(members):
        key = min((k for k in left if left[k]), key=lambda k: (met[k][member.unit_id], -left[k], k))
        made[key].append(member.key)
        met[key][member.unit_id] += 1
        left[key] -= 1
    return made


def _by_units(members: Sequence[Member], rooms: Sequence[ClassRoom]) -> dict[int, list[int]]:
    """Each class takes the units it is meant for; people of other units fill what is left, together."""
    return _matched(members, rooms, lambda m, r: m.unit_id in r.units)


def _by_mode(members: Sequence[Member], rooms: Sequence[ClassRoom]) -> dict[int, list[int]]:
    """People who study in one mode go to the classes of that mode."""
    made: dict[int, list[int]] = {r.key: [] for r in rooms}
    for mode in dict.fromkeys(m.mode for m in members):
        wanted = [r for r in rooms if r.mode == mode] or list(rooms)
        asked = [m for m in members if m.mode == mode]
        free = [
            ClassRoom(r.key, None if r.room is None else r.room - len(made[r.key]), r.units, r.mode) for r in wanted
        ]
        for key, people in _together(asked, free).items():
            made[key] += people
    return made


def _matched(
    members: Sequence[Member], rooms: Sequence[ClassRoom], fits: Callable[[Member, ClassRoom], bool]
) -> dict[int, list[int]]:
    made: dict[int, list[int]] = {r.key: [] for r in rooms}
    others: list[Member] = []
    for member in in_order(members):
        home = next((r for r in rooms if fits(member, r) and (r.room is None or len(made[r.key]) < r.room)), None)
        if home is None:
            others.append(member)
        else:
            made[home.key].append(member.key)
    rest = [ClassRoom(r.key, None if r.room is None else r.room - len(made[r.key])) for r in rooms if not r.units] or [
        ClassRoom(r.key, None if r.room is None else r.room - len(made[r.key])) for r in rooms
    ]
    for key, people in _together(others, rest).items():
        made[key] += people
    return made


WAYS: dict[str, str] = {
    "together": gettext_noop("units of one cluster together"),
    "order": gettext_noop("in the order of the list"),
    "units": gettext_noop("by the units named for each class"),
    "mode": gettext_noop("by mode of study"),
    "apart": gettext_noop("people of one unit in different classes"),
}
_FUNCTIONS: Mapping[str, Callable[[Sequence[Member], Sequence[ClassRoom]], dict[int, list[int]]]] = {
    "together": _together,
    "order": _by_order,
    "units": _by_units,
    "mode": _by_mode,
    "apart": _apart,
}


def form(members: Sequence[Member], rooms: Sequence[ClassRoom], *, way: str = "together") -> dict[int, list[int]]:
    """Chia lớp — class key to the keys of its people; raises NoClassOpen, UnknownWay, NotEnoughRoom."""
    if not rooms:
        raise NoClassOpen
    if way not in _FUNCTIONS:
        raise UnknownWay(way=way)
    return _FUNCTIONS[way](members, rooms)


def divide(keys: Sequence[int], *, smallest: int = GROUP_SMALLEST, largest: int = GROUP_LARGEST) -> list[list[int]]:
    """Chia tổ — consecutive groups of balanced size, as near to the middle of the two sizes as possible."""
    total = len(keys)
    if not total:
        return []
    middle = (smallest + largest) / 2
    fewest, most = max(-(-total // largest), 1), max(total // smallest, 1)
    count = min(max(round(total / middle), fewest), max(most, fewest))
    ends = list(accumulate(balanced(total, [None] * count)))
    return [list(keys[start:end]) for start, end in zip([0, *ends], ends, strict=False)]
