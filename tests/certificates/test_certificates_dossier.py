"""Chứng chỉ trong hồ sơ lớp — bytes as issued in the archive, pages with a line in the joined file."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import date, datetime
from pathlib import Path

import pikepdf
import pytest

from boiduong.course.delivery.courses.queries.dossier import dossier_parts
from boiduong.course.delivery.courses.services.dossier import COPY, make_dossier
from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.recognition.certificates.services import define_paper, issue, revoke
from boiduong.engines.binding import MANIFEST
from boiduong.foundation.files.models import StoredFile
from recognition_world import judged_world, numbered, recognized_rows
from world import World

pytestmark = pytest.mark.django_db
DAY = date(2025, 8, 25)


@pytest.fixture
def world(at: datetime) -> World:
    """Three papers issued, one of them revoked."""
    world = judged_world(sessions=0, marks=False).world
    recognized_rows(world, numbered(world))
    spec = define_paper(world.course, world.school, "certificate", "Chứng chỉ bồi dưỡng", by=None, at=at)
    papers = issue(world.course, spec, issued_on=DAY, by=None, at=at)
    decision = numbered(world, "30/QĐ-TCT")
    revoke(papers[1], ground="altered", reason="Tẩy xóa", document=decision, by=None, at=at)
    return world


def test_certificates_lie_in_the_archive_as_issued_and_print_as_copies(
    world: World, at: datetime, tmp_path: Path
) -> None:
    made = make_dossier(world.course, by=None, at=at, tell=lambda share, step: None)
    stored = {ending: StoredFile.objects.get(pk=made[ending]) for ending in ("pdf", "zip")}
    stored["zip"].copy_to(tmp_path / "a.zip")
    issued = {one.sha256: one for one in Credential.objects.all()}
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith("certificates/")]
        assert {hashlib.sha256(archive.read(name)).hexdigest() for name in names} == set(issued)
        assert archive.read(MANIFEST).decode().count("certificates/") == 3
    stored["pdf"].copy_to(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as joined:
        assert len(joined.pages) == 3
        assert "/AcroForm" not in joined.Root
        with joined.open_outline() as outline:
            [head] = outline.root
            titles = [child.title for child in head.children]
    assert head.title == "Chứng chỉ, giấy chứng nhận"
    assert "(đã thu hồi)" in titles[1] and "(đã" not in titles[0]


def test_a_course_without_certificates_has_none(at: datetime) -> None:
    world = judged_world(sessions=0, marks=False).world
    assert [part for part in dossier_parts(world.course) if part.copy] == []
    assert "certificates/" in COPY
