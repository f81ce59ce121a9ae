"""Đóng hồ sơ lớp — one PDF with an outline and one ZIP with hashes, by the worker, with its progress told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries.dossier import JOB, DossierPart, dossier_parts
from boiduong.engines.binding import Entry, Piece, join, page_size, write_archive, write_notice, write_stamp
from boiduong.engines.typesetting.coverage import FONT_FOLDER
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.files.rules import EXTENSIONS, PDF, FileMissing
from boiduong.foundation.files.services import store_path
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import enqueue
from boiduong.refusals import Refusal, gettext_noop

ZIP = "application/zip"
COPY = "Bản in kèm hồ sơ. Bản gốc như đã cấp, kèm chữ ký số nếu có, nằm trong tệp ZIP của hồ sơ, thư mục certificates/."
MISSING = "Thiếu tệp"
MISSING_WHY = (
    "Tệp của văn bản “%(title)s” (lưu ngày %(day)s, %(key)s) không còn trong kho của máy chủ nên không có trong hồ sơ "
    "này. Báo quản trị hệ thống lấy lại tệp từ bản sao lưu, rồi đóng hồ sơ lại."
)
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

    In the place of a file that is missing stands a page that says so; the result names those papers. Raises
    NotAllowed, DossierEmpty, Unreadable.
    """
    require(can_read_people(by, course))
    parts = dossier_parts(course)
    if not parts:
        raise DossierEmpty
    with TemporaryDirectory(prefix="ho-so-") as place:
        folder, count = Path(place), len(parts)
        paths, missing = [], []
        for number, part in enumerate(parts):
            path = folder / f"{number}.{EXTENSIONS.get(part.file.mime, 'bin')}"
            try:
                part.file.copy_to(path, title=part.title)
            except FileMissing as refusal:
                path = _notice(refusal, folder / f"{number}.pdf")
                missing.append(number)
            paths.append(path)
            tell(0.3 * (number + 1) / count, f"{number + 1}/{count}")
        archive = folder / "ho-so.zip"
        write_archive(
            _entries(parts, paths, missing),
            archive,
            tell=lambda done: tell(0.3 + 0.3 * done / count, f"{done}/{count}"),
        )
        joined, pages = folder / "ho-so.pdf", 0
        pieces = [
            Piece(path, _title(part, number in missing), part.section, part.copy and number not in missing)
            for number, (part, path) in enumerate(zip(parts, paths, strict=True))
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
    named = {"missing": [parts[number].title for number in missing]} if missing else {}
    return result | {"papers": count, "pages": pages} | named


def _notice(refusal: FileMissing, path: Path) -> Path:
    """The page that stands for a file: Vietnamese, as every page of the dossier."""
    write_notice(path, title=MISSING, text=MISSING_WHY % refusal.facts, fonts=FONT_FOLDER)
    return path


def _title(part: DossierPart, missing: bool) -> str:
    return f"{MISSING}: {part.title}" if missing else part.title


def _stamp(pieces: list[Piece], folder: Path) -> Path | None:
    """The line over the pages of copies, on a page as large as theirs; None where there is no copy."""
    first = next((piece for piece in pieces if piece.copy), None)
    if first is None:
        return None
    width, height = page_size(first.path, title=first.title)
    target = folder / "dau-ban-in.pdf"
    write_stamp(target, COPY, width=width, height=height, fonts=FONT_FOLDER)
    return target


def _entries(parts: list[DossierPart], paths: list[Path], missing: list[int]) -> list[Entry]:
    return [
        Entry(path, part.folder, f"{number + 1:03d} {_title(part, number in missing)[:90]}{path.suffix}")
        for number, (part, path) in enumerate(zip(parts, paths, strict=True))
    ]


def _kept(path: Path, course: Course, mime: str, at: datetime) -> StoredFile:
    return store_path(path, name=f"ho-so-{course.slug}{path.suffix}", mime=mime, at=at)
