"""Quy tắc bài thu hoạch — states, scales, how two marks become one, and what passes."""

from boiduong.course.evaluation.assessment.rules.marking import (
    BandUnknown,
    DifferenceTooLarge,
    MarkingRules,
    MarksMissing,
    NotOnStep,
    OutOfScale,
    Scale,
    check_band,
    check_value,
    item_passed,
    marking_rules,
    settled_band,
    settled_value,
)
from boiduong.course.evaluation.assessment.rules.states import SUBMISSION

__all__ = [
    "SUBMISSION",
    "BandUnknown",
    "DifferenceTooLarge",
    "MarkingRules",
    "MarksMissing",
    "NotOnStep",
    "OutOfScale",
    "Scale",
    "check_band",
    "check_value",
    "item_passed",
    "marking_rules",
    "settled_band",
    "settled_value",
]
