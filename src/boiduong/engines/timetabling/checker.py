"""Bộ kiểm tra — judges a finished timetable in plain Python, knowing nothing of how it was found."""

from __future__ import annotations

from boiduong.engines.timetabling.constraints import ALL, View, Violation
from boiduong.engines.timetabling.model.problem import HARD_RULES, IGNORE, SOFT_RULES, WARN, Problem
from boiduong.engines.timetabling.model.timetable import Timetable

BROKEN, WARNED = "hard", "warned"
LEVELS = (BROKEN, WARNED, *SOFT_RULES)


def check(problem: Problem, timetable: Timetable) -> tuple[Violation, ...]:
    """Kiểm tra — every violation of every rule that is not ignored, in the order of the rules."""
    view = View(problem, timetable)
    return tuple(
        violation for rule in ALL if problem.strength(rule.RULE.id) != IGNORE for violation in rule.violations(view)
    )


def level_of(problem: Problem, rule: str) -> str:
    """Mức của vi phạm — blocking rules count as broken, hard rules that only warn as warned, soft ones by id."""
    if problem.blocks(rule):
        return BROKEN
    return WARNED if rule in HARD_RULES else rule


def score(problem: Problem, timetable: Timetable) -> dict[str, int]:
    """Chấm điểm — the cost of each level; the first of two different levels decides which timetable is better."""
    cost = dict.fromkeys(LEVELS, 0)
    for violation in check(problem, timetable):
        cost[level_of(problem, violation.rule.id)] += violation.cost
    return cost


def accepted(problem: Problem, timetable: Timetable) -> bool:
    """Được chấp nhận — whether no blocking rule is broken."""
    return score(problem, timetable)[BROKEN] == 0


def blocking(problem: Problem, timetable: Timetable) -> tuple[Violation, ...]:
    """Điều cản công bố — violations that keep the timetable from being released."""
    return tuple(item for item in check(problem, timetable) if problem.blocks(item.rule.id))


def warnings(problem: Problem, timetable: Timetable) -> tuple[Violation, ...]:
    """Điều nhắc — violations that do not block, of rules set to warn."""
    return tuple(item for item in check(problem, timetable) if problem.strength(item.rule.id) == WARN)
