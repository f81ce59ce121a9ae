"""Quy tắc phiếu đánh giá — states, the form, valid ballots, means and bands."""

from boiduong.course.evaluation.feedback.rules.counting import (
    BANDS,
    DEFAULT_FORM,
    AnswerOutOfScale,
    BadForm,
    FeedbackRules,
    FormBody,
    Indicator,
    IndicatorResult,
    PollResult,
    TooManyBlank,
    band_of,
    count_ballots,
    feedback_rules,
    is_valid,
    read_answers,
    read_form,
)
from boiduong.course.evaluation.feedback.rules.states import POLL

__all__ = [
    "BANDS",
    "DEFAULT_FORM",
    "POLL",
    "AnswerOutOfScale",
    "BadForm",
    "FeedbackRules",
    "FormBody",
    "Indicator",
    "IndicatorResult",
    "PollResult",
    "TooManyBlank",
    "band_of",
    "count_ballots",
    "feedback_rules",
    "is_valid",
    "read_answers",
    "read_form",
]
