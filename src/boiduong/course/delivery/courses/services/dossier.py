"""Đóng hồ sơ lớp — one PDF with an outline and one ZIP with hashes, by the worker, with its progress told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries.dossier import JOB, DossierPart, dossier_parts
from boiduong.engines.binding import Entry, Piece, join, page_size, write_archive, write_stamp
from boiduong.engines.typesetting.coverage import FONT_FOLDER
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.files.rules import EXTENSIONS, PDF
from boiduong.foundation.files.services import store_path
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import enqueue
from boiduong.refusals import Refusal, gettext_noop

ZIP = "application/zip"
COPY = "Bản in kèm hồ sơ. Bản gốc như đã cấp, kèm chữ ký số nếu có, nằm trong tệp ZIP của hồ sơ, thư mục certificates/."
Tell = Callable[[float, str], None]


class DossierEmpty(Refusal):
    """Hồ sơ chưa có văn bản."""

    text = gettext_noop("No paper of this course has a number yet. There is nothing to put together.")


def ask_dossier(course: Course, *, by: User, at: datetime) -> Job:
    """Xếp việc đóng hồ sơ — asked twice it is one job. Raises NotAllowed, DossierEmpty."""
    require(can_read_people(by, course))
    if not dossier_parts(course):
        raise DossierEmpty
    with acting(by, "courses.ask_dossier", at=at) as act:
        job = enqueue(JOB, at=at, args={"course": course.pk, "by": by.pk}, key=f"{JOB}:{course.pk}", by_id=by.pk)
        act.record(course, after={"job": job.pk})
    return job


def make_dossier(course: Course, *, by: User | None, at: datetime, tell: Tell) -> dict[str, object]:
    """Đóng hồ sơ — the two files stored; `tell` hears the share done and how many of how many.

    Raises NotAllowed, DossierEmpty, Unreadable.
    """
    require(can_read_people(by, course))
    parts = dossier_parts(course)
    if not parts:
        raise DossierEmpty
    with TemporaryDirectory(prefix="ho-so-") as place:
        folder, count = Path(place), len(parts)
        paths = []
        for number, part in enumerate(parts):
            paths.append(folder / f"{number}.{EXTENSIONS.get(part.file.mime, 'bin')}")
            part.file.copy_to(paths[-1])
            tell(0.3 * (number + 1) / count, f"{number + 1}/{count}")
        archive = folder / "ho-so.zip"
        write_archive(
            _entries(parts, paths), archive, tell=lambda done: tell(0.3 + 0.3 * done / count, f"{done}/{count}")
        )
        joined, pages = folder / "ho-so.pdf", 0
        pieces = [
            Piece(path, part.title, part.section, part.copy)
            for part, path in zip(parts, paths, strict=True)
            if part.bound
        ]
        if pieces:
            title = f"Hồ sơ {course.title}"
            pages = join(
                pieces,
                joined,
                title=title,
                stamp=_stamp(pieces, folder),
                tell=lambda done: tell(0.6 + 0.35 * done / len(pieces), f"{done}/{len(pieces)}"),
            )
        kept = {"zip": _kept(archive, course, ZIP, at)} | ({"pdf": _kept(joined, course, PDF, at)} if pieces else {})
    result: dict[str, object] = {ending: file.pk for ending, file in kept.items()}
    return result | {"papers": count, "pages": pages}


def _stamp(pieces: list[Piece], folder: Path) -> Path | None:
    """The line over the pages of copies, on a page as large as theirs; None where there is no copy."""
    first = next((piece for piece in pieces if piece.copy), None)
    if first is None:
        return None
    width, height = page_size(first.path, title=first.title)
    target = folder / "dau-ban-in.pdf"
    write_stamp(target, COPY, width=width, height=height, fonts=FONT_FOLDER)
    return target


def _entries(parts: list[DossierPart], paths: list[Path]) -> list[Entry]:
    return [
        Entry(path, part.folder, f"{number:03d} {part.title[:90]}{path.suffix}")
        for number, (part, path) in enumerate(zip(parts, paths, strict=True), start=1)
    ]


def _kept(path: Path, course: Course, mime: str, at: datetime) -> StoredFile:
    return store_path(path, name=f"ho-so-{course.slug}{path.suffix}", mime=mime, at=at)
