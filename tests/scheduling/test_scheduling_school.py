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
    Placement,
    Wish,
)
from boiduong.foundation.venues import services as venues
from boiduong.foundation.venues.models import Room, Venue
from boiduong.refusals import NotAllowed
from world import AT, World, build_world

MONDAY = date(2025, 8, 18)
FAR = MONDAY + timedelta(days=365)


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
    monday = date(2026, 10, 5)  # no public holiday for some weeks
    planned(world, first=monday, days=2)
    found = places_for(wish(first=monday, last=monday + timedelta(60)), institution=world.institution, today=today)
    assert [(p.first, p.room, p.moved) for p in found] == [
        (monday + timedelta(2), world.room, ()),
        (monday + timedelta(7), world.room, ()),
        (monday + timedelta(14), world.room, ()),
    ]
    assert len({p.token for p in found}) == 3
    late = places_for(wish(first=monday, last=monday + timedelta(3)), institution=world.institution, today=today)
    assert late == [] or late[0].moved, "three days from Wednesday end on Friday"
    long = places_for(
        wish(first=monday, last=monday + timedelta(60), days=8), institution=world.institution, today=today
    )
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
def test_classes_change_rooms_in_their_week_where_a_short_chain_is_not_enough() -> None:
    world = build_world()
    monday = FAR - timedelta(days=FAR.weekday())
    world.room.seats = 50
    world.room.save()
    smaller = [Room.objects.create(venue=world.room.venue, name=f"P{n}", seats=n) for n in (40, 30, 20)]
    homes = [world.room, *smaller[:2]]
    classes = [planned(world, first=monday, room=r, capacity=n) for r, n in zip(homes, (40, 30, 20), strict=True)]
    asked = wish(size=50, days=5, first=monday, last=monday + timedelta(4))
    (place,) = places_for(asked, institution=world.institution, today=monday - timedelta(60))
    assert (place.first, place.room) == (monday, world.room)
    moved = {m.training_class: (m.first, m.room) for m in place.moved}
    assert moved == dict(zip(classes, [(monday, room) for room in smaller], strict=True))


@pytest.mark.django_db
def test_nothing_moves_for_a_class_that_fits_nowhere() -> None:
    world = build_world()
    monday = FAR - timedelta(days=FAR.weekday())
    planned(world, first=monday)
    for asked in (wish(size=900, first=monday), wish(days=4, first=monday + timedelta(2), last=monday + timedelta(4))):
        assert places_for(asked, institution=world.institution, today=monday - timedelta(60)) == []


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
