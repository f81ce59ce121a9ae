"""Khối nội dung — The pieces a paper's body is made of."""

from dataclasses import dataclass
from math import inf
from typing import Literal

ParagraphStyle = Literal["body", "basis", "article", "center", "note"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Đoạn văn — One paragraph; `lead` prints bold before the text ("Điều 1.")."""

    text: str
    style: ParagraphStyle = "body"
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Đề mục — A bold heading inside the body ("I. MỤC ĐÍCH, YÊU CẦU")."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """Gạch đầu dòng — Lines that start with `mark`, as a body paragraph does."""

    items: tuple[str, ...]
    mark: str = "-"


@dataclass(frozen=True, slots=True)
class Column:
    """Cột — One table column; neighbors with the same `group` share a heading above them.

    `width` is relative to the other columns.
    """

    title: str
    width: float = 1.0
    align: Align = "left"
    group: str = ""

    def __post_init__(self) -> None:
        """Refuse a width that no page can be shared by."""
        if not 0 < self.width < inf:
            message = f"a column's width is above 0, not {self.width}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Table:
    """Bảng — Rows under a heading that repeats on each page; a row stays on one page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    caption: str = ""
    small: bool = False

    def __post_init__(self) -> None:
        """Refuse a table without columns, and a row that would print under the wrong headings."""
        if not self.columns:
            message = "a table has at least one column"
            raise ValueError(message)
        for position, row in enumerate((*self.rows, *filter(None, (self.total,))), start=1):
            if len(row) != len(self.columns):
                message = f"row {position} has {len(row)} cells for {len(self.columns)} columns"
                raise ValueError(message)


@dataclass(frozen=True, slots=True)
class FactList:
    """Danh mục thông tin — Label and value; an empty value prints a dotted line to fill by hand.

    Without a label the line goes on from the one above.
    """

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Sang trang — The next block starts a new page."""


Block = Paragraph | Heading | Bullets | Table | FactList | PageBreak
