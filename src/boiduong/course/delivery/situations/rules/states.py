"""Quy tắc tình huống — states and the acts that each state takes."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

SITUATION = Machine(
    name="situation",
    label=gettext_noop("The situation"),
    states={
        "raised": gettext_noop("raised"),
        "returned": gettext_noop("returned"),
        "merged": gettext_noop("merged"),
        "triaged": gettext_noop("sorted"),
        "discussed": gettext_noop("discussed"),
        "referred": gettext_noop("referred"),
        "answered": gettext_noop("answered"),
        "approved": gettext_noop("approved"),
        "published": gettext_noop("published"),
        "followed": gettext_noop("asked again"),
    },
    acts={
        "triage": gettext_noop("sort it"),
        "return": gettext_noop("return it"),
        "merge": gettext_noop("merge it"),
        "discuss": gettext_noop("record the discussion"),
        "answer": gettext_noop("answer it"),
        "refer": gettext_noop("refer it"),
        "remind": gettext_noop("remind the body"),
        "reply": gettext_noop("the body replies"),
        "record_answer": gettext_noop("record the answer"),
        "approve": gettext_noop("approve it"),
        "publish": gettext_noop("publish it"),
        "ask_again": gettext_noop("ask again"),
    },
    table={
        ("raised", "triage"): "triaged",
        ("raised", "return"): "returned",
        ("raised", "merge"): "merged",
        ("triaged", "discuss"): "discussed",
        ("discussed", "answer"): "answered",
        ("discussed", "refer"): "referred",
        ("referred", "remind"): "referred",
        ("referred", "reply"): "referred",
        ("referred", "record_answer"): "answered",
        ("answered", "approve"): "approved",
        ("approved", "publish"): "published",
        ("answered", "ask_again"): "followed",
        ("approved", "ask_again"): "followed",
        # What everybody may read stays readable; the new question stands beside it.
        ("published", "ask_again"): "published",
    },
)
