"""The rules of courses and classes."""

from __future__ import annotations

import pytest

from boiduong.course.delivery.courses.rules import (
    COURSE,
    DUTY_LABELS,
    PAPER_DUTIES,
    PREPARED_DUTIES,
    REASONED_ACTS,
    TRAINING_CLASS,
    compare_stated,
    in_text,
    phase_of,
)
from boiduong.states import Forbidden, Machine


@pytest.mark.parametrize("machine", [COURSE, TRAINING_CLASS], ids=["course", "class"])
def test_state_takes_only_the_acts_of_its_table(machine: Machine) -> None:
    for state in machine.states:
        for act in machine.acts:
            if (state, act) in machine.table:
                assert machine.after(state, act) in machine.states
            else:
                with pytest.raises(Forbidden):
                    machine.after(state, act)


def test_names_used_elsewhere_are_known() -> None:
    assert {*PREPARED_DUTIES, *PAPER_DUTIES} <= set(DUTY_LABELS)
    assert set(COURSE.acts) >= REASONED_ACTS


@pytest.mark.parametrize(
    ("state", "classes", "phase"),
    [
        pytest.param("draft", [], 1, id="no-class-yet"),
        pytest.param("under_way", ["opened"], 2, id="opened-is-teaching"),
        pytest.param("under_way", ["running", "forming"], 1, id="the-slowest-class-tells"),
        pytest.param("under_way", ["assessing", "cancelled"], 3, id="a-cancelled-class-does-not-count"),
        pytest.param("under_way", ["recognized"], 4, id="recognized"),
        pytest.param("under_way", ["closed", "closed"], 5, id="classes-closed"),
        pytest.param("closed", ["closed"], 6, id="course-closed"),
        pytest.param("cancelled", [], 6, id="course-cancelled"),
    ],
)
def test_phase_of(state: str, classes: list[str], phase: int) -> None:
    assert phase_of(state, classes) == phase


@pytest.mark.parametrize(
    ("low", "high", "word", "derived", "verdict"),
    [
        pytest.param(579, None, "exactly", 579, "equal", id="the-same"),
        pytest.param(579, None, "exactly", 578, "differs", id="one-less"),
        pytest.param(30, 40, "exactly", 35, "equal", id="inside-a-range"),
        pytest.param(30, 40, "exactly", 41, "differs", id="outside-a-range"),
        pytest.param(400, None, "nearly", 390, "within", id="nearly-from-below"),
        pytest.param(400, None, "nearly", 401, "differs", id="nearly-is-not-more"),
        pytest.param(400, None, "about", 420, "within", id="about-at-the-edge"),
        pytest.param(400, None, "about", 421, "differs", id="about-past-the-edge"),
        pytest.param(400, None, "about", 400, "within", id="about-the-same"),
        pytest.param(400, None, "over", 900, "within", id="over"),
        pytest.param(400, None, "over", 399, "differs", id="over-is-not-less"),
        pytest.param(400, None, "maybe", 400, "within", id="unknown-word"),
        pytest.param(0, None, "exactly", 0, "equal", id="none"),
    ],
)
def test_compare_stated(low: int, high: int | None, word: str, derived: int, verdict: str) -> None:
    assert compare_stated(low=low, high=high, word=word, derived=derived) == verdict


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Lớp bồi dưỡng bí thư", "lớp bồi dưỡng bí thư"),
        ("Bồi dưỡng cán bộ nguồn", "khóa bồi dưỡng cán bộ nguồn"),
        ("Nâng cao năng lực đại biểu", "khóa bồi dưỡng nâng cao năng lực đại biểu"),
        ("UBND xã học", "khóa bồi dưỡng UBND xã học"),
        ("Hội nghị trực tuyến", "hội nghị trực tuyến"),
    ],
)
def test_title_inside_a_sentence(title: str, said: str) -> None:
    assert in_text(title) == said
