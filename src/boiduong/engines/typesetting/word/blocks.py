"""Khối nội dung trong Word — Paragraphs, headings, facts and tables with headings that repeat."""

from itertools import groupby

from boiduong.engines.typesetting.blocks import (
    Block,
    Bullets,
    Column,
    FactList,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from boiduong.engines.typesetting.measures import Measures
from boiduong.engines.typesetting.word.xml import TAB, Shape, cell, page_break, paragraph, row, run, table, twips

Grid = tuple[list[str], list[str]]
KEPT_ROWS = 2


def block(item: Block, m: Measures, room_mm: float, *, level: int = 2, kept: bool = False) -> str:
    """Một khối — as the PDF prints it; the last rows of a table go over with its sums, and of one
    that is `kept` with what follows."""
    match item:
        case Paragraph():
            return _paragraph(item, m)
        case Heading():
            shape = Shape("left", first_mm=m.indent_mm, before=8, after=m.paragraph_gap, keep=True, level=level)
            return paragraph(run(item.text.strip(), m.body, bold=True), shape) if item.text.strip() else ""
        case Bullets():
            return "".join(paragraph(run(f"{item.mark} {text}", m.body), _body(m)) for text in item.items)
        case FactList():
            return "".join(_fact(label, value, m, room_mm) for label, value in item.rows)
        case PageBreak():
            return page_break()
    return _table(item, m, room_mm, kept=kept)


def _body(m: Measures) -> Shape:
    return Shape(first_mm=m.indent_mm, after=m.paragraph_gap)


def _paragraph(item: Paragraph, m: Measures) -> str:
    lead = run(f"{item.lead} ", m.body, bold=True) if item.lead else ""
    match item.style:
        case "center":
            loud = not item.lead and item.text.isupper()
            return paragraph(lead + run(item.text, m.body, bold=loud), Shape("center", before=2, after=m.paragraph_gap))
        case "note":
            return paragraph(lead + run(item.text, m.note, italic=True), Shape(after=m.paragraph_gap))
        case "basis":
            return paragraph(lead + run(item.text, m.body, italic=True), _body(m))
    return paragraph(lead + run(item.text, m.body), _body(m))


def _fact(label: str, value: str, m: Measures, room_mm: float) -> str:
    """An empty value leaves a dotted line to the margin, to be filled in by hand."""
    said = run(label if label.endswith(":") or not label else f"{label}:", m.body)
    if value:
        return paragraph(said + run(f" {value}", m.body), Shape("left", first_mm=m.indent_mm, after=m.paragraph_gap))
    shape = Shape("left", first_mm=m.indent_mm, after=m.paragraph_gap, dots_at_mm=room_mm)
    return paragraph(said + TAB, shape)


def _table(item: Table, m: Measures, room_mm: float, *, kept: bool) -> str:
    size = m.small_table if item.small else m.table
    whole = sum(column.width for column in item.columns)
    widths = [twips(room_mm * column.width / whole) for column in item.columns]
    rows = _heads(item.columns, widths, size)
    last = len(item.rows) - KEPT_ROWS if kept or item.total else len(item.rows)
    for place, values in enumerate(item.rows):
        rows.append(row(_cells(values, item.columns, widths, size, keep=place >= last)))
    if item.total:
        rows.append(row(_cells(item.total, item.columns, widths, size, bold=True, keep=kept)))
    caption = run(item.caption, size, bold=True)
    before = paragraph(caption, Shape("center", before=8, after=4, keep=True)) if item.caption else ""
    return before + table(rows, widths, lined=True, room_pt=1 if item.small else 1.5) + paragraph("", Shape(after=2))


def _cells(
    values: tuple[str, ...],
    columns: tuple[Column, ...],
    widths: list[int],
    size: float,
    *,
    bold: bool = False,
    keep: bool = False,
) -> list[str]:
    return [
        cell(paragraph(run(value, size, bold=bold), Shape(column.align, keep=keep, mark=size)), width, middle=True)
        for value, column, width in zip(values, columns, widths, strict=True)
    ]


def _heads(columns: tuple[Column, ...], widths: list[int], size: float) -> list[str]:
    """One heading row, or two where columns share a group; both come again on every page."""
    grouped = any(column.group for column in columns)
    upper, lower = [], []
    at = 0
    for group, members in groupby(columns, key=lambda column: column.group):
        titles = [member.title for member in members]
        here = widths[at : at + len(titles)]
        at += len(titles)
        if group:
            upper.append(_head(group, sum(here), size, span=len(titles)))
            lower += [_head(title, width, size) for title, width in zip(titles, here, strict=True)]
        else:
            down = "restart" if grouped else ""
            upper += [_head(title, width, size, merge=down) for title, width in zip(titles, here, strict=True)]
            lower += [_head("", width, size, merge="continue") for width in here]
    return [row(upper, head=True), row(lower, head=True)] if grouped else [row(upper, head=True)]


def _head(text: str, width: int, size: float, *, span: int = 1, merge: str = "") -> str:
    return cell(
        paragraph(run(text, size, bold=True), Shape("center", mark=size)), width, span=span, merge=merge, middle=True
    )
