"""Quy tắc lịch học — states, half-days, clashes and a first simple placement; plain Python."""

from boiduong.course.delivery.scheduling.rules.clashes import (
    ClassFacts,
    LecturerFacts,
    Placed,
    RoomFacts,
    TopicFacts,
    Violation,
    World,
    find_violations,
    past_changes,
)
from boiduong.course.delivery.scheduling.rules.placements import (
    ACTIVITIES,
    Cohort,
    Placement,
    Stock,
    TopicWish,
    propose,
)
from boiduong.course.delivery.scheduling.rules.states import TIMETABLE
from boiduong.course.delivery.scheduling.rules.times import (
    HALVES,
    HalfUnknown,
    TimeRules,
    overlaps,
    read_time_rules,
    span,
)

__all__ = [
    "ACTIVITIES",
    "HALVES",
    "TIMETABLE",
    "ClassFacts",
    "Cohort",
    "HalfUnknown",
    "LecturerFacts",
    "Placed",
    "Placement",
    "RoomFacts",
    "Stock",
    "TimeRules",
    "TopicFacts",
    "TopicWish",
    "Violation",
    "World",
    "find_violations",
    "overlaps",
    "past_changes",
    "propose",
    "read_time_rules",
    "span",
]
