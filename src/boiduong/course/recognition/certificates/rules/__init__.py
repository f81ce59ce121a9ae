"""Quy tắc chứng chỉ — states, kinds of paper, register numbers and grounds of revocation."""

from boiduong.course.recognition.certificates.rules.blanks import (
    BLANK_ACTS,
    SerialRange,
    SerialsDoNotFit,
    SerialUnreadable,
    may,
    serial_range,
    state_of,
)
from boiduong.course.recognition.certificates.rules.keys import (
    KEY_USES,
    NAMES_SHOWN,
    KeyPlace,
    KeyPlaces,
    KeysUnreadable,
    read_places,
)
from boiduong.course.recognition.certificates.rules.numbers import (
    GROUNDS,
    KINDS,
    NUMBER_KINDS,
    VERIFY_PATH,
    confirmation,
    heading,
    honorific,
    register_number,
    statement,
)
from boiduong.course.recognition.certificates.rules.states import CREDENTIAL

__all__ = [
    "BLANK_ACTS",
    "CREDENTIAL",
    "GROUNDS",
    "KEY_USES",
    "KINDS",
    "NAMES_SHOWN",
    "NUMBER_KINDS",
    "VERIFY_PATH",
    "KeyPlace",
    "KeyPlaces",
    "KeysUnreadable",
    "SerialRange",
    "SerialUnreadable",
    "SerialsDoNotFit",
    "confirmation",
    "heading",
    "honorific",
    "may",
    "read_places",
    "register_number",
    "serial_range",
    "state_of",
    "statement",
]
