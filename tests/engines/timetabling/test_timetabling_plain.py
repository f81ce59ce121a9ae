"""Không có numba — the plain-Python search gives the same bits as the compiled one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engines.timetabling.test_timetabling_itc import TEXT

from boiduong.engines.timetabling import Problem, problem_to_json
from boiduong.engines.timetabling.generator import Shape, generate
from boiduong.engines.timetabling.itc2007.instance import read_instance
from boiduong.engines.timetabling.itc2007.search import solve_ud2
from boiduong.engines.timetabling.search import COMPILED, Walk
from boiduong.engines.timetabling.search.jit import cache_folder

SHAPE = Shape(
    name="plain",
    classes=3,
    topics=5,
    parts=2,
    long_topics=1,
    plenaries=1,
    discussions=1,
    field_days=1,
    slack=2,
    venues=2,
)
STEPS = 400
PROGRAM = f"""
import json, sys
from boiduong.engines.timetabling import problem_from_json
from boiduong.engines.timetabling.itc2007.instance import read_instance
from boiduong.engines.timetabling.itc2007.search import solve_ud2
from boiduong.engines.timetabling.search import COMPILED, Walk
given = json.load(sys.stdin)
walk = Walk(problem_from_json(given["problem"]), seed=5)
walk.construct()
walk.anneal({STEPS}, hot=1e4)
placed = solve_ud2(read_instance(given["text"]), steps=200)
print(json.dumps([COMPILED, walk.kept.tolist(), walk.best.tolist(), placed]))
"""


def compiled_answer(problem: Problem) -> list[object]:
    """What the compiled search says."""
    walk = Walk(problem, seed=5)
    walk.construct()
    walk.anneal(STEPS, hot=1e4)
    placed = [[list(cell) for cell in row] for row in solve_ud2(read_instance(TEXT), steps=200)]
    return [walk.kept.tolist(), walk.best.tolist(), placed]


def test_plain_search_gives_the_same_bits() -> None:
    """In a process of its own, because the choice is made when the search is imported."""
    problem, _ = generate(SHAPE, seed=4)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps({"problem": problem_to_json(problem), "text": TEXT}),
        env={**os.environ, "BOIDUONG_PLAIN_SEARCH": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    was_compiled, *answer = json.loads(done.stdout)
    assert COMPILED
    assert not was_compiled
    assert answer == compiled_answer(problem)


def test_cache_folder_is_writable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The stated folder, else the user's; a folder that cannot be made is passed over."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "stated"))
    assert cache_folder().startswith(str(tmp_path / "stated"))
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert cache_folder().startswith(str(tmp_path / "home"))
