"""Trạng thái chiêu sinh — states of call, nomination and enrollment, and the acts that each state takes."""

from boiduong.refusals import gettext_noop
from boiduong.states import Machine

CALL = Machine(
    name="call",
    label=gettext_noop("The call"),
    states={
        "draft": gettext_noop("draft"),
        "issued": gettext_noop("issued"),
        "closed": gettext_noop("closed"),
    },
    acts={
        "issue": gettext_noop("issue it"),
        "close": gettext_noop("close it"),
        "reopen": gettext_noop("reopen it"),
    },
    table={
        ("draft", "issue"): "issued",
        ("issued", "close"): "closed",
        ("closed", "reopen"): "issued",
    },
)
NOMINATION = Machine(
    name="nomination",
    label=gettext_noop("The nomination"),
    states={
        "proposed": gettext_noop("being prepared"),
        "submitted": gettext_noop("sent"),
        "accepted": gettext_noop("accepted"),
        "refused": gettext_noop("refused"),
        "reserve": gettext_noop("in reserve"),
        "placed": gettext_noop("placed in a class"),
        "withdrawn": gettext_noop("withdrawn"),
        "replaced": gettext_noop("replaced"),
        "lapsed": gettext_noop("lapsed"),
    },
    acts={
        "submit": gettext_noop("send it"),
        "accept": gettext_noop("accept it"),
        "refuse": gettext_noop("refuse it"),
        "reserve": gettext_noop("put it in reserve"),
        "promote": gettext_noop("take it from the reserve"),
        "place": gettext_noop("place it in a class"),
        "withdraw": gettext_noop("withdraw it"),
        "replace": gettext_noop("replace it"),
        "lapse": gettext_noop("let it lapse"),
        "reinstate": gettext_noop("take the person back"),
    },
    table={
        ("proposed", "submit"): "submitted",
        ("submitted", "accept"): "accepted",
        ("submitted", "refuse"): "refused",
        ("submitted", "reserve"): "reserve",
        ("reserve", "promote"): "accepted",
        ("accepted", "place"): "placed",
        ("proposed", "withdraw"): "withdrawn",
        ("proposed", "replace"): "replaced",
        ("proposed", "lapse"): "lapsed",
        ("submitted", "withdraw"): "withdrawn",
        ("submitted", "replace"): "replaced",
        ("submitted", "lapse"): "lapsed",
        ("accepted", "withdraw"): "withdrawn",
        ("accepted", "replace"): "replaced",
        ("accepted", "lapse"): "lapsed",
        ("reserve", "withdraw"): "withdrawn",
        ("reserve", "replace"): "replaced",
        ("reserve", "lapse"): "lapsed",
        ("placed", "withdraw"): "withdrawn",
        ("placed", "replace"): "replaced",
        ("withdrawn", "reinstate"): "placed",
        ("replaced", "reinstate"): "placed",
    },
)
ENROLLMENT = Machine(
    name="enrollment",
    label=gettext_noop("The enrollment"),
    states={
        "listed": gettext_noop("on the list"),
        "summoned": gettext_noop("summoned"),
        "confirmed": gettext_noop("confirmed"),
        "declined": gettext_noop("declined"),
        "attending": gettext_noop("attending"),
        "withdrawn": gettext_noop("withdrawn"),
        "expelled": gettext_noop("expelled"),
        "deferred": gettext_noop("deferred"),
    },
    acts={
        "summon": gettext_noop("summon the learner"),
        "ask_again": gettext_noop("ask the learner again"),
        "confirm": gettext_noop("confirm"),
        "decline": gettext_noop("decline"),
        "attend": gettext_noop("take part"),
        "move": gettext_noop("move to another class"),
        "withdraw": gettext_noop("withdraw"),
        "expel": gettext_noop("expel the learner"),
        "defer": gettext_noop("defer the study"),
        "reinstate": gettext_noop("take the learner back"),
    },
    table={
        ("listed", "summon"): "summoned",
        ("summoned", "ask_again"): "listed",
        ("confirmed", "ask_again"): "listed",
        ("summoned", "confirm"): "confirmed",
        ("summoned", "decline"): "declined",
        ("listed", "attend"): "attending",
        ("summoned", "attend"): "attending",
        ("confirmed", "attend"): "attending",
        ("attending", "attend"): "attending",
        ("listed", "move"): "listed",
        ("summoned", "move"): "summoned",
        ("confirmed", "move"): "confirmed",
        ("attending", "move"): "attending",
        ("attending", "withdraw"): "withdrawn",
        ("confirmed", "withdraw"): "withdrawn",
        ("summoned", "withdraw"): "withdrawn",
        ("listed", "withdraw"): "withdrawn",
        ("attending", "expel"): "expelled",
        ("attending", "defer"): "deferred",
        ("declined", "reinstate"): "listed",
        ("withdrawn", "reinstate"): "listed",
        ("deferred", "reinstate"): "listed",
    },
)

# A live nomination holds its person; a seated enrollment holds a seat of its class.
LIVE = frozenset({"proposed", "submitted", "accepted", "reserve", "placed"})
SEATED = frozenset({"listed", "summoned", "confirmed", "attending"})
GONE = frozenset({"declined", "withdrawn", "expelled", "deferred"})
# A class in these states takes people.
OPEN_TO_PEOPLE = ("forming", "opened", "running")
