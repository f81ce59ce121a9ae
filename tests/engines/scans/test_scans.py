"""Bản quét — batches are split by the codes on their pages; pictures, turned and grainy pages; hostile files."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageFilter

from boiduong.engines.scans import (
    TooManyPages,
    TooManyPixels,
    UnreadableScan,
    cut,
    page_texts,
    parts_of,
    read_pages,
    reading,
    share_found,
)
from boiduong.engines.typesetting import PageBreak, Paper, Paragraph, Typesetter

PDF = "application/pdf"
ONE, TWO = "BD*AAAAAAAAAAAAAAAAAAAAAAAAAA", "BD*BBBBBBBBBBBBBBBBBBBBBBBBBB"


def ours(code: str) -> bool:
    return code.startswith("BD*")


@pytest.fixture(scope="module")
def pages() -> list[Image.Image]:
    """Two papers of two pages each, drawn in gray at 200 dpi: what a scanner makes of them."""
    words = Paragraph("Nội dung văn bản. " * 20)
    papers = [
        Paper(issuer="Trường", title=f"GIẤY {code[-1]}", blocks=(words, PageBreak(), words), mark=code)
        for code in (ONE, TWO)
    ]
    document = pypdfium2.PdfDocument(Typesetter().render_sequence(papers))
    return [page.render(scale=200 / 72, grayscale=True).to_pil() for page in document]


def scanned(pictures: Sequence[Image.Image]) -> bytes:
    kept = io.BytesIO()
    pictures[0].save(kept, "PDF", save_all=True, append_images=list(pictures[1:]), resolution=200)
    return kept.getvalue()


def jpeg(picture: Image.Image, quality: int = 60) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=quality, dpi=(200, 200))
    return kept.getvalue()


def blank(pictures: Sequence[Image.Image]) -> Image.Image:
    return Image.new("L", pictures[0].size, 255)


def test_a_batch_is_split_by_the_codes_on_its_pages(pages: list[Image.Image]) -> None:
    content = scanned([blank(pages), *pages[:2], blank(pages), *pages[2:]])
    found = parts_of(read_pages(content, mime=PDF), ours=ours)
    assert [(part.code, part.first, part.last, part.pages) for part in found] == [
        ("", 1, 1, 1), (ONE, 2, 4, 3), (TWO, 5, 6, 2),
    ]  # fmt: skip
    second = cut(content, first=5, last=6)
    assert second == cut(content, first=5, last=6)
    assert [part.code for part in parts_of(read_pages(second, mime=PDF), ours=ours)] == [TWO]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: page.rotate(180),
        lambda page: page.rotate(2, fillcolor=255),
        lambda page: page.filter(ImageFilter.GaussianBlur(0.8)),
        lambda page: page.resize((page.width * 3 // 4, page.height * 3 // 4)),
        lambda page: page.point(lambda level: 255 if level > 140 else 0),
    ],
    ids=["upside down", "crooked", "blurred", "150 dpi", "black and white"],
)  # type: ignore[misc]
def test_poor_scans_are_read(pages: list[Image.Image], spoil: object) -> None:
    picture = spoil(pages[0])  # type: ignore[operator]
    [page] = read_pages(jpeg(picture), mime="image/jpeg")
    assert page.codes == (ONE,)
    assert page.text == ""


def test_codes_of_others_are_passed_over(pages: list[Image.Image]) -> None:
    [part] = parts_of(read_pages(scanned(pages[:1]), mime=PDF), ours=lambda code: False)
    assert part.code == ""


def test_texts_are_compared() -> None:
    paper = Typesetter().render(Paper(issuer="Trường", title="GIẤY", blocks=(Paragraph("Nội dung văn bản. " * 20),)))
    [text] = page_texts(paper)
    assert share_found(text, text) == 1
    assert share_found(text, text.replace("văn bản", "giấy khác")) < 0.7
    assert share_found(text, "vài chữ") is None
    assert share_found("", text) is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 torn", b"GIF89a"], ids=["empty", "torn", "other"])
@pytest.mark.parametrize("mime", [PDF, "image/png"])
def test_damaged_files_are_refused(content: bytes, mime: str) -> None:
    with pytest.raises(UnreadableScan):
        list(read_pages(content, mime=mime))
    with pytest.raises(UnreadableScan):
        cut(content, first=1, last=1)


def test_locked_files_are_refused(pages: list[Image.Image]) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(scanned(pages[:1]))) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UnreadableScan):
        list(read_pages(locked.getvalue(), mime=PDF))


def test_huge_files_are_refused_before_they_are_drawn(
    pages: list[Image.Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_PAGES", 1)
    with pytest.raises(TooManyPages):
        list(read_pages(scanned(pages[:2]), mime=PDF))
    monkeypatch.setattr(reading, "MOST_PIXELS", 100)
    with pytest.raises(TooManyPixels):
        list(read_pages(jpeg(pages[0]), mime="image/jpeg"))


def test_a_page_of_ten_square_meters_is_drawn_small() -> None:
    with pikepdf.new() as wide:
        wide.add_blank_page(page_size=(14000, 14000))
        kept = io.BytesIO()
        wide.save(kept)
    [page] = read_pages(kept.getvalue(), mime=PDF)
    assert page.codes == ()


def test_a_page_that_is_missing_inside_is_told() -> None:
    with pikepdf.new() as torn:
        torn.add_blank_page()
        torn.Root.Pages.Kids.append(torn.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Catalog)))
        torn.Root.Pages.Count = 2
        kept = io.BytesIO()
        torn.save(kept)
    with pytest.raises(UnreadableScan):
        list(read_pages(kept.getvalue(), mime=PDF))
