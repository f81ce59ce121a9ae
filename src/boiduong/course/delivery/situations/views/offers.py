"""Việc làm được với một tình huống — each act with its form, what it calls and what is told after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.situations import forms, queries, services
from boiduong.course.delivery.situations.models import BodyReply, Situation
from boiduong.course.delivery.situations.permissions import (
    can_ask_again,
    can_discuss,
    can_publish,
    can_sort,
)
from boiduong.course.delivery.situations.rules import SITUATION
from boiduong.foundation.accounts.models import User
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import gettext_noop
from boiduong.web.forms import PageForm


@dataclass(frozen=True)
class Offer:
    """Một việc làm được lúc này — its form and the words of its button."""

    name: str
    label: str
    form: PageForm | None
    firm: bool = False


def offers_for(
    situation: Situation, user: User, posted: tuple[str, object] | None, replies: Sequence[BodyReply]
) -> list[Offer]:
    """Việc làm được lúc này — what the state takes and the user may do; the body's last reply fills one form in."""
    last = replies[-1] if replies else None
    taken = {"conclusion": last.text, "legal_basis": last.legal_basis} if last else None
    sorts, discusses = can_sort(user, situation.course), can_discuss(user, situation)
    made: dict[str, tuple[bool, str, Callable[[object], PageForm] | None]] = {
        "triage": (sorts, gettext("Sort"), lambda d: forms.TriageForm(d, situation=situation, prefix="triage")),
        "return": (sorts, gettext("Return it"), lambda d: forms.ReturnForm(d, prefix="return")),
        "merge": (
            sorts and queries.mergeable(situation).exists(),  # no other to merge into, no offer
            gettext("Merge it"),
            lambda d: forms.MergeForm(d, situation=situation, prefix="merge"),
        ),
        "discuss": (discusses, gettext("Record the discussion"), lambda d: forms.DiscussForm(d, prefix="discuss")),
        "answer": (discusses, gettext("Answer"), lambda d: forms.AnswerForm(d, prefix="answer")),
        "refer": (sorts, gettext("Refer to a body"), lambda d: forms.ReferForm(d, prefix="refer")),
        "record_answer": (
            sorts,
            gettext("Take the answer over") if last else gettext("Record the answer"),
            lambda d: forms.AnswerForm(d, prefix="record_answer", initial=taken),
        ),
        "remind": (sorts, gettext("Remind the body"), lambda d: forms.RemindForm(d, prefix="remind")),
        "approve": (sorts, gettext("Approve the answer"), None),
        "publish": (
            can_publish(user, situation.course),
            gettext("Publish"),
            lambda d: forms.PublishForm(d, prefix="publish", initial={"reach": "class"}),
        ),
        "ask_again": (
            can_ask_again(user, situation) and not hasattr(situation, "followed_by"),
            gettext("Ask again: the answer does not suffice"),
            lambda d: forms.AskAgainForm(d, prefix="ask_again"),
        ),
    }
    offers: list[Offer] = []
    for name, (allowed, label, build) in made.items():
        if allowed and SITUATION.allows(situation.state, name):
            data = posted[1] if posted and posted[0] == name else None
            firm = not offers and name != "ask_again"  # nobody is urged to ask again
            offers.append(Offer(name, label, build(data) if build else None, firm=firm))
    return offers


def carry_out(name: str, situation: Situation, facts: dict[str, object], user: User) -> Situation:
    """Làm việc đã chọn — raises what its service raises."""
    does: dict[str, Callable[..., Situation]] = {
        "triage": services.triage,
        "return": services.return_situation,
        "merge": services.merge,
        "discuss": services.discuss,
        "answer": services.answer,
        "refer": lambda s, **k: services.refer(s, to=services.body_named(k["to_text"], at=k["at"]), **k),
        "remind": services.remind,
        "record_answer": services.record_answer,
        "approve": services.approve,
        "publish": services.publish,
        "ask_again": services.ask_again,
    }
    return does[name](situation, **facts, by=user, at=timezone.now())


def told_after(name: str, situation: Situation) -> str:
    """Câu báo sau khi ghi — who has the question now, and what comes next."""
    if name == "ask_again":
        words = gettext(
            "The new question is with the training office of %(school)s. It sorts it next: into a session, or on to "
            "the body that can answer. The answer will stand on this page."
        )
        return words % {"school": name_on(situation.course.institution.unit, timezone.localdate())}
    if name != "refer":
        return gettext("Kept.")
    n = services.clerks_of_body(situation)
    if not n:
        return gettext("Kept. The body has no account here: send it the letter, and record what it answers.")
    words = ngettext(
        "%(n)d clerk of the body reads the question on the home page and answers there.",
        "%(n)d clerks of the body read the question on the home page and answer there.",
        n,
    )
    return words % {"n": n}


# Who has the question now, for whoever asked it.
NEXT = {
    "raised": gettext_noop("The training office sorts it next: into a session, or back with the reason."),
    "triaged": gettext_noop("It is discussed in a session of the course next."),
    "discussed": gettext_noop("The lecturer answers it next, or the training office sends it to a body."),
    "referred": gettext_noop("The body that was asked answers next; the training office takes the answer over."),
    "answered": gettext_noop("The training office approves the answer next."),
}
