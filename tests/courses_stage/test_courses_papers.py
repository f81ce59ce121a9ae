"""The frame of official papers: layout, heads, code, place and signature by the kind of body."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from boiduong.course.delivery.courses import services
from boiduong.course.delivery.courses.papers import (
    PLACES_DIFFER,
    addressee,
    authority_line,
    bases_blocks,
    bases_lines,
    basis_line,
    board_of,
    one_place,
    organizers,
    paper_frame,
    signature_of,
    unit_code,
)
from boiduong.foundation.organizations.models import Institution, LegalAct, Unit
from world import build_world, make_unit

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 1)


@pytest.fixture
def province() -> Unit:
    return make_unit("Tỉnh Thử", kind="province", level="province")


def frame_of(unit: Unit, kind: str = "opening_decision") -> tuple[str, ...]:
    return tuple(paper_frame(unit, kind=kind, on=DAY).values())


def test_school_keeps_the_state_layout_under_the_provincial_committee(province: Unit) -> None:
    school = make_unit("Trường Chính trị tỉnh Thử", kind="school", level="province", parent=province, line="party")
    Institution.objects.create(unit=school, code="TCT")
    assert frame_of(school) == ("state", "Tỉnh ủy Thử", "Trường Chính trị tỉnh Thử", "QĐ-TCT", "Thử")
    assert paper_frame(school, kind="call", on=DAY)["code"] == "TCT"


@pytest.mark.parametrize(
    ("said", "code", "expected"),
    [({"paper_code": "TCTTP"}, "x", "TCTTP"), ({}, "TCT", "TCT"), ({}, "truong-thu", "TCT")],
)
def test_unit_code_of_an_institution(province: Unit, said: dict[str, str], code: str, expected: str) -> None:
    school = make_unit("Trường Chính trị tỉnh Thử", kind="school", level="province", parent=province, line="party")
    Institution.objects.create(unit=school, code=code, settings=said)
    assert unit_code(school, school.versions.get()) == expected


@pytest.mark.parametrize(
    ("name", "facts", "expected"),
    [
        pytest.param("Tỉnh ủy Thử", {"kind": "party_committee", "level": "province", "line": "party"},
                     ("party", "", "Tỉnh ủy Thử", "QĐ/TU", "Thử"), id="provincial-committee"),
        pytest.param("Đảng ủy xã Một", {"kind": "party_committee", "level": "commune", "line": "party"},
                     ("party", "Đảng bộ tỉnh Thử", "Đảng ủy xã Một", "QĐ/ĐU", "Thử"), id="commune-committee"),
        pytest.param("Ban Tổ chức Tỉnh ủy Thử", {"kind": "party_board", "level": "province", "line": "party"},
                     ("party", "Tỉnh ủy Thử", "Ban Tổ chức Tỉnh ủy Thử", "QĐ/BTCTU", "Thử"), id="board"),
        pytest.param("Sở Nội vụ tỉnh Thử", {"kind": "department", "level": "province"},
                     ("state", "Ủy ban nhân dân tỉnh Thử", "Sở Nội vụ tỉnh Thử", "QĐ-SNV", "Thử"), id="department"),
        pytest.param("Ủy ban nhân dân tỉnh Thử", {"kind": "people_committee", "level": "province"},
                     ("state", "", "Ủy ban nhân dân tỉnh Thử", "QĐ-UBND", "Thử"), id="people-committee"),
        pytest.param("Công ty Thử", {"kind": "enterprise", "level": "province"},
                     ("state", "", "Công ty Thử", "QĐ-CTT", "Thử"), id="other-body"),
        pytest.param("Xã Một", {"kind": "commune", "level": "commune"},
                     ("state", "", "Ủy ban nhân dân xã Một", "QĐ-UBND", "Xã Một"), id="commune"),
    ],
)  # fmt: skip
def test_frame_by_kind_of_body(province: Unit, name: str, facts: dict[str, str], expected: tuple[str, ...]) -> None:
    unit = make_unit(name, parent=province, **facts)
    assert frame_of(unit) == expected


def test_frame_below_a_body_names_that_body(province: Unit) -> None:
    department = make_unit("Sở Nội vụ tỉnh Thử", kind="department", level="province", parent=province)
    division = make_unit("Phòng Đào tạo", kind="division", level="province", parent=department)
    assert frame_of(division, "call")[:4] == ("state", "Sở Nội vụ tỉnh Thử", "Phòng Đào tạo", "PĐT")
    board = make_unit(
        "Ban Tổ chức Thành ủy", kind="party_board", level="province", line="party",
        parent=make_unit("Thành phố Mẫu", kind="city", level="province"),
    )  # fmt: skip
    assert paper_frame(board, kind="call", on=DAY) == {
        "layout": "party", "parent_issuer": "Thành ủy Mẫu", "issuer": "Ban Tổ chức Thành ủy", "code": "CV/BTCTU",
        "place": "Mẫu",
    }  # fmt: skip
    of_commune = make_unit(
        "Ban Xây dựng Đảng", kind="party_board", level="commune", line="party",
        parent=make_unit("Xã Hai", kind="commune", level="commune", parent=province),
    )  # fmt: skip
    assert paper_frame(of_commune, kind="call", on=DAY)["parent_issuer"] == "Đảng ủy xã Hai"
    of_district = make_unit(
        "Ban Tổ chức Huyện ủy", kind="party_board", level="district", line="party",
        parent=make_unit("Huyện Ba", kind="district", level="district", parent=province),
    )  # fmt: skip
    assert paper_frame(of_district, kind="call", on=DAY)["parent_issuer"].startswith("Huyện ủy ")


def test_frame_of_a_unit_without_any_version() -> None:
    unit = Unit.objects.create(code="77", founded_on=DAY)
    assert paper_frame(unit, kind="opening_decision", on=DAY)["code"] == "QĐ-77"
    Institution.objects.create(unit=unit, code="truong")
    assert paper_frame(unit, kind="opening_decision", on=DAY)["code"] == "QĐ-TRUONG"
    assert signature_of(unit, on=DAY).capacity == ("THỦ TRƯỞNG ĐƠN VỊ",)


def test_frame_abroad_has_no_place() -> None:
    host = make_unit("Học viện Quốc gia", kind="foreign_host", level="central", line="other")
    assert paper_frame(host, kind="call", on=DAY)["place"] == ""


@pytest.mark.parametrize(
    ("kind", "capacity"),
    [("school", ("HIỆU TRƯỞNG",)), ("party_committee", ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")),
     ("province", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"))],
)  # fmt: skip
def test_signature_by_kind_of_body(kind: str, capacity: tuple[str, ...]) -> None:
    unit = make_unit("Tên", kind=kind, level="province")
    assert signature_of(unit, on=DAY, name="Nguyễn Văn A").capacity == capacity


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        pytest.param(
            {"kind": "Kế hoạch", "number": "47-KH/TU", "issued_on": date(2021, 10, 29), "issuer_text":
             "Thành ủy Hà Nội", "title": "Bồi dưỡng cán bộ năm 2022"},
            "Căn cứ Kế hoạch số 47-KH/TU ngày 29 tháng 10 năm 2021 của Thành ủy Hà Nội về bồi dưỡng cán bộ năm 2022;",
            id="everything-said"),
        pytest.param({"kind": "Nghị định", "number": "171/2025/NĐ-CP", "title": "Về đào tạo, bồi dưỡng"},
                     "Căn cứ Nghị định số 171/2025/NĐ-CP Về đào tạo, bồi dưỡng;", id="title-begins-with-about"),
        pytest.param({"kind": "Đề án", "title": "HĐND các cấp"}, "Căn cứ Đề án về HĐND các cấp;", id="abbreviation"),
        pytest.param({"kind": ""}, "Căn cứ văn bản;", id="nothing-said"),
    ],
)  # fmt: skip
def test_basis_line(facts: dict[str, object], line: str) -> None:
    assert basis_line(LegalAct(**facts)) == line


def test_bases_of_a_course_end_with_a_full_stop(at: datetime) -> None:
    world = build_world()
    assert bases_blocks(world.course) == ()
    for number in ("1-KH/TU", "2-KH/TU"):
        act = LegalAct.objects.create(kind="Kế hoạch", number=number, issuer_text="Tỉnh ủy")
        services.add_basis(world.course, act, by=None, at=at)
        services.add_basis(world.course, act, by=None, at=at)
    assert bases_lines(world.course) == (
        "Căn cứ Kế hoạch số 1-KH/TU của Tỉnh ủy;", "Căn cứ Kế hoạch số 2-KH/TU của Tỉnh ủy;",
    )  # fmt: skip
    blocks = bases_blocks(world.course, ["Theo đề nghị của Phòng Đào tạo,"])
    assert [block.text[-1] for block in blocks] == [";", ";", "."]


@pytest.mark.parametrize(
    ("name", "kind", "capacity", "authority"),
    [
        ("Trường Chính trị tỉnh Thử", "school", ("HIỆU TRƯỞNG",), "HIỆU TRƯỞNG TRƯỜNG CHÍNH TRỊ TỈNH THỬ"),
        ("Học viện Thử", "school", ("GIÁM ĐỐC",), "GIÁM ĐỐC HỌC VIỆN THỬ"),
        ("Hội đồng Thử", "other", ("TM. HỘI ĐỒNG", "CHỦ TỊCH"), "HỘI ĐỒNG THỬ"),
        ("Bộ Nội vụ", "department", ("BỘ TRƯỞNG",), "BỘ TRƯỞNG BỘ NỘI VỤ"),
        ("Bộ Chỉ huy Quân sự tỉnh Thử", "military_unit", ("CHỈ HUY TRƯỞNG",),
         "CHỈ HUY TRƯỞNG BỘ CHỈ HUY QUÂN SỰ TỈNH THỬ"),
        ("Tỉnh đoàn Thử", "front_committee", ("TM. BAN THƯỜNG VỤ", "BÍ THƯ"), "TỈNH ĐOÀN THỬ"),
        ("Ủy ban nhân dân tỉnh Thử", "people_committee", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
         "ỦY BAN NHÂN DÂN TỈNH THỬ"),
        ("Bộ phận Thử", "other", ("THỦ TRƯỞNG ĐƠN VỊ",), "BỘ PHẬN THỬ"),
        ("Nhà máy Thử", "enterprise", ("THỦ TRƯỞNG ĐƠN VỊ",), "NHÀ MÁY THỬ"),
    ],
)  # fmt: skip
def test_who_signs_is_who_decides(
    province: Unit, name: str, kind: str, capacity: tuple[str, ...], authority: str
) -> None:
    unit = make_unit(name, kind=kind, level="province", parent=province)
    frame, signature = paper_frame(unit, kind="opening_decision", on=DAY), signature_of(unit, on=DAY)
    assert (signature.capacity, authority_line(frame, signature)) == (capacity, authority)


def test_board_of_the_party_decides_in_its_own_name_and_a_remark_is_no_initial(province: Unit) -> None:
    board = make_unit("Ban Tổ chức Tỉnh ủy Thử", kind="party_board", level="province", line="party", parent=province)
    frame, signature = paper_frame(board, kind="opening_decision", on=DAY), signature_of(board, on=DAY)
    assert authority_line(frame, signature) == "BAN TỔ CHỨC TỈNH ỦY THỬ"
    assumed = make_unit("Cơ sở bồi dưỡng (giả định)", kind="school", level="province", parent=province)
    assert unit_code(assumed, assumed.versions.get()) == "CSBD"
    academy = make_unit("Học viện Ứng dụng khu vực III", kind="school", level="central")
    assert unit_code(academy, academy.versions.get()) == "HVUDKVIII"


@pytest.mark.parametrize(
    ("name", "kind", "board"),
    [
        ("Trường Chính trị tỉnh Thử", "school", "Ban Giám hiệu"),
        ("Học viện Thử", "school", "Ban Giám đốc"),
        ("Sở Nội vụ tỉnh Thử", "department", ""),
    ],
)
def test_who_leads_a_school_and_who_an_academy(province: Unit, name: str, kind: str, board: str) -> None:
    assert board_of(make_unit(name, kind=kind, level="province", parent=province), on=DAY) == board


def test_a_commune_is_written_to_through_its_committees() -> None:
    assert addressee("Xã Ia Nan", "commune") == "Đảng ủy, Ủy ban nhân dân xã Ia Nan"
    assert addressee("Sở Nội vụ", "department") == "Sở Nội vụ"


def test_the_lead_is_named_with_whoever_coordinates() -> None:
    world = build_world()
    assert organizers(world.course, world.school, DAY) == world.school.versions.get().name
    others = [make_unit(name, kind="department", level="province", parent=world.province) for name in ("Sở A", "Ban B")]
    for unit in (world.school, *others):
        services.assign_duty(world.course, unit=unit, duty="coordinate", by=None, at=datetime(2025, 7, 1, tzinfo=UTC))
    assert organizers(world.course, world.school, DAY).endswith(" phối hợp với Sở A và Ban B")


def test_where_each_class_has_a_place_of_its_own_no_sentence_names_one() -> None:
    course = build_world().course
    course.place_text = "Trường Chính trị tỉnh"
    assert one_place(course) == "Trường Chính trị tỉnh"
    course.place_text = PLACES_DIFFER
    assert one_place(course) == ""
