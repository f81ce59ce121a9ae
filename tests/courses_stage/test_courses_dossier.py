"""Hồ sơ lớp trọn bộ — made by the worker, whole, with true hashes; only for those who read the people."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from boiduong.course.delivery.courses import services
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import dossier as queries
from boiduong.course.delivery.courses.services import file_paper
from boiduong.engines.binding import MANIFEST
from boiduong.foundation.accounts.models import User
from boiduong.foundation.documents import services as documents
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.files.services import store
from boiduong.foundation.jobs.services import claim, run
from boiduong.refusals import NotAllowed
from documents.test_documents_services import PNG, drafted
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 14)


@pytest.fixture
def world() -> World:
    world = build_world()
    for n in range(4):
        paper = drafted(world.school, subject=f"Văn bản số {n} <b>")
        if n < 3:
            documents.give_number(paper, issued_on=DAY, by=None, at=AT)
        training_class = world.course.classes.first() if n == 1 else None
        file_paper(course=world.course, document=paper, role="x", training_class=training_class, by=None, at=AT)
        if n == 0:
            documents.file_scan(paper, content=paper.pdf.read(), name="ky.pdf", by=None, at=AT)  # type: ignore[union-attr]
        if n == 1:
            documents.file_scan(paper, content=PNG, name="ky.png", by=None, at=AT)
        if n == 2:
            documents.void(paper, reason="Sai", by=None, at=AT)
    return world


def test_what_stands_in_the_dossier(world: World) -> None:
    parts = queries.dossier_parts(world.course)
    assert [(part.folder, part.bound) for part in parts] == [
        ("van-ban", False), ("ban-da-ky", True), ("van-ban", True), ("van-ban", True), ("ban-da-ky", False),
    ]  # fmt: skip
    assert parts[0].section == "Cả khóa"
    assert parts[-1].section == world.course.classes.all()[0].label
    assert queries.dossier_count(world.course) == len(parts)
    assert "(đã hủy)" in parts[2].title
    assert "Văn bản số 3" not in " ".join(part.title for part in parts), "a draft is no part of it"


def test_a_paper_of_another_body_stands_there_by_its_scan(world: World) -> None:
    outside = documents.record_outside(
        kind="outside", issuer=world.province, number="47-KH/TU", issued_on=DAY, subject="Kế hoạch", by=None, at=AT
    )
    file_paper(course=world.course, document=outside, role="outside", by=None, at=AT)
    before = queries.dossier_parts(world.course)
    documents.file_scan(outside, content=PNG + b"1", name="kh.png", by=None, at=AT)
    after = queries.dossier_parts(world.course)
    assert [part.title for part in after if part not in before] == ["47-KH/TU Văn bản: Kế hoạch"]


def test_the_worker_makes_both_files(world: World, client: Client) -> None:
    client.force_login(world.users["officer"])
    address = reverse("courses:dossier", args=[world.course.slug])
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 302
    job = claim(at=AT)
    assert job is not None
    assert claim(at=AT) is None, "asked twice it is one job"
    assert "0" in client.get(address, {"theo": "1"}).content.decode()
    run(job, clock=timezone.now)
    job.refresh_from_db()
    assert job.result is not None
    assert (job.state, job.result["papers"], job.result["pages"]) == ("done", 5, 3)
    pdf = b"".join(client.get(reverse("courses:dossier_file", args=[world.course.slug, "pdf"])).streaming_content)  # type: ignore[attr-defined]
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        assert len(opened.pages) == 3
        assert [head.title for head in outline.root] == ["Cả khóa", world.course.classes.all()[0].label]
    answer = client.get(reverse("courses:dossier_file", args=[world.course.slug, "zip"]))
    assert answer["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]
        assert len(archive.namelist()) == 6
        assert archive.read(MANIFEST).decode().count("\n") == 5
    assert client.get(reverse("courses:dossier_file", args=[world.course.slug, "exe"])).status_code == 404
    for name in ("clerk", "lecturer", "learner", "stranger"):
        client.force_login(world.users[name])
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
        assert client.get(reverse("courses:dossier_file", args=[world.course.slug, "pdf"])).status_code == 404


def test_a_failed_job_says_so_and_rights_are_asked_again(world: World, client: Client) -> None:
    officer = world.users["officer"]
    assert isinstance(officer, User)
    services.ask_dossier(world.course, by=officer, at=AT)
    officer.grants.all().delete()
    job = claim(at=AT)
    assert job is not None
    with pytest.raises(NotAllowed):
        run(job, clock=timezone.now)
    type(job).objects.filter(pk=job.pk).update(state="failed")
    client.force_login(world.users["records"])
    assert client.get(reverse("courses:dossier", args=[world.course.slug])).status_code == 200
    with pytest.raises(NotAllowed):
        services.ask_dossier(world.course, by=world.users["stranger"], at=AT)  # type: ignore[arg-type]


def test_an_empty_dossier_is_refused(world: World) -> None:
    Course.objects.get(pk=world.course.pk).documents.all().delete()
    with pytest.raises(services.DossierEmpty):
        services.ask_dossier(world.course, by=world.users["officer"], at=AT)  # type: ignore[arg-type]
    with pytest.raises(services.DossierEmpty):
        services.make_dossier(world.course, by=None, at=AT, tell=lambda share, step: None)


def test_later_stages_add_files_and_pictures_alone_make_no_pdf(world: World) -> None:
    picture = store(PNG, name="anh.png", mime="image/png", at=AT)

    @queries.contribute_dossier
    def more(course: Course) -> list[queries.DossierPart]:
        return [queries.DossierPart("Ảnh", "Ảnh lớp", "anh", picture, bound=False)]

    try:
        assert queries.contribute_dossier(more) is more
        assert queries.dossier_parts(world.course)[-1].title == "Ảnh lớp"
        assert queries.dossier_count(world.course) == len(queries.dossier_parts(world.course))
        world.course.documents.all().delete()
        made = services.make_dossier(world.course, by=None, at=AT, tell=lambda share, step: None)
        assert (set(made), made["pages"]) == ({"zip", "papers", "pages"}, 0)
    finally:
        queries._more.remove(more)


def test_a_missing_file_is_named_in_its_place(world: World, client: Client) -> None:
    """One scan and one paper are gone from the disk: both files are made, and say so where those should stand."""
    parts = queries.dossier_parts(world.course)
    for part in (parts[1], parts[2]):
        Path(storages["default"].path(part.file.key)).unlink()
    client.force_login(world.users["officer"])
    address = reverse("courses:dossier", args=[world.course.slug])
    client.post(address)
    job = claim(at=AT)
    assert job is not None
    run(job, clock=timezone.now)
    job.refresh_from_db()
    assert job.result is not None
    gone = [part.title for part in parts if part.file.pk in (parts[1].file.pk, parts[2].file.pk)]
    assert job.result["missing"] == gone
    page = client.get(address).content.decode()
    assert all(escape(title) in page for title in gone)
    joined = io.BytesIO(StoredFile.objects.get(pk=job.result["pdf"]).read())
    with pikepdf.open(joined) as opened, opened.open_outline() as outline:
        heads = [str(line.title) for head in outline.root for line in head.children]
    assert sum(head.startswith("Thiếu tệp: ") for head in heads) == 2
    with zipfile.ZipFile(io.BytesIO(StoredFile.objects.get(pk=job.result["zip"]).read())) as archive:
        assert sum("Thiếu tệp" in line for line in archive.read(MANIFEST).decode().splitlines()) == len(gone)


def test_a_missing_file_answers_with_a_page_that_says_which(world: World, client: Client) -> None:
    part = queries.dossier_parts(world.course)[0]
    Path(storages["default"].path(part.file.key)).unlink()
    document = world.course.documents.order_by("pk")[0].document
    client.force_login(world.users["records"])
    answer = client.get(reverse("documents:pdf", args=[document.pk]))
    assert answer.status_code == 404
    told = answer.content.decode()
    assert all(words in told for words in (document.number_text, part.file.key[:15], escape(document.subject)))
