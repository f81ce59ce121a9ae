"""Tập bản đã ký — sorted by the code at the foot, checked against the paper; nothing that was sent is lost."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from boiduong.engines.scans import cut
from boiduong.engines.typesetting import Paper, Paragraph
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.documents import queries, services
from boiduong.foundation.documents.models import Document, NumberSeries, UnfiledScan
from boiduong.foundation.documents.rules import mark_of, uid_of
from boiduong.foundation.documents.services.scanning import file_batch
from boiduong.refusals import NotAllowed, ReasonNeeded
from boiduong.web.registry import waiting_for
from documents.test_documents_services import DAY, PNG, drafted
from world import AT, World, build_world, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def numbered(world: World, subject: str = "Một") -> Document:
    """A paper of one page with enough words to be compared."""
    words = " ".join(f"{subject} chữ{n}" for n in range(40))
    paper = Paper(issuer="Trường thử", code="QĐ-TCT", title="QUYẾT ĐỊNH", subject=subject, blocks=(Paragraph(words),))
    document = services.draft(
        kind="opening_decision", issuer=world.school, code="QĐ-TCT", subject=subject, papers=[paper], by=None, at=AT
    )
    services.lock(document, by=None, at=AT)
    return services.give_number(document, issued_on=DAY, by=None, at=AT)


def bytes_of(document: Document) -> bytes:
    assert document.pdf is not None
    return document.pdf.read()


def pictures(*documents: Document) -> bytes:
    """What a scanner makes of papers: pictures in one PDF, without a text layer."""
    return pictured(*(bytes_of(document) for document in documents))


def pictured(*printed: bytes) -> bytes:
    """Pages of PDFs as pictures in one PDF."""
    drawn = [
        page.render(scale=150 / 72, grayscale=True).to_pil()
        for content in printed
        for page in pypdfium2.PdfDocument(content)
    ]
    kept = io.BytesIO()
    drawn[0].save(kept, "PDF", save_all=True, append_images=drawn[1:], resolution=150)
    return kept.getvalue()


def outcome(rows: Sequence[services.Sorted]) -> list[tuple[str, str, str]]:
    return [(row.pages, row.checked, row.fault) for row in rows]


def test_marks_name_their_paper_and_nothing_else() -> None:
    from uuid import UUID

    uid = UUID(int=5)
    assert uid_of(mark_of(uid)) == uid
    assert len(mark_of(uid)) == 29
    for wrong in ("", "BD*", "https://a.example", mark_of(uid)[:-1], "BD*" + "1" * 26, mark_of(uid).lower()):
        assert uid_of(wrong) is None


def test_a_batch_finds_its_papers(world: World) -> None:
    records = world.users["records"]
    one, two = numbered(world), numbered(world, "Hai")
    rows = file_batch([("tap.pdf", pictures(two, one)), ("a.pdf", bytes_of(one))], by=records, at=AT)
    assert outcome(rows) == [("1", "code", ""), ("2", "code", ""), ("1", "", "twice")]
    for document in (one, two):
        document.refresh_from_db()
        assert document.state == "filed"
        assert document.scan is not None
    assert two.scan is not None
    assert two.scan.read() == cut(pictures(two, one), first=1, last=1)
    events = AuditEvent.objects.filter(act="documents.file_scan")
    assert {event.after["checked"] for event in events} == {"code"}
    lines = waiting_for(["records_officer"], user=records, at=AT)
    assert [line.action.url for line in lines if "ban-da-ky" in line.action.url] == [reverse("documents:scans")]
    [kept] = UnfiledScan.objects.all()
    assert (kept.fault, kept.document, kept.source.read()) == ("twice", one, bytes_of(one))


def test_a_paper_whose_bytes_are_lost_takes_no_scan_unseen(world: World) -> None:
    """Nothing is left to compare the scan with: it is kept, and the fault is named."""
    one = numbered(world)
    scan = bytes_of(one)
    assert one.pdf is not None
    storages["default"].delete(one.pdf.key)
    [row] = file_batch([("a.pdf", pictured(scan))], by=world.users["records"], at=AT)
    assert (row.document, row.fault) == (one, "missing")
    assert UnfiledScan.objects.get().fault == "missing"


def test_the_text_layer_is_compared(world: World) -> None:
    records = world.users["records"]
    one = numbered(world)
    assert outcome(file_batch([("a.pdf", bytes_of(one))], by=records, at=AT)) == [("1", "text", "")]
    other = numbered(world, "Khác")
    [paper] = queries.papers_of(other)
    from dataclasses import replace

    from boiduong.engines.typesetting import Typesetter

    forged = replace(paper, blocks=(Paragraph("nội dung hoàn toàn không giống " * 10),), subject="")
    assert outcome(file_batch([("b.pdf", Typesetter().render(forged))], by=records, at=AT)) == [("1", "", "text")]
    other.refresh_from_db()
    assert other.state == "numbered"


def test_what_cannot_be_filed_is_kept_and_named(world: World) -> None:
    records = world.users["records"]
    waiting, void, one = drafted(world.school), numbered(world, "Hủy"), numbered(world)
    foreign = services.give_number(
        drafted(make_unit("Tỉnh khác", kind="province", level="province")), issued_on=DAY, by=None, at=AT
    )
    services.void(void, reason="x", by=None, at=AT)
    from boiduong.engines.typesetting import Typesetter

    unmarked = Typesetter().render(Paper(issuer="X", blocks=(Paragraph("a"),)))
    sent = [
        ("khong-ma.pdf", unmarked),
        ("cho-so.pdf", queries.preview(waiting)),
        ("huy.pdf", bytes_of(void)),
        ("noi-khac.pdf", bytes_of(foreign)),
        ("hai-to.pdf", pictures(one, one)),
        ("hong.pdf", b"%PDF-1.7 torn"),
        ("anh-hong.png", PNG),
        ("doc.exe", b"MZ"),
    ]
    rows = file_batch(sent, by=records, at=AT)
    assert [(row.name, row.fault) for row in rows] == [
        ("khong-ma.pdf", "no_code"), ("cho-so.pdf", "state"), ("huy.pdf", "state"), ("noi-khac.pdf", "unknown"),
        ("hai-to.pdf", "pages"), ("hong.pdf", "unreadable"), ("anh-hong.png", "unreadable"), ("doc.exe", "refused"),
    ]  # fmt: skip
    assert rows[4].pages == "1-2"
    kept = UnfiledScan.objects.all()
    assert kept.count() == 7, "all but the file that may not be taken at all"
    assert all(row.source.read() for row in kept)
    assert str(kept.get(fault="pages")) == "hai-to.pdf 1-2"
    with pytest.raises(NotAllowed):
        file_batch([], by=world.users["officer"], at=AT)


def test_what_was_kept_is_settled_by_hand(world: World) -> None:
    records = world.users["records"]
    one = numbered(world)
    file_batch([("a.pdf", pictures(one, one)), ("b.pdf", b"%PDF-1.7 torn")], by=records, at=AT)
    pages, torn = UnfiledScan.objects.get(fault="pages"), UnfiledScan.objects.get(fault="unreadable")
    services.settle_scan(pages, one, by=records, at=AT)
    services.settle_scan(pages, one, by=records, at=AT)
    one.refresh_from_db()
    assert one.state == "filed"
    assert AuditEvent.objects.get(act="documents.file_scan").after["checked"] == "hand"
    with pytest.raises(ReasonNeeded):
        services.set_scan_aside(torn, reason=" ", by=records, at=AT)
    services.set_scan_aside(torn, reason="Trang trắng", by=records, at=AT)
    assert not queries.unfiled_scans(records).exists()
    assert UnfiledScan.objects.count() == 2, "nothing is deleted"
    for act in (
        lambda: services.settle_scan(pages, one, by=world.users["officer"], at=AT),
        lambda: services.set_scan_aside(torn, reason="x", by=world.users["officer"], at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_pages_of_scans(world: World, client: Client) -> None:
    records = world.users["records"]
    client.force_login(records)  # type: ignore[arg-type]
    one = numbered(world)
    address = reverse("documents:scans")
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 422

    def send(*contents: bytes) -> str:
        files = [SimpleUploadedFile(f"{n} <b>.pdf", content) for n, content in enumerate(contents)]
        answer = client.post(address, {"scans": files})
        assert answer.status_code == 200
        page: str = answer.content.decode()
        assert "<b>.pdf" not in page
        return page

    assert "12" not in one.number_text
    page = send(bytes_of(one), pictures(one, one), b"MZ")
    assert one.number_text in page
    kept = UnfiledScan.objects.get()
    settle = reverse("documents:unfiled", args=[kept.pk])
    assert one.number_text in client.get(settle).content.decode()
    assert client.get(reverse("documents:unfiled_file", args=[kept.pk])).content.startswith(b"%PDF")
    assert client.post(settle, {"number": "99/KHÔNG"}).status_code == 422
    assert client.post(settle, {}).status_code == 422
    assert client.post(settle, {"number": one.number_text, "year": "1999"}).status_code == 422
    Document.objects.filter(pk=one.pk).update(issuer=make_unit("Nơi khác", kind="province", level="province"))
    assert client.post(settle, {"number": one.number_text}).status_code == 422, "no longer numbered by this person"
    Document.objects.filter(pk=one.pk).update(issuer=world.school)
    assert client.post(settle, {"number": one.number_text.lower(), "year": "2025"}).status_code == 302
    send(b"%PDF-1.7 torn")
    torn = UnfiledScan.objects.get(fault="unreadable")
    aside = reverse("documents:aside", args=[torn.pk])
    assert client.post(aside, {}).status_code in (400, 409, 422)
    assert client.post(aside, {"bo-reason_1": "Trang trắng"}).status_code == 302
    assert client.get(reverse("documents:unfiled", args=[torn.pk])).status_code == 404
    assert client.post(address, {"scans": [SimpleUploadedFile(f"{n}.pdf", b"x") for n in range(41)]}).status_code == 422
    for name in ("officer", "auditor", "learner", "admin"):
        client.force_login(world.users[name])
        assert client.get(address).status_code == 404
        assert client.get(settle).status_code == 404


def test_two_papers_of_one_number_ask_for_the_year(world: World, client: Client) -> None:
    client.force_login(world.users["records"])
    from datetime import date

    for year in (2024, 2025):
        services.give_number(drafted(world.school), issued_on=date(year, 5, 5), by=None, at=AT)
    file_batch([("b.pdf", b"%PDF-1.7 torn")], by=world.users["records"], at=AT)
    settle = reverse("documents:unfiled", args=[UnfiledScan.objects.get().pk])
    assert client.post(settle, {"number": "01/QĐ-TCT"}).status_code == 422
    assert client.post(settle, {"number": "01/QĐ-TCT", "year": "2024"}).status_code == 302


def test_series_tell_gaps_doubles_and_what_was_typed(
    world: World, client: Client, django_assert_max_num_queries: object
) -> None:
    records = world.users["records"]
    for outside in ("", "03/QĐ-TCT", "", "", "X"):
        services.give_number(drafted(world.school), issued_on=DAY, outside=outside, by=records, at=AT)
    series = NumberSeries.objects.get()
    NumberSeries.objects.update(last=6)
    Document.objects.filter(number_text="02/QĐ-TCT").update(state="void")
    Document.objects.filter(number=4).update(number_text="01/qđ-tct")
    [row] = queries.series_of(records)  # type: ignore[arg-type]
    assert (row.last, row.gaps, row.typed, row.void) == (6, [5, 6], ["03/QĐ-TCT"], ["02/QĐ-TCT"])
    assert row.doubles == ["01/qđ-tct"]
    assert row.count == 4
    assert series.basis == "year"
    client.force_login(records)  # type: ignore[arg-type]
    address = reverse("documents:series")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        page = client.get(address).content.decode()
    assert "03/QĐ-TCT" in page
    assert client.get(address, {"xlsx": "1"}).content.startswith(b"PK")
    assert queries.series_of(world.users["stranger"]) == []  # type: ignore[arg-type]
    client.force_login(world.users["officer"])
    assert client.get(address).status_code == 404
    term = NumberSeries.objects.create(issuer=world.school, kind="KH", basis="term", period_starts_on=DAY)
    later = NumberSeries.objects.create(
        issuer=world.school, kind="KH", basis="term", period_starts_on=DAY.replace(day=20)
    )
    assert [one.starts_on for one in queries.series_of(records)][:2] == [later.period_starts_on, term.period_starts_on]  # type: ignore[arg-type]
    everywhere = world.users["admin"]
    everywhere.grants.create(role="records_officer", starts_on=DAY)
    from boiduong.foundation.accounts.models import User

    fresh = User.objects.get(pk=everywhere.pk)
    assert len(queries.series_of(fresh)) == 3
    assert len(queries.held_by_number(fresh, "01/qđ-tct", year=None)) == 2
    assert queries.unfiled_scans(fresh).count() == 0
