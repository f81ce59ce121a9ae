"""Phôi và giấy xác nhận — serials are taken in order, nothing is lost count of; a lost paper is confirmed once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from boiduong.course.recognition.certificates.models import Blank, BlankUse, Credential, CredentialSpec, Register
from boiduong.course.recognition.certificates.papers import BOOK_COLUMNS, book, book_row
from boiduong.course.recognition.certificates.queries import (
    Balance,
    balances,
    blanks_of,
    has_stock,
    in_stock,
    issuers,
    only_trials,
    ranges_received,
    register_rows,
    registers_kept,
    serials_now,
)
from boiduong.course.recognition.certificates.rules import (
    SerialsDoNotFit,
    SerialUnreadable,
    confirmation,
    may,
    serial_range,
    state_of,
)
from boiduong.course.recognition.certificates.services import (
    BlankNotFree,
    BlanksShort,
    ConfirmedBefore,
    OnlyOnce,
    PaperHandedOver,
    SerialsKnown,
    SerialUnknown,
    change_blank,
    confirm_completion,
    define_paper,
    hand_many,
    issue,
    receive_blanks,
    replace_for_mistake,
    revoke,
    set_aside,
    stock,
)
from boiduong.foundation.people.models import Person
from boiduong.refusals import NotAllowed, ReasonNeeded
from recognition_world import judged_world, numbered, recognized_rows
from world import World

DAY = date(2025, 8, 25)
KIND = "certificate"


@pytest.fixture
def world(db: None) -> World:
    """Three people recognized."""
    world = judged_world(sessions=0, marks=False).world
    recognized_rows(world, numbered(world))
    return world


@pytest.fixture
def spec(world: World, at: datetime) -> CredentialSpec:
    """A certificate of the school."""
    return define_paper(world.course, world.school, KIND, "Chứng chỉ bồi dưỡng", by=None, at=at)


def _receive(world: World, at: datetime, first: str = "CC 0008", last: str = "CC 0011") -> None:
    receive_blanks(world.school, KIND, first=first, last=last, received_on=DAY, source="Nhà in", by=None, at=at)


@pytest.mark.parametrize(
    ("first", "last", "serials"),
    [
        ("CC 0008", "CC 0011", ["CC 0008", "CC 0009", "CC 0010", "CC 0011"]),
        ("  cc  0008 ", "CC 0008", ["CC 0008"]),
        ("0998", "1001", ["0998", "0999", "1000", "1001"]),
        ("A1B-7", "A1B-8", ["A1B-7", "A1B-8"]),
    ],
)
def test_serials_run_as_printed(first: str, last: str, serials: list[str]) -> None:
    made = serial_range(first, last)
    assert list(made.serials()) == serials and len(made) == len(serials)


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        ("CC", "CC", SerialUnreadable),
        ("", "1", SerialUnreadable),
        ("1; DROP TABLE", "2", SerialUnreadable),
        ("1234567890123", "1234567890124", SerialUnreadable),
        ("x" * 13 + "1", "x" * 13 + "2", SerialUnreadable),
        ("CC 0011", "CC 0008", SerialsDoNotFit),
        ("CC 9", "CC 10", SerialsDoNotFit),
        ("CC 1", "CD 2", SerialsDoNotFit),
        ("000001", "900001", SerialsDoNotFit),
    ],
)
def test_range_that_is_none(first: str, last: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        serial_range(first, last)


@pytest.mark.parametrize(
    ("acts", "state", "free"),
    [
        ([], "stock", ["used", "spoilt", "void"]),
        (["used"], "used", ["spoilt"]),
        (["used", "spoilt"], "spoilt", []),
        (["void"], "void", []),
    ],
)
def test_what_may_become_of_a_sheet(acts: list[str], state: str, free: list[str]) -> None:
    assert state_of(acts) == state and [one for one in ("used", "spoilt", "void") if may(state, one)] == free


def test_blanks_are_taken_in_order_and_counted(world: World, spec: CredentialSpec, at: datetime) -> None:
    """Received = used + spoilt + void + left; the serial stands on paper, page and book."""
    assert not has_stock(world.school, KIND) and not has_stock(None, KIND)
    _receive(world, at)
    assert has_stock(world.school, KIND)
    set_aside(world.school, KIND, " cc 0008 ", "void", reason="Thử máy in", by=world.users["records"], at=at)
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at, blanks=True, chunk=2)
    assert [one.facts["serial"] for one in made] == ["CC 0009", "CC 0010", "CC 0011"]
    assert serials_now(made) == dict(zip([one.pk for one in made], ["CC 0009", "CC 0010", "CC 0011"], strict=True))
    assert balances(frozenset([world.school.pk])) == [Balance(world.school, KIND, 4, 3, 0, 1)]
    assert balances(None)[0].left == 0 and ranges_received(None)[0].first_serial == "CC 0008"
    row = dict(
        zip([column.title for column in BOOK_COLUMNS], book_row(register_rows(made[0].register)[0]), strict=True)
    )
    assert row["STT"] == "1" and row["Số hiệu phôi"] == "CC 0009" and row["Số vào sổ"] == made[0].number_text
    assert {one.serial: one.act for one in blanks_of(world.school, KIND)}["CC 0008"] == "void"  # type: ignore[attr-defined]


def test_short_stock_is_told_before_anything_is_numbered(world: World, spec: CredentialSpec, at: datetime) -> None:
    """Two sheets for three people."""
    _receive(world, at, "7", "8")
    with pytest.raises(BlanksShort, match="3 blanks are needed and 2 are left"):
        issue(world.course, spec, issued_on=DAY, by=None, at=at, blanks=True)
    assert not Register.objects.exists()
    assert len(issue(world.course, spec, issued_on=DAY, by=None, at=at)) == 3 and not BlankUse.objects.exists()


def test_serials_are_new_and_their_keeper_is_the_records_officer(world: World, at: datetime) -> None:
    """An overlap enters nothing at all."""
    _receive(world, at)
    with pytest.raises(SerialsKnown), transaction.atomic():
        _receive(world, at, "CC 0011", "CC 0020")
    assert Blank.objects.count() == 4
    receive_blanks(world.school, "attestation", first="CC 0011", last="CC 0012", received_on=DAY, by=None, at=at)
    with pytest.raises(ValueError, match="medal"):
        receive_blanks(world.school, "medal", first="1", last="2", received_on=DAY, by=None, at=at)
    for name in ("officer", "clerk", "authority"):
        with pytest.raises(NotAllowed):
            receive_blanks(world.school, KIND, first="9", last="9", received_on=DAY, by=world.users[name], at=at)


def test_sheet_is_set_aside_once_and_for_a_reason(world: World, at: datetime) -> None:
    """Spoilt stays spoilt; acts are append-only and never two at one place."""
    _receive(world, at)
    for serial, act, reason, refusal in (
        ("CC 0009", "spoilt", " ", ReasonNeeded),
        ("CC 9999", "spoilt", "x", SerialUnknown),
        ("CC 0009", "used", "x", ValueError),
    ):
        with pytest.raises(refusal):
            set_aside(world.school, KIND, serial, act, reason=reason, by=None, at=at)
    done = set_aside(world.school, KIND, "CC 0009", "spoilt", reason="Rách", by=None, at=at)
    with pytest.raises(BlankNotFree, match="spoilt"):
        set_aside(world.school, KIND, "CC 0009", "void", reason="x", by=None, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        BlankUse.objects.create(blank=done.blank, position=1, act="void", at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        BlankUse.objects.create(blank=done.blank, position=2, act="used", at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        BlankUse.objects.filter(pk=done.pk).delete()


def test_sheet_torn_by_the_printer_is_changed(world: World, spec: CredentialSpec, at: datetime) -> None:
    """The frozen file stays; the book names the new sheet and the torn one."""
    _receive(world, at)
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at, blanks=True)
    before = made[0].pdf.read()
    with pytest.raises(ReasonNeeded):
        change_blank(made[0], reason=" ", by=None, at=at)
    with pytest.raises(NotAllowed):
        change_blank(made[0], reason="x", by=world.users["officer"], at=at)
    assert change_blank(made[0], reason="Kẹt giấy", by=world.users["records"], at=at) == "CC 0011"
    row = book_row(register_rows(made[0].register)[0])
    assert row[8] == "CC 0011" and row[-1] == "Phôi CC 0008 hỏng"
    assert Credential.objects.get(pk=made[0].pk).pdf.read() == before and made[0].facts["serial"] == "CC 0008"
    with pytest.raises(BlanksShort):
        change_blank(made[1], reason="Kẹt giấy", by=None, at=at)
    hand_many(made[:2], by=None, at=at)
    with pytest.raises(PaperHandedOver):
        change_blank(made[1], reason="Kẹt giấy", by=None, at=at)
    assert not in_stock(world.school, KIND).exists()


@pytest.mark.parametrize(
    ("place", "first", "then"),
    [
        pytest.param(1, "void", "used", id="read as in stock, and void since"),
        pytest.param(2, "used", "spoilt", id="two hands write at one place"),
    ],
)
def test_sheet_taken_by_another_in_between(
    world: World, spec: CredentialSpec, at: datetime, place: int, first: str, then: str
) -> None:
    """What two people do with one sheet at one moment: the second is told, and nothing of his is written."""
    _receive(world, at)
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)[0]
    blank = Blank.objects.get(serial="CC 0008")
    BlankUse.objects.create(blank=blank, position=place, act=first, credential=made if place == 2 else None, at=at)
    with pytest.raises(BlankNotFree, match=f"CC 0008 is “{first}”"):
        stock._happened(blank, then, reason="x", by=None, at=at, credential=made)
    assert BlankUse.objects.count() == 1


def test_paper_without_a_blank_has_none_to_change(world: World, spec: CredentialSpec, at: datetime) -> None:
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)[0]
    with pytest.raises(SerialUnknown):
        change_blank(made, reason="x", by=None, at=at)


def test_lost_paper_is_confirmed_once_in_its_own_register(world: World, spec: CredentialSpec, at: datetime) -> None:
    """With the frozen words of the lost paper, whatever the person is called today; both stay in their books."""
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)
    person = made[0].row.enrollment.person
    person.full_name = "Tên Mới"
    person.save()
    later = at + timedelta(days=90)
    with pytest.raises(ReasonNeeded):
        confirm_completion(made[0], reason=" ", issued_on=later.date(), by=None, at=later)
    with pytest.raises(NotAllowed):
        confirm_completion(made[0], reason="x", issued_on=later.date(), by=world.users["officer"], at=later)
    paper = confirm_completion(
        made[0], reason="Báo mất", issued_on=later.date(), by=world.users["records"], at=later, signer="Hiệu trưởng"
    )
    facts = paper.facts
    assert paper.number_text == "0001/2025/XN-TCT" and facts["name"] == made[0].facts["name"] != "Tên Mới"
    assert facts["heading"] == "GIẤY XÁC NHẬN HOÀN THÀNH" and facts["signer"] == "Hiệu trưởng"
    assert facts["decision"] == confirmation("CHỨNG CHỈ BỒI DƯỠNG", "0001/2025/CC-TCT", DAY)
    assert "0001/2025/CC-TCT ngày 25/08/2025; bản chính bị mất" in facts["decision"]
    assert paper.check_code != made[0].check_code and facts["qr"] != made[0].facts["qr"]
    assert (
        made[0].status.state == "issued"
        and book_row(register_rows(paper.register)[0])[-1] == "Xác nhận cho giấy bị mất"
    )
    with pytest.raises(ConfirmedBefore, match="0001/2025/XN-TCT"):
        confirm_completion(made[0], reason="Lại mất", issued_on=later.date(), by=None, at=later)
    with pytest.raises(OnlyOnce):
        confirm_completion(paper, reason="x", issued_on=later.date(), by=None, at=later)
    second = confirm_completion(made[1], reason="Báo mất", issued_on=later.date(), by=None, at=later)
    assert second.spec == paper.spec and second.entry_no == 2


def test_confirmation_falls_with_the_paper(world: World, spec: CredentialSpec, at: datetime) -> None:
    """A revoked paper is not confirmed, and what confirmed it is revoked with it."""
    one, two, three = issue(world.course, spec, issued_on=DAY, by=None, at=at)
    paper = confirm_completion(one, reason="Báo mất", issued_on=DAY, by=None, at=at)
    decision = numbered(world, "30/QĐ-TCT")
    revoke(one, ground="fraud", reason="Học hộ", document=decision, by=None, at=at)
    paper.status.refresh_from_db()
    assert paper.status.state == "revoked" and paper.events.get(act="revoked").document == decision
    Person.objects.filter(pk=two.row.enrollment.person_id).update(full_name="Nguyễn Văn Đúng")
    replace_for_mistake(two, reason="Sai", issued_on=DAY, by=None, at=at)
    for gone in (one, two):
        with pytest.raises(OnlyOnce):
            confirm_completion(gone, reason="x", issued_on=DAY, by=None, at=at)
    assert three.status.state == "issued"


def test_whole_book_and_list_of_issuers(world: World, spec: CredentialSpec, at: datetime) -> None:
    """Every course of the year in one book; the issuer with its entries and blanks."""
    _receive(world, at)
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)
    register = made[0].register
    assert registers_kept(world.school) == [register] and only_trials(register)
    paper = book(register, register_rows(register), on=DAY, course=None, synthetic=True)
    assert paper.title == "SỔ CẤP CHỨNG CHỈ" and paper.subject == "Năm 2025"
    (line,) = issuers(None, on=DAY)
    assert (line.issuer, line.papers, line.blanks) == (world.school, 3, 4)
    assert issuers(frozenset(), on=DAY) == []
