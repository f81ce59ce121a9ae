"""Nghe chặng trước — who is recognized stays in the class; the minutes of the last meeting stay with it."""

from __future__ import annotations

from collections.abc import Sequence

from django.dispatch import receiver
from django.utils.translation import gettext

from boiduong.course.delivery.enrollment.events import learners_leaving
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.recognition.awards.models import Meeting, RecognitionRow
from boiduong.course.recognition.awards.queries import HAS_RESULT, last_meeting
from boiduong.foundation.documents.events import draft_leaving
from boiduong.foundation.documents.models import Document
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


@receiver(draft_leaving)
def minutes_of_meeting(document: Document, **_: object) -> list[str]:
    """Biên bản của cuộc họp xét gần nhất — a class is judged by it until it meets again."""
    meeting = Meeting.objects.filter(minutes=document).select_related("training_class").first()
    if meeting is None or last_meeting(meeting.training_class) != meeting:
        return []
    return [gettext("These are the minutes of the last recognition meeting. Hold the meeting again first.")]
