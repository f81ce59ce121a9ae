"""So hai bản lịch — what moved between two versions in words, and whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.courses.models import StaffDuty, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.queries.facts import ON_THE_LIST, placed_in
from boiduong.course.delivery.scheduling.rules import Difference, Placed, differences
from boiduong.foundation.venues.models import Room


@dataclass(frozen=True)
class Names:
    """Tên gọi — of classes, rooms and lecturers by id."""

    classes: Mapping[int, str]
    rooms: Mapping[int, str]
    lecturers: Mapping[int, str]

    def classes_of(self, one: Difference) -> str:
        """Các lớp của một buổi."""
        return ", ".join(sorted(self.classes[n] for n in one.classes))

    def people_of(self, one: Placed) -> str:
        """Người dạy một buổi."""
        return ", ".join(self.lecturers[n] for n in sorted(one.lecturers))

    def room_of(self, one: Placed) -> str:
        """Phòng của một buổi — empty outside the school."""
        return self.rooms.get(one.room or 0, "")


@dataclass(frozen=True)
class Concerned:
    """Những người cần báo — persons who learn, who keep the classes, and lecturers (with their person, if named)."""

    learners: Mapping[int, int]
    managers: Mapping[int, frozenset[int]]
    lecturers: Mapping[int, int | None]


def compared(before: TimetableVersion | None, after: TimetableVersion) -> list[Difference]:
    """Những buổi khác nhau giữa hai bản."""
    read = placed_in([before, after])
    return differences(read[before.pk] if before is not None else [], read[after.pk])


def names_in(found: Iterable[Difference]) -> Names:
    """Tên gọi trong các thay đổi."""
    listed = [*found]
    classes = {n for d in listed for n in d.classes}
    people = {n for d in listed for n in d.lecturers}
    rooms = {e.room for d in listed for e in (d.was, d.now) if e is not None and e.room is not None}
    return Names(
        dict(TrainingClass.objects.filter(pk__in=classes).values_list("pk", "label")),
        dict(Room.objects.filter(pk__in=rooms).values_list("pk", "name")),
        {x.pk: x.label for x in Lecturer.objects.filter(pk__in=people).select_related("person")},
    )


def concerned(found: Sequence[Difference]) -> Concerned:
    """Ai cần được báo — learners by the class they are in, managers by their classes, lecturers by person."""
    classes = {n for d in found for n in d.classes}
    people = {n for d in found for n in d.lecturers}
    learners = Enrollment.objects.filter(training_class__in=classes, state__in=ON_THE_LIST).order_by("pk")
    managers: dict[int, set[int]] = {}
    for person, number in StaffDuty.objects.filter(training_class__in=classes).values_list(
        "person_id", "training_class_id"
    ):
        managers.setdefault(person, set()).add(number)
    return Concerned(
        {person: number for person, number in learners.values_list("person_id", "training_class_id") if number},
        {person: frozenset(numbers) for person, numbers in managers.items()},
        dict(Lecturer.objects.filter(pk__in=people).values_list("pk", "person_id")),
    )
