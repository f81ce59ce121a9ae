"""Quy tắc khóa và lớp — states and the acts that each state takes."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

COURSE = Machine(
    name="course",
    label=gettext_noop("The course"),
    states={
        "draft": gettext_noop("draft"),
        "ready": gettext_noop("ready"),
        "under_way": gettext_noop("under way"),
        "closed": gettext_noop("closed"),
        "archived": gettext_noop("archived"),
        "postponed": gettext_noop("postponed"),
        "cancelled": gettext_noop("cancelled"),
    },
    acts={
        "prepare": gettext_noop("finish its preparation"),
        "start": gettext_noop("start it"),
        "close": gettext_noop("close it"),
        "archive": gettext_noop("archive it"),
        "reopen": gettext_noop("reopen it"),
        "postpone": gettext_noop("postpone it"),
        "resume": gettext_noop("resume it"),
        "cancel": gettext_noop("cancel it"),
    },
    table={
        ("draft", "prepare"): "ready",
        ("ready", "start"): "under_way",
        ("under_way", "close"): "closed",
        ("closed", "archive"): "archived",
        ("closed", "reopen"): "under_way",
        ("draft", "postpone"): "postponed",
        ("ready", "postpone"): "postponed",
        ("under_way", "postpone"): "postponed",
        ("postponed", "resume"): "ready",
        ("draft", "cancel"): "cancelled",
        ("ready", "cancel"): "cancelled",
        ("under_way", "cancel"): "cancelled",
    },
)
TRAINING_CLASS = Machine(
    name="training_class",
    label=gettext_noop("The class"),
    states={
        "forming": gettext_noop("forming"),
        "opened": gettext_noop("opened"),
        "running": gettext_noop("running"),
        "assessing": gettext_noop("assessing"),
        "recognized": gettext_noop("recognized"),
        "closed": gettext_noop("closed"),
        "postponed": gettext_noop("postponed"),
        "cancelled": gettext_noop("cancelled"),
    },
    acts={
        "open": gettext_noop("open it"),
        "begin": gettext_noop("begin the lessons"),
        "end_lessons": gettext_noop("end the lessons"),
        "recognize": gettext_noop("recognize results"),
        "close": gettext_noop("close it"),
        "postpone": gettext_noop("postpone it"),
        "resume": gettext_noop("resume it"),
        "cancel": gettext_noop("cancel it"),
    },
    table={
        ("forming", "open"): "opened",
        ("opened", "begin"): "running",
        ("running", "end_lessons"): "assessing",
        ("assessing", "recognize"): "recognized",
        ("recognized", "recognize"): "recognized",
        ("recognized", "close"): "closed",
        ("forming", "postpone"): "postponed",
        ("opened", "postpone"): "postponed",
        ("postponed", "resume"): "forming",
        ("forming", "cancel"): "cancelled",
        ("opened", "cancel"): "cancelled",
    },
)
