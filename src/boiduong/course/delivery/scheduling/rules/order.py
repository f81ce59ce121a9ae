"""Thứ tự của chuyên đề — a discussion after its topic and soon enough, a report in time, all between the ceremonies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from boiduong.course.delivery.scheduling.rules.facts import (
    AT_RELEASE,
    CEREMONIES,
    HALF_ORDER,
    Placed,
    TopicFacts,
    Violation,
    World,
    told_of,
)


def orders_broken(entries: Sequence[Placed], world: World) -> Iterator[Violation]:
    """Sai thứ tự — of each class, what stands before the topic that it follows has ended, or too long after it."""
    tied = {n: topic for n, topic in world.topics.items() if topic.follows is not None}
    if not tied:
        return
    wanted = {*tied, *(topic.follows for topic in tied.values())}
    held: dict[tuple[int, int], list[Placed]] = {}
    for entry in entries:
        if entry.topic is not None and entry.topic in wanted:
            for number in entry.classes:
                held.setdefault((number, entry.topic), []).append(entry)
    for (number, topic), later in sorted(held.items()):
        earlier = held.get((number, tied[topic].follows or 0)) if topic in tied else None
        if earlier:
            first = min(later, key=lambda e: (e.starts_at, e.key))
            last = max(earlier, key=lambda e: (e.ends_at, e.key))
            yield from _pair(number, tied[topic], last, first, world)


def _pair(number: int, topic: TopicFacts, last: Placed, first: Placed, world: World) -> Iterator[Violation]:
    """The end of the earlier topic and the beginning of the later one."""
    facts = told_of(first, who=world.classes[number].label, other=last.label)
    keys = (first.key, last.key)
    kind = "report" if topic.in_days else "follows"
    if first.starts_at < last.ends_at:
        yield Violation(f"{kind}_early", AT_RELEASE, facts, keys)
    elif topic.within is not None:
        after = (first.day - last.day).days if topic.in_days else half_days_after(number, last, first, world)
        if after > topic.within:
            told = {**facts, "after": after, "within": topic.within}
            yield Violation(f"{kind}_late", AT_RELEASE, told, keys)


def half_days_after(number: int, last: Placed, first: Placed, world: World) -> int:
    """Sau mấy buổi — half-days of a class between two sessions by its calendar, and that of the later session.

    What else stands on the timetable changes nothing of it; the machine counts the same half-days.
    """
    begin, end = (last.day, _place(last.half)), (first.day, _place(first.half))
    return 1 + sum(begin < (day, _place(half)) < end for day, half in world.cells.get(number, ()))


def _place(half: str) -> int:
    return HALF_ORDER.index(half) if half in HALF_ORDER else len(HALF_ORDER)


def ceremonies_broken(entries: Sequence[Placed], world: World) -> Iterator[Violation]:
    """Ngoài khai giảng, bế giảng — topics of a class before its opening is over, or not over when it is closed."""
    held: dict[int, list[Placed]] = {}
    for number in {n for e in entries if e.activity in CEREMONIES for n in e.classes}:
        held[number] = [e for e in entries if number in e.classes]
    for number, own in sorted(held.items()):
        opening = max((e for e in own if e.activity == "opening"), key=lambda e: e.ends_at, default=None)
        closing = min((e for e in own if e.activity == "closing"), key=lambda e: e.starts_at, default=None)
        for entry in own:
            facts = told_of(entry, who=world.classes[number].label)
            lesson = entry.topic is not None
            if opening and (lesson or entry.activity == "closing") and entry.starts_at < opening.ends_at:
                yield Violation("before_opening", AT_RELEASE, facts, (entry.key, opening.key))
            elif closing and lesson and entry.ends_at > closing.starts_at:
                yield Violation("after_closing", AT_RELEASE, facts, (entry.key, closing.key))
