"""Khóa đã học xong — a course with marks, a settled report each, a decision and certificates, as plain rows."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from boiduong.course.delivery.courses.services import file_paper
from boiduong.course.delivery.enrollment.models import Call, Nomination, NominationEvent
from boiduong.course.delivery.scheduling.models import Entry, TimetableVersion
from boiduong.course.delivery.sessions.models import RollMark, RollVerdict, Session
from boiduong.course.evaluation.assessment.models import Assignment, Settlement, Submission
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.certificates.models import (
    Credential,
    CredentialEvent,
    CredentialSpec,
    CredentialState,
    Register,
)
from boiduong.foundation.documents.models import AnnexRow, Document
from boiduong.foundation.files.models import StoredFile
from world import AT, World, build_world

DAY = timedelta(days=1)


@dataclass
class Reported:
    """The world, and the moments at which each thing happened."""

    world: World
    decision: Document
    session: Session
    spec: CredentialSpec
    credentials: list[Credential]
    rows: list[RecognitionRow]


def numbered(world: World, kind: str, *, number: str, on: date) -> Document:
    """A numbered paper of the school, without bytes."""
    return Document.objects.create(
        kind=kind, issuer=world.school, subject=kind, state="numbered", number_text=number, issued_on=on, drafted_at=AT
    )


def held_session(world: World, *, day: int = 1) -> Session:
    """A closed session of four tiết."""
    version, _ = TimetableVersion.objects.get_or_create(course=world.course, number=1, state="released")
    starts = AT + day * DAY
    entry = Entry.objects.create(
        version=version,
        day=starts.date(),
        half="morning",
        periods=4,
        starts_at=starts,
        ends_at=starts + timedelta(hours=4),
        topic=world.topics[0],
    )
    return Session.objects.create(
        course=world.course,
        training_class=world.training_class,
        key=uuid.uuid4(),
        entry=entry,
        day=starts.date(),
        half="morning",
        periods=4,
        starts_at=starts,
        ends_at=starts + timedelta(hours=4),
        topic=world.topics[0],
        state="closed",
    )


def mark(
    session: Session, enrollment: object, code: str, *, at: datetime, corrects: RollMark | None = None
) -> RollMark:
    """One line of the ledger, and the verdict that follows."""
    RollVerdict.objects.update_or_create(session=session, enrollment=enrollment, defaults={"code": code})
    return RollMark.objects.create(
        session=session, enrollment=enrollment, code=code, source="staff", received_at=at, corrects=corrects
    )


def build_reported(*, communes: int = 3, present: int = 3, recognized: int = 2) -> Reported:
    """Everybody nominated and opened on day 0; marks on day 1, marks settled day 2, decided day 3, issued day 4."""
    world = build_world(communes=communes, class_state="recognized", enrolled=True)
    call = Call.objects.create(course=world.course, due_on=AT.date(), state="issued")
    opening = numbered(world, "opening_decision", number="01/QĐ-TCT", on=AT.date())
    file_paper(course=world.course, document=opening, role="opening_decision", by=None, at=AT)
    for n, one in enumerate(world.enrollments, start=1):
        nomination = Nomination.objects.create(
            call=call, course=world.course, person=one.person, group=world.group, sent_by=one.sent_by, state="placed"
        )
        NominationEvent.objects.create(nomination=nomination, at=AT, act="submit", to_state="submitted")
        NominationEvent.objects.create(nomination=nomination, at=AT, act="accept", to_state="accepted")
        AnnexRow.objects.create(document=opening, position=n, subject_type=one._meta.label, subject_id=one.pk)
    session = held_session(world)
    for n, one in enumerate(world.enrollments):
        mark(session, one, "present" if n < present else "unexcused", at=AT + DAY)
    assignment = Assignment.objects.create(training_class=world.training_class, item=world.item, due_at=AT + 2 * DAY)
    decision = numbered(world, "recognition_decision", number="02/QĐ-TCT", on=(AT + 3 * DAY).date())
    spec = CredentialSpec.objects.create(course=world.course, title="Chứng chỉ", issuer=world.school)
    register = Register.objects.create(issuer=world.school, kind="certificate", period_starts_on=date(2025, 1, 1))
    pdf = StoredFile.objects.create(sha256="a" * 64, size=1, mime="application/pdf", name="a.pdf", stored_at=AT)
    rows, credentials = [], []
    for n, one in enumerate(world.enrollments):
        if n < present:
            paper = Submission.objects.create(
                assignment=assignment, enrollment=one, received_at=AT + 2 * DAY, state="settled", value=8, band="giỏi"
            )
            Settlement.objects.create(submission=paper, value=8, band="giỏi", how="mean", at=AT + 2 * DAY)
        outcome = "recognized" if n < recognized else "not_recognized"
        row = RecognitionRow.objects.create(
            decision=decision,
            training_class=world.training_class,
            enrollment=one,
            outcome=outcome,
            band="giỏi" if outcome == "recognized" else "",
            reasons=[] if outcome == "recognized" else [{"code": "absent_too_much", "facts": {}}],
            position=n + 1,
            decided_at=AT + 3 * DAY,
        )
        rows.append(row)
        if outcome == "recognized":
            credentials.append(issue(spec, row, register, pdf, entry_no=n + 1, at=AT + 4 * DAY))
    return Reported(world, decision, session, spec, credentials, rows)


def issue(
    spec: CredentialSpec,
    row: RecognitionRow,
    register: Register,
    pdf: StoredFile,
    *,
    entry_no: int,
    at: datetime,
    replaces: Credential | None = None,
) -> Credential:
    """A credential with its first event."""
    made = Credential.objects.create(
        spec=spec,
        row=row,
        register=register,
        entry_no=entry_no,
        number_text=f"{entry_no:04d}/2025/CC-TCT",
        check_code="ABCD2345",
        facts={},
        pdf=pdf,
        sha256=f"{entry_no:064d}",
        issued_on=at.date(),
        issued_at=at,
        replaces=replaces,
    )
    CredentialEvent.objects.create(credential=made, at=at, act="issue")
    CredentialState.objects.create(credential=made)
    return made
