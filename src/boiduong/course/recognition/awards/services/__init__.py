"""Việc xét công nhận — the meeting, the authority's exceptions, the decision with its frozen rows, and commendation."""

from boiduong.course.recognition.awards.services.commending import (
    USUAL_GROUNDS,
    USUAL_TITLE,
    AlreadyCommended,
    NobodyChosen,
    NotYetRecognized,
    commend,
    commendation_paper,
)
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
    "USUAL_GROUNDS",
    "USUAL_TITLE",
    "AlreadyCommended",
    "DecisionNotNumbered",
    "ItemBelowHalf",
    "NobodyChosen",
    "NotFullParticipation",
    "NotMinuted",
    "NotOnTheList",
    "NotTimeToJudge",
    "NotYetRecognized",
    "NoteNeeded",
    "NothingToExcept",
    "OutcomeMissing",
    "RulesBroken",
    "commend",
    "commendation_paper",
    "decide",
    "draft_decision",
    "hold_meeting",
    "lift_conduct",
    "make_exception",
    "note_conduct",
    "to_decide",
]
