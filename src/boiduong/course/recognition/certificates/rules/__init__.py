"""Quy tắc chứng chỉ — states, kinds of paper, register numbers and grounds of revocation."""

from boiduong.course.recognition.certificates.rules.numbers import (
    GROUNDS,
    KINDS,
    NUMBER_KINDS,
    VERIFY_PATH,
    heading,
    honorific,
    register_number,
    statement,
)
from boiduong.course.recognition.certificates.rules.states import CREDENTIAL

__all__ = [
    "CREDENTIAL",
    "GROUNDS",
    "KINDS",
    "NUMBER_KINDS",
    "VERIFY_PATH",
    "heading",
    "honorific",
    "register_number",
    "statement",
]
