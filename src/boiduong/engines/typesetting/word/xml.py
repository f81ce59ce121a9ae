"""Chữ thành XML — The few WordprocessingML pieces that a paper needs; every text is escaped here and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from boiduong.engines.typesetting.text import clean

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Side = Literal["left", "center", "right", "both"]
RULE = '<w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/>'


def twips(mm: float) -> int:
    """Milimét thành twip — the unit of lengths in Word."""
    return round(mm * 1440 / 25.4)


def run(text: str, size: float, *, bold: bool = False, italic: bool = False, underline: bool = False) -> str:
    """Đoạn chữ — `size` in points; line breaks inside the text are kept."""
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    line = '<w:u w:val="single"/>' if underline else ""
    half = round(size * 2)
    said = clean(text)
    if text.endswith(" ") and not said.endswith(" "):
        said += " "  # the space before the next run, which cleaning takes off the end of a line
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in said.split("\n"))
    return f'<w:r><w:rPr>{marks}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>{line}</w:rPr>{lines}</w:r>'


TAB = "<w:r><w:tab/></w:r>"


@dataclass(frozen=True, slots=True)
class Shape:
    """Dáng đoạn văn — lengths in millimeters, gaps in points; `rule` draws a line beneath.

    `mark` is the size of the end of the paragraph: an empty cell is as high as that, not as its words would be.
    """

    side: Side = "both"
    first_mm: float = 0
    left_mm: float = 0
    right_mm: float = 0
    before: float = 0
    after: float = 0
    keep: bool = False
    rule: bool = False
    dots_at_mm: float = 0
    level: int = 0
    mark: float = 0


PLAIN = Shape()
CENTERED = Shape(side="center")


def paragraph(runs: str, shape: Shape = PLAIN) -> str:
    """Đoạn văn — runs in one paragraph; a `level` makes it a heading that Word can find."""
    level = f'<w:pStyle w:val="Heading{shape.level}"/>' if shape.level else ""
    keep = "<w:keepNext/>" if shape.keep else ""
    rule = f"<w:pBdr>{RULE}</w:pBdr>" if shape.rule else ""
    dots = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(shape.dots_at_mm)}"/></w:tabs>'
    gaps = f'w:before="{round(shape.before * 20)}" w:after="{round(shape.after * 20)}"'
    # A rule stands close beneath the words above it: its own line is as low as a line can be.
    line = 'w:line="40" w:lineRule="exact"' if shape.rule and not runs else 'w:line="240" w:lineRule="auto"'
    space = f"<w:spacing {gaps} {line}/>"
    sides = f'w:left="{twips(shape.left_mm)}" w:right="{twips(shape.right_mm)}"'
    indent = f'<w:ind {sides} w:firstLine="{twips(shape.first_mm)}"/>'
    half = round(shape.mark * 2)
    mark = f'<w:rPr><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>' if half else ""
    side = f'<w:jc w:val="{shape.side}"/>{mark}'
    return f"<w:p><w:pPr>{level}{keep}{rule}{dots if shape.dots_at_mm else ''}{space}{indent}{side}</w:pPr>{runs}</w:p>"


def cell(content: str, width: int, *, span: int = 1, merge: str = "", middle: bool = False) -> str:
    """Ô — paragraphs in a cell `width` twips wide; `merge` is "restart" or "continue" down the column."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    where = '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merged}{where}</w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], *, head: bool = False, splits: bool = False) -> str:
    """Hàng — kept on one page unless it `splits`; a `head` is printed again on each page."""
    rules = ("" if splits else "<w:cantSplit/>") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr><w:trPr>{rules}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Iterable[int], *, lined: bool, room_pt: float = 0) -> str:
    """Bảng — `widths` in twips; ruled for data, bare for the head and the foot; `room_pt` above and below each text."""
    columns = list(widths)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    kind = "single" if lined else "none"
    borders = "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    margin, high = twips(1) if lined else 0, round(room_pt * 20)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="{high}" w:type="dxa"/>'
        f'<w:left w:w="{margin}" w:type="dxa"/><w:bottom w:w="{high}" w:type="dxa"/>'
        f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def page_break() -> str:
    """Sang trang."""
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
