"""Trọng số — the level and the weight of every rule for the search."""

from __future__ import annotations

import numpy as np

from boiduong.engines.timetabling.checker import BROKEN, LEVELS, level_of
from boiduong.engines.timetabling.model.problem import HARD_RULES, IGNORE, SOFT_RULES, Problem
from boiduong.engines.timetabling.search.arrays import Ints

RULE_NAMES = (*HARD_RULES, *SOFT_RULES)


def rule_levels(problem: Problem) -> Ints:
    """Mức của từng quy tắc — the place of each rule's level in LEVELS; -1 for ignored rules."""
    return np.array(
        [-1 if problem.strength(name) == IGNORE else LEVELS.index(level_of(problem, name)) for name in RULE_NAMES],
        dtype=np.int64,
    )


def rule_weights(problem: Problem, ratio: float, broken: int) -> Ints:
    """Trọng số của từng quy tắc — each level `ratio` times the next; broken rules weigh `broken` times the most."""
    levels = rule_levels(problem)
    by_level = [int(round(ratio ** (len(LEVELS) - 1 - level))) for level in range(len(LEVELS))]
    by_level[LEVELS.index(BROKEN)] = by_level[1] * broken
    return np.array([by_level[level] if level >= 0 else 0 for level in levels.tolist()], dtype=np.int64)
