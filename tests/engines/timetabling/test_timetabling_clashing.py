"""Còn vướng — sessions that clash are moved first; what the search leaves, CP-SAT finishes from where it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from boiduong.engines.timetabling import accepted, score
from boiduong.engines.timetabling.checker import BROKEN
from boiduong.engines.timetabling.exact.solving import Effort, feasible
from boiduong.engines.timetabling.generator import SCARCE, SHAPES, generate
from boiduong.engines.timetabling.model.timetable import FEASIBLE, OPTIMAL
from boiduong.engines.timetabling.search import COMPILED, Walk

HOT = 4.0**10


def walked(walk: Walk, *, rounds: int, steps: int) -> int:
    """Rounds of annealing until nothing is broken; how many were made."""
    walk.construct()
    for turn in range(rounds):
        if not walk.broken:
            return turn
        walk.anneal(steps, hot=HOT, going_on=lambda: walk.broken, piece=512)
    return rounds


@pytest.mark.skipif(not COMPILED, reason="some hundred thousand moves")
@pytest.mark.parametrize("seed", range(6))
def test_search_ends_what_is_broken_in_few_moves(seed: int) -> None:
    problem, _ = generate(SHAPES["ha-noi"], seed=1)
    walk = Walk(problem, seed=seed, narrow=True)
    assert walked(walk, rounds=6, steps=20_000) < 6
    assert accepted(problem, walk.timetable())


@pytest.mark.skipif(not COMPILED, reason="some hundred thousand moves")
def test_a_search_that_is_stuck_shows_where_a_timetable_is_found() -> None:
    problem, _ = generate(SCARCE, seed=110)
    walk = Walk(problem, seed=1)
    assert walked(walk, rounds=3, steps=60_000) == 3, "no longer stuck: take a harder course"
    status, found = feasible(problem, Effort(work=4.0, seed=1), near=walk.timetable(), linear=False)
    assert status in (OPTIMAL, FEASIBLE)
    assert found is not None and accepted(problem, found)


def test_a_timetable_with_gaps_may_be_the_beginning() -> None:
    problem, planted = generate(SHAPES["dak-lak"], seed=1)
    half = replace(planted, entries=planted.entries[::2])
    status, found = feasible(problem, Effort(work=5.0, seed=1), near=half, linear=False)
    assert status in (OPTIMAL, FEASIBLE)
    assert found is not None and score(problem, found)[BROKEN] == 0
