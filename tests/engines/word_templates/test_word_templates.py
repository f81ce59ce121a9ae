"""Mẫu Word — what a template says comes back as lines and tables; what could act or reach out is refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH

from boiduong.engines.word_templates import (
    ActiveTemplate,
    BrokenTag,
    ForbiddenTag,
    Grid,
    Insert,
    Line,
    ListAsText,
    NotAList,
    NotAWordFile,
    TemplateTooLarge,
    UnknownTag,
    Wording,
)

TEXTS = {"ten_lop": "Lớp A & <B>", "so_hoc_vien": "91", "trong": ""}
LISTS = {"can_cu_rieng": ["Căn cứ một;", "Căn cứ hai."]}
INSERTS = ("noi_dung", "bang")


def made(*paragraphs: str, build: Callable[[WordDocument], None] | None = None) -> bytes:
    word = Document()
    for text in paragraphs:
        word.add_paragraph(text)
    if build:
        build(word)
    kept = io.BytesIO()
    word.save(kept)
    return kept.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same archive with one part changed or added."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            old = source.read(part)
            target.writestr(part, change(old) if part == name else old)
        if name not in source.namelist():
            target.writestr(name, change(b""))
    return kept.getvalue()


def filled(content: bytes) -> list[object]:
    return list(Wording(content, texts=TEXTS, lists=LISTS, inserts=INSERTS).fill(texts=TEXTS, lists=LISTS))


def opened(content: bytes) -> Wording:
    return Wording(content, texts=TEXTS, lists=LISTS, inserts=INSERTS)


def test_words_are_filled_with_facts_and_hostile_facts_stay_words() -> None:
    content = made("Mở {{ ten_lop }} gồm {{ so_hoc_vien }} học viên.", "", "{{ trong }}")
    assert filled(content) == [Line("Mở Lớp A & <B> gồm 91 học viên.")]
    assert Wording(content, texts=TEXTS, lists=LISTS, inserts=INSERTS).tags == ["so_hoc_vien", "ten_lop", "trong"]


def test_questions_lists_and_inserts() -> None:
    content = made(
        "{%p if so_hoc_vien == '91' %}", "Chín mươi mốt.", "{%p else %}", "Khác.", "{%p endif %}",
        "{%p for one in can_cu_rieng %}", "{{ one }}", "{%p endfor %}",
        "{{ noi_dung }}", "Kèm theo: {{ bang }} hết.",
    )  # fmt: skip
    assert filled(content) == [
        Line("Chín mươi mốt."), Line("Căn cứ một;"), Line("Căn cứ hai."), Insert("noi_dung"),
        Line("Kèm theo:"), Insert("bang"), Line("hết."),
    ]  # fmt: skip


def test_looks_become_kinds_of_lines() -> None:
    def build(word: WordDocument) -> None:
        word.add_heading("I. Mục đích", level=2)
        article = word.add_paragraph()
        article.add_run("Điều 1.").bold = True
        article.add_run(" Mở lớp.")
        whole = word.add_paragraph()
        whole.add_run("Đậm cả dòng").bold = True
        middle = word.add_paragraph("QUYẾT ĐỊNH:")
        middle.alignment = WD_ALIGN_PARAGRAPH.CENTER
        loud = word.add_paragraph()
        loud.alignment = WD_ALIGN_PARAGRAPH.CENTER
        loud.add_run("QUYẾT ĐỊNH:").bold = True
        word.add_paragraph().add_run("Ghi chú nhỏ").italic = True
        plain = word.add_paragraph()
        off = plain.add_run("Không đậm")
        off.bold = False

    assert filled(made(build=build)) == [
        Line("I. Mục đích", "heading"), Line("Mở lớp.", "body", "Điều 1."), Line("Đậm cả dòng", "heading"),
        Line("QUYẾT ĐỊNH:", "center"), Line("QUYẾT ĐỊNH:", "center"), Line("Ghi chú nhỏ", "note"), Line("Không đậm"),
    ]  # fmt: skip


def test_tables_keep_rows_and_widths() -> None:
    def build(word: WordDocument) -> None:
        table = word.add_table(rows=2, cols=2)
        for row, texts in zip(table.rows, (("STT", "Tên"), ("1", "{{ ten_lop }} {{ bang }}")), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    [grid] = filled(made(build=build))
    assert isinstance(grid, Grid)
    assert grid.rows == (("STT", "Tên"), ("1", "Lớp A & <B> bang"))
    assert len(grid.widths) == 2

    def empty(word: WordDocument) -> None:
        table = word.add_table(rows=1, cols=1)
        table._tbl.remove(table._tbl.tr_lst[0])  # noqa: SLF001

    assert filled(made("a", build=empty)) == [Line("a")]

    def bare(word: WordDocument) -> None:
        table = word.add_table(rows=1, cols=2)
        table._tbl.tblGrid.clear()  # noqa: SLF001

    [grid] = filled(made(build=bare))
    assert grid.widths == (1.0, 1.0)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("{{ ten_lop.__class__ }}", ForbiddenTag),
        ("{{ ten_lop['__class__'] }}", ForbiddenTag),
        ("{{ ten_lop|attr('__class__') }}", ForbiddenTag),
        ("{{ ten_lop | upper }}", ForbiddenTag),
        ("{{ ''.__class__.__mro__ }}", ForbiddenTag),
        ("{{ range(999999999) }}", ForbiddenTag),
        ("{{ 'a' * 999999999 }}", ForbiddenTag),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", ForbiddenTag),
        ("{% set a = 1 %}", ForbiddenTag),
        ("{% include '/etc/passwd' %}", ForbiddenTag),
        ("{% import 'os' as os %}", ForbiddenTag),
        ("{% macro m() %}{% endmacro %}", ForbiddenTag),
        ("{% for a, b in can_cu_rieng %}{% endfor %}", ForbiddenTag),
        ("{% for a in can_cu_rieng if a %}{% endfor %}", ForbiddenTag),
        ("{% for a in can_cu_rieng recursive %}{% endfor %}", ForbiddenTag),
        ("{% for a in can_cu_rieng %}{% for b in can_cu_rieng %}{{ b }}{% endfor %}{% endfor %}", ForbiddenTag),
        ("{% for a in can_cu_rieng %}{% if a %}{% for b in can_cu_rieng %}{% endfor %}{% endif %}{% endfor %}",
         ForbiddenTag),
        ("{{ khong_co }}", UnknownTag),
        ("{{ self }}", UnknownTag),
        ("{% for a in ten_lop %}{{ a }}{% endfor %}", NotAList),
        ("{% for a in bang %}{{ a }}{% endfor %}", NotAList),
        ("{{ can_cu_rieng }}", ListAsText),
        ("{{ ten_lop", BrokenTag),
        ("{% if ten_lop %}", BrokenTag),
    ],
)  # fmt: skip
def test_hostile_and_wrong_tags_are_refused_with_their_line(text: str, refusal: type[Exception]) -> None:
    content = made("Dòng đầu", "Dòng hai", text, "Dòng cuối")
    with pytest.raises(refusal) as caught:
        filled(content)
    facts = caught.value.facts  # type: ignore[attr-defined]
    assert facts["line"] in (3, 4), "an unclosed question is noticed at the end"


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        ("word/vbaProject.bin", b"x", "a macro"),
        ("word/activeX/activeX1.bin", b"x", "a control"),
        ("word/embeddings/oleObject1.bin", b"x", "an embedded object"),
        ("word/afchunk.htm", b"x", "another document"),
        ("customUI/customUI.xml", b"<x/>", "a changed toolbar"),
        ("word/_rels/settings.xml.rels", b'<R TargetMode="External" Target="http://x/t.dotm"/>', "a link to outside"),
        (
            "word/evil.xml",
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            "declarations in its XML",
        ),
        ("word/wide.xml", "<!DOCTYPE a>".encode("utf-16"), "a part in another encoding"),
    ],
)
def test_parts_that_act_or_reach_out_are_refused(part: str, content: bytes, said: str) -> None:
    with pytest.raises(ActiveTemplate) as caught:
        filled(changed(made("a"), part, lambda _: content))
    assert caught.value.facts["part"] == said


def test_a_macro_file_by_its_type_is_refused() -> None:
    content = changed(made("a"), "[Content_Types].xml", lambda old: old + b"<!-- macroEnabled -->")
    with pytest.raises(ActiveTemplate):
        filled(content)


def _bomb() -> bytes:
    return changed(made("a"), "word/big.xml", lambda _: b" " * (21 * 1024 * 1024))


def _lying() -> bytes:
    """An archive whose table says one byte where there are many."""
    name, packed = b"word/document.xml", zlib.compress(b" " * 10_000_000)[2:-4]
    head = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(packed), 1, len(name), 0) + name
    tail = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(packed), 1, len(name), 0, 0, 0, 0, 0, 0)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(tail) + len(name), len(head) + len(packed), 0)
    return head + packed + tail + name + end


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", NotAWordFile),
        (b"PK\x03\x04nothing", NotAWordFile),
        (b"%PDF-1.7", NotAWordFile),
        (changed(made("a"), "word/document.xml", lambda _: b"<w:broken"), NotAWordFile),
        (_lying(), NotAWordFile),
        (_bomb(), TemplateTooLarge),
    ],
    ids=["empty", "torn", "pdf", "broken xml", "lying sizes", "bomb"],
)
def test_damaged_and_swelling_files_are_refused(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        filled(content)


def test_an_archive_without_a_body_or_with_too_many_parts() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(NotAWordFile):
        filled(kept.getvalue())
    with zipfile.ZipFile(kept, "a") as archive:
        for number in range(210):
            archive.writestr(f"word/{number}.xml", "<x/>")
    with pytest.raises(TemplateTooLarge):
        filled(kept.getvalue())


def test_what_grows_when_filled_is_refused() -> None:
    content = made("{{ ten_lop }}")
    with pytest.raises(TemplateTooLarge):
        opened(content).fill(texts={"ten_lop": "x" * 2_100_000}, lists={})


def test_words_between_tags_that_break_the_file_are_refused() -> None:
    def crossing(word: WordDocument) -> None:
        word.add_table(rows=1, cols=1).rows[0].cells[0].text = "{% if ten_lop %}"
        word.add_paragraph("{% endif %}")

    content = made(build=crossing)
    assert filled(content)
    with pytest.raises(NotAWordFile):
        opened(content).fill(texts={"ten_lop": ""}, lists={})


def test_an_empty_run_before_the_bold_words_changes_nothing() -> None:
    def build(word: WordDocument) -> None:
        line = word.add_paragraph()
        line.add_run(" ")
        line.add_run("Điều 2.").bold = True
        line.add_run(" Hết.")

    assert filled(made(build=build)) == [Line("Hết.", "body", "Điều 2.")]


def test_one_word_in_italics_or_italics_off_make_no_note() -> None:
    def build(word: WordDocument) -> None:
        off = word.add_paragraph("Trường xét ")
        off.add_run("kết quả.").italic = False
        some = word.add_paragraph("Theo sách ")
        some.add_run("Đường Kách mệnh").italic = True
        word.add_paragraph().add_run("Ghi chú nhỏ.").italic = True

    assert [line.kind for line in filled(made(build=build)) if isinstance(line, Line)] == ["body", "body", "note"]
