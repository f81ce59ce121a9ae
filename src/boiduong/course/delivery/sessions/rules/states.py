"""Trạng thái buổi học — the states of sessions, leave requests and make-ups and the acts that each takes."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

SESSION = Machine(
    name="session",
    label=gettext_noop("The session"),
    states={
        "planned": gettext_noop("not held yet"),
        "open": gettext_noop("open for roll call"),
        "closed": gettext_noop("roll closed"),
        "confirmed": gettext_noop("confirmed"),
        "cancelled": gettext_noop("cancelled"),
    },
    acts={
        "open_roll": gettext_noop("open the roll"),
        "close_roll": gettext_noop("close the roll"),
        "confirm": gettext_noop("confirm it"),
        "correct": gettext_noop("correct the roll"),
        "cancel": gettext_noop("cancel it"),
        "mark": gettext_noop("mark the roll"),
    },
    table={
        ("planned", "open_roll"): "open",
        ("open", "open_roll"): "open",
        ("open", "mark"): "open",
        ("open", "close_roll"): "closed",
        ("closed", "confirm"): "confirmed",
        ("closed", "correct"): "closed",
        ("confirmed", "correct"): "confirmed",
        ("planned", "cancel"): "cancelled",
    },
)
LEAVE = Machine(
    name="leave",
    label=gettext_noop("The leave request"),
    states={
        "asked": gettext_noop("asked"),
        "granted": gettext_noop("granted"),
        "refused": gettext_noop("leave refused"),
        "withdrawn": gettext_noop("withdrawn"),
    },
    acts={
        "confirm_unit": gettext_noop("confirm it for the unit"),
        "grant": gettext_noop("grant it"),
        "refuse": gettext_noop("refuse the leave"),
        "withdraw": gettext_noop("take the request back"),
    },
    table={
        ("asked", "confirm_unit"): "asked",
        ("asked", "grant"): "granted",
        ("asked", "refuse"): "refused",
        ("asked", "withdraw"): "withdrawn",
    },
)
# A make-up that stands for an absence: no second one is booked for it.
MAKE_UP_LIVE = ("booked", "done")
MAKE_UP = Machine(
    name="make_up",
    label=gettext_noop("The make-up"),
    states={
        "booked": gettext_noop("booked"),
        "done": gettext_noop("done"),
        "failed": gettext_noop("not done"),
        "returned": gettext_noop("given back"),
    },
    acts={
        "do": gettext_noop("record it as done"),
        "fail": gettext_noop("record it as not done"),
        "give_back": gettext_noop("give the make-up back"),
    },
    table={
        ("booked", "do"): "done",
        ("booked", "fail"): "failed",
        ("booked", "give_back"): "returned",
    },
)
