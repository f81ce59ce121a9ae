"""Trang hồ sơ cán bộ — of a course, of a unit, of one person."""

from boiduong.course.recognition.personnel_records.views.course import send, sent, step, write
from boiduong.course.recognition.personnel_records.views.declaring import (
    declaration,
    declare,
    declare_mine,
    evidence,
    to_confirm,
)
from boiduong.course.recognition.personnel_records.views.exporting import export_course, export_person, export_units
from boiduong.course.recognition.personnel_records.views.filing import confirm, to_file
from boiduong.course.recognition.personnel_records.views.need import need, need_places
from boiduong.course.recognition.personnel_records.views.transcripts import mine, paper, slip, transcript

__all__ = [
    "confirm",
    "declaration",
    "declare",
    "declare_mine",
    "evidence",
    "export_course",
    "export_person",
    "export_units",
    "mine",
    "need",
    "need_places",
    "paper",
    "send",
    "sent",
    "slip",
    "step",
    "to_confirm",
    "to_file",
    "transcript",
    "write",
]
