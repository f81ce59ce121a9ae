"""Văn bản công nhận, khen thưởng — minutes, the decision with its two lists, the decision of commendation."""

from boiduong.course.recognition.awards.papers.commending import Commended, commendation_decision
from boiduong.course.recognition.awards.papers.recognizing import (
    birth_text,
    decision,
    minutes,
    recognized_table,
    refused_table,
)

__all__ = [
    "Commended",
    "birth_text",
    "commendation_decision",
    "decision",
    "minutes",
    "recognized_table",
    "refused_table",
]
