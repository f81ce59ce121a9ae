"""Việc tình huống — raise, sort, discuss, answer or refer, and open to a wider circle of readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.courses.services import draft_paper
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.sessions.models import Session
from boiduong.course.delivery.situations.events import situation_answered, situation_raised
from boiduong.course.delivery.situations.models import Situation, SituationEvent
from boiduong.course.delivery.situations.papers import summary
from boiduong.course.delivery.situations.permissions import (
    can_discuss,
    can_publish,
    can_raise,
    can_raise_for,
    can_sort,
)
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
from boiduong.foundation.documents.models import Document
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


class MergeElsewhere(Refusal):
    """Gộp sai chỗ."""

    text = gettext_noop("Choose another situation of the same course, one that is not merged itself.")


class NothingRaised(Refusal):
    """Chưa có tình huống."""

    text = gettext_noop("No situation was raised in this course yet. There is nothing to sum up.")


@dataclass(frozen=True)
class Question:
    """Phiếu tình huống — what is asked; without `person` and `unit` it is anonymous."""

    title: str
    question: str
    field: str
    context: str = ""
    person: Person | None = None
    unit: Unit | None = None
    training_class: TrainingClass | None = None

    @property
    def anonymous(self) -> bool:
        """Ẩn danh — neither a person nor a unit stands behind it."""
        return self.person is None and self.unit is None


def raise_situations(course: Course, listed: Sequence[Question], *, by: User | None, at: datetime) -> list[Situation]:
    """Nêu tình huống — one or many; raises NotAllowed, QuestionMissing, FieldUnknown, SecretContent.

    What comes without a name is written without one: neither its course of events nor the audit log says who typed it,
    unless the office typed it for somebody.
    """
    require(can_raise(by, course))
    for one in listed:
        person, unit = one.person.pk if one.person else None, one.unit.pk if one.unit else None
        require(can_raise_for(by, course, person_id=person, unit_id=unit))
        if not one.title.strip() or not one.question.strip():
            raise QuestionMissing
        if one.field not in FIELDS:
            raise FieldUnknown
        refuse_secret([one.title, one.question, one.context])
    if any(one.anonymous for one in listed) and not can_sort(by, course):
        by = None
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
        log_turn(made, act="raise", by=by, at=at)
        act.record_many(Situation, [s.pk for s in made], after={"course": course.pk, "state": "raised"})
        for situation in made:
            situation_raised.send(sender=None, situation=situation, by=by, at=at)
    return made


def log_turn(rows: Sequence[Situation], *, act: str, by: User | None, at: datetime, text: str = "") -> None:
    """Ghi diễn biến — one row each, with the state that it has now."""
    SituationEvent.objects.bulk_create(
        SituationEvent(situation=s, at=at, act=act, to_state=s.state, by_id=by.pk if by else None, text=text)
        for s in rows
    )


def advance(
    act: Act, situation: Situation, name: str, *, by: User | None, at: datetime, text: str = "", **facts: object
) -> Situation:
    """Move one situation, with the facts that come with the act."""
    before = Situation.objects.select_for_update().values_list("state", flat=True).get(pk=situation.pk)
    situation.state = SITUATION.after(before, name)
    for key, value in facts.items():
        setattr(situation, key, value)
    situation.save(update_fields=["state", *facts])
    log_turn([situation], act=name, by=by, at=at, text=text)
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
        return advance(act, situation, "triage", by=by, at=at, field=field, session=session)


def return_situation(situation: Situation, *, reason: str, by: User | None, at: datetime) -> Situation:
    """Trả lại — with the reason; raises ReasonNeeded."""
    require(can_sort(by, situation.course))
    if not reason.strip():
        raise ReasonNeeded
    with acting(by, "situations.return", at=at) as act:
        return advance(act, situation, "return", by=by, at=at, text=reason)


def merge(situation: Situation, into: Situation, *, by: User | None, at: datetime) -> Situation:
    """Gộp — into a situation of the same course that asks the same; raises MergeElsewhere."""
    require(can_sort(by, situation.course))
    if into.course_id != situation.course_id or into.pk == situation.pk or into.state == "merged":
        raise MergeElsewhere
    with acting(by, "situations.merge", at=at) as act:
        return advance(act, situation, "merge", by=by, at=at, merged_into=into)


def discuss(situation: Situation, *, options: str, by: User | None, at: datetime, lecturer_view: str = "") -> Situation:
    """Ghi thảo luận — the options that came up and the lecturer's view."""
    require(can_discuss(by, situation))
    refuse_secret([options, lecturer_view])
    with acting(by, "situations.discuss", at=at) as act:
        return advance(act, situation, "discuss", by=by, at=at, options_text=options, lecturer_view=lecturer_view)


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
        advance(
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
        return advance(
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
        return advance(act, situation, "approve", by=by, at=at)


def publish(situation: Situation, *, reach: str, by: User | None, at: datetime) -> Situation:
    """Công bố — to a wider circle, once no learner's name and no number of a person stands in it.

    Raises FieldUnknown, NotAnonymized.
    """
    require(can_publish(by, situation.course))
    if reach not in REACHES:
        raise FieldUnknown
    names = set(Enrollment.objects.filter(course=situation.course_id).values_list("person__full_name", flat=True))
    if situation.raised_by:
        names.add(situation.raised_by.full_name)
    texts = [
        situation.title,
        situation.context,
        situation.question,
        situation.options_text,
        situation.lecturer_view,
        situation.conclusion,
    ]
    found = names_in(texts, sorted(names))
    if found:
        raise NotAnonymized(words=found)
    with acting(by, "situations.publish", at=at) as act:
        return advance(act, situation, "publish", by=by, at=at, reach=reach)


def draft_situation_summary(course: Course, *, by: User | None, at: datetime) -> Document:
    """Soạn bảng tổng hợp tình huống, kiến nghị — sent to be numbered and filed; raises NotAllowed, NothingRaised."""
    require(can_sort(by, course))
    rows = Situation.objects.filter(course=course).exclude(state__in=["returned", "merged"])
    situations = list(rows.select_related("training_class").order_by("id"))
    if not situations:
        raise NothingRaised
    issuer = body_for(course, "manage_class")
    return draft_paper(
        course=course,
        kind="situations",
        role="situations",
        issuer=issuer,
        subject=f"Bảng tổng hợp tình huống, kiến nghị: {course.title}",
        papers=[summary(course, situations, issuer=issuer, on=timezone.localdate(at))],
        by=by,
        at=at,
    )
