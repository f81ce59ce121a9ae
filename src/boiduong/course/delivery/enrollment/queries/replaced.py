"""Người thay — who goes instead of somebody, as things stand now."""

from __future__ import annotations

from collections.abc import Iterable

from boiduong.course.delivery.enrollment.models import Nomination
from boiduong.course.delivery.enrollment.rules import GONE, LIVE


def holders_after(nomination_ids: Iterable[int]) -> dict[int, Nomination]:
    """Ai đang giữ chỗ — nomination id to the one who goes instead and has not left, through a chain of replacements.

    One query for each link of the longest chain; whoever nobody goes for is not in the answer.
    """
    found: dict[int, Nomination] = {}
    links = {pk: pk for pk in nomination_ids}
    while links:
        rows = Nomination.objects.filter(replaces__in=links).select_related("person", "enrollment").order_by("pk")
        further: dict[int, int] = {}
        for row in rows:
            first = links[row.replaces_id or 0]
            seat = getattr(row, "enrollment", None)
            if row.state == "replaced":
                further[row.pk] = first
            elif row.state in LIVE and (seat is None or seat.state not in GONE):
                found[first] = row
        links = further
    return found
