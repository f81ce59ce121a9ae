"""Việc hồ sơ cán bộ — writing and sending results, the unit's answer, what was learned elsewhere."""

from boiduong.course.recognition.personnel_records.services.declaring import (
    EVIDENCE_KINDS,
    EVIDENCE_LIMIT,
    Duplicate,
    EvidenceMissing,
    confirm_outside,
    declare_outside,
    file_outside,
    reject_outside,
    take_evidence,
)
from boiduong.course.recognition.personnel_records.services.sending import (
    FiledAlready,
    NothingToSend,
    NothingToWrite,
    confirm_filed,
    send_to_units,
    write_records,
)

__all__ = [
    "EVIDENCE_KINDS",
    "EVIDENCE_LIMIT",
    "Duplicate",
    "EvidenceMissing",
    "FiledAlready",
    "NothingToSend",
    "NothingToWrite",
    "confirm_filed",
    "confirm_outside",
    "declare_outside",
    "file_outside",
    "reject_outside",
    "send_to_units",
    "take_evidence",
    "write_records",
]
