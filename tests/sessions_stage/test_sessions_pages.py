"""The roll on the phone, leave, make-ups and own attendance, as people of each role meet them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling import services as scheduling
from boiduong.course.delivery.scheduling.rules import Placement
from boiduong.course.delivery.sessions import menu, services
from boiduong.course.delivery.sessions.models import Leave, MakeUp, RollMark, RollVerdict, Session
from boiduong.foundation.people.models import Person
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
BASE = "/khoa/khoa-thu/buoi-hoc/"
COURSE = "/khoa/khoa-thu/"
MONDAY = date(2025, 8, 18)
MORNING = datetime(2025, 8, 18, 1, 0, tzinfo=UTC)


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.users[who])
    return client


def taught(communes: int = 3) -> tuple[World, list[Session]]:
    world = build_world(class_state="opened", enrolled=True, communes=communes)
    version = scheduling.new_version(world.course, by=None, at=AT)
    halves = [(MONDAY, "morning"), (MONDAY, "afternoon"), (MONDAY + timedelta(1), "morning")]
    own, lecturer = (world.training_class.pk,), (world.lecturer.pk,)
    scheduling.place_many(
        version,
        [
            Placement(d, h, 4, topic=t.pk, classes=own, lecturers=lecturer, room=world.room.pk)
            for (d, h), t in zip(halves, world.topics, strict=True)
        ],
        by=None,
        at=AT,
    )
    scheduling.release(version, by=None, at=AT)
    return world, [*Session.objects.order_by("starts_at")]


def held(world: World, session: Session, *codes: str) -> None:
    services.open_roll(session, by=None, at=MORNING)
    marks = [(e.pk, c, None) for e, c in zip(world.enrollments, codes, strict=False)]
    services.mark(session, marks, by=None, at=MORNING)
    services.close_roll(session, by=None, at=MORNING)


def test_officer_opens_marks_and_closes_from_paper() -> None:
    world, sessions = taught()
    client = signed_in(world, "officer")
    address = f"{BASE}{sessions[0].pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address + "mo/").status_code == 302
    one, two, three = world.enrollments
    page = client.get(address).content.decode()
    assert page.count('<fieldset class="roll-person">') == 3 and page.count(" checked") == 3
    facts = {f"hv-{one.pk}": "present", f"hv-{two.pk}": "late", f"phut-{two.pk}": "20", f"hv-{three.pk}": "<b>"}
    assert client.post(address + "ghi/", facts).status_code == 302
    assert set(RollVerdict.objects.values_list("code", "minutes")) == {("present", None), ("late", 20)}
    assert client.post(address + "ghi/", {**facts, "khoa": "1"}).status_code == 302
    assert RollMark.objects.count() == 3  # nothing was written twice; closing added the third
    page = client.get(address).content.decode()
    assert "20" in page and "sua/" in page


def test_manager_corrects_with_a_reason_until_confirmed() -> None:
    world, sessions = taught()
    held(world, sessions[0], "present")
    one = world.enrollments[1]
    client = signed_in(world, "manager")
    address = f"{BASE}{sessions[0].pk}/sua/{one.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"code": "present", "reason_0": "", "reason_1": ""}).status_code == 200
    facts = {"code": "late", "minutes": "30", "reason_0": "other", "reason_1": "Ghi nhầm"}
    assert client.post(address, facts).status_code == 302
    assert RollVerdict.objects.get(enrollment=one).code == "late"
    latecomer = Enrollment.objects.create(
        course=world.course, training_class=world.training_class, person=Person.objects.exclude(
            enrollments__isnull=False).first(), state="confirmed",
    )  # fmt: skip
    refused = client.post(f"{BASE}{sessions[0].pk}/sua/{latecomer.pk}/", facts)
    assert refused.status_code == 200
    log = f"{BASE}{sessions[0].pk}/so-dau-bai/"
    words = {"summary": "Đã dạy hết", "remark": ""}
    assert client.post(log, {**words, "ben": "chu-nhiem"}).status_code == 302
    assert signed_in(world, "lecturer").post(log, {**words, "ben": "giang-vien"}).status_code == 302
    assert client.post(f"{BASE}{sessions[0].pk}/xac-nhan/").status_code == 302
    sessions[0].refresh_from_db()
    assert sessions[0].state == "confirmed" and sessions[0].log.signed_by_manager_at
    assert client.get(address).status_code == 404
    assert client.get(f"{BASE}{sessions[0].pk}/").status_code == 200


@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 200), ("lecturer", 200), ("auditor", 200), ("learner", 404), ("clerk", 404), ("stranger", 404)],
)
def test_roll_is_shown_to_those_who_may_read_people(who: str, status: int) -> None:
    world, sessions = taught()
    held(world, sessions[0], "present")
    client = signed_in(world, who)
    assert client.get(f"{BASE}{sessions[0].pk}/").status_code == status
    expected = 404 if who == "lecturer" else status
    assert client.get(f"{COURSE}diem-danh/{world.training_class.pk}/").status_code == expected
    # The clerk of the unit that sent somebody sees the requests of those people.
    assert client.get(f"{COURSE}don-nghi/").status_code == (200 if who == "clerk" else expected)


@pytest.mark.parametrize("who", ["learner", "clerk", "lecturer", "auditor"])
def test_others_write_nothing(who: str) -> None:
    world, sessions = taught()
    client = signed_in(world, who)
    for tail in ("mo/", "ghi/", "xac-nhan/"):
        assert client.post(f"{BASE}{sessions[0].pk}/{tail}").status_code == 403
    assert client.post(f"{COURSE}diem-danh/{world.training_class.pk}/so/").status_code == 403
    assert not RollMark.objects.exists()


def test_names_stay_out_of_what_learners_and_units_see() -> None:
    world, sessions = taught()
    held(world, sessions[0], "unexcused", "unexcused")
    other = world.people[1].full_name
    for who in ("learner", "clerk"):
        page = signed_in(world, who).get(BASE).content.decode()
        assert "Chuyên đề 1" in page and other not in page
    assert other in signed_in(world, "manager").get(BASE).content.decode()


def test_learner_sees_own_attendance_asks_and_withdraws_leave() -> None:
    world, sessions = taught()
    held(world, sessions[0], "unexcused")
    one, two, _ = world.enrollments
    client = signed_in(world, "learner")
    address = f"{COURSE}chuyen-can/{one.pk}/"
    assert client.get(address).status_code == 200
    assert client.get(f"{COURSE}chuyen-can/{two.pk}/").status_code == 404
    assert client.get(f"{COURSE}chuyen-can/{two.pk}/xin-nghi/").status_code == 404
    assert client.get(address + "xin-nghi/").status_code == 200
    facts = {
        "from_day": "18/8/2025", "from_half": "afternoon", "to_day": "18/8/2025", "to_half": "afternoon",
        "reason_kind": "urgent_work", "reason": "Họp theo giấy mời số 5",
    }  # fmt: skip
    assert client.post(address + "xin-nghi/", {**facts, "reason": ""}).status_code == 200
    assert client.post(address + "xin-nghi/", {**facts, "to_half": "morning"}).status_code == 200
    assert client.post(address + "xin-nghi/", facts).status_code == 302
    leave = Leave.objects.get()
    assert leave.level == "class_manager"
    assert "Họp theo giấy mời số 5" in client.get(address).content.decode()
    assert client.post(f"{COURSE}don-nghi/{leave.pk}/", {"viec": "cho"}).status_code == 403
    assert client.post(f"{COURSE}don-nghi/{leave.pk}/rut/").status_code == 302
    leave.refresh_from_db()
    assert leave.state == "withdrawn"
    page = client.get("/lich-cua-toi/")
    assert page.status_code == 200


def test_unit_asks_for_its_learner_without_seeing_the_attendance() -> None:
    world, _ = taught()
    one = world.enrollments[0]
    client = signed_in(world, "clerk")
    address = f"{COURSE}chuyen-can/{one.pk}/xin-nghi/"
    facts = {
        "from_day": "18/8/2025", "from_half": "morning", "to_day": "19/8/2025", "to_half": "afternoon",
        "reason_kind": "sick", "reason": "Ốm",
    }  # fmt: skip
    assert client.post(address, facts).status_code == 302
    assert Leave.objects.get().level == "principal_and_unit"
    assert client.get(f"{COURSE}chuyen-can/{one.pk}/").status_code == 404
    assert signed_in(world, "other_clerk").get(address).status_code == 404


def test_manager_decides_leave() -> None:
    world, _ = taught()
    for n in (0, 1):
        services.ask_leave(
            world.enrollments[n], from_at=MORNING, to_at=MORNING + timedelta(hours=2), reason_kind="sick", reason="Ốm",
            by=None, at=AT,
        )  # fmt: skip
    client = signed_in(world, "manager")
    first, second = Leave.objects.order_by("id")
    assert client.get(f"{COURSE}don-nghi/").status_code == 200
    assert client.post(f"{COURSE}don-nghi/{first.pk}/", {"viec": "cho"}).status_code == 302
    refused = client.post(f"{COURSE}don-nghi/{second.pk}/", {"viec": "khong"}, follow=True).content.decode()
    assert "Ghi lý do" in refused and Leave.objects.get(pk=second.pk).state == "asked"
    assert client.post(f"{COURSE}don-nghi/{second.pk}/", {"viec": "khong", "ly_do": "Không có giấy"}).status_code == 302
    assert [leave.state for leave in Leave.objects.order_by("id")] == ["granted", "refused"]


def test_make_up_is_booked_and_finished() -> None:
    world, sessions = taught()
    held(world, sessions[0], "present", "unexcused")
    two = world.enrollments[1]
    client = signed_in(world, "manager")
    page = client.get(f"{COURSE}chuyen-can/{two.pk}/").content.decode()
    address = f"{COURSE}hoc-bu/{two.pk}/{sessions[0].pk}/"
    assert address in page
    assert "taken" not in client.get(address).context["form"].fields
    other = TrainingClass.objects.create(
        course=world.course, position=2, label="Lớp B", version=world.version, rule_set=world.rule_set, state="opened"
    )
    Session.objects.filter(pk=sessions[2].pk).update(topic=world.topics[0], training_class=other)
    assert "19/8 · Lớp B · Chuyên đề 1" in client.get(address).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"how": ""}).status_code == 200
    assert client.post(address, {"how": "Viết thu hoạch"}).status_code == 302
    made = MakeUp.objects.get()
    own = client.get(f"{COURSE}chuyen-can/{two.pk}/").content.decode()
    assert "Đã xếp học bù" in own
    assert f"hoc-bu/{made.pk}/xong/" in own
    assert "20 % số tiết" in own
    assert client.post(f"{COURSE}hoc-bu/{made.pk}/xong/", {"viec": "?"}).status_code == 404
    assert "Viết thu hoạch" in client.get(BASE).content.decode()
    done = client.post(f"{COURSE}hoc-bu/{made.pk}/xong/", {"viec": "xong", "ve": "hoc-vien"})
    assert done["Location"] == f"{COURSE}chuyen-can/{two.pk}/"
    assert RollVerdict.objects.get(enrollment=two).code == "made_up"


def test_roll_book_as_page_sheet_and_paper() -> None:
    world, sessions = taught()
    address = f"{COURSE}diem-danh/{world.training_class.pk}/"
    client = signed_in(world, "manager")
    assert client.get(address).status_code == 200
    Enrollment.objects.filter(pk=world.enrollments[0].pk).update(unit_text="=1+1")
    held(world, sessions[0], "present", "late")
    page = client.get(address).content.decode()
    assert re.search(r">\s*M\s*<", page) and re.search(r">\s*K\s*<", page)
    sheet = load_workbook(BytesIO(client.get(address, {"xlsx": "1"}).content)).active
    assert sheet is not None
    cells = [[c.value for c in row] for row in sheet.iter_rows()]
    head = next(n for n, row in enumerate(cells) if "18/8 S" in row)
    assert [row[3] for row in cells[head + 1 :]] == ["x", "M", "K"]
    assert cells[head + 1][2] == "=1+1" and sheet.cell(head + 2, 3).data_type == "s"
    assert client.post(address + "so/").status_code == 302
    assert client.post(address + "so/", {"so": "dau-bai"}).status_code == 302


@pytest.mark.parametrize("communes", [1, 3])
def test_roll_page_costs_the_same_for_one_and_three(
    communes: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world, sessions = taught(max(communes, 2))
    if communes == 1:
        Enrollment.objects.filter(pk=world.enrollments[1].pk).update(state="withdrawn")
    client = signed_in(world, "officer")
    with django_assert_max_num_queries(60):
        client.get(f"{BASE}{sessions[0].pk}/")


def test_home_pages_speak_of_sessions() -> None:
    world, sessions = taught()
    manager, officer, learner = world.users["manager"], world.users["officer"], world.users["learner"]
    assert menu.sessions_step(world.course, None, AT).main is not None
    assert len([*menu.for_class_manager(user=manager, at=MORNING)]) == 2
    panel = menu.running_now(user=manager, at=MORNING)
    assert panel is not None and len(panel.context["rows"]) == 2  # type: ignore[arg-type]
    services.open_roll(sessions[0], by=None, at=MORNING)
    needs = menu.sessions_step(world.course, None, MORNING + timedelta(days=3)).needs
    assert [n.level for n in needs] == ["clock", "missing"]
    services.close_roll(sessions[0], by=None, at=MORNING)
    services.ask_leave(
        world.enrollments[0], from_at=MORNING, to_at=MORNING + timedelta(hours=2), reason_kind="sick", reason="Ốm",
        by=None, at=AT,
    )  # fmt: skip
    waiting = [*menu.for_class_manager(user=manager, at=MORNING + timedelta(days=5))]
    assert len(waiting) == 3
    assert [*menu.logs_to_sign(user=world.users["lecturer"], at=MORNING)]
    assert [*menu.logs_to_sign(user=officer, at=MORNING)] == []
    assert len([*menu.for_officer(user=officer, at=MORNING + timedelta(days=5))]) == 1
    later = menu.running_now(user=manager, at=AT)
    assert later is not None and later.context["ahead"] == sessions[1] and later.context["risky"]
    mine = menu.learner_today(user=learner, at=AT)
    assert mine is not None and menu.learner_today(user=officer, at=AT) is None
    assert menu.running_now(user=officer, at=AT) is None and [*menu.for_class_manager(user=officer, at=AT)] == []
    for who in ("manager", "learner", "lecturer", "officer"):
        assert signed_in(world, who).get("/").status_code == 200
    for session in sessions[1:]:
        services.open_roll(session, by=None, at=MORNING + timedelta(days=1))
        services.close_roll(session, by=None, at=MORNING + timedelta(days=1))
    assert menu.sessions_step(world.course, None, MORNING).main is not None, "the lessons are still to be ended"
    world.course.classes.update(state="assessing")
    assert menu.sessions_step(world.course, None, MORNING).state == "done"


def test_course_without_sessions_waits_or_has_no_such_step() -> None:
    world = build_world()
    assert menu.sessions_step(world.course, None, AT).note
    world.course.classes.update(mode="self_paced")
    assert menu.sessions_step(world.course, None, AT).main is None
    world.course.classes.update(state="opened", rule_set=world.rule_set)
    told = menu.sessions_step(world.course, world.users["officer"], AT)
    assert told.main is not None and "/tu-hoc/" in told.main.url
    world.course.classes.update(state="assessing")
    assert menu.sessions_step(world.course, None, AT).state == "done"
    page = signed_in(world, "officer").get(BASE)
    assert page.status_code == 200
