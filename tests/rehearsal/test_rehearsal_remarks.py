"""What a stranger's file says that the register cannot hold as it stands is told, and nothing is told without cause."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, CourseDocument, Site
from boiduong.course.recognition.awards.models import Commendation, RecognitionRow
from boiduong.course.recognition.certificates.models import CredentialSpec
from boiduong.course.recognition.certificates.queries import competent
from boiduong.engines.course_file import CourseFile, complete, read
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.services import add_unit
from boiduong.rehearsal.clock import Clock
from boiduong.rehearsal.importing import Imported, import_course
from boiduong.rehearsal.runner import MOST_LEARNERS, TooManyLearners, rehearse
from boiduong.rehearsal.writing import remarks_of

STRANGERS = Path(__file__).resolve().parents[2] / "tests" / "courses" / "strangers"
HEAD = "format: boiduong-course/1\nid: khoa\ntitle: Khóa\nsources: [{id: s, read: whole}]\nclasses: {size: 4}\n"


def of(text: str) -> CourseFile:
    reading = read(HEAD + text, name="khoa.yaml")
    assert [one.told() for one in reading.errors] == []
    return complete(reading)


def imported(file: CourseFile) -> Imported:
    return import_course(file, content=file.id.encode(), by=None, at=Clock.of(file).imported)


def said(made: Imported) -> list[str]:
    """The Vietnamese remarks, as the course page shows them too."""
    told = [one.vi for one in made.remarks]
    assert [note.text for note in made.course.notes.filter(kind="note")] == told
    return told


@pytest.mark.django_db
def test_each_issuer_may_issue_and_each_limit_is_told() -> None:
    made = imported(complete(read((STRANGERS / "ba-noi-cap.yaml").read_bytes(), name="x")))

    specs = list(CredentialSpec.objects.filter(course=made.course).order_by("position"))
    assert [competent(spec) for spec in specs] == [True, True, True]
    assert said(made) == [
        "Chứng chỉ bồi dưỡng: dành cho Lớp Đoàn.",
        "Giấy chứng nhận nghiệp vụ Đội: dành cho Lớp Đội.",
        "Giấy khen: quyết định lập ở bước Công nhận; chọn 5 người.",
    ]
    assert made.remarks[0].told("en") == "Chứng chỉ bồi dưỡng: for Lớp Đoàn."


@pytest.mark.django_db
def test_paper_of_several_or_of_an_outside_body_is_told() -> None:
    file = of(
        "organizations: [{id: a, name: Sở A, kind: department}, {id: b, name: Học viện B, level: central}]\n"
        "papers: [{id: p, kind: certificate, title: Chứng chỉ, issuer: b, external: true, to: chosen}, "
        "{id: q, kind: attestation, title: Giấy, issuer: [a, b]}]\n"
    )
    made = imported(file)

    assert said(made) == [
        "Chứng chỉ: chọn người; do Học viện B in và cấp.",
        "Giấy: Sở A ký và vào sổ; cùng cấp: Học viện B.",
    ]
    assert CredentialSpec.objects.get(course=made.course, position=1).to == "chosen"


@pytest.mark.django_db
def test_unknown_units_are_told_and_known_ones_are_not() -> None:
    at = Clock.of(of("calendar: {start: 2025-09-01}\n")).imported
    province = add_unit(name="tỉnh Thử", kind="province", level="province", starts_on=date(2020, 1, 1), by=None, at=at)
    add_unit(
        name="xã Có Thật", kind="commune", level="commune", starts_on=date(2020, 1, 1), parent=province, by=None, at=at
    )
    names = ", ".join(f"xã Ảo {n}" for n in range(14))
    told = said(
        imported(
            of(
                f"units: [{{id: u, what: xã, area: tỉnh Thử, names: [xã Có Thật, {names}]}}]\n"
                "calendar: {start: 2025-09-01}\n"
            )
        )
    )

    assert len(told) == 1
    assert told[0].startswith("Không có trong danh mục đơn vị ngày 1/9/2025: xã Ảo 0, xã Ảo 1,")
    assert told[0].endswith("xã Ảo 11 và 2 tên khác. Các tên này được ghi như trong tệp.")


@pytest.mark.django_db
def test_course_older_than_every_list_is_told() -> None:
    at = Clock.of(of("calendar: {start: 2025-09-01}\n")).imported
    listed = add_unit(name="tỉnh Thử", kind="province", level="province", starts_on=date(2022, 1, 1), by=None, at=at)
    Unit.objects.filter(pk=listed.pk).update(source_key="thu")
    told = said(imported(of("calendar: {start: 1998-05-04}\n")))

    assert told == [
        "Khóa mở ngày 4/5/1998, trước danh mục đơn vị sớm nhất (1/1/2022): "
        "tên và địa bàn lấy theo danh mục đó, chưa xác lập cho ngày mở."
    ]


@pytest.mark.django_db
def test_site_listed_before_the_one_above_it_keeps_its_place() -> None:
    imported(of("sites: [{id: x, name: Xã, parent: t}, {id: t, name: Tỉnh, parent: w}, {id: w, name: Trung ương}]\n"))

    assert {(one.name, one.parent and one.parent.name) for one in Site.objects.select_related("parent")} == {
        ("Xã", "Tỉnh"), ("Tỉnh", "Trung ương"), ("Trung ương", None),
    }  # fmt: skip


@pytest.mark.django_db
def test_body_that_teaches_is_asked_for_and_nobody_else_in_its_place() -> None:
    imported(
        of(
            "organizations: [{id: a, name: Học viện A, kind: academy}]\n"
            "lecturers: [{id: g, asked_as: rank, rank: GS}]\n"
            "program: {topics: [{id: t, title: Một, by: a}, {id: u, title: Hai, by: g}]}\n"
        )
    )

    teachers = {
        topic.title: [row.lecturer.body_text or row.lecturer.rank_text for row in topic.lecturers.all()]
        for topic in Topic.objects.all()
    }
    assert teachers == {"Một": ["Học viện A"], "Hai": ["GS"]}


@pytest.mark.django_db
def test_more_learners_than_a_rehearsal_takes_are_refused_before_anything_is_written() -> None:
    file = of(f"stated: [{{count: opened, value: {MOST_LEARNERS + 1}}}]\n".replace("classes: {size: 4}\n", ""))

    with pytest.raises(TooManyLearners):
        rehearse(file, content=b"x")
    assert not Course.objects.exists()


@pytest.mark.django_db
def test_commendations_of_the_file_are_decided_and_nobody_is_named_twice() -> None:
    text = HEAD + (
        "organizations: [{id: t, name: Trường Thử III, kind: school}, {id: b, name: Ban Thử, kind: party_board}]\n"
        "papers: [{id: c, kind: certificate, title: Chứng chỉ, issuer: [t, b]},\n"
        "  {id: g, kind: commendation, title: Giấy khen, to: chosen, count: 2},\n"
        "  {id: k, kind: commendation, title: Bằng khen, to: chosen}]\n"
        "completion: {items: [{id: th, kind: report, title: Bài thu hoạch}]}\n"
    )
    file = complete(read(text, name="khoa.yaml"))
    life, _ = rehearse(file, content=text.encode())

    named = list(Commendation.objects.order_by("document_id", "position").values_list("title", flat=True))
    assert named == ["Giấy khen", "Giấy khen", "Bằng khen"]
    assert Commendation.objects.values("enrollment").distinct().count() == 3
    decisions = CourseDocument.objects.filter(course=life.course, role="commendation_decision")
    assert [one.document.state for one in decisions] == ["numbered", "numbered"]
    assert CredentialSpec.objects.get().issuer.versions.get().name == "Trường Thử III"
    told = [one.vi for one in remarks_of(life)]
    assert "Chứng chỉ: Trường Thử III ký và vào sổ; cùng cấp: Ban Thử." in told
    assert "«Bài thu hoạch»: lấy giá trị mặc định cho thang đánh giá, mức đạt, số người chấm, hạn nộp." in [
        one.vi for one in file.assumptions
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("judged", "bands"), [("pass_only", {""}), ("each_item", {"giỏi", "khá", "trung bình", "xuất sắc"})]
)
def test_rehearsal_judges_as_the_file_says(judged: str, bands: set[str]) -> None:
    text = HEAD + (
        "organizations: [{id: t, name: Trường Thử, kind: school}]\n"
        f"completion: {{judged: {judged}, items: [{{id: th, kind: report, title: Bài thu hoạch}}]}}\n"
    )
    file = complete(read(text, name="khoa.yaml"))
    life, _ = rehearse(file, content=text.encode())

    assert set(RecognitionRow.objects.values_list("band", flat=True)) <= bands
    assert remarks_of(life) == [], "its institution took the way of the file over: nothing differs"


JUDGED = {
    "as the rules": ("each_item", True, ""),
    "nothing to judge but attendance": ("attendance_only", False, ""),
    "not said": ("not_said", True, ""),
    "attendance only": ("attendance_only", True, "chỉ xét việc tham gia"),
    "nothing": ("none", True, "không xét gì"),
    "passed or not": ("pass_only", True, "chỉ xét đạt hoặc không đạt"),
    "in words": ("bands", True, "xếp mức bằng lời"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", JUDGED)
def test_a_file_that_judges_otherwise_than_the_rules_is_told_so(case: str) -> None:
    """A class is judged by the rules of the institution: what they say, from when, and the way out are named."""
    judged, items, way = JUDGED[case]
    listed = ", items: [{id: th, kind: report, title: Bài thu hoạch}]" if items else ""
    body = "organizations: [{id: t, name: Trường Thử, kind: school}]\n"
    file = of(body + f"completion: {{judged: {judged}{listed}}}\n")
    told = [one for one in imported(file).remarks if "bộ quy tắc" in one.vi]
    if not way:
        assert told == []
        return
    [one] = told
    assert one.vi.startswith(f"Tệp ghi: {way}. Bộ quy tắc của cơ sở (từ 1/1/")
    assert "ghi: xét từng bài đánh giá" in one.vi
    assert "every item is judged" in one.en


@pytest.mark.django_db
def test_conditions_in_the_words_of_the_file_are_kept() -> None:
    file = of(
        "organizations: [{id: t, name: Trường Thử, kind: school}]\n"
        "completion: {attendance: dự đủ các buổi, conduct: chấp hành nội quy, rules: [tự nghiên cứu]}\n"
    )
    notes = [note.text for note in imported(file).course.notes.filter(kind="note")]
    assert notes == [
        "Điều kiện hoàn thành ghi trong tệp: tham gia: dự đủ các buổi; ý thức: chấp hành nội quy; "
        "quy định khác: tự nghiên cứu."
    ]


@pytest.mark.django_db
def test_stated_numbers_name_their_source_and_are_compared_with_what_they_count() -> None:
    sources = (
        "sources: [{id: s, read: whole}, {id: n, published_on: 2021-11, read: whole}, {id: t, title: Tin, read: whole}]"
    )
    units = "units: [{id: xa, what: xã, count: 3}, {id: xong, what: xã đã học, count: 2}]\n"
    groups = "audience: {groups: [{id: g, post_held: Bí thư, units: xa}]}\n"
    stated = (
        "stated: [{count: opened, value: 4, source: s}, {count: units, value: 3, of: xa, source: n, what: communes},"
        " {count: units, value: 2, of: xong, source: s, what: communes done}, {count: topics, value: 3, source: t}]\n"
    )
    head = HEAD.replace("sources: [{id: s, read: whole}]", sources)
    made = imported(complete(read(head + units + groups + stated, name="khoa.yaml")))

    assert [(one.kind, one.source_text) for one in made.course.stated.order_by("pk")] == [
        ("opened", "Nguồn trong tệp khóa, chưa ghi tên"),
        ("units", "Nguồn công bố tháng 11/2021, chưa ghi tên"),
        ("topics", "Tin"),
    ]
    notes = [note.text for note in made.course.notes.filter(kind="note")]
    assert "Số đơn vị đã nêu, tính theo “xã đã học”, không phải các đơn vị cử của khóa: 2." in notes
