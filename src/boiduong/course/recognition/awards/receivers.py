"""Nghe chiêu sinh — who is recognized by a decision does not leave the class any more."""

from __future__ import annotations

from collections.abc import Sequence

from django.dispatch import receiver

from boiduong.course.delivery.enrollment.events import learners_leaving
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.awards.queries import HAS_RESULT
from boiduong.refusals import Refusal, gettext_noop


class RecognizedAlready(Refusal):
    """Đã được công nhận."""

    text = gettext_noop("%(name)s is recognized by decision %(number)s and stays on the list of the class.")


@receiver(learners_leaving)
def refuse_recognized(*, enrollments: Sequence[Enrollment], **_: object) -> None:
    """Đã công nhận thì không rút, không chuyển — raises RecognizedAlready."""
    rows = RecognitionRow.objects.filter(enrollment__in=enrollments, outcome__in=HAS_RESULT)
    found = rows.select_related("enrollment__person", "decision").defer("decision__facts").first()
    if found is not None:
        raise RecognizedAlready(name=found.enrollment.person.full_name, number=found.decision.number_text)
