"""Quy tắc tình huống — states, fields, and what may not be written into one."""

from boiduong.course.delivery.situations.rules.content import (
    FIELDS,
    REACHES,
    NotAnonymized,
    SecretContent,
    names_in,
    refuse_secret,
)
from boiduong.course.delivery.situations.rules.states import SITUATION

__all__ = ["FIELDS", "REACHES", "SITUATION", "NotAnonymized", "SecretContent", "names_in", "refuse_secret"]
