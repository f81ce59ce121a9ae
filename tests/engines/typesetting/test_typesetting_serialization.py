"""A stored paper comes back equal; anything else is refused in one sentence."""

import json
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boiduong.engines.typesetting import (
    Bullets,
    Column,
    FactList,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Table,
    UnreadablePaper,
    paper_from_json,
    paper_to_json,
)


def test_paper_comes_back_equal(decision: Paper) -> None:
    blocks = (
        Heading("I"),
        Bullets(("a", "b"), "+"),
        FactList((("Họ và tên", ""),)),
        PageBreak(),
        Table((Column("A", 2, "right", "G"), Column("B")), (("1", "2"),), total=("", "")),
    )
    paper = replace(
        decision,
        blocks=(*decision.blocks, *blocks),
        signatures=(Signature(("A",), "B", "C"),),
        year=2022,
        verify="https://boiduong.example/v/1",
    )
    assert paper_from_json(paper_to_json(paper)) == paper


@given(text=st.text(), on=st.dates() | st.none())
def test_any_text_and_date_come_back(text: str, on: date | None) -> None:
    paper = Paper(issuer=text, issued_on=on, blocks=(Paragraph(text, lead=text),), recipients=(text,))
    assert paper_from_json(paper_to_json(paper)) == paper


def test_absent_fields_take_their_defaults() -> None:
    assert paper_from_json('{"kind": "Paper", "issuer": "X"}') == Paper(issuer="X")


def stored(**changes: object) -> str:
    return json.dumps({"kind": "Paper", "issuer": "X", **changes})


ROW = {"kind": "FactList", "rows": [["a"]]}
UNEVEN = {"kind": "Table", "columns": [{"kind": "Column", "title": "A"}], "rows": [["1", "2"]]}
WIDTH = {"kind": "Table", "columns": [{"kind": "Column", "title": "A", "width": True}], "rows": []}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("{", "it is not JSON", id="not JSON"),
        pytest.param("[]", "Paper expected", id="not an object"),
        pytest.param('{"kind": "Annex", "title": "X"}', "Paper expected", id="another kind"),
        pytest.param('{"kind": "Paper"}', "Paper is incomplete or uneven", id="no issuer"),
        pytest.param(stored(color="red"), "Paper has no color", id="unknown field"),
        pytest.param(stored(layout="army"), "'army' is out of place", id="unknown layout"),
        pytest.param(stored(issuer=3), "3 is out of place", id="number for text"),
        pytest.param(stored(issuer=None), "None is out of place", id="null for text"),
        pytest.param(stored(year=True), "True is out of place", id="truth for number"),
        pytest.param(stored(landscape=1), "1 is out of place", id="number for truth"),
        pytest.param(stored(issued_on="2022-13-01"), "'2022-13-01' is not a date", id="no such date"),
        pytest.param(stored(recipients="An"), "a list expected", id="text for list"),
        pytest.param(stored(signature={"kind": "Heading", "text": ""}), "Signature expected", id="piece"),
        pytest.param(stored(blocks=[{"kind": "Paper", "issuer": "X"}]), "Paragraph, Heading", id="block"),
        pytest.param(stored(blocks=[ROW]), "2 values expected", id="half a fact"),
        pytest.param(stored(blocks=[UNEVEN]), "Table is incomplete or uneven", id="uneven table"),
        pytest.param(stored(blocks=[WIDTH]), "True is out of place", id="width"),
    ],
)
def test_other_text_is_refused(text: str, fault: str) -> None:
    with pytest.raises(UnreadablePaper, match=fault):
        paper_from_json(text)


def test_what_has_no_place_in_a_paper_is_not_stored() -> None:
    odd = Paper(issuer=cast("str", object()))
    with pytest.raises(TypeError, match="object has no place in a paper"):
        paper_to_json(odd)
