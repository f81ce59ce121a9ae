"""Điều kiện — many conditions of one kind are told as one named rule."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engines.timetabling.timetabling_world import PROBLEM

from boiduong.engines.timetabling import Lecturer, explain
from boiduong.engines.timetabling.explaining.ways_out import ways_of
from boiduong.engines.timetabling.facts import SAID_OF_MANY, Fact, facts_of, together


@pytest.mark.parametrize("kind", sorted(SAID_OF_MANY))
def test_many_conditions_of_one_kind_are_said_as_one(kind: str) -> None:
    """Three of a kind become one that names them all; two stay two; what was joined can be taken apart."""
    three = [Fact("H2", kind, name) for name in ("A", "B", "C")]
    joined = together([*three, Fact("H5", "after", "1>2")])
    assert [fact.others for fact in joined] == [("B", "C"), ()]
    assert joined[0].singles == tuple(three)
    assert all("A, B, C" in joined[0].sentence(language) for language in ("vi", "en"))
    assert together(three[:2]) == tuple(three[:2])


def test_conflict_of_many_lecturers_names_few_rules() -> None:
    """Fourteen speakers of one topic, each always busy: one rule names them, not fourteen."""
    always, others = tuple(range(PROBLEM.slots)), ("T2", "CH")
    speakers = (Lecturer(id=f"L{number:02}", topics=("T1",), busy=always) for number in range(14))
    people = (*(replace(one, topics=others) for one in PROBLEM.lecturers), *speakers)
    found = explain(replace(PROBLEM, lecturers=people), budget_s=60)
    assert (found.status, len(found.facts) <= 10, len(found.ways) >= 2) == ("infeasible", True, True)
    assert sum(len(fact.singles) for fact in found.facts) > 14


def test_a_discussion_is_given_half_days_and_a_report_days() -> None:
    field = replace(PROBLEM.topics[0], id="TT", kind="field_day")
    talk = replace(PROBLEM.topics[0], id="TL", kind="discussion", follows="TT", within=1)
    report = replace(talk, id="BC", kind="report")
    problem = replace(PROBLEM, topics=(field, talk, report, replace(talk, id="TD", within=0)))
    said = {
        fact.subject: [way.vi for way in ways_of(problem, fact)][:1]
        for fact in facts_of(problem)
        if fact.rule in ("H5", "H8")
    }
    assert said["TL"] == ["Cho TL muộn thêm 2 buổi"] and said["BC"] == ["Cho BC muộn thêm 2 ngày"]
    assert said["TD"] == ["Bỏ điều kiện: H5 TD phải sau chuyên đề của nó và đúng hạn"]
