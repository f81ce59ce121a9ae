"""Pages of the yearly plan: who sees them, what they do, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boiduong.course.annual_plan.plans import services
from boiduong.course.annual_plan.plans.menu import lines_to_approve
from boiduong.course.annual_plan.plans.models import Plan, PlanLine
from boiduong.course.annual_plan.plans.papers import survey_letter, survey_summary
from boiduong.engines.typesetting import Table
from boiduong.foundation.documents import services as documents
from boiduong.foundation.documents.models import Document
from world import World, build_world, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def plan(world: World, at: datetime) -> Plan:
    made = services.create_plan(authority=world.province, year=2025, by=None, at=at)
    services.add_line(made, name="Bồi dưỡng bí thư xã", leading=world.school, target_text="Bí thư", by=None, at=at)
    return made


@pytest.fixture
def sign_in(world: World, client: Client) -> Callable[[str], Client]:
    def enter(who: str) -> Client:
        client.force_login(world.users[who])
        return client

    return enter


@pytest.mark.parametrize(("who", "status"), [("officer", 200), ("authority", 200), ("records", 200), ("auditor", 200),
                                             ("clerk", 404), ("learner", 404), ("stranger", 404)])  # fmt: skip
def test_plan_and_line_are_shown_to_those_of_the_trade(
    plan: Plan, sign_in: Callable[[str], Client], who: str, status: int
) -> None:
    client, line = sign_in(who), plan.lines.get()
    assert client.get(reverse("plans:plan", args=[plan.pk])).status_code == status
    assert client.get(reverse("plans:line", args=[plan.pk, line.pk])).status_code == status
    shown = client.get(reverse("plans:list")).content.decode()
    assert (plan.title in shown) == (status == 200)


def test_officer_writes_a_plan_and_a_line(world: World, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("officer")
    assert client.get(reverse("plans:create")).status_code == 200
    wrong = client.post(reverse("plans:create"), {"authority": "nơi không có", "year": "2026"})
    assert "nơi không có" in wrong.content.decode()
    said = {"authority": "tinh thu", "year": "2026"}
    answer = client.post(reverse("plans:create"), said)
    plan = Plan.objects.get()
    assert answer["Location"] == reverse("plans:plan", args=[plan.pk])
    assert client.post(reverse("plans:create"), said).status_code == 200
    address = reverse("plans:line_new", args=[plan.pk])
    assert client.get(address).status_code == 200
    line = {"name": "Lớp một", "leading": "truong chinh tri tinh thu", "learners_planned": "100", "quarter": "3"}
    assert client.post(address, {**line, "quarter": "7"}).status_code == 200
    assert client.post(address, line).status_code == 302
    made = PlanLine.objects.get()
    assert (made.leading, made.quarter, made.learners_planned) == (world.school, 3, 100)


@pytest.mark.parametrize("who", ["authority", "clerk", "records"])
def test_others_write_no_plan(plan: Plan, sign_in: Callable[[str], Client], who: str) -> None:
    client = sign_in(who)
    assert client.get(reverse("plans:create")).status_code == 404
    assert client.get(reverse("plans:line_new", args=[plan.pk])).status_code == 404


def test_line_is_edited_and_seats_given(world: World, plan: Plan, sign_in: Callable[[str], Client]) -> None:
    client, line = sign_in("officer"), plan.lines.get()
    address = reverse("plans:line", args=[plan.pk, line.pk])
    said = {"mau": "dong", "name": "Tên khác", "leading": "Trường Chính trị tỉnh Thử, Tỉnh Thử"}
    assert client.post(address, said).status_code == 302
    assert client.post(address, {"mau": "chi_tieu", "q-unit": "xa 2", "q-seats": "2"}).status_code == 302
    assert client.post(address, {"mau": "chi_tieu", "q-unit": "xa", "q-seats": "2"}).status_code == 200
    assert line.quotas.get().unit == world.communes[1]
    services.submit_lines([line], by=None, at=datetime.fromisoformat("2025-07-14T01:00:00+00:00"))
    assert client.post(address, said).status_code == 200
    assert client.get(reverse("plans:line", args=[plan.pk, 10**9])).status_code == 404
    line.refresh_from_db()
    assert line.name == "Tên khác"


def test_the_authority_adjusts_an_approved_line_on_its_page(
    world: World, plan: Plan, sign_in: Callable[[str], Client]
) -> None:
    line, client = plan.lines.get(), sign_in("authority")
    address = reverse("plans:line", args=[plan.pk, line.pk])
    facts = {"mau": "dong", "name": line.name, "leading": "truong chinh tri tinh thu", "learners_planned": "120"}
    assert client.post(address, {**facts, "reason": "Thêm xã"}).status_code == 403
    PlanLine.objects.update(state="approved")
    assert 'name="reason"' in client.get(address).content.decode()
    refused = client.post(address, facts)
    assert refused.status_code == 200 and 'value="120"' in refused.content.decode()
    assert client.post(address, {**facts, "reason": "Thêm xã"}).status_code == 302
    assert PlanLine.objects.get().learners_planned == 120
    assert client.post(reverse("plans:act", args=[plan.pk]), {"viec": "adjust", "dong": [line.pk]}).status_code == 404
    assert 'name="reason"' not in sign_in("officer").get(address).content.decode()


def test_lines_go_from_the_officer_to_the_authority(
    world: World, plan: Plan, sign_in: Callable[[str], Client], at: datetime
) -> None:
    line, address = plan.lines.get(), reverse("plans:act", args=[plan.pk])
    client = sign_in("officer")
    assert client.post(address, {"viec": "submit", "dong": ["x", "²"]}).status_code == 409
    assert client.post(address, {"viec": "submit", "dong": [line.pk]}).status_code == 302
    assert client.post(address, {"viec": "approve", "dong": [line.pk]}).status_code == 403
    assert client.post(reverse("plans:draft", args=[plan.pk])).status_code == 302
    plan.refresh_from_db()
    waiting = list(lines_to_approve(user=world.users["authority"], at=at))
    assert [w.detail for w in waiting] == [plan.title]
    client = sign_in("authority")
    assert client.post(address, {"viec": "approve", "dong": [line.pk]}).status_code == 409
    documents.give_number(plan.document, issued_on=date(2025, 7, 1), by=None, at=at)
    assert client.post(address, {"viec": "approve", "dong": [line.pk]}).status_code == 302
    assert client.post(address, {"viec": "postpone", "dong": [line.pk]}).status_code == 409
    assert client.post(address, {"viec": "postpone", "dong": [line.pk], "ly_do": "Bão"}).status_code == 302
    assert client.post(address, {"viec": "dance", "dong": [line.pk]}).status_code == 404
    assert PlanLine.objects.get().state == "postponed"


def test_paper_is_sent_to_readers_only(plan: Plan, sign_in: Callable[[str], Client], at: datetime) -> None:
    address = reverse("plans:paper", args=[plan.pk])
    assert sign_in("officer").get(address).status_code == 404
    services.draft_plan(plan, by=None, at=at)
    assert sign_in("authority").get(address).content.startswith(b"%PDF-")
    assert sign_in("clerk").get(address).status_code == 404


def test_queries_are_the_same_at_one_line_and_three(
    world: World, plan: Plan, sign_in: Callable[[str], Client], at: datetime
) -> None:
    client, address = sign_in("officer"), reverse("plans:plan", args=[plan.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for n in (2, 3):
        services.add_line(plan, name=f"Lớp {n}", leading=world.school, by=None, at=at)
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(three) == len(one) < 30


def test_survey_of_needs_is_printed_edited_and_numbered(plan: Plan, sign_in: Callable[[str], Client]) -> None:
    address = reverse("plans:survey", args=[plan.pk])
    client = sign_in("officer")
    assert address in client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert client.get(address).content.startswith(b"%PDF")
    assert client.get(address, {"ban": "tong-hop", "tep": "docx"}).content.startswith(b"PK")
    assert client.post(address).status_code == 302
    document = Document.objects.get(kind="need_survey")
    assert document.state == "locked" and "Bồi dưỡng bí thư xã" in str(document.facts)
    assert sign_in("authority").get(address).status_code == 200
    assert sign_in("records").get(address).status_code == 403
    assert sign_in("stranger").get(address).status_code == 404


def test_survey_keeps_to_the_layout_of_its_issuer(world: World, at: datetime) -> None:
    board = make_unit("Ban Tổ chức Tỉnh ủy", kind="party_board", level="province", parent=world.province, line="party")
    made = services.create_plan(authority=board, year=2026, by=None, at=at)
    letter, summary = survey_letter(made, on=at.date()), survey_summary(made, on=at.date())
    assert (letter.layout, letter.code, letter.title) == ("party", "CV/BTCTU", "")
    assert (summary.code, summary.landscape) == ("", True)
    [table] = [block for block in letter.annexes[0].blocks if isinstance(block, Table)]
    assert [row[0] for row in table.rows] == [str(n) for n in range(1, 7)], "no line yet: six empty ones"
