"""Quyết định công nhận — one frozen row for every learner, with every input as it stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Max

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.services import change_class, file_paper
from boiduong.course.recognition.awards.events import recognized
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.awards.permissions import can_decide, can_except
from boiduong.course.recognition.awards.queries import (
    HAS_RESULT,
    Proposal,
    decided_outcomes,
    law_of,
    outcomes_of,
    proposed_outcomes,
)
from boiduong.course.recognition.awards.rules import OUTCOMES, Reason
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.refusals import Refusal, gettext_noop


class OutcomeMissing(Refusal):
    """Còn người chưa có kết quả xét."""

    text = gettext_noop("These learners have no outcome yet: %(people)s.")


class DecisionOfAnotherClass(Refusal):
    """Quyết định soạn cho lớp khác."""

    text = gettext_noop("%(number)s was written for another class. Choose the decision of %(label)s.")


class NotOnTheList(Refusal):
    """Không thuộc danh sách xét."""

    text = gettext_noop("The outcomes name somebody who is not to be judged in %(label)s now.")


class NotFullParticipation(Refusal):
    """Vắng quá mức."""

    text = gettext_noop(
        "%(name)s cannot be recognized: absent %(absent)s %% of the periods, the limit is %(limit)s %%. "
        "The principal may decide otherwise with a written note."
    )


class ItemBelowHalf(Refusal):
    """Nội dung chưa đạt."""

    text = gettext_noop("%(name)s cannot be recognized: “%(item)s” is not passed. The mean does not make up for it.")


class RulesBroken(Refusal):
    """Vi phạm nội quy."""

    text = gettext_noop("%(name)s cannot be recognized: the rules of the class were broken.")


class NoteNeeded(Refusal):
    """Thiếu căn cứ bằng văn bản."""

    text = gettext_noop(
        "Write why this is decided against the proposal for %(name)s. The note is kept with the decision."
    )


class DecisionNotNumbered(Refusal):
    """Quyết định chưa có số."""

    text = gettext_noop(
        "The decision has no number yet. The records officer gives it, or type the number of the paper."
    )


@dataclass(frozen=True)
class _Ruling:
    """One learner's outcome with the note that carries it."""

    proposal: Proposal
    outcome: str
    note: str


def to_decide(training_class: TrainingClass, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Những người còn phải xét — all of a first decision; later, those not recognized so far."""
    done = {pk for pk, outcome in decided_outcomes(training_class).items() if outcome in HAS_RESULT}
    return [one for one in proposals if one.enrollment.pk not in done]


def decide(
    training_class: TrainingClass,
    document: Document,
    outcomes: Mapping[int, str] | None = None,
    exceptions: Mapping[int, str] | None = None,
    *,
    by: User | None,
    at: datetime,
    notes: Mapping[int, str] | None = None,
) -> list[RecognitionRow]:
    """Ghi quyết định công nhận — the class goes on to recognized; a further decision takes the late ones.

    `outcomes` by enrollment id, the proposals where not given; `exceptions` are the authority's notes; `notes` say why
    somebody who meets the conditions is not recognized. Raises NotAllowed, DecisionNotNumbered,
    DecisionOfAnotherClass, OutcomeMissing, NotOnTheList, NotFullParticipation, ItemBelowHalf, RulesBroken, NoteNeeded,
    Forbidden.
    """
    require(can_decide(by, training_class))
    if exceptions:
        require(can_except(by, training_class))
    if document.state not in ("numbered", "filed") or not document.issued_on:
        raise DecisionNotNumbered
    if _of_another_class(document, training_class):
        raise DecisionOfAnotherClass(number=document.number_text, label=training_class.label)
    with acting(by, "awards.decide", at=at) as act:
        TrainingClass.objects.select_for_update().get(pk=training_class.pk)
        first = not RecognitionRow.objects.filter(training_class=training_class).exists()
        proposals = to_decide(training_class, proposed_outcomes(training_class))
        rulings = _rulings(training_class, proposals, outcomes, exceptions or {}, notes or {}, everybody=first)
        rows = RecognitionRow.objects.bulk_create(_rows(training_class, document, rulings, at))
        change_class(training_class, "recognize", by=by, at=at)
        file_paper(
            course=training_class.course, training_class=training_class, document=document,
            role="recognition_decision", by=by, at=at,
        )  # fmt: skip
        counts = {name: sum(row.outcome == name for row in rows) for name in OUTCOMES}
        ids = [row.enrollment_id for row in rows]
        act.record_many(RecognitionRow, ids, after={"decision": document.number_text, **counts})
        recognized.send(sender=None, training_class=training_class, decision=document, rows=rows, by=by, at=at)
    return rows


def _of_another_class(document: Document, training_class: TrainingClass) -> bool:
    """Written here, and filed for other classes only; a decision from outside may speak of several."""
    if document.outside:
        return False
    filed = {row.training_class_id for row in document.courses.filter(role="recognition_decision")}
    return bool(filed) and filed.isdisjoint({None, training_class.pk})


def _rulings(
    training_class: TrainingClass,
    proposals: Sequence[Proposal],
    outcomes: Mapping[int, str] | None,
    exceptions: Mapping[int, str],
    notes: Mapping[int, str],
    *,
    everybody: bool,
) -> list[_Ruling]:
    """Each learner's outcome, held against what the facts come to."""
    given = dict(outcomes_of(proposals) if outcomes is None else outcomes)
    given |= dict.fromkeys(exceptions, "exception")
    open_ones = {one.enrollment.pk: one for one in proposals}
    if not given or not given.keys() <= open_ones.keys() or not set(given.values()) <= set(OUTCOMES):
        raise NotOnTheList(label=training_class.label)
    missing = [one.enrollment.person.full_name for pk, one in open_ones.items() if pk not in given]
    if everybody and missing:
        raise OutcomeMissing(people=", ".join(missing[:5]) + (" …" if len(missing) > 5 else ""))
    return [
        _ruling(one, given[pk], exceptions.get(pk, ""), notes.get(pk, ""))
        for pk, one in open_ones.items()
        if pk in given
    ]


def _ruling(proposal: Proposal, outcome: str, exception: str, note: str) -> _Ruling:
    name = proposal.enrollment.person.full_name
    found = proposal.judgement.outcome
    if outcome == "exception":
        written = (exception or proposal.note).strip()
        if found == "recognized":
            return _Ruling(proposal, "recognized", "")
        if not written:
            raise NoteNeeded(name=name)
        return _Ruling(proposal, "exception", written[:1000])
    if outcome == "recognized" and found == "not_recognized":
        raise _refusal(name, proposal.judgement.reasons[0]).citing(law_of(proposal.enrollment.training_class))
    if outcome == "not_recognized" and found == "recognized" and not note.strip():
        raise NoteNeeded(name=name)
    return _Ruling(proposal, outcome, note.strip()[:1000])


def _refusal(name: str, reason: Reason) -> Refusal:
    if reason.code == "absent_too_much":
        return NotFullParticipation(name=name, **reason.facts)
    if reason.code == "conduct":
        return RulesBroken(name=name)
    return ItemBelowHalf(name=name, item=reason.facts.get("item") or reason.facts.get("items", ""))


def _rows(
    training_class: TrainingClass, document: Document, rulings: Sequence[_Ruling], at: datetime
) -> list[RecognitionRow]:
    """Rows in the order of the decision's list: the recognized first, then the others."""
    last = RecognitionRow.objects.filter(decision=document).aggregate(last=Max("position"))["last"] or 0
    ordered = sorted(rulings, key=lambda ruling: ruling.outcome not in HAS_RESULT)
    return [
        RecognitionRow(
            decision=document,
            training_class=training_class,
            enrollment=ruling.proposal.enrollment,
            outcome=ruling.outcome,
            band=ruling.proposal.judgement.band if ruling.outcome in HAS_RESULT else "",
            value=ruling.proposal.judgement.value,
            reasons=[asdict(reason) for reason in ruling.proposal.judgement.reasons],
            facts=_snapshot(ruling.proposal),
            note=ruling.note or (ruling.proposal.breach if ruling.outcome not in HAS_RESULT else ""),
            position=place,
            decided_at=at,
        )
        for place, ruling in enumerate(ordered, start=last + 1)
    ]


def _snapshot(proposal: Proposal) -> dict[str, object]:
    """Every input as it stood, in plain JSON; decimals are kept as their digits."""

    def plain(value: object) -> object:
        if isinstance(value, Decimal):
            return str(value)
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [plain(one) for one in value]
        return value

    facts = {key: plain(value) for key, value in asdict(proposal.facts).items()}
    facts["part_bands"] = [list(pair) for pair in proposal.judgement.part_bands]
    facts["unit"], facts["post"] = proposal.enrollment.unit_text, proposal.enrollment.post_text
    return facts
