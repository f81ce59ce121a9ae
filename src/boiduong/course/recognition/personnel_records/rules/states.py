"""Trạng thái của dòng đào tạo, bồi dưỡng — from what is written or declared to what lies in the personnel file."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

TRAINING_RECORD = Machine(
    name="training_record",
    label=gettext_noop("The training record"),
    states={
        "declared": gettext_noop("waits for confirmation"),
        "confirmed": gettext_noop("confirmed"),
        "sent": gettext_noop("sent to the unit"),
        "filed": gettext_noop("filed"),
        "rejected": gettext_noop("confirmation refused"),
    },
    acts={
        "confirm": gettext_noop("confirm it"),
        "reject": gettext_noop("refuse to confirm it"),
        "send": gettext_noop("send it to the unit"),
        "file": gettext_noop("file it"),
        "file_at_once": gettext_noop("file it"),
    },
    table={
        ("declared", "confirm"): "confirmed",
        ("declared", "reject"): "rejected",
        ("confirmed", "send"): "sent",
        ("sent", "file"): "filed",
        # Learned elsewhere: no letter is on its way, the unit that keeps the file has the paper before it.
        ("confirmed", "file_at_once"): "filed",
    },
)
# A record that somebody only says is so counts nowhere.
COUNTED_STATES = ("confirmed", "sent", "filed")
