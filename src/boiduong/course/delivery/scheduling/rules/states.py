"""Trạng thái lịch học — the states of a timetable version and the acts that each takes."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

TIMETABLE = Machine(
    name="timetable",
    label=gettext_noop("The timetable"),
    states={
        "draft": gettext_noop("draft"),
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
