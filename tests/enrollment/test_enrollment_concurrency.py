"""Nhiều người cùng lúc — sixteen threads never oversell a quota, and one person is sent once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

from django.db import connection

from boiduong.course.delivery.courses.models import TargetGroup
from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.models import Call, Nomination, NominationEvent
from boiduong.course.delivery.enrollment.rules import QuotaFull
from boiduong.foundation.audit.queries import verify_chain
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.models import Person
from boiduong.refusals import Refusal
from world import World, build_world, make_person

THREADS, EACH, SEATS = 16, 5, 12


def in_threads(work: Callable[[int], str]) -> list[str]:
    """Run `work` in sixteen threads at once, each with its own connection."""

    def one(number: int) -> str:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def ready(world: World, at: datetime, *, seats: int, reserves: int) -> Call:
    call = services.create_call(world.course, due_on=date(2025, 7, 25), by=None, at=at)
    services.set_quota(call, [(unit, None, seats, reserves) for unit in world.communes], by=None, at=at)
    return services.issue_call(call, by=None, at=at)


def test_sixteen_threads_never_oversell_a_quota(own_database: None, at: datetime) -> None:
    world = build_world()
    call = ready(world, at, seats=SEATS, reserves=THREADS * EACH)
    people = [[make_person(f"Người {n:02d} {k}") for k in range(EACH)] for n in range(THREADS)]
    unit_id, group_id = world.communes[0].pk, world.group.pk

    def work(number: int) -> str:
        unit, group = Unit.objects.get(pk=unit_id), TargetGroup.objects.get(pk=group_id)
        for person in people[number]:
            services.propose(call, person, group, unit=unit, by=None, at=at, place="either")
        return "done"

    assert in_threads(work) == ["done"] * THREADS
    seated = Nomination.objects.filter(reserve_rank__isnull=True).count()
    ranks = sorted(Nomination.objects.filter(reserve_rank__isnull=False).values_list("reserve_rank", flat=True))
    assert seated == SEATS
    assert ranks == list(range(1, THREADS * EACH - SEATS + 1))
    assert NominationEvent.objects.count() == THREADS * EACH
    assert verify_chain().whole


def test_sixteen_threads_send_one_person_once(own_database: None, at: datetime) -> None:
    world = build_world()
    call = ready(world, at, seats=THREADS, reserves=0)
    person_id, group_id = world.people[0].pk, world.group.pk
    units = [unit.pk for unit in world.communes]

    def work(number: int) -> str:
        person, group = Person.objects.get(pk=person_id), TargetGroup.objects.get(pk=group_id)
        unit = Unit.objects.get(pk=units[number % len(units)])
        try:
            services.propose(call, person, group, unit=unit, by=None, at=at)
        except Refusal as refusal:
            return type(refusal).__name__
        return "done"

    answers = in_threads(work)
    assert sorted(set(answers)) == ["AlreadyNominated", "done"]
    assert answers.count("done") == 1
    assert Nomination.objects.count() == 1


def test_sixteen_threads_never_overfill_a_class(own_database: None, at: datetime) -> None:
    world = build_world()
    world.training_class.capacity = 4
    world.training_class.save()
    seats = [services.DirectSeat(make_person(f"Học Viên {n}")) for n in range(THREADS)]

    def work(number: int) -> str:
        try:
            services.enroll_many(world.training_class, [seats[number]], by=None, at=at)
        except services.ClassFull:
            return "full"
        return "done"

    answers = in_threads(work)
    assert answers.count("done") == 4
    positions = world.training_class.enrollments.values_list("position", flat=True)
    assert sorted(positions) == [1, 2, 3, 4]


def test_promotion_and_new_proposals_share_one_lock(own_database: None, at: datetime) -> None:
    world = build_world()
    call = ready(world, at, seats=1, reserves=THREADS)
    unit_id, group_id = world.communes[0].pk, world.group.pk
    listed = [
        services.Proposal(make_person(f"Dự Bị {n}"), world.communes[0], world.group, place="reserve") for n in range(8)
    ]
    waiting = services.propose_many(call, listed, by=None, at=at)
    services.submit_nominations(call, by=None, at=at)
    services.reserve(waiting, by=None, at=at)
    people = [make_person(f"Mới {n}") for n in range(8)]

    def work(number: int) -> str:
        try:
            if number % 2:
                services.promote([waiting[number // 2]], by=None, at=at)
            else:
                unit, group = Unit.objects.get(pk=unit_id), TargetGroup.objects.get(pk=group_id)
                services.propose(call, people[number // 2], group, unit=unit, by=None, at=at)
        except QuotaFull:
            return "full"
        return "done"

    assert in_threads(work).count("done") == 1
