"""Ghi và gửi kết quả — writing the records of a decision, letters to the units with a slip for each person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import addressee, paper_frame, signature_of
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.courses.services import draft_paper
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.awards.queries import HAS_RESULT
from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.recognition.certificates.queries import numbers_by_row, periods_of
from boiduong.course.recognition.personnel_records import papers
from boiduong.course.recognition.personnel_records.events import records_written
from boiduong.course.recognition.personnel_records.models import RecordTransfer, TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import can_write
from boiduong.course.recognition.personnel_records.rules import (
    FORM_TEXT,
    TRAINING_RECORD,
    paper_text,
    result_text,
)
from boiduong.engines.vietnamese import date_digits
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting, write_back
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import Refusal, gettext_noop

KEPT_FRESH = ("paper_text", "result_text", "periods", "from_on", "to_on")


class NothingToWrite(Refusal):
    """Không có kết quả để ghi."""

    text = gettext_noop("This decision recognizes nobody, so there is nothing to write into the records.")


class NothingToSend(Refusal):
    """Không có kết quả để gửi."""

    text = gettext_noop("There are no written results of this course that wait to be sent.")


# Pages of one letter: what a printer and a reader take without trouble.
UNITS_A_LETTER = 60


def write_records(decision: Document, *, by: User | None, at: datetime) -> list[TrainingRecord]:
    """Ghi hồ sơ — one row a recognized person with the numbers of all papers; again, it brings unsent rows up to date.

    Raises NotAllowed, NothingToWrite.
    """
    rows = list(
        RecognitionRow.objects.filter(decision=decision, outcome__in=HAS_RESULT)
        .select_related("enrollment__person", "training_class__course__institution__unit", "decision")
        .defer("decision__facts")
        .order_by("position")
    )
    if not rows:
        raise NothingToWrite
    for course in {row.training_class.course for row in rows}:
        require(can_write(by, course))
    numbers = numbers_by_row(rows)
    periods = {version: periods_of(version) for version in {row.training_class.version_id for row in rows}}
    schools: dict[tuple[int, date], str] = {}
    built = [_record(row, numbers.get(row.pk, []), periods[row.training_class.version_id], schools) for row in rows]
    with acting(by, "personnel_records.write", at=at) as act:
        held = {r.row_id: r for r in TrainingRecord.objects.select_for_update().filter(row__in=rows)}
        new = [record for record in built if record.row_id not in held]
        fresh = [
            _refreshed(held[r.row_id], r) for r in built if r.row_id in held and held[r.row_id].state == "confirmed"
        ]
        TrainingRecord.objects.bulk_create(new)
        TrainingRecord.objects.bulk_update(fresh, KEPT_FRESH)
        act.record_many(
            TrainingRecord,
            [r.row_id for r in (*new, *fresh)],
            after={"decision": decision.number_text, "new": len(new)},
        )
        records_written.send(sender=None, records=new, by=by, at=at)
    return new


def _refreshed(held: TrainingRecord, built: TrainingRecord) -> TrainingRecord:
    for name in KEPT_FRESH:
        setattr(held, name, getattr(built, name))
    return held


def _record(
    row: RecognitionRow, credentials: Sequence[Credential], periods: int | None, schools: dict[tuple[int, date], str]
) -> TrainingRecord:
    """One row; `schools` keeps the names of schools already looked up, by unit and day."""
    learner, training_class = row.enrollment, row.training_class
    course = training_class.course
    to_on = training_class.ends_on or course.ends_on
    day = to_on or timezone.localdate(row.decided_at)
    school = course.institution.unit
    if (school.pk, day) not in schools:
        schools[school.pk, day] = name_on(school, day)[:300]
    listed = [(c.spec.title, c.number_text, date_digits(c.issued_on)) for c in credentials]
    return TrainingRecord(
        person=learner.person,
        course=course,
        row=row,
        school_text=schools[school.pk, day],
        name=course.title,
        content_block=course.field,
        from_on=training_class.starts_on or course.starts_on,
        to_on=to_on,
        form_text=FORM_TEXT,
        periods=periods,
        result_text=result_text(row.outcome, row.band),
        paper_text=paper_text(listed, row.decision.number_text)[:1000],
        unit_then_id=learner.sent_by_id,
        unit_text=learner.unit_text,
    )


def send_to_units(course: Course, *, by: User | None, at: datetime) -> list[RecordTransfer]:
    """Gửi kết quả về đơn vị — one letter with a page for each unit, slips for each person; late ones go again.

    Raises NotAllowed, NothingToSend.
    """
    require(can_write(by, course))
    with acting(by, "personnel_records.send", at=at) as act:
        waiting = list(
            TrainingRecord.objects.select_for_update(of=("self",))
            .filter(course=course, state="confirmed", unit_then__isnull=False)
            .select_related("person")
            .order_by("unit_then_id", "person__sort_key", "id")
        )
        if not waiting:
            raise NothingToSend
        by_unit = {unit: list(group) for unit, group in groupby(waiting, key=lambda r: r.unit_then_id)}
        letters = _draft_papers(course, by_unit, by=by, at=at)
        # A unit has one transfer a course; results that come later reopen it.
        transfers = [RecordTransfer(course=course, unit_id=u, document=letters[u], sent_at=at) for u in by_unit]
        RecordTransfer.objects.bulk_create(
            transfers, update_conflicts=True, unique_fields=["course", "unit"],
            update_fields=["document", "sent_at", "answered_at", "filed_at"],
        )  # fmt: skip
        for record in waiting:
            record.state = TRAINING_RECORD.after(record.state, "send")
        write_back(waiting, ["state", "slip", "slip_position"])
        act.record_many(TrainingRecord, [r.pk for r in waiting], after={"state": "sent", "units": len(by_unit)})
    sent = list(RecordTransfer.objects.filter(course=course, unit_id__in=by_unit).select_related("unit"))
    for transfer in sent:
        transfer.document = letters[transfer.unit_id]
    return sent


def _draft_papers(
    course: Course, by_unit: dict[int | None, list[TrainingRecord]], *, by: User | None, at: datetime
) -> dict[int | None, Document]:
    """Letters with a page for each unit, and the slips of the same units; all go to be numbered.

    Returns the letter of each unit. A paper of hundreds of pages is slow to print and heavy to open, so a course of
    many units gets several.
    """
    letters: dict[int | None, Document] = {}
    names, units = _names(by_unit), list(by_unit)
    for start in range(0, len(units), UNITS_A_LETTER):
        part = {unit: by_unit[unit] for unit in units[start : start + UNITS_A_LETTER]}
        more = f", tập {start // UNITS_A_LETTER + 1}" if len(units) > UNITS_A_LETTER else ""
        letter = _draft_part(course, part, names, more, by=by, at=at)
        letters |= dict.fromkeys(part, letter)
    return letters


def _draft_part(
    course: Course,
    by_unit: dict[int | None, list[TrainingRecord]],
    names: dict[int, str],
    more: str,
    *,
    by: User | None,
    at: datetime,
) -> Document:
    issuer, day = body_for(course, "recognize"), timezone.localdate(at)
    signature = signature_of(issuer, on=day)
    frame = paper_frame(issuer, kind="results_letter", on=day)
    pages = [
        papers.letter(course, frame, signature, names.get(unit or 0, records[0].unit_text), records)
        for unit, records in by_unit.items()
    ]
    letter = draft_paper(
        course=course, kind="results_letter", role="results_letter", issuer=issuer,
        subject=f"Gửi kết quả {course.title}{more}", papers=pages, by=by, at=at,
    )  # fmt: skip
    slip_frame = paper_frame(issuer, kind="result_slip", on=day)
    people = [one for records in by_unit.values() for one in records]
    slips = draft_paper(
        course=course, kind="result_slip", role="result_slip", issuer=issuer,
        subject=f"Phiếu kết quả {course.title}{more}",
        papers=[papers.slip(course, slip_frame, signature, one) for one in people], by=by, at=at,
    )  # fmt: skip
    for position, one in enumerate(people):
        one.slip, one.slip_position = slips, position
    return letter


def _names(by_unit: dict[int | None, list[TrainingRecord]]) -> dict[int, str]:
    """How each unit is written to, by its last name: the letter goes to the unit of today."""
    rows = UnitVersion.objects.filter(unit_id__in=[u for u in by_unit if u]).order_by("starts_on")
    return {unit: addressee(name, kind) for unit, name, kind in rows.values_list("unit_id", "name", "kind")}
