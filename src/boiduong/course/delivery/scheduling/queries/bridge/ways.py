"""Vì sao không xếp được — the engine's explanation as values to keep, and a way out chosen by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from boiduong.course.delivery.scheduling.queries.bridge.problem import Bridge
from boiduong.engines.timetabling import Explanation, Problem
from boiduong.engines.timetabling.explaining.ways_out import WayOut, ways_of
from boiduong.engines.timetabling.facts import facts_of

RULE_ID = re.compile(r"\b[HS]\d{1,2} ")
TWICE = re.compile(r"\b(\w+(?: \w+)?) (\1)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Way:
    """Một cách gỡ — the condition that it eases, what to do in words, and its price (1 easy, 9 hard).

    Where it raises the limit of a topic in its program, `topic` is its id and `within` the limit after it.
    """

    rule: str
    kind: str
    subject: str
    vi: str
    en: str
    price: int
    topic: int = 0
    within: int = 0


@dataclass(frozen=True)
class Why:
    """Lời giải thích — the conditions that cannot hold together, with their rule, and the ways out by price."""

    facts: tuple[tuple[str, str, str], ...]
    ways: tuple[Way, ...]

    def as_json(self) -> dict[str, object]:
        """Để ghi lại."""
        return {"facts": [list(fact) for fact in self.facts], "ways": [asdict(way) for way in self.ways]}


def tidy(words: str) -> str:
    """Câu gọn để hiện — without ids of rules, and no word twice where a name begins with it ("lớp Lớp A")."""
    return TWICE.sub(r"\2", RULE_ID.sub("", words))


def why_of(bridge: Bridge, found: Explanation) -> Why:
    """Lời giải thích để ghi lại — names of sessions instead of their keys; the rule stands apart from its words."""
    facts = tuple(
        (f.rule, bridge.said(f.sentence("vi").removeprefix(f"{f.rule} ")),
         bridge.said(f.sentence("en").removeprefix(f"{f.rule} ")))
        for f in found.facts
    )  # fmt: skip
    ways = tuple(
        Way(w.fact.rule, w.fact.kind, w.fact.subject, w.vi, w.en, w.price, *_limit(bridge, w))
        for w in sorted(found.ways, key=lambda way: way.price)
    )
    return Why(facts, ways)


def _limit(bridge: Bridge, way: WayOut) -> tuple[int, int]:
    """The topic whose limit is raised, by its id, and the limit; nothing for every other way out."""
    name, within = way.limit or ("", 0)
    return (bridge.followers[name], within) if name in bridge.followers else (0, 0)


def conceded(problem: Problem, ways: Sequence[Way]) -> Problem:
    """Bài toán sau các nhượng bộ — each way out done in turn; one that no longer fits is left out."""
    for way in ways:
        universe = [*facts_of(problem), *facts_of(problem, by="topic")]
        fact = next((f for f in universe if (f.rule, f.kind, f.subject) == (way.rule, way.kind, way.subject)), None)
        offered = ways_of(problem, fact) if fact is not None else ()
        problem = next((w.problem for w in offered if w.vi == way.vi and w.problem is not None), problem)
    return problem
