"""Lệnh boiduong timetable — solve, check, explain, repair, export, ectt, year, bench, compile on files, no database."""

from __future__ import annotations

import sys

from boiduong.engines.timetabling.commands.arguments import parser_for
from boiduong.engines.timetabling.commands.faults import fault_said
from boiduong.engines.timetabling.commands.files import FileFaults, FileTrouble
from boiduong.engines.timetabling.commands.words import refusal_said, say
from boiduong.refusals import Refusal
from boiduong.terminal import language, speak


def main(argv: list[str]) -> int:
    """Chạy lệnh — 0 when all is well, 1 when a timetable is missing or breaks a rule, 2 for bad input."""
    lang = language(argv)
    speak(lang)
    parser = parser_for(lang)
    if not argv:
        parser.print_help()
        return 0
    arguments = parser.parse_args(argv)
    try:
        answer: int = arguments.run(arguments)
    except FileFaults as found:
        for fault in found.faults:
            print(f"{found.name}: {fault_said(fault, lang)}", file=sys.stderr)
        return 2
    except FileTrouble as trouble:
        print(say("file", lang, name=trouble.name, why=trouble.why(lang)), file=sys.stderr)
        return 2
    except Refusal as refusal:
        print(refusal_said(refusal, lang), file=sys.stderr)
        return 2
    return answer
