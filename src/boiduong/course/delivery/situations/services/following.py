"""Theo dõi câu hỏi — reminding the body that was asked, and asking again where an answer does not suffice."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from boiduong.course.delivery.situations.events import situation_raised
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.situations.permissions import can_ask_again, can_sort
from boiduong.course.delivery.situations.rules import refuse_secret
from boiduong.course.delivery.situations.services.walking import advance, log_turn
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import holders, require
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.audit.services import acting
from boiduong.foundation.notifications.services import Message, post
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import versions_on
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop


class AskedAgainAlready(Refusal):
    """Đã hỏi lại."""

    text = gettext_noop("This was asked again already. Go on with the newer question.")


def body_named(name: str, *, at: datetime) -> Unit | None:
    """Cơ quan theo tên — the one unit so called today; None where none or several are."""
    today = timezone.localdate(at)
    found = versions_on(today).filter(name__iexact=" ".join(name.split())).select_related("unit")[:2]
    units = [version.unit for version in found]
    return units[0] if len(units) == 1 else None


def remind(situation: Situation, *, by: User | None, at: datetime, text: str = "") -> Situation:
    """Nhắc cơ quan trả lời — kept with its day and words; the clerks of the body read it on their home page.

    Raises NotAllowed, Forbidden where the question is with no body, SecretContent.
    """
    require(can_sort(by, situation.course))
    refuse_secret([text])
    with acting(by, "situations.remind", at=at) as act:
        advance(act, situation, "remind", by=by, at=at, text=text.strip())
        if situation.referred_to is not None:
            post(
                (_to_clerk(situation, one, at) for one in holders(Role.UNIT_CLERK, over=situation.referred_to.pk)),
                at=at,
            )
    return situation


def _to_clerk(situation: Situation, clerk: User, at: datetime) -> Message:
    """What the clerk of the body reads, in Vietnamese as the office writes to it."""
    due = f"Hạn trả lời: {date_short(situation.due_on)}." if situation.due_on else ""
    return Message(
        to=("user", clerk.pk),
        topic="situation",
        about_id=situation.pk,
        subject=f"Nhắc trả lời: {situation.title}",
        body="\n".join(line for line in (situation.question, due) if line),
        address=reverse("situations:body", kwargs={"pk": situation.pk}),
        dedup_key=f"situation:{situation.pk}:remind:{at:%Y%m%d%H%M%S}:{clerk.pk}",
    )


def ask_again(situation: Situation, *, reason: str, by: User | None, at: datetime) -> Situation:
    """Hỏi lại — a new question that names the first; the first keeps its answer. Answers the new one.

    What is still open (`reason`) is its question; it is sorted and discussed like any other.
    Raises NotAllowed, Forbidden, ReasonNeeded, SecretContent, AskedAgainAlready.
    """
    require(can_ask_again(by, situation))
    if not reason.strip():
        raise ReasonNeeded
    refuse_secret([reason])
    with acting(by, "situations.ask_again", at=at) as act:
        advance(act, situation, "ask_again", by=by, at=at, text=reason.strip())
        # The row of the first is locked by now, so two windows do not both ask again.
        if Situation.objects.filter(follows=situation).exists():
            raise AskedAgainAlready
        again = Situation.objects.create(
            course=situation.course,
            training_class=situation.training_class,
            raised_by=situation.raised_by,
            unit=situation.unit,
            field=situation.field,
            title=situation.title,
            context=situation.context,
            question=reason.strip(),
            raised_at=at,
            follows=situation,
        )
        log_turn([again], act="raise", by=by, at=at)
        act.record(again, after={"follows": situation.pk, "state": again.state})
        situation_raised.send(sender=None, situation=again, by=by, at=at)
    return again
