"""Dừng — a wish to stop interrupts a running proof and a round of search; the best so far is kept.

No clock: the work that a call may do is so large that only a heard wish ends it below that.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import get_ident

import pytest
from ortools.sat.python import cp_model

from boiduong.engines.timetabling import Problem, Timetable, accepted, score, solve
from boiduong.engines.timetabling.exact import stopping
from boiduong.engines.timetabling.exact.solving import Effort, Ladder, feasible
from boiduong.engines.timetabling.exact.stopping import never, solved
from boiduong.engines.timetabling.generator import SHAPES, generate
from boiduong.engines.timetabling.search import Walk
from boiduong.engines.timetabling.search import walk as walking

LONG = 50_000.0


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "EVERY_S", 0.01)


def after(count: int) -> Callable[[], bool]:
    """False so many times, then True; one who asks from another thread is told off."""
    asked = [0]
    home = get_ident()

    def should_stop() -> bool:
        assert get_ident() == home
        asked[0] += 1
        return asked[0] > count

    return should_stop


def pigeons() -> cp_model.CpModel:
    """A model that takes far longer than any test: pigeons without the sum that would refute them at once."""
    model = cp_model.CpModel()
    sits = [[model.new_bool_var("") for _ in range(40)] for _ in range(41)]
    for row in sits:
        model.add_bool_or(row)
    for hole in range(40):
        for first in range(41):
            for second in range(first):
                model.add_bool_or(~sits[first][hole], ~sits[second][hole])
    return model


def bare() -> cp_model.CpSolver:
    """A solver that only branches, with far too much work allowed."""
    solver = Effort(work=LONG).solver()
    solver.parameters.cp_model_presolve = False
    solver.parameters.linearization_level = 0
    solver.parameters.symmetry_level = 0
    return solver


@pytest.mark.parametrize("count", [0, 5])
def test_running_call_is_interrupted(count: int) -> None:
    solver = bare()
    assert solved(solver, pigeons(), after(count)) == cp_model.UNKNOWN
    assert solver.response_proto.deterministic_time < LONG


def test_fault_of_the_one_who_asks_ends_the_call_and_is_raised() -> None:
    def should_stop() -> bool:
        raise ConnectionError

    solver = bare()
    with pytest.raises(ConnectionError):
        solved(solver, pigeons(), should_stop)


def test_fault_while_a_solution_is_told_is_raised() -> None:
    class Deaf(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            raise LookupError

    model = cp_model.CpModel()
    model.maximize(model.new_bool_var("x"))
    with pytest.raises(LookupError):
        solved(Effort(work=1.0).solver(), model, lambda: False, Deaf())


def test_call_that_nobody_can_stop_runs_in_place() -> None:
    model = cp_model.CpModel()
    model.new_bool_var("x")
    assert solved(Effort(work=1.0).solver(), model, never) == cp_model.OPTIMAL


def course() -> tuple[Problem, Timetable]:
    """Ten classes: the first open level is not proven in any budget of a test."""
    return generate(SHAPES["ha-noi"], seed=1)


def test_proof_is_interrupted_and_keeps_the_best() -> None:
    problem, planted = course()
    cost = score(problem, planted)
    ladder = Ladder(problem, planted, cost, dict.fromkeys(cost, 0))
    ladder.climb(lambda: LONG, Effort(work=LONG), after(12))
    assert accepted(problem, ladder.best)
    assert list(ladder.cost.values()) <= list(cost.values())
    assert any(ladder.cost[level] > ladder.bound[level] for level in cost)


def test_question_whether_anything_is_possible_is_interrupted() -> None:
    problem, _ = course()
    assert feasible(problem, Effort(work=LONG), after(0))[0] in ("unknown", "feasible")


def test_round_of_search_is_left_between_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A round in pieces finds the same bits as a round in one; a wish leaves it after the piece."""
    problem, planted = generate(SHAPES["dak-lak"], seed=1)
    found = []
    for piece in (256, 1 << 20):
        monkeypatch.setattr(walking, "PIECE", piece)
        walk = Walk(problem, seed=5)
        walk.take(planted)
        walk.anneal(4_000, hot=100.0)
        found.append((walk.kept.tolist(), walk.state.tolist()))
    assert found[0] == found[1]
    monkeypatch.setattr(walking, "PIECE", 256)
    walk, pieces = Walk(problem, seed=5), [0]

    def going_on() -> bool:
        pieces[0] += 1
        return pieces[0] < 3

    walk.take(planted)
    walk.anneal(10**12, hot=100.0, going_on=going_on)
    assert pieces[0] == 3
    assert accepted(problem, walk.timetable())


def test_solve_that_is_stopped_hands_back_what_it_has() -> None:
    problem, _ = course()
    result = solve(problem, budget_s=LONG, seed=1, should_stop=after(25))
    assert result.timetable is not None
    assert result.cost == score(problem, result.timetable)
    assert result.status in ("feasible", "unknown")
