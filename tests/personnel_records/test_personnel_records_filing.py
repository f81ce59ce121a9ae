"""Đơn vị trả lời, phiếu riêng, bảng xuất — partial filing, reminders, one's own slip, tables for other software."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta

import pypdfium2
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from boiduong.course.recognition.certificates.services import define_paper, issue
from boiduong.course.recognition.personnel_records import menu
from boiduong.course.recognition.personnel_records.models import (
    RecordEvent,
    RecordTransfer,
    TrainingRecord,
    TransferReminder,
)
from boiduong.course.recognition.personnel_records.queries import (
    national_rows,
    own_slip,
    rows_of_units,
    sent_units,
    to_confirm,
    transcript,
    transcript_lines,
)
from boiduong.course.recognition.personnel_records.rules import (
    NATIONAL_COLUMNS,
    OutsideFacts,
    block_text,
    csv_bytes,
    safe_cell,
    transfer_state,
)
from boiduong.course.recognition.personnel_records.services import (
    FiledAlready,
    NobodyToRemind,
    WayUnknown,
    confirm_filed,
    declare_outside,
    national_ids,
    remind_units,
    send_to_units,
    take_evidence,
    write_records,
)
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.services import DraftInUse, give_number, take_back, void
from boiduong.foundation.people.models import PersonSecret, SecretRead
from boiduong.refusals import NotAllowed, ReasonNeeded
from recognition_world import judged_world, numbered, recognized_rows
from world import AT, World

DAY = date(2025, 8, 25)
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"
FACTS = OutsideFacts(
    school="Học viện Hành chính Quốc gia", name="Bồi dưỡng ngạch chuyên viên chính", from_on=date(2024, 3, 1),
    to_on=date(2024, 5, 31), form="Bồi dưỡng", paper="Chứng chỉ", number="125/CC-HVHC", paper_on=date(2024, 6, 3),
)  # fmt: skip


def _days(n: int) -> datetime:
    return AT + timedelta(days=n)


@pytest.mark.parametrize(
    ("answered", "filed", "reminded", "now", "said"),
    [
        pytest.param(None, None, None, 14, "waiting", id="a fortnight"),
        pytest.param(None, None, None, 15, "silent", id="fifteen days"),
        pytest.param(None, None, 10, 24, "waiting", id="reminded: the days begin anew"),
        pytest.param(None, None, 10, 25, "silent", id="silent after a reminder"),
        pytest.param(None, None, -5, 15, "silent", id="reminded before it was sent again"),
        pytest.param(20, None, None, 99, "partly", id="something is missing"),
        pytest.param(20, 20, 10, 99, "filed", id="all filed"),
    ],
)
def test_transfer_state(answered: int | None, filed: int | None, reminded: int | None, now: int, said: str) -> None:
    def moment(n: int | None) -> datetime | None:
        return None if n is None else _days(n)

    found = transfer_state(
        sent_at=AT, answered_at=moment(answered), filed_at=moment(filed), reminded_at=moment(reminded), now=_days(now)
    )
    assert found == said


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"), ("+84 912", "'+84 912"), ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("  =1", "'  =1"), ("\u00a0=1", "'\u00a0=1"), ("%x", "'%x"),
        ("|cmd", "'|cmd"), ("\r=1", "'\r=1"), ("Lê Văn A", "Lê Văn A"), ("079\x00123", "079123"), ("", ""),
    ],
)  # fmt: skip
def test_safe_cell(typed: str, kept: str) -> None:
    assert safe_cell(typed) == kept


def test_csv_opens_in_excel() -> None:
    """The mark of UTF-8 first, every cell quoted, quotes doubled, lines that end with CR LF."""
    content = csv_bytes(("Họ tên", "Số"), [('Lê "Ba"', "012345678901"), ("a\nb", "=1")])
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") == 3
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [["Họ tên", "Số"], ['Lê "Ba"', "012345678901"], ["a\nb", "'=1"]]


def test_blocks_of_content() -> None:
    assert [block_text(key) for key in ("political_theory", "party_work", "")] == ["Lý luận chính trị", "Khác", ""]


@pytest.fixture
def world(db: None) -> World:
    """Three people recognized, written and sent; the first two to the same commune."""
    world = judged_world(sessions=0, marks=False).world
    world.enrollments[1].sent_by = world.communes[0]
    world.enrollments[1].save()
    recognized_rows(world, numbered(world))
    spec = define_paper(world.course, world.school, "certificate", by=None, at=AT)
    issue(world.course, spec, issued_on=DAY, by=None, at=AT)
    write_records(Document.objects.get(number_text="12/QĐ-TCT"), by=None, at=AT)
    send_to_units(world.course, by=None, at=AT)
    return world


def test_letter_and_slips_of_results_that_are_sent_are_not_discarded(world: World, client: Client) -> None:
    letter, other = _transfer(world).document, TrainingRecord.objects.filter(slip__isnull=False)[0].slip
    client.force_login(world.users["records"])
    for one in (letter, other):
        assert one is not None
        page = reverse("documents:document", args=[one.pk])
        assert "bo-ban-thao" not in client.get(page).content.decode()
        assert "Kết quả đã ghi là gửi theo văn bản này" in client.get(page).content.decode()
        with pytest.raises(DraftInUse, match="không gửi lại lần nữa"):
            take_back(one, reason="Nhầm", by=None, at=AT)
        one.refresh_from_db(fields=["state"])
        assert one.state == "locked"


def _transfer(world: World) -> RecordTransfer:
    return RecordTransfer.objects.select_related("course__institution").get(unit=world.communes[0])


def test_one_slip_is_missing(world: World) -> None:
    """One filed, one missing with a reason: the school sees who and why; the unit answers again."""
    transfer, clerk = _transfer(world), world.users["clerk"]
    lost = TrainingRecord.objects.get(person=world.people[1])
    with pytest.raises(ReasonNeeded):
        confirm_filed(transfer, by=clerk, at=AT, missing={lost.pk: "  "})
    assert TrainingRecord.objects.filter(state="filed").count() == 0
    confirm_filed(transfer, by=clerk, at=AT, missing={lost.pk: "Chưa nhận được phiếu", 999_999: ""})
    assert (transfer.filed_at, transfer.answered_at) == (None, AT)
    assert TrainingRecord.objects.get(person=world.people[0]).state == "filed"
    unit = next(one for one in sent_units(world.course, _days(30)) if one.state == "partly")
    assert (unit.filed, unit.people, unit.missing) == (1, 2, (("Nguyễn Văn B1", "Chưa nhận được phiếu"),))
    confirm_filed(transfer, by=clerk, at=_days(31))
    assert list(RecordEvent.objects.values_list("act", flat=True)) == ["filed", "missing", "filed"]
    assert sent_units(world.course, _days(31))[-1].state == "filed"
    with pytest.raises(FiledAlready):
        confirm_filed(transfer, by=clerk, at=_days(32))


def test_silent_units_are_reminded(world: World) -> None:
    officer, transfer = world.users["officer"], _transfer(world)
    with override("en"):
        assert list(menu.silent_units(officer, _days(14))) == []
        assert [one.title for one in menu.silent_units(officer, _days(15))] == ["Ask 2 units about their results"]
    for name in ("clerk", "authority", "manager", "lecturer", "stranger", "auditor"):
        with pytest.raises(NotAllowed):
            remind_units([transfer], how="phone", by=world.users[name], at=_days(15))
    with pytest.raises(WayUnknown):
        remind_units([transfer], how="pigeon", by=officer, at=_days(15))
    with pytest.raises(NobodyToRemind):
        remind_units([], how="phone", by=officer, at=_days(15))
    remind_units([transfer], how="phone", note="Gặp đồng chí Ba", by=officer, at=_days(15))
    states = {one.pk: one.state for one in sent_units(world.course, _days(16))}
    assert states[transfer.pk] == "waiting" and sorted(states.values()) == ["silent", "waiting"]
    with override("en"):
        assert [one.title for one in menu.silent_units(officer, _days(16))] == ["Ask 1 unit about its results"]
    confirm_filed(transfer, by=None, at=_days(17))
    with pytest.raises(NobodyToRemind):
        remind_units([transfer], how="phone", by=officer, at=_days(18))
    with pytest.raises(DatabaseError), transaction.atomic():
        TransferReminder.objects.update(how="letter")


def _url(name: str, *args: object) -> str:
    return reverse(f"personnel_records:{name}", args=args)


def test_reminding_on_the_page(client: Client, world: World) -> None:
    client.force_login(world.users["officer"])
    page, transfer = _url("sent", "khoa-thu"), _transfer(world)
    assert client.post(page, {"chon": [str(transfer.pk), "x", "²"], "how": "phone"}).status_code == 302
    assert TransferReminder.objects.count() == 1
    assert "gọi điện" in client.get(page).content.decode()
    assert client.post(page, {"how": "phone"}, follow=True).status_code == 200
    assert client.post(page, {"tat_ca": "1", "how": "bồ câu"}).status_code == 302
    assert TransferReminder.objects.count() == 1
    client.post(f"{page}?trang_thai=im", {"tat_ca": "1", "how": "letter"})
    assert TransferReminder.objects.filter(how="letter").count() == 1
    assert client.get(page, {"xlsx": "1"}).content.startswith(b"PK")
    client.force_login(world.users["authority"])
    assert "Ghi đã nhắc" not in client.get(page).content.decode()
    assert client.post(page, {"tat_ca": "1", "how": "phone"}).status_code == 403


def test_ticking_who_is_filed(client: Client, world: World) -> None:
    """A tick away without a reason: nothing is written, what was ticked stands again."""
    client.force_login(world.users["clerk"])
    transfer = _transfer(world)
    first, lost = (TrainingRecord.objects.get(person=person) for person in world.people[:2])
    page = _url("confirm", transfer.pk)
    answer = client.post(page, {"chon": "1", "luu": [str(first.pk)], f"ly-do-{lost.pk}": " "})
    body = answer.content.decode()
    assert answer.status_code == 409 and body.count(" checked") == 1 and "Ghi lý do cho từng người" in body
    assert client.post(page, {"chon": "1", "luu": [str(first.pk)], f"ly-do-{lost.pk}": "Thất lạc"}).status_code == 302
    body = client.get(_url("to_file")).content.decode()
    assert "Thất lạc" in body and "đã lưu một phần" in body and " checked" not in body
    assert client.post(page, {"chon": "1", "luu": [str(lost.pk)]}).status_code == 302
    assert set(TrainingRecord.objects.filter(unit_then=world.communes[0]).values_list("state", flat=True)) == {"filed"}


def test_own_slip_is_taken_from_the_numbered_paper(client: Client, world: World, at: datetime) -> None:
    """Not before the number, not of another person, not of a void paper; the words are those that were frozen."""
    record = TrainingRecord.objects.select_related("slip", "person").get(person=world.people[1])
    slips = record.slip
    assert slips is not None and own_slip(record) is None
    client.force_login(world.users["clerk"])
    assert client.get(_url("slip", record.pk)).status_code == 404
    give_number(slips, issued_on=DAY, by=None, at=at)
    record = TrainingRecord.objects.select_related("slip", "person").get(pk=record.pk)
    world.people[1].full_name = "Tên Đã Sửa"
    world.people[1].save()
    answer = client.get(_url("slip", record.pk))
    pdf = pypdfium2.PdfDocument(answer.content)
    text = pdf[0].get_textpage().get_text_range().replace("\r\n", " ")
    assert len(pdf) == 1 and "Nguyễn Văn B1" in text and "Nguyễn Văn A0" not in text
    assert f"Trích từ phiếu kết quả số {slips.number_text}" in text and "tờ 2 trong 3 tờ" in text
    assert transcript_lines(transcript(record.person))[0].has_slip
    client.force_login(world.users["other_clerk"])
    own = TrainingRecord.objects.get(person=world.people[0])
    assert client.get(_url("slip", own.pk)).status_code == 404
    void(slips, reason="In nhầm", by=None, at=at)
    client.force_login(world.users["officer"])
    assert client.get(_url("slip", record.pk)).status_code == 404
    assert client.get(_url("slip", 999_999)).status_code == 404


def test_transcript_names_topics_papers_and_years(client: Client, world: World) -> None:
    evidence = take_evidence(PDF, name="giấy.pdf", at=AT)
    declare_outside(world.people[0], FACTS, evidence=evidence, by=world.users["learner"], at=AT)
    client.force_login(world.users["learner"])
    client.get(_url("mine"))
    with CaptureQueriesContext(connection) as seen:
        body = client.get(_url("mine")).content.decode()
    assert len(seen) < 30
    assert all(word in body for word in ("Chuyên đề 1", "/tra-cuu/", "0001/2025/CC-TCT", "3 chuyên đề", "Đã khai"))
    sheet = client.get(_url("paper", world.people[0].uid))
    text = "".join(pypdfium2.PdfDocument(sheet.content)[0].get_textpage().get_text_range().split())
    assert "PHIẾUQUÁTRÌNHBỒIDƯỠNG" in text and "0001/2025" in text and "chuyênviênchính" not in text
    assert client.get(_url("paper", world.people[1].uid)).status_code == 404


def _read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_national_columns_for_a_person_a_course_and_a_unit(client: Client, world: World) -> None:
    client.force_login(world.users["officer"])
    table = _read(client.post(_url("export_course", "khoa-thu"), {"dang": "csv"}).content)
    assert tuple(table[0]) == NATIONAL_COLUMNS and len(table) == 4
    row = dict(zip(table[0], table[1], strict=True))
    assert row["Số định danh cá nhân"] == "" and row["Họ và tên"] == "Nguyễn Văn A0"
    assert (row["Từ"], row["Đến"], row["Số tiết"]) == ("18/8/2025", "20/8/2025", "12")
    assert (row["Loại giấy"], row["Số hiệu"], row["Số vào sổ"]) == ("Chứng chỉ", "0001/2025/CC-TCT", "1")
    assert (row["Số quyết định"], row["Ngày quyết định"]) == ("12/QĐ-TCT", "22/8/2025")
    for url in (_url("export_course", "khoa-thu"), _url("export_person", world.people[0].uid), _url("export_units")):
        assert client.post(url, {"dang": "xlsx"}).content.startswith(b"PK")
    client.force_login(world.users["other_clerk"])
    assert len(_read(client.post(_url("export_units"), {"dang": "csv"}).content)) == 2
    assert client.post(_url("export_person", world.people[0].uid)).status_code == 404
    client.force_login(world.users["lecturer"])
    assert (
        client.post(_url("export_units")).status_code
        == client.post(_url("export_course", "khoa-thu")).status_code
        == 404
    )
    assert SecretRead.objects.count() == 0


def test_declared_rows_say_months_and_where_they_come_from(world: World, client: Client) -> None:
    evidence = take_evidence(PDF, name="giấy.pdf", at=AT)
    record = declare_outside(world.people[0], FACTS, evidence=evidence, by=None, at=AT)
    TrainingRecord.objects.filter(pk=record.pk).update(state="filed", periods=None)
    client.force_login(world.users["learner"])
    table = _read(client.post(_url("export_person", world.people[0].uid), {"dang": "csv"}).content)
    row = dict(zip(table[0], table[2], strict=True))
    assert (row["Từ"], row["Đến"], row["Số tiết"]) == ("03/2024", "05/2024", "chưa xác định")
    assert (row["Loại giấy"], row["Số hiệu"]) == ("Chứng chỉ", "125/CC-HVHC")
    assert row["Ghi chú"] == "Học ở nơi khác, đã đối chiếu giấy, cấp ngày 3/6/2024"


def test_identity_numbers_go_only_to_those_who_may_read_them(client: Client, world: World) -> None:
    for n, person in enumerate(world.people):
        PersonSecret.objects.update_or_create(person=person, defaults={"national_id": f"01234567890{n}"})
    url = _url("export_course", "khoa-thu")
    client.force_login(world.users["officer"])
    table = _read(client.post(url, {"dang": "csv", "so_dinh_danh": "1"}).content)
    assert [row[0] for row in table[1:]] == ["012345678900", "012345678901", "012345678902"]
    assert SecretRead.objects.count() == 3
    for name in ("authority", "records"):
        client.force_login(world.users[name])
        assert client.post(url, {"dang": "csv", "so_dinh_danh": "1"}).status_code == 403
    client.force_login(world.users["clerk"])
    table = _read(client.post(_url("export_units"), {"dang": "csv", "so_dinh_danh": "1"}).content)
    assert [row[0] for row in table[1:]] == ["012345678900"]
    records = list(TrainingRecord.objects.all())
    assert set(national_ids(records, by=world.users["clerk"], purpose="thử", at=AT)) == {world.people[0].pk}
    with pytest.raises(NotAllowed):
        national_ids(records, by=world.users["learner"], purpose="thử", at=AT)


def test_another_number_than_that_of_a_paper_issued_here(world: World) -> None:
    """Who has our certificate may declare another paper."""
    evidence = take_evidence(PDF, name="giấy.pdf", at=AT)
    with override("en"):
        assert list(menu.declared_elsewhere(world.users["clerk"], AT)) == []
        declare_outside(world.people[0], FACTS, evidence=evidence, by=None, at=AT)
        told = [one.title for one in menu.declared_elsewhere(world.users["clerk"], AT)]
        assert told == ["Confirm 1 class learned elsewhere"]
        assert list(menu.outside_to_file(world.users["clerk"], AT)) == []
    assert rows_of_units(world.users["stranger"]).count() == 0
    assert to_confirm(world.users["lecturer"]).count() == 0


def test_a_decided_declaration_is_not_decided_again_on_the_page(client: Client, world: World) -> None:
    """Two pages open: the second click says why not and shows the page again."""
    evidence = take_evidence(PDF, name="giấy.pdf", at=AT)
    record = declare_outside(world.people[0], FACTS, evidence=evidence, by=None, at=AT)
    client.force_login(world.users["clerk"])
    page = _url("declaration", record.pk)
    assert client.post(page, {"viec": "xac-nhan"}).status_code == 302
    answer = client.post(page, {"viec": "xac-nhan"}, follow=True)
    assert answer.redirect_chain == [(page, 302)] and "đã lưu hồ sơ" in answer.content.decode()


def test_results_wait_to_be_sent(world: World) -> None:
    TrainingRecord.objects.filter(person=world.people[2]).update(state="confirmed", to_on=None)
    with override("en"):
        told = [one.title for one in menu.results_to_send(world.users["officer"], AT)]
    assert told == ["Send 1 result to its unit"]
    late = TrainingRecord.objects.select_related("person", "row__decision").get(person=world.people[2])
    assert national_rows([late], {})[0][8] == ""
