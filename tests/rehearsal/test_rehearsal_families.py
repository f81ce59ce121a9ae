"""Every course of the family and of strangers: checked, lived to the dossier, or refused with a true sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from boiduong.course.delivery.courses.models import Course
from boiduong.engines.course_file import Level, complete, read
from boiduong.foundation.audit.queries import verify_chain
from boiduong.foundation.documents.models import Document
from boiduong.rehearsal.clock import Clock
from boiduong.rehearsal.importing import import_course
from boiduong.rehearsal.runner import rehearse
from boiduong.rehearsal.writing import counts_of, write_dossier
from strange_courses import STRANGERS

ROOT = Path(__file__).resolve().parents[2]
# Written as strangers would; each of these once stopped somewhere or printed something wrong.
FROM_AFAR = sorted((ROOT / "tests" / "courses" / "strangers").glob("*.yaml"))
REAL = [*sorted((ROOT / "tests" / "courses").glob("*.yaml")), *sorted((ROOT / "samples").glob("*.yaml"))]

# Lived in every run; the others are lived by `make test-long`.
EVERY_TIME = "two provinces, two issuers, quota by unit"


def lived(content: bytes, folder: Path) -> dict[str, int]:
    """Rehearse a file to its dossier and hold what must be true of every course; returns its numbers."""
    reading = read(content, name="khoa.yaml")
    assert [f.sentence("vi") for f in reading.findings if f.level is Level.ERROR] == []
    file = complete(reading)
    life, seconds = rehearse(file, content=content)
    write_dossier(life, folder, seconds=seconds, peak_mb=1.0)
    counts = counts_of(life)
    assert Course.objects.get(pk=life.course.pk).state == "closed"
    assert verify_chain().whole
    assert not Document.objects.filter(state="locked").exists()
    assert json.loads((folder / "summary.json").read_text())["counts"] == counts
    assert file.learners >= counts["present"] >= counts["recognized"] >= counts["certified"]
    assert counts["summoned"] == file.learners
    return counts


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", [name if name == EVERY_TIME else pytest.param(name, marks=pytest.mark.long) for name in STRANGERS]
)
def test_file_of_a_stranger_is_lived_to_the_dossier(name: str, tmp_path: Path) -> None:
    counts = lived(STRANGERS[name].encode(), tmp_path)
    assert counts["recognized"] > 0


@pytest.mark.django_db
@pytest.mark.parametrize("path", FROM_AFAR, ids=lambda path: path.stem)
def test_file_from_afar_is_imported_whole(path: Path) -> None:
    content = path.read_bytes()
    reading = read(content, name="khoa.yaml")
    assert [f.sentence("vi") for f in reading.findings if f.level is Level.ERROR] == []
    file = complete(reading)
    course = import_course(file, content=content, by=None, at=Clock.of(file).imported).course
    assert course.classes.count() == len(file.classes)
    assert course.default_version is not None
    assert all(topic.title[:1].isupper() for topic in course.default_version.topics.all())


@pytest.mark.django_db
@pytest.mark.long
@pytest.mark.parametrize("path", FROM_AFAR, ids=lambda path: path.stem)
def test_file_from_afar_is_lived_to_the_dossier(path: Path, tmp_path: Path) -> None:
    assert lived(path.read_bytes(), tmp_path)["recognized"] > 0


@pytest.mark.django_db
@pytest.mark.long
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_course_is_lived_to_the_dossier(path: Path, tmp_path: Path) -> None:
    assert lived(path.read_bytes(), tmp_path)["recognized"] > 0
