"""A class is finished once its papers are issued, or it is said why there are none."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.services import change_class
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.certificates.models import CredentialSpec
from boiduong.course.recognition.certificates.queries import still_without
from boiduong.course.recognition.certificates.receivers import PapersNotIssued
from boiduong.course.recognition.certificates.services import define_paper, issue
from recognition_world import judged_world, numbered, recognized_rows
from world import World

pytestmark = pytest.mark.django_db
DAY = date(2025, 8, 25)


@pytest.fixture
def world() -> World:
    """Three people recognized by decision 12/QĐ-TCT, the class in that state."""
    world = judged_world(sessions=0, marks=False).world
    recognized_rows(world, numbered(world))
    TrainingClass.objects.update(state="recognized")
    world.training_class.refresh_from_db()
    return world


def close(world: World, at: datetime, reason: str = "") -> str:
    return change_class(world.training_class, "close", by=world.users["manager"], at=at, reason=reason).state


def test_class_waits_for_its_papers(world: World, at: datetime) -> None:
    spec = define_paper(world.course, world.school, "certificate", "Chứng chỉ bồi dưỡng", by=None, at=at)
    with pytest.raises(PapersNotIssued, match="3 recognized people"):
        close(world, at)
    assert TrainingClass.objects.get().state == "recognized"
    issue(world.course, spec, issued_on=DAY, signer="Nguyễn Văn A", by=None, at=at)
    assert still_without(world.training_class) is None
    assert close(world, at) == "closed"


def test_reason_stands_for_papers_that_nobody_gets(world: World, at: datetime) -> None:
    define_paper(world.course, world.school, "certificate", "Chứng chỉ bồi dưỡng", by=None, at=at)
    assert close(world, at, reason="Học viên chưa nộp ảnh") == "closed"


@pytest.mark.parametrize("change", [{"to": "chosen"}, {"issuer": None}], ids=["for a few chosen", "issuer not known"])
def test_papers_owed_to_nobody_keep_no_class_open(world: World, at: datetime, change: dict[str, object]) -> None:
    spec = define_paper(world.course, world.school, "certificate", "Giấy chứng nhận", by=None, at=at)
    CredentialSpec.objects.filter(pk=spec.pk).update(**change)
    assert close(world, at) == "closed"


def test_course_without_papers_and_class_without_anybody_recognized_are_finished(world: World, at: datetime) -> None:
    other = TrainingClass.objects.create(
        course=world.course, position=2, label="Lớp B", version=world.version, rule_set=world.rule_set,
        state="recognized",
    )  # fmt: skip
    assert RecognitionRow.objects.exists()
    assert close(world, at) == "closed", "no kind of paper is defined"
    define_paper(world.course, world.school, "certificate", "Chứng chỉ", by=None, at=at)
    assert change_class(other, "close", by=None, at=at).state == "closed", "nobody is recognized in it"


def test_page_says_what_is_missing_and_takes_the_reason(world: World, at: datetime) -> None:
    define_paper(world.course, world.school, "certificate", "Chứng chỉ bồi dưỡng", by=None, at=at)
    client = Client()
    client.force_login(world.users["manager"])
    where = {"slug": world.course.slug, "pk": world.training_class.pk}
    assert 'name="ly_do"' in client.get(reverse("courses:training_class", kwargs=where)).content.decode()
    address = reverse("courses:class_act", kwargs=where)
    refused = client.post(address, {"viec": "close"}, HTTP_ACCEPT="text/html")
    assert refused.status_code == 409 and "Chứng chỉ bồi dưỡng" in refused.content.decode()
    assert client.post(address, {"viec": "close", "ly_do": "Không cấp"}).status_code == 302
    assert TrainingClass.objects.get().state == "closed"
