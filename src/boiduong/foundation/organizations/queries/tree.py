"""Cây và đồ thị — who stands above a unit, and its heirs and kin; loaded once, kept until something changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock

from django.db.models import Min, Subquery

from boiduong.foundation.organizations.models import Succession, Unit, UnitVersion
from boiduong.foundation.organizations.rules import Ask, Edge, Graph, Kin, Life, One, heirs, kin
from boiduong.web.reading import once

Key = tuple[object, ...]


@dataclass
class _Tree:
    """What is above each unit, and the graph of successions."""

    key: Key
    above: dict[int, set[int]]
    graph: Graph
    known: dict[int, frozenset[int]] = field(default_factory=dict)
    inside: dict[int, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def below(self) -> dict[int, set[int]]:
        """What is directly below each unit."""
        answer = defaultdict[int, set[int]](set)
        for unit, higher in self.above.items():
            for one in higher:
                answer[one].add(unit)
        return dict(answer)


_lock = Lock()
_kept: dict[str, _Tree] = {}


def _key() -> Key:
    """The last version and the last succession: one query on two primary keys."""
    last = Succession.objects.order_by("-id")
    row = (
        UnitVersion.objects.order_by("-id")
        .annotate(link=Subquery(last.values("id")[:1]), link_stamp=Subquery(last.values("stamp")[:1]))
        .values_list("id", "stamp", "link", "link_stamp")
        .first()
    )
    return row or (None,)


def _live_edges() -> list[Edge]:
    """Successions that no later row replaces."""
    rows = Succession.objects.filter(voided_by__isnull=True)
    values = rows.values_list("predecessor_id", "successor_id", "on", "share", "kind", "act_id")
    return [Edge(*row) for row in values]


def _load(key: Key) -> _Tree:
    """Read every unit, version and succession: three queries."""
    first = dict(UnitVersion.objects.values_list("unit_id").annotate(first=Min("starts_on")).order_by())
    lives, above = {}, defaultdict[int, set[int]](set)
    for pk, founded, ended, area in Unit.objects.values_list("id", "founded_on", "ended_on", "area_id"):
        lives[pk] = Life(ended, first.get(pk) or founded or date.max, founded)
        if area:
            above[pk].add(area)
    last: dict[int, int | None] = {}
    rows = UnitVersion.objects.order_by("unit_id", "starts_on").values_list("unit_id", "parent_id")
    for unit, parent in rows:
        last[unit] = parent
    for unit, highest in last.items():
        if highest:
            above[unit].add(highest)
    edges = _live_edges()
    for edge in edges:
        if edge.share == "whole":
            above[edge.predecessor].add(edge.successor)
    return _Tree(key, dict(above), Graph(lives, edges))


def _tree() -> _Tree:
    key = once("organizations.tree", _key)
    tree = _kept.get("tree")
    if tree is None or tree.key != key:
        tree = _load(key)
        with _lock:
            _kept["tree"] = tree
    return tree


def ancestor_ids(unit_id: int) -> frozenset[int]:
    """Các đơn vị bên trên — the unit itself and all above it, for scopes of rights.

    Above a unit stand its last parent, the place whose body it is, and whoever took it over whole: a role over the new
    province reaches the records of the old ones. One query tells whether the kept tree is still right.
    """
    tree = _tree()
    found = tree.known.get(unit_id)
    if found is None:
        found = tree.known[unit_id] = _reach(unit_id, tree.above)
    return found


def within(scope_id: int) -> frozenset[int]:
    """Các đơn vị thuộc quyền — ids of all units of which `scope_id` is the ancestor, itself included."""
    return within_many([scope_id])[scope_id]


def within_many(scope_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Các đơn vị thuộc từng quyền — as `within` for several units; one question tells whether the tree is right."""
    tree = _tree()
    found = {}
    for scope in scope_ids:
        if scope not in tree.inside:
            tree.inside[scope] = _reach(scope, tree.below)
        found[scope] = tree.inside[scope]
    return found


def _reach(start: int, steps: Mapping[int, set[int]]) -> frozenset[int]:
    todo, seen = [start], {start}
    while todo:
        for unit in steps.get(todo.pop(), ()):
            if unit not in seen:
                seen.add(unit)
                todo.append(unit)
    return frozenset(seen)


def graph() -> Graph:
    """Đồ thị kế thừa — all lives and live edges, from the kept tree."""
    return _tree().graph


def heirs_of(unit: Unit, target: date) -> One | Ask:
    """Nay là — what the unit is on `target`: see `rules.heirs`."""
    return heirs(graph(), unit.pk, target)


def kin_of(unit: Unit, since: date, target: date) -> Kin:
    """Trước là — whose facts since `since` count for the unit on `target`: see `rules.kin`."""
    return kin(graph(), unit.pk, since, target)
