"""Quy tắc tin — states and the acts that each state takes."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

NEWS = Machine(
    name="news",
    label=gettext_noop("The news item"),
    states={
        "draft": gettext_noop("draft"),
        "published": gettext_noop("published"),
        "withdrawn": gettext_noop("withdrawn"),
    },
    acts={
        "publish": gettext_noop("publish it"),
        "withdraw": gettext_noop("withdraw it"),
        "edit": gettext_noop("edit it"),
    },
    table={
        ("draft", "publish"): "published",
        ("published", "withdraw"): "withdrawn",
        ("draft", "edit"): "draft",
    },
)
