"""Reading what was printed: text and word positions through poppler, metadata through pypdf."""

import html
import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from boiduong.engines.typesetting import Annex, Column, Paper, Paragraph, Signature, Table, Typesetter

MM = 72 / 25.4


@dataclass(frozen=True)
class Word:
    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Printed:
    """A PDF as a reader sees it; positions in millimeters from the top left."""

    pdf: bytes
    folder: Path

    def _run(self, *options: str) -> str:
        source = self.folder / "printed.pdf"
        source.write_bytes(self.pdf)
        done = subprocess.run(["pdftotext", *options, str(source), "-"], capture_output=True, text=True, check=True)
        return done.stdout

    @property
    def reader(self) -> PdfReader:
        return PdfReader(io.BytesIO(self.pdf))

    def pages(self) -> list[str]:
        return self._run("-layout").split("\f")[:-1]

    def text(self) -> str:
        """All words, one space apart, in reading order."""
        return " ".join(self._run("-raw").split())

    def words(self) -> list[Word]:
        found: list[Word] = []
        page = 0
        for line in self._run("-bbox").splitlines():
            page += "<page " in line
            if match := re.search(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*)</word>', line):
                left, top, right, bottom = (float(value) / MM for value in match.groups()[:4])
                found.append(Word(html.unescape(match[5]), page, left, top, right, bottom))
        return found

    def word(self, text: str, *, page: int = 1) -> Word:
        return next(word for word in self.words() if word.text == text and word.page == page)


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    return Typesetter()


@pytest.fixture
def printed(typesetter: Typesetter, tmp_path: Path) -> Callable[..., Printed]:
    def show(*papers: Paper, pdf: bytes = b"") -> Printed:
        return Printed(pdf=pdf or typesetter.render_sequence(papers), folder=tmp_path)

    return show


@pytest.fixture
def decision() -> Paper:
    """The decision of a school that opens a class, with the list of two learners."""
    columns = (Column("STT", 0.5, "center"), Column("Họ và tên", 3), Column("Đơn vị", 3))
    rows = (("1", "Vi Văn Hải", "Xã Tam Quang"), ("2", "Lô Thị Mai", "Xã Tam Thái"))
    return Paper(
        parent_issuer="TỈNH ỦY NGHỆ AN",
        issuer="TRƯỜNG CHÍNH TRỊ TỈNH NGHỆ AN",
        issuer_in_text="Trường Chính trị tỉnh Nghệ An",
        code="QĐ-TCT",
        number="12",
        place="Vinh",
        issued_on=date(2022, 2, 5),
        title="QUYẾT ĐỊNH",
        subject="Về việc mở lớp bồi dưỡng lãnh đạo cấp xã",
        blocks=(
            Paragraph("HIỆU TRƯỞNG TRƯỜNG CHÍNH TRỊ", "center"),
            Paragraph("Căn cứ Quy chế đào tạo, bồi dưỡng;", "basis"),
            Paragraph("Mở lớp gồm 2 học viên, có danh sách kèm theo. " * 6, "article", "Điều 1."),
        ),
        signature=Signature(("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "Nguyễn Văn Bình"),
        recipients=("Như Điều 3;", "Lưu: VT."),
        annexes=(Annex("DANH SÁCH", "HỌC VIÊN", (Table(columns, rows),), landscape=True),),
    )
