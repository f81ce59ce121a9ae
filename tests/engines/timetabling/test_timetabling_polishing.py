"""Đánh bóng — what is broken in few places is mended, windows make better, and nothing held is moved."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from boiduong.engines.timetabling import Entry, Lock, Problem, Timetable, accepted, score, solve
from boiduong.engines.timetabling.exact import polishing
from boiduong.engines.timetabling.exact.polishing import (
    MOST_FREE,
    Window,
    beside,
    broken_sessions,
    mended,
    window_of_classes,
    window_of_days,
)
from boiduong.engines.timetabling.exact.solving import Effort
from boiduong.engines.timetabling.generator import SHAPES, generate
from boiduong.engines.timetabling.model.timetable import timetable_of

WORK = Effort(work=2.0)


@lru_cache
def course() -> tuple[Problem, Timetable]:
    """Ten classes with a planted timetable that breaks nothing."""
    return generate(SHAPES["ha-noi"], seed=1)


def moved(timetable: Timetable, key: str, **changes: object) -> Timetable:
    """The timetable with one entry changed."""
    entries: list[Entry] = [
        replace(one, **changes) if one.session == key else one  # type: ignore[arg-type]
        for one in timetable.entries
    ]
    return timetable_of(entries)


def test_few_broken_places_are_mended_and_the_rest_keeps_its_slots() -> None:
    problem, planted = course()
    own = [one for one in planted.entries if one.lecturer and not one.session.endswith("/*")]
    first, second = own[0], next(x for x in own if x.session.rsplit("/", 1)[1] == own[0].session.rsplit("/", 1)[1])
    other = next(x for x in own if x.session.split("/")[2] == first.session.split("/")[2] and x.slot != first.slot)
    spoiled = moved(planted, first.session, slot=other.slot)
    assert not accepted(problem, spoiled)
    assert {first.session, other.session} <= broken_sessions(problem, spoiled)
    found = mended(problem, spoiled, WORK)
    assert found is not None
    assert accepted(problem, found)
    before, after = spoiled.by_session(), found.by_session()
    away = [key for key in before if before[key].slot != after[key].slot]
    assert 0 < len(away) <= 20
    assert second.session in before


def test_limit_of_a_lecturer_is_mended_without_moving_anybody() -> None:
    """Too much for one lecturer in all is a matter of matching: every slot stays."""
    problem, planted = course()
    load: dict[str, int] = {}
    for one in planted.entries:
        load[one.lecturer] = load.get(one.lecturer, 0) + 1
    load.pop("", None)
    busiest = max(load, key=lambda name: (load[name], name))
    people = tuple(replace(x, most=load[busiest] - 1) if x.id == busiest else x for x in problem.lecturers)
    tight = replace(problem, lecturers=people)
    assert not accepted(tight, planted)
    assert broken_sessions(tight, planted) == set()
    found = mended(tight, planted, WORK)
    assert found is not None
    assert accepted(tight, found)
    before, after = planted.by_session(), found.by_session()
    assert all(before[key].slot == after[key].slot for key in before)


def test_what_cannot_be_mended_is_said_so() -> None:
    problem, planted = course()
    nobody = replace(problem, lecturers=tuple(replace(x, most=0) for x in problem.lecturers))
    assert mended(nobody, planted, WORK) is None
    assert mended(problem, planted, Effort(work=1e-9)) is None


def test_sessions_beside_a_broken_one_are_of_its_class_and_near() -> None:
    problem, planted = course()
    key = next(one.session for one in planted.entries if not one.session.endswith("/*"))
    name, day = key.rsplit("/", 1)[1], planted.by_session()[key].slot // 3
    near = beside(problem, planted, {key, "gone/1/X"}, days=1)
    near.discard("gone/1/X")
    assert key in near
    assert {each.rsplit("/", 1)[1] for each in near} == {name}
    assert all(abs(planted.by_session()[each].slot // 3 - day) <= 1 for each in near)
    everybody = {one.session for one in planted.entries}
    assert beside(problem, planted, everybody, days=99) == everybody
    assert len(everybody) < MOST_FREE


@pytest.mark.parametrize("kind", ["lecturers", "days", "classes"])
def test_window_makes_better_and_moves_only_what_is_inside(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polishing, "MOST_FREE", 40)
    problem, planted = course()
    cost = score(problem, planted)
    locked = problem.locks[0].session
    keep = {
        "lecturers": lambda: window_of_days(problem, planted, []),
        "days": lambda: window_of_days(problem, planted, [0, 1]),
        "classes": lambda: window_of_classes(problem, planted, "S2", turn=1),
    }[kind]()
    window = Window(problem, planted, cost, keep)
    window.climb(lambda: 1.0, Effort(work=0.3), lambda: False)
    assert list(window.cost.values()) <= list(cost.values())
    assert accepted(problem, window.best)
    after = window.best.by_session()
    assert all(after[key].slot in slots for key, slots in keep.items())
    assert after[locked].slot == planted.by_session()[locked].slot
    if kind == "lecturers":
        assert list(window.cost.values()) < list(cost.values())


@pytest.mark.long
def test_large_course_is_mended_and_polished_the_same_way_twice() -> None:
    """Counted work: equal seeds give equal bits where windows and mending take part."""
    problem, _ = course()
    problem = replace(problem, locks=(*problem.locks, Lock(session=_free_session(problem), slot=6)))
    results = [solve(problem, budget_s=8, seed=4, deterministic=True) for _ in range(2)]
    assert results[0] == results[1]


def _free_session(problem: Problem) -> str:
    held = {lock.session for lock in problem.locks}
    entries = course()[1].entries
    return next(one.session for one in entries if one.slot == 6 and one.session not in held)
