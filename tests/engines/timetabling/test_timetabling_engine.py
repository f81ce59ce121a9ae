"""Bộ máy — solve, explain, repair and suggest on small courses, and the commands on files."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.engines.timetabling.timetabling_world import PROBLEM, TIMETABLE, lecturer, topic

from boiduong.__main__ import main
from boiduong.engines import timetabling
from boiduong.engines.timetabling import (
    LEVELS,
    Calendar,
    Disruption,
    Entry,
    Lock,
    Problem,
    Progress,
    Room,
    Strength,
    Timetable,
    accepted,
    explain,
    problem_to_json,
    repair,
    score,
    solve,
    suggest,
    timetable_from_json,
    timetable_to_json,
)
from boiduong.engines.timetabling.constraints import RULES
from boiduong.engines.timetabling.exact.likeness import groups_alike
from boiduong.engines.timetabling.exact.solving import Effort, Ladder, feasible
from boiduong.engines.timetabling.exchange.calendar_file import calendar_of
from boiduong.engines.timetabling.exchange.fet import fet_file
from boiduong.engines.timetabling.explaining.ways_out import _one_more_room
from boiduong.engines.timetabling.facts import Fact
from boiduong.engines.timetabling.generator import SHAPES, generate
from boiduong.engines.timetabling.repairing.disruptions import BadDisruption
from boiduong.engines.timetabling.suggestions import place


def test_solve_proves_the_small_course() -> None:
    """Every level closed, the checker agrees, progress was told."""
    lines: list[Progress] = []
    result = solve(PROBLEM, budget_s=3, deterministic=True, on_progress=lambda line, _timetable: lines.append(line))
    assert result.status == "optimal"
    assert result.timetable is not None
    assert accepted(PROBLEM, result.timetable)
    assert result.cost == score(PROBLEM, result.timetable)
    assert result.gap == 0
    assert list(lines) == list(result.trace)


def test_solve_keeps_a_start_and_announced_sessions() -> None:
    """Nothing is moved without need when a timetable is announced."""
    problem = replace(PROBLEM, announced=TIMETABLE.entries)
    result = solve(problem, budget_s=1, deterministic=True, start=TIMETABLE)
    assert result.timetable == TIMETABLE


def test_solve_stops_when_asked_and_keeps_the_best() -> None:
    """Stop is heard at once; what was constructed is handed back."""
    result = solve(PROBLEM, budget_s=30, should_stop=lambda: True)
    assert result.timetable is not None
    assert result.seconds < 25


def test_solve_says_that_nothing_is_possible() -> None:
    """By arithmetic, or by proof where arithmetic is silent."""
    short = replace(PROBLEM, calendar=replace(PROBLEM.calendar, days=1))
    assert solve(short, budget_s=1, deterministic=True).status == "infeasible"
    tied = lecturer(lecturer(PROBLEM, "Y", topics=("T2",)), "X", busy=(1, 2, 3, 4, 5, 6, 8))
    tied = replace(tied, calendar=replace(tied.calendar, closed=(7,)))
    assert solve(tied, budget_s=4, deterministic=True).status == "infeasible"


def test_soft_rule_that_blocks_is_kept() -> None:
    """A user may forbid idle half-days."""
    problem = replace(PROBLEM, strengths=(Strength(rule="S7", strength="block"), Strength(rule="H3", strength="warn")))
    result = solve(problem, budget_s=1, deterministic=True)
    assert result.cost["hard"] == 0


def _busy(problem: Problem) -> Problem:
    return lecturer(problem, "X", busy=tuple(range(9)))


def _lock(*locks: Lock) -> Callable[[Problem], Problem]:
    return lambda problem: replace(problem, locks=locks)


CONFLICTS: dict[str, tuple[Callable[[Problem], Problem], set[str]]] = {
    "circle": (lambda p: topic(topic(p, "T1", after=("T2",)), "T2", after=("T1",)), {"H1", "H5"}),
    "opening after closing": (
        lambda p: topic(topic(topic(p, "T1", kind="opening"), "CH", kind="closing"), "T1", after=("CH",)),
        {"H1", "H4", "H5"},
    ),
    "nobody teaches": (lambda p: lecturer(p, "X", topics=("T1",)), {"H1", "H2"}),
    "too short": (lambda p: replace(p, calendar=Calendar(first_on="2026-03-02", days=1)), {"H1", "H7"}),
    "speaker busy": (_busy, {"H1", "H2"}),
    "speaker's limit": (lambda p: lecturer(p, "X", most=0), {"H1", "H2"}),
    "no hall": (lambda p: replace(p, rooms=p.rooms[1:]), {"H1", "H3", "H4"}),
    "small room": (lambda p: replace(p, rooms=(p.rooms[0], p.rooms[1], replace(p.rooms[2], capacity=9))), {"H1", "H3"}),
    "room busy": (
        lambda p: replace(p, rooms=(p.rooms[0], p.rooms[1], replace(p.rooms[2], busy=tuple(range(8))))),
        {"H1", "H3"},
    ),
    "locked at once": (_lock(Lock(session="T1/1/A", slot=0), Lock(session="T2/1/A", slot=0)), {"H1", "H7"}),
    "locked speaker": (
        lambda p: lecturer(replace(p, locks=(Lock(session="T1/1/A", slot=0, lecturer="X"),)), "X", busy=(0,)),
        {"H1", "H2", "H7"},
    ),
    "one speaker locked twice": (
        _lock(Lock(session="T1/1/A", slot=0, lecturer="X"), Lock(session="T1/1/B", slot=0, lecturer="X")),
        {"H1", "H2", "H7"},
    ),
    "one room locked twice": (
        _lock(Lock(session="T1/1/A", slot=0, room="P1"), Lock(session="CH/1/*", slot=0, room="P1")),
        {"H1", "H4", "H7"},
    ),
    "locked room busy": (
        lambda p: replace(
            p,
            locks=(Lock(session="T1/1/A", slot=0, room="P1"),),
            rooms=(*p.rooms[:1], replace(p.rooms[1], busy=(0,)), p.rooms[2]),
        ),
        {"H1", "H3", "H7"},
    ),
    "locked in a closed slot": (
        lambda p: replace(p, locks=(Lock(session="T1/1/A", slot=0),), calendar=replace(p.calendar, closed=(0,))),
        {"H1", "H7"},
    ),
    "discussion too late": (
        lambda p: replace(
            topic(p, "CH", kind="discussion", follows="T1", within=1),
            locks=(Lock(session="T1/1/A", slot=0), Lock(session="CH/1/*", slot=6)),
        ),
        {"H1", "H4", "H5", "H7"},
    ),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_conflict_is_explained_with_ways_out(name: str) -> None:
    """An irreducible set of few rules, a sentence in both languages, and at least two ways out by price."""
    bend, rules = CONFLICTS[name]
    found = explain(bend(PROBLEM), budget_s=60)
    assert found.status == "infeasible"
    assert {fact.rule for fact in found.facts} <= rules | {"H7"}
    assert 1 <= len(found.facts) <= 10
    assert len(found.ways) >= 2
    assert [way.price for way in found.ways] == sorted(way.price for way in found.ways)
    assert found.sentence("vi") != found.sentence("en")
    assert all(way.sentence("vi") != way.sentence("en") for way in found.ways)


def test_a_room_for_classes_of_unknown_size_names_no_seats() -> None:
    """Classes of one stand for classes whose size nobody has said."""
    two = tuple(replace(one, size=1) for one in PROBLEM.classes)
    fact = Fact(rule="H3", kind="rooms")
    unknown = [way.vi for way in _one_more_room(replace(PROBLEM, classes=two), fact)]
    assert unknown
    assert not any("chỗ" in said for said in unknown)
    assert all("chỗ" in way.vi for way in _one_more_room(PROBLEM, fact))


def test_possible_problem_needs_no_explanation() -> None:
    """Nothing to explain."""
    assert explain(PROBLEM).status == "feasible"
    assert explain(PROBLEM).facts == ()


def test_repair_moves_the_fewest_and_says_whom_to_tell() -> None:
    """A cancelled speaker: one session to change, three different proposals, the past untouched."""
    problem = replace(PROBLEM, calendar=replace(PROBLEM.calendar, not_before=1))
    found = repair(problem, TIMETABLE, [Disruption(kind="lecturer", subject="Y", slots=(0, 3))])
    assert found.status == "optimal"
    assert found.hit == ("T2/2/B",)
    assert found.fewest == len(found.proposals[0].moved)
    assert len({proposal.timetable for proposal in found.proposals}) == len(found.proposals) == 3
    for proposal in found.proposals:
        assert {entry for entry in TIMETABLE.entries if entry.slot == 0} <= set(proposal.timetable.entries)
        assert "B" in proposal.classes
        assert "Y" in proposal.lecturers


@pytest.mark.parametrize(
    ("disruption", "moved"),
    [
        (Disruption(kind="room", subject="P1", slots=(0,)), {"T1/1/A"}),
        (Disruption(kind="venue", subject="CS2", slots=(1,)), {"T2/1/B"}),
        (Disruption(kind="class", subject="A", slots=(4,)), {"CH/1/*"}),
        (Disruption(kind="everybody", slots=(4,)), {"CH/1/*"}),
        (Disruption(kind="room", subject="HT", slots=(0,)), set()),
    ],
)
def test_repair_of_other_disruptions(disruption: Disruption, moved: set[str]) -> None:
    """Rooms, venues, classes and whole half-days; what hits nothing moves nothing."""
    found = repair(PROBLEM, TIMETABLE, [disruption])
    assert set(found.hit) == moved
    assert len(found.proposals[0].moved) == found.fewest


def test_repair_that_is_impossible_explains_itself() -> None:
    """Nobody is left who could teach: the conflict and its ways out come back."""
    found = repair(PROBLEM, TIMETABLE, [Disruption(kind="lecturer", subject="X", slots=tuple(range(9)))])
    assert found.status == "infeasible"
    assert found.proposals == ()
    assert found.explanation is not None
    assert len(found.explanation.ways) >= 2


def test_disruption_of_nothing_is_refused() -> None:
    """Unknown kinds, subjects and slots."""
    for kind, subject, slot in (("weather", "", 0), ("room", "?", 0), ("room", "P1", 99)):
        with pytest.raises(BadDisruption):
            repair(PROBLEM, TIMETABLE, [Disruption(kind=kind, subject=subject, slots=(slot,))])


def test_suggestion_agrees_with_the_checker() -> None:
    """A slot without reasons against it stays sound when the session is put there, for every session."""
    problem, planted = generate(SHAPES["tuong-duong"])
    for session in ("CD05/1/L01", "CD01/1/*", "TT1/1/L02", "TL01/1/L01"):
        before = next(entry for entry in planted.entries if entry.session == session)
        for choice in suggest(problem, planted, session):
            who = choice.lecturers[0] if choice.lecturers else ""
            room = before.room if before.room in choice.rooms else (choice.rooms or ("",))[0]
            after = place(planted, Entry(session=session, slot=choice.slot, lecturer=who, room=room))
            assert accepted(problem, after) == (not choice.broken), (session, choice)
            assert len(choice.reasons("vi")) == len(choice.broken)


def test_late_names_of_the_package() -> None:
    """What is imported late is found; what does not exist is not."""
    assert timetabling.solve is solve
    with pytest.raises(AttributeError):
        timetabling.__getattr__("nothing")


def test_calendar_of_a_class_and_a_lecturer() -> None:
    """One event a session, the same UID in every feed."""
    stamp = datetime(2026, 3, 1, tzinfo=UTC)
    everything = calendar_of(PROBLEM, TIMETABLE, stamp=stamp).decode()
    assert everything.count("BEGIN:VEVENT") == 7
    assert "DTSTART:20260302T003000Z" in everything
    assert calendar_of(PROBLEM, TIMETABLE, stamp=stamp, class_id="A").decode().count("BEGIN:VEVENT") == 4
    assert calendar_of(PROBLEM, TIMETABLE, stamp=stamp, lecturer="Y").decode().count("BEGIN:VEVENT") == 3
    assert calendar_of(PROBLEM, TIMETABLE, stamp=stamp, room="HT").decode().count("BEGIN:VEVENT") == 1


def test_fet_file_names_every_session() -> None:
    """One activity a session, with the lecturers given."""
    problem, planted = generate(SHAPES["tuong-duong"])
    text = fet_file(problem, {entry.session: entry.lecturer for entry in planted.entries}).decode()
    assert text.count("<Activity>") == len(planted.entries)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the small course, its timetable and a disruption."""
    (tmp_path / "problem.json").write_text(problem_to_json(PROBLEM), encoding="utf-8")
    (tmp_path / "timetable.json").write_text(timetable_to_json(TIMETABLE), encoding="utf-8")
    (tmp_path / "away.json").write_text(json.dumps([{"kind": "lecturer", "subject": "Y", "slots": [3]}]))
    (tmp_path / "gone.json").write_text(json.dumps([{"kind": "lecturer", "subject": "X", "slots": list(range(9))}]))
    (tmp_path / "bad.json").write_text("[{}]")
    (tmp_path / "broken.json").write_text(timetable_to_json(Timetable(TIMETABLE.entries[1:])), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("solve problem.json --budget 0.5 --deterministic --out out.json", 0),
        ("check problem.json timetable.json", 0),
        ("check problem.json broken.json --lang en", 1),
        ("explain problem.json", 0),
        ("repair problem.json timetable.json away.json --out out.json", 0),
        ("repair problem.json timetable.json gone.json", 1),
        ("repair problem.json timetable.json bad.json", 2),
        ("check problem.json nothing.json", 2),
        ("check timetable.json timetable.json", 2),
    ],
)
def test_command_answers_with_its_code(
    files: Path, command: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command line works on files and says what is wrong."""
    words = [str(files / word) if word.endswith(".json") else word for word in command.split()]
    assert main(["timetable", *words]) == code
    said = capsys.readouterr()
    assert said.out + said.err
    if "--out" in words:
        assert timetable_from_json((files / "out.json").read_bytes()).entries


def test_room_in_another_building_is_not_offered() -> None:
    """A free room elsewhere does not help a class; a larger one at its venue does."""
    problem = replace(PROBLEM, rooms=(*PROBLEM.rooms, Room(id="P3", venue="CS2", capacity=35)))
    choice = next(item for item in suggest(problem, TIMETABLE, "T1/1/B") if item.slot == 4)
    assert "H1" in choice.broken
    assert choice.rooms == ("P2", "P3")


def test_alike_classes_are_told_apart_by_what_a_rule_sees() -> None:
    """Two equal classes are exchanged freely; a lock, a gap, a smaller room or an announced session ends that."""
    problem, planted = generate(SHAPES["dak-lak"], seed=1)
    first, second, third = (one.id for one in problem.classes)
    assert groups_alike(problem) == [[first, second, third]]
    topic = next(one.id for one in problem.topics if not one.plenary)
    lock = Lock(session=f"{topic}/1/{first}", slot=3)
    assert groups_alike(replace(problem, locks=(lock,))) == [[second, third]]
    kept = tuple(entry for entry in planted.entries if entry.session.endswith(f"/{second}"))
    assert groups_alike(replace(problem, announced=kept)) == [[first, third]]
    gap = tuple(replace(one, closed=(4,)) if one.id == third else one for one in problem.classes)
    assert groups_alike(replace(problem, classes=gap)) == [[first, second]]
    rooms = tuple(replace(one, busy=(2,)) if one.id == problem.classes[0].home_room else one for one in problem.rooms)
    assert groups_alike(replace(problem, rooms=rooms)) == [[second, third]]
    large = tuple(replace(one, size=60) if one.id == first else one for one in problem.classes)
    assert groups_alike(replace(problem, classes=large)) == [[second, third]]
    assert groups_alike(replace(problem, classes=problem.classes[:1])) == []


def test_order_of_alike_classes_loses_no_optimum() -> None:
    """The proof with one order of the classes ends at the costs that the proof without it reaches."""
    problem, _ = generate(SHAPES["dak-lak"], seed=3)
    later = tuple(Strength(rule=rule, strength="ignore") for rule in ("S8", "S9", "S11"))
    problem = replace(problem, strengths=later)
    start = solve(problem, budget_s=0.2, seed=1, deterministic=True)
    assert start.timetable is not None
    bounds = []
    for order in (True, False):
        ladder = Ladder(problem, start.timetable, start.cost, dict.fromkeys(LEVELS, 0))
        with pytest.MonkeyPatch.context() as patch:
            if not order:
                patch.setattr("boiduong.engines.timetabling.exact.solving.put_in_order", lambda exact, best: None)
            ladder.climb(lambda: 1.0, Effort(work=20.0), lambda: False)
        bounds.append((ladder.cost, ladder.bound))
    assert bounds[0] == bounds[1]


def blocking(problem: Problem, *rules: str) -> Problem:
    """The problem with soft rules set to block."""
    return replace(problem, strengths=tuple(Strength(rule=rule, strength="block") for rule in rules))


@pytest.mark.parametrize(
    ("shape", "rules", "told"),
    [
        ("dak-lak", ("S4",), "S4"),
        ("dak-lak", ("S11",), "S11"),
        ("dak-lak", ("S9", "S11"), "S11"),
        ("tuong-duong", ("S3",), "S3"),
        ("tuong-duong", ("S3", "S10"), "S3"),
    ],
)
def test_soft_rule_that_blocks_is_explained_with_the_way_to_warn(shape: str, rules: tuple[str, ...], told: str) -> None:
    """Somebody set a wish to block: the conflict names it, and letting it warn only is the first way out."""
    problem = blocking(generate(SHAPES[shape], seed=1)[0], *rules)
    said = explain(problem)
    assert said.status == "infeasible"
    assert told in {fact.rule for fact in said.facts}
    assert len(said.facts) <= 10
    assert RULES[told].vi in said.sentence()
    assert RULES[told].en in said.sentence("en")
    assert "mức nhắc" in said.ways[0].vi
    assert said.ways[0].problem is not None
    assert not said.ways[0].problem.blocks(told)


@pytest.mark.parametrize("rule", ["S2", "S5", "S7", "S10"])
def test_soft_rule_that_blocks_and_can_be_kept_is_no_conflict(rule: str) -> None:
    problem = blocking(generate(SHAPES["dak-lak"], seed=1)[0], rule)
    assert explain(problem).status == "feasible"
    result = solve(problem, budget_s=0.5, seed=1, deterministic=True)
    assert result.timetable is not None
    assert accepted(problem, result.timetable)


def test_announced_timetable_that_must_stay_meets_a_lecturer_who_fell_ill() -> None:
    problem, planted = generate(SHAPES["dak-lak"], seed=1)
    entry = next(one for one in planted.entries if one.lecturer)
    ill = tuple(replace(x, busy=(entry.slot,)) if x.id == entry.lecturer else x for x in problem.lecturers)
    problem = blocking(replace(problem, announced=planted.entries, lecturers=ill), "S1")
    said = explain(problem)
    assert said.status == "infeasible"
    assert {"S1", "H2"} <= {fact.rule for fact in said.facts}
    assert solve(problem, budget_s=2, seed=1, deterministic=True).status == "infeasible"


def test_exact_model_keeps_soft_rules_that_block() -> None:
    """What the model only bounds is judged by the checker: no timetable is given that breaks a blocking rule."""
    problem, _ = generate(SHAPES["dak-lak"], seed=1)
    status, timetable = feasible(blocking(problem, "S11"), Effort(work=4.0))
    assert (status, timetable) == ("infeasible", None)
    for rule in ("S6", "S10"):
        status, timetable = feasible(blocking(problem, rule), Effort(work=4.0))
        assert (status == "feasible") == (timetable is not None)
        assert timetable is None or accepted(blocking(problem, rule), timetable)
