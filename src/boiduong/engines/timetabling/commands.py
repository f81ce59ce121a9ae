"""Lệnh boiduong timetable — solve, check, explain, repair, bench and compile on JSON files, without a database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.checker import LEVELS, check, score
from boiduong.engines.timetabling.model import (
    BadInput,
    Problem,
    Progress,
    Timetable,
    problem_from_json,
    problem_to_json,
    result_to_json,
    timetable_from_json,
    timetable_to_json,
)
from boiduong.engines.timetabling.model.reading import parse
from boiduong.refusals import Refusal

if TYPE_CHECKING:
    from boiduong.engines.timetabling.repairing.disruptions import Disruption


def main(argv: list[str]) -> int:
    """Chạy lệnh — 0 when all is well, 1 when a timetable is missing or breaks a rule, 2 for bad input."""
    arguments = _parser().parse_args(argv)
    try:
        answer: int = arguments.run(arguments)
    except BadInput as refusal:
        for fault in refusal.faults:
            print(fault, file=sys.stderr)
        return 2
    except (OSError, Refusal) as error:
        print(error, file=sys.stderr)
        return 2
    return answer


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="boiduong timetable", description="xếp lịch / timetables")
    parser.set_defaults(lang="vi")
    commands = parser.add_subparsers(required=True)
    for name, run, words in (
        ("solve", _solve, "xếp lịch / find a timetable"),
        ("check", _check, "kiểm tra lịch / check a timetable"),
        ("explain", _explain, "vì sao không xếp được / why there is none"),
        ("repair", _repair, "sửa lịch khi có biến động / repair after a disruption"),
        ("bench", _bench, "đo trên bài toán mẫu / measure on the sample courses"),
        ("compile", _compile, "dịch sẵn phần tìm kiếm / compile the search beforehand"),
    ):
        command = commands.add_parser(name, help=words)
        command.set_defaults(run=run)
        command.add_argument("--lang", choices=("vi", "en"), default="vi")
        if name not in ("bench", "compile"):
            command.add_argument("problem", type=Path)
        if name in ("check", "repair"):
            command.add_argument("timetable", type=Path)
        if name == "repair":
            command.add_argument("disruptions", type=Path)
            command.add_argument("--proposals", type=int, default=3)
        command.add_argument("--budget", type=float, default=30.0, help="giây / seconds")
        command.add_argument("--seed", type=int, default=1)
        command.add_argument("--deterministic", action="store_true")
        command.add_argument("--out", type=Path)
    return parser


def _problem(arguments: argparse.Namespace) -> Problem:
    return problem_from_json(arguments.problem.read_bytes())


def _write(arguments: argparse.Namespace, text: str) -> None:
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


def _costs(cost: dict[str, int], bound: dict[str, int]) -> str:
    return "  ".join(f"{level} {cost[level]} (≥ {bound.get(level, 0)})" for level in LEVELS if cost.get(level))


def _solve(arguments: argparse.Namespace) -> int:
    from boiduong.engines.timetabling.portfolio import solve

    def tell(line: Progress, _timetable: Timetable) -> None:
        print(f"{line.seconds:7.1f} s  {line.source:10} {_costs(line.cost, line.bound)}", file=sys.stderr)

    result = solve(
        _problem(arguments),
        budget_s=arguments.budget,
        seed=arguments.seed,
        deterministic=arguments.deterministic,
        on_progress=tell,
    )
    print(f"{result.status}  {_costs(result.cost, result.bound)}", file=sys.stderr)
    _write(arguments, result_to_json(result))
    return 0 if result.status in ("optimal", "feasible") else 1


def _check(arguments: argparse.Namespace) -> int:
    problem, timetable = _problem(arguments), timetable_from_json(arguments.timetable.read_bytes())
    for violation in check(problem, timetable):
        level = problem.strength(violation.rule.id)
        print(f"{violation.rule.id:4}{level:17}{violation.cost:4}  {violation.sentence(arguments.lang)}")
    cost = score(problem, timetable)
    print(_costs(cost, {}) or "0")
    return 1 if cost["hard"] else 0


def _explain(arguments: argparse.Namespace) -> int:
    from boiduong.engines.timetabling.explaining.conflict import explain

    found = explain(_problem(arguments), budget_s=arguments.budget)
    print(found.sentence(arguments.lang))
    for number, way in enumerate(found.ways, 1):
        print(f"  {number}. {way.sentence(arguments.lang)}")
    return 0 if found.status == "feasible" else 1


def _disruptions(record: object) -> list[Disruption]:
    """Disruptions from a JSON list, or every fault in it."""
    from boiduong.engines.timetabling.repairing.disruptions import Disruption

    faults, found = [], []
    for place, item in enumerate(record if isinstance(record, list) else [None]):
        slots = item.get("slots") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(slots, list) or not all(type(slot) is int for slot in slots):
            faults.append(f"disruptions[{place}]: must be an object with kind, subject and a list of slots")
            continue
        kind, subject = str(item.get("kind", "")), str(item.get("subject", ""))
        found.append(Disruption(kind=kind, subject=subject, slots=tuple(slots)))
    if faults:
        raise BadInput(faults)
    return found


def _repair(arguments: argparse.Namespace) -> int:
    from boiduong.engines.timetabling.repairing.repair import repair

    disruptions = _disruptions(parse(arguments.disruptions.read_bytes()))
    timetable = timetable_from_json(arguments.timetable.read_bytes())
    found = repair(_problem(arguments), timetable, disruptions, arguments.proposals, budget_s=arguments.budget)
    for number, proposal in enumerate(found.proposals, 1):
        print(f"{number}. {len(proposal.moved)}: {', '.join(proposal.moved)}")
        print(f"   → {', '.join((*proposal.classes, *proposal.lecturers))}")
    if found.explanation is not None:
        print(found.explanation.sentence(arguments.lang))
        for way in found.explanation.ways:
            print(f"  - {way.sentence(arguments.lang)}")
    if found.proposals and arguments.out:
        _write(arguments, timetable_to_json(found.proposals[0].timetable))
    return 0 if found.proposals else 1


def _bench(arguments: argparse.Namespace) -> int:
    from boiduong.engines.timetabling.generator import SHAPES, generate
    from boiduong.engines.timetabling.portfolio import solve

    for shape in SHAPES.values():
        problem, _ = generate(shape, seed=arguments.seed)
        if arguments.out:
            arguments.out.mkdir(parents=True, exist_ok=True)
            (arguments.out / f"{problem.name}.json").write_text(problem_to_json(problem), encoding="utf-8")
        result = solve(problem, budget_s=arguments.budget, seed=arguments.seed, deterministic=arguments.deterministic)
        first = f"{result.first_seconds:.2f} s"
        print(f"{problem.name:14} {result.status:10} {first:>9}  {_costs(result.cost, result.bound)}")
    return 0


def _compile(_arguments: argparse.Namespace) -> int:
    """Dịch sẵn — the first solve of a fresh installation need not wait; a moment's work where it is done already."""
    from boiduong.engines.timetabling.search import COMPILED, warm_up

    warm_up()
    print("đã dịch / compiled" if COMPILED else "không có numba / no numba")
    return 0
