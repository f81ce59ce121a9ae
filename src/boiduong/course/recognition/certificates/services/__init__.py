"""Việc chứng chỉ — defining papers, issuing under one register, handing over, revoking, replacing."""

from boiduong.course.recognition.certificates.services.defining import UnknownKind, define_paper
from boiduong.course.recognition.certificates.services.issuing import (
    IssuerNotCompetent,
    NotRecognized,
    issue,
    press_for,
)
from boiduong.course.recognition.certificates.services.keeping import (
    GroundNeeded,
    OnlyOnce,
    RevocationNotNumbered,
    file_register,
    grounds_for,
    hand_many,
    replace_for_mistake,
    revoke,
)

__all__ = [
    "GroundNeeded",
    "IssuerNotCompetent",
    "NotRecognized",
    "OnlyOnce",
    "RevocationNotNumbered",
    "UnknownKind",
    "define_paper",
    "file_register",
    "grounds_for",
    "hand_many",
    "issue",
    "press_for",
    "replace_for_mistake",
    "revoke",
]
