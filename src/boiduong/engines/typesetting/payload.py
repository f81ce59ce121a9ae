"""Dữ liệu cho khuôn — Turns papers into the JSON that the templates read."""

from collections.abc import Callable
from dataclasses import asdict
from itertools import groupby
from typing import cast

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
from boiduong.engines.typesetting.measures import MEASURES
from boiduong.engines.typesetting.paper import Annex, Paper, Signature
from boiduong.engines.typesetting.qr import qr_png
from boiduong.engines.typesetting.text import clean, one_line
from boiduong.engines.typesetting.wording import (
    attachment_line,
    issuer_lines,
    letter_subject,
    number_line,
    place_and_date,
    place_and_year,
    synthetic_line,
)

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

_MEASURES = {layout: cast("dict[str, Json]", asdict(measures)) for layout, measures in MEASURES.items()}

LONGEST_HEADING = 1500
"""Letters of a table heading past which it prints once: it would leave its pages no room for rows."""

SPLIT_HEIGHT_MM = {False: 180.0, True: 100.0}
"""Height past which a row may break over pages: portrait, landscape (it would not fit one page)."""


def paper_payload(paper: Paper) -> dict[str, Json]:
    """Dữ liệu một văn bản — Every text cleaned, every derived line written out.

    A centered line in capitals prints bold, as the authority and "QUYẾT ĐỊNH:" do.
    """
    title = clean(paper.title).strip()
    return {
        "layout": paper.layout,
        "lang": paper.language,
        "document_title": one_line(f"{paper.title} {paper.subject}") or one_line(paper.issuer) or "Văn bản",
        "author": one_line(paper.issuer),
        "parent_issuer": clean(issuer_lines(paper.parent_issuer)),
        "issuer": clean(issuer_lines(paper.issuer)),
        "number_line": clean(number_line(paper)),
        "place_and_date": clean(place_and_date(paper.place, paper.issued_on, year=paper.year)),
        "place_and_year": clean(place_and_year(paper)),
        "title": title,
        "subject": clean(paper.subject),
        "letter_subject": clean(letter_subject(paper.subject)),
        "addressed_to": _texts(paper.addressed_to),
        "blocks": _blocks(paper.blocks, titled=bool(title), landscape=paper.landscape),
        "signature": _signature(paper.signature),
        "signatures": [_signature(signature) for signature in paper.signatures],
        "recipients": _texts(paper.recipients),
        "annexes": [_annex(paper, annex) for annex in paper.annexes],
        "landscape": paper.landscape,
        "synthetic_line": synthetic_line(language=paper.language) if paper.synthetic else "",
        "footer": clean(paper.footer),
        "qr": [*qr_png(paper.verify)] if paper.verify else "",
        "verify": clean(paper.verify),
        "verify_label": clean(paper.verify_label),
        "head": paper.head,
        "mark": [*qr_png(paper.mark, quiet=0)] if paper.mark else "",
        "measures": _MEASURES[paper.layout],
    }


def _texts(values: tuple[str, ...]) -> list[Json]:
    return [clean(value) for value in values]


def _signature(signature: Signature | None) -> Json:
    if signature is None:
        return None
    return {
        "capacity": _texts(signature.capacity),
        "name": clean(signature.name),
        "note": clean(signature.note),
    }


def _annex(paper: Paper, annex: Annex) -> Json:
    title = clean(annex.title).strip()
    return {
        "title": title,
        "subject": clean(annex.subject),
        "attached": clean(attachment_line(paper, annex)),
        "blocks": _blocks(annex.blocks, titled=bool(title), landscape=annex.landscape),
        "landscape": annex.landscape,
        "signature": _signature(annex.signature),
    }


def _blocks(blocks: tuple[Block, ...], *, titled: bool, landscape: bool) -> list[Json]:
    return [_block(block, titled=titled, landscape=landscape) for block in blocks]


def _block(block: Block, *, titled: bool, landscape: bool) -> Json:
    match block:
        case Paragraph():
            lead, text = clean(block.lead), clean(block.text)
            if block.style == "center" and not lead and text.isupper():
                lead, text = text, ""
            return {"kind": "paragraph", "style": block.style, "lead": lead, "text": text}
        case Heading():
            return {"kind": "heading", "text": clean(block.text).strip(), "level": 2 if titled else 1}
        case Bullets():
            return {"kind": "bullets", "items": _texts(block.items), "mark": clean(block.mark)}
        case FactList():
            return {"kind": "facts", "rows": [_fact(*row) for row in block.rows]}
        case PageBreak():
            return {"kind": "page_break"}
    return _table(block, landscape=landscape)


def _fact(label: str, value: str) -> Json:
    label = clean(label)
    return [label if label.endswith(":") or not label else f"{label}:", clean(value)]


def _table(table: Table, *, landscape: bool) -> Json:
    splits = _splitting(table, landscape=landscape)
    return {
        "kind": "table",
        "widths": [column.width for column in table.columns],
        "aligns": [column.align for column in table.columns],
        "head": _table_head(table.columns),
        "repeats": sum(len(column.title + column.group) for column in table.columns) <= LONGEST_HEADING,
        "rows": [{"cells": _texts(row), "splits": splits(row)} for row in table.rows],
        "total": _texts(table.total),
        "caption": clean(table.caption),
        "small": table.small,
    }


def _splitting(table: Table, *, landscape: bool) -> Callable[[tuple[str, ...]], bool]:
    """Whether a row is taller than a page, estimated from 2 mm a letter and 5.5 mm a line."""
    room = 247.0 if landscape else 160.0
    whole = sum(column.width for column in table.columns)
    letters = [max(1.0, column.width / whole * room / 2.0) for column in table.columns]

    def splits(row: tuple[str, ...]) -> bool:
        lines = (len(cell) / per_line + cell.count("\n") for cell, per_line in zip(row, letters, strict=True))
        return max(lines) * 5.5 > SPLIT_HEIGHT_MM[landscape]

    return splits


def _table_head(columns: tuple[Column, ...]) -> list[Json]:
    """One heading row, or two where columns share a group."""
    if not any(column.group for column in columns):
        return [[_head_cell(column.title) for column in columns]]
    upper: list[Json] = []
    lower: list[Json] = []
    for group, members in groupby(columns, key=lambda column: column.group):
        titles = [member.title for member in members]
        if group:
            upper.append(_head_cell(group, colspan=len(titles)))
            lower.extend(_head_cell(title) for title in titles)
        else:
            upper.extend(_head_cell(title, rowspan=2) for title in titles)
    return [upper, lower]


def _head_cell(text: str, *, colspan: int = 1, rowspan: int = 1) -> Json:
    return {"text": clean(text), "colspan": colspan, "rowspan": rowspan}
