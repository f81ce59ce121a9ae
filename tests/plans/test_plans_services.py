"""The yearly plan: what its services do, refuse and require."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.http import Http404

from boiduong.course.annual_plan.plans import papers, queries, services
from boiduong.course.annual_plan.plans.events import lines_approved
from boiduong.course.annual_plan.plans.models import Plan, PlanLine
from boiduong.course.annual_plan.plans.rules import LineNotSaid
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.documents import services as documents
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.queries import preview
from boiduong.foundation.organizations.models import LegalAct
from boiduong.refusals import NotAllowed, ReasonNeeded
from boiduong.states import Forbidden
from world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def plan(world: World, at: datetime) -> Plan:
    act = LegalAct.objects.create(
        kind="Nghị quyết",
        number="05-NQ/TU",
        issued_on=date(2024, 2, 5),
        issuer_text="Tỉnh ủy",
        title="xây dựng đội ngũ",
    )
    made = services.create_plan(authority=world.province, year=2025, bases=[act, act], by=world.users["officer"], at=at)
    services.add_plan_basis(made, act, by=world.users["officer"], at=at)
    return made


@pytest.fixture
def line(world: World, plan: Plan, at: datetime) -> PlanLine:
    return services.add_line(
        plan, name="Bồi dưỡng bí thư  xã", leading=world.school, target_text="Bí thư", learners_planned=100,
        classes_planned=1, days=3, periods=24, quarter=3, by=world.users["officer"], at=at,
    )  # fmt: skip


def numbered(plan: Plan, world: World, at: datetime) -> Document:
    document = services.draft_plan(plan, by=world.users["officer"], at=at)
    return documents.give_number(document, issued_on=date(2025, 7, 1), by=world.users["records"], at=at)


def test_create_plan_keeps_its_bases_once_and_refuses_a_second_one(world: World, plan: Plan, at: datetime) -> None:
    assert plan.bases.count() == 1
    later = LegalAct.objects.create(kind="plan", number="48-KH/TU", issued_on=date(2025, 1, 2))
    services.add_plan_basis(plan, later, by=world.users["officer"], at=at)
    assert plan.bases.count() == 2
    with pytest.raises(services.PlanExists):
        services.create_plan(authority=world.province, year=2025, by=world.users["officer"], at=at)


@pytest.mark.parametrize("who", ["clerk", "learner", "manager", "authority", "records", "stranger"])
def test_create_plan_requires_a_training_officer(world: World, at: datetime, who: str) -> None:
    with pytest.raises(NotAllowed):
        services.create_plan(authority=world.province, year=2026, by=world.users[who], at=at)


def test_lines_follow_each_other_and_change_as_drafts(world: World, plan: Plan, line: PlanLine, at: datetime) -> None:
    second = services.add_line(plan, name="Lớp hai", leading=world.school, by=world.users["officer"], at=at)
    assert (line.position, second.position, line.name) == (1, 2, "Bồi dưỡng bí thư xã")
    services.edit_line(second, learners_planned=40, by=world.users["officer"], at=at)
    services.submit_lines([second], by=world.users["officer"], at=at)
    with pytest.raises(services.LineFixed):
        services.edit_line(second, learners_planned=41, by=world.users["officer"], at=at)
    assert PlanLine.objects.get(pk=second.pk).learners_planned == 40


def test_a_line_submitted_meanwhile_is_not_written_back_to_a_draft(
    world: World, plan: Plan, line: PlanLine, at: datetime
) -> None:
    services.submit_lines([PlanLine.objects.get(pk=line.pk)], by=world.users["officer"], at=at)
    with pytest.raises(services.LineFixed):
        services.edit_line(line, learners_planned=40, by=world.users["officer"], at=at)
    kept = PlanLine.objects.get(pk=line.pk)
    assert (kept.state, kept.learners_planned) == ("submitted", 100)


def test_submit_refuses_a_line_for_nobody(world: World, plan: Plan, at: datetime) -> None:
    empty = services.add_line(plan, name="Lớp", leading=world.school, by=world.users["officer"], at=at)
    with pytest.raises(LineNotSaid):
        services.submit_lines([empty], by=world.users["officer"], at=at)
    with pytest.raises(services.NoLines):
        services.submit_lines([], by=world.users["officer"], at=at)


def test_quotas_are_replaced_and_taken_away(world: World, line: PlanLine, at: datetime) -> None:
    officer = world.users["officer"]
    services.set_quotas(line, [(unit, 2) for unit in world.communes], by=officer, at=at)
    assert services.set_quota(line, world.communes[0], 3, by=officer, at=at).seats == 3
    assert services.set_quota(line, world.communes[1], 0, by=officer, at=at) is None
    assert [q.seats for q in queries.quotas_of(line)] == [3, 2]
    assert queries.lines_of(line.plan).get().seats == 5
    PlanLine.objects.update(state="struck")
    line.refresh_from_db()
    with pytest.raises(services.LineFixed):
        services.set_quota(line, world.communes[0], 1, by=officer, at=at)
    with pytest.raises(NotAllowed):
        services.set_quota(line, world.communes[0], 1, by=world.users["clerk"], at=at)


def test_approve_needs_the_numbered_paper_and_the_right(world: World, plan: Plan, line: PlanLine, at: datetime) -> None:
    officer, authority = world.users["officer"], world.users["authority"]
    services.submit_lines([line], by=officer, at=at)
    with pytest.raises(services.PlanNotNumbered):
        services.approve_lines([line], by=authority, at=at)
    document = numbered(plan, world, at)
    with pytest.raises(NotAllowed):
        services.approve_lines([line], by=officer, at=at)
    with pytest.raises(services.NoLines):
        services.approve_lines([], by=authority, at=at)
    heard: list[object] = []

    def hear(lines: list[PlanLine], **_: object) -> None:
        heard.extend(lines)

    lines_approved.connect(hear)
    line.plan.refresh_from_db()
    services.approve_lines([line], by=authority, at=at)
    assert (PlanLine.objects.get().state, heard) == ("approved", [line])
    assert document.number_text == "01/KH-UBND"
    with pytest.raises(Forbidden):
        services.approve_lines([line], document=document, by=authority, at=at)


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [("submitted", "return", "draft"), ("submitted", "strike", "struck"), ("approved", "postpone", "postponed"),
     ("approved", "cancel", "cancelled"), ("postponed", "resume", "approved")],
)  # fmt: skip
def test_change_lines(world: World, line: PlanLine, at: datetime, state: str, act: str, after: str) -> None:
    PlanLine.objects.update(state=state)
    with pytest.raises(NotAllowed):
        services.change_lines([line], act, reason="x", by=world.users["officer"], at=at)
    if act != "resume":
        with pytest.raises(ReasonNeeded):
            services.change_lines([line], act, by=world.users["authority"], at=at)
    services.change_lines([line], act, reason="Theo ý kiến Thường trực", by=world.users["authority"], at=at)
    assert (line.state, PlanLine.objects.get().state) == (after, after)


def test_an_approved_line_is_adjusted_by_the_authority_with_a_reason(
    world: World, line: PlanLine, at: datetime
) -> None:
    authority = world.users["authority"]
    with pytest.raises(Forbidden):
        services.adjust_line(line, learners_planned=120, reason="Thêm xã", by=authority, at=at)
    PlanLine.objects.update(state="approved")
    with pytest.raises(NotAllowed):
        services.adjust_line(line, learners_planned=120, reason="Thêm xã", by=world.users["officer"], at=at)
    with pytest.raises(ReasonNeeded):
        services.adjust_line(line, learners_planned=120, reason=" ", by=authority, at=at)
    services.adjust_line(line, learners_planned=120, quarter=3, reason="Thêm xã", by=authority, at=at)
    kept = PlanLine.objects.get(pk=line.pk)
    assert (kept.state, kept.learners_planned) == ("approved", 120)
    row = AuditEvent.objects.order_by("-seq")[0]
    assert (row.act, row.before) == ("plans.adjust_line", {"learners_planned": "100"})
    assert row.after == {"learners_planned": "120"}


def test_what_another_changed_meanwhile_stays(world: World, line: PlanLine, at: datetime) -> None:
    PlanLine.objects.update(state="approved", place_text="Hội trường lớn")  # the page was read before
    services.adjust_line(line, learners_planned=120, reason="Thêm xã", by=world.users["authority"], at=at)
    kept = PlanLine.objects.get(pk=line.pk)
    assert (kept.learners_planned, kept.place_text) == (120, "Hội trường lớn")
    PlanLine.objects.update(state="cancelled")
    with pytest.raises(services.LineFixed):
        services.set_quota(line, world.communes[0], 5, by=world.users["officer"], at=at)
    assert not queries.quotas_of(line)


def test_change_lines_does_all_or_none(world: World, plan: Plan, line: PlanLine, at: datetime) -> None:
    second = services.add_line(plan, name="Hai", leading=world.school, by=None, at=at)
    PlanLine.objects.filter(pk=line.pk).update(state="submitted")
    with pytest.raises(Forbidden):
        services.change_lines([line, second], "strike", reason="x", by=world.users["authority"], at=at)
    assert set(PlanLine.objects.values_list("state", flat=True)) == {"submitted", "draft"}


def test_plan_paper_holds_the_table_and_leaves_out_struck_lines(
    world: World, plan: Plan, line: PlanLine, at: datetime
) -> None:
    struck = services.add_line(plan, name="Lớp bị gạch", leading=world.school, by=None, at=at)
    PlanLine.objects.filter(pk=struck.pk).update(state="struck")
    paper = papers.plan_paper(plan, on=date(2025, 7, 1))
    table = paper.annexes[0].blocks[0]
    assert table.rows == (
        ("1", "Bồi dưỡng bí thư xã", "Bí thư", "1", "100", "3 ngày, 24 tiết", "Quý III", "",
         "Trường Chính trị tỉnh Thử", ""),
    )  # fmt: skip
    assert table.total[3:5] == ("1", "100")
    basis = "Căn cứ Nghị quyết số 05-NQ/TU ngày 05 tháng 02 năm 2024 của Tỉnh ủy về xây dựng đội ngũ."
    assert paper.blocks[0].text == basis


def test_draft_plan_replaces_a_draft_that_has_no_number(world: World, plan: Plan, line: PlanLine, at: datetime) -> None:
    first = services.draft_plan(plan, by=world.users["officer"], at=at)
    assert preview(first).startswith(b"%PDF-")
    second = services.draft_plan(plan, by=world.users["officer"], at=at)
    first.refresh_from_db()
    assert (first.state, second.state, Plan.objects.get().document) == ("discarded", "locked", second)


def test_draft_plan_refuses_an_empty_plan_and_others(world: World, plan: Plan, at: datetime) -> None:
    with pytest.raises(services.NoLines):
        services.draft_plan(plan, by=world.users["officer"], at=at)
    with pytest.raises(NotAllowed):
        services.draft_plan(plan, by=world.users["clerk"], at=at)


@pytest.mark.parametrize(("who", "count"), [("officer", 1), ("authority", 1), ("records", 1), ("auditor", 1),
                                            ("clerk", 0), ("learner", 0), ("stranger", 0)])  # fmt: skip
def test_plans_are_seen_by_those_of_the_trade(world: World, plan: Plan, who: str, count: int) -> None:
    assert len(queries.visible_plans(world.users[who])) == count
    if count:
        assert queries.plan_for(world.users[who], plan.pk) == plan
    else:
        with pytest.raises(Http404):
            queries.plan_for(world.users[who], plan.pk)


def test_plans_to_approve_and_totals(world: World, plan: Plan, line: PlanLine, at: datetime) -> None:
    assert queries.plans_to_approve(world.users["authority"]) == []
    services.submit_lines([line], by=None, at=at)
    assert queries.plans_to_approve(world.users["authority"]) == [plan]
    assert queries.plans_to_approve(world.users["officer"]) == []
    assert queries.totals(plan) == queries.PlanTotals(lines=1, classes=1, learners=100, submitted=1)


def test_a_line_written_twice_is_taken_out_by_its_writer_while_it_is_a_draft(
    world: World, plan: Plan, line: PlanLine, at: datetime
) -> None:
    officer = world.users["officer"]
    services.remove_lines([line], by=officer, at=at)
    assert (line.state, queries.totals(plan).lines) == ("struck", 0)
    other = services.add_line(plan, name="Lớp hai", leading=world.school, target_text="Bí thư", by=officer, at=at)
    with pytest.raises(NotAllowed):
        services.remove_lines([other], by=world.users["clerk"], at=at)
    services.submit_lines([other], by=officer, at=at)
    with pytest.raises(Forbidden):
        services.remove_lines([other], by=officer, at=at)
    with pytest.raises(services.NoLines):
        services.remove_lines([], by=officer, at=at)
