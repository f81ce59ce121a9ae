"""Việc xét công nhận — the meeting, the authority's exceptions, and the decision with its frozen rows."""

from boiduong.course.recognition.awards.services.deciding import (
    DecisionNotNumbered,
    ItemBelowHalf,
    NoteNeeded,
    NotFullParticipation,
    NotOnTheList,
    OutcomeMissing,
    RulesBroken,
    decide,
    to_decide,
)
from boiduong.course.recognition.awards.services.preparing import (
    NothingToExcept,
    NotMinuted,
    NotTimeToJudge,
    draft_decision,
    hold_meeting,
    lift_conduct,
    make_exception,
    note_conduct,
)

__all__ = [
    "DecisionNotNumbered",
    "ItemBelowHalf",
    "NotFullParticipation",
    "NotMinuted",
    "NotOnTheList",
    "NotTimeToJudge",
    "NoteNeeded",
    "NothingToExcept",
    "OutcomeMissing",
    "RulesBroken",
    "decide",
    "draft_decision",
    "hold_meeting",
    "lift_conduct",
    "make_exception",
    "note_conduct",
    "to_decide",
]
