"""Đọc bản quét — the codes and the words on each page of a PDF or a picture.

A page is drawn at 200 dpi, in gray, and never larger than a set number of points: a page of ten square meters is not
an attack that anybody needs to survive at full size.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from PIL import Image

from boiduong.engines.scans.refusals import TooManyPages, TooManyPixels, UnreadableScan

DPI = 200
MOST_PAGES = 800
MOST_PIXELS = 60_000_000
DRAWN_PIXELS = 9_000_000
# The code stands in the lower part of the page; most pages are done after a third of the work.
LOWER = 0.84
POINT = 1 / 72


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """Một trang — counted from 1, with every code found and the words of its text layer, if it has one."""

    number: int
    codes: tuple[str, ...]
    text: str


def read_pages(content: bytes, *, mime: str) -> Iterator[ScannedPage]:
    """Đọc từng trang — one at a time, so that a long batch takes the memory of one page.

    Raises UnreadableScan, TooManyPages, TooManyPixels.
    """
    if mime == "application/pdf":
        yield from _pdf_pages(content)
    else:
        yield ScannedPage(1, _codes(_picture(content)), "")


def page_texts(content: bytes) -> list[str]:
    """Chữ của từng trang PDF — what our own papers say. Raises UnreadableScan, TooManyPages."""
    document = _opened(content)
    try:
        return [_text(page) for page in document]
    finally:
        document.close()


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise UnreadableScan from error
    if count > MOST_PAGES:
        raise TooManyPages(pages=count, limit=MOST_PAGES)
    return document


def _pdf_pages(content: bytes) -> Iterator[ScannedPage]:
    document = _opened(content)
    try:
        for number, page in enumerate(document, start=1):
            yield ScannedPage(number, _codes(_drawn(page)), _text(page))
    except pypdfium2.PdfiumError as error:
        raise UnreadableScan from error
    finally:
        document.close()


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    width, height = page.get_size()
    scale = min(DPI * POINT, (DRAWN_PIXELS / max(width * height, 1)) ** 0.5)
    drawn: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return drawn


def _text(page: pypdfium2.PdfPage) -> str:
    held = page.get_textpage()
    try:
        said: str = held.get_text_range()
    finally:
        held.close()
    return said


def _picture(content: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise TooManyPixels(limit=MOST_PIXELS // 1_000_000)
            return opened.convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableScan from error


def _codes(picture: Image.Image) -> tuple[str, ...]:
    lower = picture.crop((0, int(picture.height * LOWER), picture.width, picture.height))
    found = _read(lower) if lower.height > 0 else ()
    return found or _read(picture)


def _read(picture: Image.Image) -> tuple[str, ...]:
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return tuple(dict.fromkeys(one.text for one in found if one.valid))
