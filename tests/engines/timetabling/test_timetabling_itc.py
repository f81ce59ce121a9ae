"""ITC-2007 — a small instance read, scored by hand, solved, and bad files refused."""

from __future__ import annotations

import pytest

from boiduong.engines.timetabling.itc2007.instance import BadInstance, NoFreeCell, broken, read_instance, ud2
from boiduong.engines.timetabling.itc2007.search import solve_ud2

TEXT = """Name: small
Courses: 3
Rooms: 2
Days: 2
Periods_per_day: 3
Curricula: 2
Min_Max_Daily_Lectures: 1 3
UnavailabilityConstraints: 1
RoomConstraints: 1

COURSES:
a t1 2 2 30 1
b t1 2 1 10 1
c t2 1 1 20 0

ROOMS:
R1 30 0
R2 10 0

CURRICULA:
q1 2 a b
q2 1 c

UNAVAILABILITY_CONSTRAINTS:
a 0 0

ROOM_CONSTRAINTS:
a R2

END.
"""


def test_instance_is_read() -> None:
    """Courses, rooms, curricula and closed periods."""
    instance = read_instance(TEXT)
    assert (instance.days, instance.periods, len(instance.courses)) == (2, 3, 3)
    assert instance.curricula == ((0, 1), (2,))
    assert instance.closed == frozenset({(0, 0)})


def test_cost_counts_seats_days_isolation_and_rooms() -> None:
    """Each part of UD2 by hand."""
    instance = read_instance(TEXT)
    # a on one day only (5), once in the small room (20 seats, 1 room more); c alone in its curriculum (2).
    placed = [[(1, 0), (2, 1)], [(3, 1), (4, 1)], [(0, 0)]]
    assert not list(broken(instance, placed))
    assert ud2(instance, placed) == 5 + 20 + 1 + 2


def test_broken_rules_are_named() -> None:
    """Missing lectures, a closed period, a room used twice, a teacher and a curriculum twice at a time."""
    instance = read_instance(TEXT)
    said = " ".join(broken(instance, [[(0, 0)], [(0, 1), (3, 1)], [(0, 0)]]))
    for words in ("a: 1 lectures", "a: closed in 0", "room 0 in 0", "t1 in 0", "curriculum 0 in 0"):
        assert words in said


def test_search_is_sound_and_repeats() -> None:
    """The scorer confirms the search; counted steps give the same timetable twice."""
    instance = read_instance(TEXT)
    placed = solve_ud2(instance, steps=3_000, seed=3)
    assert placed == solve_ud2(instance, steps=3_000, seed=3)
    assert not list(broken(instance, placed))
    assert ud2(instance, placed) == 2
    assert solve_ud2(instance, budget_s=0.05, should_stop=lambda: True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT.replace("q1 2 a b", "q1 2 a z"),
        TEXT.replace("30 1", "x 1"),
        TEXT.replace("Days: 2", "Days: 99"),
        "x" * 6_000_000,
    ],
)
def test_bad_file_is_refused(text: str) -> None:
    """Hostile files end in a refusal."""
    with pytest.raises(BadInstance):
        read_instance(text)


def test_instance_without_room_is_refused() -> None:
    """More lectures than cells: the course is named, nothing is left out in silence."""
    with pytest.raises(NoFreeCell, match="no free period"):
        solve_ud2(read_instance(TEXT.replace("c t2 1 1 20 0", "c t2 9 1 20 0")), steps=10)
