"""Ghi tệp Word — Papers in, .docx bytes out; equal papers give equal bytes."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.run import Run

from boiduong.engines.typesetting.measures import MEASURES, Measures
from boiduong.engines.typesetting.paper import Annex, Paper
from boiduong.engines.typesetting.qr import qr_png
from boiduong.engines.typesetting.text import one_line
from boiduong.engines.typesetting.word import blocks, heads
from boiduong.engines.typesetting.word.xml import CENTERED, NAMESPACE, Shape, paragraph, run
from boiduong.engines.typesetting.wording import attachment_line, synthetic_line

FACE = "Times New Roman"
PAGE_MM = (210.0, 297.0)
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
MARK_MM = 11
MARK_DOWN_MM = 4  # into the bottom margin, clear of the text above and of the edge below
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
ANCHOR = (
    f'<wp:anchor xmlns:wp="{DRAWING}" xmlns:w="{{space}}" distT="0" distB="0" distL="0" distR="0" simplePos="0" '
    'relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
    '<wp:positionV relativeFrom="bottomMargin"><wp:posOffset>{down}</wp:posOffset></wp:positionV></wp:anchor>'
)
FRAME = (
    '<w:pgBorders xmlns:w="{space}" w:offsetFrom="text">'
    + "".join(
        f'<w:{side} w:val="single" w:sz="12" w:space="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right")
    )
    + "</w:pgBorders>"
)
PLACE = '<w:p{space} w:rsidR="{number:08X}"/>'


def papers_docx(papers: Sequence[Paper]) -> bytes:
    """Văn bản thành Word — each paper and each annex a section with its own page numbers.

    Raises ValueError when there is no paper.
    """
    if not papers:
        message = "a Word file holds at least one paper"
        raise ValueError(message)
    word = Document()
    _style(word, MEASURES[papers[0].layout])
    _properties(word, papers[0])
    kept: list[str] = []
    for place, paper in enumerate(papers):
        m = MEASURES[paper.layout]
        _sheet(word, paper, m, landscape=paper.landscape, first=place == 0)
        _append(word, kept, _body(paper, m, _room(m, landscape=paper.landscape)))
        for annex in paper.annexes:
            _sheet(word, paper, m, landscape=annex.landscape, first=False)
            _append(word, kept, _annex(paper, annex, m, _room(m, landscape=annex.landscape)))
    return _packed(word, kept)


def _room(m: Measures, *, landscape: bool) -> float:
    """Width of the text in millimeters."""
    return PAGE_MM[landscape] - m.left_mm - m.right_mm


def _body(paper: Paper, m: Measures, room: float) -> str:
    level = 2 if paper.title else 1
    end = len(paper.blocks) - 1 if paper.signature or paper.signatures else -1
    pieces = (blocks.block(item, m, room, level=level, kept=n == end) for n, item in enumerate(paper.blocks))
    said = _with_last("".join(pieces))
    return heads.head(paper, room) + heads.title(paper, room) + said + heads.closing(paper, room)


def _with_last(said: str) -> str:
    """A signature never stands on a page of its own: the last words of the body go over with it."""
    if not said.endswith("</w:p>") or "<w:p><w:pPr>" not in said:
        return said
    before, opening, last = said.rpartition("<w:p><w:pPr>")
    keep = "" if last.startswith(("<w:keepNext/>", "<w:pStyle")) else "<w:keepNext/><w:keepLines/>"
    return f"{before}{opening}{keep}{last}"


def _annex(paper: Paper, annex: Annex, m: Measures, room: float) -> str:
    said = paragraph(run(annex.title, m.body, bold=True), Shape("center", keep=True, level=1)) if annex.title else ""
    if annex.subject:
        said += paragraph(run(annex.subject, m.body, bold=True), CENTERED)
    said += paragraph(run(attachment_line(paper, annex), m.attached, italic=True), Shape("center", after=12))
    said += "".join(blocks.block(item, m, room) for item in annex.blocks)
    if annex.signature is not None:
        said += heads.right_signature(annex.signature, m, room, party=paper.layout == "party")
    return said


def _style(word: WordDocument, m: Measures) -> None:
    """Times New Roman everywhere, headings without color: each run says its own size."""
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = word.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - three styles of the bare template
        style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(m.body), None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FACE)


def _properties(word: WordDocument, paper: Paper) -> None:
    said, on = word.core_properties, paper.issued_on or date(1970, 1, 1)
    said.title = one_line(f"{paper.title} {paper.subject}")[:250]
    said.author = one_line(paper.issuer)[:250]
    said.comments, said.language = "", "vi-VN"
    said.created = said.modified = datetime(on.year, on.month, on.day, tzinfo=UTC)


def _sheet(word: WordDocument, paper: Paper, m: Measures, *, landscape: bool, first: bool) -> None:
    """Begin a section: A4, margins, page number from 1 and hidden on its first page."""
    section = word.sections[0] if first else _next_section(word)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(PAGE_MM[landscape]), Mm(PAGE_MM[not landscape])
    section.top_margin, section.bottom_margin = Mm(m.top_mm), Mm(m.bottom_mm)
    section.left_margin, section.right_margin = Mm(m.left_mm), Mm(m.right_mm)
    section.header_distance, section.footer_distance = Mm(10), Mm(6)
    section.different_first_page_header_footer = True
    if first:
        _head_and_foot(section, paper, m)
    _ordered(section, "pgBorders", FRAME if paper.head == "cover" else "")
    _ordered(section, "pgNumType", '<w:pgNumType xmlns:w="{space}" w:start="1"/>')


def _ordered(section: Section, name: str, xml: str) -> None:
    """Put an element where the schema wants it, before the columns; the one copied from the last section goes."""
    properties = section._sectPr  # noqa: SLF001 - the library has no name for these two
    for old in properties.findall(qn(f"w:{name}")):
        properties.remove(old)
    if xml:
        properties.find(qn("w:cols")).addprevious(parse_xml(xml.format(space=NAMESPACE)))


def _next_section(word: WordDocument) -> Section:
    section: Section = word.add_section(WD_SECTION.NEW_PAGE)
    # The break stands in a paragraph of its own: it takes no room, or it would open an empty page.
    holder = word.element.body.findall(qn("w:p"))[-1]
    holder.get_or_add_pPr().insert(
        0, parse_xml(f'<w:spacing xmlns:w="{NAMESPACE}" w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>')
    )
    return section


def _head_and_foot(section: Section, paper: Paper, m: Measures) -> None:
    number = (
        f'<w:r><w:rPr><w:sz w:val="{round(m.page_number * 2)}"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    _fill(section.header._element, paragraph(number, CENTERED))  # noqa: SLF001
    foot = paragraph(run(synthetic_line(language=paper.language), 9, bold=True), CENTERED) if paper.synthetic else ""
    foot += paragraph(run(paper.footer, 9), CENTERED) if paper.footer else ""
    for footer in (section.footer, section.first_page_footer):
        _fill(footer._element, foot)  # noqa: SLF001
        if paper.mark:
            holder = footer.paragraphs[0].add_run()
            holder.add_picture(io.BytesIO(qr_png(paper.mark, quiet=0)), width=Mm(MARK_MM))
            _float(holder)


def _float(holder: Run) -> None:
    """Take the picture of a run out of its line: a footer that grew would take a row from every page."""
    [inline] = holder._r.findall(f".//{qn('wp:inline')}")  # noqa: SLF001 - the library has no floating pictures
    anchor = parse_xml(ANCHOR.format(space=NAMESPACE, down=Mm(MARK_DOWN_MM)))
    for name in ("extent", "docPr", "cNvGraphicFramePr"):
        anchor.append(inline.find(qn(f"wp:{name}")))
    anchor.append(inline.find(qn("a:graphic")))
    anchor.insert(3, anchor.find(qn("wp:extent")))
    anchor.insert(4, parse_xml(f'<wp:wrapNone xmlns:wp="{DRAWING}"/>'))
    inline.getparent().replace(inline, anchor)


def _fill(parent: object, xml: str) -> None:
    """Put paragraphs into a header or footer in place of the empty one."""
    for element in parse_xml(f'<w:body xmlns:w="{NAMESPACE}">{xml}</w:body>'):
        parent.append(element)  # type: ignore[attr-defined]
    if xml:
        parent.remove(parent[0])  # type: ignore[attr-defined,index]


def _append(word: WordDocument, kept: list[str], xml: str) -> None:
    """Keep the place of a text: 600 rows take seconds to move, but no time to put into the finished part."""
    kept.append(xml)
    place = parse_xml(PLACE.format(space=f' xmlns:w="{NAMESPACE}"', number=len(kept) - 1))
    word.element.body[-1].addprevious(place)


def _packed(word: WordDocument, kept: Sequence[str]) -> bytes:
    """The file with its texts in place and one date for every part, so that equal papers give equal bytes."""
    written = io.BytesIO()
    word.save(written)
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            content = source.read(name)
            if name == "word/document.xml":
                content = _filled(content.decode(), kept).encode()
            target.writestr(zipfile.ZipInfo(name, ZIP_DAY), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _filled(part: str, kept: Sequence[str]) -> str:
    """Each place of the part, in order, gives way to the text that was kept for it."""
    pieces = []
    for number, xml in enumerate(kept):
        before, _, part = part.partition(PLACE.format(space="", number=number))
        pieces += [before, xml]
    return "".join([*pieces, part])
