"""Điều kiện — the facts of a problem that a conflict can rest on, and the problem with only some of them.

A fact belongs to a rule and has a subject. To let it go changes the data of the problem, so that checks, prechecks
and CP-SAT judge what is left without knowing of facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from boiduong.engines.timetabling.constraints import RULES
from boiduong.engines.timetabling.model.problem import (
    CLOSING,
    HARD_RULES,
    LESSON,
    OPENING,
    REPORT,
    SOFT_RULES,
    Anchor,
    Entry,
    Fleet,
    Lecturer,
    Lock,
    Problem,
    Topic,
)
from boiduong.engines.timetabling.model.sessions import sessions_of

PLENTY = 1_000_000
Gone = set[tuple[str, str]]  # kind and subject of what was let go
SAID: dict[str, tuple[str, str]] = {
    "class": ("lớp {0} phải học đủ các buổi", "class {0} needs all its half-days"),
    "topic": ("mọi lớp phải học {0}", "every class needs {0}"),
    "busy": ("giảng viên {0} bận một số buổi", "lecturer {0} is busy at times"),
    "limits": ("giảng viên {0} có giới hạn số buổi", "lecturer {0} has a limit of half-days"),
    "qualified": ("{0} chỉ do giảng viên của chuyên đề dạy", "{0} is taught by its own lecturers only"),
    "travel": ("giảng viên cần thời gian đi lại giữa các cơ sở", "lecturers need time between venues"),
    "rooms": ("mỗi lớp cần một phòng đủ chỗ", "every class needs a room large enough"),
    "room": ("phòng {0} bận một số buổi", "room {0} is busy at times"),
    "together": ("{0} học chung các lớp", "{0} is held for all classes together"),
    "ceremonies": ("khai giảng đầu tiên, bế giảng cuối cùng", "opening comes first and closing last"),
    "after": ("{1} phải sau {0}", "{1} comes after {0}"),
    "anchor": (
        "{1} phải sau {0} và đúng hạn, mà một trong hai không dời được",
        "{1} comes after {0} in time, and one of the two cannot be moved",
    ),
    "follows": ("{0} phải sau chuyên đề của nó và đúng hạn", "{0} follows its topic in time"),
    "site": ("điểm {0} chỉ nhận một số người, một số ngày", "site {0} takes only so many guests"),
    "buses": ("số xe mỗi ngày có hạn", "the buses of a day are limited"),
    "calendar": ("ngày nghỉ và thời gian của khóa", "the days of the course and its holidays"),
    "venue": ("cơ sở {0} đóng cửa một số buổi", "venue {0} is closed at times"),
    "gaps": ("lớp {0} không học một số buổi", "class {0} does not meet at times"),
    "lock": ("ô {0} đã khóa", "cell {0} is locked"),
    "report": ("báo cáo {0} phải đúng hạn", "report {0} has a deadline"),
    "wish": ("«{0}» được đặt ở mức cản", "“{1}” is set to block"),
}
SAID_OF_MANY: dict[str, tuple[str, str]] = {
    "class": ("các lớp {0} phải học đủ các buổi", "classes {0} need all their half-days"),
    "busy": ("các giảng viên {0} đều bận một số buổi", "lecturers {0} are each busy at times"),
    "limits": ("các giảng viên {0} đều có giới hạn số buổi", "lecturers {0} each have a limit of half-days"),
    "room": ("các phòng {0} đều bận một số buổi", "rooms {0} are each busy at times"),
    "gaps": ("các lớp {0} đều không học một số buổi", "classes {0} each do not meet at times"),
    "lock": ("các ô {0} đã khóa", "cells {0} are locked"),
}
MANY = 3  # conditions of one kind; fewer are said one by one


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """Điều kiện — a rule, what kind of condition, whom it concerns, and who else when it is said of many at once."""

    rule: str
    kind: str
    subject: str = ""
    others: tuple[str, ...] = ()

    def sentence(self, language: str = "vi") -> str:
        """Câu — the rule's id with the condition in words."""
        if self.others:
            names = ", ".join((self.subject, *self.others))
            return f"{self.rule} {SAID_OF_MANY[self.kind][language == 'en'].format(names)}"
        text = SAID[self.kind][language == "en"]
        if self.kind == "wish":
            return f"{self.rule} {text.format(RULES[self.rule].vi, RULES[self.rule].en)}"
        return f"{self.rule} {text.format(*(self.subject.split('>') if '>' in self.subject else [self.subject]))}"

    @property
    def name(self) -> str:
        """The name of its rule."""
        return RULES[self.rule].vi

    @property
    def singles(self) -> tuple[Fact, ...]:
        """Từng điều kiện — one for each whom it concerns, as `facts_of` names them."""
        return tuple(Fact(self.rule, self.kind, subject) for subject in (self.subject, *self.others))


def together(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Gộp điều kiện cùng loại — many of one kind as one that names them all; an irreducible set stays irreducible."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for fact in facts:
        kinds.setdefault((fact.rule, fact.kind), []).append(fact.subject)
    found: list[Fact] = []
    for (rule, kind), subjects in kinds.items():
        if len(subjects) >= MANY and kind in SAID_OF_MANY:
            found.append(Fact(rule, kind, subjects[0], tuple(subjects[1:])))
        else:
            found += [Fact(rule, kind, subject) for subject in subjects]
    return tuple(found)


def anchor_fact(anchor: Anchor) -> Fact:
    """Điều kiện của một mốc — the same for all classes in which one topic stands so to one thing."""
    pair = (anchor.topic, anchor.name) if anchor.before else (anchor.name, anchor.topic)
    return Fact(anchor.rule, "anchor", ">".join(pair))


def facts_of(problem: Problem, *, by: str = "class") -> list[Fact]:
    """Mọi điều kiện — those of blocking rules; sessions grouped `by` class or by topic."""
    found = [Fact("H1", "class", item.id) for item in problem.classes] if by == "class" else []
    if by == "topic":
        found += [Fact("H1", "topic", item.id) for item in problem.topics]
    for item in problem.lecturers:
        found += [Fact("H2", "busy", item.id)] if item.busy else []
        found += [Fact("H2", "limits", item.id)] if item.most_per_day < 3 or item.most < PLENTY else []
    found += [Fact("H2", "qualified", topic.id) for topic in problem.topics if topic.taught]
    found += [Fact("H2", "travel")] if problem.travel else []
    found += [Fact("H3", "rooms")] if problem.rooms else []
    found += [Fact("H3", "room", room.id) for room in problem.rooms if room.busy]
    for topic in problem.topics:
        found += [Fact("H4", "together", topic.id)] if topic.plenary else []
        found += [Fact("H5", "after", f"{other}>{topic.id}") for other in topic.after]
        if topic.follows:
            is_report = topic.kind == REPORT
            found.append(Fact("H8" if is_report else "H5", "report" if is_report else "follows", topic.id))
    if any(topic.kind in (OPENING, CLOSING) for topic in problem.topics):
        found.append(Fact("H4", "ceremonies"))
    found += dict.fromkeys(anchor_fact(anchor) for anchor in problem.anchors)
    found += [Fact("H6", "site", site.id) for site in problem.sites]
    found += [Fact("H6", "buses")] if problem.fleet.buses else []
    found.append(Fact("H7", "calendar"))
    found += [Fact("H7", "venue", item.id) for item in problem.venues if item.closed]
    found += [Fact("H7", "gaps", item.id) for item in problem.classes if item.closed]
    found += [Fact("H7", "lock", lock.session) for lock in problem.locks]
    found += [Fact(rule, "wish", rule) for rule in SOFT_RULES]
    return [fact for fact in found if problem.blocks(fact.rule)]


def without(problem: Problem, dropped: Iterable[Fact]) -> Problem | None:
    """Bỏ điều kiện — the problem without some facts; None when no session is left to place."""
    gone = {(fact.kind, fact.subject) for fact in dropped}
    classes = tuple(
        replace(item, closed=() if ("gaps", item.id) in gone else item.closed)
        for item in problem.classes
        if ("class", item.id) not in gone
    )
    names = {item.id for item in classes}
    topics = _topics(problem, gone, names)
    if not topics or not classes:
        return None
    without_rooms = ("rooms", "") in gone
    calendar = problem.calendar
    if ("calendar", "") in gone:
        calendar = replace(calendar, closed=(), not_before=0, days=max(calendar.days, 2 * len(problem.topics) + 4))
    kept_sessions = {session.key for session in sessions_of(replace(problem, topics=tuple(topics), classes=classes))}
    return replace(
        problem,
        calendar=calendar,
        classes=tuple(replace(item, home_room="") for item in classes) if without_rooms else classes,
        topics=tuple(topics),
        lecturers=_lecturers(problem, gone, {topic.id for topic in topics}),
        rooms=()
        if without_rooms
        else tuple(replace(room, busy=() if ("room", room.id) in gone else room.busy) for room in problem.rooms),
        travel=() if ("travel", "") in gone else problem.travel,
        sites=tuple(
            replace(site, learners=PLENTY, busy_days=()) if ("site", site.id) in gone else site
            for site in problem.sites
        ),
        fleet=Fleet() if ("buses", "") in gone else problem.fleet,
        venues=tuple(replace(item, closed=()) if ("venue", item.id) in gone else item for item in problem.venues),
        locks=_locks(problem, gone, topics, names),
        anchors=_anchors(problem, gone, topics, names),
        announced=_announced(problem, topics, kept_sessions, rooms=not without_rooms)
        if problem.blocks("S1") and ("wish", "S1") not in gone
        else (),
        strengths=tuple(
            item
            for item in problem.strengths
            if item.rule in HARD_RULES or (problem.blocks(item.rule) and ("wish", item.rule) not in gone)
        ),
    )


def _topics(problem: Problem, gone: Gone, classes: set[str]) -> list[Topic]:
    """The topics that are left, for the classes that are left, after one another where both are left."""
    topics = [_topic(topic, gone, problem) for topic in problem.topics if ("topic", topic.id) not in gone]
    kept = {topic.id for topic in topics}
    return [
        replace(
            topic,
            classes=tuple(name for name in topic.classes if name in classes),
            after=tuple(other for other in topic.after if other in kept),
            follows=topic.follows if topic.follows in kept else "",
        )
        for topic in topics
        if not topic.classes or classes & set(topic.classes)
    ]


def _lecturers(problem: Problem, gone: Gone, topics: set[str]) -> tuple[Lecturer, ...]:
    return tuple(
        replace(
            item,
            busy=() if ("busy", item.id) in gone else item.busy,
            most=PLENTY if ("limits", item.id) in gone else item.most,
            most_per_day=3 if ("limits", item.id) in gone else item.most_per_day,
            topics=tuple(name for name in item.topics if name in topics),
        )
        for item in problem.lecturers
    )


def _locks(problem: Problem, gone: Gone, topics: list[Topic], classes: set[str]) -> tuple[Lock, ...]:
    """What is held of the sessions that are left."""
    together = {topic.id for topic in problem.topics if topic.plenary and ("together", topic.id) in gone}
    kept = {topic.id for topic in topics} - together
    return tuple(
        replace(lock, room="" if ("rooms", "") in gone else lock.room)
        for lock in problem.locks
        if ("lock", lock.session) not in gone
        and lock.session.split("/")[0] in kept
        and lock.session.rsplit("/", 1)[1] in classes | {"*"}
    )


def _anchors(problem: Problem, gone: Gone, topics: list[Topic], classes: set[str]) -> tuple[Anchor, ...]:
    """What stands still, for the topics and classes that are left."""
    kept = {topic.id: topic for topic in topics}
    return tuple(
        anchor
        for anchor in problem.anchors
        if anchor.topic in kept
        and anchor.class_id in (set(kept[anchor.topic].classes) or classes)
        and ("anchor", anchor_fact(anchor).subject) not in gone
    )


def _announced(problem: Problem, topics: list[Topic], sessions: set[str], *, rooms: bool) -> tuple[Entry, ...]:
    """What was announced of the sessions that are left, without the lecturers and rooms that nobody asks for now."""
    taught = {topic.id for topic in topics if topic.taught}
    return tuple(
        replace(
            entry,
            lecturer=entry.lecturer if entry.session.split("/")[0] in taught else "",
            room=entry.room if rooms else "",
        )
        for entry in problem.announced
        if entry.session in sessions
    )


def _topic(topic: Topic, gone: Gone, problem: Problem) -> Topic:
    """A topic without what was let go of it."""
    kind = topic.kind
    if kind in (OPENING, CLOSING) and (("ceremonies", "") in gone or not problem.blocks("H4")):
        kind = LESSON
    loose = ("follows", topic.id) in gone or ("report", topic.id) in gone
    return replace(
        topic,
        kind=kind,
        plenary=topic.plenary and ("together", topic.id) not in gone,
        taught=topic.taught and ("qualified", topic.id) not in gone,
        after=tuple(other for other in topic.after if ("after", f"{other}>{topic.id}") not in gone),
        follows="" if loose else topic.follows,
    )


def only(problem: Problem, kept: Iterable[Fact], universe: Iterable[Fact]) -> Problem | None:
    """Chỉ giữ các điều kiện — the problem without every fact of the universe that is not kept."""
    held = set(kept)
    return without(problem, [fact for fact in universe if fact not in held])
