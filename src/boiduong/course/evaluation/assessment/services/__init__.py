"""Việc bài thu hoạch — set, receive, mark by two markers, settle, amend with reason and a second person, print."""

from boiduong.course.evaluation.assessment.rules import (
    AlreadyPassed,
    ExtensionOver,
    NoAttemptLeft,
    NotLater,
    StillBeingMarked,
    TooLate,
)
from boiduong.course.evaluation.assessment.services.marking import (
    Mark,
    amend,
    assign_markers,
    score_many,
    settle,
)
from boiduong.course.evaluation.assessment.services.printing import draft_mark_sheet, print_marking_slips
from boiduong.course.evaluation.assessment.services.receiving import (
    extend,
    receive,
    receive_many,
    rules_of,
    set_assignment,
)
from boiduong.course.evaluation.assessment.services.refusals import (
    DueBeforeClass,
    MarkersTooFew,
    NotAllSettled,
    NothingToPrint,
    NotInClass,
    NotInProgram,
    NotYourPaper,
    RuleSetNotPinned,
    SecondPersonNeeded,
)

__all__ = [
    "AlreadyPassed",
    "DueBeforeClass",
    "ExtensionOver",
    "Mark",
    "MarkersTooFew",
    "NoAttemptLeft",
    "NotAllSettled",
    "NotInClass",
    "NotInProgram",
    "NotLater",
    "NotYourPaper",
    "NothingToPrint",
    "RuleSetNotPinned",
    "SecondPersonNeeded",
    "StillBeingMarked",
    "TooLate",
    "amend",
    "assign_markers",
    "draft_mark_sheet",
    "extend",
    "print_marking_slips",
    "receive",
    "receive_many",
    "rules_of",
    "score_many",
    "set_assignment",
    "settle",
]
