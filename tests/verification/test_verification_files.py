"""So tệp, trang cho máy, trang không cần mạng — hostile files, codes of others, nothing shown to strangers."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pikepdf
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from boiduong.course.recognition.certificates.models import CodeKey, Credential, RevocationIssue
from boiduong.course.recognition.certificates.services import (
    choose_name_shown,
    revoke,
    withdraw_key,
)
from boiduong.course.website.verification.queries import compare
from boiduong.course.website.verification.rules import differences, number_and_code, shown_name, squeezed
from boiduong.engines.credentials import check_offline, key_book_from_json, read_list
from boiduong.engines.typesetting import Certificate, Typesetter
from recognition_world import numbered
from world import World

PAGE = "/kiem-tra/khong-mang/"


def _resaved(content: bytes, folder: Path) -> bytes:
    (folder / "in.pdf").write_bytes(content)
    with pikepdf.open(folder / "in.pdf") as opened:
        opened.save(folder / "out.pdf")
    return (folder / "out.pdf").read_bytes()


def _forged(paper: Credential, **changes: object) -> bytes:
    """A sheet that bears number and code of a real one and says something else."""
    facts = paper.facts
    said: dict[str, object] = {
        "issuer": facts["issuer"], "parent_issuer": facts["parent_issuer"], "awarded_to": facts["name"],
        "program": facts["program"], "birth": facts["birth"], "unit": facts["unit"], "grade": facts["band"],
        "from_on": date.fromisoformat(facts["from_on"]) if facts["from_on"] else None,
        "to_on": date.fromisoformat(facts["to_on"]) if facts["to_on"] else None,
        "register_number": facts["number"], "check_code": facts["check_code"], **changes,
    }  # fmt: skip
    return Typesetter().render_certificate(Certificate(**said))  # type: ignore[arg-type]


def test_each_kind_of_file_is_told_apart(issued: list[Credential], world: World, at: datetime, tmp_path: Path) -> None:
    """Same, added to, saved anew, forged, a stranger's, none."""
    content = issued[0].pdf.read()
    same = compare(content, at=at)
    assert (same.kind, same.answer.verdict, same.answer.name) == ("same", "valid", issued[0].facts["name"])
    assert [(one.intact, one.allowed, one.test) for one in same.signatures] == [(True, True, True)]
    added = compare(content + b"% them\n", at=at)
    assert (added.kind, added.added, added.answer.number) == ("added", 7, issued[0].number_text)
    assert added.signatures and not added.signatures[0].allowed
    anew = compare(_resaved(content, tmp_path), at=at)
    assert (anew.kind, anew.differing, anew.answer.number) == ("other", (), issued[0].number_text)
    forged = compare(_forged(issued[0], awarded_to="Kẻ Gian", grade="xuất sắc"), at=at)
    assert (forged.kind, forged.differing, forged.signatures) == ("other", ("Full name", "Grade band"), ())
    choose_name_shown(world.school, "initials", by=None, at=at)
    assert compare(_forged(issued[0], awarded_to="Kẻ Gian"), at=at).differing == ()
    stranger = compare(_forged(issued[0], check_code="ABCDEFGH"), at=at)
    assert (stranger.kind, stranger.answer.verdict) == ("stranger", "unknown")
    plain = compare(_forged(issued[0], register_number="", check_code=""), at=at)
    assert plain.kind == "stranger"


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"%PDF-1.7\n" + b"\0" * 5000, b"%PDF-1.4\n" + b"[" * 200_000 + b"\n%%EOF"],
    ids=["empty", "letter", "zeros", "nested"],
)
def test_hostile_files_do_no_harm(issued: list[Credential], at: datetime, content: bytes) -> None:
    assert compare(content, at=at).kind == "unreadable"


def test_page_says_what_was_found(client: Client, issued: list[Credential], world: World, at: datetime) -> None:
    """In words, with the signature and its time; never "valid" for another file."""
    client.cookies["django_language"] = "en"

    def sent(content: bytes) -> str:
        return client.post("/tra-cuu/tep/", {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()

    body = sent(issued[0].pdf.read())
    assert "The certificate is valid" in body and "test key without value" in body and "14/7/2025" in body
    body = sent(_forged(issued[0], awarded_to="Kẻ Gian"))
    assert "Not the file that was issued" in body and "<b>Full name</b>" in body and "Kẻ Gian" not in body
    assert "The certificate is valid" not in body
    assert "Not a PDF that can be read" in sent(b"<script>alert(1)</script>")
    revoke(issued[0], ground="fraud", reason="x", document=numbered(world, "30/QĐ-TCT"), by=None, at=at)
    assert "Revoked on" in sent(issued[0].pdf.read())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Số vào sổ: 0001/2025/CC-TCT\r\nMã kiểm tra: ABCD2345\r\nhttp", ("0001/2025/CC-TCT", "ABCD2345")),
        ("Số vào sổ: 0001/2025/CC\x02\nTCT Mã kiểm tra: abcd2345", ("0001/2025/CC-TCT", "ABCD2345")),
        ("Mã kiểm tra: ABCD2345", None),
        ("Số vào sổ: " + "9" * 100 + " Mã kiểm tra: ABCD2345", None),
        ("", None),
    ],
)
def test_number_and_code_on_a_sheet(text: str, found: tuple[str, str] | None) -> None:
    assert number_and_code(text) == found


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Hostile text: nothing is raised, and an empty fact stands everywhere."""
    number_and_code(text)
    assert squeezed(squeezed(text)) == squeezed(text) or not text.isascii()
    assert differences(text, {}) == []


def test_facts_that_are_not_printed_are_not_missed() -> None:
    """One day alone is not printed."""
    assert differences("", {"from_on": "2025-01-02", "to_on": ""}) == []
    assert differences("từ ngày 02/01/2025 đến ngày 05/01/2025", {"from_on": "2025-01-02", "to_on": "2025-01-05"}) == []
    assert differences("", {"from_on": "2025-01-02", "to_on": "2025-01-05"}) == ["from_on", "to_on"]
    assert [shown_name("Lô Thị Mai", how) for how in ("full", "initials", "none")] == ["Lô Thị Mai", "L… T… Mai", ""]


def test_badge_opens_with_the_code_only(client: Client, issued: list[Credential]) -> None:
    """The mark alone, or another paper's code, opens nothing; often asked it answers nothing."""
    path = f"/tra-cuu/{issued[0].uid}/{{}}/open-badge.json"
    made = client.get(path.format(issued[0].check_code.lower()))
    body = json.loads(made.content)
    assert made["Content-Type"] == "application/vc" and made["Cache-Control"] == "private, no-store"
    assert body["name"].endswith(issued[0].number_text) and body["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    for form in ("jwt", "jwt-cu"):
        assert client.get(path.format(issued[0].check_code), {"dang": form}).content.count(b".") == 2
    for code in (issued[1].check_code, "x", "........", "%00"):
        assert client.get(path.format(code)).status_code == 404
    withdraw_key(CodeKey.objects.get(use="badge"), reason="Lộ", by=None, at=issued[0].issued_at)
    assert client.get(path.format(issued[0].check_code)).status_code == 404
    cache.set("verification:127.0.0.1", 1000, 60)
    assert client.get(path.format(issued[0].check_code)).status_code == 429


def test_pages_for_other_software(client: Client, issued: list[Credential], world: World, settings: Settings) -> None:
    """Keys and states of an issuer, open to any page; units without keys have none."""
    base = f"/noi-cap/{world.school.pk}"
    document = client.get(f"{base}/did.json")
    assert document["Content-Type"] == "application/did+json" and document["Access-Control-Allow-Origin"] == "*"
    assert len(json.loads(document.content)["verificationMethod"]) == 1
    keys = json.loads(client.get(f"{base}/khoa.json").content)["keys"]
    assert {key["kty"] for key in keys} == {"EC", "OKP"} and not any("d" in key for key in keys)
    first = client.get(f"{base}/trang-thai/0.json")
    assert json.loads(first.content)["type"][1] == "BitstringStatusListCredential"
    assert client.get(f"{base}/trang-thai/0.json").content == first.content
    assert client.get(f"{base}/trang-thai/10000.json").status_code == 404
    assert client.get(f"/noi-cap/{world.communes[0].pk}/did.json").status_code == 404
    settings.DEMO = False  # a school's own installation publishes no test key
    cache.clear()
    assert client.get(f"{base}/trang-thai/0.json").status_code == 404
    assert json.loads(client.get(f"{base}/khoa.json").content) == {"keys": []}
    assert json.loads(client.get(f"{PAGE}so-khoa.json").content)["keys"] == []


def test_offline_page_and_what_it_keeps(client: Client, issued: list[Credential], world: World, at: datetime) -> None:
    """Key book and list fit the code on the paper; the worker names what it keeps and may answer for both paths."""
    page = client.get(PAGE)
    assert page.status_code == 200 and "credentials/offline-check.js" in page.content.decode()
    worker = client.get(f"{PAGE}nguoi-giu.js")
    assert worker["Service-Worker-Allowed"] == "/" and worker["Content-Type"].startswith("text/javascript")
    assert "credentials/offline-check.js" in worker.content.decode() and "&quot;" not in worker.content.decode()
    revoke(issued[0], ground="fraud", reason="x", document=numbered(world, "30/QĐ-TCT"), by=None, at=at)
    book = key_book_from_json(client.get(f"{PAGE}so-khoa.json").content.decode())
    sealed = client.get(f"{PAGE}thu-hoi.cose")
    listed = read_list(sealed.content, book=book)
    said = [check_offline(one.facts["qr"], book=book, revoked=listed).state for one in issued]
    assert said == ["revoked", "valid", "valid"] and sealed["Content-Type"] == "application/cose"
    assert client.get(f"{PAGE}thu-hoi.cose").content == sealed.content and RevocationIssue.objects.count() == 1


def test_no_list_before_the_first_key(client: Client, db: None) -> None:
    assert client.get(f"{PAGE}thu-hoi.cose").status_code == 404
