"""Việc của từng vai trong trình duyệt thật — without JavaScript, at the desk or on the phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from boiduong.course.recognition.certificates.models import Credential
from boiduong.foundation.audit.models import AuditEvent

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
SLUG = "khoa-minh"


@pytest.mark.parametrize(
    "role",
    ["admin", "officer", "manager", "authority", "clerk", "lecturer", "learner", "records", "auditor", "stranger"],
)
def test_everybody_signs_in_sees_home_and_leaves(role: str, sit_down: Opener) -> None:
    page = sit_down(role, phone=role in ("learner", "manager"), by_form=True)
    expect(page.locator("main h1")).to_be_visible()
    menu = page.locator("details.menu > summary")
    if menu.is_visible():
        menu.click()
    page.locator("form[action*='dang-xuat'] button:visible").first.click()
    page.wait_for_url("**/dang-nhap/**")
    assert page.goto("/khoa-boi-duong/") is not None
    assert "dang-nhap" in page.url


def test_a_wrong_password_is_told_in_words(sit_down: Opener) -> None:
    page = sit_down()
    page.goto("/dang-nhap/")
    page.locator("input[name=username]").fill("officer")
    page.locator("input[name=password]").fill("không phải mật khẩu")
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    expect(page.locator("main [role=alert]").first).to_be_visible()
    assert page.locator("input[name=username]").input_value() == "officer"


def test_the_public_checks_a_certificate_by_number_and_code(served: object, sit_down: Opener) -> None:
    course = served.rich.own.course  # type: ignore[attr-defined]
    paper = Credential.objects.filter(spec__course=course).order_by("pk")[0]
    page = sit_down(phone=True)
    page.goto("/tra-cuu/")
    page.locator("input[name=number]").fill(paper.number_text)
    page.locator("input[name=code]").fill(paper.check_code)
    page.locator("form:has(input[name=code]) button[type=submit]").click()
    expect(page.locator(".verdict-word.is-good")).to_be_visible()
    expect(page.locator(".verdict-word.is-bad")).to_have_count(0)
    page.goto("/tra-cuu/")
    page.locator("input[name=number]").fill(paper.number_text)
    page.locator("input[name=code]").fill("ZZZZZZZZ")
    page.locator("form:has(input[name=code]) button[type=submit]").click()
    expect(page.locator(".verdict-word.is-good")).to_have_count(0)


def test_the_auditor_verifies_the_chain(sit_down: Opener) -> None:
    page = sit_down("auditor")
    page.goto(_address("audit:list"))
    page.locator("form[action$='" + _address("audit:verify") + "'] button").click()
    expect(page.locator("main [role=status], main .notice").first).to_be_visible()
    assert AuditEvent.objects.count() > 100


def test_the_officer_writes_a_course_by_hand_and_calls_for_it(sit_down: Opener) -> None:
    page = sit_down("officer")
    page.goto(_address("courses:create"))
    page.locator("input[name=title]").fill("Lớp bồi dưỡng lập bằng tay")
    page.locator("input[name=starts_on]").fill("05/04/2027")
    page.locator("input[name=ends_on]").fill("09/04/2027")
    page.locator("main form button[type=submit].button-main").click()
    expect(page.locator("main h1")).to_contain_text("lập bằng tay")
    for step in ("ke-hoach", "chuong-trinh", "chieu-sinh", "mo-lop", "lich-hoc", "buoi-hoc", "tinh-huong"):
        answer = page.goto(page.url.split("/khoa/")[0] + f"/khoa/{_slug(page)}/{step}/")
        assert answer is not None and answer.status == 200, step
        expect(page.locator("main h1")).to_be_visible()


def test_the_manager_finds_the_roll_on_a_phone(sit_down: Opener) -> None:
    page = sit_down("manager", phone=True)
    page.goto(f"/khoa/{SLUG}/buoi-hoc/")
    page.locator(f"main a[href*='/khoa/{SLUG}/buoi-hoc/']").first.click()
    expect(page.locator("main h1")).to_contain_text("Lớp")


def test_the_learner_finds_attendance_and_paper_on_a_phone(served: object, sit_down: Opener) -> None:
    own = served.rich.own.enrollments[0]  # type: ignore[attr-defined]
    page = sit_down("learner", phone=True)
    answer = page.goto(f"/khoa/{SLUG}/chuyen-can/{own.pk}/")
    assert answer is not None and answer.status == 200
    page.goto(_address("certificates:mine"))
    assert page.locator("main a[href*='/chung-chi/']").count() >= 1


def _address(name: str) -> str:
    return reverse(name)


def _slug(page: Page) -> str:
    return page.url.split("/khoa/")[1].split("/")[0]
