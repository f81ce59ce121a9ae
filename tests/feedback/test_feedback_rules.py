"""Rules of evaluation forms: what a form and an answer may be, how many blanks, means, bands, small groups."""

from __future__ import annotations

import itertools

import pytest
from django.core.exceptions import ValidationError

from boiduong.course.evaluation.feedback import rules
from boiduong.course.evaluation.feedback.forms import read_paper_lines
from boiduong.course.evaluation.feedback.rules import DEFAULT_FORM, POLL, FeedbackRules, FormBody, Indicator
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET
from boiduong.states import Forbidden

FORM = rules.read_form(DEFAULT_FORM)
EXAMPLE = rules.feedback_rules(DEFAULT_RULE_SET["feedback"])
SMALL = rules.read_form({"criteria": [{"title": "A", "indicators": [{"code": "a", "text": "x"}]}]})
WALK = {("open", "vote"): "open", ("open", "close"): "closed"}


@pytest.mark.parametrize(("state", "act"), list(itertools.product(POLL.states, POLL.acts)))
def test_poll_walk(state: str, act: str) -> None:
    if (state, act) in WALK:
        assert POLL.after(state, act) == WALK[state, act]
    else:
        with pytest.raises(Forbidden):
            POLL.after(state, act)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"criteria": None},
        {"criteria": "text"},
        {"criteria": []},
        {"criteria": ["text", {"title": "A"}, {"title": "A", "indicators": "x"}]},
        {"criteria": [{"title": "A", "indicators": ["x"]}]},
        {"criteria": [{"title": "A", "indicators": [{"code": "", "text": "x"}]}]},
        {"criteria": [{"title": "A", "indicators": [{"code": "a", "text": ""}]}]},
        {"criteria": [{"title": "A", "indicators": [{"code": "a", "text": "x"}, {"code": "a", "text": "y"}]}]},
    ],
)
def test_form_that_cannot_be_counted(body: dict[str, object]) -> None:
    with pytest.raises(rules.BadForm):
        rules.read_form(body)


def test_example_form_covers_the_five_objects() -> None:
    assert len({i.criterion for i in FORM.indicators}) == 5
    assert len(FORM.indicators) == 8


@pytest.mark.parametrize("value", ["1", "10", " 7 ", 7])
def test_answer_on_the_scale(value: object) -> None:
    assert rules.read_answers(SMALL, {"a": value})["a"] in (1, 7, 10)


@pytest.mark.parametrize("value", [None, "", "  ", 0])
def test_blank_answer_is_left_out(value: object) -> None:
    assert rules.read_answers(SMALL, {"a": value, "stranger": "5"}) == {}


@pytest.mark.parametrize("value", ["0", "11", "-1", "5.5", "5,5", "x", "٣", "①", "1" * 50, "' OR 1=1", True])
def test_answer_out_of_scale(value: object) -> None:
    with pytest.raises(rules.AnswerOutOfScale):
        rules.read_answers(SMALL, {"a": value})


@pytest.mark.parametrize(
    ("indicators", "blank", "valid"), [(20, 0, True), (20, 1, True), (20, 2, False), (8, 0, True), (8, 1, False)]
)
def test_more_than_five_percent_blank_is_invalid(indicators: int, blank: int, valid: bool) -> None:
    form = FormBody(tuple(rules.Indicator(str(n), "x", "A") for n in range(indicators)))
    answers = {str(n): 5 for n in range(blank, indicators)}
    assert rules.is_valid(form, answers, EXAMPLE) is valid


@pytest.mark.parametrize(
    ("index", "band"),
    [(1, "poor"), (1.99, "poor"), (2, "weak"), (4, "average"), (5.99, "average"), (6, "fairly good"), (8, "good")],
)
def test_band_of_index(index: float, band: str) -> None:
    assert rules.band_of(index, EXAMPLE.borders) == band


def test_band_never_leaves_the_list() -> None:
    assert rules.band_of(10, (1, 2, 3, 4, 5, 6)) == "good"


def full(value: int) -> dict[str, int]:
    return {i.code: value for i in FORM.indicators}


def test_counting_keeps_small_groups_back() -> None:
    result = rules.count_ballots(FORM, [(full(9), True)] * 4 + [({}, False)] * 9, expected=20, rules=EXAMPLE)
    assert result.suppressed
    assert (result.received, result.invalid, result.valid, result.index, result.indicators) == (13, 9, 4, None, ())


def test_counting_leaves_invalid_forms_out() -> None:
    ballots = [(full(8), True)] * 4 + [(full(9), True), (full(1), False)]
    result = rules.count_ballots(FORM, ballots, expected=9, rules=EXAMPLE)
    assert (result.valid, result.invalid, result.index, result.band) == (5, 1, 8.2, "good")
    assert dict(result.criteria())["Chương trình"] == 8.2
    assert all(row.answers == 5 for row in result.indicators)


def test_ninety_one_forms_with_four_invalid() -> None:
    ballots = [(full(8), True)] * 70 + [(full(9), True)] * 17 + [({}, False)] * 4
    result = rules.count_ballots(FORM, ballots, expected=95, rules=EXAMPLE)
    assert (result.received, result.invalid, result.index, result.band) == (91, 4, 8.2, "good")


def test_indicator_that_nobody_answered_has_no_mean() -> None:
    loose = FeedbackRules(invalid_blank_share=1.0, suppress_below=0, borders=(2, 4, 6, 8))
    one = rules.count_ballots(FORM, [({"ct1": 4}, True)], expected=1, rules=loose)
    assert one.indicators[1].mean is None
    assert dict(one.criteria())["Học viên"] is None
    none = rules.count_ballots(FORM, [], expected=1, rules=loose)
    assert (none.index, none.band, none.suppressed) == (None, "", False)


def test_rules_without_borders() -> None:
    read = rules.feedback_rules({"invalid_blank_share": 0.1, "suppress_below": 3, "bands": None})
    assert read.borders == ()


@pytest.mark.parametrize(
    ("pile", "told"),
    [
        pytest.param("8 9\n\n11 9", "3", id="a mark above the scale, blank lines counted"),
        pytest.param("8 9\n0 9", "2", id="a mark below the scale"),
        pytest.param("tám 9", "1", id="a word"),
        pytest.param("8 ²", "1", id="a raised number"),
        pytest.param("8 9 9", "1", id="more answers than questions"),
    ],
)
def test_a_wrong_paper_form_is_told_by_its_line(pile: str, told: str) -> None:
    body = FormBody((Indicator("a", "Một", "X"), Indicator("b", "Hai", "X")))
    with pytest.raises(ValidationError) as refused:
        read_paper_lines(body, pile)
    assert refused.value.messages[0].split()[1].rstrip(":") == told


def test_paper_forms_take_blanks_and_opinions() -> None:
    body = FormBody((Indicator("a", "Một", "X"), Indicator("b", "Hai", "X")))
    read = read_paper_lines(body, "8 -\n\n10 1 | Thêm giờ")
    assert read == [({"a": "8", "b": ""}, ""), ({"a": "10", "b": "1"}, "Thêm giờ")]
