"""Holidays of the school: no session is placed on them, no class is planned into them, the year knows of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.models import Holiday
from boiduong.course.delivery.scheduling.queries.bridge import bridge_of
from boiduong.course.delivery.scheduling.queries.inserting import places_for
from boiduong.course.delivery.scheduling.queries.year import school_year
from boiduong.course.delivery.scheduling.rules import (
    HolidayUnclear,
    Placement,
    Wish,
    check_holiday,
    free_days,
    working_days,
)
from boiduong.foundation.organizations.models import Institution
from boiduong.refusals import NotAllowed
from world import AT, World, build_world

MONDAY = date(2025, 8, 18)
FAR = date(2026, 8, 17)


@pytest.mark.parametrize(
    ("name", "first", "last", "fine"),
    [
        ("Tết", MONDAY, MONDAY, True),
        ("Tết", MONDAY, MONDAY + timedelta(59), True),
        ("Tết", MONDAY, MONDAY + timedelta(60), False),
        ("Tết", MONDAY, MONDAY - timedelta(1), False),
        ("", MONDAY, MONDAY, False),
    ],
)
def test_what_is_a_holiday(name: str, first: date, last: date, fine: bool) -> None:
    if fine:
        check_holiday(name=name, first=first, last=last)
        return
    with pytest.raises(HolidayUnclear):
        check_holiday(name=name, first=first, last=last)


def test_working_days_leave_out_holidays() -> None:
    closed = {MONDAY, MONDAY + timedelta(5)}
    assert [d.day for d in working_days(MONDAY, MONDAY + timedelta(7), closed)] == [19, 20, 21, 22, 25]
    found = free_days(MONDAY, 4, closed, first=MONDAY, last=MONDAY + timedelta(20))
    assert found == (MONDAY + timedelta(1), MONDAY + timedelta(4))
    assert free_days(MONDAY, 5, closed, first=MONDAY, last=MONDAY + timedelta(20)) is None


def shut(world: World, first: date, days: int = 1, name: str = "Nghỉ lễ") -> Holiday:
    return services.add_holiday(
        world.institution, name=name, first=first, last=first + timedelta(days - 1), by=world.users["officer"], at=AT
    )


@pytest.mark.django_db
def test_the_same_days_are_written_once_and_by_the_office_alone() -> None:
    world = build_world()
    first = shut(world, MONDAY, 3, "  Nghỉ   lễ\0 ")
    assert (first.name, shut(world, MONDAY, 3, "Quốc khánh").pk) == ("Nghỉ lễ", first.pk)
    assert Holiday.objects.get().name == "Quốc khánh"
    for who in ("manager", "authority", "clerk", "lecturer", "learner", "auditor", "stranger"):
        user = world.users[who]
        with pytest.raises(NotAllowed):
            services.add_holiday(world.institution, name="x", first=MONDAY, last=MONDAY, by=user, at=AT)
        with pytest.raises(NotAllowed):
            services.remove_holiday(first, by=user, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holiday.objects.create(institution=world.institution, name="x", first=MONDAY, last=MONDAY - timedelta(1))
    services.remove_holiday(first, by=world.users["officer"], at=AT)
    assert not Holiday.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("level", "stops", "placed"), [("", True, True), ("warn", False, True), ("block", True, False)]
)
def test_a_session_on_a_holiday_is_a_conflict_of_its_rule(level: str, stops: bool, placed: bool) -> None:
    world = build_world()
    shut(world, MONDAY)
    if level:
        services.set_strength(world.course, rule="H7", strength=level, by=None, at=AT)
    version = services.new_version(world.course, by=None, at=AT)
    lesson = Placement(MONDAY, "morning", 4, topic=world.topics[0].pk, classes=(world.training_class.pk,))
    if not placed:
        with pytest.raises(services.PlacingBlocked) as refusal:
            services.place(version, lesson, by=None, at=AT)
        assert "Nghỉ lễ" in refusal.value.sentence()
        return
    services.place(version, lesson, by=None, at=AT)
    (found,) = [v for v in queries.clashes(version) if v.rule == "holiday"]
    assert (found.stops, "Nghỉ lễ" in found.sentence()) == (stops, True)


@pytest.mark.django_db
def test_holidays_of_another_school_are_none_of_ours() -> None:
    world = build_world()
    other = Institution.objects.create(unit=world.communes[0], code="KHAC")
    Holiday.objects.create(institution=other, name="x", first=MONDAY, last=MONDAY + timedelta(30))
    version = services.new_version(world.course, by=None, at=AT)
    services.place_many(version, queries.propose_entries(world.course), by=None, at=AT)
    assert "holiday" not in {v.rule for v in queries.clashes(version)}
    assert version.entries.filter(day=MONDAY).exists()


@pytest.mark.django_db
def test_first_placing_and_machine_leave_holidays_free() -> None:
    world = build_world()
    assert MONDAY in {p.day for p in queries.propose_entries(world.course)}
    shut(world, MONDAY)
    assert MONDAY not in {p.day for p in queries.propose_entries(world.course)}
    bridge = bridge_of(services.new_version(world.course, by=None, at=AT), at=AT)
    assert bridge is not None
    closed = {bridge.cell(n) for n in bridge.problem.classes[0].closed}
    assert (MONDAY, "morning") in closed or bridge.facts.first > MONDAY


@pytest.mark.django_db
def test_the_board_says_why_nothing_stands_on_a_holiday() -> None:
    world = build_world()
    services.set_strength(world.course, rule="H7", strength="block", by=None, at=AT)
    version = services.new_version(world.course, by=None, at=AT)
    day = MONDAY + timedelta(1)
    entry = services.place(
        version, Placement(day, "morning", 4, topic=world.topics[0].pk, classes=(world.training_class.pk,)),
        by=None, at=AT,
    )  # fmt: skip
    shut(world, MONDAY)
    board = queries.board_of(version, held=queries.held_from(version, f"buoi-{entry.pk}"))
    cells = {row.day: row.cells[0] for row in board.rows if row.half == "afternoon"}
    assert not cells[MONDAY].can_place and "Nghỉ lễ" in (cells[MONDAY].why.sentence() if cells[MONDAY].why else "")
    assert cells[day].can_place


@pytest.mark.django_db
def test_an_urgent_class_is_not_put_into_tet() -> None:
    world = build_world()
    today = FAR - timedelta(30)
    shut(world, FAR, 5, "Tết")
    shut(world, FAR + timedelta(9), 1)
    found = places_for(Wish("Lớp gấp", 50, 3, FAR, FAR + timedelta(30)), institution=world.institution, today=today)
    assert [(p.first, p.last) for p in found][0] == (FAR + timedelta(14), FAR + timedelta(16))
    short = Wish("Lớp gấp", 50, 2, FAR, FAR + timedelta(30))
    assert places_for(short, institution=world.institution, today=today)[0].first == FAR + timedelta(7)


@pytest.mark.django_db
@pytest.mark.parametrize(("closed", "moves"), [(0, True), (7, False), (14, True)])
def test_classes_do_not_make_way_into_or_out_of_a_holiday(closed: int, moves: bool) -> None:
    """The class that would make way stands in the first week; the second is the only one left to it."""
    world = build_world()
    course = Course.objects.create(
        institution=world.institution, title="Khóa sau", slug="khoa-sau", state="draft",
        default_version=world.version, starts_on=FAR, ends_on=FAR + timedelta(4), created_at=AT,
    )  # fmt: skip
    TrainingClass.objects.create(
        course=course, position=1, label="Lớp A", version=world.version, home_room=world.room, starts_on=FAR,
        ends_on=FAR + timedelta(4), capacity=60,
    )  # fmt: skip
    for week in range(2, 12):
        services.add_holiday(
            world.institution, name="Sửa nhà", first=FAR + timedelta(7 * week), last=FAR + timedelta(7 * week + 4),
            by=None, at=AT,
        )  # fmt: skip
    if closed:
        shut(world, FAR + timedelta(closed), 5)
    wish = Wish("Lớp gấp", 50, 5, FAR, FAR + timedelta(4))
    found = places_for(wish, institution=world.institution, today=FAR - timedelta(2))
    assert bool(found) is moves
    assert all(m.first == FAR + timedelta(7) for p in found for m in p.moved)


@pytest.mark.django_db
def test_the_year_counts_without_holidays_and_names_them(client: Client) -> None:
    world = build_world()
    course = Course.objects.create(
        institution=world.institution, title="Khóa xa", slug="khoa-xa", state="draft",
        default_version=world.version, starts_on=date(2031, 3, 3), ends_on=date(2031, 3, 7), created_at=AT,
    )  # fmt: skip
    TrainingClass.objects.create(
        course=course, position=1, label="Lớp A", version=world.version, home_room=world.room, capacity=60
    )
    before = school_year(world.users["officer"], 2031).rooms[0].months[2]
    shut(world, date(2031, 3, 4), 2, "Tết Nguyên đán")
    after = school_year(world.users["officer"], 2031).rooms[0].months[2]
    assert (before.planned, after.planned, before.there - after.there) == (10, 6, 4)
    client.force_login(world.users["officer"])
    text = client.get(reverse("scheduling:year"), {"nam": "2031"}).content.decode()
    assert "Tết Nguyên đán" in text and reverse("scheduling:holidays") in text
    assert "Tết Nguyên đán" not in client.get(reverse("scheduling:year"), {"nam": "2030"}).content.decode()


@pytest.mark.django_db
def test_the_page_of_holidays_keeps_what_was_typed_and_tells_of_sessions(client: Client) -> None:
    world = build_world()
    version = services.new_version(world.course, by=None, at=AT)
    services.place(
        version, Placement(MONDAY, "morning", 4, topic=world.topics[0].pk, classes=(world.training_class.pk,)),
        by=None, at=AT,
    )  # fmt: skip
    services.release(version, by=None, at=AT)
    client.force_login(world.users["officer"])
    page = reverse("scheduling:holidays")
    said = {"institution": world.institution.pk, "name": "Nghỉ <b>lễ</b>", "first": "18/8/2025", "last": "19/8/2025"}
    for wrong in ({"first": "32/8/2025"}, {"last": "1/8/2025"}, {"last": "1/8/2027"}, {"name": " "}):
        answer = client.post(page, {**said, **wrong})
        assert answer.status_code == 200 and "2025" in answer.content.decode(), wrong
    assert not Holiday.objects.exists()
    text = client.post(page, said, follow=True).content.decode()
    assert "1 buổi của lịch đã phát hành" in text and "<b>lễ</b>" not in text and "&lt;b&gt;lễ" in text
    held = Holiday.objects.get()
    assert client.post(page, {"viec": "bo", "so": "x"}).status_code == 404
    assert client.post(page, {"viec": "bo", "so": held.pk}).status_code == 302
    assert not Holiday.objects.exists()
    for who in ("manager", "auditor", "learner"):
        client.force_login(world.users[who])
        assert client.get(page).status_code == 404
