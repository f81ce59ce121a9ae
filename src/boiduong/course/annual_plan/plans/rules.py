"""Quy tắc kế hoạch năm — states and the acts that each state takes."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

PLAN_LINE = Machine(
    name="plan_line",
    label=gettext_noop("The plan line"),
    states={
        "draft": gettext_noop("draft"),
        "submitted": gettext_noop("submitted"),
        "approved": gettext_noop("approved"),
        "struck": gettext_noop("struck out"),
        "postponed": gettext_noop("postponed"),
        "cancelled": gettext_noop("cancelled"),
    },
    acts={
        "submit": gettext_noop("submit it"),
        "approve": gettext_noop("approve it"),
        "return": gettext_noop("return it"),
        "strike": gettext_noop("strike it out"),
        "postpone": gettext_noop("postpone it"),
        "resume": gettext_noop("resume it"),
        "cancel": gettext_noop("cancel it"),
    },
    table={
        ("draft", "submit"): "submitted",
        ("submitted", "approve"): "approved",
        ("submitted", "return"): "draft",
        ("submitted", "strike"): "struck",
        ("approved", "postpone"): "postponed",
        ("approved", "cancel"): "cancelled",
        ("postponed", "resume"): "approved",
    },
)
