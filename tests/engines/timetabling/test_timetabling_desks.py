"""Cơ sở của giảng viên — a half-day away from the home venue costs a wish, alike for checker, search and proof."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.engines.timetabling.timetabling_world import PROBLEM, TIMETABLE, lecturer, moved

from boiduong.engines.timetabling import BadInput, Strength, check, problem_from_json, problem_to_json, score, solve
from boiduong.engines.timetabling.exact.solving import Effort, Ladder
from boiduong.engines.timetabling.generator import generate, random_shape
from boiduong.engines.timetabling.search import Walk


@pytest.mark.parametrize(("home", "away"), [("", 0), ("CS1", 3), ("CS2", 0)], ids=["none", "other", "own"])
def test_half_days_away_from_the_desk_are_counted(home: str, away: int) -> None:
    """Y teaches three half-days of class B, all at CS2."""
    problem = lecturer(PROBLEM, "Y", home_venue=home)
    assert score(problem, TIMETABLE)["S9"] == away
    walk = Walk(problem, seed=1)
    walk.take(TIMETABLE)
    assert walk.best.tolist() == list(score(problem, TIMETABLE).values())


def test_breach_is_said_in_words() -> None:
    problem = lecturer(lecturer(PROBLEM, "Y", home_venue="CS1"), "X", wish="afternoon")
    said = [one.sentence() for one in check(problem, TIMETABLE) if one.rule.id == "S9"]
    assert "Y dạy T1/1/B xa cơ sở của mình" in said
    assert "X dạy T1/1/A trái nguyện vọng" in said
    english = [one.sentence("en") for one in check(problem, TIMETABLE) if one.rule.id == "S9"]
    assert "Y teaches T1/1/B away from the home venue" in english
    stranger = moved(TIMETABLE, "T1/1/A", lecturer="Z")
    assert all("Z" not in one.facts for one in check(problem, stranger) if one.rule.id == "S9")


def test_proof_counts_what_the_checker_counts() -> None:
    """X lives at CS2 and Y at CS1: one plenary at CS1 is away for X, all else can be taught at home in exchange."""
    problem = lecturer(lecturer(PROBLEM, "X", home_venue="CS2"), "Y", home_venue="CS1")
    problem = replace(problem, strengths=(Strength(rule="S4", strength="ignore"),))
    found = solve(problem, budget_s=3, seed=1, deterministic=True)
    assert found.status == "optimal"
    assert found.cost["S9"] == found.bound["S9"] == 1


@pytest.mark.parametrize("seed", [1, 3, 5, 7])
def test_bounds_of_random_courses_hold_for_the_planted_timetable(seed: int) -> None:
    """The model with desks: no level is proven above what is planted while those above it are as good."""
    problem, planted = generate(random_shape(seed), seed=seed)
    cost = score(problem, planted)
    ladder = Ladder(problem, planted, cost, dict.fromkeys(cost, 0))
    ladder.climb(lambda: 1.0, Effort(work=0.5), lambda: False)
    assert score(problem, ladder.best) == ladder.cost
    assert all(ladder.bound[level] <= ladder.cost[level] for level in cost)


def test_random_courses_have_desks_and_the_known_ones_none() -> None:
    assert any(one.home_venue for one in generate(random_shape(9), seed=9)[0].lecturers)
    assert not any(one.home_venue for one in generate(random_shape(2), seed=2)[0].lecturers)


def test_files_of_the_first_version_are_read_and_the_fourth_written() -> None:
    problem = lecturer(PROBLEM, "X", home_venue="CS2")
    written = json.loads(problem_to_json(problem))
    assert written["version"] == 4
    assert problem_from_json(json.dumps(written)) == problem
    for one in written["problem"]["lecturers"]:
        del one["home_venue"]
    written["version"] = 1
    assert problem_from_json(json.dumps(written)) == PROBLEM
    written["version"] = 5
    with pytest.raises(BadInput) as caught:
        problem_from_json(json.dumps(written))
    assert caught.value.faults == ('"version" must be 1 or 2 or 3 or 4',)


def test_unknown_home_venue_is_a_fault() -> None:
    with pytest.raises(BadInput) as caught:
        problem_from_json(problem_to_json(replace(lecturer(PROBLEM, "X", home_venue="CS9"))))
    assert caught.value.faults == ("problem.lecturers X: unknown home venue 'CS9'",)
