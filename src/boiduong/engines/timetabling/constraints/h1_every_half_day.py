"""H1 Đủ buổi, mỗi lúc một nơi — every session of a class stands once, and a class is in one place at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact

RULE = Rule(
    id="H1",
    vi="Mỗi lớp học đủ buổi, mỗi lúc ở một nơi",
    en="Every class has all its half-days, one place at a time",
    said_vi="{0}: {1}",
    said_en="{0}: {1}",
)


def violations(view: View) -> Iterator[Violation]:
    """Missing, unknown and repeated sessions; two sessions of one class in one slot."""
    for key in sorted(view.sessions.keys() - view.placed.keys()):
        yield Violation(RULE, 1, (key,), (key, "chưa xếp / not placed"))
    for key in view.strays:
        yield Violation(RULE, 1, (key,), (key, "không có hoặc xếp hai lần / unknown or placed twice"))
    for name, items in sorted(view.by_class.items()):
        at: dict[int, list[str]] = defaultdict(list)
        for placed in items:
            for slot in placed.slots:
                at[slot].append(placed.key)
        for _slot, keys in sorted(at.items()):
            if len(keys) > 1:
                yield Violation(RULE, len(keys) - 1, tuple(keys), (name, " + ".join(keys)))


def terms(model: Exact) -> None:
    """Each session starts once; of the sessions of a class at most one takes a slot."""
    for session in model.sessions:
        model.exactly_one(list(model.starts(session.key).values()))
    for item in model.problem.classes:
        for slot in range(model.problem.slots):
            model.at_most_one(model.class_at(item.id, slot))
