"""Lớp đã học xong — a class with rolls and marks, ready to be judged, for the tests of recognition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.models import Entry, TimetableVersion
from boiduong.course.delivery.sessions.models import RollVerdict, Session
from boiduong.course.evaluation.assessment.models import Assignment, Submission
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.services import record_outside
from boiduong.foundation.organizations.models import Unit
from world import AT, World, build_world

DAY = date(2025, 8, 22)


@dataclass
class Judged:
    """A world whose class has ended its lessons."""

    world: World
    sessions: list[Session]
    assignment: Assignment

    def mark(self, learner: Enrollment, value: str | None, *, attempt: int = 1, settled: bool = True) -> Submission:
        """A report with its mark."""
        return Submission.objects.create(
            assignment=self.assignment,
            enrollment=learner,
            attempt=attempt,
            on_paper=True,
            received_at=AT,
            state="settled" if settled else "submitted",
            value=None if value is None else Decimal(value),
        )

    def absent(self, learner: Enrollment, sessions: int, code: str = "excused") -> None:
        """The learner was away from the first `sessions` sessions."""
        held = RollVerdict.objects.filter(enrollment=learner, session__in=self.sessions[:sessions])
        held.update(code=code)


def judged_world(*, people: int = 3, sessions: int = 10, marks: bool = True, state: str = "assessing") -> Judged:
    """Everybody was there every time and has 8 points."""
    world = build_world(communes=people, class_state=state, enrolled=True)
    Enrollment.objects.filter(course=world.course).update(state="attending")
    for one in world.enrollments:
        one.state = "attending"
    made = _sessions(world, world.training_class, sessions)
    RollVerdict.objects.bulk_create(
        RollVerdict(session=session, enrollment=one, code="present") for session in made for one in world.enrollments
    )
    assignment = Assignment.objects.create(training_class=world.training_class, item=world.item, due_at=AT)
    judged = Judged(world, made, assignment)
    if marks:
        for one in world.enrollments:
            judged.mark(one, "8")
    return judged


def _sessions(world: World, training_class: TrainingClass, count: int) -> list[Session]:
    version = TimetableVersion.objects.create(course=world.course, number=1, state="released", released_at=AT)
    first = datetime(2025, 8, 18, 0, 30, tzinfo=UTC)
    made = []
    for n in range(count):
        starts = first + timedelta(days=n)
        shared = {
            "key": uuid4(), "day": starts.date(), "half": "morning", "periods": 4,
            "starts_at": starts, "ends_at": starts + timedelta(hours=3), "topic": world.topics[n % 3],
        }  # fmt: skip
        entry = Entry.objects.create(version=version, first_period=1, **shared)
        made.append(
            Session.objects.create(
                course=world.course, training_class=training_class, entry=entry, state="closed", **shared
            )
        )
    return made


def numbered(world: World, number: str = "12/QĐ-TCT", *, issuer: Unit | None = None) -> Document:
    """A decision with a number typed from paper."""
    return record_outside(
        kind="recognition_decision", issuer=issuer or world.school, number=number, issued_on=DAY,
        subject="Công nhận kết quả", by=None, at=AT, synthetic=True,
    )  # fmt: skip


def recognized_rows(world: World, document: Document) -> list[RecognitionRow]:
    """Rows as a decision writes them, without judging anybody."""
    TrainingClass.objects.filter(pk=world.training_class.pk).update(state="recognized")
    world.training_class.state = "recognized"
    return RecognitionRow.objects.bulk_create(
        RecognitionRow(
            decision=document,
            training_class=world.training_class,
            enrollment=one,
            outcome="recognized",
            band="giỏi",
            value=Decimal(8),
            position=n,
            decided_at=AT,
        )  # fmt: skip
        for n, one in enumerate(world.enrollments, start=1)
    )
