"""Lecturers, programs and topics: what their services do, refuse and require."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.http import Http404

from boiduong.course.curriculum.lecturers import queries as lecturer_queries
from boiduong.course.curriculum.lecturers import services as lecturers
from boiduong.course.curriculum.programs import queries as program_queries
from boiduong.course.curriculum.programs import services as programs
from boiduong.course.curriculum.programs.models import CompletionItem, ProgramPart, ProgramVersion
from boiduong.course.curriculum.programs.rules import ProgramNotSaid
from boiduong.course.curriculum.topics import services as topics
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.curriculum.topics.papers import program_paper
from boiduong.course.curriculum.topics.queries import periods_of, topics_of
from boiduong.course.curriculum.topics.rules import BadTopic, ElectivesFewerThanAsked, NoTopics
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.queries import preview
from boiduong.refusals import NotAllowed
from world import World, build_world, make_person

pytestmark = pytest.mark.django_db
OTHERS = ["clerk", "learner", "manager", "authority", "records", "stranger"]


@pytest.fixture
def world() -> World:
    return build_world()


def test_lecturer_asked_by_post_is_kept_once_and_named_later(world: World, at: datetime) -> None:
    facts = {"institution": world.institution, "asked_as": "post", "post_text": "Trưởng ban  Tổ chức",
             "standing": "reporter"}  # fmt: skip
    first = lecturers.add_lecturer(**facts, by=world.users["officer"], at=at)
    assert lecturers.add_lecturer(**facts, by=world.users["officer"], at=at) == first
    assert first.label == "Trưởng ban Tổ chức"
    person = make_person("Trần Thị Mời")
    assert lecturers.name_person(first, person, by=world.users["officer"], at=at).label == "Trần Thị Mời"
    same = lecturers.add_lecturer(
        institution=world.institution, asked_as="person", person=world.lecturer.person, by=None, at=at
    )
    assert same == world.lecturer


def test_edit_lecturer_checks_what_is_said(world: World, at: datetime) -> None:
    made = lecturers.add_lecturer(institution=world.institution, asked_as="body", body_text="Sở Nội vụ", by=None, at=at)
    edited = lecturers.edit_lecturer(
        made, post_text="", body_text="Sở Tài chính", rank_text="", standing="visiting", by=None, at=at
    )
    assert (edited.label, edited.standing) == ("Sở Tài chính", "visiting")


@pytest.mark.parametrize("who", OTHERS)
def test_lecturers_are_kept_by_the_training_officer_only(world: World, at: datetime, who: str) -> None:
    with pytest.raises(NotAllowed):
        lecturers.name_person(world.lecturer, make_person("Ai Đó"), by=world.users[who], at=at)


def test_lecturer_for_hides_them_from_units(world: World) -> None:
    assert lecturer_queries.lecturer_for(world.users["officer"], world.lecturer.pk) == world.lecturer
    assert lecturer_queries.institutions_kept_by(world.users["officer"]) == [world.institution]
    with pytest.raises(Http404):
        lecturer_queries.lecturer_for(world.users["clerk"], world.lecturer.pk)


def test_program_grows_and_is_fixed(world: World, at: datetime) -> None:
    officer = world.users["officer"]
    version = programs.create_program(name="Chương trình  mới", issuer=world.school, by=officer, at=at)
    part = programs.add_part(version, title="Phần tự chọn", choose_at_least=2, by=officer, at=at)
    item = programs.add_item(version, title="Bài thu hoạch", by=officer, at=at)
    assert (version.program.name, part.position, item.scale_max) == ("Chương trình mới", 1, 10)
    with pytest.raises(NoTopics):
        programs.freeze_version(version, by=officer, at=at)
    topics.add_topic(version, title="Một", part=part, by=officer, at=at)
    with pytest.raises(ElectivesFewerThanAsked):
        programs.freeze_version(version, by=officer, at=at)
    topics.add_topic(version, title="Hai", part=part, by=officer, at=at)
    programs.freeze_version(version, by=officer, at=at)
    again = programs.freeze_version(version, by=officer, at=datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
    assert again.frozen_at == at
    for act in (
        lambda: topics.add_topic(version, title="Ba", by=officer, at=at),
        lambda: programs.add_part(version, title="Phần hai", by=officer, at=at),
        lambda: programs.edit_item(item, title="Khác", by=officer, at=at),
        lambda: programs.remove_item(item, by=officer, at=at),
    ):
        with pytest.raises(programs.VersionFrozen):
            act()


def test_parts_and_items_are_edited_and_removed(world: World, at: datetime) -> None:
    version, officer = world.version, world.users["officer"]
    assert programs.edit_part(world.part, title="Phần A", judged="apart", by=officer, at=at).judged == "apart"
    assert programs.edit_item(world.item, title="Bài kiểm tra", kind="test", by=officer, at=at).kind == "test"
    with pytest.raises(programs.PartInUse):
        programs.remove_part(world.part, by=officer, at=at)
    empty = programs.add_part(version, title="Trống", by=officer, at=at)
    programs.remove_part(empty, by=officer, at=at)
    programs.remove_item(world.item, by=officer, at=at)
    assert list(program_queries.parts_of(version)) == [world.part]
    assert not program_queries.items_of(version).exists()


def test_create_program_refuses_no_name_and_others(world: World, at: datetime) -> None:
    with pytest.raises(ProgramNotSaid):
        programs.create_program(name=" ", issuer=None, by=world.users["officer"], at=at)
    for who in OTHERS:
        with pytest.raises(NotAllowed):
            programs.create_program(name="Tên", issuer=None, by=world.users[who], at=at)
    outside = programs.create_program(name="Của Học viện", issuer=world.communes[0], by=world.users["officer"], at=at)
    assert outside.program.issuer == world.communes[0]


def test_derive_version_carries_topics_with_their_lineage(world: World, at: datetime) -> None:
    officer, old = world.users["officer"], world.version
    Topic.objects.filter(pk=world.topics[0].pk).update(item=world.item)
    keep = [world.topics[0].pk, world.topics[2].pk]
    new = programs.derive_version(old, label="2", keep=keep, by=officer, at=at)
    copied = list(topics_of(new))
    assert [(t.title, t.position, t.lineage_id) for t in copied] == [
        ("Chuyên đề 1", 1, world.topics[0].pk),
        ("Chuyên đề 3", 2, world.topics[2].pk),
    ]
    assert copied[0].part == ProgramPart.objects.get(version=new)
    assert copied[0].item == CompletionItem.objects.get(version=new)
    assert [row.lecturer for row in copied[0].lecturers.all()] == [world.lecturer]
    third = programs.derive_version(new, label="3", by=officer, at=at)
    assert topics_of(third)[0].lineage == world.topics[0]
    assert topics_of(old).count() == 3
    with pytest.raises(programs.VersionExists):
        programs.derive_version(old, label="2", by=officer, at=at)
    with pytest.raises(ProgramNotSaid):
        programs.derive_version(old, label=" ", by=officer, at=at)


def test_topics_are_added_in_one_act_with_their_lecturers(world: World, at: datetime) -> None:
    listed = [{"title": f"Bài {n}", "periods": 4, "lecturers": [world.lecturer, world.lecturer]} for n in range(40)]
    made = topics.add_topics(world.version, listed, by=world.users["officer"], at=at)
    assert (made[0].position, made[-1].position) == (4, 43)
    assert made[0].lecturers.count() == 1
    assert periods_of(world.version) == 43 * 4


def test_topic_of_another_program_is_refused(world: World, at: datetime) -> None:
    other = ProgramVersion.objects.create(program=world.version.program, label="9")
    with pytest.raises(BadTopic):
        topics.add_topic(other, title="Lạc", part=world.part, by=None, at=at)
    with pytest.raises(BadTopic):
        topics.edit_topic(world.topics[0], kind="karaoke", by=None, at=at)


def test_topics_change_places(world: World, at: datetime) -> None:
    officer, (one, two, three) = world.users["officer"], world.topics
    topics.move_topic(three, -1, by=officer, at=at)
    assert list(topics_of(world.version)) == [one, three, two]
    topics.move_topic(one, -1, by=officer, at=at)
    assert list(topics_of(world.version)) == [one, three, two]
    topics.reorder_topics(world.version, [two.pk, one.pk, three.pk], by=officer, at=at)
    assert list(topics_of(world.version)) == [two, one, three]
    for wrong in ([one.pk], [one.pk, one.pk, two.pk], [one.pk, two.pk, 10**9]):
        with pytest.raises(topics.WrongOrder):
            topics.reorder_topics(world.version, wrong, by=officer, at=at)
    topics.remove_topic(two, by=officer, at=at)
    assert [t.position for t in topics_of(world.version)] == [1, 2]


def test_lecturers_of_a_topic_may_change_after_it_is_fixed(world: World, at: datetime) -> None:
    ProgramVersion.objects.filter(pk=world.version.pk).update(frozen_at=at)
    topic = Topic.objects.get(pk=world.topics[0].pk)
    topics.set_lecturers(topic, [world.second_lecturer, world.lecturer], by=world.users["officer"], at=at)
    assert [r.lecturer for r in topic.lecturers.order_by("rank")] == [world.second_lecturer, world.lecturer]
    with pytest.raises(NotAllowed):
        topics.set_lecturers(topic, [], by=world.users["manager"], at=at)
    with pytest.raises(programs.VersionFrozen):
        topics.edit_topic(topic, title="Khác", by=world.users["officer"], at=at)


def test_program_paper_lists_topics_by_part(world: World, at: datetime) -> None:
    topics.add_topic(world.version, title="Lời mở đầu", kind="orientation", periods=1, by=None, at=at)
    CompletionItem.objects.create(version=world.version, position=2, title="Kiểm tra", scale="pass_fail", one_of="a")
    CompletionItem.objects.create(
        version=world.version,
        position=3,
        title="Đề án",
        scale="bands",
        bands=[{"name": "giỏi"}, "khá"],
        forms_text="nhóm",
    )
    paper = program_paper(world.version, on=date(2025, 7, 1))
    tables = [block for block in paper.blocks if hasattr(block, "rows")]
    assert tables[0].rows == (("1", "Lời mở đầu", "Phổ biến quy chế", "1", ""),)
    assert tables[1].total[3] == "12"
    assert paper.blocks[-1].items == (
        "Bài thu hoạch: chấm theo thang điểm 10, đạt từ 5 điểm;",
        "Kiểm tra: đánh giá đạt hoặc không đạt, chọn một trong các hình thức cùng nhóm;",
        "Đề án (nhóm): xếp mức giỏi, khá.",
    )
    assert (paper.issuer, paper.parent_issuer, paper.code, paper.layout, paper.place) == (
        "Trường Chính trị tỉnh Thử", "Tỉnh ủy Thử", "CTr-TCT", "state", "Thử",
    )  # fmt: skip


def test_draft_program_replaces_a_draft_and_needs_an_issuer(world: World, at: datetime) -> None:
    officer = world.users["officer"]
    first = topics.draft_program(world.version, by=officer, at=at)
    assert preview(first).startswith(b"%PDF-")
    second = topics.draft_program(world.version, by=officer, at=at)
    assert Document.objects.get(pk=first.pk).state == "discarded"
    assert ProgramVersion.objects.get(pk=world.version.pk).approved_by == second
    nobody = programs.create_program(name="Không nơi ban hành", issuer=None, by=officer, at=at)
    with pytest.raises(topics.NoIssuer):
        topics.draft_program(nobody, by=officer, at=at)


def test_version_for_hides_programs_from_units(world: World) -> None:
    found = program_queries.version_for(world.users["auditor"], world.version.pk)
    assert (found.part_count, found.item_count) == (1, 1)
    with pytest.raises(Http404):
        program_queries.version_for(world.users["clerk"], world.version.pk)
