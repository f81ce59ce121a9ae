"""Tình hình chạy thử — what one act of the rehearsal leaves to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from random import Random

from boiduong.course.delivery.courses.models import Course, TargetGroup, TrainingClass
from boiduong.course.delivery.enrollment.models import Call, Enrollment
from boiduong.engines.course_file import CourseFile
from boiduong.engines.course_file import TrainingClass as SaidClass
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.services import give_number, give_numbers, print_ahead
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.models import Person
from boiduong.rehearsal.actors import Actors
from boiduong.rehearsal.clock import Clock
from boiduong.rehearsal.places import Places

# Papers numbered in one act: they are printed side by side before it begins.
TOGETHER = 6


def _nothing(share: float, step: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Seat:
    """Một chỗ — the invented person who takes it, the unit that sends them, the group and the class."""

    person: Person
    unit: Unit
    group: TargetGroup
    class_id: int
    post: str
    posts: tuple[tuple[str, str], ...]


@dataclass
class Life:
    """Một lần chạy thử — the file, the course, who acts, and the people invented so far."""

    file: CourseFile
    course: Course
    clock: Clock
    actors: Actors
    places: Places
    draw: Random
    watch: Callable[[float, str], None] = _nothing
    call: Call | None = None
    seats: list[Seat] = field(default_factory=list)
    markers: list[Person] = field(default_factory=list)
    failed: set[int] = field(default_factory=set)

    def classes(self) -> list[TrainingClass]:
        """Các lớp còn học — in their order, fresh from the database."""
        rows = self.course.classes.exclude(state="cancelled").select_related("course", "rule_set", "home_room")
        return list(rows.order_by("position"))

    def waves(self) -> list[tuple[Clock, list[TrainingClass]]]:
        """Các đợt theo thời gian — classes of the same days, with the clock of those days."""

        def days(training_class: TrainingClass) -> tuple[date, date]:
            clock = self.clock_of(training_class)
            return clock.first, clock.last

        by_days = sorted(self.classes(), key=lambda c: (days(c), c.position))
        return [(self.clock.of_wave(*own), list(classes)) for own, classes in groupby(by_days, key=days)]

    def clock_of(self, training_class: TrainingClass) -> Clock:
        """Lịch của một lớp — of the wave that it belongs to."""
        return self.clock.of_wave(training_class.starts_on, training_class.ends_on)

    def said_class(self, training_class: TrainingClass) -> SaidClass:
        """Lớp trong tệp — the class of the file that a row came from."""
        return self.file.classes[training_class.position - 1]

    def number(self, document: Document | None, *, at: datetime) -> Document | None:
        """Văn thư cho số — what waits for a number gets one on that day."""
        if document is None or document.state != "locked":
            return document
        return give_number(document, issued_on=at.date(), by=self.actors.records, at=at)

    def number_all(self, documents: Iterable[Document | None], *, at: datetime) -> None:
        """Văn thư cho số cả loạt — in the order given, on that day; few at a time, so that others can write too.

        Where they are drafted one by one, the type of each is set while the next is being drafted.
        """
        waiting: list[Document] = []
        for document in documents:
            if document is not None and document.state == "locked":
                waiting.append(document)
                print_ahead(waiting, issued_on=at.date())
        for start in range(0, len(waiting), TOGETHER):
            give_numbers(waiting[start : start + TOGETHER], issued_on=at.date(), by=self.actors.records, at=at)

    def number_each(
        self, classes: Iterable[TrainingClass], draft: Callable[[TrainingClass], Document], *, at: datetime
    ) -> list[tuple[TrainingClass, Document]]:
        """Mỗi lớp một văn bản — drafted, and numbered on that day."""
        drafted: list[tuple[TrainingClass, Document]] = []

        def one_by_one() -> Iterator[Document]:
            for training_class in classes:
                drafted.append((training_class, draft(training_class)))
                yield drafted[-1][1]

        self.number_all(one_by_one(), at=at)
        return drafted

    def learners(self) -> list[Enrollment]:
        """Học viên đang học — everyone still on a list, in list order."""
        gone = ("declined", "withdrawn", "expelled", "deferred")
        rows = Enrollment.objects.filter(course=self.course, counts_as="learner").exclude(state__in=gone)
        return list(rows.select_related("person", "training_class").order_by("training_class__position", "position"))
