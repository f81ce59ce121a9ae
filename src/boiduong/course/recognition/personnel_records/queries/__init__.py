"""Đọc hồ sơ đào tạo — transcripts, what was learned elsewhere, what is sent and filed."""

from boiduong.course.recognition.personnel_records.queries.declared import (
    declared_for,
    outside_to_file,
    posts_on,
    rejections,
    to_confirm,
)
from boiduong.course.recognition.personnel_records.queries.need import (
    Need,
    PersonYear,
    PlaceYear,
    YearLine,
    people_of_year,
    places_of_year,
    years_of_person,
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
    "Need",
    "PersonYear",
    "PlaceYear",
    "Progress",
    "SentUnit",
    "TransferLine",
    "YearLine",
    "can_read_transcript",
    "courses_to_send",
    "decisions_of",
    "declared_for",
    "outside_to_file",
    "people_of_year",
    "places_of_year",
    "posts_on",
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
    "years_of_person",
]
