"""Việc tình huống — raise, sort, discuss, answer or refer, and open to a wider circle of readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.sessions.models import Session
from boiduong.course.delivery.situations.events import situation_answered, situation_raised
from boiduong.course.delivery.situations.models import Situation, SituationEvent
from boiduong.course.delivery.situations.permissions import can_discuss, can_publish, can_raise, can_sort
from boiduong.course.delivery.situations.rules import (
    FIELDS,
    REACHES,
    SITUATION,
    NotAnonymized,
    names_in,
    refuse_secret,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import Act, acting
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.models import Person
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop


class QuestionMissing(Refusal):
    """Thiếu câu hỏi."""

    text = gettext_noop("Write a title and the question. The background may follow.")


class FieldUnknown(Refusal):
    """Lĩnh vực không có."""

    text = gettext_noop("Choose one of the fields in the list.")


class NoBasis(Refusal):
    """Thiếu căn cứ."""

    text = gettext_noop("An answer names the legal basis it rests on.")


class ConclusionMissing(Refusal):
    """Thiếu kết luận."""

    text = gettext_noop("Write the conclusion first.")


class DueDateMissing(Refusal):
    """Thiếu nơi nhận hoặc hạn trả lời."""

    text = gettext_noop("Say which body is asked and by when it should answer.")


@dataclass(frozen=True)
class Question:
    """Phiếu tình huống — what is asked; without `person` it is anonymous."""

    title: str
    question: str
    field: str
    context: str = ""
    person: Person | None = None
    unit: Unit | None = None
    training_class: TrainingClass | None = None


def raise_situations(course: Course, listed: Sequence[Question], *, by: User | None, at: datetime) -> list[Situation]:
    """Nêu tình huống — one or many; raises NotAllowed, QuestionMissing, FieldUnknown, SecretContent."""
    require(can_raise(by, course))
    for one in listed:
        if not one.title.strip() or not one.question.strip():
            raise QuestionMissing
        if one.field not in FIELDS:
            raise FieldUnknown
        refuse_secret([one.title, one.question, one.context])
    with acting(by, "situations.raise_situation", at=at) as act:
        made = Situation.objects.bulk_create(
            Situation(
                course=course,
                training_class=one.training_class,
                raised_by=one.person,
                unit=one.unit,
                field=one.field,
                title=one.title.strip()[:300],
                context=one.context.strip(),
                question=one.question.strip(),
                raised_at=at,
            )
            for one in listed
        )
        _log(made, act="raise", by=by, at=at)
        act.record_many(Situation, [s.pk for s in made], after={"course": course.pk, "state": "raised"})
        for situation in made:
            situation_raised.send(sender=None, situation=situation, by=by, at=at)
    return made


def _log(rows: Sequence[Situation], *, act: str, by: User | None, at: datetime, text: str = "") -> None:
    SituationEvent.objects.bulk_create(
        SituationEvent(situation=s, at=at, act=act, to_state=s.state, by_id=by.pk if by else None, text=text)
        for s in rows
    )


def _advance(
    act: Act, situation: Situation, name: str, *, by: User | None, at: datetime, text: str = "", **facts: object
) -> Situation:
    """Move one situation, with the facts that come with the act."""
    before = situation.state
    situation.state = SITUATION.after(situation.state, name)
    for key, value in facts.items():
        setattr(situation, key, value)
    situation.save(update_fields=["state", *facts])
    _log([situation], act=name, by=by, at=at, text=text)
    act.record(situation, before={"state": before}, after={"state": situation.state}, reason=text)
    return situation


def triage(
    situation: Situation, *, field: str, by: User | None, at: datetime, session: Session | None = None
) -> Situation:
    """Phân loại — field settled, session chosen where it will be discussed."""
    require(can_sort(by, situation.course))
    if field not in FIELDS:
        raise FieldUnknown
    with acting(by, "situations.triage", at=at) as act:
        return _advance(act, situation, "triage", by=by, at=at, field=field, session=session)


def return_situation(situation: Situation, *, reason: str, by: User | None, at: datetime) -> Situation:
    """Trả lại — with the reason; raises ReasonNeeded."""
    require(can_sort(by, situation.course))
    if not reason.strip():
        raise ReasonNeeded
    with acting(by, "situations.return", at=at) as act:
        return _advance(act, situation, "return", by=by, at=at, text=reason)


def merge(situation: Situation, into: Situation, *, by: User | None, at: datetime) -> Situation:
    """Gộp — into a situation of the same course that asks the same."""
    require(can_sort(by, situation.course))
    with acting(by, "situations.merge", at=at) as act:
        return _advance(act, situation, "merge", by=by, at=at, merged_into=into)


def discuss(situation: Situation, *, options: str, by: User | None, at: datetime, lecturer_view: str = "") -> Situation:
    """Ghi thảo luận — the options that came up and the lecturer's view."""
    require(can_discuss(by, situation))
    refuse_secret([options, lecturer_view])
    with acting(by, "situations.discuss", at=at) as act:
        return _advance(act, situation, "discuss", by=by, at=at, options_text=options, lecturer_view=lecturer_view)


def answer(situation: Situation, *, conclusion: str, legal_basis: str, by: User | None, at: datetime) -> Situation:
    """Trả lời — a conclusion and what it rests on; raises ConclusionMissing, NoBasis, SecretContent."""
    require(can_discuss(by, situation))
    return _answer(situation, "answer", conclusion=conclusion, legal_basis=legal_basis, by=by, at=at)


def _answer(
    situation: Situation, name: str, *, conclusion: str, legal_basis: str, by: User | None, at: datetime
) -> Situation:
    if not conclusion.strip():
        raise ConclusionMissing
    if not legal_basis.strip():
        raise NoBasis
    refuse_secret([conclusion, legal_basis])
    with acting(by, f"situations.{name}", at=at) as act:
        _advance(
            act, situation, name, by=by, at=at, conclusion=conclusion.strip(), legal_basis=legal_basis.strip()[:1000]
        )
        situation_answered.send(sender=None, situation=situation, by=by, at=at)
    return situation


def refer(
    situation: Situation,
    *,
    to: Unit | None,
    to_text: str,
    due_on: date | None,
    by: User | None,
    at: datetime,
) -> Situation:
    """Chuyển cơ quan có thẩm quyền — with a date by which the answer is due; raises DueDateMissing."""
    require(can_sort(by, situation.course))
    if due_on is None or (to is None and not to_text.strip()):
        raise DueDateMissing
    with acting(by, "situations.refer", at=at) as act:
        return _advance(
            act, situation, "refer", by=by, at=at, referred_to=to, referred_text=to_text.strip()[:300], due_on=due_on
        )


def record_answer(
    situation: Situation, *, conclusion: str, legal_basis: str, by: User | None, at: datetime
) -> Situation:
    """Ghi trả lời của cơ quan — what the body that was asked has answered."""
    require(can_sort(by, situation.course))
    return _answer(situation, "record_answer", conclusion=conclusion, legal_basis=legal_basis, by=by, at=at)


def approve(situation: Situation, *, by: User | None, at: datetime) -> Situation:
    """Duyệt câu trả lời — the school stands behind it."""
    require(can_sort(by, situation.course))
    with acting(by, "situations.approve", at=at) as act:
        return _advance(act, situation, "approve", by=by, at=at)


def publish(situation: Situation, *, reach: str, by: User | None, at: datetime) -> Situation:
    """Công bố — to a wider circle, once no name or number of a person stands in it; raises NotAnonymized."""
    require(can_publish(by, situation.course))
    if reach not in REACHES:
        raise FieldUnknown
    names = [situation.raised_by.full_name] if situation.raised_by else []
    texts = [situation.title, situation.context, situation.question, situation.options_text, situation.conclusion]
    found = names_in(texts, names)
    if found:
        raise NotAnonymized(words=found)
    with acting(by, "situations.publish", at=at) as act:
        return _advance(act, situation, "publish", by=by, at=at, reach=reach)
