"""One verdict from many marks, attendance in tiết and the level of leave, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boiduong.course.delivery.sessions.rules import (
    CODES,
    Attendance,
    AttendanceRules,
    Mark,
    RollFact,
    Verdict,
    attendance_of,
    level_for,
    read_attendance_rules,
    verdict_of,
    waits_for_unit,
)
from boiduong.course.delivery.sessions.rules.states import LEAVE, MAKE_UP, SESSION
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET, BadRuleSet
from boiduong.states import Forbidden

AT = datetime(2025, 8, 18, 1, 0, tzinfo=UTC)
SOURCES = ("staff", "grid", "paper", "closing", "correction", "own_phone", "kiosk", "file")
SECTION = DEFAULT_RULE_SET["attendance"]
RULES = read_attendance_rules(SECTION)


def at(minute: int) -> datetime:
    return AT + timedelta(minutes=minute)


@pytest.mark.parametrize(
    ("marks", "verdict"),
    [
        pytest.param([], None, id="no mark"),
        pytest.param([Mark(1, "present", "staff", at(0))], Verdict("present"), id="one mark"),
        pytest.param(
            [Mark(1, "late", "staff", at(5), 20), Mark(2, "present", "own_phone", at(9))],
            Verdict("late", 20),
            id="staff over own phone",
        ),
        pytest.param(
            [Mark(1, "unexcused", "paper", at(0)), Mark(2, "present", "staff", at(9))],
            Verdict("unexcused"),
            id="signed paper over staff",
        ),
        pytest.param(
            [Mark(1, "excused", "closing", at(9)), Mark(2, "present", "kiosk", at(1))],
            Verdict("present"),
            id="anything over closing",
        ),
        pytest.param(
            [
                Mark(1, "present", "correction", at(1)),
                Mark(2, "late", "correction", at(2)),
                Mark(3, "excused", "paper", at(9)),
            ],
            Verdict("late"),
            id="latest correction",
        ),
        pytest.param(
            [Mark(2, "late", "staff", at(0)), Mark(1, "present", "staff", at(0))],
            Verdict("late"),
            id="same moment: higher number",
        ),
        pytest.param(
            [Mark(1, "present", "staff", at(0)), Mark(2, "void", "correction", at(1))], None, id="taken off the roll"
        ),
    ],
)
def test_verdict_of_several_marks(marks: list[Mark], verdict: Verdict | None) -> None:
    assert verdict_of(marks) == verdict


MARKS = st.lists(
    st.builds(
        Mark,
        number=st.integers(1, 1000),
        code=st.sampled_from(CODES),
        source=st.sampled_from(SOURCES),
        received_at=st.integers(0, 5).map(at),
        minutes=st.none() | st.integers(0, 90),
    ),
    max_size=8,
    unique_by=lambda m: m.number,
)


@given(marks=MARKS, order=st.randoms(use_true_random=False))
def test_order_of_arrival_never_changes_the_verdict(marks: list[Mark], order: object) -> None:
    shuffled = list(marks)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert verdict_of(shuffled) == verdict_of(marks)


@given(marks=MARKS)
def test_a_closing_mark_never_beats_a_person(marks: list[Mark]) -> None:
    by_people = [m for m in marks if m.source != "closing"]
    if by_people:
        assert verdict_of(marks) == verdict_of(by_people)


def roll(*codes: str | tuple[str, int], periods: int = 4) -> list[RollFact]:
    return [RollFact(periods, c) if isinstance(c, str) else RollFact(periods, c[0], c[1]) for c in codes]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param([], Attendance(), id="nothing planned"),
        pytest.param(
            roll("present", "", "", "", ""),
            Attendance(planned=20, present=4, spare=4),
            id="sessions to come are planned",
        ),
        pytest.param(
            roll("excused", "present", "", "", ""),
            Attendance(planned=20, present=4, excused=4, absent=4, absent_share=0.2, at_risk=True),
            id="20 % is within the limit",
        ),
        pytest.param(
            roll("unexcused", "present", "", "", ""),
            Attendance(planned=20, present=4, unexcused=4, absent=8, absent_share=0.4, over_limit=True, at_risk=True),
            id="without leave counts twice",
        ),
        pytest.param(
            roll("late", ("late", 15), ("late", 16), ("left_early", 100), "present"),
            Attendance(planned=20, present=16, late_count=3, lost=4, absent=4, absent_share=0.2, at_risk=True),
            id="late: by minutes, at least one tiết",
        ),
        pytest.param(
            roll(("late", 500), "present", periods=2),
            Attendance(
                planned=4, present=2, late_count=1, lost=2, absent=2, absent_share=0.5, over_limit=True, at_risk=True
            ),
            id="late never costs more than the session",
        ),
        pytest.param(
            roll("made_up", "present"), Attendance(planned=8, present=4, made_up=4, spare=1), id="made up counts once"
        ),
    ],
)
def test_attendance_in_periods(facts: list[RollFact], expected: Attendance) -> None:
    result = attendance_of(facts, RULES, period_minutes=45)
    assert result == expected
    assert result.can_still_pass is not expected.over_limit
    assert result.missed == expected.excused + expected.unexcused


def test_leave_may_be_free_and_the_limit_zero() -> None:
    free = replace(RULES, excused_counts_as_absent=False)
    assert attendance_of(roll("excused", "present"), free, period_minutes=45).absent == 0
    strict = replace(RULES, max_absent_share=0)
    assert not attendance_of(roll("present"), strict, period_minutes=45).at_risk
    assert attendance_of(roll("late", "present"), strict, period_minutes=45).over_limit


@given(st.lists(st.sampled_from([*CODES, ""]), max_size=40))
def test_parts_add_up_to_what_was_held(codes: list[str]) -> None:
    facts = roll(*codes)
    result = attendance_of(facts, RULES, period_minutes=45)
    held = sum(f.periods for f in facts if f.code not in ("", "void"))
    assert result.present + result.lost + result.excused + result.unexcused + result.made_up == held
    assert result.planned == 4 * len(codes)


@pytest.mark.parametrize(
    ("half_days", "level"),
    [(1, "class_manager"), (2, "training_office"), (3, "principal_and_unit"), (100, "principal_and_unit")],
)
def test_level_of_leave(half_days: int, level: str) -> None:
    assert level_for(half_days, RULES) == level


def test_level_without_an_open_end_goes_to_the_top() -> None:
    rules = replace(RULES, leave_levels=({"up_to_half_days": 1, "by": "class_manager"},))
    assert level_for(5, rules) == "principal_and_unit"


@pytest.mark.parametrize(
    "change",
    [
        {"count_over": "days"},
        {"leave_levels": [{"by": "anyone"}]},
        {"leave_levels": ["class_manager"]},
        {"leave_levels": [{"by": "class_manager", "up_to_half_days": "một"}]},
        {"max_absent_share": 2},
        {"late_after_minutes": -1},
        {"bonus": 1},
    ],
    ids=str,
)
def test_bad_attendance_rules_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadRuleSet):
        read_attendance_rules({**SECTION, **change})
    assert isinstance(RULES, AttendanceRules)


@pytest.mark.parametrize("machine", [SESSION, LEAVE, MAKE_UP], ids=lambda m: m.name)
def test_every_state_and_act_is_decided(machine: object) -> None:
    for state in machine.states:  # type: ignore[attr-defined]
        for act in machine.acts:  # type: ignore[attr-defined]
            if machine.allows(state, act):  # type: ignore[attr-defined]
                assert machine.after(state, act) in machine.states  # type: ignore[attr-defined]
            else:
                with pytest.raises(Forbidden):
                    machine.after(state, act)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("level", "sent", "confirmed", "waits"),
    [
        pytest.param("principal_and_unit", True, False, True, id="long leave, the unit has said nothing"),
        pytest.param("principal_and_unit", True, True, False, id="the unit has confirmed"),
        pytest.param("principal_and_unit", False, False, False, id="nobody sent the learner"),
        pytest.param("training_office", True, False, False, id="a day: the office alone"),
        pytest.param("class_manager", True, False, False, id="a half-day: the class manager alone"),
    ],
)
def test_leave_that_waits_for_the_unit(level: str, sent: bool, confirmed: bool, waits: bool) -> None:
    assert waits_for_unit(level, sent=sent, confirmed=confirmed) is waits
