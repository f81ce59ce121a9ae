"""Kế hoạch năm — planned to the optimum, an urgent class put in, bad input refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from boiduong.engines.timetabling.commands import main
from boiduong.engines.timetabling.year.files import year_from_json, year_to_json
from boiduong.engines.timetabling.year.model import (
    BadYear,
    Department,
    Year,
    YearClass,
    YearPlan,
    YearRoom,
    generate_year,
    year_violations,
)
from boiduong.engines.timetabling.year.planning import insert_class, plan_year

SMALL = Year(
    weeks=6,
    beds=50,
    rooms=(YearRoom(id="P1", capacity=50), YearRoom(id="P2", capacity=30, busy=(3,))),
    departments=(Department(id="K", lecturers=2, away=(5,)),),
    classes=(
        YearClass(id="A", size=50, weeks=2, earliest=0, latest=4, wished=1, beds=50, teaching=(("K", 1),)),
        YearClass(id="B", size=20, weeks=2, earliest=0, latest=4, wished=1, beds=20, teaching=(("K", 1),)),
    ),
    closed=(0,),
)
URGENT = YearClass(id="U", size=50, weeks=1, earliest=1, latest=2, wished=1, beds=50)


def test_year_is_planned_to_the_optimum() -> None:
    """Beds for one class only at a time: one of the two leaves its wish by two weeks, or is refused."""
    plan = plan_year(SMALL, budget_s=5, deterministic=True)
    assert plan.status == "optimal"
    assert (plan.cost, plan.bound, plan.gap) == (2, 2, 0.0)
    assert not list(year_violations(SMALL, plan))


def test_large_year_has_a_plan() -> None:
    """Forty classes over half a year, the same plan twice."""
    year = generate_year(classes=40, weeks=30, rooms=6, seed=2)
    plan = plan_year(year, budget_s=4, deterministic=True)
    assert plan == plan_year(year, budget_s=4, deterministic=True)
    assert plan.status == "optimal"
    assert not list(year_violations(year, plan))


def test_urgent_class_moves_the_fewest() -> None:
    """Beside the others where it fits; else others move; else it is said that it cannot be."""
    plan = plan_year(SMALL, budget_s=5, deterministic=True)
    longer, after = insert_class(SMALL, plan, replace(URGENT, size=20, beds=0))
    assert after.starts == {**plan.starts, "U": 1}
    longer, after = insert_class(replace(SMALL, closed=()), plan, replace(URGENT, earliest=0), budget_s=5)
    assert not list(year_violations(longer, after))
    fixed = replace(
        SMALL, classes=tuple(replace(item, wished=plan.starts[item.id], fixed=True) for item in SMALL.classes)
    )
    same, after = insert_class(fixed, plan, URGENT, budget_s=5)
    assert (same, after.status) == (fixed, "infeasible")


def test_year_that_cannot_be_is_said() -> None:
    """No beds for anybody."""
    plan = plan_year(replace(SMALL, beds=10), budget_s=5, deterministic=True)
    assert (plan.status, plan.starts) == ("infeasible", {})


def test_breaches_of_a_plan_are_found() -> None:
    """The checker of plans sees every kind of breach."""
    plan = YearPlan(
        status="",
        starts={"A": 4, "B": 4},
        rooms={("A", 4): "P1", ("B", 4): "P1", ("B", 5): "P2"},
        cost=0,
        bound=0,
        first_seconds=0,
        seconds=0,
    )
    said = " ".join(year_violations(SMALL, plan))
    for words in ("no room in week 5", "beds in week 4", "room P1 in week 4", "department K in week 5"):
        assert words in said
    assert "starts in week" in " ".join(year_violations(SMALL, replace(plan, starts={})))


def test_bad_year_is_refused_with_every_fault() -> None:
    """Ranges, names and departments at once."""
    odd = replace(SMALL.classes[0], weeks=0, teaching=(("?", 1),))
    with pytest.raises(BadYear) as refusal:
        plan_year(replace(SMALL, weeks=0, classes=(odd, odd)))
    assert len(refusal.value.faults) == 6
    with pytest.raises(BadYear):
        insert_class(SMALL, plan_year(SMALL, budget_s=5), SMALL.classes[0])


def test_a_year_is_planned_from_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    year = generate_year(classes=12, weeks=12, rooms=3, lecturers=24, seed=3)
    file, plan = tmp_path / "nam.json", tmp_path / "plan.json"
    file.write_text(year_to_json(year), encoding="utf-8")
    assert year_from_json(file.read_bytes()) == year
    assert main(["year", str(file), "--budget", "5", "--out", str(plan)]) == 0
    assert "lệch nguyện vọng" in capsys.readouterr().err
    written = json.loads(plan.read_text())["plan"]
    rooms = {(row["class"], row["week"]): row["room"] for row in written["rooms"]}
    read = YearPlan(
        status=written["status"], starts=written["starts"], rooms=rooms, cost=written["cost"], bound=written["bound"],
        first_seconds=0, seconds=0,
    )  # fmt: skip
    assert [*year_violations(year, read)] == []
    file.write_text(year_to_json(replace(year, beds=0, rooms=())), encoding="utf-8")
    assert main(["year", str(file), "--budget", "5", "--lang", "en", "--out", str(tmp_path / "none.json")]) == 1
    assert "Not every class fits" in capsys.readouterr().err and not (tmp_path / "none.json").exists()


WRONG_YEARS = {
    "another format": ({"format": "boiduong-timetabling"}, '"format" must be "boiduong-year"'),
    "another version": ({"version": 2}, '"version" must be 1'),
    "no year": ({"year": []}, "year: must be an object"),
    "a word for beds": ({"beds": "many"}, "year.beds: must be a whole number"),
    "teaching of one": ({"teaching": [["K"]]}, "year.classes[0].teaching[0]: must be a list of 2"),
    "teaching of nobody": ({"teaching": [["K", 0]]}, "class L: weeks, size, window, beds or teaching out of range"),
    "an unknown department": ({"teaching": [["Q", 1]]}, "class L: unknown department"),
    "fixed before the year": (
        {"fixed": True, "wished": -1},
        "class L: weeks, size, window, beds or teaching out of range",
    ),
    "no seats": ({"rooms": [{"id": "P", "capacity": 0}]}, "room P: capacity must be at least 1"),
    "fewer than nobody": ({"departments": [{"id": "K", "lecturers": -1}]}, "department K: must not be negative"),
}


@pytest.mark.parametrize("name", WRONG_YEARS)
def test_faults_of_a_year_are_named(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change, fault = WRONG_YEARS[name]
    held = {"id": "L", "size": 9, "weeks": 1, "earliest": 0, "latest": 1, "wished": 0, "teaching": [["K", 1]]}
    year = {"weeks": 2, "beds": 3, "rooms": [{"id": "P", "capacity": 9}], "departments": [{"id": "K", "lecturers": 1}]}
    held |= {key: value for key, value in change.items() if key in ("teaching", "fixed", "wished")}
    year |= {"classes": [held]} | {key: value for key, value in change.items() if key in year}
    outer = {"format": "boiduong-year", "version": 1, "year": year}
    outer |= {key: value for key, value in change.items() if key in outer}
    file = tmp_path / "nam.json"
    file.write_text(json.dumps(outer))
    assert main(["year", str(file), "--lang", "en"]) == 2
    assert capsys.readouterr().err.splitlines() == [f"{file}: {fault}"]
    assert main(["year", str(file)]) == 2
    assert capsys.readouterr().err.splitlines() != [f"{file}: {fault}"], "said in Vietnamese"
