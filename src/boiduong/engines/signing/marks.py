"""Ô chữ ký trên trang — the visible part of a signature: where it stands and what is drawn there."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import typst
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader

_SOURCE = b"""#let job = json("/job.json")
#set page(width: job.width * 1mm, height: job.height * 1mm, margin: 1mm, fill: none)
#set text(font: job.font, size: job.size * 1pt, fallback: false, lang: "vi", fill: rgb("#14532d"))
#set par(leading: 0.45em, spacing: 0.45em)
#align(left + horizon, stack(dir: ttb, spacing: 0.5em, ..job.lines))
"""


@dataclass(frozen=True, slots=True)
class VisibleMark:
    """Chữ ký nhìn thấy — a box in millimeters from the top left corner of a page (from 1), and a one-page PDF in it.

    `drawing` comes from `draw_mark` or any typesetting; a box without one would be drawn by each reader as it likes.
    """

    page: int
    left: float
    top: float
    width: float
    height: float
    drawing: bytes


def draw_mark(
    lines: Sequence[str], *, width: float, height: float, fonts: Path, font: str = "Tinos", size: float = 8
) -> bytes:
    """Vẽ ô chữ ký — lines of text as a one-page PDF with its letters embedded; millimeters, points.

    `fonts` is a folder with the font; equal arguments give equal bytes.
    """
    job = {"lines": list(lines), "width": width, "height": height, "font": font, "size": size}
    files = {"main.typ": _SOURCE, "job.json": json.dumps(job, ensure_ascii=False).encode()}
    compiler = typst.Compiler(root=str(fonts), font_paths=[str(fonts)], ignore_system_fonts=True)
    drawn = compiler.compile(input=files, format="pdf", pdf_tags=False, timestamp=0)  # type: ignore[type-var]
    return cast("bytes", drawn)


class Drawing(PdfContent):
    """Hình lấy từ tệp PDF khác — its first page, with the fonts that it carries."""

    def __init__(self, pdf: bytes) -> None:
        """Keep the page; it is copied when the signature is placed."""
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        """Copy the page into the document and draw it."""
        copied = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Mark"] = copied
        left, bottom, right, top = (float(side) for side in copied.get_object()["/BBox"])
        self.box = BoxConstraints(width=right - left, height=top - bottom)
        return b"/Mark Do"
