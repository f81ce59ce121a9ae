"""Đọc quá trình bồi dưỡng — the rows of one person, and who may read them."""

from __future__ import annotations

from django.db.models import QuerySet

from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import READERS, units_over
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.people.models import Person, PostHolding


def transcript(person: Person) -> QuerySet[TrainingRecord]:
    """Quá trình đào tạo, bồi dưỡng — the rows of table 26 of mẫu 2C, newest first."""
    return TrainingRecord.objects.filter(person=person).select_related("course", "unit_then").order_by("-to_on", "-id")


def can_read_transcript(user: User | None, person: Person) -> bool:
    """Được xem phiếu — the person; officers over a unit or institution of theirs; clerks over their unit."""
    if user is None:
        return True
    if user.person_id is not None and user.person_id == person.pk:
        return True
    units = units_over(user, *READERS, Role.UNIT_CLERK)
    if units is None:
        return True
    if not units:
        return False
    holds = PostHolding.objects.filter(person=person, unit_id__in=units, status="held", ends_on__isnull=True)
    if holds.exists():
        return True
    sent = TrainingRecord.objects.filter(person=person, unit_then_id__in=units)
    schools = units_over(user, *READERS)
    taught = TrainingRecord.objects.filter(person=person)
    if schools is not None:
        taught = taught.filter(course__institution__unit_id__in=schools)
    return sent.exists() or taught.exists()
