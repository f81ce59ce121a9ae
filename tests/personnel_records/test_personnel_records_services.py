"""Ghi, gửi, lưu hồ sơ — one row a person with the columns of mẫu 2C, on its way to the unit."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from boiduong.course.delivery.courses.models import CourseDocument, CourseDuty
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.certificates.services import define_paper, issue
from boiduong.course.recognition.personnel_records.models import RecordTransfer, TrainingRecord
from boiduong.course.recognition.personnel_records.queries import (
    Progress,
    can_read_transcript,
    progress,
    records_of,
    records_sent,
    transcript,
    transfers_for,
    transfers_of,
)
from boiduong.course.recognition.personnel_records.rules import months, paper_text, result_text
from boiduong.course.recognition.personnel_records.services import (
    FiledAlready,
    NothingToSend,
    NothingToWrite,
    confirm_filed,
    send_to_units,
    write_records,
)
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.services import give_number
from boiduong.refusals import NotAllowed
from recognition_world import judged_world, numbered, recognized_rows
from world import World, make_person, make_unit, make_user

DAY = date(2025, 8, 25)


@pytest.fixture
def world(db: None) -> World:
    """Three people of three communes."""
    return judged_world(sessions=0, marks=False).world


@pytest.fixture
def decision(world: World) -> Document:
    """Everybody recognized."""
    document = numbered(world)
    recognized_rows(world, document)
    return document


@pytest.mark.parametrize(
    ("from_on", "to_on", "expected"),
    [
        (date(2025, 8, 18), date(2025, 9, 5), "08/2025 – 09/2025"),
        (date(2025, 8, 18), date(2025, 8, 22), "08/2025"),
        (date(2025, 8, 18), None, "08/2025"),
        (None, None, ""),
    ],
)
def test_months(from_on: date | None, to_on: date | None, expected: str) -> None:
    """The column "từ tháng, năm – đến tháng, năm"."""
    assert months(from_on, to_on) == expected


def test_texts_of_the_record() -> None:
    """All papers of a result in one cell; the decision where there is none."""
    assert paper_text([], "12/QĐ-TCT") == "Quyết định công nhận số 12/QĐ-TCT"
    both = [("Chứng chỉ", "0001/2025/CC-TCT", "25/8/2025"), ("Giấy chứng nhận", "0001-CN/TU", "26/8/2025")]
    assert paper_text(both, "12") == (
        "Chứng chỉ số 0001/2025/CC-TCT ngày 25/8/2025; Giấy chứng nhận số 0001-CN/TU ngày 26/8/2025"
    )
    assert result_text("recognized", "giỏi") == "Hoàn thành, xếp loại giỏi"
    assert result_text("exception", "") == "Hoàn thành (công nhận ngoại lệ)"


def test_write_records_with_all_credentials(world: World, decision: Document, at: datetime) -> None:
    """S2: two papers by two issuers, both in one record."""
    committee = make_unit("Tỉnh ủy Thử", kind="party_committee", level="province", parent=world.province, line="party")
    CourseDuty.objects.create(course=world.course, unit=committee, duty="certify", for_text="giấy chứng nhận")
    for issuer, kind in ((world.school, "certificate"), (committee, "attestation")):
        issue(world.course, define_paper(world.course, issuer, kind, by=None, at=at), issued_on=DAY, by=None, at=at)
    made = write_records(decision, by=world.users["officer"], at=at)
    assert len(made) == 3
    record = transcript(world.people[0])[0]
    assert record.paper_text == (
        "Chứng chỉ số 0001/2025/CC-TCT ngày 25/08/2025; Giấy chứng nhận số 0001-CN/TU ngày 25/08/2025"
    )
    assert (record.school_text, record.name) == ("Trường Chính trị tỉnh Thử", "Khóa bồi dưỡng thử")
    assert (record.from_on, record.to_on, record.periods) == (date(2025, 8, 18), date(2025, 8, 20), 12)
    assert (record.form_text, record.unit_then, record.unit_text) == ("Bồi dưỡng", world.communes[0], "Xã 1")
    assert record.state == "confirmed"


def test_write_records_again_brings_unsent_rows_up_to_date(world: World, decision: Document, at: datetime) -> None:
    """Written before the certificates: the second call adds their numbers and no second row."""
    write_records(decision, by=None, at=at)
    assert transcript(world.people[0])[0].paper_text == "Quyết định công nhận số 12/QĐ-TCT"
    issue(world.course, define_paper(world.course, world.school, "certificate", by=None, at=at), issued_on=DAY,
          by=None, at=at)  # fmt: skip
    assert write_records(decision, by=None, at=at) == []
    assert "0001/2025/CC-TCT" in transcript(world.people[0])[0].paper_text
    assert TrainingRecord.objects.count() == 3


def test_write_records_refused(world: World, decision: Document, at: datetime) -> None:
    """Not by everybody, and not for a decision that recognizes nobody."""
    for name in ("manager", "authority", "clerk", "learner", "stranger", "lecturer", "auditor"):
        with pytest.raises(NotAllowed):
            write_records(decision, by=world.users[name], at=at)
    other = numbered(world, "99/QĐ-TCT")
    RecognitionRow.objects.create(
        decision=other, training_class=world.training_class, enrollment=world.enrollments[0],
        outcome="not_recognized", position=1, decided_at=at,
    )  # fmt: skip
    with pytest.raises(NothingToWrite):
        write_records(other, by=None, at=at)


def test_send_to_units_one_letter_a_page_a_unit(world: World, decision: Document, at: datetime) -> None:
    """Each unit gets its own people only; letter and slips wait for numbers."""
    write_records(decision, by=None, at=at)
    sent = send_to_units(world.course, by=world.users["records"], at=at)
    assert {one.unit_id for one in sent} == {unit.pk for unit in world.communes}
    letter = sent[0].document
    assert letter is not None and letter.state == "locked"
    pages = letter.facts["papers"]
    assert len(pages) == 3
    assert "Nguyễn Văn A0" in str(pages[0]) and "Nguyễn Văn B1" not in str(pages[0])
    roles = set(CourseDocument.objects.filter(course=world.course).values_list("role", flat=True))
    assert {"results_letter", "result_slip"} <= roles
    give_number(letter, issued_on=DAY, by=None, at=at)
    assert letter.number_text == "01/TCT"
    assert progress(world.course) == Progress(recognized=3, written=3, sent=3, filed=0)
    with pytest.raises(NothingToSend):
        send_to_units(world.course, by=None, at=at)
    with pytest.raises(NotAllowed):
        send_to_units(world.course, by=world.users["clerk"], at=at)


def test_sent_records_keep_what_was_sent(world: World, decision: Document, at: datetime) -> None:
    """A paper issued later does not rewrite a row that the unit has in its file."""
    write_records(decision, by=None, at=at)
    send_to_units(world.course, by=None, at=at)
    issue(world.course, define_paper(world.course, world.school, "certificate", by=None, at=at), issued_on=DAY,
          by=None, at=at)  # fmt: skip
    write_records(decision, by=None, at=at)
    assert transcript(world.people[0])[0].paper_text == "Quyết định công nhận số 12/QĐ-TCT"


def test_confirm_filed_by_the_clerk_of_the_unit(world: World, decision: Document, at: datetime) -> None:
    """The unit's clerk, nobody else's; once; a late result opens the transfer again."""
    write_records(decision, by=None, at=at)
    transfer = next(t for t in send_to_units(world.course, by=None, at=at) if t.unit_id == world.communes[0].pk)
    for name in ("other_clerk", "officer", "records", "learner", "stranger"):
        with pytest.raises(NotAllowed):
            confirm_filed(transfer, by=world.users[name], at=at)
    confirm_filed(transfer, by=world.users["clerk"], at=at)
    assert [r.state for r in records_sent(transfer)] == ["filed"]
    assert records_of(world.course).exclude(state="filed").count() == 2
    with pytest.raises(FiledAlready):
        confirm_filed(transfer, by=world.users["clerk"], at=at)
    late = TrainingRecord.objects.get(person=world.people[0])
    late.pk, late.row_id, late.state, late.person = None, None, "confirmed", make_person("Lê Văn Muộn")
    late.save()
    send_to_units(world.course, by=None, at=at)
    assert RecordTransfer.objects.get(pk=transfer.pk).filed_at is None
    assert transfers_of(world.course).count() == 3


def test_transfers_for_a_clerk_are_those_of_the_unit(world: World, decision: Document, at: datetime) -> None:
    """No unit sees another unit's results."""
    write_records(decision, by=None, at=at)
    send_to_units(world.course, by=None, at=at)
    assert [t.unit_id for t in transfers_for(world.users["clerk"])] == [world.communes[0].pk]
    assert transfers_for(world.users["stranger"]).count() == 0
    assert transfers_for(make_user("all", Role.UNIT_CLERK, None)).count() == 3


def test_transcript_is_read_by_whom_it_concerns(world: World, decision: Document, at: datetime) -> None:
    """The person, officers of the school, the clerk of the own unit; not another unit, not a stranger."""
    write_records(decision, by=None, at=at)
    person = world.people[0]
    expected = {
        "learner": True, "clerk": True, "other_clerk": False, "officer": True, "records": True, "authority": True,
        "lecturer": False, "stranger": False, "manager": False, "auditor": False,
    }  # fmt: skip
    assert {name: can_read_transcript(world.users[name], person) for name in expected} == expected
    assert can_read_transcript(None, person)
    assert can_read_transcript(make_user("everything", Role.RECORDS_OFFICER, None), person)
    elsewhere = make_user("elsewhere", Role.TRAINING_OFFICER, make_unit("Trường khác", kind="school", level="province"))
    assert not can_read_transcript(elsewhere, person)


def test_one_record_for_a_result(world: World, decision: Document, at: datetime) -> None:
    """The database itself holds a second row back."""
    record = write_records(decision, by=None, at=at)[0]
    record.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save(force_insert=True)
