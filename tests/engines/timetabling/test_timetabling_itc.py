"""ITC-2007 — a small instance read, scored by hand, solved, and bad files refused."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engines.timetabling.timetabling_world import ECTT as TEXT

from boiduong.engines.timetabling.itc2007.annealing import anneal
from boiduong.engines.timetabling.itc2007.arrays import chances, laid_out, placed_of, seeded
from boiduong.engines.timetabling.itc2007.instance import (
    BadInstance,
    Course,
    Instance,
    NoFreeCell,
    broken,
    read_instance,
    ud2,
)
from boiduong.engines.timetabling.itc2007.search import STANDARD, begin_costs, construct, solve_ud2
from boiduong.refusals import Refusal


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


BAD_FILES = {
    "nothing": ("", "lacks Days"),
    "a section is missing": (TEXT.replace("ROOMS:", "HALLS:"), "lacks ROOMS"),
    "no courses": (TEXT.replace("a t1 2 2 30 1\nb t1 2 1 10 1\nc t2 1 1 20 0\n", ""), "lacks COURSES"),
    "unknown course of a curriculum": (TEXT.replace("q1 2 a b", "q1 2 a z"), "line 21."),
    "too few of a curriculum": (TEXT.replace("q2 1 c", "q2 5 c"), "line 22."),
    "a word for a number": (TEXT.replace("30 1", "x 1"), "line 12."),
    "a negative number": (TEXT.replace("R1 30", "R1 -30"), "line 17."),
    "too many lectures": (TEXT.replace("c t2 1 1", "c t2 501 1"), "line 14."),
    "closed outside": (TEXT.replace("a 0 0", "a 2 0"), "line 25."),
    "days": (TEXT.replace("Days: 2", "Days: 99"), "line 4."),
    "periods": (TEXT.replace("_day: 3", "_day: \u0663"), "line 5."),
    "too long": ("x" * 6_000_000, "longer than"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_is_refused(name: str) -> None:
    """Hostile files end in a refusal that names the line, or what is missing."""
    text, said = BAD_FILES[name]
    with pytest.raises(Refusal, match=said):
        read_instance(text)


def test_a_file_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boiduong.engines.timetabling.itc2007.instance.MOST_ROWS", 2)
    with pytest.raises(BadInstance, match="line 14"):
        read_instance(TEXT)


def test_instance_without_room_is_refused() -> None:
    """More lectures than cells: the course is named, nothing is left out in silence."""
    with pytest.raises(NoFreeCell, match="no free period"):
        solve_ud2(read_instance(TEXT.replace("c t2 1 1 20 0", "c t2 9 1 20 0")), steps=10)


def crowded() -> Instance:
    """Twelve courses of three teachers and five curricula in nearly full rooms, some periods closed."""
    courses = tuple(Course(f"c{n}", f"t{n % 7}", 2 + n % 3, 2, 10 + 7 * n) for n in range(12))
    members = ((0, 1, 2), (3, 4), (5, 6, 7), (2, 8, 9), (10, 11))
    closed = frozenset((n, (5 * n) % 12) for n in range(12))
    rooms = (("R1", 100), ("R2", 60), ("R3", 30), ("R4", 20))
    return Instance("crowded", 3, 4, courses, rooms, members, closed)


@pytest.mark.parametrize("chains", [0, 60, 256])
def test_changes_of_cost_agree_with_the_scorer(chains: int) -> None:
    """Hot and cold, swaps and chains: cost, forbidden pairs and holders of cells are those counted from nothing."""
    instance = crowded()
    layout, array = laid_out(instance)
    construct(instance, layout, array)
    begin_costs(instance, layout, array)
    random, chance = seeded(4), chances()
    for temperature in (30.0, 5.0, 1.0, 0.3):
        for steps in (1, 7, 300):
            anneal(layout, array, random, chance, steps, temperature, 20.0, chains)
            fresh = array.copy()
            begin_costs(instance, layout, fresh)
            assert array[layout.cost : layout.cost + 2].tolist() == fresh[layout.cost : layout.cost + 2].tolist()
            cells = fresh[layout.kept : layout.kept + 2 * layout.lectures].reshape(-1, 2)
            holders = np.full((layout.periods, layout.rooms), -1)
            holders[cells[:, 0], cells[:, 1]] = np.arange(layout.lectures)
            assert array[layout.who : layout.who + layout.periods * layout.rooms].tolist() == holders.ravel().tolist()
    if array[layout.cost + 2] < 10**9:
        assert ud2(instance, placed_of(instance, layout, array)) == array[layout.cost + 2]


def test_cold_moves_break_nothing() -> None:
    """Once no pair is forbidden, shifts, pairs and short chains move lectures to other periods and keep it so."""
    instance = crowded()
    layout, array = laid_out(instance)
    construct(instance, layout, array)
    begin_costs(instance, layout, array)
    random, chance = seeded(7), chances()
    for temperature in (30.0, 5.0, 3.0):
        anneal(layout, array, random, chance, 3_000, temperature, 20.0, 60)
    assert array[layout.cost + 1] == 0
    periods = slice(layout.period, layout.period + layout.lectures)
    begin, accepted = array[periods].copy(), 0
    for _ in range(40):
        accepted += anneal(layout, array, random, chance, 50, 1.0, 20.0, 6)
        fresh = array.copy()
        begin_costs(instance, layout, fresh)
        assert fresh[layout.cost : layout.cost + 2].tolist() == [array[layout.cost], 0]
    assert accepted > 20
    assert (array[periods] != begin).any()


def test_pairs_broken_for_a_great_gain_are_counted() -> None:
    """Dear pairs and heat first, then cold and pairs cheap enough to buy a day: their count stays that from nothing."""
    instance = crowded()
    layout, array = laid_out(instance)
    construct(instance, layout, array)
    begin_costs(instance, layout, array)
    random, chance = seeded(7), chances()
    broken_pairs = 0
    for _ in range(12):
        anneal(layout, array, random, chance, 400, 100.0, 2_000.0, 6)
        anneal(layout, array, random, chance, 150, 0.3, 2.6, 6)
        fresh = array.copy()
        begin_costs(instance, layout, fresh)
        assert fresh[layout.cost : layout.cost + 2].tolist() == array[layout.cost : layout.cost + 2].tolist()
        broken_pairs += int(array[layout.cost + 1])
    assert broken_pairs > 0


def test_cooling_goes_from_hot_by_warm_to_cold() -> None:
    """The temperatures at the corners of the budget."""
    at = [STANDARD.at(spent) for spent in (0.0, STANDARD.share, 1.0)]
    assert at == pytest.approx([STANDARD.hot, STANDARD.warm, STANDARD.cold])


def test_instance_without_a_sound_timetable_ends() -> None:
    """Two courses of one teacher with one open period: the hot part is run again, then the pair is named."""
    instance = read_instance(TEXT)
    closed = frozenset((c, p) for c in (0, 1) for p in range(2, 6)) | {(0, 0)}
    tight = Instance("tight", 2, 3, instance.courses, instance.rooms, instance.curricula, closed)
    placed = solve_ud2(tight, steps=200_000, seed=2)
    assert any("t1 in" in words or "2 lectures" in words for words in broken(tight, placed))
