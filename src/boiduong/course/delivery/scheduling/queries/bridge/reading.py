"""Đọc cho bài toán — rows of a version, its classes, rooms and topics, as the bridge needs them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling.models import ClassClosure, Entry, EntryClass, EntryLecturer, TimetableVersion
from boiduong.course.delivery.scheduling.queries.facts import GONE, class_sizes, time_rules
from boiduong.course.delivery.scheduling.queries.proposing import cohorts_of
from boiduong.course.delivery.scheduling.rules import Cell, Cohort, Stands, TimeRules
from boiduong.foundation.venues.models import Room


@dataclass(frozen=True)
class Facts:
    """Những gì đọc được — of a version and its course."""

    course: Course
    rules: TimeRules
    classes: tuple[TrainingClass, ...]
    sizes: dict[int, int]
    cohorts: tuple[Cohort, ...]
    entries: tuple[Stands, ...]
    keys: dict[int, str]
    past: frozenset[int]
    topics: dict[int, Topic]
    teachers: dict[int, tuple[int, ...]]
    rooms: tuple[Room, ...]
    room_busy: dict[int, set[Cell]]
    closures: dict[int, set[Cell]]
    first: date
    last: date


def read_facts(version: TimetableVersion, *, at: datetime) -> Facts | None:
    """Đọc cả khóa — None where no class has any day. Raises RulesMissing."""
    course = version.course
    rules = time_rules(course)
    cohorts = tuple(cohorts_of(course, rules))
    live = course.classes.exclude(state__in=GONE).exclude(mode="self_paced").order_by("position")
    classes = tuple(live.select_related("home_room").prefetch_related("sittings"))
    entries, keys, past = read_entries(version, at=at)
    days = [cell[0] for c in cohorts for cell in c.cells] + [e.cell[0] for e in entries]
    if not days:
        return None
    used = {e.topic for e in entries if e.topic is not None} | {w.topic for c in cohorts for w in c.topics}
    topics = {t.pk: t for t in Topic.objects.filter(pk__in=used).select_related("part").prefetch_related("lecturers")}
    rooms = _rooms(course, classes, entries)
    return Facts(
        course=course,
        rules=rules,
        classes=classes,
        sizes=class_sizes(course, classes),
        cohorts=cohorts,
        entries=entries,
        keys=keys,
        past=past,
        topics=topics,
        teachers={pk: tuple(x.lecturer_id for x in t.lecturers.all()) for pk, t in topics.items()},
        rooms=rooms,
        room_busy=_room_busy(course, rooms, min(days), max(days)),
        closures=_closures(classes),
        first=min(days),
        last=max(days),
    )


def read_entries(
    version: TimetableVersion, *, at: datetime
) -> tuple[tuple[Stands, ...], dict[int, str], frozenset[int]]:
    """Các buổi của bản lịch — as plain values, with their keys, and those that have begun."""
    rows = [*version.entries.order_by("starts_at", "pk")]
    numbers = [row.pk for row in rows]
    classes: dict[int, list[int]] = {}
    for entry, one in EntryClass.objects.filter(entry__in=numbers).values_list("entry_id", "training_class_id"):
        classes.setdefault(entry, []).append(one)
    people: dict[int, list[int]] = {}
    taught = EntryLecturer.objects.filter(entry__in=numbers).order_by("pk")
    for entry, one in taught.values_list("entry_id", "lecturer_id"):
        people.setdefault(entry, []).append(one)
    stands = tuple(_stands(row, classes.get(row.pk, []), people.get(row.pk, [])) for row in rows)
    return stands, {row.pk: str(row.key) for row in rows}, frozenset(r.pk for r in rows if r.starts_at <= at)


def _stands(row: Entry, classes: Sequence[int], people: Sequence[int]) -> Stands:
    return Stands(
        entry=row.pk,
        cell=(row.day, row.half),
        first_period=row.first_period,
        periods=row.periods,
        classes=tuple(sorted(classes)),
        topic=row.topic_id,
        activity=row.activity,
        lecturers=tuple(people),
        room=row.room_id,
        place_text=row.place_text,
        locked=row.locked,
    )


def _rooms(course: Course, classes: Iterable[TrainingClass], entries: Iterable[Stands]) -> tuple[Room, ...]:
    """Rooms of the institution, home rooms, and rooms that the timetable uses already."""
    known = {c.home_room_id for c in classes} | {e.room for e in entries}
    wanted = Q(venue__owner=course.institution.unit_id) | Q(pk__in=known - {None})
    return tuple(Room.objects.filter(wanted).select_related("venue").order_by("pk"))


def _room_busy(course: Course, rooms: Sequence[Room], first: date, last: date) -> dict[int, set[Cell]]:
    """Half-days in which other released courses have the rooms."""
    found: dict[int, set[Cell]] = {}
    taken = Entry.objects.filter(version__state="released", room__in=[r.pk for r in rooms], day__gte=first)
    taken = taken.filter(day__lte=last).exclude(version__course=course).order_by()
    for room, day, half in taken.values_list("room_id", "day", "half"):
        found.setdefault(room or 0, set()).add((day, half))
    return found


def _closures(classes: Sequence[TrainingClass]) -> dict[int, set[Cell]]:
    found: dict[int, set[Cell]] = {}
    rows = ClassClosure.objects.filter(training_class__in=[c.pk for c in classes])
    for number, day, half in rows.values_list("training_class_id", "day", "half"):
        found.setdefault(number, set()).add((day, half))
    return found
