"""The number, date, issuer and attachment lines, case by case."""

from datetime import date

import pytest

from boiduong.engines.typesetting import Annex, Layout, Paper
from boiduong.engines.typesetting.wording import (
    attachment_line,
    date_in_text,
    issuer_lines,
    number_line,
    place_and_date,
)


@pytest.mark.parametrize(
    ("layout", "number", "code", "line"),
    [
        pytest.param("state", "12/QĐ-TCT", "QĐ-TCT", "Số: 12/QĐ-TCT", id="state, whole"),
        pytest.param("state", "12", "QĐ-TCT", "Số: 12/QĐ-TCT", id="state, number and code"),
        pytest.param("state", "", "QĐ-TCT", "Số: ....../QĐ-TCT", id="state, no number"),
        pytest.param("state", "", "", "", id="state, nothing"),
        pytest.param("state", "12", "", "Số: 12", id="state, no code"),
        pytest.param("state", "67/SNV-CCVC", "", "Số: 67/SNV-CCVC", id="story 11, state"),
        pytest.param("party", "145-CV/BTCTU", "CV/BTCTU", "Số 145-CV/BTCTU", id="story 11, Party"),
        pytest.param("party", "47", "KH/TU", "Số 47-KH/TU", id="Party, number and code"),
        pytest.param("party", "", "KH/TU", "Số ......-KH/TU", id="Party, no number"),
    ],
)
def test_number_line(layout: Layout, number: str, code: str, line: str) -> None:
    assert number_line(Paper(issuer="X", layout=layout, number=number, code=code)) == line


@pytest.mark.parametrize(
    ("on", "year", "text"),
    [
        (date(2022, 2, 5), None, "ngày 05 tháng 02 năm 2022"),
        (date(2022, 1, 31), None, "ngày 31 tháng 01 năm 2022"),
        (date(2022, 3, 9), None, "ngày 09 tháng 3 năm 2022"),
        (date(2022, 12, 10), None, "ngày 10 tháng 12 năm 2022"),
        (None, 2022, "ngày ...... tháng ...... năm 2022"),
        (None, None, "ngày ...... tháng ...... năm 20......"),
    ],
)
def test_date_in_text(on: date | None, year: int | None, text: str) -> None:
    assert date_in_text(on, year=year) == text


def test_place_is_dotted_when_unknown() -> None:
    assert place_and_date("", date(2022, 3, 9)) == "............, ngày 09 tháng 3 năm 2022"


@pytest.mark.parametrize(
    ("issuer", "lines"),
    [
        ("SỞ NỘI VỤ", "SỞ NỘI VỤ"),
        ("TRƯỜNG CHÍNH TRỊ TỈNH NGHỆ AN", "TRƯỜNG CHÍNH TRỊ\nTỈNH NGHỆ AN"),
        ("Trung tâm Chính trị huyện Tương Dương", "Trung tâm Chính trị\nhuyện Tương Dương"),
        ("TRƯỜNG CHÍNH\nTRỊ TỈNH NGHỆ AN CŨ", "TRƯỜNG CHÍNH\nTRỊ TỈNH NGHỆ AN CŨ"),
        ("HỌC VIỆN CHÍNH TRỊ QUỐC GIA HỒ CHÍ MINH", "HỌC VIỆN CHÍNH TRỊ QUỐC GIA HỒ CHÍ MINH"),
        ("ỦY TỈNH BAN NHÂN DÂN LÂM THỜI", "ỦY TỈNH BAN NHÂN DÂN LÂM THỜI"),
        ("Cơ sở bồi dưỡng (giả định)", "Cơ sở bồi dưỡng\n(giả định)"),
        ("Ủy ban nhân dân tỉnh Điện Biên", "Ủy ban nhân dân\ntỉnh Điện Biên"),
    ],
    ids=["short", "province", "district", "own break", "no place", "place too early", "brackets", "people's committee"],
)
def test_issuer_lines(issuer: str, lines: str) -> None:
    assert issuer_lines(issuer) == lines


@pytest.mark.parametrize(
    ("title", "issuer_in_text", "line"),
    [
        ("QUYẾT ĐỊNH", "Sở Nội vụ", "(Kèm theo Quyết định số 9/X ngày 09 tháng 3 năm 2022 của Sở Nội vụ)"),
        ("", "", "(Kèm theo Công văn số 9/X ngày 09 tháng 3 năm 2022)"),
    ],
)
def test_attachment_line(title: str, issuer_in_text: str, line: str) -> None:
    paper = Paper(issuer="X", title=title, number="9/X", issued_on=date(2022, 3, 9), issuer_in_text=issuer_in_text)
    assert attachment_line(paper, Annex("PHỤ LỤC")) == line
