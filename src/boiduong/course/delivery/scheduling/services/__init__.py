"""Việc lịch học — drafting, placing, releasing and revising timetables."""

from boiduong.course.delivery.scheduling.services.asking import answer_request, draft_letter, request_lecturers
from boiduong.course.delivery.scheduling.services.calendars import renew_calendar, renew_own_calendar
from boiduong.course.delivery.scheduling.services.closing import add_holiday, remove_holiday, teach_on
from boiduong.course.delivery.scheduling.services.inserting import insert_urgent
from boiduong.course.delivery.scheduling.services.lodging import set_lodging, set_site_rooms
from boiduong.course.delivery.scheduling.services.placing import move, place, place_many, remove, set_lecturers
from boiduong.course.delivery.scheduling.services.planning import (
    apply_changes,
    close_half_day,
    open_half_day,
    set_lock,
    set_strength,
)
from boiduong.course.delivery.scheduling.services.refusals import (
    Blocked,
    Clash,
    DraftExists,
    EntryUnclear,
    NoRunNow,
    NotASite,
    NothingChanged,
    NothingPastMoves,
    NothingPlaced,
    NothingToUndo,
    NotThisCourse,
    NumberImpossible,
    PlaceGone,
    PlacingBlocked,
    ReasonNeeded,
    ReleasedIsFixed,
    SessionLocked,
    UnknownRule,
    WarningsUnread,
)
from boiduong.course.delivery.scheduling.services.repairing import (
    ask_repair,
    choose_repair,
    choose_repair_way,
    look_longer,
)
from boiduong.course.delivery.scheduling.services.solving import BUDGETS, ask_solve, choose_way, stop_solve
from boiduong.course.delivery.scheduling.services.undoing import remember, undo
from boiduong.course.delivery.scheduling.services.versions import discard, new_version, release, revise

__all__ = [
    "BUDGETS",
    "Blocked",
    "Clash",
    "DraftExists",
    "EntryUnclear",
    "NoRunNow",
    "NotASite",
    "NotThisCourse",
    "NothingChanged",
    "NothingPastMoves",
    "NothingPlaced",
    "NothingToUndo",
    "NumberImpossible",
    "PlaceGone",
    "PlacingBlocked",
    "ReasonNeeded",
    "ReleasedIsFixed",
    "SessionLocked",
    "UnknownRule",
    "WarningsUnread",
    "add_holiday",
    "answer_request",
    "apply_changes",
    "ask_repair",
    "ask_solve",
    "choose_repair",
    "choose_repair_way",
    "choose_way",
    "close_half_day",
    "discard",
    "insert_urgent",
    "look_longer",
    "draft_letter",
    "move",
    "new_version",
    "open_half_day",
    "place",
    "place_many",
    "release",
    "remember",
    "remove_holiday",
    "teach_on",
    "remove",
    "renew_calendar",
    "renew_own_calendar",
    "request_lecturers",
    "revise",
    "set_lecturers",
    "set_lodging",
    "set_site_rooms",
    "set_lock",
    "set_strength",
    "stop_solve",
    "undo",
]
