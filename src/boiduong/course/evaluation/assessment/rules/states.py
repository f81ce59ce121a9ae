"""Quy tắc bài thu hoạch — states and the acts that each state takes."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

SUBMISSION = Machine(
    name="submission",
    label=gettext_noop("The report"),
    states={
        "submitted": gettext_noop("submitted"),
        "settled": gettext_noop("settled"),
    },
    acts={
        "score": gettext_noop("mark it"),
        "settle": gettext_noop("settle the mark"),
        "amend": gettext_noop("amend the mark"),
    },
    table={
        ("submitted", "score"): "submitted",
        ("submitted", "settle"): "settled",
        ("settled", "amend"): "settled",
    },
)
