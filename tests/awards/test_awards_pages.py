"""Trang xét công nhận — by role, with the numbers, in as many queries for one as for many."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from boiduong.course.curriculum.programs.models import CompletionItem
from boiduong.course.delivery.courses.models import StaffDuty
from boiduong.course.delivery.courses.services import file_paper
from boiduong.course.recognition.awards import menu
from boiduong.course.recognition.awards.models import JudgingNote, Meeting, RecognitionRow
from boiduong.course.recognition.awards.services import draft_decision, hold_meeting
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.services import give_number
from recognition_world import AT, Judged, judged_world, numbered

pytestmark = pytest.mark.django_db


@pytest.fixture
def judged() -> Judged:
    """Three learners, the second absent for 30 %."""
    judged = judged_world()
    judged.absent(judged.world.enrollments[1], 3)
    return judged


def _as(client: Client, judged: Judged, name: str) -> Client:
    client.force_login(judged.world.users[name])
    return client


def _url(name: str, *args: object) -> str:
    return reverse(f"awards:{name}", args=["khoa-thu", *args])


def test_step_shows_facts_and_reasons(client: Client, judged: Judged) -> None:
    """Name, absence, marks, outcome, reason."""
    body = _as(client, judged, "officer").get(_url("step")).content.decode()
    for word in ("Nguyễn Văn A0", "30\xa0%", "Bài thu hoạch: 8", "Xã 3"):
        assert word in body
    found = client.get(_url("step"), {"trang_thai": "chua"}).content.decode()
    assert "Nguyễn Văn B1" in found and "Nguyễn Văn A0" not in found
    found = client.get(_url("step"), {"tim": "nguyen van c"}).content.decode()
    assert "Nguyễn Văn C2" in found and "Nguyễn Văn A0" not in found
    assert client.get(_url("step"), {"xlsx": "1"}).content.startswith(b"PK")
    assert client.get(_url("step"), {"lop": "nonsense"}).status_code == 200


@pytest.mark.parametrize(
    ("name", "status", "sees"),
    [
        ("officer", 200, True),
        ("manager", 200, True),
        ("authority", 200, True),
        ("records", 200, True),
        ("auditor", 200, True),
        ("stranger", 404, False),
        ("admin", 404, False),
    ],
)
def test_step_by_role(client: Client, judged: Judged, name: str, status: int, sees: bool) -> None:
    """Who may not see the course gets no page; who may sees names only with the right to people."""
    answer = _as(client, judged, name).get(_url("step"))
    assert answer.status_code == status
    assert ("Nguyễn Văn A0" in answer.content.decode()) == sees


@pytest.mark.parametrize("name", ["clerk", "learner", "lecturer"])
def test_names_stay_hidden_from_others(client: Client, judged: Judged, name: str) -> None:
    """Whatever they see of the course, the table of outcomes is not theirs."""
    answer = _as(client, judged, name).get(_url("step"))
    assert "Nguyễn Văn B1" not in answer.content.decode()
    for page in (_url("meeting", judged.world.training_class.pk), _url("decision", judged.world.training_class.pk),
                 _url("learner", judged.world.enrollments[0].pk)):  # fmt: skip
        assert client.get(page).status_code == 404


def test_step_costs_the_same_for_many(client: Client, judged: Judged) -> None:
    """Under thirty queries, and no more for a class ten times as large."""
    _as(client, judged, "officer").get(_url("step"))
    with CaptureQueriesContext(connection) as few:
        client.get(_url("step"))
    RecognitionRow.objects.none()
    from boiduong.course.delivery.enrollment.models import Enrollment
    from world import make_person

    for n in range(25):
        Enrollment.objects.create(
            course=judged.world.course, training_class=judged.world.training_class, person=make_person(f"Lê Thị {n}"),
            state="attending", position=50 + n,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        client.get(_url("step"))
    assert len(many) == len(few) < 30


def test_meeting_then_draft_then_decision(client: Client, judged: Judged, at: datetime) -> None:
    """The way of a class: minutes, draft, number, decision."""
    world = judged.world
    pk = world.training_class.pk
    _as(client, judged, "manager")
    assert client.get(_url("meeting", pk)).status_code == 200
    assert client.post(_url("meeting", pk), {"held_on": "31/2/2025", "chair": ""}).status_code == 200
    assert not Meeting.objects.exists()
    sent = {"held_on": "21/8/2025", "chair": "Hiệu trưởng", "members": "Một\n\n Hai "}
    assert client.post(_url("meeting", pk), sent).status_code == 302
    assert Meeting.objects.get().not_recognized == 1
    assert client.get(_url("decision", pk)).status_code == 404
    assert client.post(_url("draft", pk)).status_code == 403
    _as(client, judged, "officer")
    assert client.post(_url("draft", pk)).status_code == 302
    draft = Document.objects.get(kind="recognition_decision")
    give_number(draft, issued_on=date(2025, 8, 22), by=None, at=at)
    page = client.get(_url("decision", pk)).content.decode()
    assert "Nguyễn Văn B1" in page
    assert client.post(_url("decision", pk), {"document": draft.pk}).status_code == 302
    assert RecognitionRow.objects.filter(outcome="recognized").count() == 2
    after = client.get(_url("step")).content.decode()
    assert _url("meeting", pk) not in after and _url("draft", pk) not in after and _url("decision", pk) not in after
    JudgingNote.objects.create(enrollment=world.enrollments[1], kind="exception", note="Ốm nặng, có hồ sơ", at=at)
    assert _url("decision", pk) in client.get(_url("step")).content.decode()


def test_decision_with_a_number_from_outside(client: Client, judged: Judged) -> None:
    """A number needs its day; then the paper is recorded and the rows hang on it."""
    pk = judged.world.training_class.pk
    _as(client, judged, "authority")
    assert client.post(_url("decision", pk), {"number": "77-QĐ/TU"}).status_code == 200
    assert not RecognitionRow.objects.exists()
    assert client.post(_url("decision", pk), {"number": "77-QĐ/TU", "issued_on": "22/8/2025"}).status_code == 302
    assert RecognitionRow.objects.first().decision.number_text == "77-QĐ/TU"  # type: ignore[union-attr]


def test_decision_refused_is_said_in_the_form(client: Client, judged: Judged) -> None:
    """The class is still running: the sentence stands over the form and the typed number is there."""
    held = judged.world.training_class
    held.state = "running"
    held.save()
    _as(client, judged, "officer")
    answer = client.post(_url("decision", held.pk), {"number": "5/QĐ-TCT", "issued_on": "22/8/2025"})
    assert answer.status_code == 200 and "5/QĐ-TCT" in answer.content.decode()
    assert client.post(_url("meeting", held.pk), {"held_on": "22/8/2025", "chair": "X"}).status_code == 200


def test_decision_of_another_course_is_not_offered(client: Client, judged: Judged, at: datetime) -> None:
    """A numbered decision that is not in the dossier of this course cannot be chosen."""
    other = numbered(judged.world)
    _as(client, judged, "officer")
    pk = judged.world.training_class.pk
    assert client.post(_url("decision", pk), {"document": other.pk}).status_code == 200
    file_paper(course=judged.world.course, document=other, role="recognition_decision", by=None, at=at)
    assert client.post(_url("decision", pk), {"document": other.pk}).status_code == 302


def test_learner_page_notes(client: Client, judged: Judged) -> None:
    """The authority writes the exception, the manager the breach; each sees only the own form."""
    world = judged.world
    page = _url("learner", world.enrollments[1].pk)
    other = _url("learner", world.enrollments[0].pk)
    _as(client, judged, "officer")
    assert 'value="exception"' not in client.get(page).content.decode()
    said = {"viec": "exception", "note_0": "other", "note_1": "Chống bão"}
    assert client.post(page, said).status_code == 200 and not JudgingNote.objects.exists()
    _as(client, judged, "authority")
    assert 'value="exception"' in client.get(page).content.decode()
    assert client.post(page, {"viec": "exception"}).status_code == 200
    assert client.post(page, said).status_code == 302
    _as(client, judged, "manager")
    assert client.post(other, {"viec": "conduct", "note": "<script>x</script>"}).status_code == 302
    body = client.get(other).content.decode()
    assert "<script>x" not in body and "&lt;script&gt;" in body
    assert client.post(other, {"viec": "lift", "rut-note": "Nhầm"}).status_code == 302
    assert client.post(other, {"viec": "else"}).status_code == 404
    assert list(JudgingNote.objects.values_list("kind", flat=True)) == ["exception", "conduct", "conduct_lifted"]


def test_learner_of_another_course_is_not_found(client: Client, judged: Judged) -> None:
    """Ids are not a way in."""
    _as(client, judged, "officer")
    assert client.get(_url("learner", 999999)).status_code == 404
    assert client.get(_url("meeting", 999999)).status_code == 404


def test_rail_and_waiting(judged: Judged, at: datetime) -> None:
    """Next act by state; the authority hears of those who fall short."""
    world = judged.world
    with override("en"):
        facts = menu.recognition_step(world.course, user=None, at=at)
        assert facts.title == "Hold the recognition meeting"
        assert list(menu.exceptions_to_decide(world.users["authority"], at)) == []
        hold_meeting(world.training_class, held_on=date(2025, 8, 21), by=None, at=at)
        assert menu.recognition_step(world.course, user=None, at=at).title == "Record the decision of recognition"
        line = next(iter(menu.exceptions_to_decide(world.users["authority"], at)))
        assert line.title == "1 learner falls short in Lớp A"
        assert list(menu.exceptions_to_decide(world.users["stranger"], at)) == []
        draft = draft_decision(world.training_class, by=None, at=at)
        give_number(draft, issued_on=date(2025, 8, 22), by=None, at=at)
        from boiduong.course.recognition.awards.services import decide

        decide(world.training_class, draft, by=None, at=at)
        done = menu.recognition_step(world.course, user=None, at=at)
        assert (done.state, done.note) == ("done", "2 recognized")
        assert list(menu.exceptions_to_decide(world.users["authority"], at)) == []


def test_rail_before_the_lessons_end(at: datetime) -> None:
    """Nothing to judge yet, and the step says so."""
    world = judged_world(state="running").world
    with override("en"):
        assert "when the lessons have ended" in menu.recognition_step(world.course, user=None, at=at).title


def test_home_counts_who_has_no_result_when_the_lessons_have_ended() -> None:
    judged = judged_world(marks=False)
    world, at = judged.world, AT
    manager = world.users["manager"]
    judged.mark(world.enrollments[0], "8")
    judged.mark(world.enrollments[1], None, settled=False)
    [line] = menu.people_without_result(user=manager, at=at)
    assert line.title.startswith("2 ") and f"lop={world.training_class.pk}" in line.action.url
    version = world.item.version
    CompletionItem.objects.filter(pk=world.item.pk).update(one_of="a")
    CompletionItem.objects.create(version=version, position=90, title="Khác", scale_max=10, one_of="a")
    [line] = menu.people_without_result(user=manager, at=at)
    assert line.title.startswith("2 "), "one of the two is enough"
    CompletionItem.objects.filter(version=version).update(required=False)
    assert list(menu.people_without_result(user=manager, at=at)) == []
    CompletionItem.objects.filter(version=version).update(required=True)
    StaffDuty.objects.create(
        training_class=world.training_class, person=world.people[0], duty="class_manager", starts_on=date(2026, 1, 1)
    )
    assert list(menu.people_without_result(user=manager, at=at)) == [], "somebody else manages the class by now"
    assert list(menu.people_without_result(user=world.users["stranger"], at=at)) == []
