"""Trang giấy tờ — numbering from the page, reading rights, headers of what was uploaded, hostile text."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boiduong.course.delivery.courses.services import file_paper
from boiduong.foundation.documents import services
from boiduong.foundation.documents.models import CommitteeTerm, Document
from boiduong.refusals import ReasonNeeded
from boiduong.web.registry import waiting_for
from documents.test_documents_services import DAY, PNG, drafted
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
OTHERS = ["admin", "officer", "manager", "authority", "clerk", "lecturer", "learner", "stranger"]
HOSTILE = "<script>alert(1)</script> \u202eẨn"


@pytest.fixture
def world() -> World:
    return build_world()


def test_a_paper_is_numbered_from_its_page(world: World, client: Client) -> None:
    paper = drafted(world.school, subject=HOSTILE)
    client.force_login(world.users["records"])
    listed = client.get(reverse("documents:list")).content.decode()
    assert "<script>alert" not in listed
    assert reverse("documents:document", args=[paper.pk]) in listed
    page = client.get(reverse("documents:document", args=[paper.pk])).content.decode()
    assert "01/QĐ-TCT" in page
    number = reverse("documents:number", args=[paper.pk])
    assert client.post(number, {"issued_on": "31/2/2025"}).status_code == 422
    assert client.post(number, {"issued_on": "1/1/2090"}).status_code == 422
    assert client.post(number, {"issued_on": "14/7/2025"}).status_code == 302
    assert client.post(number, {"issued_on": "14/7/2025"}).status_code == 409
    paper.refresh_from_db()
    assert (paper.number_text, paper.state) == ("01/QĐ-TCT", "numbered")
    other = drafted(world.school)
    again = client.post(
        reverse("documents:number", args=[other.pk]), {"issued_on": "14/7/2025", "outside": "01/QĐ-TCT"}
    )
    assert again.status_code == 422
    assert "14/7/2025" in again.content.decode()
    assert client.get(reverse("documents:document", args=[paper.pk])).status_code == 200


def test_party_paper_without_a_term_says_so_before_its_number_and_in_the_book(world: World, client: Client) -> None:
    client.force_login(world.users["records"])
    paper = drafted(world.province, layout="party", code="QĐ/TU")
    page, book = reverse("documents:document", args=[paper.pk]), reverse("documents:series")
    told = reverse("institutions:terms") + f"?noi={world.province.pk}"
    assert told in client.get(page).content.decode()
    services.give_number(drafted(world.province, layout="party", code="QĐ/TU"), issued_on=DAY, by=None, at=AT)
    services.give_number(drafted(world.school), issued_on=DAY, by=None, at=AT)
    assert client.get(book).content.decode().count("?noi=") == 1
    CommitteeTerm.objects.create(unit=world.province, starts_on=date(2020, 10, 1))
    assert told not in client.get(page).content.decode()
    assert told not in client.get(book).content.decode()


def test_pdf_and_scan_go_out_with_strict_headers(world: World, client: Client) -> None:
    client.force_login(world.users["records"])
    paper = services.give_number(drafted(world.school), issued_on=DAY, by=None, at=AT)
    pdf = client.get(reverse("documents:pdf", args=[paper.pk]))
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"].startswith("inline")
    assert client.get(reverse("documents:pdf", args=[paper.pk]), {"tai": "1"})["Content-Disposition"].startswith("att")
    assert client.get(reverse("documents:scan_file", args=[paper.pk])).status_code == 404
    scan = reverse("documents:scan", args=[paper.pk])
    bad = SimpleUploadedFile("a.pdf", b"<html><script>", content_type="application/pdf")
    assert client.post(scan, {"file": bad}).status_code == 422
    assert client.post(scan, {}).status_code == 422
    good = SimpleUploadedFile('x";\r\nSet-Cookie: a=b.png', PNG, content_type="text/html")
    assert client.post(scan, {"file": good}).status_code == 302
    sent = client.get(reverse("documents:scan_file", args=[paper.pk]))
    assert sent["Content-Type"] == "image/png"
    assert "sandbox" in sent["Content-Security-Policy"]
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert "\n" not in sent["Content-Disposition"]
    assert "Set-Cookie" not in sent


def test_voiding_asks_for_a_reason(world: World, client: Client) -> None:
    client.force_login(world.users["records"])
    paper = services.give_number(drafted(world.school), issued_on=DAY, by=None, at=AT)
    void = reverse("documents:void", args=[paper.pk])
    assert client.post(void, {}).status_code == 422
    assert client.post(void, {"huy-reason_1": "Sai ngày"}).status_code == 302
    paper.refresh_from_db()
    assert paper.state == "void"


def test_a_draft_is_discarded_by_its_author_or_the_records_officer(world: World, client: Client) -> None:
    paper, other = drafted(world.school), drafted(world.school)
    for one in (paper, other):
        file_paper(course=world.course, document=one, role="opening_decision", by=None, at=AT)
    Document.objects.filter(pk=paper.pk).update(drafted_by_id=world.users["officer"].pk)
    client.force_login(world.users["officer"])
    mine, foreign = (reverse("documents:discard", args=[one.pk]) for one in (paper, other))
    assert "bo-ban-thao" in client.get(reverse("documents:document", args=[paper.pk])).content.decode()
    assert "bo-ban-thao" not in client.get(reverse("documents:document", args=[other.pk])).content.decode()
    assert client.post(foreign, {"bo-reason_1": "Nhầm"}).status_code == 403
    assert client.post(mine, {}).status_code == 422
    assert client.post(mine, {"bo-reason_1": "Nhầm"}).status_code == 302
    client.force_login(world.users["records"])
    assert client.post(foreign, {"bo-reason_1": "Trả lại"}).status_code == 302
    assert {*Document.objects.values_list("state", flat=True)} == {"discarded"}
    assert client.post(foreign, {"bo-reason_1": "Lại"}).status_code == 409
    with pytest.raises(ReasonNeeded):
        services.take_back(other, reason=" ", by=None, at=AT)


def test_a_paper_from_outside_has_no_pdf(world: World, client: Client) -> None:
    client.force_login(world.users["records"])
    paper = services.record_outside(
        kind="outside", issuer=world.school, number="9/X", issued_on=DAY, subject="s", by=None, at=AT
    )
    assert client.get(reverse("documents:pdf", args=[paper.pk])).status_code == 404
    assert client.get(reverse("documents:document", args=[paper.pk])).status_code == 200


@pytest.mark.parametrize("name", OTHERS)
def test_others_are_not_shown_papers_outside_a_course(world: World, client: Client, name: str) -> None:
    paper = services.give_number(drafted(world.school), issued_on=DAY, by=None, at=AT)
    client.force_login(world.users[name])
    listed = client.get(reverse("documents:list"))
    assert listed.status_code == (200 if name in ("officer", "manager", "authority") else 404)
    assert paper.subject not in listed.content.decode()
    for page in ("document", "pdf", "scan_file"):
        assert client.get(reverse(f"documents:{page}", args=[paper.pk])).status_code == 404
    for page in ("number", "void", "scan"):
        assert client.post(reverse(f"documents:{page}", args=[paper.pk]), {"issued_on": "1/1/2025"}).status_code == 404


def test_papers_of_a_course_are_read_by_those_who_read_its_people(world: World, client: Client) -> None:
    paper = services.give_number(drafted(world.school), issued_on=DAY, by=None, at=AT)
    file_paper(course=world.course, document=paper, role="opening_decision", by=None, at=AT)
    url = reverse("documents:pdf", args=[paper.pk])
    seen = {}
    for name in ("officer", "manager", "authority", "auditor", "clerk", "lecturer", "learner", "stranger"):
        client.force_login(world.users[name])
        seen[name] = client.get(url).status_code
    assert {name for name, status in seen.items() if status == 200} == {"officer", "manager", "authority", "auditor"}
    client.force_login(world.users["officer"])
    assert client.post(reverse("documents:void", args=[paper.pk]), {"huy-reason_1": "x"}).status_code == 403
    listed = {}
    for name in ("officer", "manager", "authority"):
        client.force_login(world.users[name])
        listed[name] = paper.subject in client.get(reverse("documents:list")).content.decode()
    assert all(listed.values()), listed


def test_the_list_filters_searches_and_goes_to_excel(
    world: World, client: Client, django_assert_max_num_queries: object
) -> None:
    for n in range(3):
        paper = drafted(world.school, subject=f"Văn bản {n}")
        services.give_number(paper, issued_on=DAY, by=None, at=AT)
    services.give_number(drafted(world.school, kind="final_report", code="BC"), issued_on=DAY, by=None, at=AT)
    client.force_login(world.users["records"])
    url = reverse("documents:list")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        client.get(url)
    assert "Văn bản 1" in client.get(url, {"tim": "van ban 1"}).content.decode()
    assert "Văn bản 1" not in client.get(url, {"loai": "final_report"}).content.decode()
    assert "Văn bản 1" not in client.get(url, {"nam": "2024"}).content.decode()
    assert client.get(url, {"loai": "x' OR 1=1", "nam": "²⁰²⁵", "trang_thai": "zz", "trang": "-1"}).status_code == 200
    book = client.get(url, {"xlsx": "1"})
    assert book.content.startswith(b"PK")
    client.force_login(world.users["auditor"])
    assert client.get(url).status_code == 200


def test_the_home_page_names_the_first_papers_and_counts_the_rest(world: World) -> None:
    for n in range(7):
        drafted(world.school, subject=f"Văn bản {n}")
    lines = waiting_for(["records_officer"], user=world.users["records"], at=timezone.now())
    mine = [line for line in lines if "giay-to" in line.action.url]
    assert len(mine) == 6
    assert sum("2" in line.title and line.title.startswith(("2 ", "Còn 2 ")) for line in mine) == 1
    Document.objects.update(state="discarded")
    assert not waiting_for(["records_officer"], user=world.users["records"], at=timezone.now())
