"""Personal links open one lecturer's pages until they end; half-days are said once and taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from boiduong.course.curriculum.lecturers import services
from boiduong.course.curriculum.lecturers.models import Availability, PersonalLink
from boiduong.course.curriculum.lecturers.rules import MOST_DAYS, NoHalfDay, check_half_days, check_weekly
from boiduong.refusals import NotAllowed
from world import AT, build_world

MONDAY = date(2025, 8, 18)


@pytest.mark.django_db
def test_a_link_is_kept_as_a_hash_and_ends_by_time_renewal_or_hand() -> None:
    world = build_world()
    officer = world.users["officer"]
    token = services.make_link(world.lecturer, by=officer, at=AT)
    assert len(token) == 26 and token not in str(PersonalLink.objects.values())
    assert services.opened_by(token, at=AT) == world.lecturer
    assert PersonalLink.objects.get().used_at == AT
    assert services.opened_by(token, at=AT + timedelta(minutes=5)) == world.lecturer
    assert PersonalLink.objects.get().used_at == AT
    assert services.opened_by(token, at=AT + timedelta(days=services.LINK_DAYS)) is None
    again = services.make_link(world.lecturer, by=officer, at=AT)
    assert services.opened_by(token, at=AT) is None and services.opened_by(again, at=AT) == world.lecturer
    services.revoke_links(world.lecturer, by=officer, at=AT)
    for wrong in (again, "", "x" * 500, "';--", "0" * 26):
        assert services.opened_by(wrong, at=AT) is None


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["manager", "clerk", "lecturer", "learner", "stranger"])
def test_only_the_office_makes_links_and_speaks_for_lecturers(who: str) -> None:
    world = build_world()
    user = world.users[who]
    acts = [
        lambda: services.make_link(world.lecturer, by=user, at=AT),
        lambda: services.revoke_links(world.lecturer, by=user, at=AT),
        lambda: services.say_half_days(world.lecturer, first=MONDAY, last=MONDAY, busy=[], by=user, at=AT),
        lambda: services.say_weekly(
            world.lecturer, weekday=0, half="morning", first=MONDAY, last=MONDAY, by=user, at=AT
        ),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert not Availability.objects.exists()


@pytest.mark.django_db
def test_what_is_said_replaces_what_was_said_of_those_days_only() -> None:
    world = build_world()
    who, last = world.lecturer, MONDAY + timedelta(6)
    outside = Availability.objects.create(
        lecturer=who, state="busy", half="morning", day=MONDAY + timedelta(9), said_at=AT
    )
    wish = Availability.objects.create(
        lecturer=world.second_lecturer, state="wish", half="morning", day=MONDAY, said_at=AT
    )
    cells = [(MONDAY, "morning"), (MONDAY, "evening")]
    said = services.say_half_days(who, first=MONDAY, last=last, busy=cells, at=AT, by_link=True)
    assert said.busy == set(cells) and said.free == set()
    said = services.say_half_days(who, first=MONDAY, last=last, busy=cells[:1], at=AT, by=world.users["officer"])
    assert said.busy == set() and said.free == {(MONDAY, "evening")}
    rows = Availability.objects.filter(lecturer=who).values_list("day", "half", "source")
    assert {*rows} == {(MONDAY, "morning", "link"), (outside.day, "morning", "link")}
    services.say_half_days(
        world.second_lecturer, first=MONDAY, last=last, busy=[(MONDAY, "morning")], at=AT, by_link=True
    )
    assert not Availability.objects.filter(pk=wish.pk).exists()
    weekly = services.say_weekly(
        who, weekday=2, half="afternoon", first=MONDAY, last=last, at=AT, by_link=True, state="wish"
    )
    services.unsay(weekly, at=AT, by_link=True)
    assert not Availability.objects.filter(weekday__isnull=False).exists()


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        ([(MONDAY, "dawn")], 6),
        ([(MONDAY - timedelta(1), "morning")], 6),
        ([(MONDAY + timedelta(7), "morning")], 6),
        ([], -1),
        ([], MOST_DAYS + 1),
        ([(MONDAY, "morning")] * 401, 6),
    ],
    ids=["no such half", "before", "after", "backwards", "too far", "too many"],
)
def test_half_days_outside_of_what_is_asked_are_refused(cells: list[tuple[date, str]], days: int) -> None:
    with pytest.raises(NoHalfDay):
        check_half_days(cells, first=MONDAY, last=MONDAY + timedelta(days))


@pytest.mark.parametrize(
    "wrong",
    [{"weekday": 7}, {"weekday": -1}, {"half": "noon"}, {"state": "free"}, {"last": date(2020, 1, 1)}],
    ids=str,
)
def test_weekly_half_days_are_real_ones(wrong: dict[str, object]) -> None:
    facts = {"weekday": 0, "half": "morning", "first": MONDAY, "last": MONDAY, "state": "busy", **wrong}
    with pytest.raises(NoHalfDay):
        check_weekly(**facts)  # type: ignore[arg-type]
