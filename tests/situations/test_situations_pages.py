"""Pages of situations: who sees what, raising without a name, acts by form, spreadsheet, the public list."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boiduong.course.delivery.courses.services import StillOpen, close_course
from boiduong.course.delivery.situations import services
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.situations.services import Question
from boiduong.web.registry import waiting_for
from world import World, build_world

pytestmark = pytest.mark.django_db
URL = "/khoa/khoa-thu/tinh-huong/"


@pytest.fixture
def world() -> World:
    return build_world(enrolled=True, class_state="running")


def as_user(client: Client, world: World, name: str) -> Client:
    client.force_login(world.users[name])
    return client


def ask(world: World, at: datetime, n: int = 1, **facts: object) -> list[Situation]:
    listed = [Question(f"Tình huống {i}", "Làm sao <b>?", "land", **facts) for i in range(n)]  # type: ignore[arg-type]
    return services.raise_situations(world.course, listed, by=None, at=at)


def published(world: World, at: datetime) -> Situation:
    one = ask(world, at)[0]
    services.triage(one, field="land", by=None, at=at)
    services.discuss(one, options="A", by=None, at=at)
    services.answer(one, conclusion="Kết luận chung", legal_basis="Luật", by=None, at=at)
    services.approve(one, by=None, at=at)
    services.publish(one, reach="public", by=None, at=at)
    return one


def test_list_filters_and_warns_of_secrets(client: Client, world: World, at: datetime) -> None:
    ask(world, at, 2, person=world.people[1])
    officer = as_user(client, world, "officer")
    text = officer.get(URL).content.decode()
    assert "Làm sao &lt;b&gt;?" in text
    assert "Không nhập danh sách quy hoạch hay tài liệu mật vào đây." in text
    assert "Tình huống 0" not in officer.get(URL + "?trang_thai=da-tra-loi").content.decode()
    assert "Tình huống 0" in officer.get(URL + "?linh_vuc=land&trang_thai=cho-phan-loai").content.decode()
    assert "Tình huống 0" not in officer.get(URL + "?linh_vuc=finance").content.decode()
    assert officer.get(URL + "?linh_vuc=%00'--").status_code == 200


def test_list_takes_as_many_queries_for_one_as_for_many(client: Client, world: World, at: datetime) -> None:
    officer = as_user(client, world, "officer")
    officer.get(URL)
    counts = []
    for more in (1, 2):
        ask(world, at, more, person=world.people[0], unit=world.communes[0], training_class=world.training_class)
        with CaptureQueriesContext(connection) as caught:
            officer.get(URL)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_spreadsheet_holds_names_for_the_office_only(client: Client, world: World, at: datetime) -> None:
    ask(world, at, person=world.people[1], training_class=world.training_class)
    one = Situation.objects.get()
    services.triage(one, field="land", by=None, at=at)
    answer = as_user(client, world, "officer").get(URL + "?xlsx=1")
    assert answer["Content-Type"].endswith("sheet")
    assert as_user(client, world, "learner").get(URL + "?xlsx=1").status_code == 200


@pytest.mark.parametrize(("anonymous", "person"), [("on", False), ("", True)])
def test_learner_raises_with_or_without_a_name(client: Client, world: World, anonymous: str, person: bool) -> None:
    learner = as_user(client, world, "learner")
    assert learner.get(URL + "neu/").status_code == 200
    facts = {"field": "land", "title": "Đất", "question": "Ra sao?", "context": "", "anonymous": anonymous}
    assert learner.post(URL + "neu/", facts).status_code == 302
    one = Situation.objects.get()
    assert (one.raised_by is not None) is person
    assert one.training_class == world.training_class


def test_clerk_raises_for_the_unit(client: Client, world: World) -> None:
    clerk = as_user(client, world, "clerk")
    facts = {"field": "land", "title": "Đất", "question": "Ra sao?"}
    assert clerk.post(URL + "neu/", facts).status_code == 302
    assert Situation.objects.get().unit == world.communes[0]
    assert "Đất" in clerk.get(URL).content.decode()
    assert "Đất" not in as_user(client, world, "other_clerk").get(URL).content.decode()


def test_secret_text_stays_in_the_form(client: Client, world: World) -> None:
    learner = as_user(client, world, "learner")
    answer = learner.post(URL + "neu/", {"field": "land", "title": "Tối mật", "question": "Ra sao?"})
    assert answer.status_code == 200
    assert "Tối mật" in answer.content.decode()
    assert learner.post(URL + "neu/", {}).status_code == 200
    assert not Situation.objects.exists()


@pytest.mark.parametrize(("user", "status"), [("stranger", 404), ("lecturer", 403), ("auditor", 403)])
def test_others_raise_nothing(client: Client, world: World, user: str, status: int) -> None:
    assert as_user(client, world, user).get(URL + "neu/").status_code in (404, status)


def test_officer_walks_a_situation_to_the_public(client: Client, world: World, at: datetime) -> None:
    one = ask(world, at, person=world.people[0])[0]
    officer = as_user(client, world, "officer")
    page = f"{URL}{one.pk}/"
    steps = [
        ("triage", {"triage-field": "finance"}, "triaged"),
        ("discuss", {"discuss-options": "Hai cách"}, "discussed"),
        ("refer", {"refer-to_text": "Sở", "refer-due_on": "31/12/2099"}, "referred"),
        ("record_answer", {"record_answer-conclusion": "K", "record_answer-legal_basis": "L"}, "answered"),
        ("approve", {}, "approved"),
        ("publish", {"publish-reach": "public"}, "published"),
    ]
    for act, facts, state in steps:
        assert officer.get(page).status_code == 200
        assert officer.post(page, {"viec": act, **facts}).status_code == 302
        one.refresh_from_db()
        assert one.state == state
    text = officer.get(page).content.decode()
    assert world.people[0].full_name in text


def test_act_out_of_turn_or_out_of_right_is_refused(client: Client, world: World, at: datetime) -> None:
    one = ask(world, at, training_class=world.training_class)[0]
    officer = as_user(client, world, "officer")
    page = f"{URL}{one.pk}/"
    assert officer.post(page, {"viec": "approve"}).status_code == 409
    assert officer.post(page, {"viec": "x" * 500}).status_code == 409
    assert officer.post(page, {"viec": "triage", "triage-field": "nothing"}).status_code == 200
    assert officer.post(page, {"viec": "refer"}).status_code == 409
    assert as_user(client, world, "manager").post(page, {"viec": "triage"}).status_code == 403


def test_refusal_of_a_service_stays_in_its_form(client: Client, world: World, at: datetime) -> None:
    one = published(world, at)
    row = ask(world, at)[0]
    officer = as_user(client, world, "officer")
    services.triage(row, field="land", by=None, at=at)
    answer = officer.post(f"{URL}{row.pk}/", {"viec": "discuss", "discuss-options": "tài liệu mật"})
    assert answer.status_code == 200
    row.refresh_from_db()
    assert (row.state, one.state) == ("triaged", "published")
    services.discuss(row, options="A", by=None, at=at)
    late = {"viec": "refer", "refer-to_text": "Sở", "refer-due_on": "1/1/2020"}
    assert officer.post(f"{URL}{row.pk}/", late).status_code == 200
    assert officer.get(f"{URL}999999/").status_code == 404


def test_return_and_merge_by_form(client: Client, world: World, at: datetime) -> None:
    first, second = ask(world, at, 2)
    officer = as_user(client, world, "officer")
    returned = {"viec": "return", "return-reason_0": "other", "return-reason_1": "Ngoài phạm vi"}
    assert officer.post(f"{URL}{first.pk}/", returned).status_code == 302
    third = ask(world, at)[0]
    assert officer.post(f"{URL}{second.pk}/", {"viec": "merge", "merge-into": third.pk}).status_code == 302
    assert "Tình huống 0" in officer.get(f"{URL}{second.pk}/").content.decode()


def test_class_reads_the_question_without_the_name(client: Client, world: World, at: datetime) -> None:
    one = ask(world, at, person=world.people[1], training_class=world.training_class)[0]
    learner = as_user(client, world, "learner")
    assert learner.get(f"{URL}{one.pk}/").status_code == 404
    services.triage(one, field="land", by=None, at=at)
    text = learner.get(f"{URL}{one.pk}/").content.decode()
    assert "Tình huống 0" in text
    assert world.people[1].full_name not in text


def test_summary_by_button(client: Client, world: World, at: datetime) -> None:
    ask(world, at)
    officer = as_user(client, world, "officer")
    assert officer.post(URL + "tong-hop/").status_code == 302
    assert "Bảng tổng hợp" in officer.get(URL).content.decode()
    assert as_user(client, world, "learner").post(URL + "tong-hop/").status_code == 403


def test_public_list_needs_no_login_and_names_nobody(client: Client, world: World, at: datetime) -> None:
    assert client.get("/tinh-huong/").status_code == 200
    one = published(world, at)
    text = client.get("/tinh-huong/?linh_vuc=land").content.decode()
    assert one.title in text
    assert "Kết luận chung" in text
    assert one.title not in client.get("/tinh-huong/?linh_vuc=finance").content.decode()


def test_course_is_not_closed_over_open_situations(world: World, at: datetime) -> None:
    world.training_class.state = "closed"
    world.training_class.save()
    ask(world, at)
    with pytest.raises(StillOpen, match="1 "):
        close_course(world.course, by=None, at=at)


def test_home_lines_of_officer(world: World, at: datetime) -> None:
    two = ask(world, at, 2)
    officer = world.users["officer"]
    lines = [w for w in waiting_for(["training_officer"], user=officer, at=at) if "tinh-huong" in w.action.url]
    assert len(lines) == 1
    one = two[0]
    services.triage(one, field="land", by=None, at=at)
    services.discuss(one, options="A", by=None, at=at)
    services.refer(one, to=None, to_text="Sở", due_on=at.date().replace(day=1), by=None, at=at)
    lines = [w for w in waiting_for(["training_officer"], user=officer, at=at) if "tinh-huong" in w.action.url]
    assert [w.urgent for w in lines] == [True, False]
    assert list(waiting_for(["lecturer"], user=world.users["lecturer"], at=at)) == []
    assert reverse("situations:public") == "/tinh-huong/"
