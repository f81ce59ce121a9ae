"""H6 Đi thực tế — a field day takes a whole day; buses and the places visited are limited."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View
from boiduong.engines.timetabling.model.problem import HALVES, MORNING, Problem

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact

RULE = Rule(
    id="H6",
    vi="Đi thực tế trọn ngày, đủ xe, không quá sức của điểm đến",
    en="Field days take whole days, within buses and sites",
    said_vi="{0}: {1} ({3})",
    said_en="{0}: {2} ({3})",
)


def buses_needed(problem: Problem, size: int) -> int:
    """Số xe — buses that a class of this size takes; none when the problem has no buses."""
    return -(-size // problem.fleet.seats) if problem.fleet.buses else 0


def violations(view: View) -> Iterator[Violation]:
    """The start and site of each field day, then sites and buses by day."""
    guests: Counter[tuple[str, int]] = Counter()
    buses: Counter[int] = Counter()
    keys: dict[int, list[str]] = defaultdict(list)
    for placed in view.placed.values():
        if not placed.session.field_day:
            continue
        site, size = view.sites.get(placed.entry.room), view.seated(placed.session)
        if placed.half != MORNING:
            yield _said(placed.key, "không trọn ngày", "is not a whole day", [placed.key])
        if site is None or site.id not in placed.session.topic.sites:
            yield _said(placed.entry.room or "?", "không phải điểm đến", "is no site of the topic", [placed.key])
        elif placed.day in site.busy_days:
            yield _said(site.id, "không nhận khách", "receives nobody", [placed.key])
        guests[placed.entry.room, placed.day] += size
        buses[placed.day] += buses_needed(view.problem, size)
        keys[placed.day].append(placed.key)
    for (name, day), count in sorted(guests.items()):
        if name in view.sites and count > view.sites[name].learners:
            yield _said(name, "quá số người", "has too many guests", keys[day])
    for day, count in sorted(buses.items()):
        if count > view.problem.fleet.buses:
            yield _said("xe / buses", "thiếu", "are too few", keys[day])


def _said(subject: str, vi: str, en: str, keys: list[str]) -> Violation:
    return Violation(RULE, 1, tuple(keys), (subject, vi, en, ", ".join(keys)))


def terms(model: Exact) -> None:
    """Sites and buses of each day; the start in the morning is in the choice of slots already."""
    sizes = {item.id: item.size for item in model.problem.classes}
    fields = [session for session in model.sessions if session.field_day]
    for day in range(model.problem.calendar.days) if fields else ():
        slot = day * HALVES
        going = [(model.starts(item.key).get(slot), sizes[item.classes[0]]) for item in fields]
        buses = [(literal, buses_needed(model.problem, size)) for literal, size in going if literal is not None]
        if model.problem.fleet.buses:
            model.weighted_at_most(buses, model.problem.fleet.buses)
        for site in model.problem.sites:
            model.weighted_at_most(model.visits(site.id, slot), site.learners)
