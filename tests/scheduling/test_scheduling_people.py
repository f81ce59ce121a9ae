"""Lecturers are asked and answer, everybody concerned hears of a change, and each sees only what is theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from boiduong.course.curriculum.lecturers import services as lecturers
from boiduong.course.curriculum.lecturers.models import Availability, Lecturer
from boiduong.course.curriculum.topics.models import TopicLecturer
from boiduong.course.delivery.scheduling import menu, queries, services
from boiduong.course.delivery.scheduling.models import Entry, FeedKey, LecturerRequest, TimetableVersion
from boiduong.course.delivery.scheduling.papers import invitation_paper, mission_paper, timetable_paper
from boiduong.course.delivery.scheduling.queries.comparing import Names
from boiduong.course.delivery.scheduling.queries.feeds import feed_address, feed_of, opens
from boiduong.course.delivery.scheduling.queries.teaching import busy_on_released, lecturers_wanted
from boiduong.course.delivery.scheduling.queries.year import school_year
from boiduong.course.delivery.scheduling.rules import Difference, Placed, differences
from boiduong.engines.typesetting import Table
from boiduong.foundation.notifications.models import Delivery, OutboxMessage
from boiduong.foundation.notifications.queries import messages_to
from boiduong.foundation.notifications.services import delivered, post
from boiduong.foundation.venues.models import Room
from boiduong.refusals import NotAllowed
from boiduong.states import Forbidden
from world import AT, World, build_world

MONDAY = date(2025, 8, 18)
BEFORE = datetime(2025, 8, 1, tzinfo=UTC)
ONLY = frozenset({1})


def released(world: World) -> TimetableVersion:
    version = services.new_version(world.course, by=None, at=AT)
    services.place_many(version, queries.propose_entries(world.course), by=None, at=AT)
    return services.release(version, by=None, at=AT)


@pytest.mark.django_db
def test_a_body_is_asked_names_a_person_and_somebody_declines() -> None:
    world = build_world()
    officer = world.users["officer"]
    body = Lecturer.objects.create(institution=world.institution, asked_as="body", body_text="Sở Nội vụ")
    TopicLecturer.objects.create(topic=world.topics[0], lecturer=body, rank=2)
    wanted = lecturers_wanted(world.course)
    assert [(x.label, len(titles)) for x, titles in wanted] == [("Giảng Viên 1", 3), ("Sở Nội vụ", 1)]
    asked = services.request_lecturers(world.course, [x for x, _ in wanted], by=officer, at=AT)
    assert [r.state for r in asked] == ["sent", "sent"]
    services.answer_request(asked[1], "name", text="Ông Nguyễn Văn Báo, Phó Giám đốc", at=AT, by_link=True)
    services.answer_request(asked[1], "accept", at=AT, by=officer)
    row = LecturerRequest.objects.get(pk=asked[1].pk)
    assert (row.state, row.answer_text) == ("accepted", "Ông Nguyễn Văn Báo, Phó Giám đốc")
    services.answer_request(asked[0], "decline", text=" Đi công\0 tác ", at=AT, by_link=True)
    again = services.request_lecturers(world.course, [world.lecturer, body], by=officer, at=AT)
    assert [r.lecturer for r in again] == [world.lecturer]
    row = LecturerRequest.objects.get(pk=asked[0].pk)
    assert (row.state, row.answer_text) == ("sent", "")


@pytest.mark.django_db
def test_answers_without_words_out_of_turn_or_by_others_are_refused() -> None:
    world = build_world()
    (row,) = services.request_lecturers(world.course, [world.lecturer], by=None, at=AT)
    for act, refusal in (("decline", services.ReasonNeeded), ("burn", services.UnknownRule)):
        with pytest.raises(refusal):
            services.answer_request(row, act, at=AT, by_link=True)
    services.answer_request(row, "decline", text="Bận", at=AT, by_link=True)
    with pytest.raises(Forbidden):
        services.answer_request(row, "accept", at=AT, by_link=True)
    for user in (world.users["lecturer"], world.users["clerk"]):
        with pytest.raises(NotAllowed):
            services.answer_request(row, "accept", by=user, at=AT)
        with pytest.raises(NotAllowed):
            services.request_lecturers(world.course, [world.lecturer], by=user, at=AT)
        with pytest.raises(NotAllowed):
            services.draft_letter(row, "invitation", by=user, at=AT)
    with pytest.raises(services.UnknownRule):
        services.draft_letter(row, "ransom_note", by=None, at=AT)


@pytest.mark.django_db
def test_letters_tell_the_sessions_and_wait_for_a_number() -> None:
    world = build_world()
    (row,) = services.request_lecturers(world.course, [world.lecturer], by=None, at=AT)
    early = invitation_paper(row, on=AT.date())
    assert any("Chuyên đề 1; Chuyên đề 2; Chuyên đề 3" in str(b) for b in early.blocks)
    released(world)
    for kind, paper in (("invitation", invitation_paper), ("mission_letter", mission_paper)):
        made = paper(row, on=AT.date())
        table = next(b for b in made.blocks if isinstance(b, Table))
        assert len(table.rows) == 3 and "Hội trường A" in table.rows[0]
        document = services.draft_letter(row, kind, by=world.users["officer"], at=AT)
        assert document.kind == kind and document.state == "locked"
    world.course.refresh_from_db()
    post_only = Lecturer.objects.create(institution=world.institution, asked_as="post", post_text="Phó Giám đốc")
    (other,) = services.request_lecturers(world.course, [post_only], by=None, at=AT)
    assert "Phó Giám đốc" in str(invitation_paper(other, on=AT.date()).blocks[0])
    assert not any(isinstance(b, Table) for b in mission_paper(other, on=AT.date()).blocks)


def changed(world: World) -> tuple[TimetableVersion, Entry]:
    """A released adjustment: one session has gone to another half-day, room and lecturer."""
    first = released(world)
    draft = services.revise(first, by=None, at=AT)
    entry = draft.entries.filter(topic=world.topics[2]).get()
    room = Room.objects.create(venue=world.room.venue, name="Phòng 2", seats=150)
    free = next(
        (MONDAY + timedelta(n), half)
        for n in range(3)
        for half in ("afternoon", "morning")
        if not draft.entries.filter(day=MONDAY + timedelta(n), half=half).exists()
    )
    services.move(entry, day=free[0], half=free[1], room=room, by=None, at=AT)
    services.set_lecturers(entry, [world.second_lecturer.pk], by=None, at=AT)
    return services.release(draft, by=None, at=BEFORE), entry


@pytest.mark.django_db
def test_exactly_those_concerned_hear_of_an_adjustment_once() -> None:
    world = build_world(enrolled=True)
    version, entry = changed(world)
    told = OutboxMessage.objects.filter(about_id=version.pk)
    people = {one.to_id for one in told if one.to_kind == "person"}
    managers = {x.person_id for x in world.training_class.staff.all()}
    taught = {world.lecturer.person_id, world.second_lecturer.person_id}
    assert people == {p.pk for p in world.people} | managers | taught
    one = told.get(to_id=world.lecturer.person_id)
    assert "điều chỉnh lần 1" in one.subject and one.body.count("\n") == 0
    assert "chuyển sang" in one.body and "người dạy: Giảng Viên 2" in one.body and "phòng: Phòng 2" in one.body
    assert services.telling.tell(version, version.base, at=BEFORE) == 0  # type: ignore[arg-type]
    late = datetime(2026, 1, 1, tzinfo=UTC)
    assert services.telling.tell(version, version.base, at=late) == 0  # type: ignore[arg-type]
    assert "(Điều chỉnh lần 1)" in timetable_paper(version, on=AT.date()).subject
    assert entry.key in {e.key for e in version.entries.all()}


@pytest.mark.django_db
def test_who_is_concerned_twice_hears_once_and_a_body_hears_too() -> None:
    """A lecturer who sits in the class and keeps it, and a body that is asked to send somebody."""
    world = build_world(enrolled=True)
    person = world.people[0]
    learner = Lecturer.objects.create(institution=world.institution, asked_as="person", person=person)
    body = Lecturer.objects.create(institution=world.institution, asked_as="body", body_text="Sở Nội vụ")
    world.training_class.staff.update(person=person)
    first = released(world)
    draft = services.revise(first, by=None, at=AT)
    entry = draft.entries.filter(topic=world.topics[2]).get()
    services.set_lecturers(entry, [learner.pk, body.pk], by=None, at=AT)
    told = OutboxMessage.objects.filter(about_id=services.release(draft, by=None, at=BEFORE).pk)
    assert sorted(one.to_id for one in told if one.to_kind == "person") == sorted(
        {*(p.pk for p in world.people), world.lecturer.person_id}
    )
    assert [one.to_id for one in told if one.to_kind == "lecturer"] == [body.pk]


WAS = Placed("k", MONDAY, "morning", 1, 4, BEFORE, BEFORE + timedelta(hours=3), "Chuyên đề 1", ONLY, ONLY, 1)
NAMED = Names({1: "Lớp A"}, {1: "Hội trường", 2: "Phòng 2"}, {1: "Bà Một", 2: "Ông Hai"})


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        (None, WAS, "Chuyên đề 1: thêm, sáng 18/8 (7:00), Hội trường."),
        (None, replace(WAS, room=None), "Chuyên đề 1: thêm, sáng 18/8 (7:00)."),
        (WAS, None, "Chuyên đề 1: bỏ buổi sáng 18/8 (7:00)."),
        (WAS, replace(WAS, room=2), "Chuyên đề 1: sáng 18/8 (7:00), phòng: Phòng 2."),
        (WAS, replace(WAS, room=None), "Chuyên đề 1: sáng 18/8 (7:00), phòng: ngoài trường."),
        (WAS, replace(WAS, lecturers=frozenset({2})), "Chuyên đề 1: sáng 18/8 (7:00), người dạy: Ông Hai."),
        (WAS, replace(WAS, lecturers=frozenset()), "Chuyên đề 1: sáng 18/8 (7:00), người dạy: chưa có."),
    ],
    ids=["added", "added outside", "dropped", "another room", "no room", "another lecturer", "no lecturer"],
)
def test_the_line_of_a_change(was: Placed | None, now: Placed | None, line: str) -> None:
    assert services.telling.change_lines([Difference(was, now)], NAMED, with_class=False) == [line]
    assert services.telling.change_lines([Difference(was, now)], NAMED, with_class=True) == [f"Lớp A: {line}"]


@pytest.mark.django_db
def test_a_message_is_sent_once_and_seen_once() -> None:
    world = build_world()
    one = services.telling.Message(("person", 7), "timetable", "Lịch đổi", "Một dòng", "k:1")
    assert (post([one, one], at=AT), post([one], at=AT)) == (1, 0)
    (row,) = messages_to(("person", 7), ("lecturer", 7))
    assert not row.seen and str(row) == "Lịch đổi"
    delivered([row], how="seen", at=AT)
    delivered([row], how="seen", at=AT)
    assert [str(d) for d in Delivery.objects.all()] == ["seen"]
    assert messages_to(("person", 7))[0].seen and not messages_to(("person", world.people[0].pk)).exists()


@pytest.mark.django_db
def test_a_busy_lecturer_is_waiting_work_and_a_panel_tells_what_changed() -> None:
    world = build_world(enrolled=True)
    version, entry = changed(world)
    at = BEFORE
    officer = world.users["officer"]
    assert [*menu.busy_lecturers(officer, at)] == []
    moved = version.entries.get(key=entry.key)
    Availability.objects.create(
        lecturer=world.second_lecturer, state="busy", half=moved.half, day=moved.day, said_at=at
    )
    (line,) = menu.busy_lecturers(officer, at)
    assert "Giảng Viên 2" in line.title and f"gv-{world.second_lecturer.pk}" in line.action.url
    assert [c.entry.pk for c in busy_on_released(at=at, lecturer=world.second_lecturer)] == [moved.pk]
    assert busy_on_released(at=at, lecturer=world.lecturer) == []
    panel = menu.told_lately(world.users["learner"], at)
    assert panel is not None and len(panel.context["heard"]) == 1  # type: ignore[arg-type]
    assert Delivery.objects.count() == 1
    assert menu.told_lately(officer, at) is None
    (row,) = services.request_lecturers(world.course, [world.lecturer], by=None, at=at)
    near = datetime(2025, 8, 15, tzinfo=UTC)
    assert [*menu.requests_open(officer, at)] == [] and len([*menu.requests_open(officer, near)]) == 1
    services.answer_request(row, "decline", text="Ốm", at=at, by_link=True)
    assert [w.detail for w in menu.requests_open(officer, at)] == ["Ốm"]


@pytest.mark.django_db
def test_the_personal_page_shows_own_things_and_takes_answers_without_signing_in(client: Client) -> None:
    world = build_world()
    version = released(world)
    move = timedelta(days=(datetime.now(UTC).date() - MONDAY).days + 14)
    for entry in version.entries.all():
        entry.day, entry.starts_at, entry.ends_at = entry.day + move, entry.starts_at + move, entry.ends_at + move
        entry.save()
    mine = lecturers.make_link(world.lecturer, by=None, at=datetime.now(UTC))
    theirs = lecturers.make_link(world.second_lecturer, by=None, at=datetime.now(UTC))
    (row,) = services.request_lecturers(world.course, [world.lecturer], by=None, at=AT)
    page = client.get(f"/g/{mine}/").content.decode()
    assert "Chuyên đề 1" in page and world.course.title in page
    assert "Chuyên đề 1" not in client.get(f"/g/{theirs}/").content.decode()
    assert client.post(f"/g/{theirs}/loi-moi/{row.pk}/", {"viec": "accept"}).status_code == 404
    page = client.post(f"/g/{mine}/loi-moi/{row.pk}/", {"viec": "decline"}, follow=True).content.decode()
    assert "Ghi lý do" in page and 'value="accept"' in page, "without a reason one stays on the own page"
    assert "<details open>" in page, "and the form that was filled in stands open"
    assert "<li>Chuyên đề 1</li>" in page, "one reads what one is asked to teach"
    assert client.post(f"/g/{mine}/loi-moi/{row.pk}/", {"viec": "accept"}).status_code == 302
    twice = client.post(f"/g/{mine}/loi-moi/{row.pk}/", {"viec": "accept"}, follow=True)
    assert "Lời mời này đang ghi: đã nhận" in twice.content.decode(), "a second touch is no mistake"
    assert "Đường dẫn không còn dùng được" in client.get("/g/khong-co/").content.decode()
    assert client.get("/g/khong-co/").status_code == client.get("/g/khong-co/buoi-ban/").status_code == 404
    first = version.entries.order_by("starts_at").first()
    assert first is not None
    monday = first.day - timedelta(days=first.day.weekday())
    form = {"viec": "ngay", "tu": monday.isoformat(), "ban": [f"{first.day}.{first.half}", "2025-99-99.x", "rác"]}
    answer = client.post(f"/g/{mine}/buoi-ban/", form, follow=True)
    assert answer.status_code == 200 and Availability.objects.get().day == first.day
    weekly = {"viec": "tuan", "weekday": "1", "half": "morning", "first": "1/1/2030", "last": "1/2/2030"}
    assert client.post(f"/g/{mine}/buoi-ban/", weekly).status_code == 302
    bad = client.post(f"/g/{mine}/buoi-ban/", {**weekly, "last": "31/2/2030"})
    assert bad.status_code == 200 and Availability.objects.count() == 2
    row_id = Availability.objects.get(weekday=1).pk
    assert client.post(f"/g/{theirs}/buoi-ban/", {"viec": "bo", "so": row_id}).status_code == 404
    assert client.post(f"/g/{mine}/buoi-ban/", {"viec": "bo", "so": row_id}).status_code == 302
    assert client.post(f"/g/{mine}/buoi-ban/", {"viec": "khac"}).status_code == 404
    lecturers.revoke_links(world.lecturer, by=None, at=AT)
    assert client.get(f"/g/{mine}/").status_code == 404


@pytest.mark.django_db
def test_feeds_follow_the_timetable_and_open_only_by_their_own_address(client: Client) -> None:
    world = build_world(enrolled=True)
    version = released(world)
    subjects = {
        "class": world.training_class.pk,
        "lecturer": world.lecturer.pk,
        "room": world.room.pk,
        "learner": world.enrollments[0].pk,
    }
    addresses = {kind: feed_address(kind, number) for kind, number in subjects.items()}
    assert len(set(addresses.values())) == 4
    for kind, number in subjects.items():
        text = (feed_of(kind, number, at=AT) or b"").decode()
        assert text.count("BEGIN:VEVENT") == (3 if kind == "lecturer" else version.entries.count()), kind
        answer = client.get(addresses[kind])
        assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    draft = services.revise(version, by=None, at=AT)
    entry = draft.entries.filter(topic=world.topics[0]).get()
    services.move(entry, day=MONDAY + timedelta(2), half="afternoon", by=None, at=AT)
    draft.entries.exclude(pk=entry.pk).filter(day=entry.day, half=entry.half).delete()
    services.release(draft, by=None, at=AT)
    text = (feed_of("class", subjects["class"], at=AT) or b"").decode()
    assert f"UID:{entry.key}@boiduong" in text and "SEQUENCE:2" in text and "20250820T063000Z" in text
    assert "DESCRIPTION:Người dạy: Giảng Viên 1" in text
    wrong = addresses["class"].replace(addresses["class"][-44:-4], "0" * 40)
    for address in (wrong, addresses["class"].replace("/lop/", "/phong/"), addresses["class"].replace("/lop/", "/xe/")):
        assert client.get(address).status_code == 404
    FeedKey.objects.create(kind="class", subject_id=subjects["class"], serial=2)
    assert not opens("class", subjects["class"], addresses["class"].rsplit("/", 1)[1].removesuffix(".ics"))
    for kind in subjects:
        assert feed_of(kind, 999_999, at=AT) is None
        assert client.get(feed_address(kind, 999_999)).status_code == 404


@pytest.mark.django_db
def test_a_feed_tells_what_is_off_and_numbers_rise_with_each_release() -> None:
    world = build_world(enrolled=True)
    version = released(world)
    draft = services.revise(version, by=None, at=AT)
    entry = draft.entries.filter(topic=world.topics[2]).get()
    services.set_lecturers(entry, [world.second_lecturer.pk], by=None, at=AT)
    services.release(draft, by=None, at=AT)

    def events(kind: str, number: int, *, at: datetime = AT) -> list[tuple[str, int, str]]:
        calendar = Calendar.from_ical(feed_of(kind, number, at=at) or b"")
        return [(str(e["uid"]), int(e["sequence"]), str(e.get("status", ""))) for e in calendar.walk("VEVENT")]

    uid = f"{entry.key}@boiduong"
    mine, others = events("lecturer", world.lecturer.pk), events("lecturer", world.second_lecturer.pk)
    assert [e for e in mine if e[2]] == [(uid, 2, "CANCELLED")], "whoever gave a session away is told so"
    assert (uid, 2, "") in others
    whole = events("class", world.training_class.pk)
    assert {number for _, number, _ in whole} == {2} and not any(state for _, _, state in whole)
    after = datetime(2025, 12, 1, tzinfo=UTC)
    assert not any(state for _, _, state in events("lecturer", world.lecturer.pk, at=after)), "the past is not told"
    TimetableVersion.objects.filter(pk=draft.pk).update(state="superseded")
    assert events("lecturer", world.lecturer.pk) == [], "nothing is said of a course without a timetable in force"


@pytest.mark.django_db
def test_a_locked_session_is_not_moved_or_taken_off_and_every_act_is_undone() -> None:
    world = build_world()
    version = services.new_version(world.course, by=None, at=AT)
    services.place_many(version, queries.propose_entries(world.course), by=None, at=AT)
    entry = version.entries.filter(topic=world.topics[0]).get()
    before = {(str(e.key), e.day, e.half, e.locked) for e in version.entries.all()}
    services.remember(version, "khóa", at=AT)
    services.set_lock(entry, True, by=world.users["officer"], at=AT)
    with pytest.raises(services.SessionLocked):
        services.move(entry, day=MONDAY + timedelta(1), half="afternoon", by=None, at=AT)
    with pytest.raises(services.SessionLocked):
        services.remove(entry, by=None, at=AT)
    services.move(entry, day=entry.day, half=entry.half, room=None, by=None, at=AT)
    assert services.undo(version, by=world.users["officer"], at=AT) == "khóa"
    assert {(str(e.key), e.day, e.half, e.locked) for e in version.entries.all()} == before
    assert version.entries.get(key=entry.key).lecturers.count() == 1
    for n in range(23):
        services.remember(version, f"việc {n}", at=AT)
    assert version.steps.count() == 20


def placed(key: str, day: int = 0, **more: object) -> Placed:
    starts = datetime(2025, 8, 18 + day, 0, 30, tzinfo=UTC)
    facts = {"classes": frozenset({1}), "lecturers": frozenset({5}), "room": 3, **more}
    return Placed(key, MONDAY, "morning", 1, 4, starts, starts + timedelta(hours=3), "CĐ", **facts)  # type: ignore[arg-type]


def test_differences_are_told_by_key_in_order_of_time() -> None:
    old = [placed("a"), placed("b", 1), placed("c", 2), placed("d", 3)]
    new = [
        placed("a"),
        placed("b", 4),
        placed("c", 2, lecturers=frozenset({6})),
        placed("e", 0, classes=frozenset({2})),
    ]
    found = differences(old, new)
    assert [d.one.key for d in found] == ["e", "c", "d", "b"]
    by_key = {d.one.key: d for d in found}
    assert by_key["b"].moved and not by_key["c"].moved and not by_key["d"].moved
    assert by_key["c"].lecturers == {5, 6} and by_key["e"].classes == {2}
    assert by_key["d"].now is None and by_key["e"].was is None


@pytest.mark.django_db
def test_pages_of_the_officer_answer_and_act(client: Client) -> None:
    world = build_world(enrolled=True)
    version, _ = changed(world)
    client.force_login(world.users["officer"])
    base = f"/khoa/{world.course.slug}/lich-hoc"
    for address in ("may-xep", "may-xep/tien-do", "sua", "sua/tien-do", "moi-giang", "quy-tac", "theo-nguoi"):
        assert client.get(f"{base}/{address}/").status_code == 200, address
    page = client.get(f"{base}/so-sanh/{version.number}/").content.decode()
    assert "Chuyên đề 3" in page and "Phòng 2" in page
    assert client.get(f"{base}/so-sanh/1/").status_code == 404
    asked = client.post(f"{base}/moi-giang/viec/", {"viec": "moi_het"}, follow=True)
    assert asked.status_code == 200 and LecturerRequest.objects.count() == 1
    facts = {"ai": world.lecturer.pk}
    linked = client.post(f"{base}/moi-giang/viec/", {**facts, "viec": "duong_dan"}, follow=True).content.decode()
    assert "/g/" in linked
    for what in ("moi", "thu", "accept", "invitation"):
        assert client.post(f"{base}/moi-giang/viec/", {**facts, "viec": what}).status_code == 302, what
    assert client.post(f"{base}/moi-giang/viec/", {**facts, "viec": "khac"}).status_code == 404
    assert (
        client.post(f"{base}/quy-tac/", {"viec": "muc", "muc-S5": "ignore", "muc-H1": "block_at_release"}).status_code
        == 302
    )
    assert {r.rule: r.strength for r in world.course.rule_strengths.all()} == {"S5": "ignore"}
    closed = {"viec": "nghi", "training_class": "", "day": "18/8/2025", "half": "morning", "reason": "Họp"}
    assert client.post(f"{base}/quy-tac/", closed).status_code == 302
    row = world.training_class.closures.get()
    assert client.post(f"{base}/quy-tac/", {"viec": "hoc_lai", "so": row.pk}).status_code == 302
    assert client.post(f"{base}/may-xep/viec/", {"viec": "xep", "giay": "30"}).status_code == 302
    assert "1" in client.get(f"{base}/may-xep/tien-do/").content.decode()
    assert client.post(f"{base}/may-xep/viec/", {"viec": "dung"}).status_code == 302
    assert client.get(f"{base}/may-xep/").status_code == 200
    assert client.post(f"{base}/hoan-tac/", {}).status_code in (302, 409, 200)


@pytest.mark.django_db
def test_beside_the_cell_stands_who_and_which_room_is_free(client: Client) -> None:
    world = build_world()
    TopicLecturer.objects.create(topic=world.topics[2], lecturer=world.second_lecturer, rank=2)
    Room.objects.create(venue=world.room.venue, name="Phòng nhỏ", seats=10)
    version = services.new_version(world.course, by=None, at=AT)
    Availability.objects.create(lecturer=world.lecturer, state="busy", half="afternoon", day=MONDAY, said_at=AT)
    client.force_login(world.users["officer"])
    token = f"cd-{world.topics[2].pk}-{world.training_class.pk}"
    page = client.get(f"/khoa/{world.course.slug}/lich-hoc/?nhac={token}").content.decode()
    assert "Giảng Viên 1, Giảng Viên 2, Hội trường A" in page
    assert "Giảng Viên 2, Hội trường A" in page and "Phòng nhỏ" not in page
    assert version.entries.count() == 0


@pytest.mark.django_db
def test_the_year_counts_each_half_day_once_in_its_month(client: Client) -> None:
    world = build_world()
    version = released(world)
    table = school_year(world.users["officer"], 2025)
    used = len({(e.day, e.half) for e in version.entries.filter(room=world.room)})
    (room,) = table.rooms
    august = room.months[7]
    assert (room.label, august.used, room.total, august.there) == ("Hội trường A", used, used, 42)
    assert not august.full and august.share == round(100 * used / 42)
    assert [(x.label, x.total) for x in table.lecturers] == [("Giảng Viên 1", 3)]
    assert school_year(world.users["stranger"], 2025).rooms == ()
    client.force_login(world.users["officer"])
    for asked in ("?nam=2025", "?nam=9", "?nam=x", ""):
        assert client.get(f"/lich-va-phong/nam/{asked}").status_code == 200
