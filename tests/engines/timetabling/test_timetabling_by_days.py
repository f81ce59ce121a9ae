"""Proofs by days: a bound that no timetable undercuts, and half-days for the days that were found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from boiduong.engines.timetabling import Problem, score, sessions_of, solve
from boiduong.engines.timetabling.checker import BROKEN, LEVELS
from boiduong.engines.timetabling.commands import main
from boiduong.engines.timetabling.exact.by_days import ByDays, fits_days, without_idle
from boiduong.engines.timetabling.exact.patterns import load_patterns
from boiduong.engines.timetabling.exact.solving import Effort
from boiduong.engines.timetabling.exact.stopping import never
from boiduong.engines.timetabling.generator import SHAPES, generate, random_shape
from boiduong.engines.timetabling.model.problem import IGNORE, Strength

NO_COST = dict.fromkeys(LEVELS, 0)


def dak_lak(seed: int = 1) -> Problem:
    """The small course."""
    return generate(SHAPES["dak-lak"], seed=seed)[0]


def tried(problem: Problem, work: float = 4.0) -> ByDays:
    """One attempt without a clock."""
    found = ByDays(problem, lambda: 1.0, work, never)
    found.go()
    return found


@pytest.mark.parametrize("seed", [2])
def test_days_find_a_timetable_that_costs_what_they_prove(seed: int) -> None:
    problem = dak_lak(seed)
    found = tried(problem)
    assert found.timetable is not None
    cost = score(problem, found.timetable)
    assert cost == {**NO_COST, **found.bound}


@pytest.mark.parametrize("seed", range(8))
def test_no_timetable_undercuts_the_minima_of_days(seed: int) -> None:
    problem, planted = generate(random_shape(seed), seed=seed)
    cost = score(problem, planted)
    if not fits_days(problem, cost) or len(sessions_of(problem)) > 40:
        return
    found = tried(problem, work=0.05)
    for level in LEVELS:
        bound = found.bound.get(level, 0)
        assert cost[level] >= bound
        if cost[level] > bound:
            break


def test_a_course_is_proven_by_days_and_repeats_itself() -> None:
    problem = dak_lak(2)
    results = [solve(problem, budget_s=1.5, seed=3, deterministic=True) for _ in range(2)]
    assert results[0] == results[1]
    assert results[0].status == "optimal"


def test_an_unbroken_row_begins_at_each_half_day_that_may_be_idle() -> None:
    problem = generate(SHAPES["tuong-duong"], seed=1)[0]
    rows = without_idle(problem)
    assert [min(slot for slots in row.values() for slot in slots) for row in rows] == [0, 1]
    apart = replace(problem, classes=(replace(problem.classes[0], closed=(3,)), *problem.classes[1:]))
    assert len(without_idle(apart)) == 1


def test_patterns_are_all_or_none() -> None:
    problem = generate(SHAPES["tuong-duong"], seed=1)[0]
    effort = Effort(work=1.0)
    few = load_patterns(problem, {"S3": 1, "S4": 53, "S9": 9, "S10": 0}, effort)
    assert few is not None
    assert {pattern[4] for pattern in few} == {(7, 4)}
    assert load_patterns(problem, {"S3": 0}, effort) == ()
    assert load_patterns(problem, {}, effort) is None


@pytest.mark.parametrize(
    ("problem", "cost"),
    [
        pytest.param(dak_lak(), {**NO_COST, BROKEN: 1}, id="broken"),
        pytest.param(dak_lak(), {**NO_COST, "S2": 1}, id="parts out of order"),
        pytest.param(replace(dak_lak(), strengths=(Strength(rule="H3", strength=IGNORE),)), NO_COST, id="ignored"),
        pytest.param(replace(dak_lak(), strengths=(Strength(rule="S9", strength="block"),)), NO_COST, id="blocked"),
    ],
)
def test_days_are_not_asked_where_they_know_too_little(problem: Problem, cost: dict[str, int]) -> None:
    assert not fits_days(problem, cost)
    assert fits_days(dak_lak(), NO_COST)


def test_the_search_is_compiled_beforehand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile"]) == 0
    assert capsys.readouterr().out in ("Đã dịch sẵn.\n", "Không có numba: tìm kiếm chạy chậm hơn.\n")
