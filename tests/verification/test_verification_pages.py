"""Trang tra cứu — four verdicts, no enumeration, nothing but the five facts, nothing kept."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.recognition.certificates.services import (
    choose_name_shown,
    replace_for_mistake,
    revoke,
)
from boiduong.course.website.verification.rules import Limit, masked, verdict_of
from boiduong.course.website.verification.views import limits
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.people.models import Person
from recognition_world import numbered
from world import World

DAY = date(2025, 8, 25)
LOOK_UP, COMPARE = "/tra-cuu/", "/tra-cuu/tep/"


def _ask(client: Client, number: str, code: str) -> str:
    client.cookies["django_language"] = "en"
    return client.post(LOOK_UP, {"number": number, "code": code}).content.decode()


@pytest.mark.parametrize(
    ("state", "expected"),
    [("issued", "valid"), ("handed", "valid"), ("replaced", "replaced"), ("revoked", "revoked"), (None, "unknown")],
)
def test_verdict_of(state: str | None, expected: str) -> None:
    """Each state has its drum."""
    assert verdict_of(state) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("Lô Thị Mai", "L… T… Mai"), ("Mai", "Mai"), ("", ""), ("  Đỗ   An ", "Đ… An")]
)
def test_masked(name: str, expected: str) -> None:
    """The given name stays."""
    assert masked(name) == expected


def test_valid_shows_five_facts_and_nothing_else(client: Client, issued: list[Credential]) -> None:
    """Name, course, number, day, state; no birth date, no unit, no code, no grade."""
    body = _ask(client, issued[0].number_text, issued[0].check_code)
    for word in ("The certificate is valid", "Nguyễn Văn A0", "Khóa bồi dưỡng thử", "0001/2025/CC-TCT", "25/8/2025"):
        assert word in body
    facts = issued[0].facts
    for hidden in (facts["birth"], "Xã 1", issued[0].check_code, "Bí thư", str(issued[0].uid), "12/QĐ-TCT"):
        assert hidden not in body
    answer = client.post(LOOK_UP, {"number": issued[0].number_text, "code": issued[0].check_code})
    assert answer["Cache-Control"] == "private, no-store" and "noindex" in answer["X-Robots-Tag"]


def test_wrong_code_is_answered_like_an_unknown_number(client: Client, issued: list[Credential]) -> None:
    """The page never says which of the two was wrong: the same but for what was typed, the token and the clock."""
    number, code = issued[0].number_text, issued[0].check_code
    other = issued[1].check_code
    pages = [_ask(client, number, other), _ask(client, "9999/2025/CC-TCT", code), _ask(client, "x", "y")]
    for page in pages:
        assert "Not in the register" in page
        assert "Nguyễn Văn" not in page and "valid</" not in page
    assert f'value="{number}"' in pages[0] and f'value="{other}"' in pages[0], "typed once, corrected in place"
    assert f'value="{number}"' not in _ask(client, number, code), "what was found is not asked again"

    def bare(page: str) -> str:
        import re

        page = re.sub(r'name="(csrfmiddlewaretoken|number|code)" value="[^"]+"', "", page)
        return re.sub(r"\d{1,2}:\d\d", "", page)

    assert bare(pages[0]) == bare(pages[1]) == bare(pages[2])


def test_by_mark_of_the_paper(client: Client, issued: list[Credential]) -> None:
    """The address in the QR, with and without the last stroke; a foreign mark is not found."""
    client.cookies["django_language"] = "en"
    path = issued[0].facts["verify"].partition("/tra-cuu/")[2]
    for address in (f"/tra-cuu/{path}", f"/tra-cuu/{issued[0].uid}/"):
        answer = client.get(address)
        assert answer.status_code == 200 and "Nguyễn Văn A0" in answer.content.decode()
    answer = client.get(f"/tra-cuu/{uuid.uuid4()}/")
    assert answer.status_code == 404 and "Not in the register" in answer.content.decode()
    assert client.get("/tra-cuu/not-a-mark/").status_code == 404
    assert client.post(f"/tra-cuu/{issued[0].uid}/").status_code == 405


def test_revoked_and_replaced(client: Client, world: World, issued: list[Credential], at: datetime) -> None:
    """The day of the decision that revokes, not the day it was entered; the number of the new paper."""
    revoke(issued[0], ground="fraud", reason="Học hộ", document=numbered(world, "30/QĐ-TCT"), by=None, at=at)
    body = _ask(client, issued[0].number_text, issued[0].check_code)
    assert "Revoked on 22/8/2025" in body and "Học hộ" not in body and "30/QĐ-TCT" not in body
    Person.objects.filter(pk=issued[1].row.enrollment.person_id).update(full_name="Nguyễn Văn Đúng")
    new = replace_for_mistake(issued[1], reason="Sai tên", issued_on=DAY, by=None, at=at)
    body = _ask(client, issued[1].number_text, issued[1].check_code)
    assert f"Replaced by number {new.number_text}" in body


def test_name_shown_as_the_issuer_chooses(client: Client, world: World, issued: list[Credential], at: datetime) -> None:
    """Initials or nothing, as the issuer chose last."""
    choose_name_shown(world.school, "initials", by=None, at=at)
    body = _ask(client, issued[0].number_text, issued[0].check_code)
    assert "N… V… A0" in body and "Nguyễn Văn A0" not in body
    choose_name_shown(world.school, "none", by=None, at=at)
    body = _ask(client, issued[0].number_text, issued[0].check_code)
    assert "The certificate is valid" in body and "A0" not in body and "Issued to" not in body


def test_compare_the_file(client: Client, issued: list[Credential]) -> None:
    """The very bytes are known; one byte more is not; nothing is stored and nothing is written."""
    client.cookies["django_language"] = "en"
    content = issued[0].pdf.read()
    before = StoredFile.objects.count(), AuditEvent.objects.count()
    body = client.post(COMPARE, {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()
    assert "exactly the one that was issued" in body and "Nguyễn Văn A0" in body
    body = client.post(COMPARE, {"file": SimpleUploadedFile("a.pdf", content + b" ")}).content.decode()
    assert "Something was added to the file" in body and "1 byte was added" in body
    assert "The certificate is valid" not in body
    assert client.post(COMPARE, {}).status_code == 200
    assert client.post(COMPARE, {"file": SimpleUploadedFile("a.pdf", b"")}).status_code == 200
    large = SimpleUploadedFile("a.pdf", b"x" * (5 * 1024 * 1024 + 1))
    assert "larger than 5 MB" in client.post(COMPARE, {"file": large}).content.decode()
    assert (StoredFile.objects.count(), AuditEvent.objects.count()) == before
    assert client.get(COMPARE).status_code == 405


def test_asked_too_often(client: Client, issued: list[Credential], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one address only; a forged header changes nothing."""
    monkeypatch.setattr(limits, "LIMIT", Limit(questions=2, seconds=60))
    number, code = issued[0].number_text, issued[0].check_code
    sent = {"number": number, "code": code}
    assert [client.post(LOOK_UP, sent).status_code for _ in range(3)] == [200, 200, 429]
    assert client.post(LOOK_UP, sent, headers={"X-Forwarded-For": "10.1.1.1"}).status_code == 429
    assert client.get(f"/tra-cuu/{issued[0].uid}/").status_code == 429
    assert client.post(COMPARE, {"file": SimpleUploadedFile("a.pdf", b"x")}).status_code == 429
    assert client.get(LOOK_UP).status_code == 200
    assert client.post(LOOK_UP, sent, REMOTE_ADDR="10.9.9.9").status_code == 200


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", ""),
        ("a" * 61, "b"),
        ("1", "c" * 21),
        ("\x00", "\x00"),
        ("<script>alert(1)</script>", "'; DROP"),
        ("é" * 60, "漢"),
    ],
)
def test_hostile_words(client: Client, db: None, number: str, code: str) -> None:
    """Nothing breaks, nothing is run."""
    client.cookies["django_language"] = "en"
    answer = client.post(LOOK_UP, {"number": number, "code": code})
    assert answer.status_code == 200 and "<script>alert" not in answer.content.decode()


def test_public_page_without_signing_in(client: Client, db: None) -> None:
    """Anybody may ask, in Vietnamese first."""
    assert reverse("verification:look_up") == LOOK_UP
    with translation.override("vi"):
        assert client.get(LOOK_UP).status_code == 200
