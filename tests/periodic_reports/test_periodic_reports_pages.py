"""Trang báo cáo và tin — the step, the year, the paper; the public news; who sees what."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boiduong.course.delivery.courses.models import CourseDocument, StatedNumber
from boiduong.course.reporting.periodic_reports import services
from boiduong.course.reporting.periodic_reports.menu import not_reported, report_step
from boiduong.course.website.news import services as news
from boiduong.course.website.news.menu import news_step
from boiduong.course.website.news.models import NewsItem
from boiduong.foundation.documents.services import give_number
from periodic_reports.reported_world import DAY, build_reported
from world import AT

pytestmark = pytest.mark.django_db
LATER = AT + 5 * DAY


def test_the_step_from_numbers_to_an_issued_report(client: Client) -> None:
    reported = build_reported()
    course, officer = reported.world.course, reported.world.users["officer"]
    StatedNumber.objects.create(course=course, kind="present", low=3, high=5, word="about", source_text="<i>Báo</i>")
    StatedNumber.objects.create(course=course, kind="not_said", low=2, training_class=reported.world.training_class)
    StatedNumber.objects.create(course=course, kind="planned", low=2)
    client.force_login(officer)
    url = reverse("periodic_reports:step", args=[course.slug])
    with CaptureQueriesContext(connection) as caught:
        page = client.get(url).content.decode()
    assert len(caught) < 90, "the rail of sixteen steps included"
    assert "<i>Báo" not in page
    assert client.get(url, {"ngay": "14/7/2025"}).status_code == 200
    assert client.get(url, {"ngay": "hôm nay"}).status_code == 200
    assert report_step(course, officer, LATER).main is not None
    assert [w.action.url for w in not_reported(officer, LATER)] == [url]
    assert client.post(url, {"remarks": "x" * 9000}).status_code == 200
    assert client.post(url, {"remarks": "Lớp nghiêm túc.", "proposals": ""}).status_code == 302
    document = CourseDocument.objects.get(course=course, role="final_report").document
    assert list(not_reported(officer, LATER)) == []
    assert report_step(course, officer, LATER).needs
    paper = client.get(reverse("periodic_reports:paper", args=[course.slug, document.pk]))
    assert paper.content.startswith(b"%PDF")
    issue = reverse("periodic_reports:issue", args=[course.slug, document.pk])
    assert client.post(issue).status_code == 409
    give_number(document, issued_on=LATER.date(), by=None, at=LATER)
    main = report_step(course, officer, LATER).main
    assert main is not None
    assert main.method == "post"
    assert client.get(url).status_code == 200
    assert client.post(issue).status_code == 302
    assert report_step(course, officer, LATER).state == "done"
    assert client.get(url).status_code == 200
    assert client.post(reverse("periodic_reports:issue", args=[course.slug, 10**9])).status_code == 404


def test_the_year_and_its_workbook(client: Client) -> None:
    reported = build_reported()
    client.force_login(reported.world.users["officer"])
    url = reverse("periodic_reports:list")
    with CaptureQueriesContext(connection) as caught:
        assert reported.world.course.title in client.get(url).content.decode()
    assert len(caught) < 30
    for year in ("2025", "tat-ca", "1999", "²", "-1"):
        assert client.get(url, {"trang_thai": year}).status_code == 200
    assert client.get(url, {"xlsx": "1"}).content.startswith(b"PK")
    assert client.get(url, {"tim": "không có khóa này"}).status_code == 200


def test_a_year_without_courses(client: Client) -> None:
    reported = build_reported()
    course = reported.world.course
    course.starts_on = course.ends_on = None
    course.save()
    client.force_login(reported.world.users["officer"])
    assert client.get(reverse("periodic_reports:list")).status_code == 200


@pytest.mark.parametrize("name", ["admin", "clerk", "lecturer", "learner", "stranger"])
def test_others_see_no_reports(client: Client, name: str) -> None:
    reported = build_reported()
    document = services.draft_final_report(reported.world.course, by=None, at=LATER)
    client.force_login(reported.world.users[name])
    slug = reported.world.course.slug
    assert client.get(reverse("periodic_reports:list")).status_code == 404
    assert client.get(reverse("periodic_reports:step", args=[slug])).status_code == 404
    assert client.get(reverse("periodic_reports:paper", args=[slug, document.pk])).status_code == 404
    assert client.post(reverse("periodic_reports:issue", args=[slug, document.pk])).status_code == 404


def test_the_authority_reads_but_does_not_write(client: Client) -> None:
    reported = build_reported()
    client.force_login(reported.world.users["authority"])
    url = reverse("periodic_reports:step", args=[reported.world.course.slug])
    assert client.get(url).status_code == 200
    assert client.post(url, {"remarks": ""}).status_code in (200, 403)
    assert not CourseDocument.objects.filter(role="final_report").exists()


def test_an_item_goes_from_draft_to_the_public_page(client: Client) -> None:
    reported = build_reported()
    course = reported.world.course
    client.force_login(reported.world.users["officer"])
    step = reverse("news:step", args=[course.slug])
    assert client.get(step).status_code == 200
    assert news_step(course, None, LATER).main is not None
    assert client.post(reverse("news:draft", args=[course.slug])).status_code == 302
    item = NewsItem.objects.get()
    assert news_step(course, None, LATER).note
    edit, act = reverse("news:edit", args=[course.slug, item.pk]), reverse("news:act", args=[course.slug, item.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"title": "", "text": "x"}).status_code == 200
    assert client.post(edit, {"title": "<b>Tin</b>", "text": "<script>x</script>\n\nHai"}).status_code == 302
    public = Client()
    shown = reverse("news:item", args=[item.pk])
    assert public.get(shown).status_code == 404
    assert public.get(reverse("news:list")).status_code == 200
    assert client.post(act, {"viec": "publish"}).status_code == 302
    assert client.post(edit, {"title": "Sửa", "text": "Sau khi đăng"}).status_code == 200
    assert news_step(course, None, LATER).state == "done"
    page = public.get(shown).content.decode()
    assert "<script>x" not in page
    assert "&lt;b&gt;Tin" in page
    assert "<b>Tin" not in public.get(reverse("news:list")).content.decode()
    assert client.post(act, {"viec": "paper"}).status_code == 302
    assert client.get(step).status_code == 200
    assert client.get(edit).status_code == 200
    assert client.post(act, {"viec": "withdraw"}).status_code == 409
    assert client.post(act, {"viec": "withdraw", "ly_do": "Nhầm"}).status_code == 302
    assert public.get(shown).status_code == 404
    assert client.post(act, {"viec": "xóa"}).status_code == 404


def test_readers_of_a_course_see_published_items_only(client: Client) -> None:
    reported = build_reported()
    course = reported.world.course
    item = news.draft_news(course, by=None, at=LATER)
    client.force_login(reported.world.users["manager"])
    step, edit = reverse("news:step", args=[course.slug]), reverse("news:edit", args=[course.slug, item.pk])
    assert item.title not in client.get(step).content.decode()
    assert client.get(edit).status_code == 404
    news.publish_news(item, by=None, at=LATER)
    assert item.title in client.get(step).content.decode()
    assert (
        client.post(reverse("news:act", args=[course.slug, item.pk]), {"viec": "withdraw", "ly_do": "x"}).status_code
        == 403
    )
