"""A small course lives from its file to the class dossier, twice the same; imports are all or nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from boiduong.course.delivery.courses.models import Course, CourseNote, StatedNumber
from boiduong.course.delivery.enrollment.models import Enrollment, Nomination
from boiduong.course.delivery.sessions.models import MakeUp, RollMark, TopicDone
from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.website.news.models import NewsItem
from boiduong.engines.course_file import complete, read
from boiduong.foundation.audit.queries import verify_chain
from boiduong.foundation.documents.models import Document
from boiduong.rehearsal.dossier import Dossier
from boiduong.rehearsal.importing import CourseChanged, import_course
from boiduong.rehearsal.life.state import Life
from boiduong.rehearsal.runner import rehearse, steps_until
from boiduong.rehearsal.stated import other_units
from boiduong.rehearsal.writing import counts_of, write_dossier

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2024, 1, 2, 1, 0, tzinfo=UTC)
SMALL = """\
format: boiduong-course/1
id: khoa-nho
title: Lớp bồi dưỡng thử nghiệm nhỏ
sources: [{id: s, read: own_paper, title: Bài thử}]
basis: [{id: kh, kind: plan, number: 12-KH/TU, issued_on: 2024-01-15, issuer: Tỉnh ủy Thử, title: đào tạo năm 2024}]
organizations:
  - {id: truong, name: Trường Chính trị tỉnh Thử, kind: school, line: party, level: province}
  - {id: btv, name: Ban Thường vụ Huyện ủy Thử, kind: party_committee, line: party, level: district}
units: [{id: xa, what: xã thử, names: [Xã Một, Xã Hai, Xã Ba, Xã Bốn]}]
audience: {groups: [{id: bt, post_held: [Bí thư Đảng ủy xã, Phó Bí thư Đảng ủy xã], units: xa}]}
duties:
  - {by: truong, does: [manage_class, recognize]}
  - {by: truong, does: [certify], for: cc}
  - {by: btv, does: [certify], for: gcn}
program:
  parts:
    - {id: p1, title: Phần một, topics: [{id: c1, title: Chuyên đề một}, {id: c2, title: Chuyên đề hai}]}
    - {id: p2, title: Phần hai, topics: [{id: tt, kind: field_study, title: Nghiên cứu thực tế}]}
calendar: {start: 2024-06-03, end: 2024-06-06}
classes: {list: [{id: a, label: Lớp A, size: 6}, {id: b, label: Lớp B, size: 6}]}
completion: {items: [{id: th, kind: report, title: Bài thu hoạch, of: tt}]}
papers:
  - {id: cc, kind: certificate, title: Chứng chỉ, issuer: truong, to: all_recognized}
  - {id: gcn, kind: attestation, title: Giấy chứng nhận, issuer: btv, to: all_recognized}
stated: [{count: opened, value: 12, source: s}]
rehearsal:
  {assumed: true, seed: 7, learners: 12, excused: 1, unexcused: 1, late: 1, made_up: 1, withdrawn: 1, situations: 5,
   not_recognized: 1}
"""


def live(until: str = "end"):  # type: ignore[no-untyped-def]
    content = SMALL.encode()
    return rehearse(complete(read(content, name="nho.yaml")), content=content, until=until)


@pytest.mark.django_db
def test_small_course_lives_to_the_dossier_twice_the_same(tmp_path: Path) -> None:
    folders = []
    for name in ("mot", "hai"):
        point = transaction.savepoint()
        life, seconds = live()
        dossier = write_dossier(life, tmp_path / name, seconds=seconds, peak_mb=1.0)
        folders.append({p.relative_to(tmp_path / name): p for p in (tmp_path / name).rglob("*") if p.is_file()})
        if name == "mot":
            _holds_everything(dossier, life, tmp_path / name)
            _tells_the_events_of_its_file(life)
        transaction.savepoint_rollback(point)
    first, second = folders
    assert first.keys() == second.keys()
    same = [p for p in first if _as_printed(first[p]) == _as_printed(second[p])]
    assert {p.name for p in first.keys() - set(same)} <= {"summary.json"}


def _holds_everything(dossier: Dossier, life: Life, folder: Path) -> None:
    """Twelve seats and three people more for reserve and refusal.

    One withdraws, one fails the report, and one absence without leave of four tiết in sixteen is over the limit of
    20 %.
    """
    summary = json.loads((folder / "summary.json").read_text())
    assert summary["counts"] == {
        "nominated": 15, "accepted": 12, "summoned": 12, "present": 12, "graded": 11, "recognized": 9, "certified": 9,
    }  # fmt: skip
    assert Credential.objects.filter(spec__course=life.course).count() == 18
    assert TrainingRecord.objects.filter(course=life.course).count() == 9
    assert len(list((folder / "certificates").iterdir())) == 18
    assert {p.stage for p in dossier.papers} >= {"Kế hoạch năm", "Triệu tập", "Công nhận", "Tin", "Nghiên cứu thực tế"}
    assert all((folder / p.file).read_bytes().startswith(b"%PDF") for p in dossier.papers)
    assert "Dữ liệu mẫu" in (folder / "index.html").read_text()
    life.course.refresh_from_db()
    assert life.course.state == "closed"
    assert verify_chain().whole


def _tells_the_events_of_its_file(life: Life) -> None:
    assert RollMark.objects.filter(code="late").count() == 1
    assert RollMark.objects.filter(code="excused").count() == 1
    assert RollMark.objects.filter(code="unexcused").count() == 1
    assert MakeUp.objects.get().state == "done"
    assert Enrollment.objects.filter(course=life.course, state="withdrawn").count() == 1
    assert Nomination.objects.filter(course=life.course, state="refused").count() == 1
    assert NewsItem.objects.get().state == "published"
    assert all(e.person.synthetic for e in Enrollment.objects.select_related("person"))
    assert not Document.objects.filter(state="locked").exists()


def _as_printed(path: Path) -> bytes:
    """Certificates are signed with a key made on the spot: what was printed before that is their first revision."""
    content = path.read_bytes()
    if path.parent.name != "certificates":
        return content
    assert content.count(b"%%EOF") == 2
    return content[: content.index(b"%%EOF")]


@pytest.mark.django_db
@pytest.mark.parametrize(("until", "state"), [("nominations", "under_way"), ("middle", "under_way")])
def test_demo_course_stops_where_it_should(until: str, state: str) -> None:
    life, _ = live(until)
    life.course.refresh_from_db()
    assert life.course.state == state
    assert steps_until(until)[-1].key in ("nominations", "sessions")
    if until == "nominations":
        assert Nomination.objects.filter(state="submitted").exists()
        assert not Nomination.objects.filter(state="accepted").exists()
    else:
        assert RollMark.objects.exists()
        assert life.course.sessions.filter(state="planned").exists()


@pytest.mark.django_db
def test_second_import_changes_nothing_and_another_text_is_refused() -> None:
    content = SMALL.encode()
    file = complete(read(content, name="nho.yaml"))
    assert import_course(file, content=content, by=None, at=AT).new
    notes = CourseNote.objects.count()
    assert not import_course(file, content=content, by=None, at=AT).new
    assert CourseNote.objects.count() == notes
    assert StatedNumber.objects.get().low == 12
    with pytest.raises(CourseChanged, match="khoa-nho"):
        import_course(file, content=content + b"\n", by=None, at=AT)


@pytest.mark.django_db
def test_failed_import_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    content = SMALL.replace("Chứng chỉ, issuer: truong", "Chứng chỉ, issuer: truong").encode()
    file = complete(read(content, name="nho.yaml"))

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("boiduong.rehearsal.importing._Importer._papers", broken)
    with pytest.raises(OSError, match="disk full"):
        import_course(file, content=content, by=None, at=AT)
    assert not Course.objects.exists()
    assert verify_chain().rows == 0


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "courses").glob("*.yaml")), ids=lambda p: p.stem)
def test_real_courses_are_imported_whole(path: Path) -> None:
    content = path.read_bytes()
    file = complete(read(content, name=path.name))
    course = import_course(file, content=content, by=None, at=AT).course
    assert course.classes.count() == len(file.classes)
    assert course.default_version is not None
    assert course.default_version.topics.count() == len(file.programs[0].topics)
    compared = [one for one in file.stated if not other_units(file, one)]
    assert StatedNumber.objects.filter(course=course).count() == len(compared)


@pytest.mark.django_db
def test_check_tells_line_and_column_and_leaves_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "sai.yaml"
    bad.write_text(SMALL.replace("calendar: {start: 2024-06-03", "calendar: {start: 2024-13-03"))
    for lang, word in (("vi", "dòng"), ("en", "line")):
        with pytest.raises(SystemExit) as left:
            call_command("course", "check", str(bad), "--lang", lang)
        assert left.value.code == 2
        assert f"{word} 19" in capsys.readouterr().err
    assert not Course.objects.exists()


@pytest.mark.django_db
def test_import_command_says_what_it_did(tmp_path: Path) -> None:
    file = tmp_path / "nho.yaml"
    file.write_text(SMALL)
    said = StringIO()
    call_command("course", "import", str(file), stdout=said)
    assert "Đã ghi khóa" in said.getvalue()
    call_command("course", "import", str(file), stdout=said)
    assert "đã có trong sổ" in said.getvalue()
    with pytest.raises(SystemExit):
        call_command("course", "check", str(tmp_path / "khong-co.yaml"))


ALONE = """\
format: boiduong-course/1
id: tu-hoc
title: Khóa tự học trực tuyến về chuyển đổi số
sources: [{id: s, read: own_paper, title: Bài thử}]
mode: self_paced
organizations: [{id: truong, name: Trường Chính trị tỉnh Thử, kind: school, line: party, level: province}]
units: [{id: xa, what: xã thử, names: [Xã Một, Xã Hai, Xã Ba]}]
audience: {groups: [{id: bt, post_held: [Chủ tịch UBND xã], units: xa}]}
program: {topics: [{id: c1, title: Nhận thức số}, {id: c2, title: Dữ liệu}, {id: c3, title: An toàn thông tin}]}
calendar: {start: 2025-09-01, end: 2025-09-30}
completion: {items: [{id: kt, kind: test, title: Bài kiểm tra cuối khóa, scale: points_10}]}
papers: [{id: cc, kind: certificate, title: Giấy chứng nhận, issuer: truong, to: all_recognized}]
rehearsal: {assumed: true, seed: 3, learners: 9, unexcused: 2, not_recognized: 1, situations: 0}
"""


@pytest.mark.django_db
def test_who_learns_alone_counts_as_present_and_who_stops_is_not_recognized() -> None:
    content = ALONE.encode()
    life, _ = rehearse(complete(read(content, name="tu-hoc.yaml")), content=content)
    counts = counts_of(life)
    assert not RollMark.objects.exists()
    # One topic of three by the two who stopped, all three by the others.
    assert TopicDone.objects.count() == 2 * 1 + 7 * 3
    assert (counts["summoned"], counts["present"], counts["graded"]) == (9, 9, 9)
    assert (counts["recognized"], counts["certified"]) == (6, 6)
    life.course.refresh_from_db()
    assert life.course.state == "closed"
