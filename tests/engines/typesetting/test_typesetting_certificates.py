"""Certificates: what the sheet says, one page each, in order, the same in one thread or two."""

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from boiduong.engines.typesetting import Certificate, Signature, Typesetter
from boiduong.engines.typesetting.certificate_payload import duration_line, is_long
from boiduong.engines.typesetting.qr import qr_png, qr_svg

Show = Callable[..., Any]


@pytest.fixture
def certificate() -> Certificate:
    return Certificate(
        parent_issuer="Tỉnh ủy Nghệ An",
        issuer="Trường Chính trị tỉnh Nghệ An",
        awarded_to="Lô Thị Mai",
        honorific="bà",
        birth="05/02/1980",
        unit="Xã Tam Thái",
        program="Kỹ năng lãnh đạo, quản lý cấp xã",
        periods=80,
        from_on=date(2022, 10, 3),
        to_on=date(2022, 10, 21),
        grade="Giỏi",
        place="Vinh",
        issued_on=date(2022, 10, 24),
        signature=Signature(("HIỆU TRƯỞNG",), "Nguyễn Văn Bình"),
        serial="CC 00012",
        register_number="0125/2022/CC-TCT",
        decision="Theo Quyết định số 125/QĐ-TCT",
        verify="https://boiduong.example/v/ABCD",
        check_code="ABCD-1234",
    )


@pytest.fixture
def sheet(typesetter: Typesetter, printed: Show) -> Show:
    def show(certificate: Certificate) -> Any:
        pdf = typesetter.render_certificate(certificate)
        return printed(pdf=pdf)

    return show


@pytest.mark.parametrize(
    "line",
    [
        "TỈNH ỦY NGHỆ AN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Cấp cho bà Lô Thị Mai",
        "Sinh ngày: 05/02/1980",
        "Đơn vị: Xã Tam Thái",
        "Đã hoàn thành chương trình bồi dưỡng Kỹ năng lãnh đạo, quản lý cấp xã",
        "Thời lượng: 80 tiết, từ ngày 03/10/2022 đến ngày 21/10/2022",
        "Xếp loại: Giỏi",
        "Theo Quyết định số 125/QĐ-TCT",
        "Vinh, ngày 24 tháng 10 năm 2022",
        "Số hiệu: CC 00012",
        "Số vào sổ: 0125/2022/CC-TCT",
        "Mã kiểm tra: ABCD-1234",
        "https://boiduong.example/v/ABCD",
        "Dữ liệu mẫu: người không có thật",
    ],
)
def test_certificate_prints(sheet: Show, certificate: Certificate, line: str) -> None:
    assert line in sheet(certificate).text()


def test_certificate_is_one_landscape_page(sheet: Show, certificate: Certificate) -> None:
    [page] = sheet(certificate).reader.pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)


def test_certificate_keeps_text_inside_the_frame(sheet: Show, certificate: Certificate) -> None:
    words = [word for word in sheet(certificate).words() if word.text not in {"DỮ", "LIỆU", "MẪU"}]
    assert min(word.left for word in words) > 14
    assert max(word.right for word in words) < 283
    assert min(word.top for word in words) > 14
    assert max(word.bottom for word in words) < 196


def test_certificate_without_facts_is_dotted_or_silent(sheet: Show, certificate: Certificate) -> None:
    bare = replace(certificate, birth="", unit="", serial="", grade="", check_code="", verify="", decision="")
    text = sheet(bare).text()
    assert "Sinh ngày: ......" in text
    assert "Đơn vị: ......" in text
    assert "Số hiệu: ......" in text
    assert "Xếp loại" not in text
    assert "Mã kiểm tra" not in text


def test_certificate_of_the_party(sheet: Show, certificate: Certificate) -> None:
    text = sheet(replace(certificate, layout="party", title="GIẤY CHỨNG NHẬN", honorific="đồng chí")).text()
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "CỘNG HÒA" not in text
    assert "GIẤY CHỨNG NHẬN Cấp cho đồng chí Lô Thị Mai" in text


def test_real_certificate_has_no_mark(sheet: Show, certificate: Certificate) -> None:
    text = sheet(replace(certificate, synthetic=False)).text()
    assert "MẪU" not in text
    assert "mẫu" not in text


def test_certificates_are_equal_however_many_threads_work(
    typesetter: Typesetter, printed: Show, certificate: Certificate
) -> None:
    several = [replace(certificate, awarded_to=f"Người {number}") for number in range(8)]
    alone = [typesetter.render_certificate(one) for one in several]
    typesetter.forget()
    with ThreadPoolExecutor(2) as hands:
        assert list(hands.map(typesetter.render_certificate, several)) == alone
    assert [f"Người {number}" in printed(pdf=pdf).text() for number, pdf in enumerate(alone)] == [True] * 8


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Thời lượng: 80 tiết, từ ngày 03/10/2022 đến ngày 21/10/2022"),
        ({"periods": None}, "Từ ngày 03/10/2022 đến ngày 21/10/2022"),
        ({"to_on": None}, "Thời lượng: 80 tiết"),
        ({"periods": None, "from_on": None}, ""),
    ],
    ids=["all", "no periods", "no end", "nothing"],
)
def test_duration_line(certificate: Certificate, changes: dict[str, Any], line: str) -> None:
    assert duration_line(replace(certificate, **changes)) == line


@pytest.mark.parametrize(
    ("changes", "long"),
    [
        ({}, False),
        ({"awarded_to": "x" * 37}, True),
        ({"unit": "Xã\nTam Thái"}, True),
        ({"signature": Signature(("A", "B", "C", "D"))}, True),
        ({"title": "CHỨNG CHỈ HOÀN THÀNH KHÓA HỌC", "program": "Kỹ năng lãnh đạo " * 14}, False),
        ({"title": "W" * 34, "program": "Kỹ năng lãnh đạo " * 28}, True),
    ],
    ids=["usual", "name", "line break", "four lines of capacity", "three lines of program", "six and a wide title"],
)
def test_long_certificate_is_measured(certificate: Certificate, changes: dict[str, Any], long: bool) -> None:
    assert is_long(replace(certificate, **changes)) is long


def test_long_certificate_keeps_its_words(sheet: Show, certificate: Certificate) -> None:
    program = " ".join(f"chương{number}" for number in range(120))
    assert program in sheet(replace(certificate, program=program)).text()


@pytest.mark.parametrize("text", ["https://boiduong.example/v/ABCD", "Mã số Ễ", "x" * 300])
def test_qr_drawing_holds_every_module(text: str) -> None:
    """The path, painted three pixels a module, is what a reader of codes reads; so is the picture."""
    svg = qr_svg(text)
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])  # type: ignore[index]
    painted = Image.new("L", (side, side), 255)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", svg):
        painted.paste(0, (int(x), int(y), int(x) + int(length), int(y) + 1))
    large = painted.resize((3 * side, 3 * side), Image.Resampling.NEAREST)
    assert [found.text for found in zxingcpp.read_barcodes(large)] == [text]
    picture = Image.open(io.BytesIO(qr_png(text)))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [text]
    assert picture.crop((0, 0, 16, 16)).getextrema() == (255, 255)
    assert large.crop((0, 0, 12, 12)).getextrema() == (255, 255), "the quiet zone is four modules"


def test_qr_of_too_long_a_text_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr_svg("x" * 3000)


def test_post_stands_with_the_unit_and_a_long_title_on_one_line(certificate: Certificate, sheet: Show) -> None:
    title = "CHỨNG NHẬN HOÀN THÀNH CHƯƠNG TRÌNH"
    shown = sheet(replace(certificate, post="Phó Chủ tịch UBND", title=title))
    assert "Chức vụ, đơn vị: Phó Chủ tịch UBND, Xã Tam Thái" in shown.text()
    assert shown.word("TRÌNH").top == pytest.approx(shown.word("NHẬN").top, abs=1)
