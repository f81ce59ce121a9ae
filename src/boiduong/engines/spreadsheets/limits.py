"""Giới hạn — how much a file may hold before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Giới hạn đọc tệp — examples that fit lists of a province; pass others where lists are longer.

    Bytes for `content` (as sent) and `unpacked`; characters for `text` (all cells
    together). `cells` counts the rectangles that the sheets span, filled or not.
    """

    content: int = 10_000_000
    unpacked: int = 60_000_000
    entries: int = 300
    rows: int = 20_000
    columns: int = 200
    cells: int = 4_000_000
    text: int = 30_000_000
    header_within: int = 40
