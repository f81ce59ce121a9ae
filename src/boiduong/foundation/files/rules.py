"""Quy tắc tệp — what may be uploaded, told by its content and its size, never by its name alone."""

from __future__ import annotations

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


def kind_of(content: bytes) -> str:
    """Loại tệp — the media type read from the content; empty when it is none that we take."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content.startswith(b"PK\x03\x04"):
        if b"xl/workbook.xml" in content:
            return XLSX
        if b"word/document.xml" in content:
            return DOCX
    return ""


def check_upload(content: bytes, *, kinds: tuple[str, ...], limit: int) -> str:
    """Kiểm tra tệp gửi lên — its media type; raises FileEmpty, FileTooLarge, FileKindRefused, FileHoldsMacro."""
    if not content:
        raise FileEmpty
    if len(content) > limit:
        raise FileTooLarge(size=-(-len(content) // MEGABYTE), limit=limit // MEGABYTE)
    kind = kind_of(content)
    if kind not in kinds:
        raise FileKindRefused(kinds=", ".join(EXTENSIONS[k].upper() for k in kinds))
    if b"vbaProject.bin" in content:
        raise FileHoldsMacro
    return kind
