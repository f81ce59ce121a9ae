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
from boiduong.course.recognition.personnel_records.services.exporting import may_read_ids, national_ids
from boiduong.course.recognition.personnel_records.services.filing import (
    FiledAlready,
    NobodyToRemind,
    WayUnknown,
    confirm_filed,
    remind_units,
)
from boiduong.course.recognition.personnel_records.services.sending import (
    NothingToSend,
    NothingToWrite,
    send_to_units,
    write_records,
)

__all__ = [
    "EVIDENCE_KINDS",
    "EVIDENCE_LIMIT",
    "Duplicate",
    "EvidenceMissing",
    "FiledAlready",
    "NobodyToRemind",
    "NothingToSend",
    "NothingToWrite",
    "WayUnknown",
    "confirm_filed",
    "confirm_outside",
    "declare_outside",
    "file_outside",
    "may_read_ids",
    "national_ids",
    "reject_outside",
    "remind_units",
    "send_to_units",
    "take_evidence",
    "write_records",
]
