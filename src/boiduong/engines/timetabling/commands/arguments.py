"""Đối số của lệnh — what each command takes, with its help in the language asked for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from boiduong.engines.timetabling.commands import running
from boiduong.engines.timetabling.commands.words import say
from boiduong.terminal import OneSentence

RUNS = {
    "solve": running.solve_file,
    "check": running.check_file,
    "explain": running.explain_file,
    "repair": running.repair_file,
    "export": running.export_file,
    "ectt": running.solve_instance,
    "year": running.plan_file,
    "bench": running.bench,
    "compile": running.compile_search,
}
FILES = {
    "solve": ("problem",),
    "check": ("problem", "timetable"),
    "explain": ("problem",),
    "repair": ("problem", "timetable", "disruptions"),
    "export": ("problem", "timetable"),
    "ectt": ("instance",),
    "year": ("year_file",),
}
LONGEST_S, MOST_PROPOSALS, LARGEST_SEED = 86_400, 10, 2**31 - 1


def parser_for(lang: str) -> argparse.ArgumentParser:
    """Bộ đọc đối số — every command with its own options only."""
    parser = OneSentence(prog="boiduong timetable", description=say("about", lang), epilog=say("more", lang))
    commands = parser.add_subparsers(required=True, metavar=say("command", lang))
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help=say("lang", lang))
    for name, run in RUNS.items():
        command = commands.add_parser(name, help=say(name, lang), description=say(name, lang))
        command.set_defaults(run=run)
        # Said before or after the command; not given here, what was said before stays.
        command.add_argument("--lang", choices=("vi", "en"), default=argparse.SUPPRESS, help=say("lang", lang))
        for file in FILES.get(name, ()):
            command.add_argument(file, type=Path, metavar=file.removesuffix("_file").upper(), help=say(file, lang))
        _options(command, name, lang)
    return parser


def _options(command: argparse.ArgumentParser, name: str, lang: str) -> None:
    seconds = _number(float, 0.1, LONGEST_S, lang)
    if name in ("solve", "explain", "repair", "ectt", "year", "bench"):
        command.add_argument("--budget", type=seconds, default=30.0, metavar="N", help=say("budget", lang))
    if name in ("solve", "ectt", "year", "bench"):
        seed = _number(int, 0, LARGEST_SEED, lang)
        command.add_argument("--seed", type=seed, default=1, metavar="N", help=say("seed", lang))
    if name in ("solve", "year", "bench"):
        command.add_argument("--deterministic", action="store_true", help=say("deterministic", lang))
    if name == "repair":
        most = _number(int, 1, MOST_PROPOSALS, lang)
        command.add_argument("--proposals", type=most, default=3, metavar="N", help=say("proposals", lang))
    if name in ("solve", "repair", "ectt", "year", "bench"):
        words = say("out_bench" if name == "bench" else "out", lang)
        command.add_argument("--out", type=Path, metavar="FILE", help=words)
    if name == "export":
        command.add_argument(
            "--out", type=_export_name(lang), required=True, metavar="FILE", help=say("out_export", lang)
        )
        for option in ("class", "lecturer", "room"):
            command.add_argument(f"--{option}", dest=f"of_{option}", default="", metavar="…", help=say(option, lang))


def _number(kind: type[float] | type[int], low: float, high: float, lang: str) -> Callable[[str], float]:
    """A number in its range: neither "nan" nor a million years."""

    def read(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = kind(0) if low > 0 else kind(-1)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(say("range", lang, low=low, high=high))
        return value

    return read


def _export_name(lang: str) -> Callable[[str], Path]:
    def read(text: str) -> Path:
        if Path(text).suffix.lower() not in (".ics", ".fet"):
            raise argparse.ArgumentTypeError(say("ending", lang))
        return Path(text)

    return read
