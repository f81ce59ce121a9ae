"""Nhớ lần cuối — the same arguments are worked out once, equal ones anew, and little is kept."""

from __future__ import annotations

from dataclasses import replace

from tests.engines.timetabling.timetabling_world import PROBLEM

from boiduong.engines.timetabling import sessions_of
from boiduong.engines.timetabling.model.memory import KEPT, remembered
from boiduong.engines.timetabling.windows import start_windows


def test_same_arguments_are_worked_out_once() -> None:
    asked: list[tuple[object, bool]] = []

    @remembered
    def answer(thing: list[int], *, doubled: bool = False) -> int:
        asked.append((thing, doubled))
        return sum(thing) * (1 + doubled)

    one, equal = [1, 2], [1, 2]
    assert [answer(one), answer(one), answer(one, doubled=True), answer(equal)] == [3, 3, 6, 3]
    assert len(asked) == 3
    for number in range(KEPT):
        answer([number])
    answer(one)
    assert len(asked) == 4 + KEPT  # the oldest was forgotten


def test_changed_problem_is_another_problem() -> None:
    assert sessions_of(PROBLEM) is sessions_of(PROBLEM)
    fewer = replace(PROBLEM, topics=PROBLEM.topics[:1])
    assert len(sessions_of(fewer)) < len(sessions_of(PROBLEM))
    assert start_windows(PROBLEM, parts=True) is not start_windows(PROBLEM)
