"""Lịch của khóa — First and last day, with what is missing assumed from lengths, classes and sources."""

from __future__ import annotations

from datetime import date, timedelta

from ..arithmetic import is_working_day, next_working_days, working_days
from ..block import Block
from ..checks.common import programs, topics_under
from ..kinds import Mode
from ..model import Calendar, Sitting
from ..nodes import Leaf, walk
from ..values import Duration, When
from .defaults import Defaults
from .ledger import Ledger


def assumed_year(course: Block, *, today: date | None, defaults: Defaults) -> int:
    """Năm dùng khi nguồn không ghi — The latest year in the course's own dates, else of a source, else today's."""
    for keys in (("start", "end", "on", "nominations_by"), ("published_on",), ("issued_on", "as_of", "year")):
        years = [
            when.year
            for path, node in walk(course.node)
            if path and path[-1] in keys and isinstance(node, Leaf)
            if (when := When.parse(node.written)) and when.year
        ]
        if years:
            return max(years)
    return today.year if today else defaults.year


def fill_calendar(course: Block, ledger: Ledger, *, year: int, today: date | None, defaults: Defaults) -> Calendar:
    """Điền lịch — A first and a last day for the whole course."""
    block = course.at("calendar")
    said_start, said_end = block.when("start"), block.when("end")
    weekend = bool(block.flag("weekend"))
    _note_year(course, ledger, year)
    start = _start(course, said_start, year=year, today=today, weekend=weekend)
    end = _end(course, start, said_end, year=year, weekend=weekend, defaults=defaults)
    start_assumed = said_start is None or not said_start.is_full or said_start.assumed
    end_assumed = said_end is None or not said_end.is_full or said_end.assumed
    not_after = block.when("not_after")
    return Calendar(
        start=start,
        end=end,
        start_assumed=start_assumed,
        end_assumed=end_assumed,
        said_start=said_start,
        said_end=said_end,
        length=block.duration(),
        weekend=weekend,
        weekends_only=weekend and _only_weekends(course, start, end),
        around_the_clock=bool(block.flag("around_the_clock")),
        avoid=block.texts("avoid"),
        not_after=not_after.last(year=year) if not_after else None,
        sittings=said_sittings(block, year=year),
    )


def _only_weekends(course: Block, start: date, end: date) -> bool:
    """Chỉ cuối tuần — Learned beside work, from one weekend to another: the days between are not study days."""
    beside_work = course.word("mode") == Mode.PART_TIME
    return beside_work and start.weekday() > 4 and end.weekday() > 4 and (end - start).days > 2


def said_sittings(owner: Block, *, year: int) -> tuple[Sitting, ...]:
    """Các đợt đã ghi — Sittings with both ends said, in the order of time."""
    found = []
    for one in owner.each("sittings"):
        start, end = one.when("start"), one.when("end")
        if start is None:
            continue
        first = start.first(year=year)
        last = end.last(year=year) if end else first
        found.append(Sitting(first, max(first, last), one.assumed or not (end and start.is_full)))
    return tuple(sorted(found, key=lambda one: one.start))


def _note_year(course: Block, ledger: Ledger, year: int) -> None:
    calendar = course.at("calendar")
    if any(when is not None and when.year is None for when in (calendar.when("start"), calendar.when("end"))):
        ledger.note("calendar", f"Nguồn không ghi năm; lấy năm {year}.", f"No year is said; {year} is taken.")


def _start(course: Block, said: When | None, *, year: int, today: date | None, weekend: bool) -> date:
    if said is not None and said.is_full:
        return said.first(year=year)
    if said is not None and (said.month or not _class_days(course, "start", year)):
        day = said.first(year=year)
        if said.month is None:
            day = day.replace(month=3)
        return day if said.day else _onto_working_day(day, weekend=weekend)
    starts = _class_days(course, "start", year)
    if starts:
        return min(starts)
    return _onto_working_day(_day_of_telling(course, year) or today or date(year, 3, 1), weekend=weekend)


def _onto_working_day(day: date, *, weekend: bool) -> date:
    while not is_working_day(day, weekend=weekend):
        day += timedelta(days=1)
    return day


def _class_days(course: Block, key: str, year: int) -> list[date]:
    """Ngày của các lớp và đợt — The said days of classes and sittings."""
    classes = course.at("classes").each("list")
    owners = (*classes, *course.at("calendar").each("sittings"), *(s for one in classes for s in one.each("sittings")))
    whens = [one.when(key) or one.when("start") for one in owners]
    days = [when.last(year=year) if key == "end" else when.first(year=year) for when in whens if when and when.month]
    ceremonies = course.each("ceremonies") if not days else ()
    return days + [when.first(year=year) for one in ceremonies if (when := one.when("on")) and when.day]


def _day_of_telling(course: Block, year: int) -> date | None:
    for source in course.each("sources"):
        when = source.when("published_on")
        if when is not None and when.month:
            return when.first(year=year)
    return None


def _end(course: Block, start: date, said: When | None, *, year: int, weekend: bool, defaults: Defaults) -> date:
    ends = [day for day in _class_days(course, "end", year) if day >= start]
    if said is not None:
        last = said.last(year=year if said.year or said.last(year=year) >= start else year + 1)
        first = said.first(year=last.year)
        inside = [day for day in ends if first <= day <= last]
        if not said.is_full and inside:
            return max(start, *inside)
        if not said.day:
            days = working_days(max(first, start), last, weekend=weekend)
            last = days[-1] if days else last
        return max(start, last)
    count = course_days(course, defaults=defaults)
    if course.word("mode") == Mode.SELF_PACED:
        count *= defaults.self_paced_days_per_day
    return max([next_working_days(start, count, weekend=weekend)[-1], *ends])


def course_days(course: Block, *, defaults: Defaults) -> int:
    """Số ngày học — From the lengths said of calendar or program, else from the number of topics."""
    lengths = [course.at("calendar").duration(), course.at("plan").duration()]
    lengths += [program.duration() for program in programs(course)]
    for length in lengths:
        half_days = _half_days(length, defaults)
        if half_days:
            return max(1, -(-half_days // 2))
    counts = [amount.best for one in programs(course) if (amount := one.amount("topic_count"))]
    counts += [sum(part.best for one in program.each("parts") if (part := one.amount("topic_count")))
               for program in programs(course)]  # fmt: skip
    listed = [len(topics_under(one)) for one in programs(course)]
    topics = max([*counts, *listed, 0])
    return max(1, -(-(topics + 1) // 2)) if topics else defaults.days_per_course


def _half_days(length: Duration | None, defaults: Defaults) -> int | None:
    return length.half_day_count(periods_per_half_day=defaults.half_day_periods) if length else None
