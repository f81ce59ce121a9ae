"""What follows a question: reminding the body that was asked, and asking again where the answer does not suffice."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from boiduong.course.delivery.situations import queries, services
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.situations.rules import SecretContent
from boiduong.course.delivery.situations.services import Question
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.notifications.models import OutboxMessage
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import NotAllowed, ReasonNeeded
from boiduong.states import Forbidden
from boiduong.web.registry import waiting_for
from world import World, build_world

pytestmark = pytest.mark.django_db
URL = "/khoa/khoa-thu/tinh-huong/"
DUE = date(2025, 9, 30)


@pytest.fixture
def world() -> World:
    return build_world(enrolled=True, class_state="running")


def discussed(world: World, at: datetime, **facts: object) -> Situation:
    asked = Question("Đất xen kẹt", "Cấp giấy ra sao?", "land", training_class=world.training_class, **facts)  # type: ignore[arg-type]
    one = services.raise_situations(world.course, [asked], by=None, at=at)[0]
    services.triage(one, field="land", by=None, at=at)
    return services.discuss(one, options="Hai cách", by=None, at=at)


def answered(world: World, at: datetime, **facts: object) -> Situation:
    return services.answer(discussed(world, at, **facts), conclusion="Lập hồ sơ", legal_basis="Luật", by=None, at=at)


def referred(world: World, at: datetime) -> Situation:
    one, body = discussed(world, at), world.communes[0]
    return services.refer(one, to=body, to_text=name_on(body, at.date()), due_on=DUE, by=None, at=at)


def test_body_is_reminded_as_often_as_needed(world: World, at: datetime) -> None:
    one, officer = referred(world, at), world.users["officer"]
    assert queries.reminded(queries.turns_of(one, named=True)) is None
    last = at + timedelta(days=3)
    services.remind(one, by=officer, at=at)
    services.remind(one, text=" Gọi văn phòng ", by=officer, at=last)
    one.refresh_from_db()
    assert one.state == "referred"
    assert [*one.events.filter(act="remind").values_list("text", "to_state")] == [
        ("", "referred"),
        ("Gọi văn phòng", "referred"),
    ]
    assert queries.reminded(queries.turns_of(one, named=True)) == queries.Reminded(2, last)
    told = OutboxMessage.objects.filter(topic="situation", to_kind="user", to_id=world.users["clerk"].pk)
    assert [message.subject for message in told] == ["Nhắc trả lời: Đất xen kẹt"] * 2
    assert AuditEvent.objects.filter(act="situations.remind").count() == 2


def test_reminder_without_an_account_is_kept_all_the_same(world: World, at: datetime) -> None:
    one = services.refer(discussed(world, at), to=None, to_text="Sở X", due_on=DUE, by=None, at=at)
    services.remind(one, by=None, at=at)
    assert one.events.filter(act="remind").count() == 1
    assert not OutboxMessage.objects.filter(topic="situation").exists()


def test_reminder_out_of_turn_or_right_is_refused(world: World, at: datetime) -> None:
    one = discussed(world, at)
    with pytest.raises(Forbidden):
        services.remind(one, by=None, at=at)
    services.refer(one, to=None, to_text="Sở X", due_on=DUE, by=None, at=at)
    for name in ("learner", "clerk", "lecturer", "stranger"):
        with pytest.raises(NotAllowed):
            services.remind(one, by=world.users[name], at=at)
    with pytest.raises(SecretContent):
        services.remind(one, text="kèm tài liệu mật", by=None, at=at)


def test_body_is_found_by_its_whole_name_only(world: World, at: datetime) -> None:
    body = world.communes[0]
    assert services.body_named(f"  {name_on(body, timezone.localdate(at)).upper()} ", at=at) in (body, None)
    assert services.body_named(name_on(body, timezone.localdate(at)), at=at) == body
    assert services.body_named("Sở không có", at=at) is None


def test_raiser_asks_again_and_nothing_is_lost(world: World, at: datetime) -> None:
    learner = world.users["learner"]
    one = answered(world, at, person=world.people[0])
    again = services.ask_again(one, reason=" Còn thuế thì sao? ", by=learner, at=at)
    one.refresh_from_db()
    assert (one.state, one.conclusion, again.follows) == ("followed", "Lập hồ sơ", one)
    assert (again.state, again.question, again.title) == ("raised", "Còn thuế thì sao?", one.title)
    assert (again.raised_by, again.training_class) == (one.raised_by, one.training_class)
    assert one.events.get(act="ask_again").text == "Còn thuế thì sao?"
    assert again.events.get().act == "raise"
    with pytest.raises(Forbidden):
        services.ask_again(one, reason="Nữa", by=learner, at=at)


def test_published_answer_stays_and_is_asked_again_once(world: World, at: datetime) -> None:
    one = services.approve(answered(world, at), by=None, at=at)
    services.publish(one, reach="public", by=None, at=at)
    services.ask_again(one, reason="Còn thuế?", by=None, at=at)
    assert one in queries.published()
    with pytest.raises(services.AskedAgainAlready):
        services.ask_again(one, reason="Nữa", by=None, at=at)
    assert Situation.objects.count() == 2


@pytest.mark.parametrize(
    ("user", "facts", "may"),
    [
        ("learner", {"person": 0}, True),
        ("learner", {"person": 1}, False),
        ("learner", {}, False),
        ("clerk", {"unit": 0}, True),
        ("other_clerk", {"unit": 0}, False),
        ("officer", {}, True),
        ("lecturer", {"person": 0}, False),
        ("auditor", {"person": 0}, False),
    ],
    ids=["own", "of another", "anonymous", "unit", "other unit", "officer for them", "lecturer", "auditor"],
)
def test_who_asks_again(world: World, at: datetime, user: str, facts: dict[str, int], may: bool) -> None:
    stands = {"person": world.people, "unit": world.communes}
    one = answered(world, at, **{key: stands[key][n] for key, n in facts.items()})
    if may:
        assert services.ask_again(one, reason="Chưa rõ", by=world.users[user], at=at).follows == one
    else:
        with pytest.raises(NotAllowed):
            services.ask_again(one, reason="Chưa rõ", by=world.users[user], at=at)


def test_asking_again_says_why_and_nothing_secret(world: World, at: datetime) -> None:
    one = answered(world, at)
    with pytest.raises(ReasonNeeded):
        services.ask_again(one, reason="  ", by=None, at=at)
    with pytest.raises(SecretContent):
        services.ask_again(one, reason="theo tài liệu mật", by=None, at=at)
    assert one.state == "answered"


def test_learner_reads_the_answer_and_asks_again_on_the_page(client: Client, world: World) -> None:
    at = timezone.now()
    one = answered(world, at, person=world.people[0])
    learner = world.users["learner"]
    lines = [w for w in waiting_for(["learner"], user=learner, at=at) if "tinh-huong" in w.action.url]
    assert [line.action.url for line in lines] == [f"{URL}{one.pk}/"]
    client.force_login(learner)
    text = client.get(f"{URL}{one.pk}/").content.decode()
    assert "Lập hồ sơ" in text
    assert "Hỏi lại vì câu trả lời chưa đủ" in text
    assert client.post(f"{URL}{one.pk}/", {"viec": "ask_again", "ask_again-reason": ""}).status_code == 200
    facts = {"viec": "ask_again", "ask_again-reason": "Còn thuế thì sao?"}
    assert client.post(f"{URL}{one.pk}/", facts).status_code == 302
    again = Situation.objects.get(follows=one)
    assert f"{URL}{again.pk}/" in client.get(f"{URL}{one.pk}/").content.decode()
    assert "Lập hồ sơ" in client.get(f"{URL}{again.pk}/").content.decode()
    assert not [w for w in waiting_for(["learner"], user=learner, at=at) if "tinh-huong" in w.action.url]


def test_officer_reminds_on_the_page_and_the_clerk_reads_it(client: Client, world: World) -> None:
    at = timezone.now()
    one = referred(world, at)
    client.force_login(world.users["officer"])
    for _ in range(2):
        assert client.post(f"{URL}{one.pk}/", {"viec": "remind", "remind-text": "Gọi điện"}).status_code == 302
    assert "đã nhắc 2 lần, lần cuối ngày" in client.get(f"{URL}{one.pk}/").content.decode()
    client.force_login(world.users["clerk"])
    assert "Nhắc trả lời: Đất xen kẹt" in client.get("/").content.decode()


def test_class_is_not_told_who_asked(client: Client, world: World, at: datetime) -> None:
    asker = world.users["learner"]
    asked = Question("Đất", "Ra sao?", "land", person=world.people[0], training_class=world.training_class)
    one = services.raise_situations(world.course, [asked], by=asker, at=at)[0]
    assert [turn.who for turn in queries.turns_of(one, named=True)] == [asker.display_name]
    assert [turn.who for turn in queries.turns_of(one, named=False)] == [""]
