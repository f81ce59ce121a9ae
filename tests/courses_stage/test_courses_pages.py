"""Pages of courses: who sees them, what their forms do, and that they cost the same at one row and at three."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boiduong.course.annual_plan.plans import services as plans
from boiduong.course.delivery.courses import services
from boiduong.course.delivery.courses.models import Course, CourseDuty, StaffDuty, TrainingClass
from boiduong.course.delivery.courses.papers import paper_frame
from boiduong.engines.typesetting import Paper, Paragraph
from world import World, build_world

pytestmark = pytest.mark.django_db
SLUG = {"slug": "khoa-thu"}
COURSE_PAGES = ["course", "classes", "duties", "groups", "papers", "plan", "program"]


@pytest.fixture
def world() -> World:
    return build_world(class_state="running", enrolled=True)


@pytest.fixture
def sign_in(world: World, client: Client) -> Callable[[str], Client]:
    def enter(who: str) -> Client:
        client.force_login(world.users[who])
        return client

    return enter


def draft(world: World, at: datetime, subject: str = "Về việc thử") -> None:
    paper = Paper(
        **paper_frame(world.school, kind="call", on=date(2025, 7, 1)), subject=subject, blocks=(Paragraph("Nội dung."),)
    )
    services.draft_paper(
        course=world.course,
        kind="call",
        role="call",
        issuer=world.school,
        subject=subject,
        papers=[paper],
        by=None,
        at=at,
    )


@pytest.mark.parametrize("page", COURSE_PAGES)
@pytest.mark.parametrize("who", ["officer", "manager", "authority", "records", "auditor"])
def test_course_page_is_shown_to_its_people(sign_in: Callable[[str], Client], page: str, who: str) -> None:
    answer = sign_in(who).get(reverse(f"courses:{page}", kwargs=SLUG))
    assert answer.status_code == 200
    assert "Khóa bồi dưỡng thử" in answer.content.decode()


@pytest.mark.parametrize("page", COURSE_PAGES)
def test_course_page_does_not_exist_for_others(sign_in: Callable[[str], Client], page: str) -> None:
    assert sign_in("stranger").get(reverse(f"courses:{page}", kwargs=SLUG)).status_code == 404


def test_pages_ask_for_login(world: World, client: Client, settings: Any) -> None:
    settings.LOGIN_URL = "/vao/"
    for address in (reverse("home"), reverse("courses:list"), reverse("courses:course", kwargs=SLUG)):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("who", ["admin", "officer", "manager", "authority", "clerk", "lecturer", "learner", "records",
                                 "auditor", "stranger"])  # fmt: skip
def test_home_is_there_for_every_role(sign_in: Callable[[str], Client], who: str) -> None:
    assert sign_in(who).get(reverse("home")).status_code == 200


@pytest.mark.parametrize("address", [reverse("home"), reverse("courses:list"), reverse("courses:course", kwargs=SLUG)])
def test_queries_are_the_same_at_one_row_and_three(
    world: World, sign_in: Callable[[str], Client], at: datetime, address: str
) -> None:
    client = sign_in("officer")
    draft(world, at)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for n in (2, 3):
        services.create_course(institution=world.institution, title=f"Khóa {n}", by=None, at=at)
        services.add_class(world.course, label=f"Lớp {n}", by=None, at=at)
        draft(world, at)
    # A class that is still forming asks a question of its own; here only the number of rows is to differ.
    TrainingClass.objects.update(state="running", rule_set=world.rule_set)
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert [q["sql"][:60] for q in three] == [q["sql"][:60] for q in one]
    assert len(one) < 30


@pytest.mark.parametrize("state", ["running", "assessing"])
@pytest.mark.parametrize("who", ["officer", "manager", "authority", "records", "auditor", "learner"])
def test_course_at_work_asks_under_thirty_times(who: str, state: str) -> None:
    world, client = build_world(enrolled=True, class_state=state), Client()
    client.force_login(world.users[who])
    client.get(reverse("courses:course", kwargs=SLUG))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("courses:course", kwargs=SLUG)).status_code == 200
    assert len(asked) < 30


def test_list_filters_searches_and_gives_excel(world: World, sign_in: Callable[[str], Client], at: datetime) -> None:
    services.create_course(
        institution=world.institution, title="Kỹ năng số", starts_on=date(2024, 5, 1), by=None, at=at
    )
    client, address = sign_in("officer"), reverse("courses:list")
    found = client.get(address, {"tim": "ky nang"}).content.decode()
    assert "Kỹ năng số" in found
    assert "Khóa bồi dưỡng thử" not in found
    of_year = client.get(address, {"nam": "2025"}).content.decode()
    assert "Kỹ năng số" not in of_year
    excel = client.get(address, {"xlsx": "1"})
    assert excel["Content-Type"].endswith("spreadsheetml.sheet")
    for nonsense in ({"nam": "9" * 40}, {"nam": "²"}, {"trang": "x"}, {"trang_thai": "'"}, {"tim": "\0"}):
        assert client.get(address, nonsense).status_code == 200


def test_officer_writes_a_course_from_a_line_of_the_plan(
    world: World, sign_in: Callable[[str], Client], at: datetime
) -> None:
    plan = plans.create_plan(authority=world.province, year=2025, by=None, at=at)
    line = plans.add_line(plan, name="Bồi dưỡng chủ tịch xã", leading=world.school, by=None, at=at)
    client = sign_in("officer")
    address = f"{reverse('courses:create')}?dong={line.pk}"
    assert "Bồi dưỡng chủ tịch xã" in client.get(address).content.decode()
    said = {"institution": world.institution.pk, "title": line.name, "kind": "in_service", "mode": "full_time",
            "starts_on": "18/8/2025", "ends_on": "17/8/2025"}  # fmt: skip
    assert client.post(address, said).status_code == 200
    answer = client.post(address, {**said, "ends_on": "20/8/2025"})
    made = Course.objects.get(slug="boi-duong-chu-tich-xa")
    assert answer["Location"] == reverse("courses:course", kwargs={"slug": made.slug})
    assert (made.plan_line, made.starts_on) == (line, date(2025, 8, 18))
    for dong in ("x", "9" * 30, "0"):
        assert client.get(reverse("courses:create"), {"dong": dong}).status_code == 200


@pytest.mark.parametrize("who", ["manager", "authority", "records", "clerk"])
def test_others_write_no_course(world: World, sign_in: Callable[[str], Client], who: str) -> None:
    client = sign_in(who)
    assert client.get(reverse("courses:create")).status_code == 404
    assert client.get(reverse("courses:edit", kwargs=SLUG)).status_code == 404


def test_officer_edits_the_course(world: World, sign_in: Callable[[str], Client]) -> None:
    client, address = sign_in("officer"), reverse("courses:edit", kwargs=SLUG)
    assert client.get(address).status_code == 200
    said = {"title": "Tên mới", "kind": "in_service", "mode": "online", "starts_on": "18/8/2025", "ends_on": "1/8/2025"}
    assert client.post(address, said).status_code == 200
    assert client.post(address, {**said, "ends_on": "19/8/2025"}).status_code == 302
    world.course.refresh_from_db()
    assert (world.course.title, world.course.mode) == ("Tên mới", "online")


def test_classes_are_added_edited_and_given_a_manager(world: World, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("officer")
    address = reverse("courses:classes", kwargs=SLUG)
    assert client.post(address, {"label": "Lớp A", "mode": "full_time"}).status_code == 200
    assert client.post(address, {"label": "Lớp B", "mode": "full_time", "capacity": "80"}).status_code == 302
    made = TrainingClass.objects.get(label="Lớp B")
    page = reverse("courses:training_class", kwargs={**SLUG, "pk": made.pk})
    assert client.get(page).status_code == 200
    edit = {"mau": "lop", "label": "Lớp B1", "mode": "online", "starts_on": "20/8/2025", "ends_on": "18/8/2025"}
    assert client.post(page, edit).status_code == 200
    assert client.post(page, {**edit, "ends_on": "21/8/2025"}).status_code == 302
    assert client.post(page, {"mau": "nguoi", "n-person": "không ai", "n-duty": "deputy"}).status_code == 200
    staff = {"mau": "nguoi", "n-person": "chu nhiem lop", "n-duty": "class_manager", "n-starts_on": "1/8/2025"}
    assert client.post(page, staff).status_code == 302
    assert StaffDuty.objects.filter(training_class=made).get().person.full_name == "Chủ Nhiệm Lớp"
    made.refresh_from_db()
    assert made.label == "Lớp B1"
    assert client.get(reverse("courses:training_class", kwargs={**SLUG, "pk": 10**9})).status_code == 404


def test_class_acts_are_those_of_its_state(world: World, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("manager")
    TrainingClass.objects.update(state="recognized")
    address = reverse("courses:class_act", kwargs={**SLUG, "pk": world.training_class.pk})
    assert client.post(address, {"viec": "open"}).status_code == 404
    assert client.post(address, {"viec": "cancel", "ly_do": "x"}).status_code == 403
    assert client.post(address, {"viec": "close"}).status_code == 302
    assert TrainingClass.objects.get().state == "closed"


def test_course_acts(world: World, sign_in: Callable[[str], Client]) -> None:
    client, address = sign_in("officer"), reverse("courses:act", kwargs=SLUG)
    assert client.post(address, {"viec": "dance"}).status_code == 404
    refused = client.post(address, {"viec": "close"}, HTTP_ACCEPT="text/html")
    assert refused.status_code == 409
    assert "Lớp A" in refused.content.decode()
    assert client.post(address, {"viec": "postpone", "ly_do": "Bão"}).status_code == 302
    assert client.post(address, {"viec": "start"}).status_code == 409
    assert client.post(address, {"viec": "prepare", "khong_cap": "1"}).status_code == 409
    assert Course.objects.get().state == "postponed"
    assert "Bão" not in client.get(reverse("courses:course", kwargs=SLUG)).content.decode()


def test_all_parts_of_the_work_are_given_in_one_submit(world: World, sign_in: Callable[[str], Client]) -> None:
    client, school = sign_in("officer"), world.institution.unit
    duties = reverse("courses:duties", kwargs=SLUG)
    CourseDuty.objects.all().delete()
    page = client.get(duties).content.decode()
    assert page.count(f'<option value="{school.pk}" selected>') >= 15  # the school does it, unless one says otherwise
    said = {"viec": "tat_ca", "certify": school.pk, "teach": school.pk, "pay": "", "nominate": "999999"}
    assert client.post(duties, said).status_code == 200  # a body that was not offered
    assert not CourseDuty.objects.exists()
    assert client.post(duties, {**said, "nominate": ""}).status_code == 302
    assert {row.duty for row in CourseDuty.objects.all()} == {"certify", "teach"}
    assert 'name="certify"' not in client.get(duties).content.decode()
    assert sign_in("manager").post(duties, said).status_code in (403, 404)


def test_duties_and_groups_are_written(world: World, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("officer")
    duties = reverse("courses:duties", kwargs=SLUG)
    assert client.post(duties, {"unit": "xa 2", "duty": "host"}).status_code == 302
    assert client.post(duties, {"unit": "xã", "duty": "host"}).status_code == 200
    row = CourseDuty.objects.get(duty="host")
    assert row.unit == world.communes[1]
    assert client.post(reverse("courses:duty_off", kwargs={**SLUG, "pk": row.pk})).status_code == 302
    assert not CourseDuty.objects.filter(duty="host").exists()
    groups = reverse("courses:groups", kwargs=SLUG)
    assert client.post(groups, {"label": "Chủ tịch xã", "counts_as": "learner"}).status_code == 302
    assert client.post(groups, {"label": "", "counts_as": "learner"}).status_code == 200
    assert world.course.groups.count() == 2


@pytest.mark.parametrize(("page", "said"), [("duties", {"unit": "xa 2", "duty": "host"}),
                                            ("groups", {"label": "Ai", "counts_as": "learner"}),
                                            ("classes", {"label": "Lớp X", "mode": "online"})])  # fmt: skip
def test_others_change_nothing(world: World, sign_in: Callable[[str], Client], page: str, said: dict[str, str]) -> None:
    answer = sign_in("manager").post(reverse(f"courses:{page}", kwargs=SLUG), said)
    assert answer.status_code in (200, 403)
    assert not CourseDuty.objects.filter(duty="host").exists()
    assert (world.course.groups.count(), world.course.classes.count()) == (1, 1)


def test_papers_open_for_those_who_read_people_only(
    world: World, sign_in: Callable[[str], Client], at: datetime
) -> None:
    draft(world, at)
    row = world.course.documents.get()
    address = reverse("courses:paper", kwargs={**SLUG, "pk": row.document_id})
    answer = sign_in("manager").get(address)
    assert answer.content.startswith(b"%PDF-")
    assert answer["Cache-Control"] == "private, no-store"
    assert sign_in("stranger").get(address).status_code == 404
    other = services.create_course(institution=world.institution, title="Khác", by=None, at=at)
    wrong = reverse("courses:paper", kwargs={"slug": other.slug, "pk": row.document_id})
    assert sign_in("officer").get(wrong).status_code == 404


def test_workbench_shows_stated_numbers_doubts_and_acts(
    world: World, sign_in: Callable[[str], Client], at: datetime
) -> None:
    services.state_number(world.course, kind="classes", low=2, by=None, at=at, source_text="Tin bài")
    services.state_number(world.course, kind="units", low=102, word="about", by=None, at=at)
    services.add_note(world.course, kind="doubt", text="Tin ghi hai ngày khác nhau.", by=None, at=at)
    services.add_note(world.course, kind="note", text="Lớp có quay phim.", by=None, at=at)
    services.add_note(world.course, kind="assumed", text="Ngày học là giả định.", by=None, at=at)
    client = sign_in("officer")
    services.change_course(world.course, "postpone", reason="x", by=world.users["officer"], at=at)
    shown = client.get(reverse("courses:course", kwargs=SLUG)).content.decode()
    for words in ("Tin bài", "Tin ghi hai ngày khác nhau.", "Lớp có quay phim.", "Ngày học là giả định."):
        assert words in shown
    note = world.course.notes.get(kind="doubt")
    settled = reverse("courses:note_settled", kwargs={**SLUG, "pk": note.pk})
    assert sign_in("manager").post(settled).status_code == 403
    assert sign_in("officer").post(settled).status_code == 302
    assert world.course.notes.count() == 2


def test_plan_and_program_are_chosen(world: World, sign_in: Callable[[str], Client], at: datetime) -> None:
    Course.objects.update(state="draft")
    plan = plans.create_plan(authority=world.province, year=2025, by=None, at=at)
    line = plans.add_line(plan, name="Dòng", leading=world.school, by=None, at=at)
    client = sign_in("officer")
    address = reverse("courses:plan", kwargs=SLUG)
    assert client.post(address, {"plan_line": "0"}).status_code == 200
    assert client.post(address, {"plan_line": line.pk}).status_code == 302
    program = reverse("courses:program", kwargs=SLUG)
    assert client.get(program).status_code == 200
    assert client.post(program, {"default_version": world.version.pk}).status_code == 302
    assert Course.objects.get().plan_line == line


@pytest.mark.parametrize(
    ("course", "classes", "said"),
    [("draft", "opened", True), ("ready", "running", True), ("draft", "forming", False), ("draft", "cancelled", False),
     ("under_way", "running", False)],
)  # fmt: skip
def test_a_course_behind_its_classes_says_so_to_whoever_manages_it(
    world: World, sign_in: Callable[[str], Client], course: str, classes: str, said: bool
) -> None:
    Course.objects.update(state=course)
    TrainingClass.objects.update(state=classes)
    address = reverse("courses:program", kwargs=SLUG)
    assert ("Lớp đã mở mà khóa" in sign_in("officer").get(address).content.decode()) == said
    assert "Lớp đã mở mà khóa" not in sign_in("auditor").get(address).content.decode()
