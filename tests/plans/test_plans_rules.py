"""The rules of the yearly plan."""

from __future__ import annotations

import pytest

from boiduong.course.annual_plan.plans.rules import (
    PLAN_LINE,
    BadQuarter,
    LineNotSaid,
    acts_of,
    check_line,
    next_step,
)
from boiduong.refusals import Refusal
from boiduong.states import Forbidden


@pytest.mark.parametrize("state", sorted(PLAN_LINE.states))
@pytest.mark.parametrize("act", sorted(PLAN_LINE.acts))
def test_plan_line_state_takes_only_the_acts_of_the_table(state: str, act: str) -> None:
    if (state, act) in PLAN_LINE.table:
        assert PLAN_LINE.after(state, act) in PLAN_LINE.states
    else:
        with pytest.raises(Forbidden):
            PLAN_LINE.after(state, act)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        pytest.param({"name": "Lớp", "quarter": 2}, None, id="draft-needs-a-name-only"),
        pytest.param({"name": " ", "quarter": None}, LineNotSaid, id="no-name"),
        pytest.param({"name": "Lớp", "quarter": 5}, BadQuarter, id="fifth-quarter"),
        pytest.param({"name": "Lớp", "quarter": 0}, BadQuarter, id="quarter-zero"),
        pytest.param({"name": "Lớp", "quarter": None, "target": "", "size": None}, LineNotSaid, id="for-whom"),
        pytest.param({"name": "Lớp", "quarter": None, "target": "", "size": 50}, None, id="size-is-enough"),
        pytest.param({"name": "Lớp", "quarter": None, "target": "Bí thư", "size": None}, None, id="target-is-enough"),
    ],
)
def test_check_line(facts: dict[str, object], refusal: type[Refusal] | None) -> None:
    if refusal is None:
        check_line(**facts)
    else:
        with pytest.raises(refusal):
            check_line(**facts)


@pytest.mark.parametrize(
    ("states", "paper", "waited_for"),
    [
        pytest.param([], None, "lines", id="empty plan"),
        pytest.param(["struck", "cancelled"], "numbered", "lines", id="nothing left"),
        pytest.param(["draft", "submitted"], None, "submit", id="a line is still written"),
        pytest.param(["submitted"], None, "paper", id="no paper yet"),
        pytest.param(["submitted"], "locked", "number", id="paper without a number"),
        pytest.param(["submitted", "approved"], "numbered", "approve", id="numbered"),
        pytest.param(["approved", "struck"], "numbered", "", id="all decided"),
    ],
)
def test_next_step_names_what_is_waited_for(states: list[str], paper: str | None, waited_for: str) -> None:
    assert next_step(states, paper=paper) == waited_for


def test_acts_of_lists_what_some_line_takes() -> None:
    assert acts_of([]) == acts_of(["struck"]) == set()
    assert acts_of(["draft"]) == {"submit", "remove"}
    assert acts_of(["submitted", "postponed"]) == {"approve", "return", "strike", "resume"}
