"""Quy tắc phiếu đánh giá — states and the acts that each state takes."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

POLL = Machine(
    name="poll",
    label=gettext_noop("The evaluation form"),
    states={
        "open": gettext_noop("open"),
        "closed": gettext_noop("closed"),
    },
    acts={
        "vote": gettext_noop("answer it"),
        "close": gettext_noop("close the form"),
    },
    table={
        ("open", "vote"): "open",
        ("open", "close"): "closed",
    },
)
