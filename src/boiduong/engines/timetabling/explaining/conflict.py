"""Giải thích — the smallest set of conditions that cannot hold together, in a sentence, with ways out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from time import perf_counter

from boiduong.engines.timetabling.constraints.s3_fair_load import fair_shares
from boiduong.engines.timetabling.explaining.ways_out import WayOut, ways_of
from boiduong.engines.timetabling.facts import Fact, facts_of, only, together
from boiduong.engines.timetabling.model.problem import Problem
from boiduong.engines.timetabling.model.reading import checked
from boiduong.engines.timetabling.model.timetable import FEASIBLE, INFEASIBLE, UNKNOWN
from boiduong.engines.timetabling.prechecks import conflicts, impossible

MOST_FACTS = 10
MOST_WAYS, WAYS_OF_A_FACT = 6, 3  # six half-days of one lecturer would hide the colleague who could teach
QUICK_WORK, WHOLE_WORK = 0.5, 4.0
QUICK_STEPS, QUICK_HOT = 4_000, 4.0**9


@dataclass(frozen=True, slots=True)
class Explanation:
    """Lời giải thích — status (infeasible, feasible or unknown), the irreducible facts, and the ways out by price."""

    status: str
    facts: tuple[Fact, ...] = ()
    ways: tuple[WayOut, ...] = ()
    seconds: float = 0.0

    def sentence(self, language: str = "vi") -> str:
        """Câu giải thích — why it cannot be, in Vietnamese or English."""
        parts = "; ".join(fact.sentence(language) for fact in self.facts)
        if self.status == INFEASIBLE:
            lead = "These cannot hold together" if language == "en" else "Không thể cùng lúc giữ"
            return f"{lead}: {parts}."
        if self.status == FEASIBLE:
            return "A timetable exists." if language == "en" else "Có lịch thỏa mọi điều kiện."
        return "Not known yet." if language == "en" else "Chưa kết luận được."


def refuted(problem: Problem | None, work: float = QUICK_WORK) -> bool:
    """Chắc chắn không thể — whether prechecks or CP-SAT prove that no timetable exists, within so much work."""
    if problem is None:
        return False
    return impossible(problem) is not None or verdict(problem, work) == INFEASIBLE


def verdict(problem: Problem | None, work: float) -> str:
    """Phán quyết — what a short search finds, else what CP-SAT says within so much work."""
    from boiduong.engines.timetabling.exact.solving import Effort, feasible
    from boiduong.engines.timetabling.search import Walk

    if problem is None:
        return FEASIBLE
    walk = Walk(problem, seed=1)
    walk.construct()
    if walk.broken:
        walk.anneal(QUICK_STEPS, hot=QUICK_HOT)
    if not walk.broken:
        return FEASIBLE
    return feasible(problem, Effort(work=work))[0]


def explain(problem: Problem, *, budget_s: float = 5.0, known: bool = False) -> Explanation:
    """Giải thích vì sao không xếp được — or that it can be; raises `BadInput` on a bad problem.

    `known` says that somebody has proven already that nothing is possible.
    """
    checked(problem)
    problem = _with_shares(problem)
    start = perf_counter()

    def late() -> bool:
        return perf_counter() - start > budget_s

    fallback: tuple[Fact, ...] = ()
    for by, core in conflicts(problem):
        facts = shrunk(problem, sorted(core & set(facts_of(problem, by=by))), by, late)
        if facts and len(together(facts)) <= MOST_FACTS:
            return _told(problem, facts, by, start, late)
        fallback = fallback or tuple(facts)
    status = verdict(problem, WHOLE_WORK) if not (fallback or known) else INFEASIBLE
    if status != INFEASIBLE:
        return Explanation(status, seconds=perf_counter() - start)
    best: tuple[list[Fact], str] | None = None
    for by, candidates in _candidates(problem):
        universe = facts_of(problem, by=by)
        whole = len(candidates) == len(universe)
        if refuted(only(problem, candidates, universe), WHOLE_WORK if whole else QUICK_WORK):
            facts = shrunk(problem, candidates, by, late, known=True)
            if best is None or len(facts) < len(best[0]):
                best = (facts, by)
            if len(together(facts)) <= MOST_FACTS or late():
                break
    if best is None:
        return Explanation(UNKNOWN, seconds=perf_counter() - start)
    return _told(problem, best[0], best[1], start, late)


def _with_shares(problem: Problem) -> Problem:
    """Fair shares as numbers where they block: of fewer classes they would be smaller, and prove nothing."""
    if not problem.blocks("S3"):
        return problem
    fair = fair_shares(problem)
    return replace(problem, lecturers=tuple(replace(one, share=fair[one.id]) for one in problem.lecturers))


def _candidates(problem: Problem) -> Iterator[tuple[str, list[Fact]]]:
    """Sub-models, small ones first: one class, then two topics' worth of rules, then everything."""
    for by in ("class", "topic"):
        universe = facts_of(problem, by=by)
        if by == "class":
            for item in problem.classes:
                yield by, [fact for fact in universe if fact.kind != "class" or fact.subject == item.id]
        yield by, universe


def shrunk(
    problem: Problem, facts: list[Fact], by: str, late: Callable[[], bool], *, known: bool = False
) -> list[Fact]:
    """Rút gọn — drop blocks, then single facts, as long as what is left stays impossible."""
    universe = facts_of(problem, by=by)
    if not known and not refuted(only(problem, facts, universe)):
        return []
    size = max(1, len(facts) // 2)
    while True:
        place = 0
        while place < len(facts) and not late():
            rest = facts[:place] + facts[place + size :]
            if rest and refuted(only(problem, rest, universe)):
                facts = rest
            else:
                place += size
        if size == 1 or late():
            return facts
        size = max(1, size // 2)


def _told(problem: Problem, facts: list[Fact], by: str, start: float, late: Callable[[], bool]) -> Explanation:
    """The explanation with its ways out: each is tried on the conflict alone, the cheapest kept."""
    universe = facts_of(problem, by=by)
    local = only(problem, facts, universe) or problem
    found: list[WayOut] = []
    offered = sorted((way for fact in facts for way in ways_of(local, fact)), key=lambda way: way.price)
    taken: Counter[Fact] = Counter()
    for way in offered:
        if taken[way.fact] >= WAYS_OF_A_FACT:
            continue
        if len(found) >= MOST_WAYS or (late() and len(found) >= 2):
            break
        changed = way.problem
        if changed is None or (impossible(changed) is None and verdict(changed, QUICK_WORK) == FEASIBLE):
            found.append(way)
            taken[way.fact] += 1
    return Explanation(INFEASIBLE, together(facts), tuple(found), perf_counter() - start)
