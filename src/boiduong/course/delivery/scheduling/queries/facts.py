"""Những gì quy tắc cần biết — entries as plain values, classes, rooms, lecturers, and the clashes found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Value
from django.utils import timezone

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.curriculum.topics.rules import counts_days
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.models import Entry, EntryClass, EntryLecturer, TimetableVersion
from boiduong.course.delivery.scheduling.queries.holidays import days_of
from boiduong.course.delivery.scheduling.queries.meeting import cells_of, evenings_of, taught_of
from boiduong.course.delivery.scheduling.queries.sites import ON_THE_LIST as ON_THE_LIST
from boiduong.course.delivery.scheduling.queries.sites import site_facts
from boiduong.course.delivery.scheduling.queries.versions import current_version, label_of
from boiduong.course.delivery.scheduling.rules import (
    RULE_OF,
    TAUGHT_KINDS,
    Cell,
    ClassFacts,
    LecturerFacts,
    Placed,
    RoomFacts,
    TimeRules,
    TopicFacts,
    Violation,
    World,
    find_violations,
    leveled,
    past_changes,
    read_time_rules,
)
from boiduong.foundation.organizations.queries import rule_set_on
from boiduong.foundation.venues.models import Room
from boiduong.foundation.venues.queries import travel_minutes
from boiduong.refusals import Refusal, gettext_noop

GONE = ("cancelled", "postponed")


class RulesMissing(Refusal):
    """Chưa có bộ quy tắc — half-days and periods are read there."""

    text = gettext_noop(
        "The institution has no rule set in force on %(day)s. Adopt one first: the half-days are read there."
    )


def time_rules(course: Course, *, on: date | None = None) -> TimeRules:
    """Giờ học theo bộ quy tắc — of the institution, in force when the course begins. Raises RulesMissing."""
    day = on or course.starts_on or timezone.localdate()
    found = rule_set_on(course.institution, day)
    if found is None:
        raise RulesMissing(day=f"{day.day}/{day.month}/{day.year}")
    return read_time_rules(found.body["time"])


PLAIN = (
    "pk", "key", "day", "half", "first_period", "periods", "starts_at", "ends_at", "room_id", "topic_id",
    "topic__title", "activity",
)  # fmt: skip


def placed(entries: QuerySet[Entry], *, foreign: bool = False) -> list[Placed]:
    """Thành giá trị — entries as the rules read them: two queries, and no object for any row."""
    return [one for _, one in _placed(entries, foreign=foreign)]


def placed_in(versions: Iterable[TimetableVersion | None]) -> dict[int, list[Placed]]:
    """Các bản lịch thành giá trị — by version id, in the same two queries."""
    ids = [version.pk for version in versions if version is not None]
    found: dict[int, list[Placed]] = {pk: [] for pk in ids}
    if not ids:
        return found
    for version, one in _placed(Entry.objects.filter(version__in=ids), foreign=False, all_of=ids):
        found[version].append(one)
    return found


def _placed(entries: QuerySet[Entry], *, foreign: bool, all_of: Iterable[int] = ()) -> list[tuple[int, Placed]]:
    """Entries with their version; where they are `all_of` some versions, a question names these, not each entry."""
    rows = [*entries.order_by("starts_at", "pk").values_list("version_id", *PLAIN)]
    if not rows:
        return []
    these = Q(entry__version__in=all_of) if all_of else Q(entry__in=[row[1] for row in rows])
    classes: dict[int, list[int]] = {}
    people: dict[int, list[int]] = {}
    sit = EntryClass.objects.filter(these).values_list("entry_id", "training_class_id", Value("class"))
    teach = EntryLecturer.objects.filter(these).values_list("entry_id", "lecturer_id", Value("lecturer"))
    for entry, one, what in sit.union(teach, all=True):
        (classes if what == "class" else people).setdefault(entry, []).append(one)
    return [
        (version, Placed(
            str(key), day, half, first, periods, starts_at, ends_at, label_of(title, activity),
            frozenset(classes.get(pk, ())), frozenset(people.get(pk, ())), room, topic, foreign, activity,
        ))
        for version, pk, key, day, half, first, periods, starts_at, ends_at, room, topic, title, activity in rows
    ]  # fmt: skip


def shared_with_others(course: Course, own: Sequence[Placed], *, also: Iterable[int] = ()) -> QuerySet[Entry]:
    """Buổi của khóa khác — released sessions of the same days in our rooms or with our lecturers, and those `also`."""
    if not own:
        return Entry.objects.none()
    rooms = {e.room for e in own if e.room is not None}
    lecturers = {*also, *(n for e in own for n in e.lecturers)}
    people = Lecturer.objects.filter(pk__in=lecturers, person__isnull=False).values_list("person_id", flat=True)
    met = Q(room_id__in=rooms) | Q(lecturers__lecturer_id__in=lecturers) | Q(lecturers__lecturer__person_id__in=people)
    return (
        Entry.objects.filter(
            met,
            version__state="released",
            day__gte=min(e.day for e in own),
            day__lte=max(e.day for e in own),
        )
        .exclude(version__course=course)
        .distinct()
    )


def class_sizes(course: Course, classes: Iterable[TrainingClass]) -> dict[int, int]:
    """Sĩ số các lớp — people on the list, else the planned capacity, else 0."""
    counted = dict(
        Enrollment.objects.filter(course=course, state__in=ON_THE_LIST)
        .values_list("training_class")
        .annotate(n=Count("id"))
        .order_by()
    )
    return {c.pk: counted.get(c.pk) or c.capacity or 0 for c in classes if c.course_id == course.pk}


def world_of(
    course: Course, entries: Sequence[Placed] = (), *, rules: TimeRules, known: Sequence[Topic] | None = None
) -> World:
    """Những gì quy tắc cần biết — classes, rooms, lecturers and topics of a course; entries may add foreign ones.

    `known` are all topics of the programs of the classes with their parts, where the caller has read them.
    """
    classes = [one for one in course.classes.all() if one.state not in GONE]
    used = {n for e in entries for n in e.classes}
    classes += [*TrainingClass.objects.filter(pk__in=used - {c.pk for c in classes})]
    sittings, closed = days_of(course, classes, entries)
    versions = {c.version_id for c in classes}
    topics = [*(known or ())]
    others = {e.topic for e in entries if e.topic} - {t.pk for t in topics}
    left = versions - {t.version_id for t in topics}
    if others or left:
        wanted = Q(version__in=left) | Q(pk__in=others)
        topics += Topic.objects.filter(wanted).select_related("part").defer("assumed")
    rooms = [*Room.objects.filter(pk__in={e.room for e in entries if e.room is not None})]
    weekends = bool(course.institution.settings.get("weekends_allowed"))
    sizes = class_sizes(course, classes)
    facts = _topic_facts(topics)
    return World(
        classes={
            c.pk: _class_facts(c, course, sizes.get(c.pk, 0), topics, sittings.get(c.pk, ()), weekends=weekends)
            for c in classes
        },
        rooms={r.pk: RoomFacts(r.name, r.seats, r.venue_id) for r in rooms},
        lecturers=_lecturer_facts({n for e in entries for n in e.lecturers}, {c.pk for c in classes}),
        topics=facts,
        periods_per_half_day=rules.periods_per_half_day,
        cells=_cells(course, classes, rules, topics, sittings, {**closed.by_law, **closed.by_school})
        if any(one.within and not one.in_days for one in facts.values())
        else {},
        travel=travel_minutes({r.venue_id for r in rooms}),
        holidays=closed.by_school,
        public=closed.by_law,
        sites=site_facts(course, classes),
    )


def _class_facts(
    held: TrainingClass,
    course: Course,
    size: int,
    topics: Iterable[Topic],
    sittings: Iterable[tuple[date, date]],
    *,
    weekends: bool,
) -> ClassFacts:
    mine = held.course_id == course.pk
    program = {t.pk: _must(t) for t in topics if t.version_id == held.version_id}
    must = frozenset(n for n, asked in program.items() if asked and held.mode != "self_paced")
    return ClassFacts(
        label=held.label,
        size=size,
        starts_on=held.starts_on or course.starts_on if mine else None,
        ends_on=held.ends_on or course.ends_on if mine else None,
        sittings=tuple(sittings),
        weekends=weekends or held.mode != "full_time",
        part_time=held.mode != "full_time",
        topics=must,
        electives=frozenset(program) - must,
    )


def _topic_facts(topics: Iterable[Topic]) -> dict[int, TopicFacts]:
    kinds = {t.pk: t.kind for t in topics}
    return {
        t.pk: TopicFacts(
            label=t.title,
            periods=t.periods,
            taught=t.kind in TAUGHT_KINDS,
            follows=t.follows_id,
            within=t.within,
            in_days=t.follows_id is not None and counts_days(t.kind, kinds.get(t.follows_id, "")),
            evening=t.evening,
        )
        for t in topics
    }


def _cells(
    course: Course,
    classes: Iterable[TrainingClass],
    rules: TimeRules,
    topics: Sequence[Topic],
    sittings: Mapping[int, list[tuple[date, date]]],
    closed: Mapping[date, str],
) -> dict[int, frozenset[Cell]]:
    """The half-days of each class, evenings too: what a limit in half-days counts."""
    taught: dict[int, list[Topic]] = {}
    found: dict[int, frozenset[Cell]] = {}
    for held in (one for one in classes if one.course_id == course.pk):
        if held.version_id not in taught:
            taught[held.version_id] = taught_of(t for t in topics if t.version_id == held.version_id)
        own = taught[held.version_id]
        cells = cells_of(held, course, rules, own, sittings=sorted(sittings.get(held.pk, ())), closed=closed)
        found[held.pk] = frozenset((*cells, *evenings_of(cells, own, rules)))
    return found


def _must(topic: Topic) -> bool:
    """Whether every class has to be taught it: required, and not one of several to choose from."""
    return topic.required and (topic.part is None or topic.part.choose_at_least is None)


def _lecturer_facts(numbers: set[int], classes: set[int]) -> dict[int, LecturerFacts]:
    """Facts of lecturers; those asked as a rank stand for many people and are left out. One row a class they sit in."""
    seats = Q(person__enrollments__state__in=ON_THE_LIST, person__enrollments__training_class__in=classes)
    rows = Lecturer.objects.filter(pk__in=numbers).exclude(asked_as="rank").select_related("person")
    rows = rows.annotate(seat=FilteredRelation("person__enrollments", condition=seats))
    found: dict[int, Lecturer] = {}
    learns: dict[int, set[int]] = {}
    for one in rows.annotate(sits_in=F("seat__training_class_id")):
        found[one.pk] = one
        if one.sits_in is not None:
            learns.setdefault(one.pk, set()).add(one.sits_in)
    return {
        x.pk: LecturerFacts(
            label=x.label,
            person=x.person_id,
            one_person=not x.sends_several,
            learns_in=frozenset(learns.get(x.pk, ())),
        )
        for x in found.values()
    }


def leveled_in(course: Course, found: list[Violation]) -> list[Violation]:
    """Xung đột theo mức của khóa — what its user said of the rules is read only where something is to be leveled."""
    if not any(v.rule in RULE_OF for v in found):
        return found
    return leveled(found, strengths_of(course))


def strengths_of(course: Course) -> dict[str, str]:
    """Mức đã đặt — by rule of the machine; a rule that nobody spoke of is not in it."""
    return {row.rule: row.strength for row in course.rule_strengths.all()}


def clashes(version: TimetableVersion, *, at: datetime | None = None) -> list[Violation]:
    """Xung đột của bản lịch — against itself, other courses' released timetables and, with `at`, the past."""
    return entries_and_clashes(version, at=at)[1]


def entries_and_clashes(
    version: TimetableVersion, *, at: datetime | None = None, known: Mapping[int, list[Placed]] | None = None
) -> tuple[list[Placed], list[Violation]]:
    """Các buổi và xung đột của bản lịch — what `clashes` finds, with the entries it was found among.

    `known` are the entries of versions that the caller has read.
    """
    course = version.course
    released = current_version(course)
    before = released if at is not None and released is not None and released.pk != version.pk else None
    read = {**(known or {})}
    read |= placed_in(one for one in (version, before) if one is not None and one.pk not in read)
    own = read[version.pk]
    everything = own + placed(shared_with_others(course, own), foreign=True)
    world = world_of(course, everything, rules=time_rules(course))
    found = leveled_in(course, find_violations(everything, world))
    if at is not None and before is not None:
        found = past_changes(read[before.pk], own, at=at) + found
    return own, found
