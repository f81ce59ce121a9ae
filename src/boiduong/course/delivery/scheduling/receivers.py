"""Nghe văn bản — the paper of the timetable in force stays until it has its number."""

from __future__ import annotations

from django.dispatch import receiver
from django.utils.translation import gettext

from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.foundation.documents.events import draft_leaving
from boiduong.foundation.documents.models import Document


@receiver(draft_leaving)
def timetable_in_force(document: Document, **_: object) -> list[str]:
    """Lịch đang áp dụng theo văn bản này — a version is released once and gets no second paper."""
    if not TimetableVersion.objects.filter(document=document, state="released").exists():
        return []
    return [
        gettext("The timetable in force was released with it and gets no second one: the records officer numbers it.")
    ]
