"""Trang kiểm tra không cần mạng — opened once, it answers for the link in a QR code with the network away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from boiduong.course.recognition.certificates.models import Credential

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]


def test_the_link_of_a_certificate_opens_without_a_network(served: object, sit_down: Opener) -> None:
    course = served.rich.own.course  # type: ignore[attr-defined]
    paper = Credential.objects.filter(spec__course=course, status__state="handed").order_by("pk")[0]
    link = "/tra-cuu/" + paper.facts["qr"].partition("/tra-cuu/")[2]
    page = sit_down(phone=True, scripts=True)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto("/kiem-tra/khong-mang/")
    expect(page.locator("[data-part=kept]")).to_be_visible()
    expect(page.locator("[data-part=age]")).to_be_visible()
    assert not faults
    page.context.set_offline(True)
    page.goto(link)
    expect(page.locator("[data-state=valid]")).to_be_visible()
    expect(page.locator("[data-part=fact-number]")).to_have_text(paper.number_text)
    expect(page.locator("[data-part=test]")).to_be_visible()
    assert float(page.locator("[data-part=verdict]").get_attribute("data-ms") or "99") <= 50
    changed = link[:-20] + ("A" if link[-20] != "A" else "B") + link[-19:]
    page.locator("#code").fill(f"https://truong.example.vn{changed}")
    page.locator("[data-part=form] button[type=submit]").click()
    expect(page.locator("[data-state=altered]")).to_be_visible()
    expect(page.locator("[data-part=facts]")).to_be_hidden()
    page.locator("#code").fill("<img src=x onerror=alert(1)>")
    page.locator("[data-part=form] button[type=submit]").click()
    expect(page.locator("[data-state=unreadable]")).to_be_visible()
