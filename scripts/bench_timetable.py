"""Đo bộ xếp lịch — the goals of the timetabling engine with the figures of this machine, paired with FET.

    scripts/bench_timetable.py                  goals 1, 3, 5, 6, 7, 8, reduced, in at most eight minutes
    scripts/bench_timetable.py --full [FOLDER]  every seed, and ITC-2007 from a folder of .ectt files; resumable

Each line ends in *reached* or *not reached*; the load average stands beside it, because all times are wall clock.
With --cpu budgets and times are CPU seconds of the process, for a machine that is shared with other work.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench_itc import goal_4
from boiduong.engines.timetabling import (
    Disruption,
    Problem,
    accepted,
    explain,
    portfolio,
    repair,
    score,
    sessions_of,
    solve,
    suggest,
)
from boiduong.engines.timetabling.exchange.fet import fet_file
from boiduong.engines.timetabling.generator import SCARCE, SHAPES, generate, random_shape
from boiduong.engines.timetabling.generator.conflicts import planted_conflicts
from boiduong.engines.timetabling.portfolio import peak_mib
from boiduong.engines.timetabling.search import warm_up
from boiduong.engines.timetabling.year.model import YearClass, generate_year, year_violations
from boiduong.engines.timetabling.year.planning import insert_class, plan_year

RESULTS = Path(__file__).parents[1] / "docs" / "timetabling-results.md"
PROGRESS = Path(tempfile.gettempdir()) / "boiduong-bench-timetable.json"
Line = tuple[str, str, bool]


def goal_1(full: bool) -> Iterator[Line]:
    """The three courses."""
    runs = [solve(generate(SHAPES["dak-lak"], seed=1)[0], budget_s=20, seed=seed) for seed in range(10 if full else 2)]
    slowest = max(run.seconds for run in runs)
    optimal = sum(run.status == "optimal" for run in runs)
    asked = "1 Đắk Lắk: proven optimal in ≤ 1 s"
    yield asked, f"{optimal}/{len(runs)} optimal, slowest {slowest:.1f} s", optimal == len(runs) and slowest <= 1
    runs = [
        solve(generate(SHAPES["tuong-duong"], seed=1)[0], budget_s=20, seed=seed) for seed in range(10 if full else 1)
    ]
    optimal, gap = sum(run.status == "optimal" for run in runs), max(run.gap for run in runs)
    asked = "1 Tương Dương: proven optimal in ≤ 20 s, 10 of 10 seeds"
    yield asked, f"{optimal}/{len(runs)} optimal, first open level {gap:.0%}", optimal == len(runs)
    run = solve(generate(SHAPES["ha-noi"], seed=1)[0], budget_s=60, seed=1)
    yield "1 Hà Nội, 10 classes: first ≤ 1 s", f"{run.first_seconds:.2f} s", 0 < run.first_seconds <= 1
    said = f"{run.gap:.1%} at the first open level; {run.peak_mib:.0f} MiB"
    yield "1 Hà Nội, 10 classes: gap ≤ 5 % at 60 s", said, run.cost["hard"] == 0 and run.gap <= 0.05


def goal_2(full: bool) -> Iterator[Line]:
    """More classes."""
    for classes, most in ((16, 2), (32, 4), (64, 10)):
        run = solve(generate(SHAPES[f"ha-noi-{classes}"], seed=1)[0], budget_s=60 if full else 25, seed=1)
        said = f"{run.first_seconds:.2f} s, {run.peak_mib:.0f} MiB"
        yield (
            f"2 {classes} classes: first ≤ {most} s, ≤ 1 GiB",
            said,
            0 < run.first_seconds <= most and run.peak_mib <= 1024,
        )


def above(cost: dict[str, int], least: dict[str, int]) -> float:
    """How far a cost lies above another at the first level in which they differ, in parts of it."""
    pairs = [(mine, other) for mine, other in zip(cost.values(), least.values(), strict=True) if mine != other]
    return (pairs[0][0] - pairs[0][1]) / max(pairs[0][1], 1) if pairs else 0.0


def goal_2_quality(classes: int) -> Iterator[Line]:
    """A minute beside an hour."""
    problem, _ = generate(SHAPES[f"ha-noi-{classes}"], seed=1)
    minute, hour = (solve(problem, budget_s=seconds, seed=1).cost for seconds in (60, 3600))
    asked = f"2 {classes} classes: quality at 60 s within 10 % of an hour"
    yield asked, f"{above(minute, hour):.1%} above it at the first level that differs", above(minute, hour) <= 0.10


def goal_3(full: bool) -> Iterator[Line]:
    """Beside FET, with the lecturers given and with lecturers to be chosen."""
    program = shutil.which("fet-cl")
    if program is None:
        yield "3 FET", "fet-cl is not installed", False
        return
    problem, planted = generate(SHAPES["ha-noi"], seed=1)
    given = {entry.session: entry.lecturer for entry in planted.entries}
    only = _with_lecturers(problem, given)
    pairs = [(_first(only, 10, seed), fet_seconds(program, fet_file(problem, given), 60)) for seed in range(5)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    asked = "3 lecturers given: first feasible within 2× FET (program start to end; ours from the problem in memory)"
    said = f"median of 5: {ours:.2f} s, FET {f'{theirs:.2f} s' if theirs else 'found none'}"
    yield asked, said, bool(ours) and (not theirs or ours <= 2 * theirs)
    count, solved, greedy = (30 if full else 6), 0, 0
    for seed in range(100, 100 + count):
        problem, _ = generate(SCARCE, seed=seed)
        solved += bool(_first(problem, 60, 1))
        greedy += bool(fet_seconds(program, fet_file(problem, _greedy(problem)), 10))
    said = f"{solved}/{count}, FET with greedy lecturers {greedy}/{count}"
    yield "3 free lecturers, scarce: all of 30, FET under half", said, solved == count and greedy * 2 < count


def _first(problem: Problem, budget_s: float, seed: int) -> float:
    """Seconds until a timetable stands that breaks nothing; 0 when none did within the budget."""
    stands: list[float] = []
    run = solve(
        problem,
        budget_s=budget_s,
        seed=seed,
        on_progress=lambda line, _best: stands.append(line.seconds) if not line.cost["hard"] else None,
        should_stop=lambda: bool(stands),
    )
    return run.first_seconds


def _with_lecturers(problem: Problem, given: dict[str, str]) -> Problem:
    """The problem in which every lecturer is qualified only for what was given to them."""
    teaches: dict[str, set[str]] = {}
    for key, lecturer in given.items():
        teaches.setdefault(lecturer, set()).add(key.split("/")[0])
    people = tuple(replace(one, topics=tuple(sorted(teaches.get(one.id, set())))) for one in problem.lecturers)
    return replace(problem, lecturers=people)


def _greedy(problem: Problem) -> dict[str, str]:
    """The lecturer with the fewest half-days so far, for each session."""
    loads = {one.id: 0 for one in problem.lecturers}
    chosen = {}
    for session in sessions_of(problem):
        able = [one.id for one in problem.lecturers if session.topic.id in one.topics]
        if session.topic.taught and able:
            chosen[session.key] = min(able, key=lambda name: (loads[name], name))
            loads[chosen[session.key]] += 1
    return chosen


def fet_clock() -> float:
    """Wall clock, or the CPU seconds of the programs that were called."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime if portfolio.CLOCK is time.process_time else time.perf_counter()


def fet_seconds(program: str, text: bytes, limit: int) -> float:
    """Seconds in which FET finds a timetable; 0 when it does not."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "problem.fet"
        file.write_bytes(text)
        begin = fet_clock()
        command = [program, f"--inputfile={file}", f"--outputdir={folder}/out", f"--timelimitseconds={limit}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit + 30, check=False)
        seconds = fet_clock() - begin
        found = "successful" in done.stdout.lower() or any(
            Path(folder).glob("out/timetables/*/*_data_and_timetable.fet")
        )
        return seconds if found else 0.0


def goal_5(full: bool) -> Iterator[Line]:
    """Planted conflicts."""
    cases = []
    for name, seed in (("dak-lak", 1), ("tuong-duong", 1), ("dak-lak", 2), ("tuong-duong", 2), ("ha-noi", 1))[
        : 5 if full else 3
    ]:
        cases += list(planted_conflicts(generate(SHAPES[name], seed=seed)[0], SHAPES[name]))
    slow, bad = 0.0, []
    for name, problem in cases:
        found = explain(problem)
        slow = max(slow, found.seconds)
        if found.status != "infeasible" or not 1 <= len(found.facts) <= 10 or len(found.ways) < 2 or found.seconds > 5:
            bad.append(
                f"{name} ({found.status}, {len(found.facts)} facts, {len(found.ways)} ways, {found.seconds:.1f} s)"
            )
    said = f"{len(cases) - len(bad)}/{len(cases)}, slowest {slow:.1f} s" + (f"; {'; '.join(bad[:5])}" if bad else "")
    yield "5 ≥ 40 conflicts: ≤ 10 rules, ≥ 2 ways out, ≤ 5 s", said, len(cases) >= 40 and not bad


def goal_6(full: bool) -> Iterator[Line]:
    """Repairs after cancelled half-days."""
    slow, bad, count = 0.0, 0, (10 if full else 3)
    for seed in range(1, count + 1):
        problem, planted = generate(SHAPES["ha-noi"], seed=seed)
        rng = random.Random(seed)
        # Whoever is away in a locked half-day leaves nothing to prove: locked cells are not touched.
        locked = {lock.session for lock in problem.locks}
        away = rng.sample([entry for entry in planted.entries if entry.lecturer and entry.session not in locked], 10)
        found = repair(
            problem, planted, [Disruption(kind="lecturer", subject=e.lecturer, slots=(e.slot,)) for e in away]
        )
        slow = max(slow, found.seconds)
        bad += not (found.status == "optimal" and len(found.proposals) == 3)
    said = f"{count - bad}/{count} proven with three proposals, slowest {slow:.1f} s"
    yield "6 ten half-days cancelled: fewest moves proven, three proposals ≤ 15 s", said, not bad and slow <= 15


def goal_7(full: bool) -> Iterator[Line]:
    """The year, an urgent class, suggestions."""
    year = generate_year(seed=1)
    plan = plan_year(year, budget_s=60, seed=1)
    fine = not list(year_violations(year, plan))
    said = f"first {plan.first_seconds:.2f} s, gap {plan.gap:.1%} after {plan.seconds:.1f} s"
    yield "7 year: first ≤ 3 s, gap ≤ 5 % at 60 s", said, fine and plan.first_seconds <= 3 and plan.gap <= 0.05
    urgent = YearClass(id="gấp", size=60, weeks=2, earliest=20, latest=24, wished=22, beds=60, teaching=(("K1", 2),))
    longer, after = insert_class(year, plan, urgent)
    fine = after.status != "infeasible" and not list(year_violations(longer, after))
    yield "7 urgent class ≤ 1 s", f"{after.seconds:.2f} s", fine and after.seconds <= 1
    problem, planted = generate(SHAPES["ha-noi"], seed=1)
    times = []
    for entry in planted.entries[:: 1 if full else 8]:
        begin = time.perf_counter()
        suggest(problem, planted, entry.session)
        times.append(time.perf_counter() - begin)
    yield (
        "7 suggest ≤ 100 ms",
        f"median {statistics.median(times) * 1000:.0f} ms, slowest {max(times) * 1000:.0f} ms",
        max(times) <= 0.1,
    )


def goal_8(full: bool) -> Iterator[Line]:
    """Trust."""
    count, agreed = (10_000 if full else 60), 0
    for seed in range(count):
        problem, planted = generate(random_shape(seed), seed=seed)
        result = solve(problem, budget_s=0.3, seed=seed, deterministic=True)
        sound = result.timetable is not None and score(problem, result.timetable) == result.cost
        agreed += sound and accepted(problem, planted) and result.status != "infeasible"
    yield "8 engine and checker agree", f"{agreed}/{count} fuzzed courses", agreed == count
    problem, _ = generate(SHAPES["dak-lak"], seed=1)
    twice = [solve(problem, budget_s=2, seed=7, deterministic=True) for _ in range(2)]
    yield "8 same seed, same bits", f"{'equal' if twice[0] == twice[1] else 'different'}", twice[0] == twice[1]


GOALS: dict[str, Callable[[bool], Iterator[Line]]] = {
    "1": goal_1,
    "2": goal_2,
    "3": goal_3,
    "5": goal_5,
    "6": goal_6,
    "7": goal_7,
    "8": goal_8,
}
HOURS = {f"2-{classes}": classes for classes in (16, 32, 64)}
"""Goals of an hour each, for the full run alone; each is remembered by itself."""


def lines_of(lines: Iterator[Line]) -> list[str]:
    """The lines of one goal, printed as they come."""
    found = []
    for asked, figure, reached in lines:
        load = f"load {os.getloadavg()[0]:.1f}"
        found.append(f"{asked}: {figure} ({load}) *{'reached' if reached else 'not reached'}*")
        print(found[-1], flush=True)
    return found


def main() -> int:
    """Run the goals; with --full remember what is done and append to the table of results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--goals", default="")
    parser.add_argument("--cpu", action="store_true")
    parser.add_argument("folder", nargs="?", type=Path)
    arguments = parser.parse_args()
    warm_up()
    if arguments.cpu:
        portfolio.CLOCK = time.process_time
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    goals = arguments.goals.split(",") if arguments.goals else [*GOALS, *HOURS] if arguments.full else list("135678")
    done: dict[str, list[str]] = {}
    if arguments.full and PROGRESS.exists():
        done = json.loads(PROGRESS.read_text())
    for goal in goals:
        if goal not in done:
            done[goal] = lines_of(goal_2_quality(HOURS[goal]) if goal in HOURS else GOALS[goal](arguments.full))
            if arguments.full:
                PROGRESS.write_text(json.dumps(done))
    if arguments.full and arguments.folder and "4" not in done:
        done["4"] = lines_of(goal_4(arguments.folder))
        PROGRESS.write_text(json.dumps(done))
    print(f"peak memory {peak_mib():.0f} MiB *{'reached' if peak_mib() <= 1024 else 'not reached'}*")
    if arguments.full:
        append(done)
        PROGRESS.unlink(missing_ok=True)
    return 0


def append(done: dict[str, list[str]]) -> None:
    """Append a dated table to the results."""
    rows = [line.rsplit(" *", 1) for lines in done.values() for line in lines]
    table = "\n".join(f"| {text.replace('|', '/')} | {reached.rstrip('*')} |" for text, reached in rows)
    head = f"\n## {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores\n\n| goal and figure | |\n|---|---|\n"
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(head + table + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
