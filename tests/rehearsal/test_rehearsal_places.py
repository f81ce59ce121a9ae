"""Where a course file lies: territories are places, not bodies; a name without its place is that of this place."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.papers import class_in_text
from boiduong.course.delivery.enrollment.queries import unit_names
from boiduong.course.delivery.situations.rules import FIELDS
from boiduong.engines.course_file import CourseFile, Organization, complete, read
from boiduong.foundation.organizations.models import Unit, UnitVersion
from boiduong.rehearsal.clock import Clock
from boiduong.rehearsal.importing import code_of
from boiduong.rehearsal.life.cases import cases_on
from boiduong.rehearsal.places import Places, kind_of, kinds_said
from world import make_unit

AT = datetime(2024, 1, 2, 1, 0, tzinfo=UTC)
FILE = """\
format: boiduong-course/1
id: khoa
title: Sử dụng nền tảng số
sources: [{{id: s, read: own_paper, title: Bài thử}}]
organizations:
{bodies}
units: [{{id: xa, what: xã, count: 2}}]
audience: {{groups: [{{id: g, post_held: [Chủ tịch UBND xã], units: xa, expected: 4}}]}}
calendar: {{start: 2025-08-18, end: 2025-08-19}}
"""


def file_of(*bodies: str) -> CourseFile:
    """A course with these bodies."""
    text = FILE.format(bodies="\n".join(f"  - {{id: b{n}, {body}}}" for n, body in enumerate(bodies)))
    return complete(read(text.encode(), name="khoa.yaml"))


@pytest.fixture
def province() -> Unit:
    """A province with two communes and two wards."""
    made = make_unit("Tỉnh Gia Lai", kind="province", level="province")
    UnitVersion.objects.filter(unit=made).update(short_name="Gia Lai")
    for name in ("Phường An Bình", "Phường An Khê", "Xã Ia Nan", "Xã Ia Pnôn"):
        kind = "ward" if name.startswith("Phường") else "commune"
        make_unit(name, kind=kind, level="commune", parent=made)
    return made


@pytest.mark.django_db
def test_body_of_a_province_is_not_taken_for_the_province(province: Unit) -> None:
    """Once the body was written down it bore the longest name in the text, and the communes were sought below it."""
    file = file_of("name: Sở KH&CN Gia Lai, kind: department, level: province")
    Places(file, at=AT).body("b0")
    places = Places(file, at=AT)
    assert places.home_province() == province
    assert [str(unit) for unit in places.senders(file.units[0], wanted=2)] == ["Xã Ia Nan", "Xã Ia Pnôn"]
    assert places.known_since() == UnitVersion.objects.get(unit=province).starts_on


@pytest.mark.django_db
def test_central_body_lies_in_no_province() -> None:
    city = make_unit("Thành phố Hồ Chí Minh", kind="city", level="province")
    UnitVersion.objects.filter(unit=city).update(short_name="Hồ Chí Minh")
    file = file_of("name: Học viện Chính trị quốc gia Hồ Chí Minh, kind: academy, level: central")
    places = Places(file, at=AT)
    assert places.home_province() is None
    assert places.known_since() is None
    assert UnitVersion.objects.get(unit=places.body("b0")).parent is None
    assert places.territory_in(["Ban Tổ chức Thành ủy TP Hồ Chí Minh"]).unit == city  # type: ignore[union-attr]
    assert places.territory_in(["tư tưởng Hồ Chí Minh"]) is None


@pytest.mark.django_db
def test_body_without_its_place_is_that_of_this_place(province: Unit) -> None:
    other = make_unit("Tỉnh Khác", kind="province", level="province")
    stranger = make_unit("Sở Nội vụ", kind="department", level="province", parent=other)
    file = file_of("name: Sở Nội vụ, kind: department, level: province, area: tỉnh Gia Lai")
    found = Places(file, at=AT).body("b0")
    assert found != stranger
    assert UnitVersion.objects.get(unit=found).parent == province
    assert Places(file, at=AT).body("b0") == found


@pytest.mark.django_db
def test_unit_not_born_yet_is_called_by_its_first_name(province: Unit) -> None:
    """A call of June names the communes of July; the annex had empty lines."""
    assert unit_names({province.pk}, date(1990, 1, 1)) == {province.pk: "Tỉnh Gia Lai"}


@pytest.mark.parametrize(
    ("what", "kinds"),
    [
        ("xã đã học", {"commune"}),
        ("phường, xã trên địa bàn tỉnh", {"commune", "ward"}),
        ("cấp xã", {"commune", "ward", "township", "special_zone"}),
        ("", {"commune", "ward", "township", "special_zone"}),
    ],
)
def test_kinds_are_those_said(what: str, kinds: set[str]) -> None:
    assert kinds_said(what) == kinds


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("Hội đồng giáo dục quốc phòng và an ninh tỉnh", "council", "other"),
        ("Thường trực HĐND thành phố", "council", "people_council"),
        ("Học viện Chính trị khu vực I", "academy", "school"),
        ("Quỹ", "foundation", "other"),
    ],
)
def test_kind_of_a_body(name: str, kind: str, found: str) -> None:
    assert kind_of(Organization(id="b", name=name, kind=kind)) == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "places", "code"),
    [
        ("Trường Chính trị Tôn Đức Thắng", [], "TCT"),
        ("Sở KH&CN Gia Lai", ["Gia Lai"], "SKHCN"),
        ("Ban Tổ chức Thành ủy Đà Nẵng", ["Đà Nẵng"], "BTCTU"),
        ("Sở Nội vụ tỉnh Đắk Lắk", ["Đắk Lắk"], "SNV"),
        ("Trung tâm Huấn luyện và Bồi dưỡng", [], "TTHLBD"),
        ("123", [], "CS"),
    ],
)
def test_code_of_a_body(name: str, places: list[str], code: str) -> None:
    assert code_of(name, places=places) == code


def test_nobody_is_called_before_the_units_exist() -> None:
    clock = Clock.of(file_of("name: Sở Nội vụ, kind: department, level: province"))
    assert clock.called.date() == date(2025, 6, 19)
    assert clock.knowing(date(2025, 7, 1)).called.date() == date(2025, 7, 2)
    assert clock.knowing(date(2022, 1, 1)).called == clock.called
    assert clock.knowing(date(2025, 8, 1)).called == clock.called  # too late to wait for
    assert clock.knowing(None) == clock


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("label", "assumed", "classes", "said"),
    [
        ("Lớp A", {"class": True}, 1, "khóa bồi dưỡng kỹ năng số"),
        ("Lớp A", {"class": True}, 2, "Lớp A, khóa bồi dưỡng kỹ năng số"),
        ("thứ nhất", {}, 1, "Lớp thứ nhất, khóa bồi dưỡng kỹ năng số"),
        ("Đợt 1", {}, 1, "Đợt 1, khóa bồi dưỡng kỹ năng số"),
    ],
)
def test_only_class_that_nobody_named_is_the_course(
    label: str, assumed: dict[str, object], classes: int, said: str
) -> None:
    course = Course(title="Kỹ năng số")
    course.has_one_class = classes == 1  # type: ignore[misc]
    assert class_in_text(TrainingClass(course=course, label=label, assumed=assumed)) == said


def test_nobody_asks_before_2025_about_the_communes_of_2025() -> None:
    before, after = cases_on(date(2022, 10, 7)), cases_on(date(2025, 8, 18))
    assert {case.field for case in after} <= set(FIELDS)
    assert len({case.title for case in after}) == len(after) == len(before) + 8
    assert not any("xã cũ" in case.title + case.context for case in before)
