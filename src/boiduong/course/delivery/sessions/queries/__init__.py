"""Đọc buổi học — rolls, attendance in tiết, leave and make-ups; everything from the marks and their verdicts."""

from boiduong.course.delivery.sessions.queries.absences import (
    absences,
    granted_leaves,
    later_sessions_of_topic,
    leaves_over,
    open_leaves,
    open_make_ups,
)
from boiduong.course.delivery.sessions.queries.attendance import (
    AtRisk,
    alone_since,
    at_risk,
    attendance,
    attendance_for,
    attendance_rules,
    present_ids,
    topics_done,
)
from boiduong.course.delivery.sessions.queries.rolls import (
    ListedSession,
    RollCount,
    RollRow,
    SiteRow,
    expected,
    listed_sessions,
    roll_counts,
    roll_rows,
    sessions_of,
    site_rows,
)
from boiduong.course.delivery.sessions.queries.states import EXPECTED, HELD, ON_ROLL

__all__ = [
    "EXPECTED",
    "HELD",
    "ON_ROLL",
    "AtRisk",
    "ListedSession",
    "RollCount",
    "RollRow",
    "SiteRow",
    "absences",
    "alone_since",
    "at_risk",
    "attendance",
    "attendance_for",
    "attendance_rules",
    "expected",
    "granted_leaves",
    "later_sessions_of_topic",
    "leaves_over",
    "listed_sessions",
    "open_leaves",
    "open_make_ups",
    "present_ids",
    "roll_counts",
    "roll_rows",
    "sessions_of",
    "site_rows",
    "topics_done",
]
