"""Lời văn của cơ sở — a paper's facts as tags, and the words of a template put back into the paper.

A template replaces the body alone: head, number, addressees, signature, recipients and lists stay as the software sets
them, so that a change of wording never changes the layout that the rules ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from boiduong.engines.typesetting import Block, Bullets, Column, FactList, Heading, Paper, Paragraph, Table
from boiduong.engines.word_templates import Grid, Insert, Line, Piece, Wording
from boiduong.foundation.documents.queries import tag_of

UNKNOWN = "......"
# tag -> what it stands for, as the page that explains templates says it (Vietnamese, for those who write papers)
PAPER_TAGS: dict[str, str] = {
    "co_quan": "Tên cơ quan ban hành",
    "co_quan_cap_tren": "Tên cơ quan cấp trên",
    "dia_danh": "Địa danh",
    "nam": "Năm ban hành",
    "ten_loai": "Tên loại văn bản",
    "trich_yeu": "Trích yếu",
    "kinh_gui": "Nơi nhận ở dòng Kính gửi",
}
COURSE_TAGS: dict[str, str] = {
    "ten_khoa": "Tên khóa",
    "ten_lop": "Tên lớp",
    "tu_ngay": "Ngày bắt đầu",
    "den_ngay": "Ngày kết thúc",
    "dia_diem": "Địa điểm",
}
LIST_TAGS: dict[str, str] = {
    "cac_can_cu": "Các dòng căn cứ, dùng với for",
    "cac_noi_gui": "Các nơi ở dòng Kính gửi, dùng với for",
}
INSERT_TAGS: dict[str, str] = {
    "noi_dung": "Toàn bộ nội dung do phần mềm soạn",
    "can_cu": "Phần căn cứ",
    "cac_dieu": "Các điều",
    "bang": "Các bảng",
    "thong_tin": "Các dòng thông tin",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """Dữ liệu của một văn bản theo thẻ."""

    texts: dict[str, str]
    lists: dict[str, tuple[str, ...]]
    inserts: dict[str, tuple[Block, ...]]


def facts_of(paper: Paper, course: Mapping[str, str]) -> Facts:
    """Dữ liệu của văn bản — its own, those of its course, and one for each line of information in it."""
    lines = [row for block in paper.blocks if isinstance(block, FactList) for row in block.rows]
    year = paper.issued_on.year if paper.issued_on else paper.year
    texts = {tag_of(label): value or UNKNOWN for label, value in lines if tag_of(label)}
    texts |= dict.fromkeys(COURSE_TAGS, UNKNOWN) | {tag: value for tag, value in course.items() if value}
    texts |= {
        "co_quan": paper.issuer,
        "co_quan_cap_tren": paper.parent_issuer,
        "dia_danh": paper.place,
        "nam": str(year or UNKNOWN),
        "ten_loai": paper.title,
        "trich_yeu": paper.subject,
        "kinh_gui": "; ".join(paper.addressed_to),
    }
    basis = tuple(b for b in paper.blocks if isinstance(b, Paragraph) and b.style == "basis")
    return Facts(
        texts=texts,
        lists={"cac_can_cu": tuple(b.text for b in basis), "cac_noi_gui": paper.addressed_to},
        inserts={
            "noi_dung": paper.blocks,
            "can_cu": basis,
            "cac_dieu": tuple(_articles(paper.blocks)),
            "bang": tuple(b for b in paper.blocks if isinstance(b, Table)),
            "thong_tin": tuple(b for b in paper.blocks if isinstance(b, FactList)),
        },
    )


def _articles(blocks: Sequence[Block]) -> Iterable[Block]:
    """From the first article on: "Điều 1." with what belongs to it."""
    begun = False
    for block in blocks:
        begun = begun or (isinstance(block, Paragraph) and block.lead.startswith("Điều "))
        if begun:
            yield block


def reworded(papers: Sequence[Paper], wording: Wording, *, course: Mapping[str, str]) -> list[Paper]:
    """Thay lời văn — in the pages that bear the title of the paper; a list in front of them stays as it is."""
    main = papers[-1].title
    return [_reworded(one, wording, course) if one.title == main else one for one in papers]


def _reworded(paper: Paper, wording: Wording, course: Mapping[str, str]) -> Paper:
    facts = facts_of(paper, course)
    texts = {tag: UNKNOWN for tag in wording.tags if tag not in facts.lists and tag not in facts.inserts} | facts.texts
    pieces = wording.fill(texts=texts, lists=facts.lists)
    blocks = [block for piece in pieces for block in _blocks(piece, facts)]
    return replace(paper, blocks=tuple(blocks))


def _blocks(piece: Piece, facts: Facts) -> Iterable[Block]:
    match piece:
        case Insert():
            return facts.inserts.get(piece.name, ())
        case Grid():
            columns = tuple(Column(title, width) for title, width in zip(piece.rows[0], piece.widths, strict=True))
            return (Table(columns, piece.rows[1:]),)
    return (_line(piece),)


def _line(line: Line) -> Block:
    if line.kind == "heading":
        return Heading(line.text)
    if line.kind == "body" and not line.lead and line.text.startswith(("- ", "+ ")):
        return Bullets((line.text[2:].strip(),), line.text[0])
    if line.kind == "note" and line.text.startswith("Căn cứ"):
        return Paragraph(line.text, "basis")
    return Paragraph(line.text, line.kind if line.kind in ("center", "note") else "body", line.lead)
