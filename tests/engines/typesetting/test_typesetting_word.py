"""Văn bản Word — the content of the PDF, editable: names, margins, rows that repeat, nothing hostile."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from boiduong.engines.typesetting import (
    Annex,
    Bullets,
    Column,
    FactList,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from boiduong.engines.typesetting.widths import width_mm
from boiduong.engines.typesetting.word import papers_docx

GROUPED = (
    Column("STT", 0.5, "center"),
    Column("Nam", 1, group="Ngày sinh"),
    Column("Nữ", 1, group="Ngày sinh"),
    Column("Đơn vị", 3),
)
HOSTILE = '<script>"&\x00\x0b\u202eẨn</w:t></w:r></w:p>]]>'


def opened(*papers: Paper) -> object:
    return Document(io.BytesIO(papers_docx(papers)))


def parts(*papers: Paper) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(papers_docx(papers))) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def words(*papers: Paper) -> str:
    """Every text of the body in its order, tables included."""
    body = parts(*papers)["word/document.xml"]
    return re.sub(r"\s+", " ", " ".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", body)))


def test_the_words_are_those_of_the_pdf(decision: Paper, printed: object) -> None:
    full = replace(
        decision,
        synthetic=False,
        blocks=(*decision.blocks, Heading("I. PHẦN"), Bullets(("Một;", "Hai.")), Paragraph("Ghi chú", "note")),
        annexes=(replace(decision.annexes[0], signature=Signature(("NGƯỜI LẬP",), "An", "Ký")),),
    )
    in_pdf = set(printed(full).text().split())  # type: ignore[operator]
    in_word = set(words(full).split())
    assert {one for one in in_pdf if not one.isdigit()} - in_word == set()


def test_face_margins_and_sections(decision: Paper) -> None:
    made = opened(decision)
    assert made.styles["Normal"].font.name == "Times New Roman"  # type: ignore[attr-defined]
    first, annex = made.sections  # type: ignore[attr-defined]
    assert [round(x.mm) for x in (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)] == [
        20, 20, 30, 20,
    ]  # fmt: skip
    assert (round(first.page_width.mm), round(annex.page_width.mm)) == (210, 297)
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert first.different_first_page_header_footer
    [party] = opened(replace(decision, layout="party", annexes=())).sections  # type: ignore[attr-defined]
    assert round(party.right_margin.mm) == 15


def test_children_stand_in_the_order_that_word_wants(decision: Paper) -> None:
    for section in opened(decision, replace(decision, head="cover")).element.body.iter(qn("w:sectPr")):  # type: ignore[attr-defined]
        names = [child.tag.rpartition("}")[2] for child in section]
        wanted = ["pgSz", "pgMar", "pgBorders", "pgNumType", "cols", "titlePg", "docGrid"]
        found = [name for name in names if name in wanted]
        assert found == sorted(found, key=wanted.index)
        assert section.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


@pytest.mark.parametrize("columns", [GROUPED, tuple(replace(one, group="") for one in GROUPED)], ids=["two", "one"])
def test_heading_rows_repeat_and_rows_stay_whole(columns: tuple[Column, ...]) -> None:
    rows = tuple((str(n), "x", "", "Xã") for n in range(1, 601))
    table = Table(columns, rows, total=("", "Cộng", "", "600"), caption="Bảng 1", small=True)
    made = opened(Paper(issuer="X", title="T", annexes=(Annex("DANH SÁCH", blocks=(table,)),)))
    [found] = [one for one in made.tables if len(one._tbl.tr_lst) > 100]  # type: ignore[attr-defined]  # noqa: SLF001
    lines = found._tbl.tr_lst  # noqa: SLF001
    repeating = [line for line in lines if line.trPr.find(qn("w:tblHeader")) is not None]
    assert len(repeating) == (2 if columns is GROUPED else 1)
    assert repeating == lines[: len(repeating)]
    assert len(lines) == 601 + len(repeating)
    assert all(line.trPr.find(qn("w:cantSplit")) is not None for line in lines)


def test_missing_facts_leave_a_dotted_line() -> None:
    body = parts(Paper(issuer="X", blocks=(FactList((("Họ và tên", ""), ("Sinh:", "1980"))),)))["word/document.xml"]
    assert body.count('w:leader="dot"') == 1
    assert "Sinh:" in body
    assert "Số:" not in body, "a form without a code has no number to fill in"


def test_hostile_text_stays_text() -> None:
    paper = Paper(
        issuer=HOSTILE, parent_issuer=HOSTILE, title=HOSTILE, subject=HOSTILE, addressed_to=(HOSTILE,), place=HOSTILE,
        blocks=(Paragraph(HOSTILE), FactList(((HOSTILE, HOSTILE),)), Table((Column(HOSTILE),), ((HOSTILE,),))),
        signature=Signature((HOSTILE,), HOSTILE, HOSTILE), recipients=(HOSTILE,), footer=HOSTILE, verify=HOSTILE,
    )  # fmt: skip
    made = parts(paper)
    assert "<script>" not in made["word/document.xml"]
    assert "&lt;script&gt;" in made["word/document.xml"]
    assert "\x00" not in made["word/document.xml"]
    assert not [name for name in made if name.endswith(".rels") and 'TargetMode="External"' in made[name]]
    assert opened(paper)


def test_equal_papers_give_equal_bytes_and_properties(decision: Paper) -> None:
    assert papers_docx([decision]) == papers_docx([decision])
    said = opened(decision).core_properties  # type: ignore[attr-defined]
    assert (said.author, said.created.date()) == (decision.issuer, date(2022, 2, 5))
    assert opened(replace(decision, issued_on=None)).core_properties.created.year == 1970  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="at least one paper"):
        papers_docx([])


def test_the_mark_and_the_footer_stand_on_every_page(decision: Paper) -> None:
    made = parts(replace(decision, mark="BD*ABC", footer="Lưu 5 năm"))
    feet = [text for name, text in made.items() if name.startswith("word/footer")]
    assert len([text for text in feet if "Lưu 5 năm" in text and "pic:pic" in text]) == 2
    assert all("wp:anchor" in text and "wp:inline" not in text for text in feet), "in a line it would lift the text"
    plain = parts(replace(decision, synthetic=False))
    assert not [text for name, text in plain.items() if name.startswith("word/footer") and "mẫu" in text]


def test_heads_of_letters_requests_covers_and_of_the_party(decision: Paper) -> None:
    letter = replace(decision, title="", addressed_to=("A;", "B."), annexes=())
    assert "V/v mở lớp bồi dưỡng lãnh đạo cấp xã" in words(letter)
    assert "Kính gửi: - A; - B." in words(letter)
    assert "*" in words(replace(letter, layout="party", title="KẾ HOẠCH")).split()
    assert "-----" in words(replace(letter, layout="party", title="KẾ HOẠCH"))
    for layout, name in (("state", "CỘNG HÒA"), ("party", "ĐẢNG CỘNG SẢN")):
        request = replace(decision, head="motto", layout=layout, annexes=())  # type: ignore[arg-type]
        assert words(request).startswith(name)
        assert "TRƯỜNG CHÍNH TRỊ TỈNH NGHỆ AN" not in words(request)
    cover = words(replace(decision, head="cover", blocks=(Heading(" "), PageBreak())))
    assert cover.rstrip().find("Vinh, năm 2022") > cover.find("QUYẾT ĐỊNH")
    bare = replace(decision, signature=None, recipients=(), annexes=(Annex("", blocks=(Heading("X"),)),), signatures=())
    assert "Nơi nhận" not in words(bare)
    assert "Kiểm tra văn bản:" in words(replace(bare, verify="https://a.example"))


def test_signers_side_by_side_and_the_party_post_is_thin(decision: Paper) -> None:
    signers = tuple(Signature((name,), name.lower(), "Ký") for name in ("A", "B", "C"))
    assert "A" in words(replace(decision, signatures=signers))
    body = parts(replace(decision, layout="party", signature=Signature(("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), "An")))
    post = re.search(r"<w:r><w:rPr>([^B]*?)</w:rPr><w:t[^>]*>BÍ THƯ<", body["word/document.xml"])
    assert post is not None
    assert "<w:b/>" not in post[1]


def test_rules_beneath_are_as_long_as_measured() -> None:
    assert width_mm("Độc lập - Tự do - Hạnh phúc", 14) == pytest.approx(60, abs=6)
    assert width_mm("a\nbbbb", 14) == width_mm("bbbb", 14)


def test_a_lead_keeps_its_distance_from_the_text() -> None:
    body = parts(Paper(issuer="A", title="QUYẾT ĐỊNH", blocks=(Paragraph("Mở lớp.", lead="Điều 1."),)))
    assert ">Điều 1. </w:t>" in body["word/document.xml"]


def test_the_last_words_go_over_with_the_signature() -> None:
    def kept(*blocks: Paragraph | Table) -> int:
        paper = Paper(issuer="A", title="QUYẾT ĐỊNH", blocks=blocks, signature=Signature(("HIỆU TRƯỞNG",)))
        return parts(paper)["word/document.xml"].count("<w:keepLines/>")

    assert kept(Paragraph("Một."), Paragraph("Hai.")) == 1
    assert kept() == 0


def test_a_rule_alone_is_a_low_line() -> None:
    body = parts(Paper(issuer="TRƯỜNG", title="QUYẾT ĐỊNH", subject="Về việc mở lớp"))["word/document.xml"]
    assert body.count('w:lineRule="exact"') == 2, "beneath the issuer and beneath the subject"


def test_an_empty_cell_is_as_low_as_its_words_would_be() -> None:
    """Its height is that of the end of the paragraph: in the size of the text a row would be half as high again."""
    body = parts(Paper(issuer="X", blocks=(Table(GROUPED, (("1", "", "", "Xã"),), small=True),)))["word/document.xml"]
    cells = re.findall(r"<w:tc>.*?</w:tc>", body)
    cells = cells[-len(GROUPED) :]
    assert [re.search(r"<w:pPr>.*<w:rPr><w:sz w:val=\"20\"/>", one) is not None for one in cells] == [True] * 4
