"""Lớp giống nhau — classes that may be exchanged without any rule noticing; a proof needs one order of them only."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.h6_field_days import buses_needed
from boiduong.engines.timetabling.model.problem import FIELD_DAY, Problem, Topic, TrainingClass
from boiduong.engines.timetabling.model.sessions import EVERYBODY, sessions_of
from boiduong.engines.timetabling.model.timetable import Timetable

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact


def groups_alike(problem: Problem) -> list[list[str]]:
    """Các nhóm lớp giống nhau — same venue, free time, topics and fitting rooms; nothing locked or announced."""
    held = {lock.session.rsplit("/", 1)[1] for lock in problem.locks}
    held |= {entry.session.rsplit("/", 1)[1] for entry in problem.announced}
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in problem.classes:
        if one.id not in held:
            groups[_features(problem, one)].append(one.id)
    return [names for names in groups.values() if len(names) > 1]


def _features(problem: Problem, one: TrainingClass) -> tuple[object, ...]:
    """What the rules see of a class: equal for two classes when their timetables may be exchanged."""
    home = next((room for room in problem.rooms if room.id == one.home_room), None)
    owners = sum(1 for other in problem.classes if other.home_room == one.home_room)
    everybody = sum(other.size for other in problem.classes if other.venue == one.venue and not other.remote)
    plain = home is None or (owners == 1 and one.size <= home.capacity < everybody)
    return (
        one.venue,
        one.remote,
        tuple(sorted(one.closed)),
        () if _at_home(problem, one.venue) else tuple(room.id for room in problem.rooms if room.capacity >= one.size),
        None if home is None else tuple(sorted(home.busy)),
        plain or one.id,
        one.size if _is_size_felt(problem) else 0,
        buses_needed(problem, one.size),
        tuple(sorted(lock.slot for lock in problem.locks if lock.room and lock.room == one.home_room)),
        tuple(not topic.classes or one.id in topic.classes for topic in problem.topics),
    )


def _at_home(problem: Problem, venue: str) -> bool:
    """Whether every class of a venue always finds its own home room free, so that rooms tell classes not apart."""
    rooms = {room.id: room for room in problem.rooms}
    here = [one for one in problem.classes if one.venue == venue]
    homes = [rooms[one.home_room] for one in here if one.home_room]
    if len({room.id for room in homes}) < len(here) or any(room.busy for room in homes):
        return False
    sizes = {one.id: 0 if one.remote else one.size for one in problem.classes}
    together = [
        sum(sizes[name] for name in session.classes)
        for session in sessions_of(problem)
        if session.key.endswith("/" + EVERYBODY)
    ]
    smallest = min(together, default=1 + max(room.capacity for room in homes))
    return all(one.size <= rooms[one.home_room].capacity < smallest for one in here)


def _is_size_felt(problem: Problem) -> bool:
    """Whether some site of a field day cannot receive all classes on one day."""
    everybody = sum(one.size for one in problem.classes)
    used = {name for topic in problem.topics if topic.kind == FIELD_DAY for name in topic.sites}
    return any(site.id in used and site.learners < everybody for site in problem.sites)


def put_in_order(exact: Exact, best: Timetable) -> None:
    """Xếp thứ tự — alike classes begin one topic in the order in which `best` begins it, so that `best` stays."""
    starts = {entry.session: entry.slot for entry in best.entries}
    for names in groups_alike(exact.problem):
        topic = telling(exact.problem, names[0])
        if topic is None:
            continue
        keys = sorted((f"{topic.id}/1/{name}" for name in names), key=lambda key: (starts[key], key))
        for first, second in zip(keys, keys[1:], strict=False):
            for slot in range(exact.problem.slots):
                exact.at_most_as(exact.begun(second, slot), exact.begun(first, slot))


def telling(problem: Problem, name: str) -> Topic | None:
    """Chuyên đề phân biệt — of those heard class by class the one with the fewest lecturers tells them apart best."""
    own = [
        topic
        for topic in problem.topics
        if not topic.plenary and topic.kind != "field_day" and (not topic.classes or name in topic.classes)
    ]
    able = {topic.id: sum(1 for one in problem.lecturers if topic.id in one.topics) for topic in own if topic.taught}
    return min(own, key=lambda topic: (able.get(topic.id, len(problem.lecturers) + 1), -topic.half_days), default=None)
