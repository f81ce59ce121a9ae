"""Buổi của lớp — the half-days in which a class meets, by its dates, its program and the days that are closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling.rules import EVENING, Cell, TimeRules, days_between

BY_DAY = ("morning", "afternoon")


def taught_of(topics: Iterable[Topic]) -> list[Topic]:
    """Chuyên đề phải dạy của một chương trình — in order; of the electives as many as their part asks for."""
    chosen: dict[int, int] = {}
    kept = []
    for topic in sorted(topics, key=lambda one: one.position):
        asked = topic.part.choose_at_least if topic.part is not None else None
        if asked is not None and topic.part_id is not None:
            chosen[topic.part_id] = chosen.get(topic.part_id, 0) + 1
            if chosen[topic.part_id] <= asked:
                kept.append(topic)
        elif topic.required:
            kept.append(topic)
    return kept


def late_in(topics: Sequence[Topic], rules: TimeRules) -> bool:
    """Có học buổi tối — whether some of the topics may be held in the evening, and evenings have hours."""
    return EVENING in rules.half_day_starts and any(topic.evening for topic in topics)


def cells_of(
    held: TrainingClass,
    course: Course,
    rules: TimeRules,
    taught: Sequence[Topic],
    *,
    sittings: Sequence[tuple[date, date]],
    closed: Collection[date],
) -> tuple[Cell, ...]:
    """Các buổi ban ngày của lớp — working days; the weekend too where the program does not fit without; no holiday."""
    first, last = held.starts_on or course.starts_on, held.ends_on or course.ends_on
    if first is None or last is None:
        return ()
    days = [day for a, b in sittings or [(first, last)] for day in days_between(a, b) if day not in closed]
    halves = [half for half in BY_DAY if half in rules.half_day_starts]
    working = tuple((day, half) for day in days if day.weekday() < 5 for half in halves)
    half_days = {t.pk: -(-(t.periods or 1) // rules.periods_per_half_day) for t in taught}
    late = sum(half_days[t.pk] for t in taught if t.evening) if late_in(taught, rules) else 0
    needed = sum(half_days.values()) - min(late, len({day for day, _ in working}))
    return working if needed <= len(working) else tuple((day, half) for day in days for half in halves)


def evenings_of(cells: Sequence[Cell], taught: Sequence[Topic], rules: TimeRules) -> tuple[Cell, ...]:
    """Các buổi tối của lớp — of its days, where something of its program may be held in them."""
    if not late_in(taught, rules):
        return ()
    return tuple((day, EVENING) for day in dict.fromkeys(day for day, _ in cells))


def is_of_class(held: TrainingClass, day: date) -> bool:
    """Ngày trong thời gian của lớp — within its dates and sittings; weekend days are its own matter."""
    first, last = held.starts_on or held.course.starts_on, held.ends_on or held.course.ends_on
    if (first and day < first) or (last and day > last):
        return False
    sittings = [(s.starts_on, s.ends_on) for s in held.sittings.all()]
    return not sittings or any(a <= day <= b for a, b in sittings)
