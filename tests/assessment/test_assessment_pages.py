"""Pages of reports: setting, handing in, the marking table, settling, amending, the file behind its right."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from boiduong.course.evaluation.assessment import services
from boiduong.course.evaluation.assessment.models import Assignment, Score, Submission
from boiduong.course.evaluation.assessment.services import Mark
from world import World, build_world

pytestmark = pytest.mark.django_db
URL = "/khoa/khoa-thu/bai-thu-hoach/"


@pytest.fixture
def world() -> World:
    made = build_world(enrolled=True, class_state="running")
    made.item.refresh_from_db()
    return made


@pytest.fixture
def given(world: World) -> Assignment:
    at = timezone.now()
    return services.set_assignment(world.training_class, world.item, due_at=at + timedelta(days=5), by=None, at=at)


def packed(*names: str) -> bytes:
    """A zip with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return made.getvalue()


def as_user(client: Client, world: World, name: str) -> Client:
    client.force_login(world.users[name])
    return client


def assigned(world: World, given: Assignment) -> list[Submission]:
    at = timezone.now()
    rows = services.receive_many(given, [(e, "Bài", "") for e in world.enrollments], by=None, at=at)
    people = [world.lecturer.person, world.second_lecturer.person]
    services.assign_markers(given, people, by=None, at=at)  # type: ignore[arg-type]
    return rows


def score(world: World, given: Assignment, row: Submission, first: int, second: int) -> None:
    people = [world.lecturer.person, world.second_lecturer.person]
    marks = [Mark(row, p, Decimal(v)) for p, v in zip(people, (first, second), strict=True)]  # type: ignore[arg-type]
    services.score_many(given, marks, by=None, at=timezone.now())


def test_officer_sets_a_report_gives_it_to_markers_and_settles(client: Client, world: World) -> None:
    officer = as_user(client, world, "officer")
    facts = {"training_class": world.training_class.pk, "item": world.item.pk, "due_on": "31/12/2099", "question": ""}
    assert officer.post(URL, {**facts, "due_on": "31/2/2099"}).status_code == 200
    assert officer.post(URL, facts).status_code == 302
    given = Assignment.objects.get()
    page = f"{URL}{given.pk}/"
    assert officer.post(page + "nhan/", {}).status_code == 200
    assert officer.post(page + "nhan/", {"learners": [e.pk for e in world.enrollments]}).status_code == 302
    one = [world.lecturer.person_id]
    assert officer.post(page + "giam-khao/", {"markers": one}).status_code == 200
    both = [world.lecturer.person_id, world.second_lecturer.person_id]
    assert officer.post(page + "giam-khao/", {"markers": both}).status_code == 302
    rows = list(Submission.objects.order_by("id"))
    score(world, given, rows[0], 7, 8)
    score(world, given, rows[1], 4, 8)
    assert "6" in officer.get(page).content.decode()
    assert officer.post(page + "thong-nhat/").status_code == 302
    assert Submission.objects.filter(state="settled").count() == 1
    report = f"{page}bai/{rows[1].pk}/"
    assert officer.get(report).status_code == 200
    assert officer.post(report, {"value": "6,3", "reason_0": "other", "reason_1": "x"}).status_code == 200
    assert officer.post(report, {"value": "6,5", "reason_0": "other", "reason_1": "Đọc lại"}).status_code == 302
    amend = {"value": "7", "reason_0": "other", "reason_1": "Nhập nhầm", "second_person": world.users["lecturer"].pk}
    assert officer.post(report, {**amend, "second_person": ""}).status_code == 200
    assert officer.post(report, amend).status_code == 302
    rows[1].refresh_from_db()
    assert rows[1].value == Decimal(7)
    assert officer.get(page + "phieu-cham/")["Content-Type"] == "application/pdf"
    score(world, given, rows[2], 8, 8)
    assert officer.post(page + "thong-nhat/").status_code == 302
    assert officer.post(f"{URL}bang-diem/{world.training_class.pk}/").status_code == 302
    assert officer.post(f"{URL}bang-diem/99999/").status_code == 404
    assert officer.get(f"{page}bai/99999/").status_code == 404
    assert officer.get(f"{URL}99999/").status_code == 404
    assert "Bảng điểm" in officer.get(URL).content.decode()


def test_marker_writes_marks_and_sees_no_other(client: Client, world: World, given: Assignment) -> None:
    rows = assigned(world, given)
    second = world.second_lecturer.person
    assert second is not None
    services.score_many(given, [Mark(rows[0], second, Decimal("9.5"))], by=None, at=timezone.now())
    lecturer = as_user(client, world, "lecturer")
    page = f"/cham-bai/{given.pk}/"
    assert "9,5" not in lecturer.get(page).content.decode()
    wrong = {f"diem-{rows[0].pk}": "6,3", f"diem-{rows[1].pk}": "7"}
    answer = lecturer.post(page, wrong)
    assert answer.status_code == 200
    assert "6,3" in answer.content.decode()
    assert lecturer.post(page, {f"diem-{rows[0].pk}": "<b>"}).status_code == 200
    assert not Score.objects.filter(marker=world.lecturer.person).exists()
    right = {f"diem-{rows[0].pk}": "6,5", f"nhan-xet-{rows[0].pk}": "Sát", f"diem-{rows[1].pk}": "7"}
    assert lecturer.post(page, right).status_code == 302
    assert lecturer.post(page, right).status_code == 302
    assert Score.objects.filter(marker=world.lecturer.person).count() == 2


@pytest.mark.parametrize("user", ["officer", "learner", "stranger", "manager"])
def test_nobody_else_opens_the_marking_table(client: Client, world: World, given: Assignment, user: str) -> None:
    assigned(world, given)
    assert as_user(client, world, user).get(f"/cham-bai/{given.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "taken"),
    [
        (b"%PDF-1.7 bai", "bai.pdf", True),
        (b"%PDF-1.7 bai", "../../etc/<script>.exe", True),
        (packed("[Content_Types].xml", "word/document.xml"), "bai.docx", True),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "bai.docx", False),
        (b"<html><script>", "bai.pdf", False),
        (b"MZ\x90", "bai.pdf", False),
    ],
    ids=["pdf", "evil name", "docx", "macro", "html", "program"],
)
def test_learner_hands_in_a_file(
    client: Client, world: World, given: Assignment, content: bytes, name: str, taken: bool
) -> None:
    learner = as_user(client, world, "learner")
    assert learner.get("/bai-cua-toi/").status_code == 200
    facts = {"de": given.pk, "title": "Bài của tôi", "file": SimpleUploadedFile(name, content)}
    answer = learner.post("/bai-cua-toi/", facts)
    assert answer.status_code == (302 if taken else 200)
    assert Submission.objects.exists() is taken
    if not taken:
        return
    row = Submission.objects.get()
    file = learner.get(f"/bai-nop/{row.pk}/tep/")
    assert file.content == content
    assert file["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file["Content-Security-Policy"]
    assert as_user(client, world, "clerk").get(f"/bai-nop/{row.pk}/tep/").status_code == 404
    assert client.get("/bai-nop/99999/tep/").status_code == 404


def test_the_receipt_names_the_report_and_a_wrong_file_is_said_at_its_field(
    client: Client, world: World, given: Assignment
) -> None:
    client.force_login(world.users["learner"])
    address, de = "/bai-cua-toi/", str(given.pk)
    wrong = SimpleUploadedFile("bai.pdf", b"khong phai PDF", content_type="application/pdf")
    page = client.post(address, {"de": de, "title": "Sinh hoạt chi bộ", "file": wrong})
    [said] = [form for one, form in page.context["reports"] if form.is_bound]
    assert list(said.errors) == ["file"] and said["title"].value() == "Sinh hoạt chi bộ"
    right = SimpleUploadedFile("bai.pdf", b"%PDF-1.7 bai", content_type="application/pdf")
    body = client.post(address, {"de": de, "title": "Sinh hoạt chi bộ", "file": right}, follow=True).content.decode()
    assert "<dd>Sinh hoạt chi bộ</dd>" in body and 'value="Sinh hoạt chi bộ"' in body


def test_learner_hands_in_for_no_other_assignment(client: Client, world: World, given: Assignment) -> None:
    assert as_user(client, world, "learner").post("/bai-cua-toi/", {"de": "999"}).status_code == 404
    assert as_user(client, world, "stranger").get("/bai-cua-toi/").status_code == 200


@pytest.mark.parametrize("user", ["learner", "lecturer", "clerk", "auditor"])
def test_assignment_is_shown_to_those_who_run_the_class(
    client: Client, world: World, given: Assignment, user: str
) -> None:
    assigned(world, given)
    someone = as_user(client, world, user)
    assert someone.get(f"{URL}{given.pk}/").status_code == 404
    assert someone.post(f"{URL}{given.pk}/thong-nhat/").status_code in (403, 404)
    assert someone.post(URL, {}).status_code in (403, 404)
