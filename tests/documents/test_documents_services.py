"""Văn bản — states, numbers without gap or double, frozen bytes, outside numbers, scans, who may."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from boiduong.engines.typesetting import Paper, Paragraph
from boiduong.foundation.accounts.models import User
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.audit.queries import verify_chain
from boiduong.foundation.documents import permissions, queries, services
from boiduong.foundation.documents.models import CommitteeTerm, Document, NumberSeries
from boiduong.foundation.documents.rules import DOCUMENT, KINDS, number_text
from boiduong.foundation.documents.services import press
from boiduong.foundation.files.rules import FileHoldsScript, FileKindRefused
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import NotAllowed, ReasonNeeded
from boiduong.states import Forbidden
from world import AT, World, build_world

DAY = date(2025, 7, 14)
OTHERS = ["admin", "officer", "manager", "authority", "clerk", "lecturer", "learner", "auditor", "stranger"]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def drafted(
    unit: Unit,
    *,
    kind: str = "opening_decision",
    code: str = "QĐ-TCT",
    layout: str = "state",
    subject: str = "Về việc thử",
) -> Document:
    """A locked paper of one page."""
    paper = Paper(issuer="Trường thử", code=code, layout=layout, title="QUYẾT ĐỊNH", blocks=(Paragraph("Một."),))  # type: ignore[arg-type]
    document = services.draft(
        kind=kind, issuer=unit, code=code, subject=subject, papers=[paper], layout=layout, by=None, at=AT
    )
    return services.lock(document, by=None, at=AT)


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.mark.parametrize(
    ("layout", "number", "code", "expected"),
    [
        ("state", 1, "QĐ-TCT", "01/QĐ-TCT"),
        ("state", 120, "TCT", "120/TCT"),
        ("party", 47, "KH/TU", "47-KH/TU"),
    ],
)
def test_number_text(layout: str, number: int, code: str, expected: str) -> None:
    assert number_text(layout=layout, number=number, code=code) == expected


@pytest.mark.parametrize("state", sorted(DOCUMENT.states))
@pytest.mark.parametrize("act", sorted(DOCUMENT.acts))
def test_every_state_answers_every_act(state: str, act: str) -> None:
    if DOCUMENT.allows(state, act):
        assert DOCUMENT.after(state, act) in DOCUMENT.states
    else:
        with pytest.raises(Forbidden):
            DOCUMENT.after(state, act)


def test_numbers_follow_one_another_by_kind_and_year(world: World) -> None:
    first, second = drafted(world.school), drafted(world.school)
    report = drafted(world.school, kind="final_report", code="BC-TCT")
    old = drafted(world.school)
    for paper in (first, second, report):
        services.give_number(paper, issued_on=DAY, by=world.users["records"], at=AT)
    services.give_number(old, issued_on=date(2024, 12, 31), by=world.users["records"], at=AT)
    assert [p.number_text for p in (first, second, report, old)] == [
        "01/QĐ-TCT", "02/QĐ-TCT", "01/BC-TCT", "01/QĐ-TCT",
    ]  # fmt: skip
    letters = [drafted(world.school, kind=kind, code="TCT") for kind in ("call", "results_letter")]
    for paper in letters:
        services.give_number(paper, issued_on=DAY, by=None, at=AT)
    assert [p.number_text for p in letters] == ["01/TCT", "02/TCT"], "official letters share one series"


def test_party_numbers_run_over_a_term(world: World) -> None:
    term = CommitteeTerm.objects.create(unit=world.province, starts_on=date(2020, 10, 1))
    one = drafted(world.province, code="KH/TU", layout="party", kind="annual_plan")
    other = drafted(world.province, code="KH/TU", layout="party", kind="annual_plan")
    services.give_number(one, issued_on=date(2024, 3, 1), by=None, at=AT)
    services.give_number(other, issued_on=DAY, by=None, at=AT)
    assert (one.number_text, other.number_text) == ("01-KH/TU", "02-KH/TU")
    assert other.series is not None
    assert (other.series.basis, other.series.period_starts_on) == ("term", date(2020, 10, 1))
    assert str(term) == "2020-10-01"
    CommitteeTerm.objects.create(unit=world.province, starts_on=date(2025, 10, 1))
    following = drafted(world.province, code="KH/TU", layout="party", kind="annual_plan")
    services.give_number(following, issued_on=date(2025, 11, 1), by=None, at=AT)
    third = drafted(world.province, code="KH/TU", layout="party", kind="annual_plan")
    services.give_number(third, issued_on=DAY, by=None, at=AT)
    assert (following.number_text, third.number_text) == ("01-KH/TU", "03-KH/TU")
    assert queries.period_start(issuer_id=world.school.pk, layout="party", issued_on=DAY) == ("year", date(2025, 1, 1))


def test_bytes_are_frozen_with_the_number(world: World) -> None:
    paper = drafted(world.school)
    assert queries.preview(paper).startswith(b"%PDF")
    assert str(paper).startswith("…")
    services.give_number(paper, issued_on=DAY, by=world.users["records"], at=AT)
    assert paper.pdf is not None
    content = paper.pdf.read()
    assert hashlib.sha256(content).hexdigest() == paper.sha256
    assert queries.preview(paper) == content
    assert queries.papers_of(paper)[0].number == "01/QĐ-TCT"
    [event] = AuditEvent.objects.filter(act="documents.give_number")
    assert event.after["sha256"] == paper.sha256


def test_a_paper_printed_ahead_is_set_once_and_the_oldest_is_forgotten(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "KEPT_SHEETS", 2)
    press._waiting.clear()
    papers = [drafted(world.school, subject=f"{n}") for n in range(3)]
    for paper in (*papers, papers[2]):
        services.print_ahead([paper], issued_on=DAY)
    assert [key[0] for key in press._waiting] == [papers[1].pk, papers[2].pk]
    ahead = press._waiting[papers[2].pk, "01/QĐ-TCT", DAY].pdf
    services.give_number(papers[2], issued_on=DAY, by=None, at=AT)
    assert papers[2].pdf is not None and papers[2].pdf.read() == ahead.result()
    assert [key[0] for key in press._waiting] == [papers[1].pk]
    press._waiting.clear()


def test_a_paper_of_several_pages_is_one_file(world: World) -> None:
    pages = [Paper(issuer="Trường", title="GIẤY", blocks=(Paragraph(f"{n}"),)) for n in range(3)]
    document = services.draft(
        kind="summons", issuer=world.school, code="GTT-TCT", subject="s", papers=pages, by=world.users["officer"], at=AT
    )
    services.lock(document, by=None, at=AT)
    services.give_number(document, issued_on=DAY, by=None, at=AT)
    assert all(page.number == "01/GTT-TCT" for page in queries.papers_of(document))


def test_a_paper_without_pages_is_refused(world: World) -> None:
    with pytest.raises(services.PaperEmpty):
        services.draft(kind="call", issuer=world.school, code="TCT", subject="s", papers=[], by=None, at=AT)


def test_an_old_page_cannot_number_a_paper_again(world: World) -> None:
    paper = drafted(world.school)
    stale = Document.objects.get(pk=paper.pk)
    services.give_number(paper, issued_on=DAY, by=None, at=AT)
    for act in (
        lambda: services.give_number(stale, issued_on=DAY, by=None, at=AT),
        lambda: services.lock(stale, by=None, at=AT),
        lambda: services.discard(stale, by=None, at=AT),
    ):
        with pytest.raises(Forbidden):
            act()
    assert NumberSeries.objects.get().last == 1


def test_outside_numbers_are_kept_once(world: World) -> None:
    records = world.users["records"]
    paper, other = drafted(world.school), drafted(world.school)
    services.give_number(paper, issued_on=DAY, outside="  02/QĐ-TCT ", by=records, at=AT)
    assert (paper.number_text, paper.outside, paper.series) == ("02/QĐ-TCT", True, None)
    with pytest.raises(services.NumberTaken) as caught:
        services.give_number(other, issued_on=DAY, outside="02/qđ-tct".upper(), by=records, at=AT)
    assert "14/7/2025" in str(caught.value)
    with pytest.raises(services.NumberMissing):
        services.give_number(other, issued_on=DAY, outside="   ", by=records, at=AT)
    services.give_number(other, issued_on=DAY, by=records, at=AT)
    assert queries.likely_number(drafted(world.school), DAY) == "03/QĐ-TCT", "02 was typed by hand"
    third = services.give_number(drafted(world.school), issued_on=DAY, by=records, at=AT)
    assert (other.number_text, third.number_text) == ("01/QĐ-TCT", "03/QĐ-TCT")
    assert third.series is not None
    [row] = queries.series_of(records)
    assert row.gaps == [], "the number typed by hand fills its place"


def test_two_lists_hold_papers_and_series_in_one_order(world: World) -> None:
    """Otherwise two clerks who tick the same papers from two ends wait for each other forever."""
    papers = [drafted(world.school, kind=kind, code="TCT") for kind in ("opening_decision", "call")]
    with CaptureQueriesContext(connection) as seen:
        services.give_numbers(papers[::-1], issued_on=DAY, by=None, at=AT)
        services.give_number(drafted(world.school), issued_on=DAY, outside="77/TCT", by=None, at=AT)
    texts = [q["sql"] for q in seen.captured_queries if q["sql"].startswith("SELECT")]
    states = [sql for sql in texts if 'SELECT "foundation_documents_document"."state"' in sql and "LIMIT 21" in sql]
    assert [f'"id" = {p.pk} ' in sql for p, sql in zip(papers, states, strict=False)] == [True, True]
    books = [sql for sql in texts if '"basis"' in sql and "LIMIT 21" in sql]
    kinds = ["QĐ" if "'QĐ'" in sql else "CV" for sql in books]
    assert kinds and kinds == sorted(kinds)
    whole = [sql for sql in texts if 'ORDER BY "foundation_documents_numberseries"."kind" ASC' in sql]
    assert whole, "a number typed by hand waits for whoever takes one from the books"


def test_gaps_are_told(world: World) -> None:
    records = world.users["records"]
    paper = services.give_number(drafted(world.school), issued_on=DAY, by=records, at=AT)
    series = paper.series
    assert series is not None
    assert [row.gaps for row in queries.series_of(records)] == [[]]
    series.last = 4
    series.save()
    assert [row.gaps for row in queries.series_of(records)] == [[2, 3, 4]]
    assert queries.series_of(world.users["stranger"]) == []
    assert str(series) == "QĐ 4"
    empty = NumberSeries.objects.create(issuer=world.school, kind="X", period_starts_on=DAY, last=2)
    assert [row.gaps for row in queries.series_of(records) if row.kind == empty.kind] == [[1, 2]]
    everywhere = world.users["admin"]
    everywhere.grants.create(role="auditor", starts_on=DAY)
    assert len(queries.series_of(User.objects.get(pk=everywhere.pk))) == 2


def test_a_void_paper_keeps_its_number(world: World) -> None:
    records = world.users["records"]
    paper = services.give_number(drafted(world.school), issued_on=DAY, by=records, at=AT)
    with pytest.raises(ReasonNeeded):
        services.void(paper, reason=" ", by=records, at=AT)
    services.void(paper, reason="Sai nội dung", by=records, at=AT)
    assert (paper.state, paper.number_text) == ("void", "01/QĐ-TCT")
    following = services.give_number(drafted(world.school), issued_on=DAY, by=records, at=AT)
    assert following.number_text == "02/QĐ-TCT"


def test_a_draft_is_discarded_and_a_paper_from_outside_is_filed(world: World) -> None:
    paper = drafted(world.school)
    services.discard(paper, by=None, at=AT)
    assert Document.objects.get(pk=paper.pk).state == "discarded"
    outside = services.record_outside(
        kind="outside", issuer=world.province, number="47-KH/TU", issued_on=DAY, subject="Kế hoạch",
        by=world.users["officer"], at=AT,
    )  # fmt: skip
    assert (outside.state, outside.outside) == ("filed", True)


def test_an_annex_keeps_the_order(world: World) -> None:
    paper = drafted(world.school)
    services.list_annex(paper, world.people)
    rows = list(paper.annex_rows.values_list("position", "subject_id"))
    assert rows == [(n, p.pk) for n, p in enumerate(world.people, start=1)]
    assert str(paper.annex_rows.get(position=2)) == "2"


def test_the_signed_scan_is_filed_and_replaced(world: World) -> None:
    records = world.users["records"]
    paper = services.give_number(drafted(world.school), issued_on=DAY, by=records, at=AT)
    services.file_scan(paper, content=PNG, name="../../etc/x.png", by=records, at=AT)
    assert paper.scan is not None
    assert (paper.state, paper.scan.name, paper.scan.mime) == ("filed", "x.png", "image/png")
    services.file_scan(paper, content=b"\xff\xd8\xff1", name="y.jpg", by=records, at=AT)
    assert paper.scan.name == "y.jpg"
    waiting = drafted(world.school)
    with pytest.raises(Forbidden):
        services.file_scan(waiting, content=PNG, name="z.png", by=records, at=AT)


def _zip() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("a.txt", "x")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"<html><script>alert(1)</script>", FileKindRefused),
        (b"MZ\x90\x00", FileKindRefused),
        (_zip(), FileKindRefused),
        (PNG + _zip(), FileHoldsScript),
        (b"%PDF-1.7\n/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", FileHoldsScript),
        (b"%PDF-1.7\n/Launch /F (cmd.exe)", FileHoldsScript),
    ],
    ids=["html", "exe", "zip", "polyglot", "javascript", "launch"],
)
def test_hostile_scans_are_refused(world: World, content: bytes, refusal: type[Exception]) -> None:
    paper = services.give_number(drafted(world.school), issued_on=DAY, by=None, at=AT)
    with pytest.raises(refusal):
        services.file_scan(paper, content=content, name="a.pdf", by=world.users["records"], at=AT)
    assert Document.objects.get(pk=paper.pk).state == "numbered"


@pytest.mark.parametrize("name", OTHERS)
def test_only_the_records_officer_numbers_voids_and_files(world: World, name: str) -> None:
    user = world.users[name]
    waiting = drafted(world.school)
    done = services.give_number(drafted(world.school), issued_on=DAY, by=None, at=AT)
    for act in (
        lambda: services.give_number(waiting, issued_on=DAY, by=user, at=AT),
        lambda: services.void(done, reason="x", by=user, at=AT),
        lambda: services.file_scan(done, content=PNG, name="x", by=user, at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_who_reads_a_paper(world: World) -> None:
    paper = drafted(world.school)
    readers = {name for name, user in world.users.items() if permissions.can_read(user, paper)}
    assert readers == {"records", "auditor"}
    assert permissions.can_read(None, paper)
    assert not permissions.can_read(User(), paper)
    lists = {name for name, user in world.users.items() if permissions.can_list(user)}
    assert lists == {"records", "auditor", "officer", "authority", "manager"}

    def of_the_clerk(user: User, document: Document) -> bool:
        return user.username == "clerk" and document.pk == paper.pk

    permissions.contribute_readers(of_the_clerk)
    permissions.contribute_readers(of_the_clerk)
    try:
        assert permissions._readers.count(of_the_clerk) == 1
        assert permissions.can_read(world.users["clerk"], paper)
        assert queries.document_for(world.users["clerk"], paper.pk) == paper
        with pytest.raises(Http404):
            queries.document_for(world.users["other_clerk"], paper.pk)
    finally:
        permissions._readers.remove(of_the_clerk)
    with pytest.raises(Http404):
        queries.document_for(world.users["records"], 10**9)


def test_the_lists_stay_inside_the_scope(world: World) -> None:
    here, elsewhere = drafted(world.school), drafted(world.communes[0])
    mine = world.users["stranger"]
    mine.grants.create(role="records_officer", scope=world.school, starts_on=DAY)
    mine = User.objects.get(pk=mine.pk)
    assert list(queries.waiting_for_number(mine)) == [here]
    assert list(queries.listed_documents(mine)) == [here]
    everywhere = world.users["admin"]
    everywhere.grants.create(role="records_officer", starts_on=DAY)
    everywhere = User.objects.get(pk=everywhere.pk)
    assert list(queries.waiting_for_number(everywhere)) == [here, elsewhere]
    assert set(queries.listed_documents(everywhere)) == {here, elsewhere}


def test_kinds_have_names() -> None:
    assert all(name for name, _ in KINDS.values())


THREADS, EACH = 16, 3


def test_sixteen_writers_leave_no_gap_and_no_double(own_database: None) -> None:
    """The same test runs on PostgreSQL; numbers come out 1 to 48, and the chain of the log is whole."""
    world = build_world()
    documents = [drafted(world.school).pk for _ in range(THREADS * EACH)]
    barrier, failures = Barrier(THREADS), []

    def number(mine: list[int]) -> None:
        try:
            barrier.wait()
            for pk in mine:
                services.give_number(Document.objects.get(pk=pk), issued_on=DAY, by=None, at=AT)
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    # Neighbors share papers, so that two often reach for the same one.
    threads = [Thread(target=number, args=(documents[n::THREADS],)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    numbers = sorted(Document.objects.exclude(number=None).values_list("number", flat=True))
    assert numbers == list(range(1, THREADS * EACH + 1)), connection.vendor
    assert NumberSeries.objects.get().last == THREADS * EACH
    assert verify_chain().whole


def test_two_who_number_one_paper_take_one_number(own_database: None) -> None:
    world = build_world()
    pk = drafted(world.school).pk
    barrier, refused = Barrier(8), []

    def number() -> None:
        document = Document.objects.get(pk=pk)
        barrier.wait()
        try:
            services.give_number(document, issued_on=DAY, by=None, at=AT)
        except Forbidden as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    threads = [Thread(target=number) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 7
    assert NumberSeries.objects.get().last == 1
