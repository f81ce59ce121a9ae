"""Tách bản quét — a batch of pages as its papers: each code begins one, pages without a code follow the one before."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pikepdf

from boiduong.engines.scans.reading import ScannedPage
from boiduong.engines.scans.refusals import UnreadableScan


@dataclass(frozen=True, slots=True)
class Part:
    """Một phần của bản quét — pages `first` to `last`; `code` is empty before the first code of a batch."""

    code: str
    first: int
    last: int
    text: str

    @property
    def pages(self) -> int:
        """Số trang."""
        return self.last - self.first + 1


def parts_of(pages: Iterable[ScannedPage], *, ours: Callable[[str], bool]) -> list[Part]:
    """Tách theo mã — only codes that are `ours` count; a code on every page of a paper makes one part."""
    found: list[Part] = []
    for page in pages:
        code = next((one for one in page.codes if ours(one)), "")
        last = found[-1] if found else None
        if last is not None and (not code or code == last.code):
            found[-1] = Part(last.code, last.first, page.number, f"{last.text}\n{page.text}")
        else:
            found.append(Part(code, page.number, page.number, page.text))
    return found


def cut(content: bytes, *, first: int, last: int) -> bytes:
    """Cắt trang — pages `first` to `last` of a PDF as a file, equal bytes each time. Raises UnreadableScan."""
    try:
        with pikepdf.open(io.BytesIO(content)) as source, pikepdf.new() as target:
            target.pages.extend(source.pages[first - 1 : last])
            written = io.BytesIO()
            target.save(written, deterministic_id=True)
    except pikepdf.PdfError as error:
        raise UnreadableScan from error
    return written.getvalue()
