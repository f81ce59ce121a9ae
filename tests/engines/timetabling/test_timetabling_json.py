"""JSON của bài toán — round trips, and every fault of a hostile file named at once."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.engines.timetabling.timetabling_world import PROBLEM, TIMETABLE, lecturer, topic

from boiduong.engines.timetabling import (
    Anchor,
    BadInput,
    Entry,
    Lock,
    Problem,
    Result,
    Site,
    Strength,
    Topic,
    TrainingClass,
    Travel,
    Weights,
    checked,
    problem_from_json,
    problem_to_json,
    result_to_json,
    timetable_from_json,
    timetable_to_json,
)
from boiduong.engines.timetabling.commands.faults import fault_said
from boiduong.engines.timetabling.generator import SHAPES, generate


@pytest.mark.parametrize("name", ["dak-lak", "tuong-duong", "ha-noi"])
def test_problem_and_timetable_round_trip(name: str) -> None:
    """What is written reads back the same."""
    problem, planted = generate(SHAPES[name])
    assert problem_from_json(problem_to_json(problem)) == problem
    assert timetable_from_json(timetable_to_json(planted)) == planted


def test_result_reads_back_as_a_timetable() -> None:
    """A file of results serves as a file of timetables; without a timetable it is an empty one."""
    result = Result(status="feasible", timetable=TIMETABLE, cost={"hard": 0, "S4": 10}, bound={"S4": 8})
    assert timetable_from_json(result_to_json(result)) == TIMETABLE
    assert result.gap == 0.2
    empty = Result(status="infeasible", timetable=None, cost={}, bound={})
    assert timetable_from_json(result_to_json(empty)).entries == ()
    assert empty.gap == 0.0


TEXTS = {
    "nothing": b"",
    "not JSON": b"{",
    "not UTF-8": b"\xff\xfe{",
    "a list": b"[]",
    "no number": b'{"format": NaN}',
    "too deep": b"[" * 100_000,
    "wrong envelope": b'{"format": "x", "version": true}',
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_that_is_no_problem_is_refused(name: str) -> None:
    """Hostile bytes end in a refusal."""
    with pytest.raises(BadInput):
        problem_from_json(TEXTS[name])


def test_envelope_names_every_fault() -> None:
    """Format, version and content at once."""
    with pytest.raises(BadInput) as refusal:
        problem_from_json("{}")
    assert len(refusal.value.faults) == 3
    assert "3 faults" in str(refusal.value)


def test_too_long_a_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The length is judged before anything is read."""
    monkeypatch.setattr("boiduong.engines.timetabling.model.limits.TEXT", 10)
    with pytest.raises(BadInput):
        problem_from_json(problem_to_json(PROBLEM))


def test_faults_of_fields_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong kinds, unknown and missing fields, out of range: all in one answer."""
    monkeypatch.setattr("boiduong.engines.timetabling.model.limits.LIST", 5)
    record = json.loads(problem_to_json(PROBLEM))
    body = record["problem"]
    body["unknown"] = 1
    del body["calendar"]["days"]
    body["calendar"]["first_on"] = 7
    body["calendar"]["not_before"] = 10**9
    body["venues"] = {}
    body["rooms"] = [0] * 6
    body["classes"][0]["id"] = "x\n"
    body["classes"][1]["size"] = True
    body["topics"][0] = []
    with pytest.raises(BadInput) as refusal:
        problem_from_json(json.dumps(record))
    assert len(refusal.value.faults) == 9


def test_timetable_with_wrong_entries_is_refused() -> None:
    """A timetable is judged field by field too."""
    with pytest.raises(BadInput):
        timetable_from_json('{"format": "boiduong-timetabling", "version": 1, "timetable": [{"slot": "x"}]}')


calendar = PROBLEM.calendar
BAD: dict[str, Problem] = {
    "no days": replace(PROBLEM, calendar=replace(calendar, days=0)),
    "no classes": replace(PROBLEM, classes=()),
    "no topics": replace(PROBLEM, topics=()),
    "no date": replace(PROBLEM, calendar=replace(calendar, first_on="hôm nay")),
    "too late": replace(PROBLEM, calendar=replace(calendar, first_on="2999-01-01")),
    "closed outside": replace(PROBLEM, calendar=replace(calendar, closed=(99,))),
    "not before outside": replace(PROBLEM, calendar=replace(calendar, not_before=-1)),
    "negative break": replace(PROBLEM, calendar=replace(calendar, break_minutes=-1)),
    "twice": replace(PROBLEM, venues=(*PROBLEM.venues, PROBLEM.venues[0])),
    "slash": replace(PROBLEM, venues=(*PROBLEM.venues, replace(PROBLEM.venues[0], id="a/b"))),
    "room elsewhere": replace(PROBLEM, rooms=(*PROBLEM.rooms, replace(PROBLEM.rooms[0], id="Q", venue="?"))),
    "room without seats": replace(PROBLEM, rooms=(*PROBLEM.rooms, replace(PROBLEM.rooms[0], id="Q", capacity=0))),
    "site without guests": replace(PROBLEM, sites=(Site(id="D", learners=0),)),
    "site days": replace(PROBLEM, sites=(Site(id="D", learners=1, busy_days=(9,)),)),
    "travel nowhere": replace(PROBLEM, travel=(Travel(a="CS1", b="?", minutes=1),)),
    "no seats in buses": replace(PROBLEM, fleet=replace(PROBLEM.fleet, seats=0)),
    "class nowhere": replace(PROBLEM, classes=(TrainingClass(id="A", size=1, venue="?"),)),
    "home room elsewhere": replace(PROBLEM, classes=(TrainingClass(id="A", size=1, venue="CS1", home_room="P2"),)),
    "class of nobody": replace(PROBLEM, classes=(TrainingClass(id="A", size=0, venue="CS1"),)),
    "kind": topic(PROBLEM, "T1", kind="?"),
    "half-days": topic(PROBLEM, "T1", half_days=0),
    "class of a topic": topic(PROBLEM, "T1", classes=("?",)),
    "site of a topic": topic(PROBLEM, "T1", sites=("?",)),
    "after itself": topic(PROBLEM, "T1", after=("T1",)),
    "follows nothing": topic(PROBLEM, "T1", kind="discussion"),
    "field day": topic(PROBLEM, "T1", kind="field_day"),
    "report on nothing": topic(PROBLEM, "T1", kind="report"),
    "anchor of nobody": replace(PROBLEM, anchors=(Anchor(topic="T1", class_id="X", slot=0, name="Mốc"),)),
    "anchor nowhere": replace(PROBLEM, anchors=(Anchor(topic="T1", class_id="A", slot=-1, name="Mốc"),)),
    "anchor without a name": replace(PROBLEM, anchors=(Anchor(topic="T1", class_id="A", slot=0, name=" "),)),
    "lesson in the evening": topic(PROBLEM, "T1", evening=True),
    "too many sessions": replace(
        PROBLEM,
        classes=tuple(TrainingClass(id=f"K{n}", size=1, venue="CS1") for n in range(300)),
        topics=tuple(Topic(id=f"T{n}", half_days=10) for n in range(5)),
    ),
    "lecturer's topic": lecturer(PROBLEM, "X", topics=("?",)),
    "lecturer's wish": lecturer(PROBLEM, "X", wish="night"),
    "lecturer's limits": lecturer(PROBLEM, "X", most_per_day=9),
    "strength": replace(PROBLEM, strengths=(Strength(rule="H9", strength="block"),)),
    "weights": replace(PROBLEM, weights=Weights(visiting_day=-1)),
    "lock of nothing": replace(PROBLEM, locks=(Lock(session="?", slot=0),)),
    "lock outside": replace(PROBLEM, locks=(Lock(session="T1/1/A", slot=99),)),
    "lock of nobody": replace(PROBLEM, announced=(Entry(session="T1/1/A", slot=0, lecturer="?"),)),
}


@pytest.mark.parametrize("name", BAD)
def test_problem_that_contradicts_itself_is_refused(name: str) -> None:
    """Each fault alone is found."""
    with pytest.raises(BadInput):
        checked(BAD[name])


def test_sound_problem_is_accepted() -> None:
    """The small course passes, with every optional part."""
    sound = replace(
        PROBLEM,
        locks=(Lock(session="T1/1/A", slot=0, lecturer="X", room="P1"),),
        announced=TIMETABLE.entries,
        strengths=(Strength(rule="S5", strength="ignore"),),
    )
    assert checked(sound) is sound


@pytest.mark.parametrize("name", [*BAD, *TEXTS])
def test_every_fault_of_a_file_is_said_in_vietnamese(name: str) -> None:
    with pytest.raises(BadInput) as refusal:
        checked(BAD[name]) if name in BAD else problem_from_json(TEXTS[name])
    for fault in refusal.value.faults:
        assert fault_said(fault, "en") == fault
        assert fault_said(fault, "vi") != fault


def test_self_study_may_stand_in_an_evening_and_follows_nothing() -> None:
    problem = topic(PROBLEM, "T1", kind="self_study", evening=True)
    assert problem_from_json(problem_to_json(problem)) == problem
