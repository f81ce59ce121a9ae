"""Quy tắc xét công nhận — the policy of a rule set, and the judgement of one learner by it."""

from boiduong.course.recognition.awards.rules.judging import (
    OUTCOMES,
    REASON_TEXTS,
    Facts,
    ItemFact,
    Judgement,
    Reason,
    judge,
)
from boiduong.course.recognition.awards.rules.policy import JUDGED, Band, Bar, Policy, policy_from
from boiduong.course.recognition.awards.rules.wording import reason_in_vietnamese

__all__ = [
    "JUDGED",
    "OUTCOMES",
    "REASON_TEXTS",
    "Band",
    "Bar",
    "Facts",
    "ItemFact",
    "Judgement",
    "Policy",
    "Reason",
    "judge",
    "policy_from",
    "reason_in_vietnamese",
]
