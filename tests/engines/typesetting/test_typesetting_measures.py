"""Số đo trên giấy — letters, rules and margins read back from the PDF, against Nghị định 30/2020 and Party examples.

Each layout is printed once and measured many ways. The ranges of the State layout are those of Phụ lục I of the
decree; those of the Party layout come from papers of Party committees (36-HD/VPTW was not read in full).
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pypdfium2
import pypdfium2.raw as raw
import pytest
import zxingcpp
from PIL import Image

from boiduong.engines.typesetting import (
    Annex,
    Column,
    FactList,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Table,
    Typesetter,
)

MM = 72 / 25.4
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LONG_NAME = "Nguyễn Phúc Bảo Hoàng Thiên Trường Sơn Minh Khang Công Tằng Tôn Nữ Thị Hương Giang"
LONG_UNIT = (
    "Trung tâm Phục vụ hành chính công thuộc Ủy ban nhân dân xã Hữu Khuông, nguyên là Văn phòng Hội đồng nhân dân và "
    "Ủy ban nhân dân xã Hữu Khuông, huyện Tương Dương, tỉnh Nghệ An"
)


@dataclass(frozen=True)
class Line:
    """Words set in one size and face on one baseline; millimeters from the left and from the top."""

    text: str
    size: float
    face: str
    left: float
    right: float
    top: float
    bottom: float
    page: int

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Stroke:
    """A drawn line or box, in millimeters."""

    left: float
    right: float
    top: float
    page: int

    @property
    def length(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Sheet:
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...]
    pages: int
    image: Image.Image

    def line(self, start: str, *, page: int = 1) -> Line:
        return next(one for one in self.lines if one.page == page and one.text.startswith(start))

    def rule_beneath(self, line: Line) -> Stroke:
        near = [one for one in self.strokes if one.page == line.page and 0 < one.top - line.bottom + 3 < 9]
        return min(near, key=lambda one: (abs((one.left + one.right) / 2 - line.middle) > 5, one.top))


def _letters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float, str, tuple[float, float, float, float]]]:
    text, name, flags = page.get_textpage(), ctypes.create_string_buffer(80), ctypes.c_int()
    for place in range(text.count_chars()):
        raw.FPDFText_GetFontInfo(text, place, name, 80, flags)
        box = text.get_charbox(place, loose=True)
        yield chr(raw.FPDFText_GetUnicode(text, place)), raw.FPDFText_GetFontSize(text, place), name.value.decode(), box


def _lines(page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    height = page.get_height()
    held: list[tuple[str, float, str, tuple[float, float, float, float]]] = []
    for letter in [*_letters(page), ("\n", 0.0, "", (0, 0, 0, 0))]:
        if letter[0] not in "\r\n" and (not held or _joined(held[-1], letter)):
            held.append(letter)
            continue
        if said := "".join(one[0] for one in held).strip():
            boxes = [one[3] for one in held if one[0].strip()]
            left, bottom = min(b[0] for b in boxes), min(b[1] for b in boxes)
            right, top = max(b[2] for b in boxes), max(b[3] for b in boxes)
            face = held[0][2].partition("+")[2]
            yield Line(
                said, held[0][1], face, left / MM, right / MM, (height - top) / MM, (height - bottom) / MM, number
            )
        held = [] if letter[0] in "\r\n" else [letter]


def _joined(before: tuple[object, ...], after: tuple[object, ...]) -> bool:
    (_, size, face, box), (_, other, another, next_box) = before, after  # type: ignore[misc]
    near = abs(box[1] - next_box[1]) < 2 and -2 < next_box[0] - box[2] < 12  # type: ignore[index]
    return size == other and face == another and near


def measured(paper: Paper) -> Sheet:
    """Print once; read every line and every stroke."""
    document = pypdfium2.PdfDocument(Typesetter().render(paper))
    lines: list[Line] = []
    strokes: list[Stroke] = []
    for number, page in enumerate(document, start=1):
        lines += _lines(page, number)
        height = page.get_height()
        for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
            left, _, right, top = shape.get_bounds()
            strokes.append(Stroke(left / MM, right / MM, (height - top) / MM, number))
    return Sheet(tuple(lines), tuple(strokes), len(document), document[0].render(scale=3).to_pil())


DECISION = Paper(
    parent_issuer="Tỉnh ủy Nghệ An",
    issuer="Trường Chính trị tỉnh Nghệ An",
    issuer_in_text="Trường Chính trị tỉnh Nghệ An",
    number="12",
    code="QĐ-TCT",
    place="Nghệ An",
    issued_on=date(2022, 2, 5),
    title="QUYẾT ĐỊNH",
    subject="Về việc mở lớp bồi dưỡng",
    blocks=(
        Paragraph("Căn cứ Quy chế;", "basis"),
        Paragraph("Thân văn bản gồm nhiều chữ để đoạn này dài quá một dòng và được căn đều hai bên lề giấy. " * 4),
        Paragraph("Đoạn hai."),
        PageBreak(),
        Paragraph("Trang hai."),
    ),
    signature=Signature(("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "Nguyễn Văn Bình"),
    recipients=("Như Điều 3;", "Lưu: VT."),
    annexes=(Annex("DANH SÁCH", "Học viên", (Table((Column("STT"), Column("Họ và tên", 4)), (("1", "An"),)),)),),
    mark="BD*ABCDEFGHIJKLMNOPQRSTUVWXYZ",
)
PLAN = replace(
    DECISION,
    layout="party",
    number="47",
    code="KH/TU",
    title="KẾ HOẠCH",
    issuer="Tỉnh ủy Nghệ An",
    parent_issuer="",
    signature=Signature(("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"), "Nguyễn Văn Bình"),
)


@pytest.fixture(scope="module")
def state() -> Sheet:
    return measured(DECISION)


@pytest.fixture(scope="module")
def party() -> Sheet:
    return measured(PLAN)


REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"
# What begins the line, the sizes that the decree allows, the face.
STATE_LETTERS = [
    ("CỘNG HÒA XÃ HỘI", (12, 13), BOLD),
    ("Độc lập - Tự do", (13, 14), BOLD),
    ("TỈNH ỦY NGHỆ AN", (12, 13), REGULAR),
    ("TRƯỜNG CHÍNH TRỊ", (12, 13), BOLD),
    ("Số: 12/QĐ-TCT", (13, 13), REGULAR),
    ("Nghệ An, ngày 05 tháng 02 năm 2022", (13, 14), ITALIC),
    ("QUYẾT ĐỊNH", (13, 14), BOLD),
    ("Về việc mở lớp", (13, 14), BOLD),
    ("Căn cứ Quy chế", (13, 14), ITALIC),
    ("Thân văn bản", (13, 14), REGULAR),
]
STATE_FEET = [
    ("Nơi nhận:", (12, 12), BOLD_ITALIC),
    ("- Như Điều 3;", (11, 11), REGULAR),
    ("KT. HIỆU TRƯỞNG", (13, 14), BOLD),
    ("PHÓ HIỆU TRƯỞNG", (13, 14), BOLD),
    ("Nguyễn Văn Bình", (13, 14), BOLD),
]
PARTY_LETTERS = [
    ("ĐẢNG CỘNG SẢN VIỆT NAM", (15, 15), BOLD),
    ("TỈNH ỦY NGHỆ AN", (14, 14), BOLD),
    ("*", (14, 14), REGULAR),
    ("Số 47-KH/TU", (14, 14), REGULAR),
    ("Nghệ An, ngày 05 tháng 02 năm 2022", (14, 14), ITALIC),
    ("KẾ HOẠCH", (16, 16), BOLD),
    ("Về việc mở lớp", (14, 15), BOLD),
    ("-----", (14, 14), REGULAR),
    ("Thân văn bản", (14, 15), REGULAR),
]
PARTY_FEET = [
    ("Nơi nhận:", (14, 14), REGULAR),
    ("- Như Điều 3;", (12, 12), REGULAR),
    ("T/M BAN THƯỜNG VỤ", (14, 14), BOLD),
    ("PHÓ BÍ THƯ", (14, 14), REGULAR),
    ("Nguyễn Văn Bình", (14, 14), BOLD),
]


def _is(sheet: Sheet, start: str, sizes: tuple[float, float], face: str, page: int) -> None:
    line = sheet.line(start, page=page)
    assert sizes[0] <= line.size <= sizes[1], line
    assert line.face == face, line


@pytest.mark.parametrize(("start", "sizes", "face"), STATE_LETTERS, ids=[one[0] for one in STATE_LETTERS])
def test_letters_of_the_state_layout(state: Sheet, start: str, sizes: tuple[float, float], face: str) -> None:
    _is(state, start, sizes, face, 1)


@pytest.mark.parametrize(("start", "sizes", "face"), STATE_FEET, ids=[one[0] for one in STATE_FEET])
def test_foot_of_the_state_layout(state: Sheet, start: str, sizes: tuple[float, float], face: str) -> None:
    _is(state, start, sizes, face, 2)


@pytest.mark.parametrize(("start", "sizes", "face"), PARTY_LETTERS, ids=[one[0] for one in PARTY_LETTERS])
def test_letters_of_the_party_layout(party: Sheet, start: str, sizes: tuple[float, float], face: str) -> None:
    _is(party, start, sizes, face, 1)


@pytest.mark.parametrize(("start", "sizes", "face"), PARTY_FEET, ids=[one[0] for one in PARTY_FEET])
def test_foot_of_the_party_layout(party: Sheet, start: str, sizes: tuple[float, float], face: str) -> None:
    _is(party, start, sizes, face, 2)


def test_margins_of_the_state_layout(state: Sheet) -> None:
    body = [one for one in state.lines if one.top > 17 and one.bottom < 278]
    assert min(one.left for one in body) >= 29.5, "left 30-35 mm"
    assert max(one.right for one in body) <= 210 - 15 + 0.3, "right 15-20 mm"
    assert max(one.right for one in body) >= 210 - 20 - 0.6, "right 15-20 mm"
    assert 19.5 <= min(one.top for one in body) <= 25, "top 20-25 mm"
    assert max(one.bottom for one in body) <= 297 - 20, "bottom 20-25 mm"


def test_margins_of_the_party_layout(party: Sheet) -> None:
    body = [one for one in party.lines if one.top > 17 and one.bottom < 278]
    assert min(one.left for one in body) == pytest.approx(30, abs=0.6)
    assert max(one.right for one in body) == pytest.approx(195, abs=0.8)


def test_rules_beneath_of_the_state_layout(state: Sheet) -> None:
    motto, issuer = state.line("Độc lập"), state.line("TỈNH NGHỆ AN")
    assert state.rule_beneath(motto).length == pytest.approx(motto.right - motto.left, abs=1), "as long as the motto"
    for line in (issuer, state.line("Về việc")):
        rule = state.rule_beneath(line)
        longest = max(one.right - one.left for one in state.lines if abs(one.middle - line.middle) < 3 and one.page == 1
                      and line.top - 8 < one.top <= line.top)  # fmt: skip
        assert longest / 3 - 1 <= rule.length <= longest / 2 + 1, "one third to a half of the words"
        assert (rule.left + rule.right) / 2 == pytest.approx(line.middle, abs=1)


def test_rule_beneath_of_the_party_layout(party: Sheet) -> None:
    name = party.line("ĐẢNG CỘNG SẢN")
    assert party.rule_beneath(name).length == pytest.approx(name.right - name.left, abs=1)
    issuer = party.line("TỈNH ỦY")
    near = [s for s in party.strokes if s.page == 1 and abs((s.left + s.right) / 2 - issuer.middle) < 5 and s.top < 60]
    assert not near, "a star stands beneath the issuer, no rule"


@pytest.mark.parametrize("layout", ["state", "party"])
def test_blocks_of_the_head_stand_side_by_side(state: Sheet, party: Sheet, layout: str) -> None:
    sheet = state if layout == "state" else party
    left, right = (sheet.line("TRƯỜNG"), sheet.line("CỘNG")) if layout == "state" else (
        sheet.line("TỈNH ỦY"), sheet.line("ĐẢNG"))  # fmt: skip
    assert left.right < right.left
    number, place = sheet.line("Số"), sheet.line("Nghệ An,")
    assert number.middle == pytest.approx(left.middle, abs=1), "the number stands under its issuer"
    assert place.middle == pytest.approx(right.middle, abs=1)
    if layout == "state":
        assert number.top == pytest.approx(place.top, abs=1.2), "number and day on one line"


def test_paragraphs_lines_and_page_number(state: Sheet) -> None:
    first = state.line("Thân văn bản")
    second = next(one for one in state.lines if one.top > first.top + 3 and one.page == 1)
    following = state.line("Đoạn hai")
    above = max(one.top for one in state.lines if one.page == 1 and one.top < following.top - 1)
    step = second.top - first.top
    assert first.left == pytest.approx(40, abs=0.6), "the first line 1 cm in"
    assert second.left == pytest.approx(30, abs=0.6)
    assert 14 * 1.0 / MM <= step <= 14 * 1.15 * 1.5 / MM, "single to one and a half lines"
    assert (following.top - above - step) * MM >= 6 - 0.1, "at least 6 points between paragraphs"
    number = next(one for one in state.lines if one.page == 2 and one.text == "2")
    assert 13 <= number.size <= 14
    assert number.bottom < 20
    assert number.middle == pytest.approx((30 + 190) / 2, abs=0.6)
    assert not [one for one in state.lines if one.page == 1 and one.bottom < 19]


def test_annex_names_its_paper_and_counts_its_own_pages(state: Sheet) -> None:
    line = state.line("(Kèm theo Quyết định số 12/QĐ-TCT ngày 05 tháng 02 năm 2022", page=3)
    assert (line.face, 13 <= line.size <= 14) == (ITALIC, True)
    assert state.line("DANH SÁCH", page=3).face == BOLD
    assert not [one for one in state.lines if one.page == 3 and one.bottom < 19]


def test_signature_leaves_room_for_hand_and_seal(state: Sheet, party: Sheet) -> None:
    for sheet, post in ((state, "PHÓ HIỆU TRƯỞNG"), (party, "PHÓ BÍ THƯ")):
        above, name = sheet.line(post, page=2), sheet.line("Nguyễn Văn Bình", page=2)
        assert name.top - above.bottom >= 20
        assert name.middle == pytest.approx(above.middle, abs=0.6)
        assert above.left > 105
        assert sheet.line("Nơi nhận", page=2).left == pytest.approx(30, abs=0.6)


def test_the_mark_stands_in_the_bottom_margin_and_is_read(state: Sheet) -> None:
    [found] = zxingcpp.read_barcodes(state.image)
    assert found.text == "BD*ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    where = found.position.top_left
    assert 297 - 20 < where.y / 3 / MM < 297 - 5
    assert 170 < where.x / 3 / MM < 195


class TestLetters:
    """Every letter of the language, however it was typed."""

    def test_134_letters_are_drawn_alike_composed_and_decomposed(self) -> None:
        whole = {unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES} | {"đ"}
        marked = {one for one in whole | {one.upper() for one in whole} if ord(one) > 127}
        assert len(marked) == 134
        text = " ".join(sorted(marked))
        apart = unicodedata.normalize("NFD", text)
        assert apart != text
        made = [Typesetter().render(Paper(issuer="X", blocks=(Paragraph(one),))) for one in (text, apart)]
        assert made[0] == made[1], "the same sheet to the last byte"
        read = pypdfium2.PdfDocument(made[0])[0].get_textpage().get_text_range()
        assert marked <= set(unicodedata.normalize("NFC", read))
        assert "\u25a1" not in read


HARD_COLUMNS = (Column("STT", 0.5, "center"), Column("Họ và tên", 2), Column("Đơn vị", 3))


@pytest.fixture(scope="module")
def hard() -> Sheet:
    """600 rows, one of fifty with a very long name, all of a very long unit; a number and a day that nobody knows."""
    rows = tuple((str(n), LONG_NAME if n % 50 == 0 else "Lò Văn An", LONG_UNIT) for n in range(1, 601))
    return measured(
        replace(
            DECISION,
            issuer=LONG_UNIT,
            number="",
            issued_on=None,
            year=2022,
            mark="",
            blocks=(FactList((("Họ và tên", ""), ("Đơn vị", LONG_UNIT))),),
            signature=Signature(("KT. HIỆU TRƯỞNG",), LONG_NAME),
            annexes=(Annex("DANH SÁCH", "Học viên", (Table(HARD_COLUMNS, rows),), landscape=True),),
        )
    )


class TestHardCases:
    """Long names, very long units, 600 rows, facts that nobody knows."""

    def test_every_page_of_600_rows_has_its_heading(self, hard: Sheet) -> None:
        assert hard.pages > 30
        for page in range(2, hard.pages + 1):
            assert hard.line("Họ và tên", page=page).face == BOLD
            assert hard.line("STT", page=page).top < 75

    def test_nothing_leaves_the_margins(self, hard: Sheet) -> None:
        for one in hard.lines:
            width = 210 if one.page == 1 else 297
            assert one.left >= 29.5, one
            assert one.right <= width - 19.5, one

    def test_what_nobody_knows_is_dotted(self, hard: Sheet) -> None:
        assert hard.line("Số: ....../QĐ-TCT")
        assert hard.line("Nghệ An, ngày ...... tháng ...... năm 2022")
        assert "......" in hard.line("Họ và tên:").text
