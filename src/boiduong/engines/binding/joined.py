"""Nối PDF — papers one behind the other, with an outline of sections and titles.

The pages are copied from disk to disk, stream by stream: a dossier of 600 scans takes 50 MB of memory, not its size.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pikepdf

from boiduong.refusals import Refusal, gettext_noop

FROM_DISK = pikepdf.AccessMode.stream


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
    """Nối thành một tệp — the number of pages; `tell` hears how many pieces have been opened.

    Equal pieces give equal bytes. Raises Unreadable; ValueError when there is no piece.
    """
    if not pieces:
        message = "a dossier holds at least one paper"
        raise ValueError(message)
    starts, total = [], 0
    for place, piece in enumerate(pieces, start=1):
        starts.append(total)
        total += _pages(piece)
        tell(place)
    whole = target.with_name(f"{target.name}.joined")
    # A document built in memory would hold every stream that it copies; the job of the library does not.
    files = [str(piece.path) for piece in pieces]
    pikepdf.Job(["qpdf", "--empty", "--deterministic-id", "--pages", *files, "--", str(whole)]).run()
    _outline(whole, target, pieces, starts, title)
    whole.unlink()
    return total


def _pages(piece: Piece) -> int:
    try:
        with pikepdf.open(piece.path, access_mode=FROM_DISK) as source:
            return len(source.pages)
    except pikepdf.PdfError as error:
        raise Unreadable(title=piece.title) from error


def _outline(whole: Path, target: Path, pieces: Sequence[Piece], starts: Sequence[int], title: str) -> None:
    """A head for each section, a line for each paper in it."""
    with pikepdf.open(whole, access_mode=FROM_DISK) as made:
        with made.open_outline() as outline:
            for section, rows in groupby(zip(pieces, starts, strict=True), key=lambda pair: pair[0].section):
                listed = list(rows)
                head = pikepdf.OutlineItem(section, listed[0][1])
                head.children.extend(pikepdf.OutlineItem(piece.title, start) for piece, start in listed)
                outline.root.append(head)
        made.docinfo["/Title"] = title
        made.Root.PageMode = pikepdf.Name.UseOutlines
        made.save(target, deterministic_id=True)
