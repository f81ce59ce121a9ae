"""Đọc thông báo — what a person has been told, and who has seen what was told about a thing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from boiduong.foundation.notifications.models import Delivery, OutboxMessage
from boiduong.web.prepared import counted, prepared

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


def unread_count(since: datetime, until: datetime) -> int:
    """Số thông báo chưa đến tay — written between two moments, neither seen on a page nor told by telephone."""
    return _unread.number(since, until)


@prepared
def _unread(since: datetime, until: datetime) -> QuerySet[OutboxMessage, Any]:
    reached = Exists(Delivery.objects.filter(message=OuterRef("pk")).order_by())
    return counted(OutboxMessage.objects.filter(~reached, made_at__gt=since, made_at__lte=until))
