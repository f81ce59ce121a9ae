"""Từng quy tắc — one row a breach: the problem and the timetable bent a little, and the cost that the rule says."""

# ruff: noqa: E501 - one breach a line reads as a table
from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engines.timetabling.timetabling_world import PROBLEM, TIMETABLE, lecturer, moved, topic

from boiduong.engines.timetabling import (
    RULES,
    Calendar,
    Entry,
    Fleet,
    Lock,
    Problem,
    Room,
    Site,
    Strength,
    Timetable,
    Topic,
    Venue,
    Weights,
    accepted,
    blocking,
    check,
    score,
    timetable_of,
    warnings,
)

FIELD = replace(
    PROBLEM,
    topics=(
        *PROBLEM.topics,
        Topic(id="TT", half_days=2, kind="field_day", taught=False, sites=("D1",)),
        Topic(id="BC", kind="report", taught=False, follows="TT", within=1),
    ),
    sites=(Site(id="D1", learners=60), Site(id="D2", learners=60)),
    fleet=Fleet(buses=2, seats=45),
    calendar=Calendar(first_on="2026-03-02", days=5),
)
FIELD_TIMETABLE = timetable_of(
    [
        *TIMETABLE.entries,
        Entry(session="TT/1/A", slot=6, room="D1"),
        Entry(session="TT/1/B", slot=6, room="D1"),
        Entry(session="BC/1/A", slot=9, room="P1"),
        Entry(session="BC/1/B", slot=9, room="P2"),
    ]
)
REMOTE = replace(PROBLEM, classes=(PROBLEM.classes[0], replace(PROBLEM.classes[1], remote=True)))
NO_ROOMS = replace(PROBLEM, rooms=(), classes=tuple(replace(item, home_room="") for item in PROBLEM.classes))
CEREMONIES = topic(topic(PROBLEM, "T1", kind="opening"), "CH", kind="closing")


def test_small_world_breaks_nothing() -> None:
    """The timetable that the rows below bend is sound."""
    assert not blocking(PROBLEM, TIMETABLE)
    assert not blocking(FIELD, FIELD_TIMETABLE)
    assert accepted(REMOTE, TIMETABLE)
    assert accepted(CEREMONIES, TIMETABLE)


BREACHES: dict[str, tuple[str, Problem, Timetable, int]] = {
    "H1 missing": ("H1", PROBLEM, timetable_of(TIMETABLE.entries[1:]), 1),
    "H1 unknown": ("H1", PROBLEM, timetable_of([*TIMETABLE.entries, Entry(session="Z/1/A", slot=0)]), 1),
    "H1 twice": ("H1", PROBLEM, timetable_of([*TIMETABLE.entries, TIMETABLE.entries[0]]), 1),
    "H1 outside the calendar": ("H1", PROBLEM, moved(TIMETABLE, "T1/1/A", slot=99), 2),
    "H1 two at once": ("H1", PROBLEM, moved(TIMETABLE, "T1/1/A", slot=1, lecturer="Y"), 1),
    "H2 nobody": ("H2", PROBLEM, moved(TIMETABLE, "T1/1/A", lecturer=""), 1),
    "H2 unknown": ("H2", PROBLEM, moved(TIMETABLE, "T1/1/A", lecturer="Z"), 1),
    "H2 superfluous": ("H2", topic(PROBLEM, "CH", taught=False), TIMETABLE, 1),
    "H2 not qualified": ("H2", lecturer(PROBLEM, "X", topics=("T1", "T2")), TIMETABLE, 1),
    "H2 busy": ("H2", lecturer(PROBLEM, "X", busy=(0,)), TIMETABLE, 1),
    "H2 two at once": ("H2", PROBLEM, moved(TIMETABLE, "T1/1/B", lecturer="X"), 1 + 1 + 1),
    "H2 travel": ("H2", PROBLEM, moved(TIMETABLE, "T2/1/B", slot=2, lecturer="X"), 1 + 1),
    "H2 per day": ("H2", lecturer(PROBLEM, "X", most_per_day=1), TIMETABLE, 2),
    "H2 in all": ("H2", lecturer(PROBLEM, "X", most=3), TIMETABLE, 1),
    "H3 no room": ("H3", PROBLEM, moved(TIMETABLE, "T1/1/A", room=""), 1),
    "H3 too small": ("H3", PROBLEM, moved(TIMETABLE, "CH/1/*", room="P1"), 1),
    "H3 elsewhere": ("H3", PROBLEM, moved(TIMETABLE, "T1/1/A", room="P2"), 1 + 1),
    "H3 unknown": ("H3", NO_ROOMS, moved(TIMETABLE, "T1/1/A", room="P1"), 7),
    "H3 busy": (
        "H3",
        replace(PROBLEM, rooms=(Room(id="HT", venue="CS1", capacity=100, busy=(4,)), *PROBLEM.rooms[1:])),
        TIMETABLE,
        1,
    ),
    "H3 remote class at home": ("H3", REMOTE, moved(TIMETABLE, "T2/2/B", slot=4, lecturer="Y"), 1),
    "H4 before the opening": ("H4", CEREMONIES, moved(TIMETABLE, "T1/1/A", slot=4), 2),
    "H4 after the closing": ("H4", CEREMONIES, moved(TIMETABLE, "CH/1/*", slot=2), 2),
    "H5 half-days": ("H5", PROBLEM, moved(TIMETABLE, "T2/2/A", slot=1), 1),
    "H5 after": ("H5", topic(PROBLEM, "T1", after=("T2",)), TIMETABLE, 2),
    "H5 follows too late": ("H5", topic(PROBLEM, "CH", kind="discussion", follows="T1", within=3), TIMETABLE, 2),
    "H6 not a morning": ("H6", FIELD, moved(FIELD_TIMETABLE, "TT/1/A", slot=7), 1),
    "H6 wrong site": ("H6", FIELD, moved(FIELD_TIMETABLE, "TT/1/A", room="D2"), 1),
    "H6 unknown site": ("H6", FIELD, moved(FIELD_TIMETABLE, "TT/1/A", room=""), 1),
    "H6 site closed": (
        "H6",
        replace(FIELD, sites=(Site(id="D1", learners=60, busy_days=(2,)), FIELD.sites[1])),
        FIELD_TIMETABLE,
        2,
    ),
    "H6 too many guests": (
        "H6",
        replace(FIELD, sites=(Site(id="D1", learners=50), FIELD.sites[1])),
        FIELD_TIMETABLE,
        1,
    ),
    "H6 buses": ("H6", replace(FIELD, fleet=Fleet(buses=1, seats=45)), FIELD_TIMETABLE, 1),
    "H7 holiday": ("H7", replace(PROBLEM, calendar=replace(PROBLEM.calendar, closed=(0,))), TIMETABLE, 2),
    "H7 class closed": (
        "H7",
        replace(PROBLEM, classes=(replace(PROBLEM.classes[0], closed=(0, 4)), PROBLEM.classes[1])),
        TIMETABLE,
        2,
    ),
    "H7 venue closed": ("H7", replace(PROBLEM, venues=(Venue(id="CS1", closed=(4,)), PROBLEM.venues[1])), TIMETABLE, 1),
    "H7 evening": ("H7", PROBLEM, moved(TIMETABLE, "CH/1/*", slot=5), 1),
    "H7 past": ("H7", replace(PROBLEM, calendar=replace(PROBLEM.calendar, not_before=1)), TIMETABLE, 2),
    "H7 locked": (
        "H7",
        replace(PROBLEM, locks=(Lock(session="T1/1/A", slot=1), Lock(session="T1/1/B", slot=0, lecturer="X"))),
        TIMETABLE,
        2,
    ),
    "H8 too late": ("H8", FIELD, moved(FIELD_TIMETABLE, "BC/1/A", slot=12), 1),
    "H8 too early": ("H8", FIELD, moved(FIELD_TIMETABLE, "BC/1/A", slot=7), 1),
    "S1": (
        "S1",
        replace(PROBLEM, announced=(replace(TIMETABLE.entries[0], slot=3), TIMETABLE.entries[1])),
        TIMETABLE,
        1,
    ),
    "S2": ("S2", topic(topic(PROBLEM, "T1", part=2), "CH", part=0), TIMETABLE, 2),
    "S3": ("S3", lecturer(PROBLEM, "X", share=1), TIMETABLE, 3),
    "S4 internal": ("S4", PROBLEM, TIMETABLE, 4),
    "S4 visiting": (
        "S4",
        replace(lecturer(PROBLEM, "X", visiting=True), weights=Weights(visiting_day=5)),
        TIMETABLE,
        12,
    ),
    "S5": (
        "S5",
        topic(PROBLEM, "CH", kind="discussion", follows="T2", evening=True),
        moved(TIMETABLE, "CH/1/*", slot=5),
        2,
    ),
    "S6": ("S6", PROBLEM, moved(TIMETABLE, "T1/1/A", room="HT"), 1),
    "S7": ("S7", PROBLEM, moved(TIMETABLE, "CH/1/*", slot=6), 2),
    "S8": ("S8", topic(topic(PROBLEM, "T1", heavy=True), "T2", heavy=True), TIMETABLE, 2),
    "S9": ("S9", lecturer(PROBLEM, "Y", wish="morning"), TIMETABLE, 1),
    "S10": ("S10", PROBLEM, moved(moved(TIMETABLE, "T2/2/A", lecturer="Y"), "T2/2/B", lecturer="X"), 2),
    "S11": ("S11", PROBLEM, moved(TIMETABLE, "T1/1/A", slot=6), 2),
}


@pytest.mark.parametrize("name", BREACHES)
def test_rule_says_its_breach(name: str) -> None:
    """Each rule finds its breach, with its cost, in both languages."""
    rule, problem, timetable, cost = BREACHES[name]
    found = [item for item in check(problem, timetable) if item.rule.id == rule]
    assert sum(item.cost for item in found) == cost
    assert all(item.sentence("vi") and item.sentence("en") and "{" not in item.sentence("vi") for item in found)


def test_every_rule_has_a_row_and_two_names() -> None:
    """No rule without a test of its breach."""
    assert {rule for rule, *_ in BREACHES.values()} == set(RULES)
    assert all(rule.name("vi") != rule.name("en") for rule in RULES.values())


@pytest.mark.parametrize(
    ("strength", "hard", "warned", "seen"),
    [("block", 1, 0, True), ("block_at_release", 1, 0, True), ("warn", 0, 1, True), ("ignore", 0, 0, False)],
)
def test_strength_of_a_hard_rule_decides_its_level(strength: str, hard: int, warned: int, seen: bool) -> None:
    """A busy lecturer blocks, warns, or is not looked at."""
    problem = replace(lecturer(PROBLEM, "X", busy=(0,)), strengths=(Strength(rule="H2", strength=strength),))
    cost = score(problem, TIMETABLE)
    assert (cost["hard"], cost["warned"]) == (hard, warned)
    assert any(item.rule.id == "H2" for item in check(problem, TIMETABLE)) is seen
    assert any(item.rule.id == "H2" for item in warnings(problem, TIMETABLE)) is (strength == "warn")


def test_soft_rule_that_blocks_is_broken() -> None:
    """A user may forbid what usually only costs."""
    problem = replace(PROBLEM, strengths=(Strength(rule="S6", strength="block"),))
    assert score(problem, moved(TIMETABLE, "T1/1/A", room="HT"))["hard"] == 1
