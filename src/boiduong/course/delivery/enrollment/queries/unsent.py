"""Tên chưa gửi — names that units wrote down and had not sent when the call was closed."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count

from boiduong.course.delivery.enrollment.models import Call, Nomination


class Unsent(NamedTuple):
    """Chưa gửi — how many names, of how many units."""

    names: int
    units: int


def unsent(call: Call | None) -> Unsent:
    """Số người chưa gửi khi đã đóng — none while the call is open; a replacement may still go and is not counted."""
    if call is None or call.state != "closed":
        return Unsent(0, 0)
    rows = Nomination.objects.filter(call=call, state="proposed", replaces__isnull=True)
    found = rows.aggregate(names=Count("pk"), units=Count("sent_by", distinct=True))
    return Unsent(found["names"], found["units"])
