"""Kiểm tra trước — arithmetic, flow and Hall: reasons why nothing can exist, found before any search.

Each check yields sets of facts that cannot hold together; every set is a proof, though not always the smallest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from boiduong.engines.timetabling.constraints.h6_field_days import buses_needed
from boiduong.engines.timetabling.constraints.h7_closed import open_starts
from boiduong.engines.timetabling.constraints.s3_fair_load import fair_shares
from boiduong.engines.timetabling.facts import Fact, anchor_fact
from boiduong.engines.timetabling.model.problem import CLOSING, HALVES, OPENING, REPORT, Problem
from boiduong.engines.timetabling.model.sessions import EVERYBODY, Session, sessions_of
from boiduong.engines.timetabling.windows import start_windows

Core = tuple[str, frozenset[Fact]]


def impossible(problem: Problem) -> Core | None:
    """Không thể — the first proof that no timetable exists, or None when the checks find none."""
    return next(conflicts(problem), None)


def conflicts(problem: Problem) -> Iterator[Core]:
    """Mâu thuẫn — grouping of H1 (class or topic) and the facts of each proof, the cheapest checks first."""
    sessions = sessions_of(problem)
    checks: tuple[tuple[str, Callable[[Problem, tuple[Session, ...]], Iterator[set[Fact]]]], ...] = (
        ("H5", _circles),
        ("H2", _nobody),
        ("H1", _too_long),
        ("H7", _no_start),
        ("H7", _locks),
        ("H2", _lecturer_flow),
        ("H3", _small_rooms),
        ("H3", _few_rooms),
        ("H6", _buses),
        ("H6", _sites),
    )
    for rule, check in checks:
        if problem.blocks(rule) and problem.blocks("H1"):
            for facts in check(problem, sessions):
                by = "topic" if any(fact.kind == "topic" for fact in facts) else "class"
                yield by, frozenset(fact for fact in facts if problem.blocks(fact.rule))


def _time_facts(problem: Problem, name: str) -> set[Fact]:
    """What takes half-days from a class."""
    facts = {Fact("H1", "class", name), Fact("H7", "calendar")}
    closed = next(item.closed for item in problem.classes if item.id == name)
    return facts | ({Fact("H7", "gaps", name)} if closed else set())


def _circles(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[set[Fact]]:
    """Topics that wait for one another."""
    edges: dict[str, list[tuple[str, Fact]]] = defaultdict(list)
    first = [topic.id for topic in problem.topics if topic.kind == OPENING]
    last = [topic.id for topic in problem.topics if topic.kind == CLOSING]
    for topic in problem.topics:
        edges[topic.id] += [(other, Fact("H5", "after", f"{other}>{topic.id}")) for other in topic.after]
        if topic.follows:
            report = topic.kind == REPORT
            fact = Fact("H8" if report else "H5", "report" if report else "follows", topic.id)
            edges[topic.id].append((topic.follows, fact))
        if topic.kind != OPENING:
            edges[topic.id] += [(other, Fact("H4", "ceremonies")) for other in first]
        if topic.kind not in (OPENING, CLOSING):
            for other in last:
                edges[other].append((topic.id, Fact("H4", "ceremonies")))
    for topic in problem.topics:
        path = _path_back(edges, topic.id, problem)
        if path:
            yield {Fact("H1", "class", problem.classes[0].id), *path}
            return


def _path_back(edges: dict[str, list[tuple[str, Fact]]], start: str, problem: Problem) -> list[Fact]:
    """The facts along a shortest way from a topic back to itself."""
    ways: dict[str, list[Fact]] = {start: []}
    waiting = [start]
    while waiting:
        here = waiting.pop(0)
        for other, fact in edges[here]:
            if not problem.blocks(fact.rule):
                continue
            if other == start:
                return [*ways[here], fact]
            if other not in ways:
                ways[other] = [*ways[here], fact]
                waiting.append(other)
    return []


def _nobody(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[set[Fact]]:
    """Topics for which there is no lecturer."""
    able = {name for item in problem.lecturers for name in item.topics}
    locked = {lock.session.split("/")[0] for lock in problem.locks if lock.lecturer}
    for topic in problem.topics:
        if topic.taught and topic.id not in able | locked:
            yield {Fact("H1", "topic", topic.id), Fact("H2", "qualified", topic.id)}


def _too_long(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[set[Fact]]:
    """Classes with more half-days than their calendar has."""
    for item in problem.classes:
        inside = [session for session in sessions if item.id in session.classes]
        kinds = {(tuple(open_starts(problem, session)), session.length) for session in inside}
        opened = {slot + step for starts, length in kinds for slot in starts for step in range(length)}
        if sum(session.length for session in inside) > len(opened):
            yield _time_facts(problem, item.id) | {Fact("H7", "lock", lock.session) for lock in problem.locks}


def _no_start(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[set[Fact]]:
    """Sessions that cannot start anywhere: closed, locked, or too much before and after them."""
    for session in sessions:
        if not open_starts(problem, session):
            facts = {Fact("H7", "calendar"), Fact("H1", "class", session.classes[0])}
            facts |= {Fact("H7", "gaps", name) for name in session.classes}
            facts |= {anchor_fact(item) for item in problem.anchors if item.topic == session.topic.id}
            yield facts | {Fact("H7", "lock", session.key), Fact("H4", "together", session.topic.id)}
            return
    for key, starts in start_windows(problem).items():
        if not starts:
            facts = {Fact("H1", "class", item.id) for item in problem.classes}
            facts |= {Fact("H7", "gaps", item.id) for item in problem.classes} | {Fact("H7", "calendar")}
            for topic in problem.topics:
                facts |= {Fact("H5", "after", f"{other}>{topic.id}") for other in topic.after}
                facts |= {Fact("H5", "follows", topic.id), Fact("H8", "report", topic.id)}
                facts |= {Fact("H4", "together", topic.id)}
            facts |= {anchor_fact(item) for item in problem.anchors}
            locks = {Fact("H7", "lock", lock.session) for lock in problem.locks}
            yield facts | locks | {Fact("H4", "ceremonies"), Fact("H7", "lock", key)}
            return


def _locks(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[set[Fact]]:
    """Two locked cells of one class, lecturer or room in one slot; a lock on a busy lecturer or room."""
    by_key = {session.key: session for session in sessions}
    busy = {item.id: set(item.busy) for item in problem.lecturers}
    shut = {room.id: set(room.busy) for room in problem.rooms}
    for number, lock in enumerate(problem.locks):
        mine = by_key[lock.session]
        if lock.slot in busy.get(lock.lecturer, set()):
            yield {
                Fact("H7", "lock", lock.session),
                Fact("H2", "busy", lock.lecturer),
                Fact("H2", "qualified", mine.topic.id),
                Fact("H1", "class", mine.classes[0]),
            }
        if lock.slot in shut.get(lock.room, set()):
            yield {
                Fact("H7", "lock", lock.session),
                Fact("H3", "room", lock.room),
                Fact("H3", "rooms"),
                Fact("H1", "class", mine.classes[0]),
            }
        for other in problem.locks[:number]:
            theirs = by_key[other.session]
            if other.slot != lock.slot:
                continue
            pair = {Fact("H7", "lock", lock.session), Fact("H7", "lock", other.session)}
            both = {Fact("H1", "class", mine.classes[0]), Fact("H1", "class", theirs.classes[0])}
            if set(mine.classes) & set(theirs.classes):
                yield pair | {Fact("H1", "class", sorted(set(mine.classes) & set(theirs.classes))[0])}
            elif lock.lecturer and lock.lecturer == other.lecturer:
                yield pair | both | {Fact("H2", "qualified", mine.topic.id), Fact("H2", "qualified", theirs.topic.id)}
            elif lock.room and lock.room == other.room and not mine.field_day:
                yield pair | both | {Fact("H3", "rooms")}


def _lecturer_flow(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[set[Fact]]:
    """Topics whose half-days are more than their lecturers can give (maximum flow, minimum cut)."""
    need: dict[str, int] = defaultdict(int)
    slots: dict[str, set[int]] = defaultdict(set)
    kinds: dict[tuple[str, tuple[int, ...], int], None] = {}
    for session in sessions:
        if session.topic.taught:
            need[session.topic.id] += session.length
            kinds[session.topic.id, tuple(open_starts(problem, session)), session.length] = None
    for topic, starts, length in kinds:
        slots[topic].update(slot + step for slot in starts for step in range(length))
    supply = {item.id: _supply(problem, item.id, slots) for item in problem.lecturers}
    arcs = {
        topic: [
            item.id
            for item in problem.lecturers
            if topic in item.topics
            or any(k.lecturer == item.id and k.session.startswith(topic + "/") for k in problem.locks)
        ]
        for topic in need
    }
    short, facts = _deficient(need, supply, arcs), {Fact("H7", "calendar")}
    if not short and problem.blocks("S3"):
        fair = fair_shares(problem)
        short = _deficient(need, {name: min(most, fair[name]) for name, most in supply.items()}, arcs)
        facts.add(Fact("S3", "wish", "S3"))
    if short:
        for topic in short:
            facts |= {Fact("H1", "topic", topic), Fact("H2", "qualified", topic)}
            for lecturer in arcs[topic]:
                facts |= {Fact("H2", "busy", lecturer), Fact("H2", "limits", lecturer)}
        facts |= {Fact("H7", "gaps", item.id) for item in problem.classes}
        yield facts


def _supply(problem: Problem, name: str, slots: dict[str, set[int]]) -> int:
    """Half-days that a lecturer can give at most."""
    lecturer = next(item for item in problem.lecturers if item.id == name)
    locked = {lock.session.split("/")[0] for lock in problem.locks if lock.lecturer == name}
    useful = set().union(*(slots[topic] for topic in {*lecturer.topics, *locked} if topic in slots)) - set(
        lecturer.busy
    )
    by_day: dict[int, int] = defaultdict(int)
    for slot in useful:
        by_day[slot // HALVES] += 1
    return min(lecturer.most, sum(min(lecturer.most_per_day, count) for count in by_day.values()))


def _deficient(need: dict[str, int], supply: dict[str, int], arcs: dict[str, list[str]]) -> set[str]:
    """Topics of a minimum cut when the flow does not cover every need; else nothing."""
    flow: dict[tuple[str, str], int] = defaultdict(int)
    used: dict[str, int] = defaultdict(int)
    for topic, count in need.items():
        for _ in range(count):
            parents: dict[tuple[str, str], tuple[str, str] | None] = {("t", topic): None}
            waiting: list[tuple[str, str]] = [("t", topic)]
            end = None
            while waiting and end is None:
                kind, name = waiting.pop(0)
                if kind == "t":
                    nexts = [("l", other) for other in arcs[name]]
                else:
                    if used[name] < supply[name]:
                        end = (kind, name)
                        break
                    nexts = [("t", other) for other in need if flow[other, name] > 0]
                for node in nexts:
                    if node not in parents:
                        parents[node] = (kind, name)
                        waiting.append(node)
            if end is None:
                return {name for kind, name in parents if kind == "t"}
            used[end[1]] += 1
            node = end
            while (before := parents[node]) is not None:
                flow[(before[1], node[1]) if before[0] == "t" else (node[1], before[1])] += (
                    1 if before[0] == "t" else -1
                )
                node = before
    return set()


def _small_rooms(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[set[Fact]]:
    """Classes and plenaries for which no room is large enough."""
    sizes = {item.id: item for item in problem.classes}
    for session in sessions:
        if session.field_day or not problem.rooms:
            continue
        members = [sizes[name] for name in session.classes]
        together = session.key.endswith("/" + EVERYBODY)
        if not together:
            fitting = [room.capacity for room in problem.rooms if room.venue == members[0].venue]
            if fitting and max(fitting) < members[0].size:
                yield {Fact("H1", "class", members[0].id), Fact("H3", "rooms")}
        elif any(room.venue in {item.venue for item in members} for room in problem.rooms):
            seats = sum(item.size for item in members if not item.remote)
            if max(room.capacity for room in problem.rooms) < seats:
                yield {
                    *(Fact("H1", "class", item.id) for item in members if len(members) <= 4),
                    *([] if len(members) <= 4 else [Fact("H1", "topic", session.topic.id)]),
                    Fact("H3", "rooms"),
                    Fact("H4", "together", session.topic.id),
                }


def _few_rooms(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[set[Fact]]:
    """More half-days of classes than rooms of their size have free (Hall, by venue and size)."""
    sizes = {item.id: item for item in problem.classes}
    for venue in problem.venues:
        rooms = [room for room in problem.rooms if room.venue == venue.id]
        here = [
            session
            for session in sessions
            if not session.field_day
            and not session.key.endswith("/" + EVERYBODY)
            and sizes[session.classes[0]].venue == venue.id
        ]
        slots = {slot for session in here for slot in open_starts(problem, session)} - set(venue.closed)
        for size in sorted({sizes[session.classes[0]].size for session in here}) if rooms else ():
            asking = [session for session in here if sizes[session.classes[0]].size >= size]
            fitting = [room for room in rooms if room.capacity >= size]
            if len(asking) > sum(len(slots - set(room.busy)) for room in fitting):
                names = {session.classes[0] for session in asking}
                facts = {Fact("H1", "class", name) for name in names} | {Fact("H3", "rooms"), Fact("H7", "calendar")}
                facts |= {Fact("H3", "room", room.id) for room in fitting} | {Fact("H7", "venue", venue.id)}
                yield facts


def _field_days(problem: Problem, sessions: tuple[Session, ...]) -> tuple[list[Session], set[int]]:
    fields = [session for session in sessions if session.field_day]
    days = {slot // HALVES for session in fields for slot in open_starts(problem, session)}
    return fields, days


def _buses(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[set[Fact]]:
    """More bus trips than buses and days, counted by whole classes."""
    fields, days = _field_days(problem, sessions)
    if not fields or not problem.fleet.buses:
        return
    sizes = {item.id: item.size for item in problem.classes}
    needs = sorted((buses_needed(problem, sizes[session.classes[0]]) for session in fields), reverse=True)
    most = problem.fleet.buses
    per_day, taken = 0, 0
    for need in reversed(needs):
        if taken + need > most:
            break
        taken += need
        per_day += 1
    if needs[0] > most or len(fields) > per_day * len(days) or sum(needs) > most * len(days):
        topics = {session.topic.id for session in fields}
        yield {*(Fact("H1", "topic", name) for name in topics), Fact("H6", "buses"), Fact("H7", "calendar")}


def _sites(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[set[Fact]]:
    """More guests than the sites of the field days receive on the days there are."""
    fields, days = _field_days(problem, sessions)
    sizes = {item.id: item.size for item in problem.classes}
    for topic in {session.topic.id: session.topic for session in fields}.values():
        sites = [site for site in problem.sites if site.id in topic.sites]
        mine = [sizes[session.classes[0]] for session in fields if session.topic.id == topic.id]
        room = sum(site.learners * len(days - set(site.busy_days)) for site in sites)
        if sum(mine) > room or max(mine) > max((site.learners for site in sites), default=0):
            facts = {Fact("H1", "topic", topic.id), Fact("H7", "calendar")}
            yield facts | {Fact("H6", "site", site.id) for site in sites}
