"""Đọc hồ sơ đào tạo — transcripts, what was learned elsewhere, what is sent and filed."""

from boiduong.course.recognition.personnel_records.queries.declared import (
    declared_for,
    outside_to_file,
    posts_now,
    rejections,
    to_confirm,
)
from boiduong.course.recognition.personnel_records.queries.sending import (
    Progress,
    SentUnit,
    TransferLine,
    courses_to_send,
    decisions_of,
    progress,
    records_of,
    records_sent,
    sent_units,
    transfers_for,
    transfers_of,
    transfers_with_records,
    units_unconfirmed,
)
from boiduong.course.recognition.personnel_records.queries.transcripts import can_read_transcript, transcript

__all__ = [
    "Progress",
    "SentUnit",
    "TransferLine",
    "can_read_transcript",
    "courses_to_send",
    "decisions_of",
    "declared_for",
    "outside_to_file",
    "posts_now",
    "progress",
    "records_of",
    "records_sent",
    "rejections",
    "sent_units",
    "to_confirm",
    "transcript",
    "transfers_for",
    "transfers_of",
    "transfers_with_records",
    "units_unconfirmed",
]
