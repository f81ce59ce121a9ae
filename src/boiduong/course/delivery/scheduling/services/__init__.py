"""Việc lịch học — drafting, placing, releasing and revising timetables."""

from boiduong.course.delivery.scheduling.services.placing import move, place, place_many, remove, set_lecturers
from boiduong.course.delivery.scheduling.services.refusals import (
    Blocked,
    Clash,
    DraftExists,
    EntryUnclear,
    NothingPastMoves,
    NothingPlaced,
    NotThisCourse,
    ReleasedIsFixed,
)
from boiduong.course.delivery.scheduling.services.versions import discard, new_version, release, revise

__all__ = [
    "Blocked",
    "Clash",
    "DraftExists",
    "EntryUnclear",
    "NotThisCourse",
    "NothingPastMoves",
    "NothingPlaced",
    "ReleasedIsFixed",
    "discard",
    "move",
    "new_version",
    "place",
    "place_many",
    "release",
    "remove",
    "revise",
    "set_lecturers",
]
