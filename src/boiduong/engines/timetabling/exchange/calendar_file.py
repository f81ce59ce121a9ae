"""Lịch iCalendar — one feed for a class, a lecturer, a room or everybody; the same session keeps its UID."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from boiduong.engines.timetabling.constraints.view import Placed, View
from boiduong.engines.timetabling.model.problem import HALVES, Problem
from boiduong.engines.timetabling.model.timetable import Timetable

STARTS = (time(7, 30), time(13, 30), time(18, 30))
ZONE_HOURS = 7


def calendar_of(
    problem: Problem,
    timetable: Timetable,
    *,
    stamp: datetime,
    sequence: int = 0,
    class_id: str = "",
    lecturer: str = "",
    room: str = "",
    starts: tuple[time, time, time] = STARTS,
) -> bytes:
    """Lịch của một lớp, giảng viên hoặc phòng — an iCalendar file; `stamp` and `sequence` come from the release."""
    calendar = Calendar()
    calendar.add("prodid", "-//boiduong//timetable//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", " ".join(filter(None, [problem.name, class_id, lecturer, room])))
    view = View(problem, timetable)
    for placed in sorted(view.placed.values(), key=lambda item: (item.entry.slot, item.key)):
        wanted = (not class_id or class_id in placed.session.classes) and lecturer in ("", placed.entry.lecturer)
        if wanted and room in ("", placed.entry.room):
            calendar.add_component(_event(problem, placed, stamp, sequence, starts))
    return bytes(calendar.to_ical())


def _event(problem: Problem, placed: Placed, stamp: datetime, sequence: int, starts: tuple[time, time, time]) -> Event:
    first = date.fromisoformat(problem.calendar.first_on) + timedelta(days=placed.day)
    begin = datetime.combine(first, starts[placed.half], UTC) - timedelta(hours=ZONE_HOURS)
    last = datetime.combine(first, starts[placed.last % HALVES], UTC) - timedelta(hours=ZONE_HOURS)
    event = Event()
    event.add("uid", f"{problem.name}/{placed.key}@boiduong")
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", sequence)
    event.add("dtstart", begin)
    event.add("dtend", last + timedelta(minutes=problem.calendar.half_day_minutes))
    event.add("summary", f"{placed.session.topic.id} ({', '.join(placed.session.classes)})")
    if placed.entry.room:
        event.add("location", placed.entry.room)
    if placed.entry.lecturer:
        event.add("description", placed.entry.lecturer)
    return event
