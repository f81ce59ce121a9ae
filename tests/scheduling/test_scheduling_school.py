"""Cả trường — weeks and beds, an urgent class put in, the way between venues, seats of remote sites."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boiduong.course.annual_plan.plans.services import create_plan
from boiduong.course.delivery.courses.models import Course, Site, TrainingClass
from boiduong.course.delivery.enrollment.models import Call, CallQuota, Enrollment
from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.models import Lodging
from boiduong.course.delivery.scheduling.queries.bridge import bridge_of
from boiduong.course.delivery.scheduling.queries.inserting import places_for
from boiduong.course.delivery.scheduling.queries.lodging import beds_left, needed_by
from boiduong.course.delivery.scheduling.queries.year import school_year
from boiduong.course.delivery.scheduling.rules import (
    Guest,
    Hall,
    LecturerFacts,
    Placed,
    Placement,
    RoomFacts,
    SiteFacts,
    TimeRules,
    Wish,
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
from boiduong.foundation.venues import services as venues
from boiduong.foundation.venues.models import Room, Venue
from boiduong.refusals import NotAllowed
from world import AT, World, build_world

MONDAY = date(2025, 8, 18)
FAR = MONDAY + timedelta(days=365)


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


# --- with a database -------------------------------------------------------------------------------------------------


def wish(**more: object) -> Wish:
    facts = {"title": "Lớp gấp", "size": 50, "days": 3, "first": FAR, "last": FAR + timedelta(days=60), **more}
    return Wish(**facts)  # type: ignore[arg-type]


def planned(world: World, *, first: date, days: int = 5, room: Room | None = None, capacity: int = 60) -> TrainingClass:
    """A class of which nobody was told yet."""
    last = first + timedelta(days=days - 1)
    course = Course.objects.create(
        institution=world.institution, title=f"Khóa {first}", slug=f"khoa-{first}-{room.pk if room else 0}",
        state="draft", default_version=world.version, starts_on=first, ends_on=last, created_at=AT,
    )  # fmt: skip
    return TrainingClass.objects.create(
        course=course, position=1, label="Lớp A", version=world.version, home_room=room or world.room,
        starts_on=first, ends_on=last, capacity=capacity,
    )  # fmt: skip


@pytest.mark.django_db
def test_an_urgent_class_finds_the_free_days_of_a_week() -> None:
    world = build_world()
    today = FAR - timedelta(days=30)
    monday = FAR - timedelta(days=FAR.weekday())
    planned(world, first=monday, days=2)
    found = places_for(wish(first=monday), institution=world.institution, today=today)
    assert [(p.first, p.room, p.moved) for p in found] == [
        (monday + timedelta(2), world.room, ()),
        (monday + timedelta(7), world.room, ()),
        (monday + timedelta(14), world.room, ()),
    ]
    assert len({p.token for p in found}) == 3
    late = places_for(wish(first=monday, last=monday + timedelta(3)), institution=world.institution, today=today)
    assert late == [] or late[0].moved, "three days from Wednesday end on Friday"
    long = places_for(wish(first=monday, days=8), institution=world.institution, today=today)
    assert [(p.first, p.last) for p in long][0] == (monday + timedelta(7), monday + timedelta(16))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "count"),
    [
        pytest.param({"size": 200}, 3, id="as large as the room"),
        pytest.param({"size": 201}, 0, id="larger than every room"),
        pytest.param({"kind": "hall"}, 3, id="a hall"),
        pytest.param({"kind": "computer"}, 0, id="no computer room"),
        pytest.param({"beds": 120}, 3, id="as many as there are beds"),
        pytest.param({"beds": 121}, 0, id="one bed too few"),
        pytest.param({"last": FAR - timedelta(days=1)}, 0, id="ends before it begins"),
        pytest.param({"last": FAR, "days": 2}, 0, id="the window is too short"),
    ],
)
def test_what_the_class_needs_is_there(more: dict[str, object], count: int) -> None:
    world = build_world()
    dormitory = Venue.objects.create(name="Ký túc xá", owner=world.school, beds=120)
    found = places_for(wish(**more), institution=world.institution, today=FAR - timedelta(30), dormitory=dormitory)
    assert len(found) == count


@pytest.mark.django_db
def test_classes_of_which_nobody_was_told_move_where_nothing_else_helps() -> None:
    world, officer = build_world(), None
    monday = FAR - timedelta(days=FAR.weekday())
    today = monday - timedelta(days=60)
    first, told = planned(world, first=monday), planned(world, first=monday + timedelta(7))
    told.course.state = "under_way"
    told.course.save()
    asked = wish(first=monday, last=monday + timedelta(11), days=5)
    (place,) = places_for(asked, institution=world.institution, today=today)
    assert (place.first, place.room) == (monday, world.room)
    assert [m.training_class for m in place.moved] == [first]
    course = services.insert_urgent(
        asked, place.token, institution=world.institution, program=world.version, by=officer,
        at=datetime(today.year, today.month, today.day, tzinfo=UTC),
    )  # fmt: skip
    made = course.classes.get()
    assert (made.home_room, made.capacity, course.starts_on) == (world.room, 50, monday)
    first.refresh_from_db()
    moved = place.moved[0]
    assert (first.starts_on, first.ends_on, first.home_room) == (moved.first, moved.last, moved.room)
    assert first.course.refresh_from_db() is None and first.course.starts_on == moved.first
    told.refresh_from_db()
    assert told.starts_on == monday + timedelta(7)


@pytest.mark.django_db
def test_a_place_that_is_gone_is_not_taken_and_only_the_office_takes_one() -> None:
    world = build_world()
    asked, at = wish(), datetime.combine(FAR - timedelta(30), datetime.min.time(), tzinfo=UTC)
    token = places_for(asked, institution=world.institution, today=at.date())[0].token
    facts = {"institution": world.institution, "program": world.version, "at": at}
    with pytest.raises(services.PlaceGone):
        services.insert_urgent(asked, "2020-01-01_1", by=world.users["officer"], **facts)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        services.insert_urgent(asked, token, by=world.users["manager"], **facts)  # type: ignore[arg-type]
    services.insert_urgent(asked, token, by=world.users["officer"], **facts)  # type: ignore[arg-type]
    with pytest.raises(services.PlaceGone):
        services.insert_urgent(asked, token, by=world.users["officer"], **facts)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_page_looks_for_places_and_takes_one_into_the_plan(client: Client) -> None:
    world = build_world()
    dormitory = Venue.objects.create(name="Ký túc xá", owner=world.school, beds=120)
    plan = create_plan(authority=world.school, year=datetime.now(UTC).year + 1, by=None, at=AT)
    client.force_login(world.users["officer"])
    page, soon = reverse("scheduling:urgent"), datetime.now(UTC).date() + timedelta(days=40)
    last = soon + timedelta(days=60)
    said = {
        "institution": world.institution.pk, "title": "Lớp <b>gấp</b>", "program": world.version.pk, "size": "50",
        "days": "3", "first": f"{soon:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}", "kind": "", "beds": "30",
        "dormitory": dormitory.pk, "plan": plan.pk,
    }  # fmt: skip
    assert client.get(page).status_code == 200
    for wrong in ({"days": "0"}, {"size": "x"}, {"dormitory": ""}, {"last": "1/1/2020"}, {"last": "1/1/2099"}):
        answer = client.get(page, {**said, **wrong})
        assert answer.status_code == 200 and 'name="cho"' not in answer.content.decode(), wrong
    text = client.get(page, said).content.decode()
    assert text.count('name="cho"') == 3 and "<b>gấp</b>" not in text
    token = text.split('name="cho" value="')[1].split('"')[0]
    assert client.post(page, {**said, "cho": "khác"}).status_code == 200
    assert client.post(page, {**said, "cho": token}).status_code == 302
    course = Course.objects.latest("pk")
    assert course.plan_line is not None and course.plan_line.plan == plan and course.plan_line.learners_planned == 50
    assert Lodging.objects.get(course=course).beds == 30
    client.force_login(world.users["manager"])
    assert client.get(page).status_code == 404


@pytest.mark.django_db
def test_beds_of_a_course_and_what_is_left(client: Client) -> None:
    world = build_world(enrolled=True)
    officer, course = world.users["officer"], world.course
    venue = Venue.objects.create(name="Ký túc xá", owner=world.school, beds=Enrollment.objects.count() + 1)
    services.set_lodging(course, venue=venue, by=officer, at=AT)
    assert needed_by(course, written=None) == Enrollment.objects.count() and needed_by(course, written=7) == 7
    assert course.starts_on and course.ends_on
    assert beds_left(venue, course.starts_on, course.ends_on) == 1
    assert beds_left(venue, course.starts_on, course.ends_on, besides=course.pk) == venue.beds
    row = school_year(officer, course.starts_on.year).beds[0]
    month = row.months[course.starts_on.month - 1]
    assert (month.used, month.there, month.over, row.highest) == (venue.beds - 1, venue.beds, False, venue.beds - 1)
    client.force_login(officer)
    page = reverse("scheduling:lodging", args=[course.slug])
    for beds, words in (("", str(venue.beds)), ("999", "999")):
        assert client.post(page, {"venue": venue.pk, "beds": beds}).status_code == 302
        assert words in client.get(page).content.decode()
    assert client.post(page, {"venue": venue.pk, "beds": "-1"}).status_code == 200
    assert client.post(page, {"venue": "", "beds": ""}).status_code == 302
    assert not Lodging.objects.exists() and client.get(page).status_code == 200
    for beds in (-1, 20_001):
        with pytest.raises(services.NumberImpossible):
            services.set_lodging(course, venue=venue, beds=beds, by=officer, at=AT)
    with pytest.raises(NotAllowed):
        services.set_lodging(course, venue=venue, by=world.users["manager"], at=AT)
    Enrollment.objects.update(state="declined")
    call = Call.objects.create(course=course, due_on=MONDAY)
    CallQuota.objects.create(call=call, unit=world.communes[0], seats=12)
    assert needed_by(course, written=None) == 12


@pytest.mark.django_db
def test_seats_of_remote_sites_stop_the_release(client: Client) -> None:
    world = build_world()
    course, officer = world.course, world.users["officer"]
    TrainingClass.objects.update(mode="online")
    course.mode = "online"
    course.save()
    small, large = (Site.objects.create(course=course, name=f"Xã {n}", count=40) for n in (1, 2))
    version = services.new_version(course, by=officer, at=AT)
    services.place(
        version, Placement(MONDAY, "morning", 4, topic=world.topics[0].pk, classes=(world.training_class.pk,)),
        by=officer, at=AT,
    )  # fmt: skip
    assert "site_small" not in {v.rule for v in queries.clashes(version)}, "nobody has written the seats"
    client.force_login(officer)
    page = reverse("scheduling:sites", args=[course.slug])
    said = {f"cho_{small.pk}": "30", f"noi_{small.pk}": "Hội trường xã", f"cho_{large.pk}": "40"}
    assert client.post(page, {**said, f"cho_{small.pk}": "x"}).status_code == 200
    assert client.post(page, said).status_code == 302
    assert "Hội trường xã" in client.get(page).content.decode()
    fresh = queries.draft_version(Course.objects.get(pk=course.pk))
    assert fresh is not None
    found = [v for v in queries.clashes(fresh) if v.rule == "site_small"]
    assert [v.facts["who"] for v in found] == ["Xã 1"]
    with pytest.raises(services.Clash):
        services.release(fresh, by=None, at=AT)
    assert (
        reverse("scheduling:sites", args=[course.slug])
        in client.get(reverse("scheduling:step", args=[course.slug])).content.decode()
    )
    assert client.post(page, {"ghi": "1"}).status_code == 302
    assert not any(hasattr(one, "place") for one in Site.objects.all())
    with pytest.raises(services.NumberImpossible):
        services.set_site_rooms(course, {small.pk: (0, "")}, by=officer, at=AT)
    with pytest.raises(services.NotASite):
        services.set_site_rooms(course, {10**9: (5, "")}, by=officer, at=AT)


@pytest.mark.django_db
def test_the_way_between_venues_reaches_the_machine_and_the_board(client: Client) -> None:
    world = build_world()
    officer, course = world.users["officer"], world.course
    away = Venue.objects.create(name="Cơ sở 2", owner=world.school)
    far = Room.objects.create(venue=away, name="Phòng xa", seats=200)
    client.force_login(officer)
    page = reverse("venues:venue", args=[away.pk])
    said = {"name": "Cơ sở 2", "place_text": "Xã 2", "beds": "40", f"den_{world.room.venue_id}": "200"}
    assert client.post(page, {**said, f"den_{world.room.venue_id}": "2000"}).status_code == 200
    assert client.post(page, said).status_code == 302
    away.refresh_from_db()
    assert (away.beds, away.place_text) == (40, "Xã 2")
    assert "200" in client.get(reverse("venues:venue", args=[world.room.venue_id])).content.decode(), "both ways"
    version = services.new_version(course, by=officer, at=AT)
    cell = {"classes": (world.training_class.pk,), "lecturers": (world.lecturer.pk,)}
    services.place_many(version, [
        Placement(MONDAY, "morning", 4, topic=world.topics[0].pk, room=world.room.pk, **cell),  # type: ignore[arg-type]
        Placement(MONDAY, "afternoon", 4, topic=world.topics[1].pk, room=far.pk, **cell),  # type: ignore[arg-type]
    ], by=officer, at=AT)  # fmt: skip
    assert "travel_short" in {v.rule for v in queries.clashes(version)}
    other = TrainingClass.objects.create(
        course=course, position=2, label="Lớp B", version=world.version, home_room=far, capacity=10,
        starts_on=course.starts_on, ends_on=course.ends_on,
    )  # fmt: skip
    version.entries.filter(room=far).delete()
    services.place(version, Placement(
        MONDAY + timedelta(1), "morning", 4, topic=world.topics[1].pk, room=far.pk, classes=(other.pk,),
        lecturers=(world.lecturer.pk,),
    ), by=officer, at=AT)  # fmt: skip
    bridge = bridge_of(version, at=AT)
    assert bridge is not None
    assert [t.minutes for t in bridge.problem.travel] == [200]
    assert bridge.problem.calendar.break_minutes == queries.time_rules(course).noon_minutes
    venues.set_travel(away, world.room.venue, None, by=officer, at=AT)
    assert bridge_of(version, at=AT).problem.travel == ()  # type: ignore[union-attr]


@pytest.mark.django_db
def test_rooms_of_timetables_to_come_stand_on_the_year_page(client: Client) -> None:
    world = build_world()
    planned(world, first=date(2031, 3, 3))
    table = school_year(world.users["officer"], 2031)
    march = table.rooms[0].months[2]
    assert (march.used, march.planned, march.total) == (0, 10, 10)
    client.force_login(world.users["officer"])
    text = client.get(reverse("scheduling:year"), {"nam": "2031"}).content.decode()
    assert "+10" in text and reverse("scheduling:urgent") in text
