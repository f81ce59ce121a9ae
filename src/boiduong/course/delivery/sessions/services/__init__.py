"""Việc buổi học — the roll, corrections, leave, make-ups, the lesson log, and following the timetable."""

from boiduong.course.delivery.sessions.services.following import follow_timetable, sessions_left
from boiduong.course.delivery.sessions.services.leaving import (
    LeaveEmpty,
    LevelTooLow,
    ask_leave,
    decide_leave,
    withdraw_leave,
)
from boiduong.course.delivery.sessions.services.logging import (
    LogEmpty,
    LogNotSigned,
    LogSigned,
    confirm_session,
    sign_log,
    write_log,
)
from boiduong.course.delivery.sessions.services.making_up import (
    MakeUpBooked,
    MakeUpNotAllowed,
    MakeUpNotOver,
    NotMissed,
    NotSameTopic,
    book_make_up,
    finish_make_up,
)
from boiduong.course.delivery.sessions.services.printing import NothingHeld, draft_log_book, draft_roll_book
from boiduong.course.delivery.sessions.services.rolling import (
    CodeUnknown,
    NotMarked,
    NotOnThisRoll,
    OutsideWindow,
    close_many,
    close_roll,
    correct,
    mark,
    open_roll,
    rebuild_verdicts,
)

__all__ = [
    "CodeUnknown",
    "LeaveEmpty",
    "LevelTooLow",
    "LogEmpty",
    "LogNotSigned",
    "LogSigned",
    "MakeUpBooked",
    "MakeUpNotAllowed",
    "MakeUpNotOver",
    "NotMarked",
    "NotMissed",
    "NotOnThisRoll",
    "NotSameTopic",
    "NothingHeld",
    "OutsideWindow",
    "ask_leave",
    "book_make_up",
    "close_many",
    "close_roll",
    "confirm_session",
    "correct",
    "decide_leave",
    "draft_log_book",
    "draft_roll_book",
    "finish_make_up",
    "follow_timetable",
    "mark",
    "open_roll",
    "rebuild_verdicts",
    "sessions_left",
    "sign_log",
    "withdraw_leave",
    "write_log",
]
