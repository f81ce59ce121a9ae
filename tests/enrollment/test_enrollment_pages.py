"""Trang chiêu sinh — every page by role, what may not be seen, forms that write, and hostile input."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.delivery.enrollment import menu, services
from boiduong.course.delivery.enrollment.models import Call, CallQuota, Enrollment, Finding, Nomination
from boiduong.course.delivery.enrollment.queries import class_list
from boiduong.course.delivery.enrollment.services import Proposal
from boiduong.foundation.accounts.models import User
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.services import give_number
from boiduong.foundation.people.models import Person, PersonSecret, PostHolding, SecretRead
from world import World, build_world, make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 7, 14, 1, 0, tzinfo=UTC)
DUE = date(2025, 7, 25)


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages read the clock; the world of the tests stands in July 2025."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cache.clear()


@pytest.fixture
def world() -> World:
    return build_world()


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def called(world: World, *, seats: int = 2) -> Call:
    call = services.create_call(world.course, due_on=DUE, by=None, at=NOW)
    services.set_quota(call, [(unit, None, seats, 1) for unit in world.communes], by=None, at=NOW)
    return services.issue_call(call, by=None, at=NOW)


def sent(world: World) -> list[Nomination]:
    call = called(world)
    listed = [Proposal(p, u, world.group) for p, u in zip(world.people, world.communes, strict=True)]
    services.propose_many(call, listed, by=None, at=NOW)
    return services.submit_nominations(call, by=None, at=NOW)


def number(document: Document, world: World) -> Document:
    return give_number(document, issued_on=NOW.date(), by=world.users["records"], at=NOW)


def summoned(world: World) -> dict[int, str]:
    services.accept(sent(world), by=None, at=NOW)
    services.close_call(Call.objects.get(), by=None, at=NOW)
    services.form_classes(world.course, by=None, at=NOW)
    decision = services.draft_opening(world.training_class, by=None, at=NOW)
    services.open_class(world.training_class, number(decision, world), by=None, at=NOW)
    paper = services.draft_summons(world.training_class, by=None, at=NOW)
    return services.summon(world.training_class, number(paper, world), by=None, at=NOW)


def url(name: str, world: World, **more: object) -> str:
    return reverse(f"enrollment:{name}", kwargs={"slug": world.course.slug, **more})


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_officer_writes_the_whole_call_through_the_pages(world: World) -> None:
    client = as_user(world.users["officer"])
    page = client.get(url("nominations", world))
    assert page.status_code == 200
    bad = client.post(url("call_act", world), {"viec": "lap", "due_on": "31/2/2025"}, follow=True)
    assert bad.status_code == 200
    assert not Call.objects.exists()
    client.post(url("call_act", world), {"viec": "lap", "due_on": "25/7/2025"})
    answer = client.post(url("quota", world), {"moi_don_vi": "1", "seats": "2", "reserves": "1", "names": ""})
    assert answer.status_code == 302
    assert CallQuota.objects.count() == 3
    first = CallQuota.objects.order_by("pk").first()
    assert first is not None
    rows = {f"seats_{q.pk}": "2" for q in CallQuota.objects.all()}
    rows |= {f"reserves_{q.pk}": "1" for q in CallQuota.objects.all()} | {f"seats_{first.pk}": "5", "bang": "1"}
    client.post(url("quota", world), rows)
    first.refresh_from_db()
    assert first.seats == 5
    client.post(url("call_act", world), {"viec": "soan"})
    number(Document.objects.get(kind="call"), world)
    client.post(url("call_act", world), {"viec": "ban_hanh"})
    assert Call.objects.get().state == "issued"
    client.post(url("call_act", world), {"viec": "han", "due_on": "26/7/2025"})
    assert Call.objects.get().due_on == date(2025, 7, 26)
    client.post(url("call_act", world), {"viec": "dong"})
    client.post(url("call_act", world), {"viec": "mo_lai", "reason_0": "other", "reason_1": ""})
    assert Call.objects.get().state == "closed"
    client.post(url("call_act", world), {"viec": "mo_lai", "reason_0": "other", "reason_1": "Một xã gửi muộn"})
    assert Call.objects.get().state == "issued"
    client.post(url("call_act", world), {"viec": "lạ"})


@pytest.mark.parametrize(("names", "why"), [("Xã Không Có", "Xã Không Có"), ("Tỉnh Thử\nXã 1", "")])
def test_quota_by_name_refuses_unknown_units(world: World, names: str, why: str) -> None:
    client = as_user(world.users["officer"])
    services.create_call(world.course, due_on=DUE, by=None, at=NOW)
    answer = client.post(url("quota", world), {"moi_don_vi": "1", "seats": "2", "reserves": "1", "names": names})
    if why:
        assert why in text(answer)
        assert not CallQuota.objects.exists()
    else:
        assert CallQuota.objects.count() == 2


def test_quota_page_keeps_what_is_held(world: World) -> None:
    sent(world)
    quota = CallQuota.objects.order_by("pk").first()
    assert quota is not None
    rows = {f"seats_{q.pk}": "0" for q in CallQuota.objects.all()}
    rows |= {f"reserves_{q.pk}": "1" for q in CallQuota.objects.all()} | {"bang": "1"}
    answer = as_user(world.users["officer"]).post(url("quota", world), rows)
    assert answer.status_code == 200
    quota.refresh_from_db()
    assert quota.seats == 2


PAGES = ["nominations", "quota", "review", "unit", "nominate", "upload", "nomination", "opening", "forming", "class"]
# Who is shown which page once people are summoned: 200, 403 (not one's work) or 404 (not shown at all).
ALLOWED = {
    "officer": set(PAGES),
    "authority": {"nominations", "review", "nomination", "opening", "class"},
    "clerk": {"nominations", "unit", "nominate", "upload", "nomination", "opening", "class"},
    "manager": {"nominations", "opening", "class"},
    "auditor": {"nominations", "opening", "class"},
    "records": {"nominations", "opening", "class"},
    "learner": {"nominations", "opening"},
    "other_clerk": {"nominations", "opening", "class"},
    "lecturer": {"nominations", "opening"},
    "stranger": set(),
    "admin": set(),
}


@pytest.mark.parametrize("role", ALLOWED)
def test_pages_are_shown_to_those_whose_work_it_is(world: World, role: str) -> None:
    summoned(world)
    client = as_user(world.users[role])
    mine = Nomination.objects.get(person=world.people[0])
    more: dict[str, dict[str, object]] = {
        "unit": {"unit": world.communes[0].pk}, "nominate": {"unit": world.communes[0].pk},
        "upload": {"unit": world.communes[0].pk}, "nomination": {"pk": mine.pk},
        "class": {"pk": world.training_class.pk},
    }  # fmt: skip
    for name in PAGES:
        status = client.get(url(name, world, **more.get(name, {}))).status_code
        assert (status == 200) == (name in ALLOWED[role]), (role, name, status)
        assert status in (200, 403, 404)


def test_pages_ask_for_a_sign_in(world: World) -> None:
    called(world)
    for name in ("nominations", "quota", "review", "opening", "forming"):
        assert Client().get(url(name, world)).status_code == 302


def test_clerk_sees_own_people_only(world: World) -> None:
    summoned(world)
    client = as_user(world.users["clerk"])
    page = text(client.get(url("class", world, pk=world.training_class.pk)))
    assert world.people[0].full_name in page
    assert world.people[1].full_name not in page
    other = Nomination.objects.get(person=world.people[1])
    assert client.get(url("nomination", world, pk=other.pk)).status_code == 404
    assert client.post(url("nomination_act", world, pk=other.pk), {"viec": "rut"}).status_code == 404
    assert client.get(url("unit", world, unit=world.communes[1].pk)).status_code == 404
    sheet = client.get(url("class", world, pk=world.training_class.pk), {"xlsx": "1"})
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))
    names = [str(row[1].value) for row in book.active.iter_rows()]
    assert world.people[0].full_name in names
    assert world.people[1].full_name not in names


def test_clerk_nominates_and_sends(world: World) -> None:
    called(world)
    client = as_user(world.users["clerk"])
    unit = world.communes[0].pk
    assert "2" in text(client.get(reverse("enrollment:my_calls")))
    facts = {"chon_nguoi": "1", "people": [str(world.people[0].pk)], "group": world.group.pk, "place": "seat"}
    assert client.post(url("nominate", world, unit=unit), facts).status_code == 302
    again = client.post(url("nominate", world, unit=unit), facts)
    assert again.status_code == 200
    stranger = client.post(url("nominate", world, unit=unit), {**facts, "people": [str(world.people[1].pk)]})
    assert stranger.status_code == 200
    assert Nomination.objects.count() == 1
    page = client.get(url("unit", world, unit=unit))
    assert world.people[0].full_name in text(page)
    client.post(url("send", world, unit=unit))
    assert Nomination.objects.get().state == "submitted"
    client.post(url("send", world, unit=unit))
    client.post(url("unit_paper", world, unit=unit), {"han_che": "1"})
    assert SecretRead.objects.count() == 1


def new_person(world: World, **more: str) -> dict[str, str]:
    return {
        "nguoi_moi": "1", "moi-full_name": "Lê Thị Mới", "moi-birth_on": "5/2/1980", "moi-sex": "female",
        "moi-post_text": "Phó Bí thư Đảng ủy", "moi-phone": "0000123456", "moi-group": str(world.group.pk),
        "moi-place": "seat", **more,
    }  # fmt: skip


def test_new_person_is_written_once_and_asked_about_when_alike(world: World) -> None:
    called(world)
    client = as_user(world.users["clerk"])
    here = url("nominate", world, unit=world.communes[0].pk)
    assert client.post(here, new_person(world)).status_code == 302
    person = Person.objects.get(full_name="Lê Thị Mới")
    assert person.synthetic
    assert PostHolding.objects.get(person=person).unit == world.communes[0]
    assert PersonSecret.objects.get(person=person).phone == "0000123456"
    asked = client.post(here, new_person(world))
    assert asked.status_code == 200
    assert "5/2/1980" in text(asked)
    assert f'type="radio" name="moi-same" value="{person.pk}"' in text(asked)
    refused = client.post(here, new_person(world, **{"moi-same": str(person.pk)}))
    assert refused.status_code == 200
    assert client.post(here, new_person(world, **{"moi-same": "new"})).status_code == 302
    assert Nomination.objects.count() == 2
    full = client.post(here, new_person(world, **{"moi-full_name": "Trần Thị Dư"}))
    assert full.status_code == 200
    assert Person.objects.filter(full_name="Trần Thị Dư").count() == 0


def test_alike_people_are_not_shown_by_name_alone(world: World) -> None:
    called(world)
    hidden = make_person("Lê Thị Mới", birth_on=date(1971, 3, 3))
    client = as_user(world.users["clerk"])
    here = url("nominate", world, unit=world.communes[0].pk)
    for birth in ("6/6/1980", "nonsense"):
        page = client.post(here, new_person(world, **{"moi-same": str(hidden.pk), "moi-birth_on": birth}))
        assert "03/03/1971" not in text(page)


@pytest.mark.parametrize(
    "field",
    [{"moi-full_name": "<script>alert(1)</script>"}, {"moi-birth_on": "30/2/1980"}, {"moi-phone": "abc"}],
    ids=str,
)
def test_hostile_person_is_refused(world: World, field: dict[str, str]) -> None:
    called(world)
    answer = as_user(world.users["clerk"]).post(
        url("nominate", world, unit=world.communes[0].pk), new_person(world, **field)
    )
    assert answer.status_code == 200
    assert "<script>alert(1)" not in text(answer)
    assert not Nomination.objects.exists()


def filled_in(world: World, rows: list[list[object]]) -> bytes:
    content = services.list_template(Call.objects.get(), "Xã 1", on=NOW.date())
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(client: Client, world: World, content: bytes) -> str:
    sheet = io.BytesIO(content)
    sheet.name = "danh-sach.xlsx"
    answer = client.post(url("upload", world, unit=world.communes[0].pk), {"file": sheet})
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"])


def test_file_is_read_shown_decided_and_written(world: World) -> None:
    called(world)
    client = as_user(world.users["clerk"])
    assert client.get(url("template", world, unit=world.communes[0].pk)).status_code == 200
    page = text(client.get(url("upload", world, unit=world.communes[0].pk)))
    assert "quy hoạch" in page or "secret papers" in page
    alike = make_person("Trần Văn Giống", birth_on=date(1980, 1, 2))
    own = make_person("Nguyễn Văn Của", birth_on=date(1979, 4, 5))
    PostHolding.objects.create(person=own, post=world.post, unit=world.communes[0], starts_on=date(2020, 1, 1))
    rows: list[list[object]] = [
        [own.full_name, own.birth_on, "Nam", "Bí thư Đảng ủy"],
        ["Trần Văn Giống", "2/1/1980", "Nam", "Phó Bí thư Đảng ủy", world.group.label],
        ["Lê Thị Mới", date(1982, 3, 4), "Nữ", "Phó Bí thư Đảng ủy", "", "x"],
    ]
    address = upload(client, world, filled_in(world, rows))
    assert not Nomination.objects.exists()
    shown = text(client.get(address))
    assert "Trần Văn Giống" in shown
    undecided = client.post(address)
    assert not Nomination.objects.exists()
    assert undecided.status_code == 200
    numbers = [
        r.number for r in services.read_list(filled_in(world, rows), Call.objects.get(), world.communes[0], at=NOW)
    ]
    assert client.post(address, {f"d{numbers[1]}": str(world.people[1].pk)}).status_code == 200
    done = client.post(address, {f"d{numbers[1]}": "new"})
    assert done.status_code == 302
    assert Nomination.objects.count() == 3
    assert Nomination.objects.get(person=own).reserve_rank is None
    assert Nomination.objects.get(person__full_name="Lê Thị Mới").reserve_rank == 1
    assert not Nomination.objects.filter(person=alike).exists()
    for pill in ("chua_chac", "sai", "khop", "moi"):
        assert client.get(address, {"trang_thai": pill}).status_code == 200


def test_chosen_person_of_the_file_is_the_one_nominated(world: World) -> None:
    called(world)
    alike = make_person("Trần Văn Giống", birth_on=date(1980, 1, 2))
    client = as_user(world.users["clerk"])
    content = filled_in(world, [["Trần Văn Giống", "2/1/1980", "Nam", "Phó Bí thư"]])
    address = upload(client, world, content)
    (row,) = services.read_list(content, Call.objects.get(), world.communes[0], at=NOW)
    client.post(address, {f"d{row.number}": str(alike.pk)})
    assert Nomination.objects.get().person == alike


@pytest.mark.parametrize(
    "row",
    [
        ["", "2/1/1980", "Nam", "Bí thư"],
        ["Trần Văn A", "31/2/1980", "Nam", "Bí thư"],
        ["Trần Văn A", "2/1/2024", "Nam", "Bí thư"],
        ["=cmd|' /C calc'!A0", "2/1/1980", "Nam", "Bí thư"],
        ["Trần Văn A", "2/1/1980", "Nam", "Bí thư", "Nhóm không có"],
    ],
    ids=["no name", "no such day", "a child", "formula", "foreign group"],
)
def test_wrong_rows_stop_the_writing(world: World, row: list[object]) -> None:
    called(world)
    client = as_user(world.users["clerk"])
    address = upload(client, world, filled_in(world, [row, ["Lê Thị Đúng", "2/1/1980", "Nữ", "Phó Bí thư"]]))
    assert client.post(address).status_code == 200
    assert not Nomination.objects.exists()
    assert not Person.objects.filter(full_name="Lê Thị Đúng").exists()


def test_rows_twice_and_already_listed_are_wrong(world: World) -> None:
    call = called(world)
    services.propose(call, world.people[0], world.group, unit=world.communes[0], by=None, at=NOW)
    person = world.people[0]
    twice = ["Lê Thị Đôi", "2/1/1980", "Nữ", "Phó Bí thư"]
    content = filled_in(world, [[person.full_name, person.birth_on, "Nam", "Bí thư"], twice, twice])
    rows = services.read_list(content, call, world.communes[0], at=NOW)
    assert [r.verdict for r in rows] == ["wrong", "new", "wrong"]


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7", b"PK\x03\x04" + b"\0" * 100], ids=repr)
def test_hostile_files_are_answered_with_a_sentence(world: World, content: bytes) -> None:
    called(world)
    sheet = io.BytesIO(content)
    sheet.name = "../../etc/passwd.xlsx"
    answer = as_user(world.users["clerk"]).post(url("upload", world, unit=world.communes[0].pk), {"file": sheet})
    assert answer.status_code == 200
    assert not Nomination.objects.exists()


def test_file_without_our_headings_is_refused(world: World) -> None:
    called(world)
    book = openpyxl.Workbook()
    book.active.append(["Họ và tên", "Ghi chú"])
    book.active.append(["Lê Thị A", "x"])
    out = io.BytesIO()
    book.save(out)
    sheet = io.BytesIO(out.getvalue())
    sheet.name = "a.xlsx"
    answer = as_user(world.users["clerk"]).post(url("upload", world, unit=world.communes[0].pk), {"file": sheet})
    assert "Ngày sinh" in text(answer)


def test_previews_are_signed_for_one_user_and_unit(world: World) -> None:
    called(world)
    address = upload(as_user(world.users["clerk"]), world, filled_in(world, [["Lê Thị A", "2/1/1980", "Nữ", "Bí thư"]]))
    assert as_user(world.users["officer"]).get(address).status_code == 404
    assert as_user(world.users["clerk"]).get(address[:-3] + "x/").status_code == 404
    stolen = address.replace(f"/don-vi/{world.communes[0].pk}/", f"/don-vi/{world.communes[1].pk}/")
    assert as_user(world.users["officer"]).get(stolen).status_code == 404


def test_reviewer_decides_in_bulk_and_singly(world: World) -> None:
    rows = sent(world)
    Finding.objects.create(
        nomination=rows[2], rule="clash", level="block", facts={"course": "Khóa X", "days": "1/8/2025"}
    )
    client = as_user(world.users["authority"])
    page = text(client.get(url("review", world)))
    assert all(p.full_name in page for p in world.people)
    assert "Khóa X" in page
    assert client.get(url("review", world), {"trang_thai": "vuong"}).status_code == 200
    assert client.get(url("review", world), {"tim": "nguyen", "xlsx": "1"})["Content-Type"].startswith("application/")
    client.post(url("review", world), {"viec": "nhan", "chon": [rows[0].pk, rows[2].pk]})
    assert set(Nomination.objects.values_list("state", flat=True)) == {"submitted"}
    client.post(url("review", world), {"viec": "nhan", "chon": [rows[0].pk]})
    client.post(url("review", world), {"viec": "du_bi", "chon": [rows[1].pk]})
    no_reason = client.post(url("review", world), {"viec": "khong_nhan", "chon": [rows[2].pk], "reason_1": ""})
    assert no_reason.status_code == 200
    one = url("nomination_act", world, pk=rows[2].pk)
    finding = rows[2].findings.get()
    client.post(one, {"viec": "bo_chan", "dieu": finding.pk, "lift_reason": ""})
    finding.refresh_from_db()
    assert finding.lift_reason == ""
    client.post(one, {"viec": "bo_chan", "dieu": finding.pk, "lift_reason": "Lịch kia đã lùi"})
    client.post(one, {"viec": "khong_nhan", "reason_0": "other", "reason_1": "Không đúng đối tượng"})
    states = {n.pk: n.state for n in Nomination.objects.all()}
    assert [states[n.pk] for n in rows] == ["accepted", "reserve", "refused"]
    client.post(url("review", world), {"viec": "len", "chon": [rows[1].pk, "x", "9" * 30]})
    client.post(url("review", world), {"viec": "thong_bao"})
    assert Document.objects.filter(kind="review_result").count() == 1
    told = text(as_user(world.users["clerk"]).get(url("nomination", world, pk=rows[0].pk)))
    assert "authority" in told
    client.post(url("nomination_act", world, pk=rows[0].pk), {"viec": "lạ"})


@pytest.mark.parametrize("act", ["nhan", "du_bi", "len"])
def test_single_acts_answer_also_when_they_cannot_be(world: World, act: str) -> None:
    rows = sent(world)
    client = as_user(world.users["officer"])
    assert client.post(url("nomination_act", world, pk=rows[0].pk), {"viec": act}).status_code == 302


def test_clerk_corrects_withdraws_and_replaces(world: World) -> None:
    call = called(world)
    client = as_user(world.users["clerk"])
    row = services.propose(call, world.people[0], world.group, unit=world.communes[0], by=None, at=NOW)
    act = url("nomination_act", world, pk=row.pk)
    client.post(act, {"viec": "sua", "post_text": "Quyền Bí thư"})
    row.refresh_from_db()
    assert row.post_text == "Quyền Bí thư"
    services.submit_nominations(call, world.communes[0], by=None, at=NOW)
    second = make_person("Lê Thị Thay")
    PostHolding.objects.create(person=second, post=world.post, unit=world.communes[0], starts_on=date(2020, 1, 1))
    assert "Lê Thị Thay" in text(client.get(url("nomination", world, pk=row.pk)))
    said = {"viec": "thay", "person": str(second.pk), "reason_0": "other", "reason_1": "Đi công tác"}
    assert client.post(act, said)["Location"] == url("unit", world, unit=world.communes[0].pk), "where it is sent again"
    row.refresh_from_db()
    assert row.state == "replaced"
    new = Nomination.objects.get(person=second)
    client.post(url("nomination_act", world, pk=new.pk), {"viec": "rut", "reason_0": "other", "reason_1": ""})
    client.post(url("nomination_act", world, pk=new.pk), {"viec": "rut", "reason_0": "other", "reason_1": "Ốm"})
    new.refresh_from_db()
    assert new.state == "withdrawn"
    gone = text(client.get(url("unit", world, unit=world.communes[0].pk)))
    assert "Lê Thị Thay" in gone


def test_classes_are_formed_opened_and_summoned_through_the_pages(world: World) -> None:
    services.accept(sent(world), by=None, at=NOW)
    services.close_call(Call.objects.get(), by=None, at=NOW)
    client = as_user(world.users["officer"])
    assert client.get(url("opening", world)).status_code == 200
    for way in ("together", "order", "apart", "units", "x"):
        page = client.get(url("forming", world), {"way": way})
        assert page.status_code == 200
    token = page.context["token"]
    assert client.post(url("forming", world), {"phuong_an": "x"}).status_code == 404
    client.post(url("forming", world), {"phuong_an": token})
    assert Enrollment.objects.count() == 3
    assert client.post(url("forming", world), {"phuong_an": token}).status_code == 302
    assert Enrollment.objects.count() == 3
    act = url("class_act", world, pk=world.training_class.pk)
    client.post(act, {"viec": "mo"})
    client.post(act, {"viec": "soan_quyet_dinh"})
    client.post(act, {"viec": "mo"})
    assert TrainingClass.objects.get().state == "forming"
    number(Document.objects.get(kind="opening_decision"), world)
    client.post(act, {"viec": "mo"})
    assert TrainingClass.objects.get().state == "opened"
    client.post(act, {"viec": "chia_to", "ve": "lop"})
    client.post(act, {"viec": "gui"})
    client.post(act, {"viec": "soan_trieu_tap", "arrive": "7:00", "contact": "Phòng Đào tạo"})
    paper = Document.objects.get(kind="summons")
    assert "7 giờ ngày 18 tháng 8" in str(paper.facts)
    assert client.get(url("class", world, pk=world.training_class.pk)).status_code == 200
    number(paper, world)
    assert client.get(url("class", world, pk=world.training_class.pk)).status_code == 200
    client.post(act, {"viec": "gui", "ve": "lop"})
    assert set(Enrollment.objects.values_list("state", flat=True)) == {"summoned"}
    assert client.get(url("opening", world)).status_code == 200
    client.post(act, {"viec": "lạ"})


def test_plan_of_another_course_is_not_taken(world: World) -> None:
    from django.core import signing

    token = signing.dumps({"c": world.course.pk + 1, "p": {}, "w": "order"}, salt="enrollment.plan", compress=True)
    answer = as_user(world.users["officer"]).post(url("forming", world), {"phuong_an": token})
    assert answer.status_code == 404


def test_late_people_are_put_into_one_class(world: World) -> None:
    """Also into a class that is open already; a class of another course is not offered."""
    services.accept(sent(world), by=None, at=NOW)
    services.close_call(Call.objects.get(), by=None, at=NOW)
    other = TrainingClass.objects.create(
        course=world.course, position=2, label="Lớp B", version=world.version, state="opened", rule_set=world.rule_set
    )
    client, here = as_user(world.users["officer"]), url("forming", world)
    page = client.get(here, {"way": f"lop-{other.pk}"})
    assert "tất cả vào lớp B" in page.content.decode()
    assert [(part["training_class"], part["count"]) for part in page.context["parts"]] == [(other, 3)]
    strange = client.get(here, {"way": "lop-999999"})
    assert [part["training_class"] for part in strange.context["parts"]] == [world.training_class]
    client.post(here, {"phuong_an": page.context["token"]})
    assert set(Enrollment.objects.values_list("training_class", flat=True)) == {other.pk}


def test_class_page_acts(world: World) -> None:
    summoned(world)
    client = as_user(world.users["officer"])
    first, second, third = class_list(world.training_class)
    here = url("class", world, pk=world.training_class.pk)
    client.post(here, {"viec": "xac_nhan", "chon": [first.pk]})
    client.post(here, {"viec": "xac_nhan", "chon": []})
    client.post(here, {"viec": "khong_du", "chon": [second.pk], "reason_0": "other", "reason_1": "Ốm"})
    client.post(here, {"viec": "rut", "chon": [third.pk], "reason_0": "other", "reason_1": ""})
    client.post(here, {"viec": "rut", "chon": [third.pk], "reason_0": "other", "reason_1": "Chuyển ngành"})
    other = TrainingClass.objects.create(course=world.course, position=2, label="Lớp B", version=world.version)
    client.post(
        here,
        {"viec": "chuyen", "chon": [first.pk], "training_class": other.pk, "reason_0": "other", "reason_1": "Gần nhà"},
    )
    client.post(here, {"viec": "lạ", "chon": [first.pk]})
    states = {e.pk: (e.state, e.training_class_id) for e in Enrollment.objects.all()}
    assert states[first.pk] == ("confirmed", other.pk)
    assert states[second.pk][0] == "declined"
    assert states[third.pk][0] == "withdrawn"
    for pill in ("cho", "xac_nhan", "nghi"):
        assert client.get(here, {"trang_thai": pill}).status_code == 200
    gone = client.get(here, {"trang_thai": "nghi"}).content.decode()
    assert "Ốm" in gone and 'value="nhan_lai"' in gone and 'value="xac_nhan"' not in gone
    client.post(
        here, {"viec": "nhan_lai", "chon": [second.pk], "lai-training_class": other.pk, "lai-reason_0": "other"}
    )
    second.refresh_from_db()
    assert second.state == "declined", "taken back only for a reason"
    why = {"lai-training_class": other.pk, "lai-reason_0": "other", "lai-reason_1": "Trả lời nhầm"}
    client.post(here, {"viec": "nhan_lai", "chon": [second.pk, third.pk], **why})
    back = Enrollment.objects.filter(training_class=other).order_by("position")
    assert [(e.pk, e.state) for e in back][1:] == [(second.pk, "listed"), (third.pk, "listed")]
    services.attend_many([third], by=None, at=NOW)
    TrainingClass.objects.filter(pk=other.pk).update(state="running", rule_set=world.rule_set)
    there = url("class", world, pk=other.pk)
    said = {"qd-act": "defer", "qd-number": "21/QĐ-TCT", "qd-issued_on": "20/8/2025", "qd-reason_0": "other"}
    assert 'value="quyet_dinh"' in client.get(there).content.decode()
    client.post(there, {"viec": "quyet_dinh", "chon": [third.pk], "qd-reason_1": "Nghỉ sinh", **said})
    third.refresh_from_db()
    assert third.state == "deferred"
    shown = client.get(url("nomination", world, pk=second.nomination_id)).content.decode()
    assert "báo không dự" in shown and "Trả lời nhầm" in shown, "the seat's own events follow those of the name"


def test_phone_is_for_the_class_manager_and_logged(world: World) -> None:
    summoned(world)
    PersonSecret.objects.create(person=world.people[0], phone="0000987654")
    learner = class_list(world.training_class).get(person=world.people[0])
    here = url("phone", world, pk=world.training_class.pk, enrollment=learner.pk)
    for role in ("clerk", "authority", "learner", "auditor"):
        answer = as_user(world.users[role]).post(here)
        assert answer.status_code in (403, 404)
        assert "0000987654" not in text(answer)
    assert SecretRead.objects.count() == 0
    assert "0000987654" in text(as_user(world.users["manager"]).post(here))
    assert SecretRead.objects.count() == 1
    missing = url("phone", world, pk=world.training_class.pk, enrollment=learner.pk + 999)
    assert as_user(world.users["manager"]).post(missing).status_code == 404


def test_public_page_says_little_and_takes_an_answer(world: World) -> None:
    codes = summoned(world)
    learner = class_list(world.training_class).get(person=world.people[0])
    here = reverse("enrollment:confirm", kwargs={"code": codes[learner.pk]})
    client = Client()
    page = text(client.get(here))
    assert learner.person.full_name in page
    assert "Hội trường A" in page
    assert "1975" not in page
    assert client.post(here, {"tra_loi": "khong", "reason_1": ""}).status_code == 200
    assert client.post(here, {"tra_loi": "co"}).status_code == 302
    assert client.post(here, {"tra_loi": "co"}).status_code == 409
    assert client.get(here).status_code == 200
    other = class_list(world.training_class).exclude(pk=learner.pk).first()
    assert other is not None
    there = reverse("enrollment:confirm", kwargs={"code": codes[other.pk]})
    client.post(there, {"tra_loi": "khong", "reason_0": "other", "reason_1": "Ốm"})
    other.refresh_from_db()
    assert other.state == "declined"
    assert client.get(there).status_code == 200


def test_codes_cannot_be_guessed_for_long(world: World) -> None:
    codes = summoned(world)
    good = next(iter(codes.values()))
    client = Client()
    assert client.get(reverse("enrollment:code")).status_code == 200
    found = client.post(reverse("enrollment:code"), {"code": f"{good[:4]} {good[4:].lower()}"})
    assert found.status_code == 302
    statuses = {client.get(reverse("enrollment:confirm", kwargs={"code": f"WRONG{n}"})).status_code for n in range(80)}
    assert statuses == {404, 429}
    assert client.get(reverse("enrollment:confirm", kwargs={"code": good})).status_code == 429
    assert client.post(reverse("enrollment:code"), {"code": good}).status_code == 200
    other = Client(REMOTE_ADDR="10.0.0.9")
    assert other.get(reverse("enrollment:confirm", kwargs={"code": good})).status_code == 200


def test_learner_answers_for_himself_without_a_code(world: World) -> None:
    summoned(world)
    mine = class_list(world.training_class).get(person=world.people[0])
    theirs = class_list(world.training_class).get(person=world.people[1])
    client = as_user(world.users["learner"])
    assert client.get(reverse("enrollment:own", kwargs={"pk": theirs.pk})).status_code == 404
    assert as_user(world.users["stranger"]).get(reverse("enrollment:own", kwargs={"pk": mine.pk})).status_code == 404
    here = reverse("enrollment:own", kwargs={"pk": mine.pk})
    assert client.get(here).status_code == 200
    assert client.post(here, {"tra_loi": "khong", "reason_1": ""}).status_code == 200
    client.post(here, {"tra_loi": "co"})
    mine.refresh_from_db()
    assert mine.state == "confirmed"
    assert client.post(here, {"tra_loi": "co"}).status_code == 302


def test_visibility_for_clerks_and_learners(world: World) -> None:
    assert not visible_courses(world.users["clerk"]).exists()
    assert not visible_courses(world.users["learner"]).exists()
    call = services.create_call(world.course, due_on=DUE, by=None, at=NOW)
    services.set_quota(call, [(world.communes[0], None, 1, 1)], by=None, at=NOW)
    assert not visible_courses(world.users["clerk"]).exists()
    services.issue_call(call, by=None, at=NOW)
    assert visible_courses(world.users["clerk"]).exists()
    assert not visible_courses(world.users["other_clerk"]).exists()
    services.enroll_many(world.training_class, [services.DirectSeat(world.people[0])], by=None, at=NOW)
    assert visible_courses(world.users["learner"]).exists()


def test_what_waits_for_whom(world: World) -> None:
    def titles(provider: object, role: str) -> list[str]:
        return [w.title for w in provider(user=world.users[role], at=NOW)]  # type: ignore[operator]

    call = called(world)
    assert len(titles(menu.seats_to_fill, "clerk")) == 1
    services.propose(call, world.people[0], world.group, unit=world.communes[0], by=None, at=NOW)
    assert len(titles(menu.seats_to_fill, "clerk")) == 1
    services.submit_nominations(call, by=None, at=NOW)
    assert len(titles(menu.people_to_decide, "officer")) == 1
    assert len(titles(menu.people_to_decide, "authority")) == 1
    late = list(menu.calls_to_close(user=world.users["officer"], at=datetime(2025, 7, 30, tzinfo=UTC)))
    assert len(late) == 1
    services.accept(list(Nomination.objects.all()), by=None, at=NOW)
    services.close_call(call, by=None, at=NOW)
    services.form_classes(world.course, by=None, at=NOW)
    decision = services.draft_opening(world.training_class, by=None, at=NOW)
    services.open_class(world.training_class, number(decision, world), by=None, at=NOW)
    paper = services.draft_summons(world.training_class, by=None, at=NOW)
    services.summon(world.training_class, number(paper, world), by=None, at=NOW)
    assert len(titles(menu.summons_unanswered, "officer")) == 1
    assert len(titles(menu.own_people_to_confirm, "clerk")) == 1
    assert len(titles(menu.summons_to_answer, "learner")) == 1
    assert titles(menu.summons_to_answer, "stranger") == []


def test_the_rail_tells_each_stage_of_the_way(world: World) -> None:
    officer = world.users["officer"]

    def facts() -> tuple[str, str]:
        one = menu.nominations_step(world.course, user=officer, at=NOW)
        two = menu.opening_step(world.course, user=officer, at=NOW)
        return one.state, two.state

    assert facts() == ("todo", "todo")
    call = services.create_call(world.course, due_on=DUE, by=None, at=NOW)
    assert menu.nominations_step(world.course, user=officer, at=NOW).needs[0].level == "missing"
    services.set_quota(call, [(u, None, 1, 1) for u in world.communes], by=None, at=NOW)
    assert menu.nominations_step(world.course, user=officer, at=NOW).needs[0].level == "done"
    services.issue_call(call, by=None, at=NOW)
    assert menu.nominations_step(world.course, user=officer, at=NOW).state == "todo"
    assert menu.nominations_step(world.course, user=officer, at=datetime(2025, 8, 1, tzinfo=UTC)).title
    listed = [Proposal(p, u, world.group) for p, u in zip(world.people, world.communes, strict=True)]
    services.propose_many(call, listed, by=None, at=NOW)
    rows = services.submit_nominations(call, by=None, at=NOW)
    assert menu.nominations_step(world.course, user=officer, at=NOW).main is not None
    services.close_call(call, by=None, at=NOW)
    assert menu.nominations_step(world.course, user=officer, at=NOW).needs[0].level == "done"
    services.accept(rows, by=None, at=NOW)
    assert facts() == ("done", "todo")
    services.form_classes(world.course, by=None, at=NOW)
    decision = services.draft_opening(world.training_class, by=None, at=NOW)
    services.open_class(world.training_class, number(decision, world), by=None, at=NOW)
    assert menu.opening_step(world.course, user=officer, at=NOW).main is not None
    second = TrainingClass.objects.create(
        course=world.course, position=9, label="Lớp chờ", owner=world.school, version=world.training_class.version
    )
    ready = menu.opening_step(world.course, user=officer, at=NOW)
    assert ready.main is not None and f"/{world.training_class.pk}/" in ready.main.url, "one class waits, not all"
    second.delete()
    paper = services.draft_summons(world.training_class, by=None, at=NOW)
    services.summon(world.training_class, number(paper, world), by=None, at=NOW)
    assert facts() == ("done", "done")


def test_a_point_course_has_no_call_of_its_own(world: World) -> None:
    world.course.standpoint = "point"
    world.course.save()
    assert menu.nominations_step(world.course, user=None, at=NOW).state == "off"
    world.course.standpoint = "whole"
    services.enroll_many(world.training_class, [services.DirectSeat(world.people[0])], by=None, at=NOW)
    assert menu.nominations_step(world.course, user=None, at=NOW).state == "done"


@pytest.mark.parametrize("name", ["nominations", "review", "unit", "opening", "class", "quota", "forming"])
def test_pages_ask_as_many_questions_for_three_as_for_one(
    name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    world = build_world(communes=6)
    services.accept(sent(world), by=None, at=NOW)
    services.close_call(Call.objects.get(), by=None, at=NOW)
    first, *rest = Nomination.objects.order_by("pk")
    services.place([first], world.training_class, by=None, at=NOW)
    more: dict[str, dict[str, object]] = {
        "unit": {"unit": world.communes[0].pk}, "class": {"pk": world.training_class.pk},
    }  # fmt: skip
    client = as_user(world.users["officer"])
    here = url(name, world, **more.get(name, {}))
    client.get(here)
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert client.get(here).status_code == 200
    if name != "forming":
        services.place(rest, world.training_class, by=None, at=NOW)
    with CaptureQueriesContext(connection) as many:
        assert client.get(here).status_code == 200
    assert abs(len(many) - len(one)) <= 1
    if name not in ("nominations", "opening"):
        assert len(many) < 30, len(many)


def test_a_wrong_hour_of_arrival_writes_no_summons_and_gives_back_what_was_typed(world: World) -> None:
    services.accept(sent(world), by=None, at=NOW)
    services.close_call(Call.objects.get(), by=None, at=NOW)
    services.form_classes(world.course, by=None, at=NOW)
    decision = services.draft_opening(world.training_class, by=None, at=NOW)
    services.open_class(world.training_class, number(decision, world), by=None, at=NOW)
    client = as_user(world.users["officer"])
    here = url("class_act", world, pk=world.training_class.pk)
    said = {"viec": "soan_trieu_tap", "ve": "lop", "contact": "Phòng Quản lý đào tạo, 0262 000 000"}
    wrong = client.post(here, said | {"arrive": "25h99"})
    assert wrong.status_code == 409
    assert said["contact"] in text(wrong)
    summonses = Document.objects.filter(kind="summons")
    assert not summonses.exists()
    for hour in ("7:00", "6:45"):
        client.post(here, said | {"arrive": hour})
    assert sorted(summonses.values_list("state", flat=True)) == ["discarded", "locked"]


def test_after_a_refusal_the_unit_reads_why_and_is_led_to_send_another(world: World) -> None:
    row = sent(world)[0]
    clerk, address = as_user(world.users["clerk"]), reverse("enrollment:nomination", args=[world.course.slug, row.pk])
    Finding.objects.create(nomination=row, rule="planned_unknown", level="warn", facts={})
    reviewer = as_user(world.users["authority"])
    act = reverse("enrollment:nomination_act", args=[world.course.slug, row.pk])
    said = reviewer.post(act, {"viec": "khong_nhan"}, follow=True).content.decode()
    assert "Lý do: Chỗ này phải điền." in said, "which place is missing is said by name"
    reviewer.post(act, {"viec": "khong_nhan", "reason_0": "other", "reason_1": "Đã học lớp tương tự"})
    row.refresh_from_db()
    assert row.state == "refused"
    listed = clerk.get(reverse("enrollment:unit", args=[world.course.slug, row.sent_by_id])).content.decode()
    assert "Lý do: Đã học lớp tương tự" in listed and "cử người khác" in listed
    page = clerk.get(address).content.decode()
    assert reverse("enrollment:nominate", args=[world.course.slug, row.sent_by_id]) in page
    assert "Điều cần xem" not in page, "what spoke against somebody who does not come is nobody's work"


def test_the_unit_is_told_who_declined_and_that_the_replacement_was_not_sent(world: World) -> None:
    services.accept(sent(world), by=None, at=NOW)
    call, clerk = Call.objects.get(), world.users["clerk"]
    services.close_call(call, by=None, at=NOW)
    rows = list(call.nominations.order_by("pk"))
    services.form_classes(world.course, plan={world.training_class.pk: [row.pk for row in rows]}, by=None, at=NOW)
    mine = next(row for row in rows if row.sent_by_id == world.communes[0].pk)
    assert list(menu.seats_to_replace(clerk, NOW)) == []
    Enrollment.objects.filter(nomination=mine).update(state="declined")
    [line] = menu.seats_to_replace(clerk, NOW)
    assert mine.person.full_name in line.title and f"/nguoi/{mine.pk}/" in line.action.url
    second = make_person("Lê Thị Thay")
    PostHolding.objects.create(person=second, post=world.post, unit=world.communes[0], starts_on=date(2020, 1, 1))
    mine.refresh_from_db()
    services.replace(mine, second, reason="Đi công tác", by=None, at=NOW)
    [line] = menu.seats_to_replace(clerk, NOW)
    assert f"/don-vi/{world.communes[0].pk}/" in line.action.url
    services.submit_nominations(call, world.communes[0], by=None, at=NOW)
    assert list(menu.seats_to_replace(clerk, NOW)) == []
