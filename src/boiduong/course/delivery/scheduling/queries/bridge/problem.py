"""Bài toán của một bản lịch — classes, topics, lecturers, rooms and half-days of a course for the timetabling engine.

The engine thinks in half-days; blocks that it would misread stay where they are, and take up their class, lecturer
and room.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.queries.bridge.anchoring import anchored
from boiduong.course.delivery.scheduling.queries.bridge.faculty import Faculty, faculty_of, teachers_by_topic
from boiduong.course.delivery.scheduling.queries.bridge.grouping import Group, groups_of, outside_topics
from boiduong.course.delivery.scheduling.queries.bridge.halls import Halls, halls_of
from boiduong.course.delivery.scheduling.queries.bridge.naming import Names, label_of
from boiduong.course.delivery.scheduling.queries.bridge.reading import Facts, read_entries, read_facts
from boiduong.course.delivery.scheduling.queries.bridge.ties import (
    follower_in,
    in_days,
    late_topics,
    tie_of,
)
from boiduong.course.delivery.scheduling.queries.meeting import is_of_class
from boiduong.course.delivery.scheduling.rules import (
    CEREMONIES,
    EVENING,
    HALF_ORDER,
    OWN_RULES,
    Block,
    Cell,
    Done,
    Stands,
    standing_blocks,
    wanted_blocks,
)
from boiduong.engines.timetabling import (
    Anchor,
    Calendar,
    Entry,
    Lecturer,
    Lock,
    Problem,
    Site,
    Strength,
    Timetable,
    Topic,
    TrainingClass,
    session_key,
    timetable_of,
)

BY_DAY = frozenset({"morning", "afternoon"})


@dataclass
class Bridge:
    """Cầu nối — the problem, what stands already as a timetable, and which blocks each session is."""

    problem: Problem
    timetable: Timetable
    blocks: dict[str, tuple[Block, ...]]
    fixed: tuple[Block, ...]
    faculty: Faculty
    halls: Halls
    facts: Facts
    titles: dict[str, str] = field(default_factory=dict)
    followers: dict[str, int] = field(default_factory=dict)

    def slot(self, cell: Cell) -> int:
        """Số của nửa ngày."""
        return slot_of(self.facts.first, cell)

    def cell(self, slot: int) -> Cell:
        """Ngày và buổi của một số."""
        return self.facts.first + timedelta(days=slot // 3), HALF_ORDER[slot % 3]

    @property
    def whole(self) -> bool:
        """Whether everything stands already."""
        return len(self.timetable.entries) == len(self.blocks)

    def said(self, text: str) -> str:
        """Câu cho người đọc — with the names of sessions instead of their keys."""
        for key in sorted(self.titles, key=len, reverse=True):
            text = text.replace(key, self.titles[key])
        return text


def slot_of(first: date, cell: Cell) -> int:
    """Số của nửa ngày — day by day from the first, three a day."""
    return (cell[0] - first).days * 3 + HALF_ORDER.index(cell[1])


def bridge_of(version: TimetableVersion, *, at: datetime, wanted: bool = True) -> Bridge | None:
    """Bài toán của bản lịch — None where no class has a day. What has begun and what is locked stays.

    `wanted` adds the sessions that are still to be placed; without, the problem is about what stands. Raises
    RulesMissing.
    """
    facts = read_facts(version, at=at)
    return None if facts is None else _Builder(version, facts, at, wanted=wanted).bridge()


class _Builder:
    """Builds the problem step by step; each step needs those before it."""

    def __init__(self, version: TimetableVersion, facts: Facts, at: datetime, *, wanted: bool) -> None:
        self.version, self.facts, self.at = version, facts, at
        base = version.base if version.base_id and version.base and version.base.state == "released" else None
        self.base = base if base is not None else (version if version.state == "released" else None)
        pool = {n for rows in facts.teachers.values() for n in rows} | {n for e in facts.entries for n in e.lecturers}
        self.faculty = faculty_of(facts.course, pool, sent=len(facts.classes), first=facts.first, last=facts.last)
        self.by_topic = teachers_by_topic(facts.teachers, self.faculty)
        names = Names()
        self.class_names = {c.pk: names.give(c.label) for c in facts.classes}
        self.not_before = self._not_before()
        known = frozenset(facts.rules.half_day_starts)
        taken = [e for e in facts.entries if set(e.classes) <= set(self.class_names)]
        self.late = late_topics(facts)
        blocks = standing_blocks(
            taken, persons=self.faculty.persons, halves=known, movable=BY_DAY, evening=self.late
        )  # fmt: skip
        blocks = [replace(b, fixed=True) if self._outside_of_engine(b) else b for b in blocks]
        self.fixed = [b for b in blocks if b.fixed]
        done = Done.of(blocks)
        missing = [block for cohort in facts.cohorts for block in wanted_blocks(cohort, done)] if wanted else []
        moving = [b for b in blocks if not b.fixed] + missing
        self.outside = outside_topics({n: t.kind for n, t in facts.topics.items()})
        self.halls = halls_of(facts, moving, self.fixed, outside=self.outside)
        ties = {n: t.follows_id for n, t in facts.topics.items() if t.follows_id in facts.topics}
        self.groups = groups_of(moving, outside=self.outside, follows=ties)
        self.open_cells = {c.pk: self._open_cells(c.pk) for c in facts.classes}
        self.blocks: dict[str, tuple[Block, ...]] = {}
        self.titles: dict[str, str] = {}
        self.followers: dict[str, int] = {}

    def bridge(self) -> Bridge:
        topics = self._topics()
        entries, locks = self._standing()
        problem = Problem(
            name=self.facts.course.slug,
            calendar=self._calendar(),
            venues=self.halls.venues,
            classes=tuple(self._class(c.pk) for c in self.facts.classes),
            topics=tuple(topics),
            lecturers=tuple(self._lecturers(topics)),
            rooms=self.halls.rooms(self),
            travel=self.halls.travel,
            sites=self._sites(topics),
            locks=tuple(locks),
            anchors=tuple(self._anchors()),
            announced=tuple(self._announced()),
            strengths=self._strengths(),
        )
        return Bridge(
            problem, timetable_of(entries), self.blocks, tuple(self.fixed), self.faculty, self.halls, self.facts,
            self.titles, self.followers,
        )  # fmt: skip

    def _strengths(self) -> tuple[Strength, ...]:
        """The levels of rules that the engine knows."""
        said = self.facts.course.rule_strengths.all()
        return tuple(Strength(rule=r.rule, strength=r.strength) for r in said if r.rule not in OWN_RULES)

    def slots(self, cells: Iterable[Cell], *, since: int = 0) -> tuple[int, ...]:
        """Số của các buổi — those inside the calendar, from a slot on."""
        inside = (c for c in cells if self.facts.first <= c[0] <= self.facts.last and c[1] in HALF_ORDER)
        return tuple(sorted({n for c in inside if (n := slot_of(self.facts.first, c)) >= since}))

    @property
    def days(self) -> int:
        return (self.facts.last - self.facts.first).days + 1

    def _outside_of_engine(self, block: Block) -> bool:
        """Only the activities that the engine places itself are moved by it."""
        return any(p.activity and p.activity not in CEREMONIES for p in block.pieces)

    def _not_before(self) -> int:
        """The first half-day that may change: nothing has been announced, nothing is past."""
        if self.base is None:
            return 0
        begun = [e.cell for e in self.facts.entries if e.entry in self.facts.past]
        return max((slot_of(self.facts.first, c) + 1 for c in begun if c[1] in HALF_ORDER), default=0)

    def _calendar(self) -> Calendar:
        return Calendar(
            first_on=self.facts.first.isoformat(),
            days=self.days,
            closed=self._closed_for_all(),
            not_before=self.not_before,
            break_minutes=self.facts.rules.noon_minutes,
            half_day_minutes=self.facts.rules.half_day_minutes,
        )

    def _closed_for_all(self) -> tuple[int, ...]:
        """Evenings in which no class may meet."""
        held = {n for cells in self.open_cells.values() for n in self.slots(cells)}
        held |= {n for cohort in self.facts.cohorts for n in self.slots(cohort.evenings)}
        held |= {slot_of(self.facts.first, b.cell) for b in self.fixed if b.cell and b.cell[1] in HALF_ORDER}
        return tuple(n for n in range(2, self.days * 3, 3) if n not in held)

    def _uncounted(self, number: int) -> tuple[int, ...]:
        """What a limit in half-days leaves out: all but the half-days of the class by its calendar, as on the board."""
        limits = any(t.within and t.follows_id and not in_days(t, self.facts) for t in self.facts.topics.values())
        if not limits:
            return ()
        mine = [cohort for cohort in self.facts.cohorts if number in cohort.classes]
        counted = {*self.slots(cell for cohort in mine for cell in (*cohort.cells, *cohort.evenings))}
        return tuple(n for n in range(self.days * 3) if n not in counted)

    def _open_cells(self, number: int) -> set[Cell]:
        """The half-days of a class: its own, its evenings, and those in which something movable of it stands."""
        facts = self.facts
        held = next(c for c in facts.classes if c.pk == number)
        mine = [cohort for cohort in facts.cohorts if number in cohort.classes]
        own = {cell for cohort in mine for cell in (*cohort.cells, *cohort.evenings)}
        own |= {
            b.cell for b in self._movable_standing() if number in b.classes and b.cell and is_of_class(held, b.cell[0])
        }
        fixed = {b.cell for b in self.fixed if number in b.classes and b.cell}
        return own - facts.closures.get(number, set()) - fixed

    @property
    def _evenings(self) -> bool:
        """Whether any class may meet in any evening."""
        return any(half == EVENING for cells in self.open_cells.values() for _, half in cells)

    def _class(self, number: int) -> TrainingClass:
        """A class, closed on every half-day that is not its own, unless something of it stands there."""
        facts = self.facts
        held = next(c for c in facts.classes if c.pk == number)
        shut = set(range(self.days * 3)) - set(self.slots(self.open_cells[number]))
        venue, home = self.halls.home(held)
        return TrainingClass(
            id=self.class_names[number],
            size=max(1, facts.sizes.get(number, 0)),
            venue=venue,
            home_room=home,
            closed=tuple(sorted(n for n in shut if self._evenings or n % 3 != 2)),
            remote=held.mode == "online",
            uncounted=self._uncounted(number),
        )

    def _movable_standing(self) -> list[Block]:
        return [b for group in self.groups for row in group.rows.values() for b in row if b.cell is not None]

    def _topics(self) -> list[Topic]:
        names = Names()
        called = [names.give(label_of(group.first, self.facts)) for group in self.groups]
        made: list[Topic] = []
        self.called = called
        for group, name in zip(self.groups, called, strict=True):
            topic = follower_in(group, self.facts)
            if topic is not None:
                self.followers[name] = topic.pk
            tie = tie_of(group, self.facts, self.late)
            made.append(
                Topic(
                    id=name,
                    part=self._part(group, tie.kind),
                    half_days=group.length,
                    kind=tie.kind,
                    plenary=group.plenary,
                    taught=bool(self._candidates(group)),
                    evening=tie.evening,
                    classes=tuple(self.class_names[n] for classes in group.rows for n in classes),
                    after=tuple(called[n] for n in tie.after),
                    follows=called[tie.follows] if tie.follows >= 0 else "",
                    within=tie.within,
                    sites=(f"Nơi đến: {name}"[:110],) if group.field_day else (),
                )
            )
            self._note_sessions(group, name)
        return made

    def _anchors(self) -> Iterable[Anchor]:
        """What stands still, for the topics that come after it or before it."""
        for tied in anchored(self.groups, self.fixed, self.facts):
            name = Names().give(label_of(tied.other, self.facts)) + " (buổi cố định)"
            if tied.before and tied.topic:
                self.followers.setdefault(name, tied.topic)
            yield Anchor(
                topic=self.called[tied.group],
                class_id=self.class_names[tied.number],
                slot=slot_of(self.facts.first, tied.cell),
                name=name,
                rule=tied.rule,
                before=tied.before,
                within=tied.within,
            )

    def _note_sessions(self, group: Group, name: str) -> None:
        for classes, row in group.rows.items():
            who = "*" if group.plenary else self.class_names[classes[0]]
            spoken = ", ".join(self.class_names[n] for n in classes)
            if group.field_day:
                self.blocks[session_key(name, 0, who)] = row
                self.titles[session_key(name, 0, who)] = f"{name} ({spoken})"
                continue
            for n, block in enumerate(row):
                part = f", buổi {n + 1}" if len(row) > 1 else ""
                self.blocks[session_key(name, n, who)] = (block,)
                self.titles[session_key(name, n, who)] = f"{name} ({spoken}{part})"

    def _part(self, group: Group, kind: str) -> int:
        topic = self.facts.topics.get(group.first.pieces[0].topic or 0)
        if topic is None:
            return 10_000 if kind == "closing" else 0
        return topic.part.position if topic.part is not None else 0

    def _candidates(self, group: Group) -> list[str]:
        """Who can teach every piece; where nobody can, those of the first piece; and whoever is on it already."""
        lists = [self.by_topic.get(p.topic, []) for p in group.first.pieces if p.topic is not None]
        found = [n for n in (lists[0] if lists else []) if all(n in other for other in lists[1:])]
        found = found or (lists[0] if lists else [])
        standing = [b for row in group.rows.values() for b in row if b.cell is not None]
        if standing and not any(b.lecturers for b in standing):
            return []
        named = [n for b in standing for n in self.faculty.names.get((b.lecturers or (0,))[0], [])]
        return list(dict.fromkeys([*found, *named]))

    def _lecturers(self, topics: list[Topic]) -> Iterable[Lecturer]:
        teaches: dict[str, list[str]] = {name: [] for name in self.faculty.teachers}
        for group, topic in zip(self.groups, topics, strict=True):
            for name in self._candidates(group):
                teaches[name].append(topic.id)
        # Whoever teaches at a distance sits at home: the stand-in venue of such classes is no way to go.
        remote = any(c.mode == "online" for c in self.facts.classes)
        for name, own in teaches.items():
            if own:
                teacher = self.faculty.teachers[name]
                busy = {*teacher.busy, *self._held_by_fixed(name)}
                home = "" if remote else self.halls.venue_name(teacher.home)
                yield Lecturer(
                    id=name,
                    topics=tuple(own),
                    visiting=teacher.visiting,
                    busy=self.slots(busy, since=self.not_before),
                    # Of a body somebody else may come in the evening; one person teaches twice a day at most.
                    most_per_day=2 if {*teacher.rows} & self.faculty.persons.keys() or not self._evenings else 3,
                    wish=teacher.wish,
                    home_venue=home,
                )

    def _held_by_fixed(self, name: str) -> set[Cell]:
        rows = set(self.faculty.teachers[name].rows) & set(self.faculty.persons)
        return {b.cell for b in self.fixed if b.cell and rows & set(b.lecturers)}

    def _sites(self, topics: list[Topic]) -> tuple[Site, ...]:
        everybody = max(1, sum(max(1, n) for n in self.facts.sizes.values()))
        return tuple(Site(id=name, learners=everybody) for topic in topics for name in topic.sites)

    def _standing(self) -> tuple[list[Entry], list[Lock]]:
        """What stands as entries of the engine; what has begun or is locked also as locks."""
        entries, locks = [], []
        taken: dict[int, set[str]] = {}
        for key, row in self.blocks.items():
            block = row[0]
            if block.cell is None:
                continue
            entry = self._entry(key, block, block.cell, block.lecturers, block.room, taken)
            entries.append(entry)
            begun = any(p.entry in self.facts.past for b in row for p in b.pieces) and self.base is not None
            if begun or any(b.locked for b in row):
                locks.append(Lock(session=key, slot=entry.slot, lecturer=entry.lecturer, room=entry.room))
        return entries, locks

    def _entry(
        self, key: str, block: Block, cell: Cell, people: tuple[int, ...], room: int | None, taken: dict[int, set[str]]
    ) -> Entry:
        slot = slot_of(self.facts.first, cell)
        who = self.faculty.name_of(people, taken.setdefault(slot, set()))
        taken[slot].add(who)
        field_day = len(self.blocks[key]) == 2
        place = f"Nơi đến: {key.split('/')[0]}"[:110] if field_day else self.halls.name(block, room)
        return Entry(session=key, slot=slot, lecturer=who, room=place)

    def _announced(self) -> Iterable[Entry]:
        """Where the released timetable has the sessions that this draft copied from it."""
        if self.base is None or self.base.pk == self.version.pk:
            return
        entries, keys, _ = read_entries(self.base, at=self.at)
        before: dict[str, Stands] = {keys[e.entry]: e for e in entries}
        taken: dict[int, set[str]] = {}
        for key, row in self.blocks.items():
            block = row[0]
            old = before.get(self.facts.keys.get(block.pieces[0].entry or 0, ""))
            if old is not None and self.facts.first <= old.cell[0] <= self.facts.last and old.cell[1] in HALF_ORDER:
                yield self._entry(key, block, old.cell, old.lecturers, old.room, taken)
