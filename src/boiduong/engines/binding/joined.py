"""Nối PDF — papers one behind the other, with an outline of sections and titles.

Sources are read from disk and joined in batches, each written out before the next: memory holds a batch, not a dossier.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pikepdf

from boiduong.refusals import Refusal, gettext_noop

BATCH = 60


class Unreadable(Refusal):
    """Tệp không nối được."""

    text = gettext_noop("The file of “%(title)s” cannot be opened.")


@dataclass(frozen=True, slots=True)
class Piece:
    """Một văn bản trong hồ sơ — its file, its title and the section that it stands in."""

    path: Path
    title: str
    section: str


def join(pieces: Sequence[Piece], target: Path, *, title: str, tell: Callable[[int], None] = lambda done: None) -> int:
    """Nối thành một tệp — the number of pages; `tell` hears after each batch how many pieces are in.

    Equal pieces give equal bytes. Raises Unreadable; ValueError when there is no piece.
    """
    if not pieces:
        message = "a dossier holds at least one paper"
        raise ValueError(message)
    starts: list[int] = []
    parts: list[Path] = []
    total = 0
    for number, at in enumerate(range(0, len(pieces), BATCH)):
        part = target.with_name(f"{target.name}.{number}")
        total = _batch(pieces[at : at + BATCH], part, starts, total)
        parts.append(part)
        tell(min(at + BATCH, len(pieces)))
    _bind(parts, target, pieces, starts, title)
    for part in parts:
        part.unlink()
    return total


def _batch(pieces: Sequence[Piece], part: Path, starts: list[int], total: int) -> int:
    opened: list[pikepdf.Pdf] = []
    try:
        with pikepdf.new() as made:
            for piece in pieces:
                try:
                    source = pikepdf.open(piece.path)
                except pikepdf.PdfError as error:
                    raise Unreadable(title=piece.title) from error
                opened.append(source)
                starts.append(total)
                total += len(source.pages)
                made.pages.extend(source.pages)
            made.save(part, deterministic_id=True)
    finally:
        for source in opened:
            source.close()
    return total


def _bind(parts: Sequence[Path], target: Path, pieces: Sequence[Piece], starts: Sequence[int], title: str) -> None:
    sources = [pikepdf.open(part) for part in parts]
    try:
        with pikepdf.new() as made:
            for source in sources:
                made.pages.extend(source.pages)
            with made.open_outline() as outline:
                for section, rows in groupby(zip(pieces, starts, strict=True), key=lambda pair: pair[0].section):
                    listed = list(rows)
                    head = pikepdf.OutlineItem(section, listed[0][1])
                    head.children.extend(pikepdf.OutlineItem(piece.title, start) for piece, start in listed)
                    outline.root.append(head)
            made.docinfo["/Title"] = title
            made.Root.PageMode = pikepdf.Name.UseOutlines
            made.save(target, deterministic_id=True)
    finally:
        for source in sources:
            source.close()
