"""Cử hết lãnh đạo — the warning on a colleague comes and goes with those who are sent."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.models import Call, Finding, Nomination
from boiduong.foundation.organizations.models import RuleSet
from boiduong.foundation.people.models import PostHolding
from world import World, build_world, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def both_leaders(world: World, at: datetime) -> tuple[Call, list[Nomination]]:
    """Both leaders of the first commune, one after the other, sent and not decided."""
    second = make_person("Lê Thị Bình")
    PostHolding.objects.create(person=second, post=world.post, unit=world.communes[0], starts_on=date(2020, 1, 1))
    call = services.create_call(world.course, due_on=date(2025, 7, 25), by=None, at=at)
    services.set_quota(call, [(world.communes[0], None, 2, 2)], by=None, at=at)
    call = services.issue_call(call, by=None, at=at)
    pair = [
        services.propose(call, person, world.group, unit=world.communes[0], by=None, at=at)
        for person in (world.people[0], second)
    ]
    return call, pair


def warned(*rows: Nomination) -> set[int]:
    return set(Finding.objects.filter(rule="unit_leaders", nomination__in=rows).values_list("nomination_id", flat=True))


LEAVING = {
    "refused": lambda one, at: services.refuse([one], reason="Một người ở lại", by=None, at=at),
    "reserve": lambda one, at: services.reserve([one], by=None, at=at),
    "withdrawn": lambda one, at: services.withdraw_nomination([one], reason="Ở lại trực", by=None, at=at),
    "replaced": lambda one, at: services.replace(one, make_person("Lê Thị Thay"), reason="Ở lại", by=None, at=at),
}


@pytest.mark.parametrize("leaves", LEAVING)
def test_colleague_is_no_longer_warned_when_one_leader_stays(world: World, at: datetime, leaves: str) -> None:
    call, pair = both_leaders(world, at)
    assert warned(*pair) == {n.pk for n in pair}, "the one who was written down first is warned too"
    services.submit_nominations(call, world.communes[0], by=None, at=at)
    LEAVING[leaves](pair[1], at)
    assert warned(pair[0]) == set()


def test_promoted_leader_and_colleague_are_warned_again_and_lifting_stays(world: World, at: datetime) -> None:
    call, pair = both_leaders(world, at)
    services.submit_nominations(call, world.communes[0], by=None, at=at)
    services.lift_finding(pair[0].findings.get(), reason="Có phó bí thư ở lại", by=None, at=at)
    services.reserve([pair[1]], by=None, at=at)
    assert warned(*pair) == {pair[0].pk}, "a reason that somebody wrote is not wiped out"
    services.promote([pair[1]], by=None, at=at)
    assert warned(*pair) == {n.pk for n in pair}
    assert Finding.objects.filter(nomination=pair[0]).count() == 1


def test_leader_who_leaves_the_class_no_longer_counts(world: World, at: datetime) -> None:
    call, pair = both_leaders(world, at)
    services.accept(services.submit_nominations(call, world.communes[0], by=None, at=at), by=None, at=at)
    services.close_call(call, by=None, at=at)
    seats = services.form_classes(world.course, by=None, at=at)
    services.withdraw([s for s in seats if s.nomination_id == pair[1].pk], reason="Ốm", by=None, at=at)
    assert warned(pair[0]) == set()


def test_ignored_rule_is_never_written_on_a_colleague(world: World, at: datetime) -> None:
    rules = RuleSet.objects.get()
    rules.body["eligibility"]["unit_keeps_one_leader"] = "ignore"
    rules.save()
    _, pair = both_leaders(world, at)
    assert warned(*pair) == set()
