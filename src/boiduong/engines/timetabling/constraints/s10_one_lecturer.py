"""S10 Một giảng viên cho cả chuyên đề — lecturers of one topic in one class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact, Linear

RULE = Rule(
    id="S10",
    vi="Một giảng viên cho cả chuyên đề",
    en="One lecturer for a topic",
    said_vi="{0} lớp {1} có nhiều giảng viên: {2}",
    said_en="{0} of class {1} has several lecturers: {2}",
)


def violations(view: View) -> Iterator[Violation]:
    """Lecturers beyond the first for the half-days of a topic in one class (or in the plenary)."""
    teachers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for placed in view.placed.values():
        if placed.entry.lecturer:
            group = placed.key.rsplit("/", 1)[1]
            teachers[placed.session.topic.id, group].add(placed.entry.lecturer)
    for (topic, group), names in sorted(teachers.items()):
        if len(names) > 1:
            yield Violation(RULE, len(names) - 1, (), (topic, group, ", ".join(sorted(names))))


def cost(model: Exact) -> Linear:
    """Only where the model names lecturers; elsewhere the bound is 0."""
    found: Linear = []
    for topic, keys in model.topic_groups():
        if len(keys) > 1 and topic.taught and model.named:
            every = []
            for lecturer in model.problem.lecturers:
                one = model.any_of([literal for key in keys for literal in model.taught_by(key, lecturer.id)])
                every += [] if one is None else [(1, one)]
            more = model.new_int(len(keys))
            model.at_most_sum(every, [(1, more), (1, None)])
            found.append((1, more))
    return found
