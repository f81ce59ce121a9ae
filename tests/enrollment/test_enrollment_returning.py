"""Nhận lại người đã được thay — one seat, one person: the replacement first leaves it."""

from __future__ import annotations

from datetime import datetime

import pytest

from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.models import Call, Enrollment, Nomination
from boiduong.course.delivery.enrollment.queries import class_list, counts, holders_after, rooms_of
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.models import Person
from world import World, build_world, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def a_full_class(world: World, at: datetime, *, seats: int = 1) -> list[Enrollment]:
    """Each commune has the seats given and sent one leader; the class is formed."""
    call = Call.objects.create(course=world.course, due_on=at.date(), state="issued")
    services.set_quota(call, [(u, None, seats, 1) for u in world.communes], by=None, at=at)
    listed = [services.Proposal(p, u, world.group) for p, u in zip(world.people, world.communes, strict=True)]
    services.propose_many(call, listed, by=None, at=at)
    services.accept(services.submit_nominations(call, by=None, at=at), by=None, at=at)
    services.close_call(call, by=None, at=at)
    return services.form_classes(world.course, by=None, at=at)


def go_instead(world: World, left: Nomination, person: Person, at: datetime) -> Enrollment:
    """Another goes instead, is accepted and seated."""
    services.replace(left, person, reason="Đi công tác", by=None, at=at)
    sent = services.submit_nominations(left.call, Unit.objects.get(pk=left.sent_by_id), by=None, at=at)
    services.accept(sent, by=None, at=at)
    return services.place(sent, world.training_class, by=None, at=at)[0]


def held(nomination: Nomination) -> int:
    assert nomination.quota is not None
    return rooms_of([nomination.quota], {})[nomination.quota.pk].held


def nomination_of(seat: Enrollment) -> Nomination:
    return Nomination.objects.get(pk=seat.nomination_id)


def test_who_was_replaced_does_not_come_back_beside_the_replacement(world: World, at: datetime) -> None:
    first = a_full_class(world, at)[0]
    go_instead(world, nomination_of(first), make_person("Lê Thị Thay"), at)
    people = class_list(world.training_class).count()
    with pytest.raises(services.SeatHeldByAnother, match="Lê Thị Thay goes instead of"):
        services.reinstate([first], world.training_class, reason="Về sớm", by=None, at=at)
    assert class_list(world.training_class).count() == people == 3
    assert nomination_of(first).state == "replaced"
    assert not AuditEvent.objects.filter(act="enrollment.reinstate").exists()


def test_a_replacement_that_is_only_written_down_holds_the_seat_too(world: World, at: datetime) -> None:
    first = a_full_class(world, at)[0]
    draft = services.replace(nomination_of(first), make_person("Lê Thị Thay"), reason="Ốm", by=None, at=at)
    with pytest.raises(services.SeatHeldByAnother):
        services.reinstate([first], world.training_class, reason="Đã khỏi", by=None, at=at)
    services.withdraw_nomination([draft], reason="Không cử nữa", by=None, at=at)
    assert services.reinstate([first], world.training_class, reason="Đã khỏi", by=None, at=at)[0].state == "listed"


def test_the_seat_is_handed_back_when_the_replacement_has_left(world: World, at: datetime) -> None:
    first = a_full_class(world, at)[0]
    second = go_instead(world, nomination_of(first), make_person("Lê Thị Thay"), at)
    services.withdraw([second], reason="Chuyển công tác", by=None, at=at)
    assert counts(world.course).nominated == 3, "who was replaced is not counted as sent"
    back = services.reinstate([first], world.training_class, reason="Về sớm", by=None, at=at)
    assert [one.state for one in back] == ["listed"]
    assert (nomination_of(first).state, held(nomination_of(first))) == ("placed", 1)
    assert counts(world.course).nominated == 4, "who was taken back is counted again, beside the one who left"
    with pytest.raises(services.NoSeatToReturnTo, match="1 of 1"):
        services.reinstate([second], world.training_class, reason="Xin học lại", by=None, at=at)


def test_the_seat_is_held_at_the_end_of_a_chain(world: World, at: datetime) -> None:
    first = a_full_class(world, at)[0]
    second = go_instead(world, nomination_of(first), make_person("Lê Thị Hai"), at)
    third = go_instead(world, nomination_of(second), make_person("Lê Thị Ba"), at)
    for gone in (first, second):
        with pytest.raises(services.SeatHeldByAnother, match="Lê Thị Ba"):
            services.reinstate([gone], world.training_class, reason="Về sớm", by=None, at=at)
    ids = [nomination_of(one).pk for one in (first, second, third)]
    assert {pk: one.pk for pk, one in holders_after(ids).items()} == {ids[0]: ids[2], ids[1]: ids[2]}


def test_a_free_seat_of_the_unit_takes_who_was_replaced(world: World, at: datetime) -> None:
    first = a_full_class(world, at, seats=2)[0]
    go_instead(world, nomination_of(first), make_person("Lê Thị Thay"), at)
    services.reinstate([first], world.training_class, reason="Về sớm", by=None, at=at)
    assert held(nomination_of(first)) == 2


def test_two_who_come_back_do_not_share_the_one_seat_left(world: World, at: datetime) -> None:
    first = a_full_class(world, at)[0]
    second = go_instead(world, nomination_of(first), make_person("Lê Thị Thay"), at)
    services.withdraw([second], reason="Ốm", by=None, at=at)
    with pytest.raises(services.NoSeatToReturnTo):
        services.reinstate([first, second], world.training_class, reason="Về cả", by=None, at=at)
    assert class_list(world.training_class).count() == 2


def test_who_came_without_a_nomination_comes_back_to_the_class(world: World, at: datetime) -> None:
    direct = services.DirectSeat(make_person("Trần Tự Đến"))
    seat = services.enroll_many(world.training_class, [direct], by=None, at=at)[0]
    services.withdraw([seat], reason="Ốm", by=None, at=at)
    assert services.reinstate([seat], world.training_class, reason="Đã khỏi", by=None, at=at)[0].state == "listed"


def test_who_deferred_goes_on_by_right(world: World, at: datetime) -> None:
    """The seat of who deferred may be given on: the decision keeps the right to study, not the seat of the quota."""
    first = a_full_class(world, at)[0]
    services.attend_many([first], by=None, at=at)
    services.leave_by_decision(
        [first], act_name="defer", number="9/QĐ-TCT", issued_on=at.date(), reason="Nghỉ sinh", by=None, at=at
    )
    call = Call.objects.get()
    services.reopen_call(call, reason="Thêm người", by=None, at=at)
    other = make_person("Lê Thị Thêm")
    services.propose(call, other, world.group, unit=world.communes[0], by=None, at=at)
    assert services.reinstate([first], world.training_class, reason="Học tiếp", by=None, at=at)[0].state == "listed"


def test_who_was_sent_without_a_quota_comes_back_without_one(world: World, at: datetime) -> None:
    first = a_full_class(world, at)[0]
    Nomination.objects.filter(pk=first.nomination_id).update(quota=None)
    services.withdraw([first], reason="Ốm", by=None, at=at)
    people = class_list(world.training_class).count()
    services.reinstate([first], world.training_class, reason="Khỏi ốm", by=None, at=at)
    assert class_list(world.training_class).count() == people + 1
