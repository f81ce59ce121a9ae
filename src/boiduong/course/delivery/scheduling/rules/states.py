"""Trạng thái lịch học — the states of a timetable version and the acts that each takes."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

TIMETABLE = Machine(
    name="timetable",
    label=gettext_noop("The timetable"),
    states={
        "draft": gettext_noop("working copy"),
        "released": gettext_noop("released"),
        "superseded": gettext_noop("superseded"),
        "discarded": gettext_noop("discarded"),
    },
    acts={
        "release": gettext_noop("release it"),
        "revise": gettext_noop("revise it"),
        "supersede": gettext_noop("put a newer one in its place"),
        "discard": gettext_noop("discard it"),
        "place": gettext_noop("change it"),
    },
    table={
        ("draft", "release"): "released",
        ("released", "revise"): "released",
        ("released", "supersede"): "superseded",
        ("draft", "discard"): "discarded",
        ("draft", "place"): "draft",
    },
)

REQUEST = Machine(
    name="lecturer_request",
    label=gettext_noop("The request to teach"),
    states={
        "draft": gettext_noop("not sent"),
        "sent": gettext_noop("waits for an answer"),
        "accepted": gettext_noop("accepted"),
        "declined": gettext_noop("declined"),
        "named": gettext_noop("person named"),
    },
    acts={
        "send": gettext_noop("send it"),
        "accept": gettext_noop("accept it"),
        "decline": gettext_noop("decline it"),
        "name": gettext_noop("name the person"),
    },
    table={
        ("draft", "send"): "sent",
        ("sent", "send"): "sent",
        ("declined", "send"): "sent",
        ("sent", "accept"): "accepted",
        ("named", "accept"): "accepted",
        ("sent", "decline"): "declined",
        ("named", "decline"): "declined",
        ("accepted", "decline"): "declined",
        ("sent", "name"): "named",
        ("named", "name"): "named",
    },
)
STRENGTHS: dict[str, str] = {
    "block": gettext_noop("blocks"),
    "block_at_release": gettext_noop("blocks the release"),
    "warn": gettext_noop("warns"),
    "ignore": gettext_noop("is ignored"),
}
LEVEL_WORDS: dict[str, str] = {
    "block": gettext_noop("blocks the placing and the release"),
    "block_at_release": gettext_noop("stops the release"),
    "warn": gettext_noop("warning: to be read before the release"),
}
LEVEL_MEANINGS: dict[str, str] = {
    "block": gettext_noop("Nobody can place a session that breaks the rule; the machine keeps to it."),
    "block_at_release": gettext_noop(
        "A draft may hold it, with the conflict named; the release waits until it is mended. The machine keeps to it."
    ),
    "warn": gettext_noop("It is named, and released after you have said to have read it."),
    "ignore": gettext_noop("Nothing is said, nothing is stopped."),
}
