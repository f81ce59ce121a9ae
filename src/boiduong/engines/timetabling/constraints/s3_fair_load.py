"""S3 Chia đều buổi giảng — a lecturer's load above the fair share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View
from boiduong.engines.timetabling.model.problem import Problem
from boiduong.engines.timetabling.model.sessions import sessions_of

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact, Linear

RULE = Rule(
    id="S3",
    vi="Chia đều buổi giảng",
    en="Fair load",
    said_vi="{0} dạy {1} buổi, phần công bằng là {2}",
    said_en="{0} teaches {1} half-days, the fair share is {2}",
)


def fair_shares(problem: Problem) -> dict[str, int]:
    """Phần công bằng — half-days of each lecturer: the stated share, else the same for all of equal duty."""
    taught = [session for session in sessions_of(problem) if session.topic.taught]
    half_days = sum(session.length for session in taught)
    equal = -(-half_days // max(1, len(problem.lecturers)))
    return {item.id: item.share if item.share >= 0 else equal for item in problem.lecturers}


def violations(view: View) -> Iterator[Violation]:
    """Half-days above the fair share of each lecturer."""
    shares = fair_shares(view.problem)
    for name, items in sorted(view.by_lecturer.items()):
        load = sum(placed.session.length for placed in items)
        if load > shares.get(name, load):
            keys = tuple(placed.key for placed in items)
            yield Violation(RULE, load - shares[name], keys, (name, str(load), str(shares[name])))


def cost(model: Exact) -> Linear:
    """Half-days above the share, one variable a lecturer."""
    found: Linear = []
    for name, share in fair_shares(model.problem).items():
        load = [(1, literal) for slot in range(model.problem.slots) for literal in model.teaching(name, slot)]
        if len(load) > share:
            over = model.new_int(len(load))
            model.at_most_sum(load, [(1, over), (share, None)])
            found.append((1, over))
    return found
