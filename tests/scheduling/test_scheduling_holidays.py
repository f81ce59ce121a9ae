"""Holidays of the school: no session is placed on them, no class is planned into them, the year knows of them."""

from __future__ import annotations

import runpy
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from boiduong.course.curriculum.lecturers.queries import institutions_of
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
    public_days,
    public_holidays,
    working_days,
)
from boiduong.course.delivery.scheduling.rules.public_holidays import LUNAR_DAYS, lunar_days
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.models import Institution
from boiduong.refusals import NotAllowed
from world import AT, World, build_world, make_user

MONDAY = date(2025, 8, 18)
FAR = date(2026, 10, 5)  # no public holiday for some weeks


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


@pytest.mark.parametrize(
    ("year", "tet", "hung"),
    [
        (2020, date(2020, 1, 25), date(2020, 4, 2)),  # a leap month after Giỗ Tổ
        (2023, date(2023, 1, 22), date(2023, 4, 29)),  # a leap month before it
        (2030, date(2030, 2, 2), date(2030, 4, 12)),  # a day before the Chinese new year
        (2033, date(2033, 1, 31), date(2033, 4, 9)),
        (2034, date(2034, 2, 19), date(2034, 4, 28)),  # after the leap month at the end of 2033
        (2035, date(2035, 2, 8), date(2035, 4, 17)),
    ],
)
def test_lunar_days_are_those_of_the_calendar_here(year: int, tet: date, hung: date) -> None:
    assert lunar_days()[year] == (tet, hung)


def test_the_table_is_what_its_script_works_out() -> None:
    script = runpy.run_path(str(Path(__file__).parents[2] / "scripts/build_lunar_days.py"))
    assert script["written"]() == LUNAR_DAYS.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 1, 1), "Tết Dương lịch"),
        (date(2025, 1, 27), None),
        (date(2025, 1, 28), "Tết Âm lịch"),
        (date(2025, 2, 1), "Tết Âm lịch"),
        (date(2025, 2, 2), None),
        (date(2025, 4, 7), "Ngày Giỗ Tổ Hùng Vương"),
        (date(2025, 4, 30), "Ngày Chiến thắng"),
        (date(2025, 9, 1), "Quốc khánh"),
        (date(2020, 9, 1), None),  # one day before the Labor Code of 2019
        (date(2020, 9, 2), "Quốc khánh"),
        (date(2012, 9, 2), None),  # no law known here
        (date(2060, 1, 1), "Tết Dương lịch"),  # no lunar days known, the others are
    ],
)
def test_public_holidays_by_law(day: date, name: str | None) -> None:
    assert public_days(day - timedelta(40), day + timedelta(40)).get(day) == name
    assert public_days(day, day, {day}) == {}


NATIONAL = date(2025, 9, 2)


def september(world: World) -> None:
    """The course and its class run over 2/9."""
    for model in (Course, TrainingClass):
        model.objects.update(starts_on=date(2025, 9, 1), ends_on=date(2025, 9, 5))
    world.course.refresh_from_db()


@pytest.mark.django_db
def test_board_and_machine_keep_from_public_holidays_and_a_hand_is_warned() -> None:
    world = build_world()
    september(world)
    version = services.new_version(world.course, by=None, at=AT)
    bridge = bridge_of(version, at=AT)
    assert bridge is not None and bridge.facts.first == date(2025, 9, 3)
    assert min(p.day for p in queries.propose_entries(world.course)) == date(2025, 9, 3)
    said = {"classes": (world.training_class.pk,), "topic": world.topics[0].pk}
    services.place(version, Placement(NATIONAL, "morning", 4, **said), by=None, at=AT)
    (found,) = [v for v in queries.clashes(version) if v.rule == "public_holiday"]
    assert (found.stops, "Quốc khánh" in found.sentence()) == (False, True)
    shut(world, NATIONAL, 1, "Nghỉ lễ")
    assert [v.stops for v in queries.clashes(version) if v.rule in ("holiday", "public_holiday")] == [True]


@pytest.mark.django_db
def test_a_school_may_teach_on_a_public_holiday(client: Client) -> None:
    world = build_world()
    september(world)
    address = f"{reverse('scheduling:holidays')}?nam=2025"
    client.force_login(world.users["officer"])
    assert "Quốc khánh" in client.get(address).content.decode()
    chosen = {"viec": "day", "truong": world.institution.pk, "ngay": "2025-09-01"}
    assert client.post(address, chosen).status_code == 302
    row = Holiday.objects.get()
    assert (row.taught, row.first, row.last) == (True, date(2025, 9, 1), NATIONAL)
    assert "trường vẫn dạy" in client.get(address).content.decode()
    version = services.new_version(world.course, by=None, at=AT)
    bridge = bridge_of(version, at=AT)
    assert bridge is not None and bridge.facts.first == date(2025, 9, 1)
    services.place(
        version, Placement(NATIONAL, "morning", 4, classes=(world.training_class.pk,), topic=world.topics[0].pk),
        by=None, at=AT,
    )  # fmt: skip
    assert [v for v in queries.clashes(version) if "holiday" in v.rule] == []
    assert NATIONAL not in {one.first for one in school_year(world.users["officer"], 2025).holidays}
    for wrong in ({"truong": 0}, {"ngay": "2025-09-05"}, {"ngay": ""}):
        assert client.post(address, {**chosen, **wrong}).status_code == 404
    assert client.post(address, {"viec": "bo", "so": row.pk}).status_code == 302
    assert date(2025, 9, 1) in {one.first for one in school_year(world.users["officer"], 2025).holidays}
    with pytest.raises(NotAllowed):
        services.teach_on(world.institution, public_holidays(2025)[0], by=world.users["learner"], at=AT)
    shut(world, date(2025, 9, 1), 2, "Quốc khánh, nghỉ cả trường")
    services.teach_on(world.institution, public_holidays(2025)[-1], by=None, at=AT)
    assert [row.taught for row in Holiday.objects.all()] == [True], "the same days once, as said last"


@pytest.mark.django_db
def test_public_holidays_of_several_schools_are_named_once_on_the_year_page() -> None:
    world = build_world()
    user = make_user("hai-truong", Role.TRAINING_OFFICER, None)
    Institution.objects.create(unit=world.province, code="TINH")
    assert len(institutions_of(user)) == 2
    named = [(one.name, one.first) for one in school_year(user, 2025).holidays]
    assert ("Quốc khánh", date(2025, 9, 1)) in named and len(named) == len({*named})
