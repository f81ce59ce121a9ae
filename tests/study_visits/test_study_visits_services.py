"""A visit is planned with host and safety, its party listed, its findings kept."""

from __future__ import annotations

from datetime import date

import pytest

from boiduong.course.delivery.courses.models import CourseDocument, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.study_visits import queries, services
from boiduong.course.delivery.study_visits.models import Visit
from boiduong.course.delivery.study_visits.papers import plan_paper
from boiduong.course.delivery.study_visits.rules import (
    HostMissing,
    KindUnknown,
    SafetyMissing,
    VisitDates,
    check_visit,
)
from boiduong.engines.typesetting import FactList, Heading, Table
from boiduong.refusals import NotAllowed, Refusal
from world import AT, World, build_world

DAY = date(2025, 8, 19)
GOOD = {
    "kind": "field_study", "has_host": False, "place_text": "Xã A", "safety_text": "", "starts_on": DAY,
    "ends_on": DAY, "class_from": date(2025, 8, 18), "class_to": date(2025, 8, 20),
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"place_text": "", "has_host": True}, None),
        ({"kind": "range", "safety_text": "Kiểm tra súng đạn"}, None),
        ({"class_from": None, "class_to": None}, None),
        ({"kind": "picnic"}, KindUnknown),
        ({"place_text": "  "}, HostMissing),
        ({"kind": "range", "place_text": "", "has_host": True}, HostMissing),
        ({"kind": "range"}, SafetyMissing),
        ({"kind": "abroad", "safety_text": " "}, SafetyMissing),
        ({"ends_on": date(2025, 8, 18)}, VisitDates),
        ({"starts_on": date(2025, 8, 17)}, VisitDates),
        ({"ends_on": date(2025, 8, 21)}, VisitDates),
        ({"ends_on": date(2025, 8, 18), "class_from": None, "class_to": None}, VisitDates),
    ],
    ids=str,
)
def test_visit_is_checked(change: dict[str, object], refusal: type[Refusal] | None) -> None:
    facts = {**GOOD, **change}
    if refusal is None:
        check_visit(**facts)  # type: ignore[arg-type]
    else:
        with pytest.raises(refusal):
            check_visit(**facts)  # type: ignore[arg-type]


def planned(world: World, **more: object) -> Visit:
    facts = {"kind": "field_study", "starts_on": DAY, "ends_on": DAY, "place_text": "Xã A", **more}
    return services.plan_visit(world.training_class, by=world.users["manager"], at=AT, **facts)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_visit_is_planned_listed_confirmed_and_reported() -> None:
    world = build_world(class_state="opened", enrolled=True)
    manager = world.users["manager"]
    visit = planned(world, host=world.communes[0], topic=world.topics[0], supervisor_text="Ông A")
    with pytest.raises(services.NobodyGoes):
        services.draft_plan(visit, by=manager, at=AT)
    one, two, three = world.enrollments
    assert services.assign_members(visit, [one, two], by=manager, at=AT) == 2
    services.give_roles(visit, {one.pk: "Chủ tịch xã", three.pk: "không đi"}, by=manager, at=AT)
    assert services.assign_members(visit, [one, three], by=manager, at=AT) == 2
    assert [(m.enrollment_id, m.role_text) for m in queries.members_of(visit)] == [
        (one.pk, "Chủ tịch xã"),
        (three.pk, ""),
    ]
    services.confirm_by_host(visit, by=manager, at=AT)
    document = services.draft_plan(visit, by=manager, at=AT)
    assert document.state == "locked" and CourseDocument.objects.get().role == "field_study_plan"
    services.add_finding(
        visit, text="Trả kết quả đúng hạn", recommendation="Nhân rộng", by=world.users["learner"], at=AT
    )
    services.write_report(visit, text="Đoàn đi đủ", by=manager, at=AT)
    shown = queries.visits_of(world.course).get()
    assert (shown.members_count, shown.findings_count, shown.host_confirmed_at) == (2, 1, AT)
    assert queries.findings_of(visit).get().recommendation == "Nhân rộng"
    assert queries.host_name(visit) == "Xã 1"


@pytest.mark.django_db
def test_plan_lists_the_party_and_the_safety_plan() -> None:
    world = build_world(class_state="opened", enrolled=True)
    visit = planned(world, kind="range", safety_text="Có quân y đi cùng", place_text="Trường bắn")
    services.assign_members(visit, world.enrollments, by=None, at=AT)
    paper = plan_paper(visit, on=AT.date())
    table = paper.annexes[0].blocks[0]
    assert isinstance(table, Table) and [row[0] for row in table.rows] == ["1", "2", "3"]
    heads = [b.text for b in paper.blocks if isinstance(b, Heading)]
    assert heads[2:] == ["III. BẢO ĐẢM AN TOÀN", "IV. TỔ CHỨC THỰC HIỆN"]
    facts = next(b for b in paper.blocks if isinstance(b, FactList))
    assert dict(facts.rows)["Nơi đến"] == "Trường bắn" and dict(facts.rows)["Đơn vị đón"] == ""


@pytest.mark.django_db
def test_people_of_other_classes_do_not_go() -> None:
    world = build_world(class_state="opened", enrolled=True)
    visit = planned(world)
    other = TrainingClass.objects.create(course=world.course, position=2, label="Lớp B", version=world.version)
    Enrollment.objects.filter(pk=world.enrollments[0].pk).update(training_class=other)
    with pytest.raises(services.NotOfThisClass):
        services.assign_members(visit, Enrollment.objects.all(), by=None, at=AT)
    assert visit.members.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["learner", "stranger", "lecturer", "clerk", "auditor"])
def test_visits_are_the_class_managers(who: str) -> None:
    world = build_world(class_state="opened", enrolled=True)
    visit, user = planned(world), world.users[who]
    for act in (
        lambda: services.assign_members(visit, [], by=user, at=AT),
        lambda: services.give_roles(visit, {}, by=user, at=AT),
        lambda: services.confirm_by_host(visit, by=user, at=AT),
        lambda: services.draft_plan(visit, by=user, at=AT),
        lambda: services.add_finding(visit, text="x", by=user, at=AT),
        lambda: services.write_report(visit, text="x", by=user, at=AT),
        lambda: services.plan_visit(world.training_class, kind="abroad", starts_on=DAY, ends_on=DAY, by=user, at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.django_db
def test_empty_findings_and_reports_are_refused() -> None:
    visit = planned(build_world(class_state="opened", enrolled=True))
    with pytest.raises(services.FindingEmpty):
        services.add_finding(visit, text=" ", by=None, at=AT)
    with pytest.raises(services.FindingEmpty):
        services.write_report(visit, text="", by=None, at=AT)
