"""H2 Giảng viên — qualified, free, in one place at a time, within limits, and two venues a day only if travel fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import Placed, View
from boiduong.engines.timetabling.model.problem import HALVES, Lecturer, Problem

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact

RULE = Rule(
    id="H2",
    vi="Giảng viên dạy được chuyên đề, rảnh, mỗi lúc một nơi, không quá số buổi",
    en="Lecturers are qualified, free, in one place at a time and within their limits",
    said_vi="{0}: {1} ({3})",
    said_en="{0}: {2} ({3})",
)


def travel_minutes(problem: Problem, a: str, b: str) -> int:
    """Thời gian đi lại — minutes between two venues; none between a venue and itself or where none is stated."""
    for item in problem.travel:
        if {item.a, item.b} == {a, b} and a != b:
            return item.minutes
    return 0


def travel_fits(problem: Problem, a: str, b: str, halves: int) -> bool:
    """Kịp đi — whether somebody gets from venue to venue between half-days `halves` apart on one day."""
    gap = problem.calendar.break_minutes * halves + problem.calendar.half_day_minutes * (halves - 1)
    return travel_minutes(problem, a, b) <= gap


def violations(view: View) -> Iterator[Violation]:
    """Missing or superfluous lecturers first, then every lecturer's own sessions."""
    for placed in view.placed.values():
        if placed.session.topic.taught != bool(placed.entry.lecturer):
            yield _said("?", "thiếu hoặc thừa giảng viên", "lecturer missing or superfluous", placed)
        elif placed.entry.lecturer and placed.entry.lecturer not in view.lecturers:
            yield _said(placed.entry.lecturer, "không có trong danh sách", "unknown lecturer", placed)
    for name, items in sorted(view.by_lecturer.items()):
        if name in view.lecturers:
            yield from _own(view, view.lecturers[name], items)


def _own(view: View, lecturer: Lecturer, items: list[Placed]) -> Iterator[Violation]:
    busy = set(lecturer.busy)
    for placed in items:
        if placed.session.topic.id not in lecturer.topics:
            yield _said(lecturer.id, "không dạy chuyên đề này", "is not qualified for the topic", placed)
        if not busy.isdisjoint(placed.slots):
            yield _said(lecturer.id, "bận", "is busy", placed)
    for first, second in combinations(items, 2):
        if first.day != second.day:
            continue
        if set(first.slots) & set(second.slots):
            yield _said(lecturer.id, "dạy hai nơi cùng lúc", "teaches twice at a time", first, second)
        elif not _can_travel(view, first, second):
            yield _said(lecturer.id, "không kịp đi lại", "cannot travel in time", first, second)
    days = Counter(slot // HALVES for placed in items for slot in placed.slots)
    for day, count in sorted(days.items()):
        if count > lecturer.most_per_day:
            on_day = [placed for placed in items if placed.day == day]
            yield _said(lecturer.id, "quá số buổi trong ngày", "has too many half-days on a day", *on_day)
    if sum(days.values()) > lecturer.most:
        yield _said(lecturer.id, "quá tổng số buổi", "has too many half-days in all", *items)


def _can_travel(view: View, first: Placed, second: Placed) -> bool:
    a, b = view.venue(first), view.venue(second)
    return a in ("", b) or b == "" or travel_fits(view.problem, a, b, second.half - first.half)


def _said(lecturer: str, vi: str, en: str, *placed: Placed) -> Violation:
    keys = tuple(item.key for item in placed)
    return Violation(RULE, 1, keys, (lecturer, vi, en, ", ".join(keys)))


def terms(model: Exact) -> None:
    """One place at a time and the limits; busy slots and qualification are in the choice of lecturers already."""
    for lecturer in model.problem.lecturers:
        every = []
        for day in range(model.problem.calendar.days):
            slots = range(day * HALVES, day * HALVES + HALVES)
            for slot in slots:
                model.at_most_one(model.teaching(lecturer.id, slot))
            today = [literal for slot in slots for literal in model.teaching(lecturer.id, slot)]
            if lecturer.most_per_day < HALVES and len(today) > lecturer.most_per_day:
                model.at_most(today, lecturer.most_per_day)
            every += today
            _travel_terms(model, lecturer, slots)
        if len(every) > lecturer.most:
            model.at_most(every, lecturer.most)


def _travel_terms(model: Exact, lecturer: Lecturer, slots: range) -> None:
    venues = [venue.id for venue in model.problem.venues]
    for a in venues:
        for b in venues:
            for first, second in combinations(slots, 2):
                if a != b and not travel_fits(model.problem, a, b, second - first):
                    here, there = (
                        model.teaching_at(lecturer.id, first, a),
                        model.teaching_at(lecturer.id, second, b),
                    )
                    if here and there:
                        model.at_most([*here, *there], 1)
