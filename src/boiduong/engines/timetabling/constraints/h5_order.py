"""H5 Thứ tự — half-days of a topic in order, topics after those they need, a discussion soon after its topic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View
from boiduong.engines.timetabling.model.problem import FIELD_DAY, Anchor, Problem
from boiduong.engines.timetabling.model.sessions import Order, Session

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact

RULE = Rule(
    id="H5",
    vi="Chuyên đề đúng thứ tự, thảo luận sau chuyên đề và không quá số buổi",
    en="Topics in order, discussions after their topic and in time",
    said_vi="{1} phải sau {0}{2}",
    said_en="{1} must come after {0}{2}",
)


def half_day_ranks(problem: Problem, uncounted: tuple[int, ...] = ()) -> list[int]:
    """Số thứ tự buổi mở — for each slot the number of slots open up to it, but for those that do not count."""
    shut, ranks, count = {*problem.calendar.closed, *uncounted}, [], 0
    for slot in range(problem.slots):
        count += slot not in shut
        ranks.append(count)
    return ranks


def latest_start(problem: Problem, order: Order, end: int) -> int:
    """Muộn nhất — the last slot in which the later session may start when the earlier one ended in slot `end`.

    The half-day in which it starts counts, also one that does not count otherwise.
    """
    if not order.within:
        return problem.slots - 1
    if order.rule == "H8":
        return min(problem.slots - 1, (end // 3 + order.within) * 3 + 2)
    ranks = half_day_ranks(problem, order.uncounted)
    return max(slot for slot in range(problem.slots) if slot <= end or ranks[slot - 1] - ranks[end] + 1 <= order.within)


def anchors_of(problem: Problem, session: Session) -> tuple[Anchor, ...]:
    """Các mốc của một buổi — the first half-day of a topic comes after them, the last one before them."""
    topic = session.topic
    last = topic.kind == FIELD_DAY or session.index == topic.half_days - 1
    return tuple(
        anchor
        for anchor in problem.anchors
        if anchor.topic == topic.id
        and anchor.class_id in session.classes
        and (last if anchor.before else session.index == 0)
    )


def keeps_to(problem: Problem, anchor: Anchor, start: int, length: int) -> bool:
    """Đúng với mốc — whether a session of so many slots that starts in a slot stands as its anchor asks."""
    uncounted = next((item.uncounted for item in problem.classes if item.id == anchor.class_id), ())
    order = Order("", "", anchor.rule, anchor.within, uncounted)
    end = start + length - 1
    earlier, later = (end, anchor.slot) if anchor.before else (anchor.slot, start)
    return earlier < later <= latest_start(problem, order, earlier)


def anchor_violations(view: View, rule: Rule) -> Iterator[Violation]:
    """Every anchor of one rule that a timetable does not keep to."""
    if not view.problem.anchors:
        return
    for placed in view.placed.values():
        for anchor in anchors_of(view.problem, placed.session):
            if anchor.rule == rule.id and not keeps_to(view.problem, anchor, placed.entry.slot, placed.session.length):
                pair = (placed.key, anchor.name) if anchor.before else (anchor.name, placed.key)
                yield Violation(rule, 1, (placed.key,), (*pair, f" (≤ {anchor.within})" if anchor.within else ""))


def order_violations(view: View, rule: Rule) -> Iterator[Violation]:
    """Every order of one rule that a timetable breaks."""
    for order in view.orders:
        earlier, later = view.placed.get(order.earlier), view.placed.get(order.later)
        if order.rule != rule.id or earlier is None or later is None:
            continue
        start = later.entry.slot
        if start <= earlier.last or start > latest_start(view.problem, order, earlier.last):
            limit = f" (≤ {order.within})" if order.within else ""
            yield Violation(rule, 1, (order.earlier, order.later), (order.earlier, order.later, limit))
    yield from anchor_violations(view, rule)


def order_terms(model: Exact, rule: Rule) -> None:
    """By prefix sums: what started up to a slot needs the earlier session ended before it, and not too long ago."""
    for order in model.orders:
        if order.rule != rule.id:
            continue
        for slot in range(model.problem.slots):
            model.at_most_as(model.begun(order.later, slot), model.ended(order.earlier, slot - 1))
            if order.within:
                latest = latest_start(model.problem, order, slot)
                if latest < model.problem.slots - 1:
                    model.at_most_as(model.ended(order.earlier, slot), model.begun(order.later, latest))


def violations(view: View) -> Iterator[Violation]:
    """Every order of half-days, topics and discussions that is broken."""
    return order_violations(view, RULE)


def terms(model: Exact) -> None:
    """The orders of half-days, topics and discussions."""
    order_terms(model, RULE)
