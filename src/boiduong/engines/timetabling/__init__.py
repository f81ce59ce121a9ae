"""Xếp lịch — finds a timetable, explains why there is none, and repairs one; plain Python, JSON in and out.

`solve`, `explain`, `repair` and `suggest` are imported when first used: OR-Tools and numba take half a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from boiduong.engines.timetabling.checker import (
    LEVELS,
    accepted,
    blocking,
    check,
    score,
    warnings,
)
from boiduong.engines.timetabling.constraints import RULES, Rule, Violation
from boiduong.engines.timetabling.model import (
    Anchor,
    BadInput,
    Calendar,
    Entry,
    Fleet,
    Lecturer,
    Lock,
    Problem,
    Progress,
    Result,
    Room,
    Session,
    Site,
    Strength,
    Timetable,
    Topic,
    TrainingClass,
    Travel,
    Venue,
    Weights,
    checked,
    problem_from_json,
    problem_to_json,
    result_to_json,
    session_key,
    sessions_of,
    timetable_from_json,
    timetable_of,
    timetable_to_json,
)

if TYPE_CHECKING:
    from boiduong.engines.timetabling.explaining.conflict import Explanation, explain
    from boiduong.engines.timetabling.portfolio import solve
    from boiduong.engines.timetabling.repairing.disruptions import BadDisruption, Disruption, disrupted
    from boiduong.engines.timetabling.repairing.repair import Proposal, Repair, repair
    from boiduong.engines.timetabling.suggestions import Choice, suggest

_LATE = {
    "explain": "explaining.conflict",
    "Explanation": "explaining.conflict",
    "solve": "portfolio",
    "BadDisruption": "repairing.disruptions",
    "Disruption": "repairing.disruptions",
    "disrupted": "repairing.disruptions",
    "Proposal": "repairing.repair",
    "Repair": "repairing.repair",
    "repair": "repairing.repair",
    "Choice": "suggestions",
    "suggest": "suggestions",
}


def __getattr__(name: str) -> object:
    """Nạp khi cần — the heavy parts of the engine, when they are first asked for."""
    if name not in _LATE:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)


__all__ = [
    "LEVELS",
    "RULES",
    "BadDisruption",
    "BadInput",
    "Calendar",
    "Choice",
    "Disruption",
    "Entry",
    "Explanation",
    "Fleet",
    "Lecturer",
    "Anchor",
    "Lock",
    "Problem",
    "Progress",
    "Proposal",
    "Repair",
    "Result",
    "Room",
    "Rule",
    "Session",
    "Site",
    "Strength",
    "Timetable",
    "Topic",
    "TrainingClass",
    "Travel",
    "Venue",
    "Violation",
    "Weights",
    "accepted",
    "blocking",
    "check",
    "checked",
    "disrupted",
    "explain",
    "problem_from_json",
    "problem_to_json",
    "repair",
    "result_to_json",
    "score",
    "session_key",
    "sessions_of",
    "solve",
    "suggest",
    "timetable_from_json",
    "timetable_of",
    "timetable_to_json",
    "warnings",
]
