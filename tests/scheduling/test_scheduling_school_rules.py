"""Quy tắc cả trường — beds, free days, rooms that make way, the way between venues, seats of sites."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from boiduong.course.delivery.scheduling.rules import (
    Guest,
    Hall,
    LecturerFacts,
    Placed,
    RoomFacts,
    SiteFacts,
    TimeRules,
    beds_needed,
    find_violations,
    free_days,
    peak,
    rooms_for,
    shifted,
    week_number,
    weeks_needed,
)
from boiduong.course.delivery.scheduling.rules import World as Known

MONDAY = date(2025, 8, 18)


@pytest.mark.parametrize(
    ("written", "accepted", "quota", "planned", "beds"),
    [
        pytest.param(None, 40, 60, 80, 40, id="who is on the list"),
        pytest.param(None, 0, 60, 80, 60, id="no list yet: the quota"),
        pytest.param(None, 0, 0, 80, 80, id="no quota: the places planned"),
        pytest.param(None, 0, 0, 0, 0, id="nothing is known"),
        pytest.param(25, 40, 60, 80, 25, id="the office has written it"),
        pytest.param(0, 40, 60, 80, 0, id="the office says nobody"),
    ],
)
def test_beds_needed(written: int | None, accepted: int, quota: int, planned: int, beds: int) -> None:
    assert beds_needed(written=written, accepted=accepted, quota=quota, planned=planned) == beds


@pytest.mark.parametrize(
    ("days", "taken", "window", "found"),
    [
        pytest.param(3, [], (0, 90), (0, 2), id="an empty week"),
        pytest.param(3, [0], (0, 90), (1, 3), id="Monday taken"),
        pytest.param(3, [2], (0, 90), None, id="Wednesday splits the week"),
        pytest.param(5, [], (0, 90), (0, 4), id="the whole week"),
        pytest.param(5, [], (1, 90), None, id="the window begins on Tuesday"),
        pytest.param(2, [], (2, 90), (2, 3), id="from Wednesday on"),
        pytest.param(2, [], (0, 0), None, id="the window is one day"),
        pytest.param(7, [], (0, 90), (0, 8), id="a week and two days"),
        pytest.param(7, [8], (0, 90), None, id="the last day is taken"),
        pytest.param(7, [9], (0, 90), (0, 8), id="the day after it is taken"),
        pytest.param(7, [5, 6], (0, 90), (0, 8), id="the weekend between does not matter"),
        pytest.param(10, [], (0, 90), (0, 11), id="two whole weeks"),
    ],
)
def test_free_days(days: int, taken: list[int], window: tuple[int, int], found: tuple[int, int] | None) -> None:
    first, last = (MONDAY + timedelta(n) for n in window)
    answer = free_days(MONDAY, days, {MONDAY + timedelta(n) for n in taken}, first=first, last=last)
    assert answer == (None if found is None else tuple(MONDAY + timedelta(n) for n in found))


def test_weeks_and_nights() -> None:
    assert [weeks_needed(n) for n in (1, 5, 6, 10, 11)] == [1, 1, 2, 2, 3]
    assert week_number(MONDAY, MONDAY + timedelta(6)) == 0 and week_number(MONDAY, MONDAY + timedelta(7)) == 1
    assert shifted(MONDAY, MONDAY, -1) == (MONDAY - timedelta(7), MONDAY - timedelta(7))
    stays = [(MONDAY, MONDAY + timedelta(2), 50), (MONDAY + timedelta(2), MONDAY + timedelta(4), 30)]
    assert peak(stays, MONDAY, MONDAY + timedelta(6)) == 80
    assert peak(stays, MONDAY + timedelta(3), MONDAY + timedelta(6)) == 30
    assert peak([], MONDAY, MONDAY) == 0


EIGHT = datetime(2025, 8, 18, 8, tzinfo=UTC)


def taught(key: str, hour: int, room: int | None, **more: object) -> Placed:
    start = EIGHT + timedelta(hours=hour)
    facts = {"classes": frozenset({hour + 1}), "lecturers": frozenset({1}), **more}
    return Placed(key, MONDAY, "morning", 1, 2, start, start + timedelta(hours=1), key, room=room, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sessions", "minutes", "broken"),
    [
        pytest.param([taught("a", 0, 1), taught("b", 2, 2)], 60, False, id="an hour is enough for an hour"),
        pytest.param([taught("a", 0, 1), taught("b", 2, 2)], 61, True, id="a minute too long"),
        pytest.param([taught("b", 2, 2), taught("a", 0, 1)], 61, True, id="in any order"),
        pytest.param([taught("a", 0, 1), taught("b", 2, 3)], 600, False, id="the same venue"),
        pytest.param([taught("a", 0, 1), taught("b", 2, None)], 600, False, id="away from the school"),
        pytest.param([taught("a", 0, 1), taught("b", 2, 2)], None, False, id="nobody wrote the minutes"),
        pytest.param([taught("a", 0, 1, foreign=True), taught("b", 2, 2)], 61, True, id="another course before"),
        pytest.param(
            [taught("a", 0, 1, foreign=True), taught("b", 2, 2, foreign=True)], 61, False, id="both of other courses"
        ),
        pytest.param(
            [taught("a", 0, 1, lecturers=frozenset({2})), taught("b", 2, 2, lecturers=frozenset({2}))], 61, False,
            id="a body sends somebody else",
        ),
    ],
)  # fmt: skip
def test_one_person_in_two_venues_of_a_day(sessions: list[Placed], minutes: int | None, broken: bool) -> None:
    rooms = {1: RoomFacts("P1", 99, 10), 2: RoomFacts("P2", 99, 20), 3: RoomFacts("P3", 99, 10)}
    people = {1: LecturerFacts("Bà An", 7), 2: LecturerFacts("Sở", None, one_person=False)}
    from boiduong.course.delivery.scheduling.rules import ClassFacts

    classes = {n: ClassFacts(f"Lớp {n}", 5, MONDAY, MONDAY) for n in (1, 3)}
    travel = {} if minutes is None else {(10, 20): minutes, (20, 30): 1}
    known = Known(classes, rooms, people, travel=travel)
    found = [v for v in find_violations(sessions, known) if v.rule == "travel_short"]
    assert bool(found) is broken
    if broken:
        assert {*found[0].keys} == {"a", "b"} and "60" in found[0].sentence() and found[0].stops


def test_learners_of_a_site_fit_its_room() -> None:
    sites = (SiteFacts("Xã 1", 30, 30), SiteFacts("Xã 2", 31, 30), SiteFacts("Xã 3", 99))
    found = find_violations([], Known({}, sites=sites))
    assert [(v.rule, v.facts["who"], v.stops) for v in found] == [("site_small", "Xã 2", True)]


@pytest.mark.parametrize(
    ("starts", "noon"),
    [
        pytest.param({"morning": "07:00", "afternoon": "13:30"}, 210, id="three hours between"),
        pytest.param({"morning": "07:30", "afternoon": "09:00"}, 0, id="they touch"),
        pytest.param({"morning": "07:30"}, 0, id="no afternoon"),
    ],
)
def test_noon_break(starts: dict[str, str], noon: int) -> None:
    rules = TimeRules(45, 4, 40, starts, 5)
    assert (rules.half_day_minutes, rules.noon_minutes) == (180, noon)


def guest(number: int, people: int, *days: int, home: int | None = None) -> Guest:
    return Guest(number, people, frozenset(MONDAY + timedelta(n) for n in days), home)


def hall(number: int, seats: int, *days: int) -> Hall:
    return Hall(number, seats, frozenset(MONDAY + timedelta(n) for n in days))


@pytest.mark.parametrize(
    ("halls", "guests", "rooms"),
    [
        pytest.param([hall(1, 50), hall(2, 30)], [guest(0, 30, 1)], {0: 2}, id="the smallest that is large enough"),
        pytest.param([hall(1, 50), hall(2, 30, 1)], [guest(0, 30, 1)], {0: 1}, id="the small one is taken"),
        pytest.param([hall(1, 50, 1), hall(2, 30, 1)], [guest(0, 30, 1)], None, id="all are taken"),
        pytest.param([hall(1, 50)], [guest(0, 30, 1), guest(5, 9, 2, home=1)], {0: 1, 5: 1}, id="on another day"),
        pytest.param(
            [hall(1, 50), hall(2, 30)], [guest(0, 40, 1), guest(5, 20, 1, 2, home=1)], {0: 1, 5: 2}, id="one makes way"
        ),
        pytest.param(
            [hall(1, 50), hall(2, 30), hall(3, 10)],
            [guest(0, 40, 1), guest(5, 20, 1, home=1), guest(6, 10, 1, home=2)],
            {0: 1, 5: 2, 6: 3},
            id="one makes way for another",
        ),
        pytest.param(
            [hall(1, 50), hall(2, 40), hall(3, 30), hall(4, 20)],
            [guest(0, 50, 1), guest(5, 40, 1, home=1), guest(6, 30, 1, home=2), guest(7, 20, 1, home=3)],
            None,
            id="a chain of three is too long",
        ),
        pytest.param([hall(1, 50)], [guest(0, 40, 1), guest(5, 20, 1, home=1)], None, id="nowhere to go"),
    ],
)
def test_classes_keep_their_rooms_where_they_can(
    halls: list[Hall], guests: list[Guest], rooms: dict[int, int] | None
) -> None:
    assert rooms_for(halls, guests) == rooms
