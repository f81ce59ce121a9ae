"""Kế thừa — what a unit of one day is on another: heirs forward, kin backward, and never a silent guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from boiduong.refusals import Refusal, gettext_noop


class CycleInSuccession(Refusal):
    """Kế thừa vòng tròn — a unit would become its own heir."""

    text = gettext_noop("%(name)s would become its own heir. Check the two sides of this change.")


@dataclass(frozen=True)
class Edge:
    """Một mối kế thừa — `share` of the predecessor went to the successor on a day, by an act (its id)."""

    predecessor: int
    successor: int
    on: date
    share: str
    kind: str = ""
    act: int | None = None


@dataclass(frozen=True)
class Life:
    """Một đời đơn vị — when it ended, and from when anything is known of it."""

    ended_on: date | None
    known_from: date
    founded_on: date | None = None


# A unit that the graph has not heard of yet is itself, and nothing is known of its past.
_ALIVE = Life(None, date.max)


@dataclass(frozen=True)
class Graph:
    """Đồ thị kế thừa — the lives of all units and the live edges between them."""

    lives: Mapping[int, Life]
    edges: Sequence[Edge]

    @cached_property
    def leaving(self) -> Mapping[int, Sequence[Edge]]:
        """Edges by predecessor; a name alone is no inheritance."""
        answer: dict[int, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            if edge.share in ("whole", "part"):
                answer[edge.predecessor].append(edge)
        return answer

    @cached_property
    def arriving(self) -> Mapping[int, Sequence[Edge]]:
        """Edges by successor."""
        answer: dict[int, list[Edge]] = defaultdict(list)
        for edges in self.leaving.values():
            for edge in edges:
                answer[edge.successor].append(edge)
        return answer


@dataclass(frozen=True)
class NotEstablished:
    """Chưa xác định — no source says what became of the (rest of the) unit since that day."""

    unit: int
    since: date


@dataclass(frozen=True)
class One:
    """Một đáp án — exactly one unit; `edges` are the steps that led there (none: it is still itself)."""

    unit: int
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True)
class Ask:
    """Phải hỏi — several heirs, or a gap; a person answers. `edges` hold the acts and the shares."""

    units: tuple[int, ...]
    not_established: tuple[NotEstablished, ...]
    edges: tuple[Edge, ...] = ()


def heirs(graph: Graph, unit: int, target: date) -> One | Ask:
    """Nay là — what `unit` is on the day `target`: itself, one heir, or a question for a person.

    A unit alive on that day is still itself, also when it was renamed, grew, or lost a part. An ended unit is followed
    along the successions of the day on which it ended; without any, or with a single one of a part, the rest is
    not established.
    """
    todo, seen = [unit], {unit}
    found: set[int] = set()
    gaps: set[NotEstablished] = set()
    walked: list[Edge] = []
    while todo:
        here = todo.pop()
        ended = graph.lives.get(here, _ALIVE).ended_on
        if ended is None or ended > target:
            found.add(here)
            continue
        edges = [edge for edge in graph.leaving.get(here, ()) if edge.on == ended]
        if not edges or (len(edges) == 1 and edges[0].share == "part"):
            gaps.add(NotEstablished(here, ended))
        walked.extend(edges)
        for edge in edges:
            if edge.successor not in seen:
                seen.add(edge.successor)
                todo.append(edge.successor)
    steps = tuple(sorted(walked, key=lambda e: (e.on, e.predecessor, e.successor)))
    if len(found) == 1 and not gaps:
        return One(found.pop(), steps)
    return Ask(tuple(sorted(found)), tuple(sorted(gaps, key=lambda g: (g.since, g.unit))), steps)


@dataclass(frozen=True)
class Kin:
    """Họ hàng của đơn vị — units whose facts count for it: certain ones, those in part, and what is not known.

    `unknown_before` holds the units of the family of which nothing is known on the day asked for.
    """

    certain: frozenset[int] = field(default_factory=frozenset)
    in_part: frozenset[int] = field(default_factory=frozenset)
    unknown_before: frozenset[int] = field(default_factory=frozenset)


def kin(graph: Graph, unit: int, since: date, target: date) -> Kin:
    """Trước là — the units alive at or after `since` that `unit` continues on the day `target`.

    A predecessor is certain when its heir is `unit` alone; else only a part of it came here.
    """
    todo, seen = [unit], {unit}
    while todo:
        for edge in graph.arriving.get(todo.pop(), ()):
            if since < edge.on <= target and edge.predecessor not in seen:
                seen.add(edge.predecessor)
                todo.append(edge.predecessor)
    certain = {one for one in seen if one == unit or _is_one(heirs(graph, one, target), unit)}
    lives = {one: graph.lives.get(one, _ALIVE) for one in seen}
    unknown = {one for one, life in lives.items() if life.founded_on is None and life.known_from > since}
    return Kin(frozenset(certain), frozenset(seen - certain), frozenset(unknown))


def _is_one(answer: One | Ask, unit: int) -> bool:
    return isinstance(answer, One) and answer.unit == unit


def refuse_cycle(edges: Iterable[Edge], new: Iterable[Edge], names: Mapping[int, str]) -> None:
    """Chặn vòng tròn — raises CycleInSuccession when one of the new edges leads back to where it starts."""
    after: dict[int, set[int]] = defaultdict(set)
    added = list(new)
    for edge in [*edges, *added]:
        if edge.share in ("whole", "part"):
            after[edge.predecessor].add(edge.successor)
    for edge in added:
        todo, seen = [edge.successor], set[int]()
        while todo:
            here = todo.pop()
            if here == edge.predecessor:
                raise CycleInSuccession(name=names.get(here, str(here)))
            if here not in seen:
                seen.add(here)
                todo.extend(after.get(here, ()))
