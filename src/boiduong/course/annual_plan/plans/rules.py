"""Quy tắc kế hoạch năm — states and the acts that each state takes."""

from collections.abc import Collection

from boiduong.refusals import Label, Refusal, gettext_noop
from boiduong.states import Machine

PLAN_LINE = Machine(
    name="plan_line",
    label=gettext_noop("The plan line"),
    states={
        "draft": gettext_noop("being written"),
        "submitted": gettext_noop("waiting for approval"),
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
        "remove": gettext_noop("take it out"),
        "adjust": gettext_noop("adjust it"),
        "postpone": gettext_noop("postpone it"),
        "resume": gettext_noop("resume it"),
        "cancel": gettext_noop("cancel it"),
    },
    table={
        ("draft", "submit"): "submitted",
        ("draft", "remove"): "struck",
        ("submitted", "approve"): "approved",
        ("submitted", "return"): "draft",
        ("submitted", "strike"): "struck",
        ("approved", "adjust"): "approved",
        ("approved", "postpone"): "postponed",
        ("approved", "cancel"): "cancelled",
        ("postponed", "resume"): "approved",
    },
)

LINE_FIELDS = (
    "name",
    "target_text",
    "classes_planned",
    "learners_planned",
    "days",
    "periods",
    "quarter",
    "place_text",
    "leading",
    "assumed",
)
REASONED_ACTS = frozenset({"return", "strike", "adjust", "postpone", "cancel"})
UNSAID = object()


class LineNotSaid(Refusal):
    """Dòng kế hoạch chưa đủ."""

    text = gettext_noop("The line “%(name)s” lacks: %(what)s.")


class BadQuarter(Refusal):
    """Quý không có."""

    text = gettext_noop("A quarter is 1, 2, 3 or 4, not %(quarter)s.")


def check_line(
    *, name: str, quarter: int | None, target: str | object = UNSAID, size: int | object | None = UNSAID
) -> None:
    """Kiểm tra dòng kế hoạch — a name always; for whom or how many when it is submitted.

    Raises LineNotSaid, BadQuarter.
    """
    if not name.strip():
        raise LineNotSaid(name="…", what=Label(gettext_noop("the name of the course")))
    if quarter is not None and quarter not in (1, 2, 3, 4):
        raise BadQuarter(quarter=quarter)
    if target is not UNSAID and not target and not size:
        raise LineNotSaid(name=name, what=Label(gettext_noop("for whom, or how many people")))


def next_step(states: Collection[str], *, paper: str | None) -> str:
    """Việc tiếp theo của kế hoạch — what is waited for: lines, submit, paper, number, approve, or nothing.

    `states` are those of its lines; `paper` is "numbered", another state of the paper, or None without one.
    """
    if not any(state not in ("struck", "cancelled") for state in states):
        return "lines"
    if "draft" in states:
        return "submit"
    if "submitted" not in states:
        return ""
    if paper is None:
        return "paper"
    return "approve" if paper == "numbered" else "number"


def acts_of(states: Collection[str]) -> set[str]:
    """Việc làm được — the acts that at least one line of these states takes."""
    return {act for state, act in PLAN_LINE.table if state in states}
