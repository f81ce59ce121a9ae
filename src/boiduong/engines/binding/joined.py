"""Nối PDF — papers one behind the other, with an outline of sections and titles.

The pages are copied from disk to disk, stream by stream: memory goes by the number of pages (0.08 MB each), not size.
A page loses its signature when it is copied into another file. The joined file therefore carries none: what was signed
prints as it looked, and a piece that is a copy of a signed original says so on each page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pikepdf

from boiduong.refusals import Refusal, gettext_noop

FROM_DISK = pikepdf.AccessMode.stream
# Every open file costs memory while the pages are copied: they are bound in parts, and the parts joined.
AT_ONCE = 50


class Unreadable(Refusal):
    """Tệp không nối được."""

    text = gettext_noop("The file of “%(title)s” cannot be opened.")


@dataclass(frozen=True, slots=True)
class Piece:
    """Một văn bản trong hồ sơ — its file, its title and the section that it stands in; `copy` of a signed original."""

    path: Path
    title: str
    section: str
    copy: bool = False


def join(
    pieces: Sequence[Piece],
    target: Path,
    *,
    title: str,
    stamp: Path | None = None,
    tell: Callable[[int], None] = lambda done: None,
) -> int:
    """Nối thành một tệp — the number of pages; `tell` hears how many pieces have been opened.

    The one page of `stamp` is laid over every page of a piece that is a copy. Equal pieces give equal bytes.
    Raises Unreadable; ValueError when there is no piece.
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
    parts = []
    for first in range(0, len(pieces), AT_ONCE):
        parts.append(target.with_name(f"{target.name}.{first}"))
        after = [*starts, total][first : first + AT_ONCE + 1]
        _bind(pieces[first : first + AT_ONCE], [start - starts[first] for start in after], parts[-1], stamp)
    _job("--pages", *map(str, parts), "--", str(whole))
    _outline(whole, target, pieces, starts, title)
    for made in (whole, *parts):
        made.unlink()
    return total


def _job(*arguments: str) -> None:
    """A document built in memory would hold every stream that it copies; the job of the library does not."""
    pikepdf.Job(["qpdf", "--empty", "--deterministic-id", *arguments]).run()


def _bind(pieces: Sequence[Piece], starts: Sequence[int], target: Path, stamp: Path | None) -> None:
    """Some pieces in one file; `starts` has one place more than there are pieces: the number of pages."""
    copies = _ranges(pieces, starts)
    over = ["--overlay", str(stamp), "--from=", "--repeat=1", f"--to={copies}", "--"] if stamp and copies else []
    # What stood in fields (a signature's picture, a form filled in) becomes part of the page.
    files = [str(piece.path) for piece in pieces]
    _job("--flatten-annotations=print", "--pages", *files, "--", *over, str(target))


def _ranges(pieces: Sequence[Piece], starts: Sequence[int]) -> str:
    """The pages of copies as the library reads them, "3-7,9-9"; pages count from 1."""
    runs: list[list[int]] = []
    for piece, first, after in zip(pieces, starts, starts[1:], strict=False):
        if not piece.copy:
            continue
        if runs and runs[-1][1] == first:
            runs[-1][1] = after
        else:
            runs.append([first, after])
    return ",".join(f"{first + 1}-{after}" for first, after in runs)


def _pages(piece: Piece) -> int:
    try:
        with pikepdf.open(piece.path, access_mode=FROM_DISK) as source:
            return len(source.pages)
    except pikepdf.PdfError as error:
        raise Unreadable(title=piece.title) from error


def page_size(path: Path, *, title: str) -> tuple[float, float]:
    """Khổ trang đầu — width and height in points, as the page is looked at; raises Unreadable."""
    try:
        with pikepdf.open(path, access_mode=FROM_DISK) as source:
            page = source.pages[0]
            box = [float(value) for value in page.cropbox]
            sides = (box[2] - box[0], box[3] - box[1])
            return (sides[1], sides[0]) if int(page.obj.get("/Rotate", 0)) % 180 else sides
    except (pikepdf.PdfError, IndexError) as error:
        raise Unreadable(title=title) from error


def _outline(whole: Path, target: Path, pieces: Sequence[Piece], starts: Sequence[int], title: str) -> None:
    """A head for each section, a line for each paper in it."""
    with pikepdf.open(whole, access_mode=FROM_DISK) as made:
        with made.open_outline() as outline:
            for section, rows in groupby(zip(pieces, starts, strict=True), key=lambda pair: pair[0].section):
                listed = list(rows)
                head = pikepdf.OutlineItem(section, listed[0][1])
                head.children.extend(pikepdf.OutlineItem(piece.title, start) for piece, start in listed)
                outline.root.append(head)
        _without_fields(made)
        made.docinfo["/Title"] = title
        made.Root.PageMode = pikepdf.Name.UseOutlines
        made.save(target, deterministic_id=True)


def _without_fields(made: pikepdf.Pdf) -> None:
    """No form and no signature is left: one that is not seen has nothing to print and is taken off its page."""
    for name in ("/AcroForm", "/Perms"):
        if name in made.Root:
            del made.Root[name]
    for page in made.pages:
        kept = [one for one in page.obj.get("/Annots", []) if one.get("/Subtype") != pikepdf.Name.Widget]
        if "/Annots" in page.obj and len(kept) != len(page.obj.Annots):
            page.obj.Annots = pikepdf.Array(kept)
