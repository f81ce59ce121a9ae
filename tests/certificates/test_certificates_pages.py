"""Trang chứng chỉ — issuing, handing over, the book, one paper, revoking, one's own."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from boiduong.course.delivery.courses.models import CourseDocument, CourseDuty
from boiduong.course.recognition.certificates import menu
from boiduong.course.recognition.certificates.models import Credential, CredentialSpec
from boiduong.course.recognition.certificates.queries import issued_of
from boiduong.course.recognition.certificates.services import define_paper, issue
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import CommitteeTerm
from boiduong.foundation.jobs.models import Job
from recognition_world import judged_world, numbered, recognized_rows
from world import World, make_unit, make_user

pytestmark = pytest.mark.django_db
DAY = date(2025, 8, 25)


@pytest.fixture
def world() -> World:
    """Three people recognized."""
    world = judged_world(sessions=0, marks=False).world
    recognized_rows(world, numbered(world))
    return world


@pytest.fixture
def spec(world: World, at: datetime) -> CredentialSpec:
    """A certificate of the school."""
    return define_paper(world.course, world.school, "certificate", "Chứng chỉ bồi dưỡng", by=None, at=at)


@pytest.fixture
def issued(world: World, spec: CredentialSpec, at: datetime) -> list[Credential]:
    """All three have theirs."""
    return issue(world.course, spec, issued_on=DAY, by=None, at=at)


def _url(name: str, *args: object) -> str:
    return reverse(f"certificates:{name}", args=["khoa-thu", *args])


def _as(client: Client, world: World, name: str) -> Client:
    client.force_login(world.users[name])
    return client


def test_define_and_issue_through_the_pages(client: Client, world: World) -> None:
    """Choose the paper, look at what will happen, issue three."""
    _as(client, world, "officer")
    assert client.get(_url("step")).status_code == 200
    assert client.get(_url("new_kind")).status_code == 200
    assert client.post(_url("new_kind"), {"kind": "medal", "issuer": world.school.pk}).status_code == 200
    assert client.post(_url("new_kind"), {"kind": "certificate", "issuer": world.communes[0].pk}).status_code == 200
    assert client.post(_url("new_kind"), {"kind": "certificate", "issuer": world.school.pk}).status_code == 302
    spec = CredentialSpec.objects.get()
    page = client.get(_url("issue", spec.pk)).content.decode()
    assert "Nguyễn Văn A0" in page
    assert client.post(_url("issue", spec.pk), {"issued_on": "x"}).status_code == 200
    assert client.post(_url("issue", spec.pk), {"issued_on": "25/8/2025"}).status_code == 302
    assert Credential.objects.count() == 3
    body = client.get(_url("step")).content.decode()
    assert "0003/2025/CC-TCT" in body


def test_issue_by_role(client: Client, world: World, spec: CredentialSpec) -> None:
    """Nobody else finds the page, and nothing is issued by asking for it."""
    for name in ("manager", "authority", "clerk", "learner", "lecturer", "stranger", "auditor", "admin"):
        _as(client, world, name)
        assert client.get(_url("issue", spec.pk)).status_code == 404
        assert client.post(_url("issue", spec.pk), {"issued_on": "25/8/2025"}).status_code == 404
    assert not Credential.objects.exists()
    _as(client, world, "officer")
    assert client.get(_url("issue", 999)).status_code == 404
    _as(client, world, "records")
    assert client.get(_url("new_kind")).status_code == 404


def test_issue_refused_is_said_in_the_form(client: Client, world: World, spec: CredentialSpec) -> None:
    """The issuer lost its duty: a sentence, no number taken."""
    world.course.duties.filter(duty="certify").delete()
    _as(client, world, "officer")
    answer = client.post(_url("issue", spec.pk), {"issued_on": "25/8/2025"})
    assert answer.status_code == 200 and "Trường Chính trị tỉnh Thử" in answer.content.decode()
    assert not Credential.objects.exists()


def test_a_long_list_goes_to_the_worker(
    client: Client, world: World, spec: CredentialSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page shows n of m and loads itself; the worker issues as the person who asked."""
    monkeypatch.setattr("boiduong.course.recognition.certificates.views.issuing.AT_ONCE", 2)
    _as(client, world, "officer")
    answer = client.post(_url("issue", spec.pk), {"issued_on": "25/8/2025"})
    again = client.post(_url("issue", spec.pk), {"issued_on": "25/8/2025"})
    assert answer["Location"] == again["Location"] and Job.objects.count() == 1
    quiet, followed = (client.get(answer["Location"] + asked).content.decode() for asked in ("", "?theo=1"))
    assert 'http-equiv="refresh"' not in quiet
    assert 'href="?theo=1"' in quiet
    assert 'http-equiv="refresh"' in followed
    assert client.get(_url("issuing", spec.pk, 999)).status_code == 404
    call_command("worker", "--once")
    page = client.get(answer["Location"]).content.decode()
    assert 'http-equiv="refresh"' not in page
    assert Credential.objects.count() == 3
    Job.objects.update(state="failed")
    assert client.get(answer["Location"]).status_code == 200
    _as(client, world, "stranger")
    assert client.get(answer["Location"]).status_code == 404


def test_hand_over_chosen_and_all(client: Client, world: World, issued: list[Credential]) -> None:
    """Ticked ones, then the rest; nonsense ids are left out; others may not."""
    _as(client, world, "records")
    sent = {"to": [str(issued[0].uid), "nonsense"], "to_text": "Đại diện"}
    assert client.post(_url("hand"), sent).status_code == 302
    states = list(Credential.objects.values_list("status__state", flat=True))
    assert states == ["handed", "issued", "issued"]
    asked = client.post(_url("hand"), {"tat_ca": "1", "to_text": "Đại diện <b>"})
    assert "Trao 2 tờ" in asked.content.decode()
    assert 'value="Đại diện &lt;b&gt;"' in asked.content.decode()
    assert Credential.objects.filter(status__state="handed").count() == 1, "asked once more before all"
    assert client.post(_url("hand"), {"tat_ca": "1", "chac": "1"}).status_code == 302
    assert Credential.objects.filter(status__state="handed").count() == 3
    _as(client, world, "auditor")
    assert client.post(_url("hand"), {"tat_ca": "1", "to": str(issued[0].uid)}).status_code in (302, 403)
    _as(client, world, "clerk")
    assert client.post(_url("hand"), {"tat_ca": "1"}).status_code == 404
    assert client.get(_url("hand")).status_code == 405


def test_hand_over_all_leaves_papers_of_other_issuers(
    client: Client, world: World, issued: list[Credential], at: datetime
) -> None:
    """The school's officer hands over what the school issued; a committee's paper has no box and still waits."""
    other = make_unit("Tỉnh ủy Thử", kind="party_committee", level="province", parent=None, line="party")
    CourseDuty.objects.create(course=world.course, unit=other, duty="certify")
    second = define_paper(world.course, other, "attestation", "Giấy chứng nhận", by=None, at=at)
    foreign = issue(world.course, second, issued_on=DAY, by=None, at=at)
    page = _as(client, world, "officer").get(_url("step")).content.decode()
    assert f'value="{issued[0].uid}"' in page and f'value="{foreign[0].uid}"' not in page
    asked = client.post(_url("hand"), {"tat_ca": "1"}).content.decode()
    assert "Trao 3 tờ" in asked
    assert client.post(_url("hand"), {"tat_ca": "1", "chac": "1"}).status_code == 302
    assert set(issued_of(second).values_list("status__state", flat=True)) == {"issued"}


def test_not_handed_corrects_one_or_all_of_the_act(client: Client, world: World, issued: list[Credential]) -> None:
    """Offered where a paper was handed over; the reason is asked; the one paper or all of that act wait again."""
    _as(client, world, "records")
    address, shown = _url("not_handed", issued[0].uid), _url("credential", issued[0].uid)
    assert address not in client.get(shown).content.decode()
    client.post(_url("hand"), {"tat_ca": "1", "chac": "1"})
    assert address in client.get(shown).content.decode()
    assert "2 tờ khác ghi cùng lúc ấy" in client.get(address).content.decode()
    assert "errorlist" not in client.get(address).content.decode()
    assert client.post(address, {"reason_0": "", "reason_1": ""}).status_code == 200
    assert not Credential.objects.filter(status__state="issued").exists()
    told = client.post(address, {"reason_0": "Đánh dấu nhầm người", "together": "on"}, follow=True).content.decode()
    assert "Đính chính: chưa trao" in told and "Đánh dấu nhầm người" in told
    assert Credential.objects.filter(status__state="issued").count() == 3
    again = client.post(address, {"reason_0": "other", "reason_1": "Ghi lầm"})
    assert again.status_code == 200 and "đính chính việc trao" in again.content.decode()
    for name in ("clerk", "auditor", "authority"):
        assert _as(client, world, name).get(address).status_code == 404


def test_issue_page_warns_of_a_term_not_written_down(client: Client, world: World, at: datetime) -> None:
    """A Party number says no year: who issues is told that the book goes on, and where to write the term."""
    committee = make_unit("Tỉnh ủy Thử", kind="party_committee", level="province", parent=world.province, line="party")
    CourseDuty.objects.create(course=world.course, unit=committee, duty="certify")
    second = define_paper(world.course, committee, "attestation", "Giấy chứng nhận", by=None, at=at)
    client.force_login(make_user("all", Role.RECORDS_OFFICER, None))
    where = f"{reverse('institutions:terms')}?noi={committee.pk}"
    assert where in client.get(_url("issue", second.pk)).content.decode()
    CommitteeTerm.objects.create(unit=committee, starts_on=date(2020, 10, 1))
    assert where not in client.get(_url("issue", second.pk)).content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        pytest.param({"to_text": "Ông Nhận thay"}, "Chưa chọn tờ nào", id="nobody ticked"),
        pytest.param({"to_text": "Ô" * 201, "tat_ca": "1"}, "200", id="a name too long"),
    ],
)
def test_hand_over_refused_keeps_filter_and_name(
    client: Client, world: World, issued: list[Credential], sent: dict[str, str], told: str
) -> None:
    _as(client, world, "records")
    page = client.post(_url("hand"), sent | {"truoc": "trang_thai=cho-trao&x=//evil"}, follow=True)
    assert page.request["PATH_INFO"] == _url("step")
    assert "trang_thai=cho-trao" in page.request["QUERY_STRING"]
    shown = page.content.decode()
    assert told in shown
    assert f'value="{sent["to_text"]}"' in shown
    assert not Credential.objects.filter(status__state="handed").exists()


def test_register_as_a_book(client: Client, world: World, issued: list[Credential]) -> None:
    """Columns of the law, filter, search, spreadsheet, print, dossier."""
    pk = issued[0].register_id
    _as(client, world, "records")
    body = client.get(_url("register", pk)).content.decode()
    for word in ("Số hiệu phôi", "Ký nhận", "0001/2025/CC-TCT", "Xã 3"):
        assert word in body
    found = client.get(_url("register", pk), {"tim": "nguyen van b"}).content.decode()
    assert "Nguyễn Văn B1" in found and "Nguyễn Văn A0" not in found
    assert "Nguyễn Văn" not in client.get(_url("register", pk), {"trang_thai": "thu-hoi"}).content.decode()
    assert client.get(_url("register", pk), {"xlsx": "1"}).content.startswith(b"PK")
    assert client.get(_url("step"), {"xlsx": "1"}).content.startswith(b"PK")
    assert client.get(_url("register_pdf", pk)).content.startswith(b"%PDF")
    assert client.post(_url("file_register", pk)).status_code == 302
    assert CourseDocument.objects.filter(role="register").count() == 1
    assert client.get(_url("register", 999)).status_code == 404
    for name in ("clerk", "learner", "manager", "stranger"):
        assert _as(client, world, name).get(_url("register", pk)).status_code == 404


def test_pages_cost_the_same_for_many(client: Client, at: datetime) -> None:
    """Under thirty queries, for three papers and for thirteen."""
    few, many = [], []
    world = judged_world(people=13, sessions=0, marks=False).world
    rows = recognized_rows(world, numbered(world))
    spec = define_paper(world.course, world.school, "certificate", by=None, at=at)
    made = issue(world.course, spec, issued_on=DAY, by=None, at=at, only=[row.pk for row in rows[:3]])
    _as(client, world, "records")
    pages = [_url("step"), _url("register", made[0].register_id)]
    for page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as counted:
            client.get(page)
        few.append(len(counted))
    issue(world.course, spec, issued_on=DAY, by=None, at=at)
    for page in pages:
        with CaptureQueriesContext(connection) as counted:
            client.get(page)
        many.append(len(counted))
    assert all(more <= less for more, less in zip(many, few, strict=True))


def test_credential_page_and_bytes(client: Client, world: World, issued: list[Credential]) -> None:
    """Officers and the person named see it; the clerk of the unit, others and strangers do not."""
    uid = issued[0].uid
    expected = {"officer": 200, "records": 200, "auditor": 200, "authority": 200, "learner": 200, "clerk": 404,
                "other_clerk": 404, "stranger": 404, "lecturer": 404, "manager": 404}  # fmt: skip
    for name, status in expected.items():
        _as(client, world, name)
        assert (name, client.get(_url("credential", uid)).status_code) == (name, status)
        assert (name, client.get(_url("credential_pdf", uid)).status_code) == (name, status)
    _as(client, world, "learner")
    assert client.get(_url("credential", issued[1].uid)).status_code == 404
    assert client.get(_url("revoke", uid)).status_code == 404
    assert client.get(_url("credential_pdf", uid)).content == issued[0].pdf.read()
    wrong = reverse("certificates:credential", args=["khoa-khac", uid])
    assert client.get(wrong).status_code == 404


def test_revoke_by_typing_the_number(client: Client, world: World, issued: list[Credential]) -> None:
    """A wrong number revokes nothing; the right one is seen everywhere; a second time is refused in words."""
    uid, number = issued[0].uid, issued[0].number_text
    _as(client, world, "records")
    sent = {"ground": "fraud", "reason": "Học hộ", "number": "30/QĐ-TCT", "issued_on": "1/9/2025", "typed": "0002/2025"}
    assert client.get(_url("revoke", uid)).status_code == 200
    assert client.post(_url("revoke", uid), sent).status_code == 200
    assert client.post(_url("revoke", uid), {**sent, "typed": number, "ground": "mood"}).status_code == 200
    assert Credential.objects.get(uid=uid).status.state == "issued"
    assert client.post(_url("revoke", uid), {**sent, "typed": number.lower()}).status_code == 302
    assert Credential.objects.get(uid=uid).status.state == "revoked"
    body = client.get(_url("credential", uid)).content.decode()
    assert "Học hộ" in body and "30/QĐ-TCT" in body
    assert client.post(_url("revoke", uid), {**sent, "typed": number}).status_code == 200
    _as(client, world, "officer")
    assert client.get(_url("revoke", uid)).status_code == 404


def test_replace_through_the_page(client: Client, world: World, issued: list[Credential]) -> None:
    """A reason is picked; the new paper is shown; again is refused in words."""
    uid = issued[0].uid
    _as(client, world, "records")
    assert client.get(_url("replace", uid)).status_code == 200
    sent = {"reason_0": "other", "reason_1": "Sai tên", "issued_on": "1/9/2025"}
    answer = client.post(_url("replace", uid), sent)
    assert answer.status_code == 302
    assert "0004/2025/CC-TCT" in client.get(answer["Location"]).content.decode()
    assert "0004/2025/CC-TCT" in client.get(_url("credential", uid)).content.decode()
    assert client.post(_url("replace", uid), sent).status_code == 200


def test_my_papers(client: Client, world: World, issued: list[Credential]) -> None:
    """One's own, and nobody else's."""
    _as(client, world, "learner")
    body = client.get(reverse("certificates:mine")).content.decode()
    assert issued[0].number_text in body and issued[1].number_text not in body
    _as(client, world, "stranger")
    assert issued[0].number_text not in client.get(reverse("certificates:mine")).content.decode()


def test_rail_and_waiting(world: World, at: datetime) -> None:
    """Choose, issue, done; the records officer hears of papers to hand over."""
    course = world.course
    with override("en"):
        assert menu.certificates_step(course, user=None, at=at).title == "Choose the papers that this course gives"
        spec = define_paper(course, None, "certificate", by=None, at=at)
        facts = menu.certificates_step(course, user=None, at=at)
        assert facts.title == "Issue 3 papers" and "no issuer" in facts.needs[1].text
        spec.issuer = world.school
        spec.save()
        issue(course, spec, issued_on=DAY, by=None, at=at)
        done = menu.certificates_step(course, user=None, at=at)
        assert (done.state, done.note) == ("done", "3 issued")
        line = next(iter(menu.papers_to_hand(world.users["records"], at)))
        assert line.title == "3 papers to hand over"
        from boiduong.foundation.accounts.rules import Role
        from world import make_user

        far = make_user("far", Role.RECORDS_OFFICER, make_unit("Khác", kind="school", level="province"))
        assert list(menu.papers_to_hand(far, at)) == []
        assert list(menu.papers_to_hand(make_user("all", Role.RECORDS_OFFICER, None), at))
        CredentialSpec.objects.filter(pk=spec.pk)
        course.state = "closed"


def test_rail_of_a_closed_course_without_papers(at: datetime) -> None:
    """A course that gave none does not show an open step for ever."""
    world = judged_world(sessions=0, marks=False).world
    world.course.state = "closed"
    assert menu.certificates_step(world.course, user=None, at=at).state == "off"
    world.course.state = "under_way"
    define_paper(world.course, world.school, "certificate", by=None, at=at)
    with override("en"):
        assert (
            menu.certificates_step(world.course, user=None, at=at).title == "Issue papers when results are recognized"
        )


def test_replacing_says_what_the_new_paper_puts_right(client: Client, world: World, issued: list[Credential]) -> None:
    """Nothing put right: the page warns; then old and new stand side by side, and the papers name one another."""
    paper = issued[0]
    _as(client, world, "records")
    address = _url("replace", paper.uid)
    assert "notice-wait" in client.get(address).content.decode()
    person = paper.row.enrollment.person
    person.full_name = "Nguyễn Văn Ánh"
    person.save()
    body = client.get(address).content.decode()
    assert "Nguyễn Văn Ánh" in body and "<s>Nguyễn Văn A0</s>" in body and "notice-wait" not in body
    assert client.post(address, {"reason_0": "Sai họ tên", "issued_on": "26/8/2025"}).status_code == 302
    new = Credential.objects.get(replaces=paper)
    assert paper.number_text in client.get(_url("credential", new.uid)).content.decode()
