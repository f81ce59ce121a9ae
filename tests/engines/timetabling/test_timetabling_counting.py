"""Đếm — bounds by counting loads and days: right on small cases, never above what a timetable costs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engines.timetabling.timetabling_world import PROBLEM, lecturer

from boiduong.engines.timetabling import LEVELS, Lock, Problem, Strength, score, solve
from boiduong.engines.timetabling.exact.counting import counted_bounds
from boiduong.engines.timetabling.exact.likeness import groups_alike
from boiduong.engines.timetabling.exact.solving import Effort
from boiduong.engines.timetabling.generator import SHAPES, generate, random_shape

WORK = Effort(work=1.0)
NOTHING = dict.fromkeys(LEVELS, 0)


LOOSE = NOTHING | {"S3": 99, "S4": 99, "S9": 99, "S10": 99}


def bounds(problem: Problem, *, by_day: bool = True) -> dict[str, int]:
    """What counting says while no level above keeps to anything."""
    return counted_bounds(problem, LOOSE, NOTHING, WORK, by_day=by_day)


@pytest.mark.parametrize("by_day", [False, True])
def test_days_are_rounded_up_for_each_lecturer(by_day: bool) -> None:
    """Seven half-days of two people at two a day: four days at least; at one a day seven."""
    longer = replace(PROBLEM, calendar=replace(PROBLEM.calendar, days=4))
    assert bounds(longer, by_day=by_day)["S4"] == 4
    people = tuple(replace(one, most_per_day=1) for one in PROBLEM.lecturers)
    assert bounds(replace(longer, lecturers=people), by_day=by_day)["S4"] == 7


def test_shares_and_wishes_are_counted() -> None:
    """Above a share of two half-days each three of seven remain; seven wishes fail where no morning is free."""
    assert bounds(lecturer(lecturer(PROBLEM, "X", share=2), "Y", share=2))["S3"] == 3
    early = lecturer(lecturer(PROBLEM, "X", wish="morning"), "Y", wish="morning")
    longer = replace(early, calendar=replace(PROBLEM.calendar, days=4))
    assert bounds(longer)["S9"] == 0
    shut = (0, 3, 6, 9)
    never = lecturer(lecturer(longer, "X", busy=shut), "Y", busy=shut)
    assert bounds(never)["S9"] == 7


@pytest.mark.parametrize("by_day", [False, True])
def test_odd_share_of_a_topic_splits_a_class(by_day: bool) -> None:
    """Y gives one half-day of a topic of two: some class hears two people."""
    longer = replace(PROBLEM, calendar=replace(PROBLEM.calendar, days=4))
    odd = lecturer(lecturer(longer, "X", share=6), "Y", topics=("T2",), most=1, share=1)
    strict = replace(odd, strengths=(Strength(rule="S3", strength="block"),))
    assert bounds(strict, by_day=by_day)["S10"] == 1
    assert bounds(odd, by_day=by_day)["S10"] == 0


def test_known_bounds_are_kept_and_closed_levels_not_counted_again() -> None:
    assert "S4" not in counted_bounds(PROBLEM, LOOSE, NOTHING | {"S4": 99}, WORK, by_day=False)


@pytest.mark.parametrize("rule", ["H1", "H2", "H7"])
def test_nothing_is_counted_where_it_leans_on_what_is_ignored(rule: str) -> None:
    loose = replace(PROBLEM, strengths=(Strength(rule=rule, strength="ignore"),))
    assert bounds(loose) == {}
    assert counted_bounds(PROBLEM, LOOSE | {"hard": 1}, NOTHING, WORK, by_day=False) == {}


def test_level_that_blocks_or_is_ignored_has_no_bound() -> None:
    strict = replace(PROBLEM, strengths=(Strength(rule="S3", strength="block"), Strength(rule="S9", strength="ignore")))
    assert set(bounds(strict)) == {"S4", "S10"}
    fair = lecturer(lecturer(PROBLEM, "X", share=2), "Y", share=2)
    impossible = replace(fair, strengths=(Strength(rule="S3", strength="block"),))
    assert bounds(impossible) == {}


def test_lock_names_who_teaches() -> None:
    """A half-day that is locked to Y counts for Y, whatever Y may teach otherwise."""
    longer = replace(PROBLEM, calendar=replace(PROBLEM.calendar, days=4))
    fair = lecturer(lecturer(longer, "X", share=7), "Y", share=0, topics=())
    assert bounds(fair) == {"S3": 0, "S4": 4, "S9": 0, "S10": 0}
    held = replace(fair, locks=(Lock(session="T1/1/A", slot=0, lecturer="Y"),))
    assert bounds(held)["S3"] == 1


@pytest.mark.parametrize("seed", range(6))
def test_bounds_are_never_above_a_timetable(seed: int) -> None:
    """The planted timetable and what is solved: no level below its bound while those above are as good."""
    problem, planted = generate(random_shape(seed), seed=seed)
    solved = solve(problem, budget_s=0.1, seed=seed, deterministic=True)
    assert solved.timetable is not None
    costs = [score(problem, planted), solved.cost]
    for cost in costs:
        for by_day in (False, True):
            found = counted_bounds(problem, cost, NOTHING, WORK, by_day=by_day)
            for level, bound in found.items():
                above = LEVELS[: LEVELS.index(level)]
                for other in costs:
                    if all(other[name] <= cost[name] for name in above):
                        assert bound <= other[level]


def test_tuong_duong_is_decided_by_counting() -> None:
    """S3 and S4 of the course that no proof of sessions closes in its time."""
    problem, planted = generate(SHAPES["tuong-duong"], seed=1)
    cost = score(problem, planted) | {"S1": 0, "S2": 0, "S3": 1}
    found = counted_bounds(problem, cost, NOTHING, WORK, by_day=False)
    assert (found["S3"], found["S4"]) == (1, 53)
    assert groups_alike(problem) == [["L01", "L02"]]


def test_classes_are_alike_where_rooms_and_sites_tell_nothing_apart() -> None:
    problem, _ = generate(SHAPES["tuong-duong"], seed=1)
    small = replace(problem, sites=tuple(replace(one, learners=60) for one in problem.sites))
    assert groups_alike(small) == []
    home = problem.classes[1].home_room
    busy = tuple(replace(room, busy=(0,)) if room.id == home else room for room in problem.rooms)
    assert groups_alike(replace(problem, rooms=busy)) == []
    plenary = next(one.id for one in problem.topics if one.plenary)
    held = (Lock(session=f"{plenary}/1/*", slot=1, room=home),)
    assert groups_alike(replace(problem, locks=held)) == []


def test_a_wish_to_stop_is_heard_while_counting() -> None:
    """Sixty-four classes were counted for half a minute, and nobody was heard meanwhile."""
    calls: list[int] = []

    def wished_later() -> bool:
        calls.append(1)
        return len(calls) > 2

    assert counted_bounds(PROBLEM, LOOSE, NOTHING, WORK, by_day=True, should_stop=lambda: True) == {}
    found = counted_bounds(PROBLEM, LOOSE, NOTHING, WORK, by_day=True, should_stop=wished_later)
    assert set(found) < {"S3", "S4", "S9", "S10"} and all(n <= 99 for n in found.values())
