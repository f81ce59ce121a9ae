"""Buổi đang nhấc — an entry of the draft, or a topic still to be placed, told by the token of the address."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Subquery, Value, prefetch_related_objects

from boiduong.course.curriculum.topics.models import Topic, TopicLecturer
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling.models import Entry, EntryClass, EntryLecturer, TimetableVersion
from boiduong.course.delivery.scheduling.queries.facts import GONE, time_rules
from boiduong.course.delivery.scheduling.queries.versions import entry_label
from boiduong.course.delivery.scheduling.rules import TimeRules


@dataclass(frozen=True)
class Held:
    """Buổi đang nhấc — an entry of the draft, or a topic not yet placed for some classes."""

    token: str
    label: str
    classes: frozenset[int]
    periods: int
    topic: int | None = None
    activity: str = ""
    lecturers: frozenset[int] = frozenset()
    room: int | None = None
    entry: Entry | None = None


def meeting_classes(course: Course) -> list[TrainingClass]:
    """Các lớp có học — those that meet, with their room; read once for the whole page."""
    prefetch_related_objects([course], Prefetch("classes", TrainingClass.objects.select_related("home_room")))
    return [one for one in course.classes.all() if one.state not in GONE]


def held_from(version: TimetableVersion, token: str) -> Held | None:
    """Buổi đang nhấc theo mã trong địa chỉ — "buoi-<id>" or "cd-<topic>-<class or 0>"; None for nonsense."""
    parts = token.split("-")
    if not all(p.isascii() and p.isdigit() and len(p) < 16 for p in parts[1:]):
        return None
    if parts[0] == "buoi" and len(parts) == 2:
        entry = version.entries.select_related("topic", "room").filter(pk=int(parts[1])).first()
        return _held_entry(entry, token) if entry else None
    if parts[0] != "cd" or len(parts) != 3:
        return None
    teaches = TopicLecturer.objects.filter(topic=OuterRef("pk")).order_by("rank", "pk").values("lecturer_id")
    topic = Topic.objects.filter(pk=int(parts[1])).annotate(teacher=Subquery(teaches[:1])).first()
    numbers = frozenset(
        one.pk
        for one in meeting_classes(version.course)
        if topic is not None and one.version_id == topic.version_id and parts[2] in ("0", str(one.pk))
    )
    if topic is None or not numbers:
        return None
    rules = time_rules(version.course)
    left = min(_left(version, topic, numbers, rules))
    periods = min(rules.periods_per_half_day, left or rules.periods_per_half_day)
    lecturers = frozenset({topic.teacher} if topic.teacher is not None else ())
    return Held(token, topic.title, numbers, periods, topic=topic.pk, lecturers=lecturers)


def _held_entry(entry: Entry, token: str) -> Held:
    """An entry of the draft; its classes and lecturers are read in one question."""
    sits = EntryClass.objects.filter(entry=entry).order_by().values_list(Value("class"), "training_class_id")
    teaches = EntryLecturer.objects.filter(entry=entry).order_by().values_list(Value("lecturer"), "lecturer_id")
    both = [*sits.union(teaches)]
    return Held(
        token=token,
        label=entry_label(entry),
        classes=frozenset(n for kind, n in both if kind == "class"),
        periods=entry.periods,
        topic=entry.topic_id,
        activity=entry.activity,
        lecturers=frozenset(n for kind, n in both if kind == "lecturer"),
        room=entry.room_id,
        entry=entry,
    )


def _left(version: TimetableVersion, topic: Topic, classes: frozenset[int], rules: TimeRules) -> list[int]:
    """Periods of the topic still to be placed, for each of the classes; one query for all of them."""
    placed_so_far = dict.fromkeys(classes, 0)
    rows = version.entries.filter(topic=topic, classes__training_class__in=classes)
    for number, periods in rows.values_list("classes__training_class_id", "periods"):
        placed_so_far[number] += periods
    wanted = topic.periods if topic.periods is not None else rules.periods_per_half_day
    return [max(0, wanted - n) for n in placed_so_far.values()]
