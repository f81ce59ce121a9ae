"""Cột và trang — what a list holds, for writing it and for reading it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "int", "number", "date"]
Value = str | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """Cột — one column; `width` in characters, `aliases` are other headings it is known by.

    `required` matters when reading: the column must be there and every row must fill it.
    """

    title: str
    width: float = 16
    kind: Kind = "text"
    required: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Trang — one list; `notes` are lines above the heading, such as a synthetic-data warning.

    `rows` is read once and may be a generator.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]
    notes: tuple[str, ...] = ()
