"""Giấy in theo yêu cầu — every paper offered is built, printed, edited in Word; some are sent to be numbered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boiduong.course.delivery.courses import services
from boiduong.course.delivery.courses.models import CourseDocument, StaffDuty
from boiduong.course.delivery.courses.queries.printing import offers_for
from boiduong.course.delivery.sessions.papers.paying import taught_in
from boiduong.engines.typesetting import FactList, Paper, Table
from boiduong.foundation.documents.rules import KINDS
from boiduong.foundation.organizations.models import RuleSet
from boiduong.refusals import NotAllowed
from boiduong.web.sheets import offered, sheet_named
from permissions.rich import Rich
from world import AT, build_world

pytestmark = pytest.mark.django_db
FORMS = {
    "bia-thu-hoach", "bien-ban-thao-luan", "chuong-trinh-khai-giang", "don-xin-nghi", "phieu-danh-gia",
    "phieu-hieu-qua", "phieu-tinh-huong",
}  # fmt: skip
NUMBERED = {"ban-can-su", "ban-to-chuc", "ke-tien-giang", "lien-he-co-so", "phan-cong-chu-nhiem"}


def _texts(paper: Paper) -> str:
    said = [paper.title, paper.subject, *paper.addressed_to]
    for block in (*paper.blocks, *(b for annex in paper.annexes for b in annex.blocks)):
        if isinstance(block, FactList | Table):
            said += [text for row in block.rows for text in row]
        else:
            said.append(str(block))
    return " ".join(said)


def test_what_is_offered_and_in_which_order() -> None:
    keys = [one.key for one in offered()]
    assert set(keys) >= FORMS | NUMBERED
    assert keys.index("ban-to-chuc") < keys.index("don-xin-nghi") < keys.index("ke-tien-giang")
    assert {one.key for one in offered() if one.kind} >= NUMBERED
    assert all(one.kind in KINDS for one in offered() if one.kind)
    assert sheet_named("khong-co") is None


def test_every_paper_of_a_lived_course_is_built(rich: Rich) -> None:
    course = rich.own.course
    built = {one.key: list(one.build(course, on=AT.date())) for one in offered()}
    learners = course.enrollments.exclude(state__in=["withdrawn", "expelled", "placed"]).count()
    assert len(built["bia-thu-hoach"]) == learners
    assert all(paper.head == "cover" for paper in built["bia-thu-hoach"])
    assert len(built["don-xin-nghi"]) >= 2, "those asked for, and a blank one"
    assert "Tôi tên là" in _texts(built["don-xin-nghi"][-1])
    assert len(built["phieu-tinh-huong"]) >= 2
    assert built["bien-ban-thao-luan"]
    assert built["lien-he-co-so"][0].addressed_to
    [board] = built["ban-to-chuc"]
    assert "Trưởng ban" in _texts(board)
    [fees] = built["ke-tien-giang"]
    [table] = [block for block in fees.blocks if isinstance(block, Table)]
    taught = taught_in(course)
    assert table.total[5] == str(sum(one.periods for one in taught))
    assert sum(len(one.halves) for one in taught) == int(table.total[4])
    names = {person.full_name for person in (e.person for e in course.enrollments.select_related("person"))}
    for form in built["phieu-tinh-huong"]:
        assert not [name for name in names if name in _texts(form)], "nobody's name stands on the form"


def test_a_new_course_has_blank_forms_only() -> None:
    world = build_world()
    manager = sheet_named("phan-cong-chu-nhiem")
    assert manager is not None
    StaffDuty.objects.filter(training_class__course=world.course).delete()
    [paper] = manager.build(world.course, on=AT.date())
    assert "…………" in _texts(paper), "nobody appointed: a dotted line"
    built = {one.key: list(one.build(world.course, on=AT.date())) for one in offered()}
    assert built["ke-tien-giang"] == []
    assert len(built["don-xin-nghi"]) == len(built["phieu-tinh-huong"]) == 1
    sheet = sheet_named("ke-tien-giang")
    assert sheet is not None
    with pytest.raises(services.NothingOnPaper):
        services.printed(world.course, sheet, at=AT)
    form = sheet_named("don-xin-nghi")
    assert form is not None
    with pytest.raises(services.FormOnly):
        services.draft_sheet(world.course, form, by=None, at=AT)
    with pytest.raises(NotAllowed):
        services.draft_sheet(world.course, sheet, by=world.users["stranger"], at=AT)
    with pytest.raises(services.NotYetNumbered) as refused:
        services.draft_sheet(world.course, manager, by=None, at=AT)
    assert "only a blank is printed" in str(refused.value)


def test_the_blank_form_tells_the_share_of_the_rule_set() -> None:
    """How much may stay empty is a number of the institution, from its day on."""
    world = build_world()
    form = sheet_named("phieu-danh-gia")
    assert form is not None
    body = RuleSet.objects.get(institution=world.course.institution).body
    told = {}
    for number, share in enumerate((0.05, 0.07, 0.125)):
        day = AT.date() + timedelta(days=number)
        changed = {**body, "feedback": {**body["feedback"], "invalid_blank_share": share}}
        RuleSet.objects.create(institution=world.course.institution, starts_on=day, body=changed, sha256="0" * 64)
        [paper] = form.build(world.course, on=day)
        told[share] = re.findall(r"bỏ trống quá ([0-9,]+)", _texts(paper))
    assert told == {0.05: ["5"], 0.07: ["7"], 0.125: ["12,5"]}


def test_what_is_still_to_come_is_said_instead_of_offered(client: Client) -> None:
    """A sheet that waits for something is never sent to be numbered; without a blank it is not printed either."""
    world = build_world()
    StaffDuty.objects.filter(training_class__course=world.course).delete()
    offers = {one.key: one for one in offers_for(world.users["officer"], world.course)}
    empty = {"bia-thu-hoach", "ke-tien-giang", "lien-he-co-so"}
    assert {key for key, one in offers.items() if not one.prints} == empty
    assert {key for key, one in offers.items() if one.waits} == empty | {"ban-can-su", "phan-cong-chu-nhiem"}
    for sheet in offered():
        assert bool(sheet.build(world.course, on=AT.date())) == offers[sheet.key].prints, sheet.key
    client.force_login(world.users["officer"])
    page = client.get(reverse("courses:papers", args=[world.course.slug])).content.decode()
    for key in empty:
        assert reverse("courses:sheet", args=[world.course.slug, key]) not in page
    blank = reverse("courses:sheet", args=[world.course.slug, "ban-can-su"])
    assert f'href="{blank}"' in page and f'action="{blank}"' not in page
    assert "chỉ in được bản để trống" in page


def test_nothing_waits_in_a_lived_course(rich: Rich) -> None:
    course = rich.own.course
    assert {sheet.key for sheet in offered() if sheet.waits(course)} <= {"ban-can-su"}


def test_pages_print_edit_and_send_to_be_numbered(rich: Rich, client: Client) -> None:
    course = rich.own.course
    client.force_login(rich.users["officer"])  # type: ignore[arg-type]
    page = client.get(reverse("courses:papers", args=[course.slug])).content.decode()
    for key in FORMS | NUMBERED:
        assert reverse("courses:sheet", args=[course.slug, key]) in page
    address = reverse("courses:sheet", args=[course.slug, "ban-to-chuc"])
    assert client.get(address).content.startswith(b"%PDF")
    word = client.get(address, {"tep": "docx"})
    assert word.content.startswith(b"PK")
    assert word["Content-Disposition"].startswith("attachment")
    assert "docx" in word["Content-Disposition"]
    assert client.post(address).status_code == 302
    row = CourseDocument.objects.filter(course=course, role="organizing_board").get()
    assert (row.document.state, row.document.kind) == ("locked", "organizing_board")
    assert client.get(reverse("documents:word", args=[row.document_id])).content.startswith(b"PK")
    assert client.get(reverse("courses:sheet", args=[course.slug, "khong-co"])).status_code == 404
    client.force_login(rich.users["learner"])  # type: ignore[arg-type]
    assert client.get(address).status_code == 404


def test_a_unit_prints_its_letter_of_nomination(rich: Rich, client: Client) -> None:
    course = rich.own.course
    nomination = course.nominations.exclude(sent_by=None).first()
    assert nomination is not None
    client.force_login(rich.users["officer"])  # type: ignore[arg-type]
    address = reverse("enrollment:unit_letter", args=[course.slug, nomination.sent_by_id])
    assert client.get(address).content.startswith(b"%PDF")
    assert client.get(address, {"tep": "docx"}).content.startswith(b"PK")


def test_opening_program_follows_the_timetable(rich: Rich) -> None:
    course = rich.own.course
    sheet = sheet_named("chuong-trinh-khai-giang")
    assert sheet is not None
    papers = list(sheet.build(course, on=AT.date()))
    assert papers and all(paper.code == "" and paper.title == "CHƯƠNG TRÌNH" for paper in papers)
    [table] = [block for block in papers[0].blocks if isinstance(block, Table)]
    assert [row[0] for row in table.rows] == [str(n) for n in range(1, len(table.rows) + 1)]
    assert "Công bố" in _texts(papers[0]) and "quyết định mở lớp" in _texts(papers[0])


def test_staff_of_classes_stands_in_one_decision(rich: Rich) -> None:
    course = rich.own.course
    for key in ("phan-cong-chu-nhiem", "ban-can-su"):
        sheet = sheet_named(key)
        assert sheet is not None
        [paper] = sheet.build(course, on=AT.date())
        assert paper.title == "QUYẾT ĐỊNH" and "Điều 3." in _texts(paper)
        assert not [annex.title for annex in paper.annexes if "LỚP LỚP" in annex.title]


def test_step_page_offers_its_own_papers(rich: Rich, client: Client) -> None:
    course = rich.own.course
    client.force_login(rich.users["officer"])  # type: ignore[arg-type]
    page = client.get(reverse("feedback:step", args=[course.slug])).content.decode()
    assert reverse("courses:sheet", args=[course.slug, "phieu-danh-gia"]) in page
    assert reverse("courses:sheet", args=[course.slug, "ban-to-chuc"]) not in page
