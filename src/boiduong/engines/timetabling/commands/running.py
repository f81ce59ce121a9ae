"""Việc của từng lệnh — each answers 0 when all is well, 1 when a timetable is missing or breaks a rule."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event, Thread
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.checker import check, score
from boiduong.engines.timetabling.commands.files import FileTrouble, Output, content_of, read_with
from boiduong.engines.timetabling.commands.words import cost_lines, say, short_costs, source_said
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

if TYPE_CHECKING:
    from boiduong.engines.timetabling.explaining.ways_out import WayOut
    from boiduong.engines.timetabling.repairing.disruptions import Disruption


EAR_S = 0.2
ENDED_BY_CTRL_C = 130  # as shells say it: 128 and the number of the signal


def _problem(arguments: argparse.Namespace) -> Problem:
    return read_with(arguments.problem, problem_from_json)


def _timetable(arguments: argparse.Namespace) -> Timetable:
    return read_with(arguments.timetable, timetable_from_json)


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Ctrl C một lần thì dừng và giữ bản tốt nhất — twice ends the command.

    A thread waits for the signal, which no other hears meanwhile: Python runs its handlers only between two of its
    own steps, of which there are none while CP-SAT works, and CP-SAT would take the signal for itself.
    """
    asked, done = Event(), Event()

    def hear(*_: object) -> None:
        if asked.is_set():
            os._exit(ENDED_BY_CTRL_C)
        asked.set()

    def listen() -> None:
        while not done.is_set():
            if signal.sigtimedwait([signal.SIGINT], EAR_S) is not None:
                hear()

    handler = signal.signal(signal.SIGINT, hear)  # for threads that were there before and still hear it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    listener = Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield asked.is_set
    finally:
        done.set()
        listener.join()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        signal.signal(signal.SIGINT, handler)


def solve_file(arguments: argparse.Namespace) -> int:
    """Xếp lịch — progress on the error stream, the result as JSON."""
    from boiduong.engines.timetabling.portfolio import solve

    def tell(line: Progress, _timetable: Timetable) -> None:
        source = source_said(line.source, arguments.lang)
        print(f"{line.seconds:7.1f} s  {source:10} {short_costs(line.cost, line.bound)}", file=sys.stderr)

    problem, output = _problem(arguments), Output(arguments.out)
    with stoppable() as should_stop:
        result = solve(
            problem,
            budget_s=arguments.budget,
            seed=arguments.seed,
            deterministic=arguments.deterministic,
            on_progress=tell,
            should_stop=should_stop,
        )
    print(say(result.status, arguments.lang, name=arguments.problem), file=sys.stderr)
    if result.cost:
        print("\n".join(cost_lines(result.cost, arguments.lang, result.bound)), file=sys.stderr)
    output.write(result_to_json(result).encode())
    return 0 if result.status in ("optimal", "feasible") else 1


def check_file(arguments: argparse.Namespace) -> int:
    """Kiểm tra — every breach in a sentence, then the cost of each level."""
    lang = arguments.lang
    problem, timetable = _problem(arguments), _timetable(arguments)
    for violation in check(problem, timetable):
        level = say(problem.strength(violation.rule.id), lang)
        print(f"{violation.rule.id:4}{level:17}{violation.cost:4}  {violation.sentence(lang)}")
    cost = score(problem, timetable)
    print("\n".join(cost_lines(cost, lang)))
    return 1 if cost["hard"] else 0


def explain_file(arguments: argparse.Namespace) -> int:
    """Giải thích — why it cannot be, and the ways out."""
    from boiduong.engines.timetabling.explaining.conflict import explain

    found = explain(_problem(arguments), budget_s=arguments.budget)
    print(found.sentence(arguments.lang))
    _print_ways(found.ways, arguments.lang)
    return 0 if found.status == "feasible" else 1


def _print_ways(ways: tuple[WayOut, ...], lang: str) -> None:
    if ways:
        print(say("ways", lang))
    for number, way in enumerate(ways, 1):
        print(f"  {number}. {way.sentence(lang)}")


def _disruptions(content: bytes) -> list[Disruption]:
    """Disruptions from a JSON list, or every fault in it."""
    from boiduong.engines.timetabling.repairing.disruptions import Disruption

    record, faults, found = parse(content), [], []
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


def repair_file(arguments: argparse.Namespace) -> int:
    """Sửa lịch — each proposal with what moves and who is told; the first one is written."""
    from boiduong.engines.timetabling.repairing.repair import repair

    lang = arguments.lang
    problem, timetable = _problem(arguments), _timetable(arguments)
    disruptions = read_with(arguments.disruptions, _disruptions)
    output = Output(arguments.out) if arguments.out else None
    found = repair(problem, timetable, disruptions, arguments.proposals, budget_s=arguments.budget)
    if not found.hit:
        print(say("nothing_hit", lang))
    for number, proposal in enumerate([one for one in found.proposals if one.moved], 1):
        print(say("proposal", lang, n=number, count=len(proposal.moved), moved=", ".join(proposal.moved)))
        print(say("tell", lang, who=", ".join((*proposal.classes, *proposal.lecturers))))
    if not found.proposals:
        known = found.explanation if found.explanation is not None and found.explanation.facts else None
        print(known.sentence(lang) if known else say("no_repair", lang))
        _print_ways(known.ways if known else (), lang)
    if output is not None and found.proposals:
        output.write(timetable_to_json(found.proposals[0].timetable).encode())
    return 0 if found.proposals else 1


def export_file(arguments: argparse.Namespace) -> int:
    """Ghi tệp cho phần mềm khác — iCalendar for calendars, FET with the lecturers of the timetable."""
    from boiduong.engines.timetabling.exchange.calendar_file import calendar_of
    from boiduong.engines.timetabling.exchange.fet import fet_file

    problem, timetable = _problem(arguments), _timetable(arguments)
    output = Output(arguments.out)
    if arguments.out.suffix.lower() == ".fet":
        output.write(fet_file(problem, {entry.session: entry.lecturer for entry in timetable.entries}))
        return 0
    content = calendar_of(
        problem,
        timetable,
        stamp=datetime.now(UTC),
        class_id=arguments.of_class,
        lecturer=arguments.of_lecturer,
        room=arguments.of_room,
    )
    output.write(content)
    return 0


def solve_instance(arguments: argparse.Namespace) -> int:
    """Xếp bài .ectt — one line a lecture (course, room, day, period), as the validator of ITC-2007 reads it."""
    from boiduong.engines.timetabling.itc2007.instance import broken, read_instance, ud2
    from boiduong.engines.timetabling.itc2007.search import solve_ud2

    instance = read_instance(content_of(arguments.instance).decode("utf-8", "replace"))
    output = Output(arguments.out)
    with stoppable() as should_stop:
        placed = solve_ud2(instance, budget_s=arguments.budget, seed=arguments.seed, should_stop=should_stop)
    faults = [*broken(instance, placed)]
    print(say("ud2", arguments.lang, cost=ud2(instance, placed), broken=len(faults)), file=sys.stderr)
    lines = [
        f"{course.name} {instance.rooms[room][0]} {period // instance.periods} {period % instance.periods}\n"
        for course, cells in zip(instance.courses, placed, strict=True)
        for period, room in sorted(cells)
    ]
    output.write("".join(lines).encode())
    return 1 if faults else 0


def plan_file(arguments: argparse.Namespace) -> int:
    """Lập kế hoạch năm — the weeks and rooms of every class as JSON, how far it is from the wishes in a sentence."""
    from boiduong.engines.timetabling.year.files import plan_to_json, year_from_json
    from boiduong.engines.timetabling.year.planning import plan_year

    year, output = read_with(arguments.year_file, year_from_json), Output(arguments.out)
    plan = plan_year(year, budget_s=arguments.budget, seed=arguments.seed, deterministic=arguments.deterministic)
    print(say(f"year_{plan.status}", arguments.lang, cost=plan.cost, bound=plan.bound), file=sys.stderr)
    found = plan.status in ("optimal", "feasible")
    if found:
        output.write(plan_to_json(plan).encode())
    return 0 if found else 1


def bench(arguments: argparse.Namespace) -> int:
    """Đo trên bài mẫu — each sample course once; `--out` keeps them as files."""
    from boiduong.engines.timetabling.generator import SHAPES, generate
    from boiduong.engines.timetabling.portfolio import solve

    for shape in SHAPES.values():
        problem, _ = generate(shape, seed=arguments.seed)
        if arguments.out:
            keep_sample(arguments, problem)
        result = solve(problem, budget_s=arguments.budget, seed=arguments.seed, deterministic=arguments.deterministic)
        first = f"{result.first_seconds:.2f} s"
        print(f"{problem.name:14} {result.status:10} {first:>9}  {short_costs(result.cost, result.bound)}", flush=True)
    return 0


def keep_sample(arguments: argparse.Namespace, problem: Problem) -> None:
    """Giữ bài mẫu — in the folder named, made where it is not there. Raises FileTrouble."""
    try:
        arguments.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileTrouble(arguments.out, error) from None
    Output(arguments.out / f"{problem.name}.json").write(problem_to_json(problem).encode())


def compile_search(arguments: argparse.Namespace) -> int:
    """Dịch sẵn — the first solve of a fresh installation need not wait; a moment's work where it is done already."""
    from boiduong.engines.timetabling.search import COMPILED, warm_up

    warm_up()
    print(say("compiled" if COMPILED else "no_numba", arguments.lang))
    return 0
