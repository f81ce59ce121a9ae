"""Việc chiêu sinh — from the call to the confirmed learner, and every refusal on the way."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from boiduong.course.delivery.courses.models import Course, CourseDocument, TargetGroup, TrainingClass
from boiduong.course.delivery.courses.services import RuleSetMissing
from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.events import class_opened, learners_summoned
from boiduong.course.delivery.enrollment.models import (
    Call,
    CallQuota,
    Enrollment,
    EnrollmentEvent,
    Finding,
    Nomination,
    NominationEvent,
)
from boiduong.course.delivery.enrollment.queries import class_list, class_plan, counts, opened_by_class
from boiduong.course.delivery.enrollment.rules import QuotaBelowHeld, QuotaFull, ReservesFull
from boiduong.course.delivery.enrollment.services import Proposal
from boiduong.course.delivery.enrollment.services.calling import DueAfterStart
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.queries import papers_of
from boiduong.foundation.documents.services import discard, give_number, record_outside
from boiduong.foundation.organizations.models import RuleSet
from boiduong.foundation.people.models import PostHolding
from boiduong.refusals import NotAllowed, ReasonNeeded
from boiduong.states import Forbidden
from world import World, build_world, make_person, make_unit

pytestmark = pytest.mark.django_db
DUE = date(2025, 7, 25)


@pytest.fixture
def world() -> World:
    return build_world()


def issued_call(world: World, at: datetime, *, seats: int = 2, reserves: int = 1) -> Call:
    call = services.create_call(world.course, due_on=DUE, by=world.users["officer"], at=at)
    rows = [(unit, None, seats, reserves) for unit in world.communes]
    services.set_quota(call, rows, by=world.users["officer"], at=at)
    return services.issue_call(call, by=world.users["officer"], at=at)


def send(world: World, call: Call, at: datetime) -> list[Nomination]:
    """Every commune sends its own leader, by the officer's hand."""
    listed = [Proposal(p, u, world.group) for p, u in zip(world.people, world.communes, strict=True)]
    services.propose_many(call, listed, by=None, at=at)
    return services.submit_nominations(call, by=world.users["officer"], at=at)


def numbered(document: Document, world: World, at: datetime) -> Document:
    return give_number(document, issued_on=at.date(), by=world.users["records"], at=at)


def formed(world: World, at: datetime) -> list[Enrollment]:
    call = issued_call(world, at)
    services.accept(send(world, call, at), by=world.users["authority"], at=at)
    services.close_call(call, by=world.users["officer"], at=at)
    return services.form_classes(world.course, by=world.users["officer"], at=at)


def opened(world: World, at: datetime) -> TrainingClass:
    formed(world, at)
    decision = services.draft_opening(world.training_class, by=world.users["officer"], at=at)
    return services.open_class(world.training_class, numbered(decision, world, at), by=world.users["authority"], at=at)


def summoned(world: World, at: datetime) -> dict[int, str]:
    opened(world, at)
    paper = services.draft_summons(world.training_class, by=world.users["officer"], at=at)
    return services.summon(world.training_class, numbered(paper, world, at), by=world.users["officer"], at=at)


def test_the_whole_way_from_call_to_confirmed_learner(world: World, at: datetime) -> None:
    heard: list[str] = []

    def on_open(**facts: object) -> None:
        heard.append("opened")

    def on_summon(**facts: object) -> None:
        heard.append("summoned")

    class_opened.connect(on_open)
    learners_summoned.connect(on_summon)
    try:
        codes = summoned(world, at)
    finally:
        class_opened.disconnect(on_open)
        learners_summoned.disconnect(on_summon)
    assert heard == ["opened", "summoned"]
    world.training_class.refresh_from_db()
    assert world.training_class.state == "opened"
    assert world.training_class.rule_set == world.rule_set
    assert world.training_class.opening is not None
    learners = list(class_list(world.training_class))
    assert [e.position for e in learners] == [1, 2, 3]
    assert {e.unit_text for e in learners} == {"Xã 1", "Xã 2", "Xã 3"}
    assert all(e.opening_id == world.training_class.opening_id for e in learners)
    first, second, _third = learners
    services.answer_summons(codes[first.pk].lower(), True, at=at)
    services.answer_summons(codes[second.pk], False, reason="Đi công tác", at=at)
    told = counts(world.course, as_of_at=at)
    assert (told.nominated, told.accepted, told.opened, told.summoned, told.confirmed) == (3, 3, 3, 3, 1)
    assert class_list(world.training_class).count() == 2
    before = counts(world.course, as_of_at=at - timedelta(days=2))
    assert (before.nominated, before.accepted, before.opened, before.summoned, before.confirmed) == (0, 0, 0, 0, 0)


def test_summons_pages_carry_the_codes_that_open_them(world: World, at: datetime) -> None:
    codes = summoned(world, at)
    paper = Document.objects.get(kind="summons")
    pages = papers_of(paper)
    assert len(pages) == 4
    for enrollment in class_list(world.training_class):
        assert services.hash_code(codes[enrollment.pk]) == enrollment.summons.code_hash
        assert sum(codes[enrollment.pk] in page.verify for page in pages) == 1
    assert paper.pdf is not None


def test_set_quota_changes_adds_and_takes_out(world: World, at: datetime) -> None:
    call = issued_call(world, at, seats=2)
    services.set_quota(call, [(world.communes[0], None, 3, 1), (world.communes[1], None, 0, 0)], by=None, at=at)
    assert dict(CallQuota.objects.values_list("unit_id", "seats")) == {
        world.communes[0].pk: 3,
        world.communes[2].pk: 2,
    }
    services.propose(call, world.people[0], world.group, unit=world.communes[0], by=None, at=at)
    with pytest.raises(QuotaBelowHeld):
        services.set_quota(call, [(world.communes[0], None, 0, 0)], by=None, at=at)
    nomination = Nomination.objects.get()
    services.withdraw_nomination([nomination], reason="Nhầm", by=None, at=at)
    services.set_quota(call, [(world.communes[0], None, 0, 0)], by=None, at=at)
    assert CallQuota.objects.get(unit=world.communes[0]).seats == 0


def test_set_quota_refuses_foreign_group_slip_and_closed_call(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    other = Course.objects.create(slug="k2", title="Khóa 2", institution=world.institution, created_at=at)
    group = TargetGroup.objects.create(course=other, label="Khác")
    with pytest.raises(services.ForeignGroup):
        services.set_quota(call, [(world.communes[0], group, 1, 0)], by=None, at=at)
    with pytest.raises(services.QuotaTooLarge):
        services.set_quota(call, [(world.communes[0], None, 5000, 0)], by=None, at=at)
    services.close_call(call, by=None, at=at)
    with pytest.raises(services.CallClosed):
        services.set_quota(call, [(world.communes[0], None, 1, 0)], by=None, at=at)
    with pytest.raises(services.CallClosed):
        services.set_due_date(call, due_on=DUE, by=None, at=at)


def test_set_due_date_moves_the_deadline(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    services.set_due_date(call, due_on=date(2025, 7, 30), by=None, at=at)
    assert Call.objects.get().due_on == date(2025, 7, 30)


@pytest.mark.parametrize("late", [False, True], ids=["a day that is over", "the day the course begins"])
def test_lists_are_due_from_today_to_the_day_before_the_course(world: World, at: datetime, late: bool) -> None:
    first = world.course.starts_on
    assert first is not None
    wrong, refusal = (first, DueAfterStart) if late else (date(2025, 7, 13), services.DueDatePast)
    with pytest.raises(refusal):
        services.create_call(world.course, due_on=wrong, by=None, at=at)
    inside = first - timedelta(days=1) if late else date(2025, 7, 14)
    call = services.create_call(world.course, due_on=inside, by=None, at=at)
    with pytest.raises(refusal):
        services.set_due_date(call, due_on=wrong, by=None, at=at)
    assert Call.objects.get().due_on == inside


def test_create_call_twice_is_refused(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    with pytest.raises(services.AnotherCallOpen):
        services.create_call(world.course, due_on=DUE, by=None, at=at)
    services.close_call(call, by=None, at=at)
    services.create_call(world.course, due_on=DUE, by=None, at=at)
    with pytest.raises(services.AnotherCallOpen):
        services.reopen_call(call, reason="Bổ sung", by=None, at=at)


def test_issue_call_asks_for_quota_time_and_number(world: World, at: datetime) -> None:
    call = services.create_call(world.course, due_on=DUE, by=None, at=at)
    with pytest.raises(services.QuotaMissing):
        services.issue_call(call, by=None, at=at)
    with pytest.raises(services.QuotaMissing):
        services.draft_call(call, by=None, at=at)
    services.set_quota(call, [(world.communes[0], None, 1, 1)], by=None, at=at)
    with pytest.raises(services.DueDatePast):
        services.issue_call(call, by=None, at=at + timedelta(days=30))
    letter = services.draft_call(call, by=None, at=at)
    with pytest.raises(services.PaperNotNumbered):
        services.issue_call(call, by=None, at=at)
    numbered(letter, world, at)
    services.issue_call(call, by=None, at=at)
    assert Call.objects.get().state == "issued"
    with pytest.raises(Forbidden):
        services.issue_call(call, by=None, at=at)


def test_reopen_needs_a_reason_and_takes_lists_again(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    services.close_call(call, by=None, at=at)
    with pytest.raises(services.CallClosed):
        services.propose(call, world.people[0], world.group, unit=world.communes[0], by=None, at=at)
    with pytest.raises(services.CallClosed):
        services.submit_nominations(call, world.communes[0], by=None, at=at)
    with pytest.raises(ReasonNeeded):
        services.reopen_call(call, reason=" ", by=None, at=at)
    services.reopen_call(call, reason="Một xã gửi muộn", by=None, at=at)
    services.propose(call, world.people[0], world.group, unit=world.communes[0], by=None, at=at)


def test_quota_full_says_so_and_the_reserve_has_an_end(world: World, at: datetime) -> None:
    call = issued_call(world, at, seats=1, reserves=1)
    unit = world.communes[0]
    people = [make_person(f"Trần Thị {letter}") for letter in "BCD"]
    services.propose(call, people[0], world.group, unit=unit, by=None, at=at)
    with pytest.raises(QuotaFull) as refused:
        services.propose(call, people[1], world.group, unit=unit, by=None, at=at)
    assert str(refused.value).startswith("Xã 1 has no seat left: 1 of 1 taken.")
    second = services.propose(call, people[1], world.group, unit=unit, by=None, at=at, place="either")
    assert second.reserve_rank == 1
    with pytest.raises(ReservesFull):
        services.propose(call, people[2], world.group, unit=unit, by=None, at=at, place="reserve")
    assert Nomination.objects.count() == 2


def test_a_list_is_written_whole_or_not_at_all(world: World, at: datetime) -> None:
    call = issued_call(world, at, seats=1, reserves=0)
    people = [make_person(f"Trần Văn {letter}") for letter in "BC"]
    with pytest.raises(QuotaFull):
        services.propose_many(call, [Proposal(p, world.communes[0], world.group) for p in people], by=None, at=at)
    assert not Nomination.objects.exists()
    assert not NominationEvent.objects.exists()


@pytest.mark.parametrize("again", ["same list", "same unit", "another unit", "already a learner"])
def test_one_person_is_sent_once(world: World, at: datetime, again: str) -> None:
    call = issued_call(world, at)
    person, first, second = world.people[0], world.communes[0], world.communes[1]
    if again == "same list":
        with pytest.raises(services.AlreadyNominated):
            services.propose_many(call, [Proposal(person, first, world.group)] * 2, by=None, at=at)
        return
    if again == "already a learner":
        services.enroll_many(world.training_class, [services.DirectSeat(person)], by=None, at=at)
    else:
        services.propose(call, person, world.group, unit=first, by=None, at=at)
    unit = first if again == "same unit" else second
    with pytest.raises(services.AlreadyNominated) as refused:
        services.propose(call, person, world.group, unit=unit, by=None, at=at)
    assert person.full_name in str(refused.value)


def test_propose_refuses_a_unit_without_quota(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    unit = make_unit("Xã Lạ", kind="commune", level="commune", parent=world.province)
    with pytest.raises(services.NoQuota):
        services.propose(call, world.people[0], world.group, unit=unit, by=None, at=at)
    with pytest.raises(services.NothingChosen):
        services.propose_many(call, [], by=None, at=at)


def test_clerks_handle_their_own_unit_only(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    clerk, other = world.users["clerk"], world.users["other_clerk"]
    with pytest.raises(NotAllowed):
        services.propose(call, world.people[1], world.group, unit=world.communes[1], by=clerk, at=at)
    with pytest.raises(services.NotYourPerson):
        services.propose(call, world.people[1], world.group, unit=world.communes[0], by=clerk, at=at)
    mine = services.propose(call, world.people[0], world.group, unit=world.communes[0], by=clerk, at=at)
    with pytest.raises(NotAllowed):
        services.withdraw_nomination([mine], reason="Thử", by=other, at=at)
    with pytest.raises(NotAllowed):
        services.submit_nominations(call, by=clerk, at=at)
    with pytest.raises(NotAllowed):
        services.accept([mine], by=clerk, at=at)
    services.submit_nominations(call, world.communes[0], by=clerk, at=at)


@pytest.mark.parametrize("role", ["clerk", "manager", "lecturer", "learner", "records", "auditor", "stranger", "admin"])
def test_acts_of_the_office_are_refused_to_others(world: World, at: datetime, role: str) -> None:
    user = world.users[role]
    call = issued_call(world, at)
    sent = send(world, call, at)
    acts = [
        lambda: services.create_call(world.course, due_on=DUE, by=user, at=at),
        lambda: services.set_quota(call, [], by=user, at=at),
        lambda: services.set_due_date(call, due_on=DUE, by=user, at=at),
        lambda: services.draft_call(call, by=user, at=at),
        lambda: services.issue_call(call, by=user, at=at),
        lambda: services.close_call(call, by=user, at=at),
        lambda: services.reopen_call(call, reason="x", by=user, at=at),
        lambda: services.lapse_undecided(call, by=user, at=at),
        lambda: services.accept(sent, by=user, at=at),
        lambda: services.refuse(sent, reason="x", by=user, at=at),
        lambda: services.reserve(sent, by=user, at=at),
        lambda: services.promote(sent, by=user, at=at),
        lambda: services.draft_review_result(world.course, by=user, at=at),
        lambda: services.form_classes(world.course, by=user, at=at),
        lambda: services.place(sent, world.training_class, by=user, at=at),
        lambda: services.enroll_many(world.training_class, [], by=user, at=at),
        lambda: services.divide_groups(world.training_class, by=user, at=at),
        lambda: services.draft_opening(world.training_class, by=user, at=at),
        lambda: services.draft_summons(world.training_class, by=user, at=at),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_findings_that_block_stop_the_sending_until_lifted(world: World, at: datetime) -> None:
    world.group.conditions = {"post_held": ["chủ tịch Hội đồng nhân dân"]}
    world.group.save()
    call = issued_call(world, at)
    mine = services.propose(call, world.people[0], world.group, unit=world.communes[0], by=world.users["clerk"], at=at)
    assert [f.rule for f in mine.findings.all()] == ["target_group"]
    with pytest.raises(services.NotEligible) as refused:
        services.submit_nominations(call, world.communes[0], by=world.users["clerk"], at=at)
    assert "Bí thư Đảng ủy" in str(refused.value)
    assert world.people[0].full_name in str(refused.value)
    finding = Finding.objects.get()
    with pytest.raises(NotAllowed):
        services.lift_finding(finding, reason="Cho qua", by=world.users["clerk"], at=at)
    with pytest.raises(ReasonNeeded):
        services.lift_finding(finding, reason="", by=world.users["officer"], at=at)
    services.lift_finding(finding, reason="Được giao phụ trách Hội đồng", by=world.users["officer"], at=at)
    services.submit_nominations(call, world.communes[0], by=world.users["clerk"], at=at)
    kept = Finding.objects.get()
    assert kept.lift_reason == "Được giao phụ trách Hội đồng"


def test_accept_judges_what_still_blocks(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    sent = send(world, call, at)
    Finding.objects.create(nomination=sent[0], rule="clash", level="block", facts={"course": "X", "days": "1/8/2025"})
    with pytest.raises(services.NotEligible):
        services.accept(sent, by=None, at=at)
    services.refuse([sent[0]], reason="Trùng ngày", by=None, at=at)
    services.accept(sent[1:], by=None, at=at)


def test_rule_set_must_be_there_to_judge(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    RuleSet.objects.all().delete()
    with pytest.raises(RuleSetMissing):
        services.propose(call, world.people[0], world.group, unit=world.communes[0], by=None, at=at)


def test_other_course_on_the_same_days_blocks_and_same_program_warns(world: World, at: datetime) -> None:
    other = Course.objects.create(
        slug="k2", title="Khóa hai", institution=world.institution, default_version=world.version,
        starts_on=date(2025, 8, 20), ends_on=date(2025, 8, 22), created_at=at, state="under_way",
    )  # fmt: skip
    its_class = TrainingClass.objects.create(
        course=other, position=1, label="Lớp A", version=world.version, starts_on=other.starts_on, ends_on=other.ends_on
    )
    Enrollment.objects.create(course=other, person=world.people[0], training_class=its_class, state="confirmed")
    call = issued_call(world, at)
    mine = services.propose(call, world.people[0], world.group, unit=world.communes[0], by=None, at=at)
    found = {f.rule: (f.level, f.facts) for f in mine.findings.all()}
    assert found["clash"] == ("block", {"course": "Khóa hai", "days": "20–22/8/2025"})
    assert found["same_topics"][0] == "warn"


def test_nomination_elsewhere_on_the_same_days_blocks(world: World, at: datetime) -> None:
    other = Course.objects.create(
        slug="k2", title="Khóa hai", institution=world.institution, created_at=at, state="ready",
        starts_on=date(2025, 8, 20), ends_on=date(2025, 8, 22),
    )  # fmt: skip
    group = TargetGroup.objects.create(course=other, label="Nhóm")
    their = Call.objects.create(course=other, due_on=DUE, state="issued")
    Nomination.objects.create(
        call=their, course=other, person=world.people[0], group=group, sent_by=world.communes[0], state="accepted"
    )
    call = issued_call(world, at)
    mine = services.propose(call, world.people[0], world.group, unit=world.communes[0], by=None, at=at)
    assert [f.rule for f in mine.findings.all()] == ["clash"]


def test_unit_that_sends_all_leaders_is_warned(world: World, at: datetime) -> None:
    second = make_person("Lê Thị Bình")
    PostHolding.objects.create(person=second, post=world.post, unit=world.communes[0], starts_on=date(2020, 1, 1))
    call = issued_call(world, at)
    made = services.propose_many(
        call, [Proposal(p, world.communes[0], world.group) for p in (world.people[0], second)], by=None, at=at
    )
    assert {f.rule for n in made for f in n.findings.all()} == {"unit_leaders"}
    assert services.submit_nominations(call, world.communes[0], by=None, at=at)


def test_replace_frees_the_seat_for_another_person(world: World, at: datetime) -> None:
    codes = summoned(world, at)
    learner = class_list(world.training_class).get(person=world.people[0])
    assert learner.pk in codes
    newcomer = make_person("Lê Thị Thay")
    with pytest.raises(ReasonNeeded):
        services.replace(learner.nomination, newcomer, reason="", by=world.users["clerk"], at=at)
    new = services.replace(learner.nomination, newcomer, reason="Đi công tác đột xuất", by=world.users["clerk"], at=at)
    assert new.replaces == learner.nomination
    learner.refresh_from_db()
    assert learner.state == "withdrawn"
    assert Nomination.objects.get(pk=learner.nomination_id).state == "replaced"
    call = Call.objects.get()
    sent = services.submit_nominations(call, world.communes[0], by=world.users["clerk"], at=at)
    services.accept(sent, by=world.users["authority"], at=at)
    (seat,) = services.place(sent, world.training_class, by=world.users["officer"], at=at)
    assert seat.position == 4
    world.training_class.refresh_from_db()
    assert world.training_class.opening is not None
    with pytest.raises(services.NobodyNewNamed):
        services.open_class(world.training_class, world.training_class.opening, by=None, at=at)
    later = services.draft_opening(world.training_class, by=world.users["officer"], at=at)
    assert later.annex_rows.count() == 1
    services.open_class(world.training_class, numbered(later, world, at), by=None, at=at)
    seat.refresh_from_db()
    assert seat.opening == later
    assert counts(world.course, as_of_at=at).opened == 4


def test_a_replacement_is_planned_into_the_class_of_the_seat(world: World, at: datetime) -> None:
    """The class is open already while another still forms: the one who goes instead takes the seat that was freed."""
    summoned(world, at)
    TrainingClass.objects.create(course=world.course, position=2, label="Lớp B", version=world.version)
    learner = class_list(world.training_class).get(person=world.people[0])
    services.replace(learner.nomination, make_person("Lê Thị Thay"), reason="Ốm", by=None, at=at)
    sent = services.submit_nominations(Call.objects.get(), world.communes[0], by=None, at=at)
    services.accept(sent, by=None, at=at)
    assert class_plan(world.course, way="together", on=at.date()) == {world.training_class.pk: [sent[0].pk]}
    [seat] = services.form_classes(world.course, by=None, at=at)
    assert (seat.training_class_id, seat.position) == (world.training_class.pk, 4)


def test_replace_of_a_reserve_stays_in_reserve_when_seats_are_full(world: World, at: datetime) -> None:
    call = issued_call(world, at, seats=1, reserves=1)
    unit = world.communes[0]
    services.propose(call, world.people[0], world.group, unit=unit, by=None, at=at)
    waiting = services.propose(call, make_person("Trần Dự Bị"), world.group, unit=unit, by=None, at=at, place="reserve")
    new = services.replace(waiting, make_person("Lê Dự Bị"), reason="Ốm", by=None, at=at)
    assert new.reserve_rank == 1


def test_reserve_and_promote_follow_the_seats(world: World, at: datetime) -> None:
    call = issued_call(world, at, seats=1, reserves=2)
    unit = world.communes[0]
    first = services.propose(call, world.people[0], world.group, unit=unit, by=None, at=at)
    second = services.propose(
        call, make_person("Trần Văn Hai"), world.group, unit=unit, by=None, at=at, place="reserve"
    )
    services.submit_nominations(call, unit, by=None, at=at)
    services.accept([first], by=None, at=at)
    with pytest.raises(QuotaFull):
        services.accept([second], by=None, at=at)
    services.reserve([second], by=None, at=at, reason="Hết chỉ tiêu")
    assert second.state == "reserve"
    with pytest.raises(QuotaFull):
        services.promote([second], by=None, at=at)
    services.withdraw_nomination([first], reason="Ốm", by=None, at=at)
    services.promote([second], by=None, at=at)
    second.refresh_from_db()
    assert (second.state, second.reserve_rank) == ("accepted", None)


def test_reserve_takes_the_seat_back(world: World, at: datetime) -> None:
    call = issued_call(world, at, seats=1, reserves=2)
    first = services.propose(call, world.people[0], world.group, unit=world.communes[0], by=None, at=at)
    services.submit_nominations(call, by=None, at=at)
    services.reserve([first], by=None, at=at)
    first.refresh_from_db()
    assert (first.state, first.reserve_rank) == ("reserve", 1)
    services.propose(call, make_person("Lê Có Chỗ"), world.group, unit=world.communes[0], by=None, at=at)


def test_refuse_needs_a_reason_and_runs_no_check(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    sent = send(world, call, at)
    with pytest.raises(ReasonNeeded):
        services.refuse(sent, reason="  ", by=None, at=at)
    services.refuse(sent, reason="Không đúng đối tượng", by=None, at=at)
    assert set(Nomination.objects.values_list("state", flat=True)) == {"refused"}
    with pytest.raises(Forbidden):
        services.accept(sent, by=None, at=at)
    with pytest.raises(services.NothingChosen):
        services.refuse([], reason="x", by=None, at=at)


def test_acts_on_people_of_two_courses_are_refused(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    sent = send(world, call, at)
    other = Course.objects.create(slug="k2", title="Khóa 2", institution=world.institution, created_at=at)
    group = TargetGroup.objects.create(course=other, label="Nhóm")
    their = Call.objects.create(course=other, due_on=DUE, state="issued")
    stray = Nomination.objects.create(
        call=their, course=other, person=world.people[0], group=group, sent_by=world.communes[0], state="submitted"
    )
    with pytest.raises(services.SeveralCourses):
        services.accept([*sent, stray], by=None, at=at)


def test_course_full_counts_all_classes(world: World, at: datetime) -> None:
    world.training_class.capacity = 2
    world.training_class.save()
    call = issued_call(world, at)
    sent = send(world, call, at)
    services.accept(sent[:2], by=None, at=at)
    with pytest.raises(services.CourseFull):
        services.accept(sent[2:], by=None, at=at)
    world.training_class.capacity = None
    world.training_class.save()
    services.accept(sent[2:], by=None, at=at)


def test_accept_without_any_class_yet_is_fine(world: World, at: datetime) -> None:
    world.training_class.delete()
    call = issued_call(world, at)
    assert len(services.accept(send(world, call, at), by=None, at=at)) == 3


def test_lapse_closes_what_nobody_decided(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    send(world, call, at)
    with pytest.raises(services.ListNotClosed):
        services.lapse_undecided(call, by=None, at=at)
    services.close_call(call, by=None, at=at)
    assert services.lapse_undecided(call, by=None, at=at) == 3
    assert services.lapse_undecided(call, by=None, at=at) == 0


def test_submit_without_people_is_refused(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    with pytest.raises(services.NothingToSend):
        services.submit_nominations(call, by=None, at=at)


def test_edit_only_before_sending(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    mine = services.propose(call, world.people[0], world.group, unit=world.communes[0], by=None, at=at)
    services.edit_nomination(mine, post_text="Quyền Bí thư", by=world.users["clerk"], at=at)
    assert Nomination.objects.get().post_text == "Quyền Bí thư"
    other = TargetGroup.objects.create(course=world.course, label="Nhóm hai")
    services.edit_nomination(mine, group=other, by=world.users["clerk"], at=at)
    services.submit_nominations(call, by=None, at=at)
    with pytest.raises(services.AlreadySent):
        services.edit_nomination(mine, post_text="Khác", by=None, at=at)


def test_form_classes_refuses_full_foreign_and_empty(world: World, at: datetime) -> None:
    with pytest.raises(services.NothingChosen):
        services.form_classes(world.course, by=None, at=at)
    call = issued_call(world, at)
    sent = services.accept(send(world, call, at), by=None, at=at)
    with pytest.raises(services.ForeignClass):
        services.form_classes(world.course, plan={10**6: [sent[0].pk]}, by=None, at=at)
    world.training_class.capacity = 2
    world.training_class.save()
    with pytest.raises(services.ClassFull) as refused:
        services.form_classes(world.course, plan={world.training_class.pk: [n.pk for n in sent]}, by=None, at=at)
    assert "0 of 2" in str(refused.value)
    assert not Enrollment.objects.exists()
    world.training_class.capacity = 3
    world.training_class.save()
    second = TrainingClass.objects.create(course=world.course, position=2, label="Lớp B", version=world.version)
    plan = {world.training_class.pk: [n.pk for n in sent], second.pk: []}
    assert len(services.form_classes(world.course, plan=plan, by=None, at=at)) == 3


def test_place_refuses_other_courses_and_closed_classes(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    sent = services.accept(send(world, call, at), by=None, at=at)
    other = Course.objects.create(slug="k2", title="Khóa 2", institution=world.institution, created_at=at)
    its = TrainingClass.objects.create(course=other, position=1, label="Lớp A", version=world.version)
    with pytest.raises(services.ForeignClass):
        services.place(sent, its, by=None, at=at)
    TrainingClass.objects.filter(pk=world.training_class.pk).update(state="cancelled")
    with pytest.raises(services.ClassTakesNobody):
        services.place(sent, world.training_class, by=None, at=at)


def test_enroll_many_for_courses_without_a_call(world: World, at: datetime) -> None:
    seats = [services.DirectSeat(p, u, post_text="Bí thư") for p, u in zip(world.people, world.communes, strict=True)]
    made = services.enroll_many(world.training_class, seats, by=None, at=at)
    assert [e.unit_text for e in made] == ["Xã 1", "Xã 2", "Xã 3"]
    with pytest.raises(services.AlreadyEnrolled):
        services.enroll_many(world.training_class, seats[:1], by=None, at=at)
    with pytest.raises(services.NothingChosen):
        services.enroll_many(world.training_class, [], by=None, at=at)
    decision = services.draft_opening(world.training_class, by=None, at=at)
    services.open_class(world.training_class, numbered(decision, world, at), by=None, at=at)
    assert counts(world.course, as_of_at=at).opened == 3
    assert opened_by_class(world.course, at) == {world.training_class.pk: 3}


def test_divide_groups_keeps_the_order_and_can_be_done_again(world: World, at: datetime) -> None:
    with pytest.raises(services.NothingChosen):
        services.divide_groups(world.training_class, by=None, at=at)
    seats = [services.DirectSeat(make_person(f"Người {n:03d}")) for n in range(45)]
    services.enroll_many(world.training_class, seats, by=None, at=at)
    groups = services.divide_groups(world.training_class, by=None, at=at)
    assert [g.number for g in groups] == [1, 2, 3]
    sizes = [class_list(world.training_class).filter(group=g).count() for g in groups]
    assert sizes == [15, 15, 15]
    assert len(services.divide_groups(world.training_class, by=None, at=at, smallest=20, largest=30)) == 2


def test_opening_waits_for_list_people_and_number(world: World, at: datetime) -> None:
    officer = world.users["officer"]
    call = issued_call(world, at)
    services.accept(send(world, call, at), by=None, at=at)
    with pytest.raises(services.ListNotClosed):
        services.draft_opening(world.training_class, by=officer, at=at)
    services.close_call(call, by=None, at=at)
    with pytest.raises(services.ClassEmpty):
        services.draft_opening(world.training_class, by=officer, at=at)
    services.form_classes(world.course, by=None, at=at)
    decision = services.draft_opening(world.training_class, by=officer, at=at)
    with pytest.raises(services.DecisionNotNumbered):
        services.open_class(world.training_class, decision, by=officer, at=at)
    second = TrainingClass.objects.create(course=world.course, position=2, label="Lớp B", version=world.version)
    numbered(decision, world, at)
    with pytest.raises(services.OtherDecision):
        services.open_class(second, decision, by=officer, at=at)
    services.open_class(world.training_class, decision, by=officer, at=at)
    with pytest.raises(services.ClassEmpty):
        services.draft_opening(world.training_class, by=officer, at=at)


def test_opening_by_a_decision_of_another_body(world: World, at: datetime) -> None:
    formed(world, at)
    outside = record_outside(
        kind="opening_decision", issuer=world.school, number="12/QĐ-TCT", issued_on=at.date(),
        subject="Mở lớp", by=None, at=at,
    )  # fmt: skip
    services.open_class(world.training_class, outside, by=None, at=at)
    assert outside.annex_rows.count() == 3
    paper = record_outside(
        kind="summons", issuer=world.school, number="13/GTT-TCT", issued_on=at.date(), subject="Triệu tập",
        by=None, at=at,
    )  # fmt: skip
    codes = services.summon(world.training_class, paper, by=None, at=at)
    assert len(set(codes.values())) == 3


def test_open_class_without_people_is_refused(world: World, at: datetime) -> None:
    outside = record_outside(
        kind="opening_decision", issuer=world.school, number="12/QĐ-TCT", issued_on=at.date(),
        subject="Mở lớp", by=None, at=at,
    )  # fmt: skip
    with pytest.raises(services.ClassEmpty):
        services.open_class(world.training_class, outside, by=None, at=at)


def test_summons_wait_for_opening_and_number(world: World, at: datetime) -> None:
    formed(world, at)
    with pytest.raises(services.ClassNotOpened):
        services.draft_summons(world.training_class, by=None, at=at)
    outside = record_outside(
        kind="summons", issuer=world.school, number="13/GTT-TCT", issued_on=at.date(), subject="x", by=None, at=at
    )
    with pytest.raises(services.ClassNotOpened):
        services.summon(world.training_class, outside, by=None, at=at)
    decision = services.draft_opening(world.training_class, by=None, at=at)
    services.open_class(world.training_class, numbered(decision, world, at), by=None, at=at)
    paper = services.draft_summons(world.training_class, by=None, at=at)
    with pytest.raises(services.PaperNotNumbered):
        services.summon(world.training_class, paper, by=None, at=at)
    services.summon(world.training_class, numbered(paper, world, at), by=None, at=at)
    with pytest.raises(services.NothingChosen):
        services.draft_summons(world.training_class, by=None, at=at)
    with pytest.raises(services.NothingChosen):
        services.summon(world.training_class, paper, by=None, at=at)


def test_unknown_codes_are_refused(world: World, at: datetime) -> None:
    summoned(world, at)
    for code in ("", "ABC", "0" * 5000, "' OR 1=1 --", "\x00", "١٢٣"):
        with pytest.raises(services.CodeUnknown):
            services.answer_summons(code, True, at=at)


def test_answers_are_taken_before_the_class_only(world: World, at: datetime) -> None:
    codes = list(summoned(world, at).values())
    with pytest.raises(services.AnswerTooLate):
        services.answer_summons(codes[0], True, at=datetime(2025, 8, 19, 1, tzinfo=at.tzinfo))
    with pytest.raises(ReasonNeeded):
        services.answer_summons(codes[0], False, at=at)
    services.answer_summons(codes[0], True, at=at)
    with pytest.raises(Forbidden):
        services.answer_summons(codes[0], True, at=at)
    TrainingClass.objects.update(starts_on=None, ends_on=None)
    services.answer_summons(codes[1], True, at=at)


def test_units_answer_for_their_own_people(world: World, at: datetime) -> None:
    summoned(world, at)
    learners = list(class_list(world.training_class))
    with pytest.raises(NotAllowed):
        services.confirm_many(learners, by=world.users["clerk"], at=at)
    services.confirm_many([e for e in learners if e.unit_text == "Xã 1"], by=world.users["clerk"], at=at)
    (second,) = [e for e in learners if e.unit_text == "Xã 2"]
    services.decline_many([second], reason="Ốm", by=world.users["other_clerk"], at=at)
    (third,) = [e for e in learners if e.unit_text == "Xã 3"]
    services.confirm_many([third], by=world.users["manager"], at=at)
    assert sorted(e.summons.answered_via for e in learners) == ["office", "unit", "unit"]
    with pytest.raises(services.NothingChosen):
        services.confirm_many([], by=None, at=at)


def test_units_answer_and_withdraw_until_the_lessons_begin(world: World, at: datetime) -> None:
    summoned(world, at)
    clerk, late = world.users["clerk"], datetime(2025, 8, 19, 1, tzinfo=at.tzinfo)
    own = [e for e in class_list(world.training_class) if e.unit_text == "Xã 1"]
    with pytest.raises(services.AnswerTooLate):
        services.confirm_many(own, by=clerk, at=late)
    with pytest.raises(services.AnswerTooLate):
        services.decline_many(own, reason="Ốm", by=clerk, at=late)
    services.confirm_many(own, by=world.users["manager"], at=late)
    services.attend_many(own, by=None, at=late)
    sent = Nomination.objects.get(enrollment=own[0])
    with pytest.raises(services.AttendsAlready, match=own[0].person.full_name):
        services.withdraw_nomination([sent], reason="Việc gấp", by=clerk, at=late)
    services.withdraw_nomination([sent], reason="Đơn vị rút về", by=world.users["officer"], at=late)
    assert Enrollment.objects.get(pk=own[0].pk).state == "withdrawn"


def test_decline_frees_the_seat_for_the_reserve(world: World, at: datetime) -> None:
    call = issued_call(world, at, seats=1, reserves=1)
    waiting = services.propose(
        call, make_person("Lê Dự Bị"), world.group, unit=world.communes[0], by=None, at=at, place="reserve"
    )
    sent = send(world, call, at)
    services.reserve([waiting], by=None, at=at)
    services.accept([n for n in sent if n.pk != waiting.pk], by=None, at=at)
    services.close_call(call, by=None, at=at)
    services.form_classes(world.course, by=None, at=at)
    decision = services.draft_opening(world.training_class, by=None, at=at)
    services.open_class(world.training_class, numbered(decision, world, at), by=None, at=at)
    paper = services.draft_summons(world.training_class, by=None, at=at)
    codes = services.summon(world.training_class, numbered(paper, world, at), by=None, at=at)
    learner = class_list(world.training_class).get(sent_by=world.communes[0])
    with pytest.raises(QuotaFull):
        services.promote([waiting], by=None, at=at)
    services.answer_summons(codes[learner.pk], False, reason="Ốm", at=at)
    services.promote([waiting], by=None, at=at)
    services.place([waiting], world.training_class, by=None, at=at)
    learner.refresh_from_db()
    with pytest.raises(services.NoSeatToReturnTo, match="Xã 1"):
        services.reinstate([learner], world.training_class, reason="Đã khỏi", by=None, at=at)
    services.withdraw_nomination([waiting], reason="Nhường chỗ", by=None, at=at)
    back = services.reinstate([learner], world.training_class, reason="Đã khỏi", by=None, at=at)
    assert [one.state for one in back] == ["listed"]
    again = services.draft_summons(world.training_class, by=None, at=at)
    new_codes = services.summon(world.training_class, numbered(again, world, at), by=None, at=at)
    assert new_codes[learner.pk] != codes[learner.pk]
    with pytest.raises(services.CodeUnknown):
        services.answer_summons(codes[learner.pk], True, at=at)
    assert counts(world.course, as_of_at=at).confirmed == 0


def test_attend_many_marks_each_learner_once(world: World, at: datetime) -> None:
    summoned(world, at)
    learners = list(class_list(world.training_class))
    assert len(services.attend_many(learners, by=world.users["manager"], at=at)) == 3
    assert services.attend_many(learners, by=None, at=at) == []
    assert services.attend_many([], by=None, at=at) == []
    own = [e for e in learners if e.person_id == world.users["learner"].person_id]
    services.attend_many(own, by=world.users["learner"], at=at)
    with pytest.raises(NotAllowed):
        services.attend_many(learners, by=world.users["learner"], at=at)
    assert EnrollmentEvent.objects.filter(act="attend").count() == 3


def test_move_goes_behind_the_other_list(world: World, at: datetime) -> None:
    formed(world, at)
    second = TrainingClass.objects.create(
        course=world.course, position=2, label="Lớp B", version=world.version, capacity=1
    )
    first, other, _third = class_list(world.training_class)
    with pytest.raises(ReasonNeeded):
        services.move([first], second, reason="", by=None, at=at)
    services.move([first], second, reason="Gần nhà", by=world.users["officer"], at=at)
    first.refresh_from_db()
    assert (first.training_class, first.position, first.state) == (second, 1, "listed")
    with pytest.raises(services.ClassFull):
        services.move([other], second, reason="Gần nhà", by=None, at=at)
    assert services.move([first], second, reason="Đã ở đó", by=None, at=at) == []
    foreign = Course.objects.create(slug="k2", title="Khóa 2", institution=world.institution, created_at=at)
    its = TrainingClass.objects.create(course=foreign, position=1, label="Lớp A", version=world.version)
    with pytest.raises(services.ForeignClass):
        services.move([other], its, reason="x", by=None, at=at)
    with pytest.raises(services.ForeignClass):
        services.reinstate([other], its, reason="x", by=None, at=at)


def test_withdraw_expel_defer_and_take_back(world: World, at: datetime) -> None:
    summoned(world, at)
    learners = list(class_list(world.training_class))
    services.attend_many(learners, by=None, at=at)
    first, second, third = learners
    services.withdraw([first], reason="Ốm dài ngày", by=world.users["officer"], at=at)
    paper = services.draft_summons  # no decision of these kinds is drafted here; one comes from outside
    assert paper is not None
    bare = Document.objects.filter(kind="summons").get()
    Document.objects.filter(pk=bare.pk).update(state="locked")
    bare.refresh_from_db()
    with pytest.raises(services.PaperNotNumbered):
        services.expel([second], bare, reason="Vi phạm", by=None, at=at)
    decision = record_outside(
        kind="outside", issuer=world.school, number="20/QĐ-TCT", issued_on=at.date(), subject="Thôi học",
        by=None, at=at,
    )  # fmt: skip
    services.expel([second], decision, reason="Vi phạm", by=world.users["authority"], at=at)
    services.defer([third], decision, reason="Nghỉ sinh", by=world.users["authority"], at=at)
    assert sorted(Enrollment.objects.values_list("state", flat=True)) == ["deferred", "expelled", "withdrawn"]
    services.reinstate([third], world.training_class, reason="Học tiếp", by=None, at=at)
    with pytest.raises(Forbidden):
        services.reinstate([second], world.training_class, reason="Xin lại", by=None, at=at)


def test_leave_by_decision_files_the_paper(world: World, at: datetime) -> None:
    """The decision comes on paper from elsewhere: its number, the people it names and the act are one act, or none."""
    summoned(world, at)
    first, second, third = class_list(world.training_class)
    services.attend_many([first, second], by=None, at=at)
    said = {"number": "20/QĐ-TCT", "issued_on": at.date(), "reason": "Vi phạm nội quy", "at": at}
    with pytest.raises(NotAllowed):
        services.leave_by_decision([first], act_name="expel", by=world.users["clerk"], **said)
    with pytest.raises(Forbidden):
        services.leave_by_decision([first, third], act_name="expel", by=None, **said)
    assert not Document.objects.filter(number_text="20/QĐ-TCT").exists()
    services.leave_by_decision([first], act_name="expel", by=world.users["officer"], **said)
    services.leave_by_decision([second], act_name="defer", by=None, **said)
    states = {one.pk: one.state for one in Enrollment.objects.all()}
    assert (states[first.pk], states[second.pk]) == ("expelled", "deferred")
    papers = CourseDocument.objects.filter(role="leaving_decision", course=world.course)
    assert [one.document.subject.partition(":")[0] for one in papers] == ["Buộc thôi học", "Bảo lưu kết quả học tập"]


def test_each_list_is_one_audit_row(world: World, at: datetime) -> None:
    call = issued_call(world, at)
    sent = send(world, call, at)
    before = AuditEvent.objects.count()
    services.accept(sent, by=world.users["authority"], at=at)
    assert AuditEvent.objects.count() == before + 1
    assert NominationEvent.objects.filter(act="accept").count() == 3


def test_papers_of_the_review(world: World, at: datetime) -> None:
    with pytest.raises(services.NothingChosen):
        services.draft_review_result(world.course, by=None, at=at)
    with pytest.raises(services.NothingChosen):
        services.draft_nomination_list(world.course, by=None, at=at)
    call = issued_call(world, at)
    with pytest.raises(services.NothingChosen):
        services.unit_letter(call, world.communes[0], by=world.users["clerk"], at=at)
    sent = send(world, call, at)
    services.accept(sent[:1], by=None, at=at)
    services.refuse(sent[1:2], reason="Không đúng đối tượng", by=None, at=at)
    services.reserve(sent[2:], by=None, at=at)
    result = services.draft_review_result(world.course, by=world.users["authority"], at=at)
    text = str(result.facts)
    assert "Không đúng đối tượng" in text
    assert "1. Nhận: 1 người" in text
    one = services.draft_review_result(world.course, unit=world.communes[0], by=None, at=at)
    assert "Không nhận" not in str(one.facts)
    with pytest.raises(NotAllowed):
        services.draft_nomination_list(world.course, by=world.users["clerk"], at=at)
    listed = services.draft_nomination_list(
        world.course, unit=world.communes[0], restricted=True, by=world.users["clerk"], at=at
    )
    assert "Ngày vào Đảng" in str(listed.facts)
    plain = services.draft_nomination_list(world.course, by=world.users["officer"], at=at)
    assert "Ngày vào Đảng" not in str(plain.facts)
    discard(plain, by=None, at=at)
