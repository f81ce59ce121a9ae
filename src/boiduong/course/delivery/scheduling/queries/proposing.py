"""Xếp nháp — what the rules are given for a first placement of a whole course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling.models import Entry
from boiduong.course.delivery.scheduling.queries.facts import GONE, class_sizes, time_rules
from boiduong.course.delivery.scheduling.queries.holidays import holidays_of
from boiduong.course.delivery.scheduling.queries.meeting import cells_of, evenings_of, taught_of
from boiduong.course.delivery.scheduling.rules import (
    Cohort,
    Placement,
    Stock,
    TimeRules,
    TopicWish,
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
    taught: dict[int, list[Topic]] = {}
    live = course.classes.exclude(state__in=GONE).exclude(mode="self_paced").order_by("position")
    listed = [*live.prefetch_related("sittings")]
    sizes = class_sizes(course, listed)
    closed = holidays_of(course, listed)
    for held in listed:
        if held.version_id not in taught:
            rows = Topic.objects.filter(version_id=held.version_id).select_related("part")
            taught[held.version_id] = taught_of(rows.prefetch_related("lecturers"))
        sittings = [(s.starts_on, s.ends_on) for s in held.sittings.all()]
        cells = cells_of(held, course, rules, taught[held.version_id], sittings=sittings, closed=closed)
        if cells:
            together.setdefault((held.version_id, cells), []).append(held)
    return [
        Cohort(
            classes=tuple(c.pk for c in held),
            sizes=tuple(sizes[c.pk] for c in held),
            home_rooms=tuple(c.home_room_id for c in held),
            cells=cells,
            topics=_wishes(taught[version], late="evening" in rules.half_day_starts),
            periods_per_half_day=rules.periods_per_half_day,
            evenings=evenings_of(cells, taught[version], rules),
        )
        for (version, cells), held in together.items()
    ]


def _wishes(taught: Sequence[Topic], *, late: bool) -> tuple[TopicWish, ...]:
    """What the placing is told of each topic. `late` = evenings have hours here."""
    return tuple(
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
        for topic in taught
    )


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
