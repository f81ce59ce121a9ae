"""Quy tắc lịch học — states, half-days, clashes and a first simple placement; plain Python."""

from boiduong.course.delivery.scheduling.rules.blocks import Block, Done, Piece, Stands, standing_blocks, wanted_blocks
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
from boiduong.course.delivery.scheduling.rules.differences import Difference, differences
from boiduong.course.delivery.scheduling.rules.levels import RULE_OF, leveled
from boiduong.course.delivery.scheduling.rules.placements import (
    ACTIVITIES,
    OUTSIDE_KINDS,
    Cell,
    Cohort,
    Placement,
    Stock,
    TopicWish,
    propose,
)
from boiduong.course.delivery.scheduling.rules.states import REQUEST, STRENGTHS, TIMETABLE
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
    "OUTSIDE_KINDS",
    "REQUEST",
    "RULE_OF",
    "STRENGTHS",
    "TIMETABLE",
    "Block",
    "Cell",
    "ClassFacts",
    "Cohort",
    "Difference",
    "Done",
    "HalfUnknown",
    "LecturerFacts",
    "Piece",
    "Placed",
    "Placement",
    "RoomFacts",
    "Stands",
    "Stock",
    "TimeRules",
    "TopicFacts",
    "TopicWish",
    "Violation",
    "World",
    "differences",
    "find_violations",
    "leveled",
    "overlaps",
    "past_changes",
    "propose",
    "read_time_rules",
    "span",
    "standing_blocks",
    "wanted_blocks",
]
