"""Học ở nơi khác — declared with its paper, confirmed by another person, filed where the file is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from boiduong.course.recognition.certificates.services import define_paper, issue
from boiduong.course.recognition.personnel_records import menu
from boiduong.course.recognition.personnel_records.models import RecordEvent, TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import OwnDeclaration
from boiduong.course.recognition.personnel_records.queries import can_read_transcript, to_confirm
from boiduong.course.recognition.personnel_records.rules import (
    FactMissing,
    Known,
    MonthsTurned,
    NotOverYet,
    OutsideFacts,
    PeriodsTooMany,
    check_outside,
    declared_paper_text,
    month_end,
    paper_key,
    same_training,
)
from boiduong.course.recognition.personnel_records.services import (
    Duplicate,
    EvidenceMissing,
    confirm_outside,
    declare_outside,
    file_outside,
    reject_outside,
    take_evidence,
)
from boiduong.foundation.accounts.models import RoleGrant
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.files.rules import FileKindRefused
from boiduong.foundation.people.models import PostHolding
from boiduong.refusals import NotAllowed, ReasonNeeded, Refusal
from boiduong.states import Forbidden
from recognition_world import judged_world, numbered, recognized_rows
from world import START, World, build_world, make_user

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"
TODAY = date(2025, 7, 14)
FACTS = OutsideFacts(
    school="Học viện Hành chính Quốc gia",
    name="Bồi dưỡng ngạch chuyên viên chính",
    from_on=date(2024, 3, 1),
    to_on=date(2024, 5, 31),
    form="Bồi dưỡng",
    paper="Chứng chỉ",
    number="125/CC-HVHC",
    paper_on=date(2024, 6, 3),
    block="public_administration",
    periods=240,
)


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        pytest.param({}, None, id="as the paper says"),
        pytest.param({"periods": None, "number": "", "paper_on": None}, None, id="unknown periods and number"),
        pytest.param({"to_on": date(2025, 7, 31)}, None, id="ends this month"),
        pytest.param({"school": "  "}, FactMissing, id="no school"),
        pytest.param({"name": ""}, FactMissing, id="no class"),
        pytest.param({"from_on": date(1024, 3, 1)}, FactMissing, id="a year nobody lived in"),
        pytest.param({"to_on": date(2024, 2, 29)}, MonthsTurned, id="turned"),
        pytest.param({"to_on": date(2025, 8, 31)}, NotOverYet, id="still going on"),
        pytest.param({"periods": 0}, PeriodsTooMany, id="zero is no number of periods"),
        pytest.param({"periods": 5001}, PeriodsTooMany, id="too many"),
    ],
)
def test_check_outside(change: dict[str, object], refused: type[Refusal] | None) -> None:
    facts = replace(FACTS, **change)  # type: ignore[arg-type]
    if refused is None:
        check_outside(facts, today=TODAY)
        return
    with pytest.raises(refused):
        check_outside(facts, today=TODAY)


def test_one_number_however_it_is_typed() -> None:
    assert paper_key(" 125 / CC-HVHC") == paper_key("125/cc-hvhc") != paper_key("126/CC-HVHC")
    assert paper_key("  ") == ""
    assert month_end(2024, 2) == date(2024, 2, 29)
    assert declared_paper_text("Chứng chỉ", "125", "3/6/2024") == "Chứng chỉ số 125 ngày 3/6/2024"
    assert declared_paper_text("Giấy xác nhận", "", "") == "Giấy xác nhận"


@pytest.mark.parametrize(
    ("known", "same"),
    [
        (Known("hoc vien HÀNH CHÍNH quốc gia", FACTS.name.upper(), (date(2024, 3, 9), date(2024, 5, 2))), True),
        (Known(FACTS.school, FACTS.name, (date(2024, 3, 1), date(2024, 6, 30))), False),
        (Known("Trường Chính trị", FACTS.name, (FACTS.from_on, FACTS.to_on)), False),
        (Known(FACTS.school, FACTS.name, (None, None)), False),
    ],
)  # fmt: skip
def test_same_training(known: Known, same: bool) -> None:
    assert same_training(FACTS, [known]) is same


@pytest.fixture
def world(db: None) -> World:
    """Three communes; the deputy is a second clerk of the first."""
    world = build_world(enrolled=True)
    world.users["deputy"] = make_user("deputy", Role.UNIT_CLERK, world.communes[0])
    return world


@pytest.fixture
def paper(db: None, at: datetime) -> StoredFile:
    """A scan."""
    return take_evidence(PDF, name="chứng chỉ.pdf", at=at)


def test_declared_by_the_person_confirmed_and_filed_by_the_clerk(world: World, paper: StoredFile, at: datetime) -> None:
    record = declare_outside(world.people[0], FACTS, evidence=paper, by=world.users["learner"], at=at)
    assert (record.state, record.unit_then_id, record.unit_text) == ("declared", world.communes[0].pk, "Xã 1")
    assert record.paper_text == "Chứng chỉ số 125/CC-HVHC ngày 3/6/2024"
    for name in ("learner", "other_clerk", "authority", "manager", "lecturer", "auditor", "stranger", "admin"):
        with pytest.raises(NotAllowed):
            confirm_outside(record, by=world.users[name], at=at)
    confirm_outside(record, by=world.users["clerk"], at=at)
    assert record.state == "filed"
    assert list(RecordEvent.objects.values_list("act", flat=True)) == ["declared", "confirmed", "filed"]
    acts = AuditEvent.objects.filter(act__startswith="personnel_records.").values_list("act", flat=True)
    assert list(acts) == ["personnel_records.declare_outside", "personnel_records.confirm_outside"]
    with pytest.raises(Forbidden):
        confirm_outside(record, by=world.users["deputy"], at=at)


def test_confirmed_by_the_office_waits_for_the_file(world: World, paper: StoredFile, at: datetime) -> None:
    """The office does not keep the file; the clerk who declared may file it once another person confirmed."""
    record = declare_outside(world.people[0], FACTS, evidence=paper, by=world.users["clerk"], at=at)
    with pytest.raises(OwnDeclaration):
        confirm_outside(record, by=world.users["clerk"], at=at)
    assert [r.pk for r in to_confirm(world.users["clerk"])] == []
    for name in ("deputy", "officer", "records"):
        assert [r.pk for r in to_confirm(world.users[name])] == [record.pk], name
    confirm_outside(record, by=world.users["officer"], at=at)
    assert record.state == "confirmed"
    with override("en"):
        assert [w.title for w in menu.outside_to_file(world.users["clerk"], at)] == ["File 1 outside paper"]
        assert list(menu.declared_elsewhere(world.users["records"], at)) == []
    with pytest.raises(NotAllowed):
        file_outside(record, by=world.users["officer"], at=at)
    file_outside(record, by=world.users["clerk"], at=at)
    assert record.state == "filed"
    with pytest.raises(Forbidden):
        file_outside(record, by=world.users["clerk"], at=at)


def test_whoever_is_planned_for_a_post_only_is_confirmed_by_the_unit_that_sent_or_the_school(
    world: World, paper: StoredFile, at: datetime
) -> None:
    """Without a post held now nobody would see the declaration: it would wait for ever."""
    person = world.people[0]
    PostHolding.objects.filter(person=person).update(status="planned")
    record = declare_outside(person, FACTS, evidence=paper, by=world.users["learner"], at=at)
    for name in ("clerk", "officer"):
        assert [r.pk for r in to_confirm(world.users[name])] == [record.pk], name
        assert can_read_transcript(world.users[name], person), name
    other = make_user("elsewhere", Role.UNIT_CLERK, world.communes[1])
    assert to_confirm(other).count() == 0 and not can_read_transcript(other, person)
    with pytest.raises(NotAllowed):
        confirm_outside(record, by=other, at=at)
    confirm_outside(record, by=world.users["clerk"], at=at)
    assert record.state == "filed"


def test_nobody_confirms_what_concerns_himself(world: World, paper: StoredFile, at: datetime) -> None:
    """A clerk whose own class a colleague declared."""
    clerk = world.users["learner"]
    RoleGrant.objects.create(user=clerk, role=Role.UNIT_CLERK.value, scope=world.communes[0], starts_on=START)
    record = declare_outside(world.people[0], FACTS, evidence=paper, by=world.users["deputy"], at=at)
    with pytest.raises(OwnDeclaration):
        confirm_outside(record, by=clerk, at=at)
    with pytest.raises(OwnDeclaration):
        reject_outside(record, reason="Không đúng", by=clerk, at=at)
    assert to_confirm(clerk).count() == 0


def test_rejected_with_a_reason_and_declared_again(world: World, paper: StoredFile, at: datetime) -> None:
    record = declare_outside(world.people[0], FACTS, evidence=paper, by=world.users["learner"], at=at)
    with pytest.raises(ReasonNeeded):
        reject_outside(record, reason="  ", by=world.users["clerk"], at=at)
    reject_outside(record, reason="Ảnh mờ, không đọc được số hiệu", by=world.users["clerk"], at=at)
    assert record.state == "rejected"
    with pytest.raises(Forbidden):
        confirm_outside(record, by=world.users["clerk"], at=at)
    again = declare_outside(world.people[0], FACTS, evidence=paper, by=world.users["learner"], at=at)
    assert again.state == "declared"
    with pytest.raises(DatabaseError), transaction.atomic():
        RecordEvent.objects.filter(act="rejected").update(reason="khác")


def test_who_declares(world: World, paper: StoredFile, at: datetime) -> None:
    for name in ("other_clerk", "officer", "records", "authority", "manager", "lecturer", "stranger"):
        with pytest.raises(NotAllowed):
            declare_outside(world.people[0], FACTS, evidence=paper, by=world.users[name], at=at)
    with pytest.raises(EvidenceMissing):
        declare_outside(world.people[0], FACTS, evidence=None, by=world.users["learner"], at=at)
    PostHolding.objects.filter(person=world.people[0]).update(ends_on=date(2025, 1, 1))
    with pytest.raises(NotAllowed):
        declare_outside(world.people[0], FACTS, evidence=paper, by=world.users["clerk"], at=at)
    record = declare_outside(world.people[0], FACTS, evidence=paper, by=world.users["learner"], at=at)
    assert (record.unit_then, record.unit_text) == (None, "")


def test_declared_twice_is_refused(world: World, paper: StoredFile, at: datetime) -> None:
    person, learner = world.people[0], world.users["learner"]
    record = declare_outside(person, FACTS, evidence=paper, by=learner, at=at)
    other = replace(FACTS, name="Lớp khác", number="125 / cc-hvhc")
    for facts in (replace(FACTS, number=""), other):
        with pytest.raises(Duplicate):
            declare_outside(person, facts, evidence=paper, by=learner, at=at)
    declare_outside(world.people[1], FACTS, evidence=paper, by=None, at=at)
    nameless = replace(FACTS, name="Lớp không ghi số", number="")
    assert declare_outside(person, nameless, evidence=paper, by=learner, at=at).paper_key == ""
    record.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save(force_insert=True)
    record.paper_key, record.evidence = "", None
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save(force_insert=True)


def test_a_paper_issued_here_is_not_declared_again(db: None, paper: StoredFile, at: datetime) -> None:
    world = judged_world(sessions=0, marks=False).world
    recognized_rows(world, numbered(world))
    spec = define_paper(world.course, world.school, "certificate", by=None, at=at)
    issue(world.course, spec, issued_on=date(2025, 8, 25), by=None, at=at)
    with pytest.raises(Duplicate):
        declare_outside(
            world.people[0], replace(FACTS, number="0001/2025/CC-TCT"), evidence=paper, by=world.users["learner"], at=at
        )


def test_evidence_is_a_picture_or_a_pdf(db: None, at: datetime) -> None:
    with pytest.raises(FileKindRefused):
        take_evidence(b"PK\x03\x04 not a paper", name="a.pdf", at=at)
    assert take_evidence(b"\xff\xd8\xff\xe0 jpeg", name="../../giấy.exe", at=at).name == "giấy.jpg"


def _url(name: str, *args: object) -> str:
    return reverse(f"personnel_records:{name}", args=args)


def _typed(**change: object) -> dict[str, object]:
    typed: dict[str, object] = {
        "school": FACTS.school, "name": FACTS.name, "block": FACTS.block, "from_month": "3/2024",
        "to_month": "5/2024", "form": "Bồi dưỡng", "periods": "", "paper": "Chứng chỉ", "number": "125/CC-HVHC",
        "paper_on": "3/6/2024",
    }  # fmt: skip
    return typed | change


def _as(client: Client, world: World, name: str) -> Client:
    client.force_login(world.users[name])
    return client


def test_form_keeps_what_was_typed_and_the_file(client: Client, world: World) -> None:
    """A wrong month: everything typed comes back, the file is kept, the second attempt needs no new one."""
    _as(client, world, "learner")
    page = _url("declare_mine")
    assert client.get(page).status_code == 200
    sent = SimpleUploadedFile("giấy.pdf", PDF, "application/pdf")
    body = client.post(page, _typed(to_month="13/2024", evidence=sent)).content.decode()
    assert FACTS.school in body and "giấy.pdf" in body and TrainingRecord.objects.count() == 0
    kept = body.split('name="kept" value="')[1].split('"')[0]
    assert client.post(page, _typed(to_month="2/2024", kept=kept)).status_code == 200
    assert client.post(page, _typed(kept=kept)).status_code == 302
    record = TrainingRecord.objects.get()
    assert (record.from_on, record.to_on, record.periods) == (date(2024, 3, 1), date(2024, 5, 31), None)
    assert "chưa tính" in client.get(_url("mine")).content.decode()
    # Another person's token is worth nothing.
    _as(client, world, "clerk")
    other = client.post(_url("declare", world.people[0].uid), _typed(number="9", name="Khác", kept=kept))
    assert other.status_code == 200 and TrainingRecord.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("from_month", "tháng ba"),
        ("from_month", "3/1900"),
        ("from_month", ""),
        ("to_month", "5/2999"),
        ("evidence", SimpleUploadedFile("a.pdf", b"MZ not a paper")),
        ("school", ""),
        ("block", "khác lạ"),
    ],
)
def test_form_says_what_is_wrong(client: Client, world: World, field: str, typed: object) -> None:
    _as(client, world, "learner")
    files = {} if field == "evidence" else {"evidence": SimpleUploadedFile("giấy.pdf", PDF)}
    answer = client.post(_url("declare_mine"), _typed(**files, **{field: typed}))
    assert answer.status_code == 200 and TrainingRecord.objects.count() == 0
    assert list(answer.context["form"].errors) == [field]


def test_confirming_on_the_page(client: Client, world: World, paper: StoredFile, at: datetime) -> None:
    record = declare_outside(world.people[0], FACTS, evidence=paper, by=world.users["learner"], at=at)
    page, proof = _url("declaration", record.pk), _url("evidence", record.pk)
    readers = {"learner": 200, "clerk": 200, "officer": 200, "authority": 200, "records": 200, "other_clerk": 404,
               "lecturer": 404, "stranger": 404, "auditor": 404}  # fmt: skip
    for name, status in readers.items():
        _as(client, world, name)
        assert (name, client.get(page).status_code, client.get(proof).status_code) == (name, status, status)
    assert _as(client, world, "learner").post(page, {"viec": "xac-nhan"}).status_code == 403
    _as(client, world, "clerk")
    assert "Học viện Hành chính" in client.get(_url("to_confirm")).content.decode()
    assert client.post(page, {"viec": "khong", "reason": " "}).status_code == 200
    assert client.post(page, {"viec": "nhảm"}).status_code == 404
    assert client.post(page, {"viec": "luu"}).status_code == 302
    record.refresh_from_db()
    assert record.state == "declared"
    assert client.post(page, {"viec": "khong", "reason": "Ảnh mờ"}).status_code == 302
    assert "Ảnh mờ" in _as(client, world, "learner").get(_url("mine")).content.decode()
    again = declare_outside(world.people[0], FACTS, evidence=paper, by=world.users["clerk"], at=at)
    assert "người khác" in _as(client, world, "clerk").get(_url("declaration", again.pk)).content.decode()
    confirm_outside(again, by=world.users["officer"], at=at)
    body = client.get(_url("to_file")).content.decode()
    assert "Học viện Hành chính" in body
    assert client.post(_url("declaration", again.pk), {"viec": "luu"}).status_code == 302
    again.refresh_from_db()
    assert again.state == "filed" and client.get(proof)["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert _as(client, world, "authority").get(_url("to_confirm")).status_code == 404
    assert _as(client, world, "learner").get(_url("declare", world.people[1].uid)).status_code == 404
    assert _as(client, world, "stranger").get(_url("declare_mine")).status_code == 404
    assert can_read_transcript(world.users["officer"], world.people[0])
