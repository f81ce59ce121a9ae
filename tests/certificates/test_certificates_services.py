"""Cấp, trao, thu hồi, thay thế — the register never skips or doubles a number, and nothing issued changes."""

from __future__ import annotations

import hashlib
import uuid
from copy import deepcopy
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from boiduong.course.delivery.courses.models import CourseDocument, CourseDuty
from boiduong.course.recognition.certificates import papers
from boiduong.course.recognition.certificates.models import (
    Credential,
    CredentialEvent,
    CredentialSpec,
    Register,
)
from boiduong.course.recognition.certificates.queries import (
    credential_for,
    credentials_of_person,
    events_of,
    find_by_bytes,
    find_by_number,
    find_by_uid,
    handed_together,
    issued_of,
    numbers_by_row,
    register_period,
    register_rows,
    registers_of,
    specs_of,
    term_missing,
    waiting_rows,
)
from boiduong.course.recognition.certificates.services import (
    GroundNeeded,
    IssuerNotCompetent,
    NothingCorrected,
    NotRecognized,
    OnlyOnce,
    RevocationNotNumbered,
    UnknownKind,
    define_paper,
    file_register,
    hand_many,
    issue,
    replace_for_mistake,
    revoke,
    take_back_handing,
)
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.documents.models import CommitteeTerm
from boiduong.foundation.organizations.models import Succession, UnitVersion
from boiduong.refusals import NotAllowed, ReasonNeeded
from boiduong.states import Forbidden
from recognition_world import judged_world, numbered, recognized_rows
from world import World, make_unit, make_user

pytestmark = pytest.mark.django_db
DAY = date(2025, 8, 25)


@pytest.fixture
def world() -> World:
    """Three people recognized by decision 12/QĐ-TCT."""
    world = judged_world(sessions=0, marks=False).world
    recognized_rows(world, numbered(world))
    return world


@pytest.fixture
def spec(world: World, at: datetime) -> CredentialSpec:
    """A certificate of the school."""
    return define_paper(world.course, world.school, "certificate", "Chứng chỉ bồi dưỡng", by=None, at=at)


def test_define_paper_takes_the_layout_of_its_issuer(world: World, at: datetime) -> None:
    """Two papers of two issuers in one course, in order."""
    committee = make_unit("Tỉnh ủy Thử", kind="party_committee", level="province", parent=world.province, line="party")
    one = define_paper(world.course, world.school, "certificate", "", by=world.users["officer"], at=at)
    two = define_paper(world.course, committee, "attestation", "Giấy chứng nhận", by=world.users["authority"], at=at)
    open_one = define_paper(world.course, None, "diploma", by=None, at=at, assumed=True)
    assert [(s.position, s.layout) for s in specs_of(world.course)] == [(1, "state"), (2, "party"), (3, "state")]
    assert (one.title, two.title, open_one.assumed) == ("Chứng chỉ", "Giấy chứng nhận", True)
    with pytest.raises(UnknownKind):
        define_paper(world.course, None, "medal", by=None, at=at)
    for name in ("manager", "clerk", "learner", "records"):
        with pytest.raises(NotAllowed):
            define_paper(world.course, None, "certificate", by=world.users[name], at=at)


def test_issue_in_the_order_of_the_decision(world: World, spec: CredentialSpec, at: datetime) -> None:
    """Numbers run with the list; bytes, hash, code, state and event are there."""
    marks: list[tuple[int, int]] = []
    made = issue(
        world.course, spec, issued_on=DAY, by=world.users["records"], at=at, chunk=2,
        progress=lambda done, of: marks.append((done, of)),
    )  # fmt: skip
    assert [c.number_text for c in made] == ["0001/2025/CC-TCT", "0002/2025/CC-TCT", "0003/2025/CC-TCT"]
    assert [c.row.enrollment_id for c in made] == [e.pk for e in world.enrollments]
    assert marks == [(2, 3), (3, 3)]
    assert Register.objects.get().last == 3
    for credential in issued_of(spec):
        content = credential.pdf.read()
        assert content.startswith(b"%PDF") and hashlib.sha256(content).hexdigest() == credential.sha256
        assert credential.status.state == "issued" and len(credential.check_code) == 8
        assert credential.facts["decision_number"] == "12/QĐ-TCT"
        assert credential.facts["verify"].endswith(f"/tra-cuu/{credential.uid}")
    assert CredentialEvent.objects.filter(act="issued").count() == 3
    assert AuditEvent.objects.filter(act="certificates.issue").count() == 2


def test_issue_again_goes_on_where_it_stopped(world: World, spec: CredentialSpec, at: datetime) -> None:
    """A power cut after the first chunk: the second call loses and doubles nothing."""

    class PowerCut(Exception):
        pass

    def cut(done: int, of: int) -> None:
        raise PowerCut

    with pytest.raises(PowerCut):
        issue(world.course, spec, issued_on=DAY, by=None, at=at, chunk=1, progress=cut)
    assert Credential.objects.count() == 1
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at, threads=2)
    assert [c.entry_no for c in made] == [2, 3]
    assert issue(world.course, spec, issued_on=DAY, by=None, at=at) == []
    assert list(Credential.objects.values_list("entry_no", flat=True)) == [1, 2, 3]
    assert Register.objects.get().last == 3


def test_issue_a_failing_batch_takes_no_number(
    world: World, spec: CredentialSpec, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Disk full while the files are stored: the register is as before."""
    from boiduong.course.recognition.certificates.services import issuing

    def full(*args: object, **facts: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(issuing, "store_many", full)
        with pytest.raises(OSError, match="no space"):
            issue(world.course, spec, issued_on=DAY, by=None, at=at)
    assert not Credential.objects.exists() and not Register.objects.exists()
    assert issue(world.course, spec, issued_on=DAY, by=None, at=at)[0].entry_no == 1


def test_issue_only_to_chosen(world: World, spec: CredentialSpec, at: datetime) -> None:
    """A paper for some: the others stay without."""
    chosen = waiting_rows(spec)[1]
    made = issue(world.training_class, spec, issued_on=DAY, by=None, at=at, only=[chosen.pk])
    assert [c.row_id for c in made] == [chosen.pk]
    assert waiting_rows(spec, world.training_class).count() == 2


def test_issue_two_issuers_two_registers(world: World, spec: CredentialSpec, at: datetime) -> None:
    """S2: school and committee each number in their own book; both papers stand with one result."""
    committee = make_unit("Tỉnh ủy Thử", kind="party_committee", level="province", parent=world.province, line="party")
    CourseDuty.objects.create(course=world.course, unit=committee, duty="certify", for_text="Giấy chứng nhận")
    CommitteeTerm.objects.create(unit=committee, starts_on=date(2020, 10, 1))
    second = define_paper(world.course, committee, "attestation", "Giấy chứng nhận", by=None, at=at)
    issue(world.course, spec, issued_on=DAY, by=None, at=at)
    party = issue(world.course, second, issued_on=DAY, by=None, at=at)
    assert party[0].number_text == "0001-CN/TU"
    assert party[0].facts["honorific"] == "đồng chí"
    assert [r.period_starts_on for r in registers_of(world.course)] == [date(2025, 1, 1), date(2020, 10, 1)]
    both = numbers_by_row([party[0].row])[party[0].row_id]
    assert [c.number_text for c in both] == ["0001/2025/CC-TCT", "0001-CN/TU"]


@pytest.fixture
def party(world: World, at: datetime) -> CredentialSpec:
    """An attestation of a committee whose term nobody wrote down yet: its numbers say no year."""
    committee = make_unit("Tỉnh ủy Thử", kind="party_committee", level="province", parent=world.province, line="party")
    CourseDuty.objects.create(course=world.course, unit=committee, duty="certify", for_text="Giấy chứng nhận")
    return define_paper(world.course, committee, "attestation", "Giấy chứng nhận", by=None, at=at)


@pytest.mark.parametrize(
    ("term", "second_day", "number", "subject"),
    [
        pytest.param(date(2020, 10, 1), DAY, "0002-CN/TU", "Từ ngày 01/10/2020", id="the term is written down late"),
        pytest.param(None, date(2026, 1, 5), "0002-CN/TU", "Đánh số liên tục", id="no term, another year"),
        pytest.param(None, date(2024, 12, 30), "0002-CN/TU", "Đánh số liên tục", id="no term, the year before"),
        pytest.param(date(2025, 10, 1), date(2026, 1, 5), "0001-CN/TU", "Từ ngày 01/10/2025", id="a new term"),
    ],
)
def test_issue_by_a_committee_repeats_no_number_within_a_term(
    world: World, party: CredentialSpec, at: datetime, term: date | None, second_day: date, number: str, subject: str
) -> None:
    first, second = waiting_rows(party)[:2]
    issue(world.course, party, issued_on=DAY, by=None, at=at, only=[first.pk])
    if term:
        CommitteeTerm.objects.create(unit=party.issuer, starts_on=term)
    made = issue(world.course, party, issued_on=second_day, by=None, at=at, only=[second.pk])
    assert [one.number_text for one in made] == [number]
    assert term_missing(party, second_day) is (term is None)
    book = papers.book(made[0].register, [], on=DAY, course=None, synthetic=False)
    assert book.subject == subject


def test_term_missing_is_asked_of_party_issuers_alone(spec: CredentialSpec) -> None:
    assert not term_missing(spec, DAY)
    assert not term_missing(CredentialSpec(layout="party"), DAY)


def test_issue_a_new_year_opens_a_new_book(world: World, spec: CredentialSpec, at: datetime) -> None:
    """The register restarts with the year; by another rule it never does."""
    first, second = waiting_rows(spec)[:2]
    issue(world.course, spec, issued_on=DAY, by=None, at=at, only=[first.pk])
    made = issue(world.course, spec, issued_on=date(2026, 1, 5), by=None, at=at, only=[second.pk])
    assert made[0].number_text == "0001/2026/CC-TCT"
    assert register_period(spec, DAY, "never") == register_period(spec, date(2030, 1, 1), "never")


def test_issue_refused(world: World, spec: CredentialSpec, at: datetime) -> None:
    """No duty, no issuer, no role, nobody recognized."""
    for name in ("manager", "authority", "clerk", "learner", "lecturer", "stranger", "auditor"):
        with pytest.raises(NotAllowed):
            issue(world.course, spec, issued_on=DAY, by=world.users[name], at=at)
    other = define_paper(world.course, world.communes[0], "certificate", "Khác", by=None, at=at)
    with pytest.raises(IssuerNotCompetent, match="Xã 1"):
        issue(world.course, other, issued_on=DAY, by=None, at=at)
    nobody = define_paper(world.course, None, "certificate", "Chưa rõ", by=None, at=at)
    with pytest.raises(IssuerNotCompetent):
        issue(world.course, nobody, issued_on=DAY, by=None, at=at)
    with pytest.raises(NotAllowed):
        issue(world.course, nobody, issued_on=DAY, by=world.users["records"], at=at)
    assert not Credential.objects.exists()


def test_issue_before_the_decision(at: datetime) -> None:
    """Nobody is recognized, so there is nobody to certify."""
    world = judged_world(sessions=0, marks=False).world
    spec = define_paper(world.course, world.school, "certificate", by=None, at=at)
    with pytest.raises(NotRecognized, match="Lớp A"):
        issue(world.training_class, spec, issued_on=DAY, by=None, at=at)


def test_nothing_issued_changes_when_a_name_does(world: World, spec: CredentialSpec, at: datetime) -> None:
    """A later edit of the person, the unit or the course leaves facts, bytes and the public answer as they were."""
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)[0]
    before = (dict(made.facts), made.pdf.read(), papers.book_row(register_rows(made.register)[0]))
    person = world.people[0]
    person.full_name = "Tên Khác Hẳn"
    person.save()
    world.course.title = "Tên khóa khác"
    world.course.save()
    world.enrollments[0].unit_text = "Xã khác"
    world.enrollments[0].save()
    again = find_by_uid(made.uid)
    assert again is not None
    assert (again.facts, again.pdf.read(), papers.book_row(register_rows(made.register)[0])) == before
    assert again.facts["name"] == "Nguyễn Văn A0"
    for change in ({"facts": {}}, {"number_text": "x"}, {"sha256": "0" * 64}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Credential.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Credential.objects.filter(pk=made.pk).delete()


def test_issue_writes_bytes_equal_to_the_facts(world: World, spec: CredentialSpec, at: datetime) -> None:
    """The sheet can be printed again from the frozen facts, byte for byte."""
    from boiduong.engines.typesetting import Typesetter

    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)[0]
    first_revision = Typesetter().render_certificate(papers.sheet(made.facts))
    assert made.pdf.read().startswith(first_revision)


def test_hand_many_once(world: World, spec: CredentialSpec, at: datetime) -> None:
    """Handed to a representative; a second time changes nothing; others may not."""
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)
    with pytest.raises(NotAllowed):
        hand_many(made, by=world.users["clerk"], at=at)
    assert hand_many(made[:2], to_text="Đại diện Xã 1", by=world.users["records"], at=at) == 2
    assert hand_many(made, by=None, at=at) == 1
    row = papers.book_row(register_rows(made[0].register)[0])
    assert "Đại diện Xã 1" in row
    assert papers.book_row(register_rows(made[0].register)[2])[11] == "Đã nhận"


def test_take_back_handing_writes_a_row_beside_the_entry(world: World, spec: CredentialSpec, at: datetime) -> None:
    """The wrong person was ticked: the entry stays, a correction follows, the paper can be handed over again."""
    one, two, three = issue(world.course, spec, issued_on=DAY, by=None, at=at)
    records = world.users["records"]
    hand_many([one], to_text="Đại diện Xã 1", by=records, at=at)
    with pytest.raises(NotAllowed):
        take_back_handing(one, reason="Nhầm người", by=world.users["clerk"], at=at)
    with pytest.raises(ReasonNeeded):
        take_back_handing(one, reason=" ", by=records, at=at)
    with pytest.raises(Forbidden):
        take_back_handing(two, reason="Nhầm người", by=records, at=at)
    assert take_back_handing(one, reason="Nhầm người", by=records, at=at) == 1
    assert [event.act for event in events_of(one)] == ["issued", "handed", "taken_back"]
    row = papers.book_row(register_rows(one.register)[0])
    assert (row[11], row[12]) == ("", "Đính chính 14/07/2025: chưa trao")
    assert AuditEvent.objects.filter(act="certificates.take_back_handing").exclude(reason_digest="").count() == 1
    hand_many([one, three], by=records, at=at)
    assert papers.book_row(register_rows(one.register)[0])[11] == "Đã nhận"


def test_take_back_handing_together_takes_the_same_act_alone(world: World, spec: CredentialSpec, at: datetime) -> None:
    """All were ticked by a slip of the finger; those handed over at another moment, before or since, stay so."""
    one, two, three = issue(world.course, spec, issued_on=DAY, by=None, at=at)
    minute = timedelta(minutes=1)
    assert not handed_together(one)
    hand_many([one, two, three], by=None, at=at)
    take_back_handing(three, reason="Nhầm", by=None, at=at + minute)
    hand_many([three], by=None, at=at + 2 * minute)
    assert [found.pk for found in handed_together(one)] == [two.pk]
    assert take_back_handing(one, reason="Nhầm", together=True, by=None, at=at + 3 * minute) == 2
    assert list(register_rows(one.register).values_list("status__state", flat=True)) == ["issued", "issued", "handed"]


def test_revoke_on_a_ground_by_a_numbered_decision(world: World, spec: CredentialSpec, at: datetime) -> None:
    """Each thing missing is said; the credential stays in the book as revoked."""
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)[0]
    paper = numbered(world, "30/QĐ-TCT")
    records = world.users["records"]
    with pytest.raises(NotAllowed):
        revoke(made, ground="fraud", reason="x", document=paper, by=world.users["officer"], at=at)
    with pytest.raises(GroundNeeded):
        revoke(made, ground="dislike", reason="x", document=paper, by=records, at=at)
    with pytest.raises(ReasonNeeded):
        revoke(made, ground="fraud", reason=" ", document=paper, by=records, at=at)
    with pytest.raises(RevocationNotNumbered):
        revoke(made, ground="fraud", reason="x", document=None, by=records, at=at)
    revoke(made, ground="fraud", reason="Học hộ", document=paper, by=records, at=at)
    assert made.status.state == "revoked"
    remark = papers.book_row(register_rows(made.register)[0])[12]
    assert remark == "Thu hồi theo QĐ 30/QĐ-TCT ngày 22/08/2025", "the day that the public page tells"
    with pytest.raises(Forbidden):
        revoke(made, ground="fraud", reason="x", document=paper, by=None, at=at)
    with pytest.raises(Forbidden):
        hand_many([made], by=None, at=at)
    assert numbers_by_row([made.row]) == {}


def test_revoke_grounds_come_from_the_rule_set(world: World, spec: CredentialSpec, at: datetime) -> None:
    """An institution that does not list a ground does not revoke on it."""
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)[0]
    world.rule_set.body = deepcopy(world.rule_set.body)
    world.rule_set.body["certificate"]["revocation_grounds"] = ["altered"]
    world.rule_set.save()
    fresh = find_by_uid(made.uid)
    assert fresh is not None
    with pytest.raises(GroundNeeded):
        revoke(fresh, ground="fraud", reason="x", document=numbered(world, "9"), by=None, at=at)


def test_revoke_by_the_heir_of_the_issuer(world: World, spec: CredentialSpec, at: datetime) -> None:
    """Story 8: schools merged; the old paper still verifies, the heir's officer may revoke it."""
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)[0]
    heir = make_unit("Trường Chính trị tỉnh Mới", kind="school", level="province", line="party")
    heir_officer = make_user("heir", Role.RECORDS_OFFICER, heir)
    with pytest.raises(NotAllowed):
        revoke(made, ground="fraud", reason="x", document=numbered(world, "1"), by=heir_officer, at=at)
    world.school.ended_on = date(2025, 12, 1)
    world.school.save()
    Succession.objects.create(
        predecessor=world.school, successor=heir, on=date(2025, 12, 1), share="whole", kind="merge"
    )
    assert find_by_number(made.number_text, made.check_code) == made
    again = make_user("heir2", Role.RECORDS_OFFICER, heir)
    revoke(made, ground="fraud", reason="Học hộ", document=numbered(world, "2", issuer=heir), by=again, at=at)
    assert made.status.state == "revoked"


def test_replace_for_mistake(world: World, spec: CredentialSpec, at: datetime) -> None:
    """A new entry at the end of the book with the corrected name; the old one stays; again is refused."""
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)[0]
    person = world.people[0]
    for day in (DAY, at.date()):
        with pytest.raises(NothingCorrected, match="0001/2025/CC-TCT"):
            replace_for_mistake(made, reason="Sai tên", issued_on=day, by=None, at=at)
    assert made.register.credentials.count() == 3, "nothing was numbered"
    person.full_name = "Nguyễn Văn Á"
    person.save()
    with pytest.raises(ReasonNeeded):
        replace_for_mistake(made, reason="", issued_on=DAY, by=None, at=at)
    with pytest.raises(NotAllowed):
        replace_for_mistake(made, reason="Sai tên", issued_on=DAY, by=world.users["officer"], at=at)
    new = replace_for_mistake(made, reason="Sai tên", issued_on=DAY, by=world.users["records"], at=at)
    assert (new.entry_no, new.facts["name"], new.replaces) == (4, "Nguyễn Văn Á", made)
    assert made.facts["name"] == "Nguyễn Văn A0" and made.status.state == "replaced"
    with pytest.raises(OnlyOnce, match="0001/2025/CC-TCT"):
        replace_for_mistake(made, reason="Sai nữa", issued_on=DAY, by=None, at=at)
    assert issue(world.course, spec, issued_on=DAY, by=None, at=at) == []
    book = [papers.book_row(row)[12] for row in register_rows(made.register)]
    assert book == ["Đã thay bằng số 0004/2025/CC-TCT", "", "", "Cấp thay số 0001/2025/CC-TCT"]
    assert [c.number_text for c in credentials_of_person(person)] == ["0004/2025/CC-TCT", "0001/2025/CC-TCT"]


def test_a_day_or_a_signer_written_wrongly_is_put_right(world: World, spec: CredentialSpec, at: datetime) -> None:
    """The register's own mistakes need no change of a person: another day, another signer on the new paper."""
    first, second, _ = issue(world.course, spec, issued_on=DAY, signer="Lê Văn Sai", by=None, at=at)
    other = DAY + timedelta(days=1)
    assert other != at.date()
    assert replace_for_mistake(first, reason="Sai ngày", issued_on=other, by=None, at=at).issued_on == other
    with pytest.raises(NothingCorrected):
        replace_for_mistake(second, reason="Sai", issued_on=DAY, signer="Lê Văn Sai", by=None, at=at)
    new = replace_for_mistake(second, reason="Sai người ký", issued_on=DAY, signer="Lê Văn Đúng", by=None, at=at)
    assert new.facts["signer"] == "Lê Văn Đúng"


def test_find_by_number_needs_both(world: World, spec: CredentialSpec, at: datetime) -> None:
    """Small letters and spaces are forgiven; a wrong code and an unknown number give the same nothing."""
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)[0]
    assert find_by_number(" 0001/2025/cc-tct ", made.check_code.lower()) == made
    other = "22222222" if made.check_code != "22222222" else "33333333"
    for number, code in [
        (made.number_text, other), ("9999/2025/CC-TCT", made.check_code), ("", ""), ("\0", "\0"),
        ("x" * 5000, "é" * 500),
        (made.number_text, ""), (made.number_text, made.check_code[:7]),
    ]:  # fmt: skip
        assert find_by_number(number, code) is None
    assert find_by_uid(uuid.uuid4()) is None
    assert find_by_bytes(made.sha256) == made and find_by_bytes("0" * 64) is None
    assert credential_for(world.course, made.uid) == made


def test_file_register_prints_the_book(world: World, spec: CredentialSpec, at: datetime, tmp_path: Path) -> None:
    """The book of the course goes into its dossier, landscape, with every column of the law."""
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)
    with pytest.raises(NotAllowed):
        file_register(made[0].register, world.course, by=world.users["clerk"], at=at)
    paper = file_register(made[0].register, world.course, by=world.users["records"], at=at)
    assert CourseDocument.objects.get(document=paper).role == "register"
    text = str(paper.facts)
    for word in ("Số vào sổ", "Số hiệu phôi", "Ký nhận", "0003/2025/CC-TCT", "Nguyễn Văn C2"):
        assert word in text
    whole = papers.book(made[0].register, register_rows(made[0].register), on=DAY, course=None, synthetic=True)
    assert whole.landscape and whole.subject == "Năm 2025"


def test_sheet_of_a_person_with_little_known(world: World, spec: CredentialSpec, at: datetime) -> None:
    """No birth date, only a year, no unit: the sheet is printed all the same."""
    world.people[0].birth_on, world.people[0].sex = None, "female"
    world.people[0].save()
    world.people[1].birth_on = world.people[1].birth_year = None
    world.people[1].save()
    one, two = issue(world.course, spec, issued_on=DAY, by=None, at=at)[:2]
    assert (one.facts["birth"], one.facts["honorific"]) == ("1975", "bà")
    assert two.facts["birth"] == ""


def test_issue_uses_the_name_of_the_issuer_on_that_day(world: World, spec: CredentialSpec, at: datetime) -> None:
    """The school was renamed: a paper of an earlier day carries the earlier name."""
    UnitVersion.objects.create(
        unit=world.school, starts_on=date(2025, 9, 1), name="Học viện Thử", short_name="Học viện Thử",
        folded_name="hoc vien thu", kind="school", level="province", line="party", parent=world.province,
    )  # fmt: skip
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at)[0]
    assert made.facts["issuer"] == "Trường Chính trị tỉnh Thử"
