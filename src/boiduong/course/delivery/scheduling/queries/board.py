"""Bảng xếp lịch — rows are half-days as on the paper, columns are classes; what is held, and where it may go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.topics.models import Topic, TopicLecturer
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling.models import EntryClass, EntryLecturer, TimetableVersion
from boiduong.course.delivery.scheduling.queries.beside import Beside, beside_of
from boiduong.course.delivery.scheduling.queries.facts import (
    placed,
    placed_in,
    shared_with_others,
    strengths_of,
    time_rules,
    world_of,
)
from boiduong.course.delivery.scheduling.queries.holding import Held, meeting_classes
from boiduong.course.delivery.scheduling.queries.judging import broken_at
from boiduong.course.delivery.scheduling.queries.tray import Waiting, waiting_of
from boiduong.course.delivery.scheduling.queries.versions import label_of
from boiduong.course.delivery.scheduling.rules import (
    BLOCK,
    HALF_ORDER,
    RULE_OF,
    Placed,
    RoomFacts,
    TimeRules,
    Violation,
    World,
    days_between,
    find_violations,
    leveled,
    past_changes,
    stopping,
)

SHOWN_CLASSES = 4
SHOWN = (
    "pk", "key", "day", "half", "starts_at", "topic__position", "topic__title", "activity", "room__name", "place_text",
    "locked",
)  # fmt: skip
NAMED = (
    "topic", "rank", "lecturer__post_text", "lecturer__rank_text", "lecturer__body_text", "lecturer__person__full_name",
)  # fmt: skip
NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Slot:
    """Một buổi trên bảng — plain values, so that a full week costs no object of the database."""

    pk: int
    day: date
    half: str
    classes: frozenset[int]
    label: str
    number: int | None
    who: str
    place: str
    level: str = ""
    past: bool = False
    locked: bool = False

    @property
    def topic(self) -> str:
        """Chuyên đề số mấy — as the grid says it."""
        return gettext("T %(n)s") % {"n": self.number}

    @property
    def line(self) -> str:
        """Dòng dưới của ô — how many classes sit together, where, and who teaches."""
        together = gettext("%(n)s classes together") % {"n": len(self.classes)} if len(self.classes) > 1 else ""
        return " · ".join(part for part in (together, self.place, self.who) if part)


@dataclass(frozen=True)
class Cell:
    """Một ô của bảng — `why` says what the held session runs into here; it `can_place` unless its rule blocks that."""

    day: date
    half: str
    slots: tuple[Slot, ...] = ()
    span: int = 1
    other: bool = False
    can_place: bool = False
    why: Violation | None = None
    free: str = ""
    warned: str = ""


@dataclass(frozen=True)
class Row:
    """Một buổi học của bảng."""

    day: date
    half: str
    first: bool
    cells: tuple[Cell, ...]


@dataclass
class Board:
    """Bảng xếp lịch — what the page shows."""

    version: TimetableVersion
    classes: list[TrainingClass]
    all_classes: list[TrainingClass]
    chosen: TrainingClass | None
    rows: list[Row] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    entries: int = 0
    weeks: list[date] = field(default_factory=list)
    week: date | None = None
    teachers: dict[int, dict[int, str]] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)

    @property
    def blocking(self) -> list[Violation]:
        """Điều chặn phát hành."""
        return stopping(self.violations)


def board_of(
    version: TimetableVersion,
    *,
    chosen: int | None = None,
    week: date | None = None,
    held: Held | None = None,
    checked: bool = True,
) -> Board:
    """Bảng của một bản lịch — the week asked for (else the first), classes around the chosen one.

    `checked` adds what the timetable runs into and what is still to be placed: a draft needs it, whoever only reads a
    released one does not.
    """
    course, rules = version.course, time_rules(version.course)
    classes = [one for one in meeting_classes(course) if one.mode != "self_paced"]
    picked = _picked(classes, chosen, held)
    board = Board(version, _window(classes, picked), classes, picked)
    base = next((v for v in course.timetables.all() if v.pk == version.base_id and version.state == "draft"), None)
    read = placed_in([version, base]) if checked else {version.pk: []}
    own = read[version.pk]
    topics = _topics(classes) if checked else []
    board.teachers = {t.pk: {x.lecturer_id: x.lecturer.label for x in t.lecturers.all()} for t in topics}
    wanted = board.teachers.get(held.topic or 0, {}) if held is not None else {}
    everything = own + placed(shared_with_others(course, own, also=wanted), foreign=True)
    world: World | None = None
    if checked:
        world = world_of(course, [*everything, *_ghost(held)], rules=rules, known=topics)
        board.entries = len(own)
        found = find_violations(everything, world)
        if held is not None or any(v.rule in RULE_OF for v in found):
            board.levels = strengths_of(course)
        board.violations = leveled(found, board.levels)
        if base is not None:
            board.violations += past_changes(read[base.pk], own, at=timezone.now())
        board.waiting = waiting_of(own, classes, topics, rules)
    taught = {e.day for e in own} if checked else set(version.entries.order_by().values_list("day", flat=True))
    days = _days(course, classes, taught)
    board.weeks = sorted({d - timedelta(days=d.weekday()) for d in days})
    if board.weeks:
        board.week = week if week in board.weeks else _first_week(board, held)
    _fill(board, days, rules, held, everything, world)
    return board


def _topics(classes: Sequence[TrainingClass]) -> list[Topic]:
    """Topics of the programs of the classes, with their part and who can teach them."""
    named = TopicLecturer.objects.select_related("lecturer__person").only(*NAMED)
    rows = Topic.objects.filter(version__in={c.version_id for c in classes}).select_related("part").defer("assumed")
    return [*rows.prefetch_related(Prefetch("lecturers", named)).order_by("position")]


def _picked(classes: list[TrainingClass], chosen: int | None, held: Held | None) -> TrainingClass | None:
    """The class shown first: the one asked for, unless what is held belongs to others; else the first."""
    mine = [c for c in classes if held is None or c.pk in held.classes] or classes
    return next((c for c in mine if c.pk == chosen), mine[0] if mine else None)


def _fill(
    board: Board, days: list[date], rules: TimeRules, held: Held | None, everything: list[Placed], world: World | None
) -> None:
    """The half-days of the week shown."""
    if board.week is None:
        return
    end = board.week + timedelta(days=7)
    by_half: dict[tuple[date, str], list[Slot]] = {}
    known = {one.key: one for one in everything if not one.foreign}
    for slot in _slots(board, end, known, world):
        by_half.setdefault((slot.day, slot.half), []).append(slot)
    near: Beside | None = None
    if held is not None and world is not None:
        people = sum(world.classes[n].size for n in held.classes if n in world.classes)
        homes = {r.pk: RoomFacts(r.name, r.seats) for c in board.all_classes if (r := c.home_room) is not None}
        rooms = {**homes, **world.rooms}
        names = _may_teach(board, held, world)
        one = frozenset(n for n, facts in world.lecturers.items() if facts.one_person)
        near = beside_of(held, everything, rooms, names, people=people, week=board.week, persons=one)
    for day in (d for d in days if board.week <= d < end):
        for half in _halves(rules, by_half, day):
            cells = _cells(board, by_half.get((day, half), ()), day, half)
            if held is not None and world is not None and near is not None:
                takes = [one.pk in held.classes for one in board.classes]
                cells = [
                    _judged(cell, held, near, everything, world, board, rules) if takes[n] else cell
                    for n, cell in enumerate(cells)
                ]
            board.rows.append(Row(day, half, not board.rows or board.rows[-1].day != day, tuple(cells)))


def _may_teach(board: Board, held: Held, world: World) -> dict[int, str]:
    """Who may teach what is held: those of its topic, and whoever is on it."""
    own = {n: world.lecturers[n].label for n in sorted(held.lecturers) if n in world.lecturers}
    return {**board.teachers.get(held.topic or 0, {}), **own}


def _ghost(held: Held | None) -> list[Placed]:
    """What is held, as an entry nowhere in time: so that the rules know its lecturers and room."""
    if held is None:
        return []
    now = timezone.now()
    return [
        Placed(
            "held",
            timezone.localdate(now),
            "",
            1,
            0,
            now,
            now,
            held.label,
            held.classes,
            held.lecturers,
            held.room,
            held.topic,
        )
    ]


def _first_week(board: Board, held: Held | None) -> date:
    """The week of what is held, else the running week, else the first."""
    today = held.entry.day if held is not None and held.entry is not None else timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    return monday if monday in board.weeks else board.weeks[0]


def _window(classes: list[TrainingClass], picked: TrainingClass | None) -> list[TrainingClass]:
    """Four classes side by side, the chosen one among them."""
    if picked is None or len(classes) <= SHOWN_CLASSES:
        return classes
    start = classes.index(picked) // SHOWN_CLASSES * SHOWN_CLASSES
    return classes[start : start + SHOWN_CLASSES]


def _days(course: Course, classes: Sequence[TrainingClass], taught: set[date]) -> list[date]:
    """Working days of the classes and every day with an entry."""
    days: set[date] = set()
    for held in classes:
        first, last = held.starts_on or course.starts_on, held.ends_on or course.ends_on
        if first is None or last is None:
            continue
        every = [*days_between(first, last)]
        working = [d for d in every if d.weekday() < 5]
        days |= set(working or every)
    return sorted(days | taught)


def _halves(rules: TimeRules, by_half: Mapping[tuple[date, str], object], day: date) -> list[str]:
    halves = [h for h in HALF_ORDER if h in rules.half_day_starts]
    return halves + sorted({half for at, half in by_half if at == day} - set(halves))


def _levels(violations: Sequence[Violation]) -> dict[str, str]:
    levels: dict[str, str] = {}
    for one in violations:
        if one.rule not in ("topic_short", "topic_over") and (one.stops or one.rule != "no_lecturer"):
            for key in one.keys:
                levels[key] = "block" if one.stops or levels.get(key) == "block" else "warn"
    return levels


def _slots(board: Board, end: date, known: Mapping[str, Placed], world: World | None) -> Iterator[Slot]:
    """What stands in the week shown, in order of time: a value for each row, three queries, or one where the whole
    version was read for the check."""
    rows = [*board.version.entries.filter(day__gte=board.week, day__lt=end).values_list(*SHOWN)]
    if world is not None:
        # What somebody has put on the draft since the check was read is shown the next time.
        rows = [row for row in rows if str(row[1]) in known]
        sits = {pk: known[str(key)].classes for pk, key, *_ in rows}
        teach = {pk: known[str(key)].lecturers for pk, key, *_ in rows}
    else:
        sits, teach = _pairs(EntryClass, "training_class", rows), _pairs(EntryLecturer, "lecturer", rows)
    names = _names({n for ids in teach.values() for n in ids}, world)
    levels, now = _levels(board.violations), timezone.now()
    shown = {one.pk for one in board.classes}
    bare = {key for v in board.violations if v.rule == "no_lecturer" for key in v.keys}
    for pk, key, day, half, starts_at, number, title, activity, room, place, locked in rows:
        if sits.get(pk, NOBODY) & shown:
            who = "; ".join(names[n] for n in sorted(teach.get(pk, NOBODY)))
            who = gettext("no lecturer yet") if str(key) in bare else who
            yield Slot(
                pk, day, half, sits[pk], label_of(title, activity), number, who, room or place,
                levels.get(str(key), ""), starts_at <= now, locked,
            )  # fmt: skip


def _pairs(
    model: type[EntryClass | EntryLecturer], name: str, rows: Sequence[tuple[int, ...]]
) -> dict[int, frozenset[int]]:
    """Who belongs to each of the entries."""
    found: dict[int, set[int]] = {}
    for entry, one in model.objects.filter(entry__in=[row[0] for row in rows]).values_list("entry_id", f"{name}_id"):
        found.setdefault(entry, set()).add(one)
    return {entry: frozenset(ids) for entry, ids in found.items()}


def _names(lecturers: set[int], world: World | None) -> dict[int, str]:
    """What the lecturers are called; the check leaves out those asked for by their rank."""
    names = {n: one.label for n, one in world.lecturers.items()} if world is not None else {}
    if left := lecturers - names.keys():
        names |= {one.pk: one.label for one in Lecturer.objects.filter(pk__in=left).select_related("person")}
    return names


def _cells(board: Board, slots: Sequence[Slot], day: date, half: str) -> list[Cell]:
    """Cells of one half-day; one wide cell when all classes shown sit together."""
    by_class = [tuple(slot for slot in slots if c.pk in slot.classes) for c in board.classes]
    if len(by_class) > 1 and by_class[0] and all(b == by_class[0] for b in by_class):
        return [Cell(day, half, by_class[0], span=len(by_class))]
    return [Cell(day, half, found, other=c != board.chosen) for c, found in zip(board.classes, by_class, strict=True)]


def _judged(
    cell: Cell, held: Held, near: Beside, everything: Sequence[Placed], world: World, board: Board, rules: TimeRules
) -> Cell:
    """Whether what is held may be put here: the hardest rule it would break, if any."""
    at = (cell.day, cell.half)
    why = broken_at(at, held, everything, world, rules, board.levels)
    return replace(
        cell, can_place=why is None or why.level != BLOCK, why=why, free=near.free(at), warned=near.warned(at)
    )
