"""Nghe văn bản — the letters and slips by which results were sent stay until they have their number."""

from __future__ import annotations

from django.dispatch import receiver
from django.utils.translation import gettext

from boiduong.course.recognition.personnel_records.models import RecordTransfer, TrainingRecord
from boiduong.foundation.documents.events import draft_leaving
from boiduong.foundation.documents.models import Document


@receiver(draft_leaving)
def results_sent(document: Document, **_: object) -> list[str]:
    """Kết quả đã gửi theo văn bản này — they are not sent a second time."""
    letter = RecordTransfer.objects.filter(document=document)
    if not letter.exists() and not TrainingRecord.objects.filter(slip=document).exists():
        return []
    return [
        gettext("Results are recorded as sent by it and are not sent a second time: the records officer numbers it.")
    ]
