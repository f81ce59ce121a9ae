"""Xếp nháp — what the rules are given for a first placement of a whole course."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling.models import Entry
from boiduong.course.delivery.scheduling.queries.facts import GONE, class_sizes, time_rules
from boiduong.course.delivery.scheduling.queries.holidays import holidays_of
from boiduong.course.delivery.scheduling.rules import (
    EVENING,
    Cell,
    Cohort,
    Placement,
    Stock,
    TimeRules,
    TopicWish,
    days_between,
    propose,
)
from boiduong.foundation.venues.models import Room


def propose_entries(course: Course) -> list[Placement]:
    """Xếp nháp cho cả khóa — what `place_many` would be given; deterministic. Raises RulesMissing."""
    rules = time_rules(course)
    cohorts = cohorts_of(course, rules)
    return propose(cohorts, stock_of(course, cohorts))


def cohorts_of(course: Course, rules: TimeRules) -> list[Cohort]:
    """Classes with the same program and the same half-days go together."""
    together: dict[tuple[int, tuple[tuple[date, str], ...]], list[TrainingClass]] = {}
    wishes: dict[int, tuple[TopicWish, ...]] = {}
    live = course.classes.exclude(state__in=GONE).exclude(mode="self_paced").order_by("position")
    listed = [*live.prefetch_related("sittings")]
    sizes = class_sizes(course, listed)
    closed = holidays_of(course, listed)
    for held in listed:
        if held.version_id not in wishes:
            wishes[held.version_id] = _wishes(held.version_id, late="evening" in rules.half_day_starts)
        cells = _cells(held, course, rules, wishes[held.version_id], closed)
        if cells:
            together.setdefault((held.version_id, cells), []).append(held)
    return [
        Cohort(
            classes=tuple(c.pk for c in held),
            sizes=tuple(sizes[c.pk] for c in held),
            home_rooms=tuple(c.home_room_id for c in held),
            cells=cells,
            topics=wishes[version],
            periods_per_half_day=rules.periods_per_half_day,
            evenings=_evenings(cells, wishes[version]),
        )
        for (version, cells), held in together.items()
    ]


def _evenings(cells: Sequence[Cell], wishes: Sequence[TopicWish]) -> tuple[Cell, ...]:
    """The evenings of the days of a class, where something of its program may be held in them."""
    if not any(wish.evening for wish in wishes):
        return ()
    return tuple((day, EVENING) for day in dict.fromkeys(day for day, _ in cells))


def _wishes(version: int, *, late: bool) -> tuple[TopicWish, ...]:
    """Topics in order; of the electives as many as the part asks for. `late` = evenings have hours here."""
    chosen: dict[int, int] = {}
    kept = []
    rows = Topic.objects.filter(version_id=version).select_related("part").prefetch_related("lecturers")
    for topic in rows.order_by("position"):
        asked = topic.part.choose_at_least if topic.part is not None else None
        if asked is not None and topic.part_id is not None:
            chosen[topic.part_id] = chosen.get(topic.part_id, 0) + 1
            if chosen[topic.part_id] > asked:
                continue
        elif not topic.required:
            continue
        kept.append(
            TopicWish(
                topic=topic.pk,
                periods=topic.periods,
                joint=topic.joint,
                kind=topic.kind,
                lecturers=tuple(x.lecturer_id for x in topic.lecturers.all()),
                place_text=topic.where_text,
                follows=topic.follows_id,
                evening=late and topic.evening,
            )
        )
    return tuple(kept)


def _cells(
    held: TrainingClass, course: Course, rules: TimeRules, wishes: Sequence[TopicWish], closed: Collection[date]
) -> tuple[tuple[date, str], ...]:
    """Half-days of a class: working days; the weekend too where the program does not fit without it; no holiday."""
    first, last = held.starts_on or course.starts_on, held.ends_on or course.ends_on
    if first is None or last is None:
        return ()
    ranges = [(s.starts_on, s.ends_on) for s in held.sittings.all()] or [(first, last)]
    days = [day for a, b in ranges for day in days_between(a, b) if day not in closed]
    halves = [h for h in ("morning", "afternoon") if h in rules.half_day_starts]
    working = tuple((day, half) for day in days if day.weekday() < 5 for half in halves)
    half_days = {w.topic: -(-(w.periods or 1) // rules.periods_per_half_day) for w in wishes}
    late = sum(half_days[w.topic] for w in wishes if w.evening)
    needed = sum(half_days.values()) - min(late, len({day for day, _ in working}))
    if needed <= len(working):
        return working
    return tuple((day, half) for day in days for half in halves)


def stock_of(course: Course, cohorts: Sequence[Cohort]) -> Stock:
    """Rooms of the institution and home rooms, with what other courses have taken of them and of lecturers."""
    homes = {n for c in cohorts for n in c.home_rooms if n is not None}
    rooms = Room.objects.filter(Q(venue__owner=course.institution.unit_id) | Q(pk__in=homes))
    days = [cell[0] for c in cohorts for cell in c.cells]
    stock = Stock(
        seats={r.pk: r.seats for r in rooms},
        # A rank, or a body that names nobody, may send as many people as are asked for.
        shared=frozenset(
            Lecturer.objects.filter(asked_as__in=("rank", "body"), person=None).values_list("pk", flat=True)
        ),
    )
    if not days:
        return stock
    taken = Entry.objects.filter(version__state="released", day__gte=min(days), day__lte=max(days))
    for entry in taken.exclude(version__course=course).prefetch_related("lecturers"):
        cell = (entry.day, entry.half)
        if entry.room_id is not None:
            stock.busy.add(("room", entry.room_id, cell))
        stock.busy |= {("lecturer", x.lecturer_id, cell) for x in entry.lecturers.all()}
    return stock
