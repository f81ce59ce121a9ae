"""Buổi học cần xếp — the sessions that a problem asks for, derived from its topics and classes."""

from __future__ import annotations

from dataclasses import dataclass

from boiduong.engines.timetabling.model.memory import remembered
from boiduong.engines.timetabling.model.problem import CLOSING, FIELD_DAY, OPENING, Problem, Topic

EVERYBODY = "*"


@dataclass(frozen=True, slots=True)
class Session:
    """Buổi — the half-day `index` of a topic for some classes; a field day has length 2."""

    key: str
    topic: Topic
    index: int
    classes: tuple[str, ...]

    @property
    def length(self) -> int:
        """Half-days that it takes in one piece."""
        return 2 if self.topic.kind == FIELD_DAY else 1

    @property
    def field_day(self) -> bool:
        """Whether it is a study visit."""
        return self.topic.kind == FIELD_DAY


@dataclass(frozen=True, slots=True)
class Order:
    """Thứ tự — `later` starts after `earlier` ended; `within` limits the distance (0: no limit).

    A distance in half-days leaves out the slots `uncounted` of its class.
    """

    earlier: str
    later: str
    rule: str
    within: int = 0
    uncounted: tuple[int, ...] = ()


def session_key(topic: str, index: int, class_id: str) -> str:
    """Mã buổi — topic/number/class, with `*` for a plenary session."""
    return f"{topic}/{index + 1}/{class_id}"


def classes_of(problem: Problem, topic: Topic) -> tuple[str, ...]:
    """Các lớp học chuyên đề — those named by the topic, or all."""
    return topic.classes or tuple(item.id for item in problem.classes)


@remembered
def sessions_of(problem: Problem) -> tuple[Session, ...]:
    """Các buổi phải xếp — every session once, in the order of the topics."""
    found = []
    for topic in problem.topics:
        pieces = 1 if topic.kind == FIELD_DAY else topic.half_days
        groups = [(EVERYBODY, classes_of(problem, topic))]
        if not topic.plenary:
            groups = [(name, (name,)) for name in classes_of(problem, topic)]
        for name, members in groups:
            found += [Session(session_key(topic.id, i, name), topic, i, members) for i in range(pieces)]
    return tuple(found)


@remembered
def orders_of(problem: Problem, sessions: tuple[Session, ...]) -> tuple[Order, ...]:
    """Các ràng buộc thứ tự — halves of a topic, precedences, discussions, reports, opening and closing."""
    by_topic: dict[tuple[str, str], list[Session]] = {}
    for session in sessions:
        for name in session.classes:
            by_topic.setdefault((session.topic.id, name), []).append(session)
    found: dict[tuple[str, str, str, tuple[int, ...]], Order] = {}
    skipped = {item.id: item.uncounted for item in problem.classes}

    def add(earlier: Session, later: Session, rule: str, within: int = 0, uncounted: tuple[int, ...] = ()) -> None:
        if earlier.key != later.key:
            order = Order(earlier.key, later.key, rule, within, uncounted)
            found.setdefault((earlier.key, later.key, rule, uncounted), order)

    for (topic_id, name), pieces in by_topic.items():
        topic = pieces[0].topic
        for first, second in zip(pieces, pieces[1:], strict=False):
            add(first, second, "H5")
        for other in topic.after:
            if (other, name) in by_topic:
                add(by_topic[other, name][-1], pieces[0], "H5")
        if topic.follows and (topic.follows, name) in by_topic:
            rule = "H8" if topic.kind == "report" else "H5"
            uncounted = skipped[name] if topic.within and rule == "H5" else ()
            add(by_topic[topic.follows, name][-1], pieces[0], rule, topic.within, uncounted)
        if topic.kind in (OPENING, CLOSING):
            _ceremony(by_topic, topic_id, name, add)
    return tuple(found.values())


def _ceremony(by_topic: dict[tuple[str, str], list[Session]], topic_id: str, name: str, add: object) -> None:
    """Opening before everything of the class, closing after everything."""
    assert callable(add)  # noqa: S101 - narrows the type
    own = by_topic[topic_id, name]
    for (other_id, other_name), pieces in by_topic.items():
        if other_name != name or other_id == topic_id:
            continue
        if own[0].topic.kind == OPENING:
            add(own[-1], pieces[0], "H4")
        elif pieces[0].topic.kind != OPENING:
            add(pieces[-1], own[0], "H4")
