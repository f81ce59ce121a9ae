"""Đọc thông báo — what a person has been told, and who has seen what was told about a thing."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from boiduong.foundation.notifications.models import OutboxMessage

To = tuple[str, int]


def messages_to(*to: To) -> QuerySet[OutboxMessage]:
    """Thông báo cho một người — under each kind by which the person is known, the newest first."""
    met = Q(pk__in=[])
    for kind, number in to:
        met |= Q(to_kind=kind, to_id=number)
    return OutboxMessage.objects.filter(met).prefetch_related("deliveries").order_by("-id")


def messages_about(topic: str, numbers: Sequence[int]) -> QuerySet[OutboxMessage]:
    """Thông báo về một việc — with whether each has reached its reader."""
    found = OutboxMessage.objects.filter(topic=topic, about_id__in=numbers)
    return found.prefetch_related("deliveries").order_by("id")
