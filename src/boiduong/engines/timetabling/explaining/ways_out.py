"""Cách gỡ — concrete changes that end a conflict, tried one by one and ranked by what they ask of people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from boiduong.engines.timetabling.constraints import RULES
from boiduong.engines.timetabling.constraints.h7_closed import open_starts
from boiduong.engines.timetabling.facts import Fact, anchor_fact, without
from boiduong.engines.timetabling.model.problem import EVENING, HALVES, REPORT, Lecturer, Problem, Room
from boiduong.engines.timetabling.model.sessions import sessions_of

HALF_NAMES = (("sáng", "morning"), ("chiều", "afternoon"), ("tối", "evening"))


@dataclass(frozen=True, slots=True)
class WayOut:
    """Một cách gỡ — what to do in words, its price (1 easy … 9 hard), and the problem after it.

    `limit` is the topic whose limit it raises, and to how much.
    """

    vi: str
    en: str
    price: int
    problem: Problem | None
    fact: Fact
    limit: tuple[str, int] | None = None

    def sentence(self, language: str = "vi") -> str:
        """The way out in Vietnamese or English."""
        return self.en if language == "en" else self.vi


def ways_of(problem: Problem, fact: Fact) -> Iterator[WayOut]:
    """Các cách gỡ của một điều kiện — small edits first, letting the condition go last."""
    maker = {
        "busy": _free_half_days,
        "qualified": _more_lecturers,
        "limits": _higher_limit,
        "calendar": _more_days,
        "rooms": _one_more_room,
        "lock": _unlock,
        "buses": _more_buses,
        "site": _larger_site,
        "follows": _later_follow,
        "report": _later_follow,
        "anchor": _later_anchor,
    }.get(fact.kind)
    if maker is not None:
        yield from maker(problem, fact)
    if fact.kind == "wish":
        vi, en = RULES[fact.rule].vi, RULES[fact.rule].en
        yield WayOut(f"Chuyển quy tắc «{vi}» sang mức nhắc", f"Let “{en}” warn only", 2, without(problem, [fact]), fact)
    elif fact.kind != "calendar":
        vi, en = fact.sentence("vi"), fact.sentence("en")
        price = 9 if fact.kind in ("class", "topic") else 6
        yield WayOut(f"Bỏ điều kiện: {vi}", f"Let go of: {en}", price, without(problem, [fact]), fact)


def _slot_name(problem: Problem, slot: int) -> tuple[str, str]:
    days, half = divmod(slot, HALVES)
    day = date.fromisoformat(problem.calendar.first_on) + timedelta(days=days)
    said = f"{day.day}/{day.month}"
    return f"{HALF_NAMES[half][0]} {said}", f"the {HALF_NAMES[half][1]} of {said}"


def _lecturers_with(problem: Problem, changed: Lecturer) -> Problem:
    others = tuple(changed if item.id == changed.id else item for item in problem.lecturers)
    return replace(problem, lecturers=others)


def _free_half_days(problem: Problem, fact: Fact) -> Iterator[WayOut]:
    """Ask a busy lecturer for one or two more half-days."""
    lecturer = next(item for item in problem.lecturers if item.id == fact.subject)
    useful = {
        slot
        for session in sessions_of(problem)
        if session.topic.id in lecturer.topics
        for slot in open_starts(problem, session)
    }
    asked = sorted(set(lecturer.busy) & useful)
    price = 3 if lecturer.visiting else 2
    for slot in asked[:6]:
        changed = replace(lecturer, busy=tuple(item for item in lecturer.busy if item != slot))
        vi, en = _slot_name(problem, slot)
        yield WayOut(
            f"Mời {lecturer.id} rảnh thêm {vi}",
            f"Ask {lecturer.id} for {en}",
            price,
            _lecturers_with(problem, changed),
            fact,
        )
    if len(asked) > 1:
        changed = replace(lecturer, busy=tuple(slot for slot in lecturer.busy if slot not in useful))
        yield WayOut(
            f"Mời {lecturer.id} rảnh thêm {len(asked)} buổi",
            f"Ask {lecturer.id} for {len(asked)} more half-days",
            price + 2,
            _lecturers_with(problem, changed),
            fact,
        )


def _more_lecturers(problem: Problem, fact: Fact) -> Iterator[WayOut]:
    """Let a colleague teach the topic too, or invite somebody new."""
    topic = fact.subject
    for lecturer in [item for item in problem.lecturers if topic not in item.topics and not item.visiting][:4]:
        changed = replace(lecturer, topics=(*lecturer.topics, topic))
        yield WayOut(
            f"Để {lecturer.id} cùng dạy {topic}",
            f"Let {lecturer.id} teach {topic} too",
            3,
            _lecturers_with(problem, changed),
            fact,
        )
    guest = Lecturer(id=f"{topic} +1", topics=(topic,), visiting=True)
    more = replace(problem, lecturers=(*problem.lecturers, guest))
    yield WayOut(f"Mời thêm một giảng viên cho {topic}", f"Invite one more lecturer for {topic}", 4, more, fact)


def _higher_limit(problem: Problem, fact: Fact) -> Iterator[WayOut]:
    """Raise a lecturer's limits a little."""
    lecturer = next(item for item in problem.lecturers if item.id == fact.subject)
    changed = replace(lecturer, most=lecturer.most + 4, most_per_day=max(2, lecturer.most_per_day))
    yield WayOut(
        f"Nâng giới hạn của {lecturer.id} thêm 4 buổi",
        f"Raise the limit of {lecturer.id} by 4 half-days",
        3,
        _lecturers_with(problem, changed),
        fact,
    )


def _more_days(problem: Problem, fact: Fact) -> Iterator[WayOut]:
    """Lengthen the course by one to five days."""
    shut = [problem.calendar.days * HALVES + EVENING + HALVES * day for day in range(21)]
    for days in (1, 2, 3, 5, 8, 13, 21):
        closed = tuple(slot for slot in shut if slot < (problem.calendar.days + days) * HALVES)
        calendar = problem.calendar
        calendar = replace(calendar, days=calendar.days + days, closed=(*calendar.closed, *closed))
        more = replace(problem, calendar=calendar)
        yield WayOut(f"Kéo dài khóa thêm {days} ngày", f"Lengthen the course by {days} days", 3 + days, more, fact)


def _one_more_room(problem: Problem, fact: Fact) -> Iterator[WayOut]:
    """Borrow a room at each venue, as large as everybody needs."""
    for venue in problem.venues:
        sizes = [item.size for item in problem.classes if item.venue == venue.id]
        for seats in sorted({max(sizes, default=0), sum(item.size for item in problem.classes)} - {0}):
            room = Room(id=f"{venue.id} +{seats}", venue=venue.id, capacity=seats)
            # A class of one is a class whose size nobody knows yet.
            known = seats > len(problem.classes)
            yield WayOut(
                f"Mượn thêm một phòng {seats} chỗ ở {venue.id}" if known else f"Mượn thêm một phòng ở {venue.id}",
                f"Borrow a room with {seats} seats at {venue.id}" if known else f"Borrow a room at {venue.id}",
                3,
                replace(problem, rooms=(*problem.rooms, room)),
                fact,
            )


def _unlock(problem: Problem, fact: Fact) -> Iterator[WayOut]:
    """Open a locked cell."""
    locks = tuple(lock for lock in problem.locks if lock.session != fact.subject)
    yield WayOut(f"Mở khóa ô {fact.subject}", f"Unlock {fact.subject}", 1, replace(problem, locks=locks), fact)


def _more_buses(problem: Problem, fact: Fact) -> Iterator[WayOut]:
    """Hire more buses."""
    for more in (1, 2, 4, 8):
        fleet = replace(problem.fleet, buses=problem.fleet.buses + more)
        yield WayOut(
            f"Thuê thêm {more} xe mỗi ngày",
            f"Hire {more} more buses a day",
            2 + more,
            replace(problem, fleet=fleet),
            fact,
        )


def _larger_site(problem: Problem, fact: Fact) -> Iterator[WayOut]:
    """Ask a site to receive everybody."""
    guests = sum(item.size for item in problem.classes)
    sites = tuple(
        replace(site, learners=max(site.learners, guests)) if site.id == fact.subject else site
        for site in problem.sites
    )
    changed = replace(problem, sites=sites)
    yield WayOut(
        f"Đề nghị {fact.subject} nhận {guests} người một ngày",
        f"Ask {fact.subject} to take {guests} guests a day",
        3,
        changed,
        fact,
    )


def _later_follow(problem: Problem, fact: Fact) -> Iterator[WayOut]:
    """Give a discussion more half-days, a report more days; where there is no limit, there is nothing to give."""
    held = next(topic for topic in problem.topics if topic.id == fact.subject)
    vi, en = ("ngày", "days") if held.kind == REPORT else ("buổi", "half-days")
    for more in (2, 6) if held.within else ():
        topics = tuple(
            replace(topic, within=topic.within + more) if topic.id == fact.subject and topic.within else topic
            for topic in problem.topics
        )
        yield WayOut(
            f"Cho {fact.subject} muộn thêm {more} {vi}",
            f"Let {fact.subject} come {more} {en} later",
            1,
            replace(problem, topics=topics),
            fact,
            (fact.subject, held.within + more),
        )


def _later_anchor(problem: Problem, fact: Fact) -> Iterator[WayOut]:
    """Give what follows something that stands still, or is followed by it, more half-days or days."""
    mine = [item for item in problem.anchors if anchor_fact(item) == fact and item.within]
    later = fact.subject.split(">")[1]
    vi, en = ("ngày", "days") if fact.rule == "H8" else ("buổi", "half-days")
    for more in (2, 6) if mine else ():
        anchors = tuple(replace(item, within=item.within + more) if item in mine else item for item in problem.anchors)
        yield WayOut(
            f"Cho {later} muộn thêm {more} {vi}",
            f"Let {later} come {more} {en} later",
            1,
            replace(problem, anchors=anchors),
            fact,
            (later, mine[0].within + more),
        )
