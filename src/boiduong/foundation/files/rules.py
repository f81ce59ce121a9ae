"""Quy tắc tệp — what may be uploaded, told by its content and its size, never by its name alone."""

from __future__ import annotations

import io
import re
import zipfile

from boiduong.refusals import Refusal, gettext_noop

MEGABYTE = 1024 * 1024
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
# A workbook of a few megabytes may unpack to hundreds: beyond this it is a trap, not a list.
UNPACKED_LIMIT = 300 * MEGABYTE
PARTS_LIMIT = 5000
_OFFICE = (("xl/workbook.xml", XLSX), ("word/document.xml", DOCX))
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
_ZIP_TAIL = b"PK\x05\x06"
# Names that make a PDF act when it is opened; a scan and a report have no use for them.
_ACTIVE_PDF = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile)(?![A-Za-z])")
EXTENSIONS = {PDF: "pdf", XLSX: "xlsx", DOCX: "docx", "image/png": "png", "image/jpeg": "jpg"}


class FileTooLarge(Refusal):
    """Tệp quá lớn."""

    text = gettext_noop("The file has %(size)s MB. At most %(limit)s MB may be sent.")


class FileEmpty(Refusal):
    """Tệp rỗng."""

    text = gettext_noop("The file is empty. Choose it again.")


class FileKindRefused(Refusal):
    """Loại tệp không nhận."""

    text = gettext_noop("This kind of file is not taken here. Send it as: %(kinds)s.")


class FileHoldsMacro(Refusal):
    """Tệp có macro."""

    text = gettext_noop("The file holds a macro. Save it without macros and send it again.")


class FileHoldsScript(Refusal):
    """Tệp có mã chạy được."""

    text = gettext_noop("The file holds commands or another file inside. Print it to PDF again and send that.")


class FileMissing(Refusal):
    """Tệp không còn trong kho — the row is there, the bytes are not; they come back from a copy only."""

    text = gettext_noop(
        "The file of “%(title)s”, kept since %(day)s, is not in the store of this server. Tell the system "
        "administrator: the file %(key)s has to come back from a backup."
    )
    heading = gettext_noop("The file is missing")
    status = 404


def kind_of(content: bytes) -> str:
    """Loại tệp — the media type read from the content; empty when it is none that we take.

    Office files are read by their table of parts, so that a word inside other bytes makes nothing a workbook.
    """
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content.startswith(b"PK\x03\x04"):
        names = {part.filename for part in _parts(content)}
        return next((kind for name, kind in _OFFICE if name in names), "")
    return ""


def _parts(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        return zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return []


def check_upload(content: bytes, *, kinds: tuple[str, ...], limit: int, size: int | None = None) -> str:
    """Kiểm tra tệp gửi lên — its media type, told by its content.

    Raises FileEmpty, FileTooLarge, FileKindRefused, FileHoldsMacro, FileHoldsScript.
    """
    if not content:
        raise FileEmpty
    if len(content) > limit:
        raise FileTooLarge(size=-(-max(size or 0, len(content)) // MEGABYTE), limit=limit // MEGABYTE)
    kind = kind_of(content)
    if kind not in kinds:
        raise FileKindRefused(kinds=", ".join(EXTENSIONS[k].upper() for k in kinds))
    if kind in (XLSX, DOCX):
        _check_office(content, limit=limit)
    elif _ZIP_TAIL in content[-66_000:]:
        raise FileHoldsScript  # two files in one: a picture in front, an archive behind
    if kind == PDF and _ACTIVE_PDF.search(content):
        raise FileHoldsScript
    return kind


def _check_office(content: bytes, *, limit: int) -> None:
    parts = _parts(content)
    if any(part.filename.lower().rpartition("/")[2] in _MACRO_PARTS for part in parts):
        raise FileHoldsMacro
    if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise FileTooLarge(size=sum(part.file_size for part in parts) // MEGABYTE, limit=limit // MEGABYTE)
