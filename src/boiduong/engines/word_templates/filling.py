"""Điền mẫu — the facts of a paper in the words of an institution: lines and tables, without their looks.

What a template says replaces the body of a paper; head, number, signature and lists stay as the layout rules want.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from boiduong.engines.word_templates.opening import body_xml
from boiduong.engines.word_templates.refusals import NotAWordFile, TemplateTooLarge
from boiduong.engines.word_templates.tags import environment, read_tags

Kind = Literal["body", "heading", "center", "note"]
MOST_LETTERS = 2_000_000
# Around the name of a block that is put in whole; the two letters are of no use in any writing.
OPEN, CLOSE = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class Line:
    """Một đoạn — `lead` is what stands bold before the rest."""

    text: str
    kind: Kind = "body"
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Một bảng — its first row is the heading; `widths` are relative."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Insert:
    """Chỗ chèn một khối có sẵn — of the paper itself."""

    name: str


Piece = Line | Grid | Insert


class Wording:
    """Lời văn đã mở — a template read and checked once, to be filled for one page after another.

    Raises NotAWordFile, TemplateTooLarge, ActiveTemplate, BrokenTag, UnknownTag, ForbiddenTag, NotAList,
    ListAsText.
    """

    def __init__(self, content: bytes, *, texts: Iterable[str], lists: Iterable[str], inserts: Iterable[str]) -> None:
        """Open the file; the three are the names of the tags that it may use."""
        xml = body_xml(content)
        self._inserts = tuple(inserts)
        several = frozenset(lists)
        self.tags = read_tags(xml, known={*texts, *several, *self._inserts}, lists=several)
        self._template = environment().from_string(xml)

    def fill(self, *, texts: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> list[Piece]:
        """Điền bằng dữ liệu — the pieces in their order. Raises NotAWordFile, TemplateTooLarge."""
        facts: dict[str, object] = {name: _plain(value) for name, value in texts.items()}
        facts |= {name: [_plain(value) for value in values] for name, values in lists.items()}
        facts |= {name: f"{OPEN}{name}{CLOSE}" for name in self._inserts}
        filled = self._template.render(facts)
        if len(filled) > MOST_LETTERS:
            raise TemplateTooLarge(limit=MOST_LETTERS // 1_000_000)
        try:
            body = parse_xml(filled.encode())
        except etree.XMLSyntaxError as error:
            raise NotAWordFile from error
        return list(_pieces(body))


def _plain(value: str) -> str:
    """A fact as one line, without the two letters that mark an insert."""
    return " ".join(value.replace(OPEN, "").replace(CLOSE, "").split())


def _pieces(body: etree._Element) -> list[Piece]:
    holder = body if body.tag == qn("w:body") else body.find(qn("w:body"))
    found: list[Piece] = []
    for element in holder if holder is not None else ():
        if element.tag == qn("w:p"):
            found += _paragraph(element)
        elif element.tag == qn("w:tbl") and (grid := _grid(element)):
            found.append(grid)
    return found


def _text(element: etree._Element) -> str:
    said = []
    for part in element.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        said.append(part.text or "" if part.tag == qn("w:t") else " ")
    return "".join(said)


def _paragraph(element: etree._Element) -> list[Piece]:
    words = _text(element).strip()
    if not words:
        return []
    pieces: list[Piece] = []
    for place, part in enumerate(re.split(f"{OPEN}([a-z0-9_]+){CLOSE}", words)):
        if place % 2:
            pieces.append(Insert(part))
        elif part.strip():
            pieces.append(_line(element, part.strip(), whole=part.strip() == words))
    return pieces


def _line(element: etree._Element, words: str, *, whole: bool) -> Line:
    lead = _bold_start(element) if whole else ""
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if (style is not None and style.get(qn("w:val"), "").lower().startswith("heading")) or lead == words:
        return Line(words, "center" if words.isupper() and _side(element) == "center" else "heading")
    if _side(element) == "center":
        return Line(words, "center")
    if not lead and all(_marked(run, "w:i") for run in _written(element)):
        return Line(words, "note")
    return Line(words.removeprefix(lead).strip(), "body", lead)


def _side(element: etree._Element) -> str:
    found = element.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    return str(found.get(qn("w:val"), "")) if found is not None else ""


def _bold_start(element: etree._Element) -> str:
    """The words before the first that are not bold."""
    said = ""
    for run in element.iter(qn("w:r")):
        if not _marked(run, "w:b"):
            if not _text(run).strip():
                continue
            break
        said += _text(run)
    return said.strip()


def _written(element: etree._Element) -> list[etree._Element]:
    """The runs that hold words."""
    return [run for run in element.iter(qn("w:r")) if _text(run).strip()]


def _marked(run: etree._Element, mark: str) -> bool:
    """Whether a look is on: other programs write it out where it is off."""
    found = run.find(f"{qn('w:rPr')}/{qn(mark)}")
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "off")


def _grid(element: etree._Element) -> Grid | None:
    rows = []
    for line in element.iter(qn("w:tr")):
        cells = [" ".join(_text(part).split()) for part in line.iter(qn("w:tc"))]
        rows.append(tuple(re.sub(f"[{OPEN}{CLOSE}]", "", cell) for cell in cells))
    columns = len(rows[0]) if rows else 0
    if not columns:
        return None
    even = [(*row, *("",) * columns)[:columns] for row in rows]
    widths = [float(one.get(qn("w:w"), "0") or 0) for one in element.iter(qn("w:gridCol"))]
    if len(widths) != columns or min(widths) <= 0:
        widths = [1.0] * columns
    return Grid(tuple(even), tuple(widths))
