"""Khen thưởng — the decision drafted for the learners chosen, and their names kept with it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.courses.services import draft_paper
from boiduong.course.recognition.awards.models import Commendation, RecognitionRow
from boiduong.course.recognition.awards.papers import Commended, commendation_decision
from boiduong.course.recognition.awards.permissions import can_decide
from boiduong.course.recognition.awards.queries import commended_in, recognized_rows
from boiduong.engines.typesetting import Paper
from boiduong.engines.vietnamese import nfc
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import Refusal, gettext_noop

USUAL_TITLE = "Giấy khen"
USUAL_GROUNDS = "đạt kết quả cao trong học tập và rèn luyện"


class NobodyChosen(Refusal):
    """Chưa chọn học viên nào."""

    text = gettext_noop("Tick at least one learner.")


class NotYetRecognized(Refusal):
    """Có người chưa được công nhận."""

    text = gettext_noop("Only learners who are recognized in %(label)s can be commended.")


class AlreadyCommended(Refusal):
    """Đã được khen."""

    text = gettext_noop("%(name)s stands already in a decision of commendation of this class.")


def commendation_paper(
    training_class: TrainingClass, enrollments: Collection[int], *, title: str, grounds: str, at: datetime
) -> Paper:
    """Bản dự thảo để xem — as `commend` would draft it; raises NobodyChosen, NotYetRecognized."""
    said = _said(title, grounds, _rows(training_class, enrollments))
    return commendation_decision(training_class, _issuer(training_class), said, on=timezone.localdate(at))


def commend(
    training_class: TrainingClass,
    enrollments: Collection[int],
    *,
    by: User | None,
    at: datetime,
    title: str = USUAL_TITLE,
    grounds: str = USUAL_GROUNDS,
) -> Document:
    """Soạn quyết định khen thưởng — by enrollment id, in the order of the recognition; it goes to be numbered.

    Raises NotAllowed, NobodyChosen, NotYetRecognized, AlreadyCommended.
    """
    require(can_decide(by, training_class))
    with acting(by, "awards.commend", at=at) as act:
        TrainingClass.objects.select_for_update().get(pk=training_class.pk)
        rows = _rows(training_class, enrollments)
        before = commended_in(training_class)
        again = next((row for row in rows if row.enrollment_id in before), None)
        if again is not None:
            raise AlreadyCommended(name=again.enrollment.person.full_name)
        said, issuer = _said(title, grounds, rows), _issuer(training_class)
        paper = commendation_decision(training_class, issuer, said, on=timezone.localdate(at))
        document = draft_paper(
            course=training_class.course, training_class=training_class, kind="commendation_decision",
            role="commendation_decision", issuer=issuer, subject=paper.subject, papers=[paper], by=by, at=at,
        )  # fmt: skip
        Commendation.objects.bulk_create(
            Commendation(
                document=document, enrollment_id=row.enrollment_id, title=said.title, grounds=said.grounds,
                position=place, drafted_at=at,
            )
            for place, row in enumerate(rows, start=1)
        )  # fmt: skip
        ids = [row.enrollment_id for row in rows]
        act.record_many(Commendation, ids, after={"document": document.pk, "title": said.title})
    return document


def _issuer(training_class: TrainingClass) -> Unit:
    return body_for(training_class.course, "award", training_class)


def _said(title: str, grounds: str, rows: list[RecognitionRow]) -> Commended:
    return Commended(_written(title, 100, USUAL_TITLE), _written(grounds, 300, USUAL_GROUNDS), rows)


def _written(text: str, longest: int, usual: str) -> str:
    return " ".join(nfc(text).split())[:longest].rstrip(" .") or usual


def _rows(training_class: TrainingClass, enrollments: Collection[int]) -> list[RecognitionRow]:
    wanted = set(enrollments)
    if not wanted:
        raise NobodyChosen
    found = recognized_rows(training_class.course, training_class).filter(enrollment_id__in=wanted)
    rows = list(found)
    if {row.enrollment_id for row in rows} != wanted:
        raise NotYetRecognized(label=training_class.label)
    return rows
