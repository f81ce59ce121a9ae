"""Quy tắc buổi học — states, the verdict of several marks, attendance in tiết, leave levels; plain Python."""

from boiduong.course.delivery.sessions.rules.attendance import (
    UNIT_LEVEL,
    Attendance,
    AttendanceRules,
    RollFact,
    attendance_of,
    level_for,
    read_attendance_rules,
    waits_for_unit,
)
from boiduong.course.delivery.sessions.rules.making_up import Lesson, free_seats, in_place_of
from boiduong.course.delivery.sessions.rules.states import LEAVE, MAKE_UP, MAKE_UP_LIVE, SESSION
from boiduong.course.delivery.sessions.rules.verdicts import (
    ATTENDED,
    CODE_LABELS,
    CODES,
    LETTERS,
    Mark,
    RollEntry,
    Verdict,
    verdict_of,
)

__all__ = [
    "ATTENDED",
    "CODES",
    "CODE_LABELS",
    "LEAVE",
    "LETTERS",
    "MAKE_UP",
    "MAKE_UP_LIVE",
    "SESSION",
    "UNIT_LEVEL",
    "Attendance",
    "AttendanceRules",
    "Lesson",
    "Mark",
    "RollEntry",
    "RollFact",
    "Verdict",
    "attendance_of",
    "free_seats",
    "in_place_of",
    "level_for",
    "read_attendance_rules",
    "verdict_of",
    "waits_for_unit",
]
