"""Kiểm tra ngày — Days exist, ends follow starts, classes and ceremonies lie inside the course."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..arithmetic import working_days
from ..block import Block
from ..findings import Finding
from ..nodes import Leaf, walk
from ..values import When, day_told
from .common import spans, told_at

DATE_KEYS = frozenset(
    {"start", "end", "on", "due", "clock", "issued_on", "published_on", "founded_on", "ended_on", "as_of",
     "nominations_by", "not_after", "year"}
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1900, 2100
_ANY_LEAP_YEAR = 2024


def check_dates(course: Block) -> Iterator[Finding]:
    """Kiểm tra mọi ngày — Impossible days, reversed spans, dates outside the course, overlapping sittings."""
    yield from _impossible_days(course)
    for span in spans(course):
        yield from _reversed(span, "start", "end")
        yield from _too_long(span)
    for body in course.each("organizations"):
        yield from _reversed(body, "founded_on", "ended_on")
    yield from _outside(course)
    yield from _beyond_classes(course)
    for owner in (course.at("calendar"), *course.at("classes").each("list")):
        yield from _overlapping(owner.each("sittings"))
    yield from _nominations(course)
    yield from _no_day_left(course.at("calendar"))
    yield from _limits(course)


def _impossible_days(course: Block) -> Iterator[Finding]:
    for path, node in walk(course.node):
        keys = [step for step in path if step != "value"]
        if not (keys and keys[-1] in DATE_KEYS and isinstance(node, Leaf) and isinstance(node.value, str)):
            continue
        block = Block(node, path)
        when = When.parse(node.value)
        if when is None and _is_shaped(node.value):
            yield told_at(block, "bad_day", value=node.value)
        elif when is not None and when.year is not None and not FIRST_YEAR <= when.year <= LAST_YEAR:
            yield told_at(block, "absurd_year", year=str(when.year), first=str(FIRST_YEAR), last=str(LAST_YEAR))


def _is_shaped(written: str) -> bool:
    """Đúng dạng — True when only the day can be wrong: the schema tells everything else."""
    parts = written.split("-")
    return (
        all(part.isdecimal() or not part for part in parts)
        and len(parts[-1]) == 2
        and 1 <= int(parts[-1]) <= 31
        and len(parts) in (3, 4)
        and len(parts[-2]) == 2
        and 1 <= int(parts[-2]) <= 12
    )


def _range(block: Block, first: str = "start", last: str = "end") -> tuple[date, date] | None:
    """Khoảng rộng nhất — Earliest start and latest end when both are said with a year."""
    start, end = block.when(first), block.when(last)
    if start is None or end is None:
        return None
    year = start.year or end.year or _ANY_LEAP_YEAR
    if start.year is None and end.year is None and end.last(year=year) < start.first(year=year):
        return None
    return start.first(year=year), end.last(year=end.year or year)


def _reversed(block: Block, first: str, last: str) -> Iterator[Finding]:
    span = _range(block, first, last)
    start, end = block.when(first), block.when(last)
    if span and start and end and span[1] < span[0]:
        yield told_at(block.at(last), "end_before_start", start=start.told(), end=end.told())


def _too_long(block: Block) -> Iterator[Finding]:
    span, length = _range(block), block.duration()
    if span is None or length is None or length.per is not None or length.days is None:
        return
    room = (span[1] - span[0]).days + 1
    if 0 < room < length.days.bounds()[0]:
        facts = {"days": length.days.told(), "room": str(room), "start": day_told(span[0]), "end": day_told(span[1])}
        yield told_at(block.at("length"), "length_beyond_dates", **facts)


def _outside(course: Block) -> Iterator[Finding]:
    calendar = _range(course.at("calendar"))
    if calendar is None or calendar[1] < calendar[0]:
        return
    inner = [(block, key) for block in spans(course) if block.path[0] == "classes" for key in ("start", "end")]
    inner += [(block, key) for block in course.at("calendar").each("sittings") for key in ("start", "end")]
    inner += [(block, "on") for block in course.each("ceremonies")]
    for block, key in inner:
        when = block.when(key)
        if when is None or when.year is None:
            continue
        slack = timedelta(days=7 if key == "on" else 0)
        if when.last(year=when.year) < calendar[0] - slack or when.first(year=when.year) > calendar[1] + slack:
            facts = {"day": when.told(), "start": day_told(calendar[0]), "end": day_told(calendar[1])}
            yield told_at(block.at(key), "outside_course", **facts)


def _beyond_classes(course: Block) -> Iterator[Finding]:
    classes, calendar = course.at("classes"), _range(course.at("calendar"))
    listed = classes.each("list")
    count = classes.amount("count")
    ranges = [span for block in listed if (span := _range(block))]
    if not listed or calendar is None or len(ranges) < len(listed) or (count and count.best > len(listed)):
        return
    first, last = min(start for start, _ in ranges), max(end for _, end in ranges)
    if calendar[0] < first or last < calendar[1]:
        facts = {
            "start": day_told(calendar[0]),
            "end": day_told(calendar[1]),
            "first": day_told(first),
            "last": day_told(last),
        }
        yield told_at(course.at("calendar"), "calendar_beyond_classes", **facts)


def _overlapping(sittings: tuple[Block, ...]) -> Iterator[Finding]:
    before: date | None = None
    for sitting in sittings:
        span = _range(sitting)
        if span and before and span[0] <= before:
            yield told_at(sitting.at("start"), "sitting_overlap", start=day_told(span[0]), end=day_told(before))
        before = span[1] if span else before


def _nominations(course: Block) -> Iterator[Finding]:
    due, start = course.at("plan").when("nominations_by"), course.at("calendar").when("start")
    if due is None or start is None or due.year is None or start.year is None:
        return
    if due.first(year=due.year) > start.last(year=start.year):
        facts = {"day": due.told(), "start": start.told()}
        yield told_at(course.at("plan").at("nominations_by"), "nominations_late", **facts)


def _no_day_left(calendar: Block) -> Iterator[Finding]:
    span, avoided = _range(calendar), {str(one) for one in calendar.texts("avoid")}
    if span is None or not avoided or span[1] < span[0] or (span[1] - span[0]).days > len(avoided) * 7:
        return
    days = working_days(*span, weekend=bool(calendar.flag("weekend")), also=set(span))
    if all(day.isoformat() in avoided for day in days):
        yield told_at(calendar.at("avoid"), "no_study_day", start=day_told(span[0]), end=day_told(span[1]))


def _limits(course: Block) -> Iterator[Finding]:
    """Hạn — The course ends by its limit, and nothing is due before it begins."""
    calendar = course.at("calendar")
    start, end, limit = (calendar.when(key) for key in ("start", "end", "not_after"))
    if end and limit and end.year and limit.year and end.first(year=end.year) > limit.last(year=limit.year):
        yield told_at(calendar.at("end"), "ends_too_late", end=end.told(), limit=limit.told())
    for item in course.at("completion").each("items"):
        due = item.when("due")
        if due and start and due.year and start.year and due.last(year=due.year) < start.first(year=start.year):
            yield told_at(item.at("due"), "due_before_start", day=due.told(), start=start.told())
