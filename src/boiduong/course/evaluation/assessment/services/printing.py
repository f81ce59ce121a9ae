"""In kết quả chấm — the mark sheet of a class, and the slips that the markers sign."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.courses.services import draft_paper
from boiduong.course.evaluation.assessment.models import Assignment
from boiduong.course.evaluation.assessment.papers import mark_sheet, marking_slip
from boiduong.course.evaluation.assessment.permissions import can_assign_markers
from boiduong.course.evaluation.assessment.queries import attempts_of, marked
from boiduong.course.evaluation.assessment.services.refusals import NotAllSettled, NothingToPrint
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.queries import typesetter


def draft_mark_sheet(training_class: TrainingClass, *, by: User | None, at: datetime) -> Document:
    """Soạn bảng điểm của lớp — one table an item, sent to be numbered and filed.

    Raises NotAllowed, NothingToPrint, NotAllSettled.
    """
    require(can_run_class(by, training_class))
    attempts = attempts_of(training_class)
    if not attempts.exists():
        raise NothingToPrint(label=training_class.label)
    waiting = attempts.exclude(state="settled").count()
    if waiting:
        raise NotAllSettled(count=waiting, label=training_class.label)
    course = training_class.course
    issuer = body_for(course, "mark", training_class)
    return draft_paper(
        course=course,
        kind="mark_sheet",
        role="mark_sheet",
        issuer=issuer,
        subject=f"Bảng điểm {training_class.label}: {course.title}",
        papers=[mark_sheet(training_class, issuer=issuer, on=timezone.localdate(at))],
        by=by,
        at=at,
        training_class=training_class,
    )


def print_marking_slips(assignment: Assignment, *, by: User | None, at: datetime) -> bytes:
    """In bìa và phiếu chấm — a PDF with one page a report, marks filled in where they are settled.

    Raises NotAllowed, NothingToPrint.
    """
    require(can_assign_markers(by, assignment))
    rows = marked(assignment)
    if not rows:
        raise NothingToPrint(label=assignment.training_class.label)
    issuer = body_for(assignment.training_class.course, "mark", assignment.training_class)
    papers = [marking_slip(assignment, row, issuer=issuer, on=timezone.localdate(at)) for row in rows]
    return typesetter().render_sequence(papers)
