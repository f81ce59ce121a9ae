"""Trang cuối — no page holds signatures alone, however long the text and whatever it ends with."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from boiduong.engines.typesetting import Annex, Block, Bullets, Column, FactList, Paper, Paragraph, Signature, Table
from boiduong.engines.typesetting.measures import STATE
from boiduong.engines.typesetting.word.blocks import KEPT_ROWS, block

LINE = Paragraph("Thân văn bản, một dòng.")
LONG = "Thân văn bản nói về việc triệu tập học viên tham dự lớp bồi dưỡng, dài hơn một dòng của trang giấy. "
COLUMNS = (Column("STT", 1, "center"), Column("Họ và tên", 4))


def _table(rows: int, *, small: bool = False, total: bool = False) -> Table:
    lines = tuple((str(n), "Thân") for n in range(1, rows + 1))
    return Table(COLUMNS, lines, small=small, total=("", "Thân cộng") if total else ())


ENDS: dict[str, tuple[range, Callable[[int], tuple[Block, ...]]]] = {
    "a paragraph": (range(10, 32), lambda n: (*[LINE] * n, Paragraph(LONG))),
    "a long paragraph": (range(5, 30), lambda n: (*[LINE] * n, Paragraph(LONG * 5))),
    "facts": (range(8, 30), lambda n: (*[LINE] * n, FactList((("Thân:", "x"),) * 4))),
    "blank facts": (range(8, 30), lambda n: (*[LINE] * n, FactList((("Thân:", ""),) * 4))),
    "bullets": (range(8, 30), lambda n: (*[LINE] * n, Bullets(("Thân một", "Thân hai")))),
    "a table": (range(14, 40), lambda n: (LINE, _table(n))),
    "a small table": (range(28, 48), lambda n: (_table(n, small=True),)),
    "a table with sums": (range(14, 40), lambda n: (_table(n, total=True),)),
    "a table over pages": (range(58, 72), lambda n: (_table(n),)),
}


@pytest.mark.parametrize(
    ("name", "layout"), [*((name, "state") for name in ENDS), ("a paragraph", "party"), ("a table", "party")]
)
def test_no_page_holds_signatures_alone(printed: Callable[..., Any], name: str, layout: str) -> None:
    counts, make = ENDS[name]
    papers = [
        Paper(
            issuer="TRƯỜNG CHÍNH TRỊ TỈNH", code="GTT-TCT", title="GIẤY TRIỆU TẬP", layout=layout,  # type: ignore[arg-type]
            subject="Tham dự lớp", blocks=make(n), recipients=("Như trên;", "Lưu: VT."),
            signature=Signature(("HIỆU TRƯỞNG",), "Nguyễn Văn Bình"),
        )
        for n in counts
    ]  # fmt: skip
    pages = printed(*papers).pages()
    signed = [page for page in pages if "HIỆU TRƯỞNG" in page]
    assert len(signed) == len(papers)
    assert len(pages) > len(papers), "some of them must come to a page more, or nothing was tried"
    assert [page for page in signed if "Thân" not in page] == []


def test_rows_that_go_over_have_a_heading_of_their_own_there_and_none_where_they_stay(
    printed: Callable[..., Any],
) -> None:
    def shown(rows: int) -> tuple[list[str], list[int]]:
        paper = Paper(issuer="X", title="DANH SÁCH", blocks=(_table(rows),), signature=Signature(("A",), "B"))
        pages = printed(paper).pages()
        return pages, [page.count("STT") for page in pages]

    _, heads = shown(10)
    assert heads == [1]
    over = next(found for found in map(shown, range(20, 40)) if len(found[0]) == 2)
    assert over[1] == [1, 1]
    assert len(re.findall(r"\bThân\b", over[0][1])) == KEPT_ROWS


def test_sums_stand_under_rows_also_where_nobody_signs(printed: Callable[..., Any]) -> None:
    annexes = tuple(Annex("PHỤ LỤC", blocks=(_table(n, total=True),)) for n in range(26, 48))
    pages = printed(Paper(issuer="X", title="KẾ HOẠCH", blocks=(LINE,), annexes=annexes)).pages()
    summed = [page for page in pages if "Thân cộng" in page]
    assert len(summed) == len(annexes)
    assert len(pages) > len(annexes) + 1, "some of them must come to a page more, or nothing was tried"
    assert [page for page in summed if len(re.findall(r"\bThân\b", page)) <= KEPT_ROWS] == []


def test_word_keeps_the_last_rows_with_what_follows() -> None:
    said = block(_table(6, total=True), STATE, 160, kept=True)
    rows = parse_xml(
        f'<w:body xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{said}</w:body>'
    ).iter(qn("w:tr"))
    kept = [len(list(row.iter(qn("w:keepNext")))) for row in rows]
    assert kept == [0, 0, 0, 0, 0, 2, 2, 2], "the heading row, six rows and the sums: a mark a cell"
    assert "keepNext" not in block(_table(6), STATE, 160)
    assert block(_table(6, total=True), STATE, 160).count("keepNext") == KEPT_ROWS * len(COLUMNS)
