"""Heirs and kin on made-up units: one case per way in which units change."""

from __future__ import annotations

from datetime import date

import pytest

from boiduong.foundation.organizations.rules import (
    Ask,
    CycleInSuccession,
    Edge,
    Graph,
    Life,
    NotEstablished,
    One,
    heirs,
    kin,
    refuse_cycle,
)

FIRST, MID, LATER, TODAY = date(2022, 1, 1), date(2024, 12, 1), date(2025, 7, 1), date(2026, 1, 1)
A, B, C, D, E = 1, 2, 3, 4, 5


def graph(ended: dict[int, date], *edges: tuple[int, int, date, str]) -> Graph:
    """Five units, some ended, with edges (from, to, on, share)."""
    lives = {unit: Life(ended.get(unit), FIRST) for unit in (A, B, C, D, E)}
    return Graph(lives, [Edge(*edge) for edge in edges])


def gap(unit: int, since: date) -> NotEstablished:
    return NotEstablished(unit, since)


CASES = {
    "merge": (graph({A: LATER, B: LATER}, (A, C, LATER, "whole"), (B, C, LATER, "whole")), One(C)),
    "split": (graph({A: LATER}, (A, B, LATER, "part"), (A, C, LATER, "part")), Ask((B, C), ())),
    "split whose heirs merge again": (
        graph(
            {A: MID, B: LATER, C: LATER},
            (A, B, MID, "part"),
            (A, C, MID, "part"),
            (B, D, LATER, "whole"),
            (C, D, LATER, "whole"),
        ),
        One(D),
    ),
    "merged, then the heir merged": (
        graph({A: MID, B: LATER}, (A, B, MID, "whole"), (B, C, LATER, "whole")),
        One(C),
    ),
    "tier ended without heir": (graph({A: LATER}), Ask((), (gap(A, LATER),))),
    "only a part has an heir": (graph({A: LATER}, (A, B, LATER, "part")), Ask((B,), (gap(A, LATER),))),
    "alive but lost a part": (graph({}, (A, B, LATER, "part")), One(A)),
    "alive, renamed or grown": (graph({B: LATER}, (B, A, LATER, "whole")), One(A)),
    "the name alone is no inheritance": (
        graph({A: LATER}, (A, B, LATER, "name_only")),
        Ask((), (gap(A, LATER),)),
    ),
    "an heir of another day does not count": (
        graph({A: LATER}, (A, B, MID, "whole")),
        Ask((), (gap(A, LATER),)),
    ),
    "split, one heir ended without heir": (
        graph({A: MID, B: LATER}, (A, B, MID, "part"), (A, C, MID, "part")),
        Ask((C,), (gap(B, LATER),)),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_heirs_of_a(case: str) -> None:
    net, expected = CASES[case]
    answer = heirs(net, A, TODAY)
    if isinstance(expected, One):
        assert isinstance(answer, One)
        assert answer.unit == expected.unit
    else:
        assert isinstance(answer, Ask)
        assert (answer.units, answer.not_established) == (expected.units, expected.not_established)


def test_heirs_before_the_change_is_the_unit_itself() -> None:
    net, _ = CASES["merge"]
    assert heirs(net, A, date(2025, 6, 30)) == One(A)
    assert heirs(net, A, LATER) == One(C, (Edge(A, C, LATER, "whole"),))


def test_ask_carries_acts_and_shares() -> None:
    net = Graph({u: Life(LATER if u == A else None, FIRST) for u in (A, B, C)},
                [Edge(A, C, LATER, "part", "split", 7), Edge(A, B, LATER, "part", "split", 7)])  # fmt: skip
    answer = heirs(net, A, TODAY)
    assert [(e.successor, e.share, e.act) for e in answer.edges] == [(B, "part", 7), (C, "part", 7)]


def test_heirs_ends_when_records_are_circular() -> None:
    net = graph({A: LATER, B: LATER}, (A, B, LATER, "whole"), (B, A, LATER, "whole"))
    assert heirs(net, A, TODAY) == Ask((), (), tuple(net.edges))


def test_a_unit_made_since_is_itself() -> None:
    assert heirs(graph({}), 99, TODAY) == One(99)
    assert kin(graph({}), 99, FIRST, TODAY).unknown_before == {99}


def test_kin_tells_certain_ones_from_parts() -> None:
    net = graph(
        {A: LATER, B: LATER, D: MID},
        (A, C, LATER, "whole"),
        (B, C, LATER, "part"),
        (B, E, LATER, "part"),
        (D, A, MID, "whole"),
    )
    family = kin(net, C, date(2023, 1, 1), TODAY)
    assert family.certain == {C, A, D}
    assert family.in_part == {B}
    assert family.unknown_before == set()


def test_kin_stops_at_the_day_asked_for() -> None:
    net = graph({A: LATER, D: MID}, (A, C, LATER, "whole"), (D, A, MID, "whole"))
    assert kin(net, C, MID, TODAY).certain == {C, A}
    assert kin(net, C, LATER, TODAY).certain == {C}
    assert kin(net, C, FIRST, MID).certain == {C}


def test_kin_meets_a_common_predecessor_once() -> None:
    net = graph(
        {A: MID, B: LATER, C: LATER},
        (A, B, MID, "part"),
        (A, C, MID, "part"),
        (B, D, LATER, "whole"),
        (C, D, LATER, "whole"),
    )
    assert kin(net, D, FIRST, TODAY).certain == {A, B, C, D}


def test_kin_says_what_is_unknown_before_the_first_catalogue() -> None:
    lives = {A: Life(LATER, FIRST), C: Life(None, LATER, LATER)}
    net = Graph(lives, [Edge(A, C, LATER, "whole")])
    assert kin(net, C, date(2019, 1, 1), TODAY).unknown_before == {A}


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ([], [(A, A)], True),
        ([(A, B)], [(B, A)], True),
        ([(A, B), (B, C)], [(C, A)], True),
        ([(A, B), (B, D), (A, D)], [(D, C)], False),
        ([(B, C), (B, D), (C, E), (D, E)], [(A, B)], False),
        ([], [(A, B), (B, A)], True),
    ],
    ids=["itself", "two", "three", "diamond is no circle", "diamond ahead", "both in one act"],
)
def test_cycle(old: list[tuple[int, int]], new: list[tuple[int, int]], refused: bool) -> None:
    before = [Edge(a, b, MID, "whole") for a, b in old]
    after = [Edge(a, b, LATER, "whole") for a, b in new]
    if refused:
        with pytest.raises(CycleInSuccession, match="own heir"):
            refuse_cycle(before, after, {})
    else:
        refuse_cycle(before, after, {})


def test_a_name_alone_makes_no_cycle() -> None:
    refuse_cycle([Edge(A, B, MID, "name_only")], [Edge(B, A, LATER, "whole")], {})
