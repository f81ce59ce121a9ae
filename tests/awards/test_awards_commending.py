"""Khen thưởng — who can be named, once, in which order; the decision that goes to be numbered."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from boiduong.course.delivery.courses.models import CourseDocument
from boiduong.course.recognition.awards.models import Commendation
from boiduong.course.recognition.awards.papers import Commended, commendation_decision
from boiduong.course.recognition.awards.queries import commended_in, papers_of
from boiduong.course.recognition.awards.queries import recognized_rows as recognized
from boiduong.course.recognition.awards.services import AlreadyCommended, NobodyChosen, NotYetRecognized, commend
from boiduong.engines.typesetting import Table
from boiduong.foundation.documents.services import discard
from boiduong.refusals import NotAllowed
from recognition_world import judged_world, numbered, recognized_rows
from world import World, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """Three people recognized."""
    world = judged_world(sessions=0, marks=False).world
    recognized_rows(world, numbered(world))
    return world


def _url(world: World) -> str:
    return reverse("awards:commendation", args=[world.course.slug, world.training_class.pk])


def test_commend_drafts_the_decision_in_the_order_of_recognition(world: World, at: datetime) -> None:
    third, first = world.enrollments[2], world.enrollments[0]
    document = commend(world.training_class, [third.pk, first.pk], grounds="  học   tốt. ", by=None, at=at)
    assert (document.kind, document.state) == ("commendation_decision", "locked")
    rows = list(Commendation.objects.filter(document=document).order_by("position"))
    assert [row.enrollment_id for row in rows] == [first.pk, third.pk]
    assert {(row.title, row.grounds) for row in rows} == {("Giấy khen", "học tốt")}
    facts = str(document.facts)
    assert "Tặng giấy khen cho 2 học viên" in facts and "12/QĐ-TCT" in facts
    assert CourseDocument.objects.get(document=document).role == "commendation_decision"
    assert papers_of(world.training_class).commendations == [document.number_text]


def test_nobody_is_commended_twice_unless_the_decision_was_dropped(world: World, at: datetime) -> None:
    one = world.enrollments[0]
    document = commend(world.training_class, [one.pk], by=None, at=at)
    with pytest.raises(AlreadyCommended):
        commend(world.training_class, [one.pk], by=None, at=at)
    discard(document, by=None, at=at)
    assert commended_in(world.training_class) == {}
    assert commend(world.training_class, [one.pk], by=None, at=at).pk != document.pk


def test_commend_refuses(world: World, at: datetime) -> None:
    for nobody in ([], {}):
        with pytest.raises(NobodyChosen):
            commend(world.training_class, list(nobody), by=None, at=at)
    with pytest.raises(NotYetRecognized):
        commend(world.training_class, [world.enrollments[0].pk, 10**9], by=None, at=at)
    for name in ("manager", "clerk", "learner", "lecturer", "stranger", "auditor", "records"):
        with pytest.raises(NotAllowed):
            commend(world.training_class, [world.enrollments[0].pk], by=world.users[name], at=at)


def test_names_in_a_decision_are_only_added(world: World, at: datetime) -> None:
    commend(world.training_class, [world.enrollments[0].pk], by=None, at=at)
    for change in (lambda: Commendation.objects.update(title="Bằng khen"), lambda: Commendation.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_committee_commends_in_its_own_layout(world: World, at: datetime) -> None:
    board = make_unit("Ban Tổ chức Tỉnh ủy", kind="party_board", level="province", parent=world.province, line="party")
    rows = list(recognized(world.course, world.training_class))
    paper = commendation_decision(world.training_class, board, Commended("Giấy khen", "học tốt", rows), on=at.date())
    assert (paper.layout, paper.code) == ("party", "QĐ/BTCTU")
    [table] = [block for block in paper.annexes[0].blocks if isinstance(block, Table)]
    assert [row[0] for row in table.rows] == ["1", "2", "3"]


def test_page_keeps_what_was_ticked_and_shows_the_paper(world: World, client: Client) -> None:
    client.force_login(world.users["officer"])
    one = world.enrollments[0]
    page = client.get(_url(world)).content.decode()
    assert all(f'id="chon-{seat.pk}"' in page for seat in world.enrollments)
    said = {"title": "Giấy khen", "grounds": "học tốt"}
    empty = client.post(_url(world), {**said, "viec": "soan"})
    assert empty.status_code == 200 and 'role="alert"' in empty.content.decode()
    odd = client.post(_url(world), {**said, "viec": "soan", "chon": ["x", "٣", "9" * 30, str(one.pk), "999999"]})
    assert odd.status_code == 200 and f'value="{one.pk}" checked' in odd.content.decode()
    assert client.post(_url(world), {**said, "viec": "xem", "chon": [one.pk]}).content.startswith(b"%PDF")
    assert client.post(_url(world), {**said, "viec": "word", "chon": [one.pk]}).content.startswith(b"PK")
    assert not Commendation.objects.exists()
    assert client.post(_url(world), {**said, "viec": "soan", "chon": [one.pk]}).status_code == 302
    after = client.get(_url(world)).content.decode()
    assert f'id="chon-{one.pk}"' not in after
    step = client.get(reverse("awards:step", args=[world.course.slug])).content.decode()
    assert _url(world) in step


def test_page_is_for_who_decides(world: World, client: Client) -> None:
    for name, status in (("authority", 200), ("manager", 404), ("records", 404), ("stranger", 404)):
        client.force_login(world.users[name])
        assert client.get(_url(world)).status_code == status
