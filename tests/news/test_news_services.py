"""Tin — drafted from derived numbers, edited, published, taken back; no name of anybody."""

from __future__ import annotations

import pytest
from django.http import Http404

from boiduong.course.delivery.courses.models import Ceremony
from boiduong.course.website.news import queries, services
from boiduong.course.website.news.events import news_published
from boiduong.course.website.news.models import NewsItem
from boiduong.foundation.documents.services import give_number
from boiduong.refusals import NotAllowed, ReasonNeeded
from boiduong.states import Forbidden
from periodic_reports.reported_world import DAY, build_reported
from world import AT, build_world

pytestmark = pytest.mark.django_db
LATER = AT + 5 * DAY


def test_the_closing_item_tells_numbers_and_no_names() -> None:
    reported = build_reported()
    course = reported.world.course
    Ceremony.objects.create(
        course=course, kind="closing", day=course.ends_on, chair_text="Trưởng Ban Tổ chức Tỉnh ủy",
        acts_text="trao chứng chỉ cho học viên.",
    )  # fmt: skip
    item = services.draft_news(course, by=reported.world.users["officer"], at=LATER)
    assert item.title == "Bế giảng khóa bồi dưỡng thử"
    for expected in (
        "Ngày 20 tháng 8 năm 2025",
        "Dự buổi lễ có Trưởng Ban Tổ chức Tỉnh ủy.",
        "có 3 học viên của 3 cơ quan, đơn vị, địa phương, là Bí thư Đảng ủy.",
        "2 trong số 3 học viên",
        "2 học viên xếp loại giỏi (100,0\u00a0%)",
        "2 học viên được cấp chứng chỉ",
        "Tại buổi lễ: trao chứng chỉ cho học viên.",
        "Số liệu tính đến ngày 19 tháng 7 năm 2025.",
    ):
        assert expected in item.text, expected
    names = [p.full_name for p in reported.world.people] + ["Giảng Viên 1", "Chủ Nhiệm Lớp"]
    assert not any(name in item.text for name in names)
    assert (item.state, item.as_of_at, item.facts["learners"]) == ("draft", LATER, 3)


def test_a_title_that_was_invented_is_not_told() -> None:
    reported = build_reported()
    reported.world.version.topics.update(assumed={"title": True})
    first = reported.world.version.topics.order_by("position").first()
    assert first is not None
    item = services.draft_news(reported.world.course, by=None, at=LATER)
    assert not item.facts["topic_titles"]
    type(first).objects.filter(pk=first.pk).update(assumed={"periods": True})
    item = services.draft_news(reported.world.course, by=None, at=LATER)
    assert f"trong đó có: {first.title}." in item.text


def test_the_opening_item_comes_before_results() -> None:
    reported = build_reported()
    item = services.draft_news(reported.world.course, by=None, at=AT)
    assert item.title.startswith("Khai giảng")
    assert "công nhận" not in item.text


def test_nothing_to_tell_before_opening() -> None:
    with pytest.raises(services.NothingToTell):
        services.draft_news(build_world().course, by=None, at=AT)


def test_the_way_of_an_item() -> None:
    reported = build_reported()
    officer, authority = reported.world.users["officer"], reported.world.users["authority"]
    item = services.draft_news(reported.world.course, by=officer, at=LATER)
    with pytest.raises(Http404):
        queries.published_item(item.pk)
    services.edit_news(item, title=" Tên  mới ", text="Một\r\n\r\nHai", by=officer, at=LATER)
    assert (item.title, item.text) == ("Tên mới", "Một\n\nHai")
    heard: list[NewsItem] = []

    def hear(item: NewsItem, **_: object) -> None:
        heard.append(item)

    news_published.connect(hear)
    services.publish_news(item, by=authority, at=LATER)
    assert heard == [item]
    assert queries.published_item(item.pk).published_at == LATER
    with pytest.raises(Forbidden):
        services.edit_news(item, title="x", text="y", by=officer, at=LATER)
    with pytest.raises(Forbidden):
        services.publish_news(item, by=officer, at=LATER)
    with pytest.raises(ReasonNeeded):
        services.withdraw_news(item, reason="  ", by=officer, at=LATER)
    services.withdraw_news(item, reason="Nhầm số liệu", by=officer, at=LATER)
    assert not queries.published().exists()


@pytest.mark.parametrize(
    ("title", "text", "refusal"),
    [
        ("", "x", services.NewsEmpty),
        ("x", " \n ", services.NewsEmpty),
        ("x" * 301, "x", services.NewsTooLong),
        ("x", "x" * 20001, services.NewsTooLong),
    ],
)
def test_an_item_has_a_title_and_a_text(title: str, text: str, refusal: type[Exception]) -> None:
    item = services.draft_news(build_reported().world.course, by=None, at=LATER)
    with pytest.raises(refusal):
        services.edit_news(item, title=title, text=text, by=None, at=LATER)


def test_an_item_published_meanwhile_is_not_written_back_to_a_draft() -> None:
    reported = build_reported()
    officer = reported.world.users["officer"]
    item = services.draft_news(reported.world.course, by=officer, at=LATER)
    services.publish_news(NewsItem.objects.get(pk=item.pk), by=officer, at=LATER)
    with pytest.raises(Forbidden):
        services.edit_news(item, title="Tin khác", text="Một câu.", by=officer, at=LATER)
    assert NewsItem.objects.get(pk=item.pk).state == "published"


def test_the_printed_item_waits_for_a_number() -> None:
    reported = build_reported()
    item = services.draft_news(reported.world.course, by=None, at=LATER)
    document = services.draft_news_paper(item, by=reported.world.users["officer"], at=LATER)
    assert (document.kind, document.state) == ("news_item", "locked")
    give_number(document, issued_on=LATER.date(), by=None, at=LATER)
    assert document.pdf is not None
    assert document.pdf.read().startswith(b"%PDF")


@pytest.mark.parametrize("role", ["admin", "manager", "clerk", "lecturer", "learner", "records", "auditor", "stranger"])
def test_others_neither_write_nor_publish(role: str) -> None:
    reported = build_reported()
    user = reported.world.users[role]
    item = services.draft_news(reported.world.course, by=None, at=LATER)
    for act in (
        lambda: services.draft_news(reported.world.course, by=user, at=LATER),
        lambda: services.edit_news(item, title="x", text="y", by=user, at=LATER),
        lambda: services.publish_news(item, by=user, at=LATER),
        lambda: services.withdraw_news(item, reason="x", by=user, at=LATER),
        lambda: services.draft_news_paper(item, by=user, at=LATER),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_authority_does_not_write() -> None:
    reported = build_reported()
    with pytest.raises(NotAllowed):
        services.draft_news(reported.world.course, by=reported.world.users["authority"], at=LATER)


def test_an_item_of_another_course_is_not_found() -> None:
    reported = build_reported()
    item = services.draft_news(reported.world.course, by=None, at=LATER)
    assert queries.news_for(reported.world.course, item.pk) == item
    with pytest.raises(Http404):
        queries.news_for(reported.world.course, item.pk + 1)
