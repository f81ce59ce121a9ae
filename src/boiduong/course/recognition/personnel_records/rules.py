"""Quy tắc hồ sơ cán bộ — states and the acts that each state takes."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

TRAINING_RECORD = Machine(
    name="training_record",
    label=gettext_noop("The training record"),
    states={
        "confirmed": gettext_noop("confirmed"),
        "sent": gettext_noop("sent to the unit"),
        "filed": gettext_noop("filed"),
    },
    acts={
        "send": gettext_noop("send it to the unit"),
        "file": gettext_noop("file it"),
    },
    table={
        ("confirmed", "send"): "sent",
        ("sent", "file"): "filed",
    },
)
