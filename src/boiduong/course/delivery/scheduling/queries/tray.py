"""Khay chưa xếp — topics with periods that are still to be placed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.scheduling.rules import Placed, TimeRules


@dataclass(frozen=True)
class Waiting:
    """Chưa xếp — a topic with periods still to be placed for a class (or jointly)."""

    token: str
    number: int
    label: str
    classes_label: str
    periods: int
    lecturer: str = ""


def waiting_of(
    entries: Sequence[Placed], classes: Sequence[TrainingClass], topics: Sequence[Topic], rules: TimeRules
) -> list[Waiting]:
    """Chuyên đề chưa xếp đủ — topics whose periods are not all placed; joint topics once for all classes."""
    count: dict[tuple[int, int], int] = {}
    for entry in entries:
        for number in entry.classes:
            if entry.topic is not None:
                count[number, entry.topic] = count.get((number, entry.topic), 0) + entry.periods
    found: list[Waiting] = []
    for topic in topics:
        if not topic.required:
            continue
        if topic.part is not None and topic.part.choose_at_least is not None:
            continue
        own = [c for c in classes if c.version_id == topic.version_id]
        wanted = topic.periods if topic.periods is not None else rules.periods_per_half_day
        missing = {c: wanted - count.get((c.pk, topic.pk), 0) for c in own}
        if topic.periods is None:
            missing = {c: n for c, n in missing.items() if (c.pk, topic.pk) not in count}
        missing = {c: n for c, n in missing.items() if n > 0}
        first = next(iter(topic.lecturers.all()), None)
        who = first.lecturer.label if first else ""
        if topic.joint and len(missing) == len(own) > 1:
            label = ", ".join(c.label for c in own)
            found.append(Waiting(f"cd-{topic.pk}-0", topic.position, topic.title, label, max(missing.values()), who))
            continue
        for held_class, left in missing.items():
            token = f"cd-{topic.pk}-{held_class.pk}"
            found.append(Waiting(token, topic.position, topic.title, held_class.label, left, who))
    return found
