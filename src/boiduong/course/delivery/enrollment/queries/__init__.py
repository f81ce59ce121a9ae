"""Đọc chiêu sinh — lists, counts as of a moment, seats left, and the facts that the rules judge by."""

from boiduong.course.delivery.enrollment.queries.counting import (
    ISSUED,
    OPENING_ROLE,
    Counts,
    counts,
    rooms_of,
)
from boiduong.course.delivery.enrollment.queries.judging import (
    candidates,
    finding_sentence,
    posts_of,
    unit_names,
)
from boiduong.course.delivery.enrollment.queries.lists import (
    QuotaLine,
    calls_for,
    class_list,
    class_plan,
    class_rooms,
    clusters,
    learners_of,
    live_call,
    members_of,
    nominations_of,
    quota_lines,
    seated,
    silent_units,
    summons_by,
    unit_order,
)

__all__ = [
    "ISSUED",
    "OPENING_ROLE",
    "Counts",
    "QuotaLine",
    "calls_for",
    "candidates",
    "class_list",
    "class_plan",
    "class_rooms",
    "clusters",
    "counts",
    "finding_sentence",
    "learners_of",
    "live_call",
    "members_of",
    "nominations_of",
    "posts_of",
    "quota_lines",
    "rooms_of",
    "seated",
    "silent_units",
    "summons_by",
    "unit_names",
    "unit_order",
]
