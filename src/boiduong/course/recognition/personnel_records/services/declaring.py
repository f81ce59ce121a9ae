"""Khai việc học ở nơi khác — declared with its paper, confirmed by another person, filed where the file is kept."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from boiduong.course.recognition.certificates.queries import credentials_of_person
from boiduong.course.recognition.personnel_records.events import outside_confirmed
from boiduong.course.recognition.personnel_records.models import RecordEvent, TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import (
    OwnDeclaration,
    can_declare,
    home_units,
    is_own,
    keeps_file,
    may_confirm,
)
from boiduong.course.recognition.personnel_records.rules import (
    TRAINING_RECORD,
    Known,
    OutsideFacts,
    check_outside,
    declared_paper_text,
    paper_key,
    same_training,
)
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.files.rules import MEGABYTE, PDF
from boiduong.foundation.files.services import store_upload
from boiduong.foundation.organizations.queries import names_on
from boiduong.foundation.people.models import Person
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop

EVIDENCE_KINDS = (PDF, "image/jpeg", "image/png")
EVIDENCE_LIMIT = 10 * MEGABYTE


class EvidenceMissing(Refusal):
    """Thiếu minh chứng."""

    text = gettext_noop("Add a picture or a scan of the paper (PDF, JPG or PNG).")


class Duplicate(Refusal):
    """Đã có dòng này."""

    text = gettext_noop("This is already written: %(name)s, %(paper)s.")


def take_evidence(content: bytes, *, name: str, at: datetime, size: int | None = None) -> StoredFile:
    """Nhận minh chứng — a PDF or a picture; raises FileEmpty, FileTooLarge, FileKindRefused, FileHoldsScript."""
    return store_upload(content, name=name, kinds=EVIDENCE_KINDS, limit=EVIDENCE_LIMIT, at=at, size=size)


def declare_outside(
    person: Person, facts: OutsideFacts, *, evidence: StoredFile | None, by: User | None, at: datetime
) -> TrainingRecord:
    """Khai một lớp học ở nơi khác — it waits until another person has seen the paper; rows of one person in turn.

    Raises NotAllowed, FactMissing, MonthsTurned, NotOverYet, PeriodsTooMany, EvidenceMissing, Duplicate.
    """
    require(can_declare(by, person))
    today = timezone.localtime(at).date()
    check_outside(facts, today=today)
    if evidence is None:
        raise EvidenceMissing
    record = _declared(person, facts, evidence, by, at)
    units = home_units(person)
    if units:
        record.unit_then_id, record.unit_text = units[0], names_on(units[:1], today).get(units[0], "")[:300]
    with acting(by, "personnel_records.declare_outside", at=at) as act:
        Person.objects.select_for_update().get(pk=person.pk)
        _refuse_double(person, facts)
        record.save()
        _note(record, "declared", by=by, at=at)
        act.record(record, after={"state": record.state, "evidence": evidence.sha256})
    return record


def _declared(
    person: Person, facts: OutsideFacts, evidence: StoredFile, by: User | None, at: datetime
) -> TrainingRecord:
    number = " ".join(facts.number.split())[:60]
    day = date_short(facts.paper_on) if facts.paper_on else ""
    return TrainingRecord(
        person=person,
        origin="declared",
        school_text=" ".join(facts.school.split())[:300],
        name=" ".join(facts.name.split())[:500],
        content_block=facts.block,
        from_on=facts.from_on,
        to_on=facts.to_on,
        form_text=facts.form[:100],
        periods=facts.periods,
        result_text=" ".join(facts.result.split())[:200],
        paper_text=declared_paper_text(facts.paper, number, day),
        paper_title=facts.paper[:60],
        paper_number=number,
        paper_key=paper_key(number),
        paper_on=facts.paper_on,
        evidence=evidence,
        state="declared",
        declared_at=at,
        declared_by_id=by.pk if by else None,
    )


def _refuse_double(person: Person, facts: OutsideFacts) -> None:
    """The same number among the papers, or the same school, name and months among the rows."""
    key = paper_key(facts.number)
    rows = list(TrainingRecord.objects.filter(person=person).exclude(state="rejected"))
    for row in rows:
        one = Known(row.school_text, row.name, (row.from_on, row.to_on))
        if (key and row.paper_key == key) or same_training(facts, [one]):
            raise Duplicate(name=row.name, paper=row.paper_text)
    if key:
        for paper in credentials_of_person(person):
            if paper_key(paper.number_text) == key:
                raise Duplicate(name=paper.spec.course.title, paper=f"{paper.spec.title} số {paper.number_text}")


def confirm_outside(record: TrainingRecord, *, by: User | None, at: datetime) -> TrainingRecord:
    """Xác nhận — by a person who has seen the paper; the clerk who keeps the file puts it there in the same act.

    Raises NotAllowed, OwnDeclaration, Forbidden (state).
    """
    _may_decide(record, by)
    with acting(by, "personnel_records.confirm_outside", at=at) as act:
        held = _held(record)
        before, held.state = held.state, TRAINING_RECORD.after(held.state, "confirm")
        _note(held, "confirmed", by=by, at=at)
        if by is not None and keeps_file(by, record.person):
            _file(held, by=by, at=at)
        held.save(update_fields=["state"])
        act.record(held, before={"state": before}, after={"state": held.state})
        outside_confirmed.send(sender=None, record=held, by=by, at=at)
    record.state = held.state
    return record


def reject_outside(record: TrainingRecord, *, reason: str, by: User | None, at: datetime) -> TrainingRecord:
    """Không xác nhận — with the reason that the person is shown; it may be declared again.

    Raises NotAllowed, OwnDeclaration, ReasonNeeded, Forbidden (state).
    """
    _may_decide(record, by)
    said = " ".join(reason.split())[:1000]
    if not said:
        raise ReasonNeeded
    with acting(by, "personnel_records.reject_outside", at=at) as act:
        held = _held(record)
        before, held.state = held.state, TRAINING_RECORD.after(held.state, "reject")
        held.save(update_fields=["state"])
        _note(held, "rejected", by=by, at=at, reason=said)
        act.record(held, before={"state": before}, after={"state": held.state}, reason=said)
    record.state = held.state
    return record


def file_outside(record: TrainingRecord, *, by: User | None, at: datetime) -> TrainingRecord:
    """Lưu hồ sơ — what the office confirmed is put into the file by the clerk who keeps it.

    Raises NotAllowed, Forbidden (state).
    """
    require(record.origin == "declared" and keeps_file(by, record.person))
    with acting(by, "personnel_records.file_outside", at=at) as act:
        held = _held(record)
        _file(held, by=by, at=at)
        held.save(update_fields=["state"])
        act.record(held, before={"state": "confirmed"}, after={"state": held.state})
    record.state = held.state
    return record


def _may_decide(record: TrainingRecord, by: User | None) -> None:
    require(record.origin == "declared" and may_confirm(by, record.person))
    if is_own(by, record):
        raise OwnDeclaration


def _held(record: TrainingRecord) -> TrainingRecord:
    return TrainingRecord.objects.select_for_update().get(pk=record.pk)


def _file(record: TrainingRecord, *, by: User | None, at: datetime) -> None:
    record.state = TRAINING_RECORD.after(record.state, "file_at_once")
    _note(record, "filed", by=by, at=at)


def _note(record: TrainingRecord, act: str, *, by: User | None, at: datetime, reason: str = "") -> None:
    RecordEvent.objects.create(record=record, at=at, act=act, reason=reason, by_id=by.pk if by else None)
