"""Gửi tệp — what somebody uploaded goes out so that it can do nothing in our name."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.text import slugify

from boiduong.engines import vietnamese
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.files.rules import EXTENSIONS
from boiduong.web.answers import uploaded_response

SHOWN_INLINE = ("application/pdf", "image/png", "image/jpeg")


def stored_file_response(stored: StoredFile, *, title: str = "", download: bool = False) -> HttpResponse:
    """Gửi tệp lưu — images and PDF may be looked at, anything else is saved; the type is the one checked at entry.

    `title` is what people call it. Raises FileMissing.
    """
    inline = stored.mime in SHOWN_INLINE and not download
    ending = EXTENSIONS.get(stored.mime, "bin")
    stem = stored.name.rpartition(".")[0] or stored.name
    plain = slugify(vietnamese.fold(stem)) or "file"
    mime = stored.mime if ending != "bin" else "application/octet-stream"
    return uploaded_response(
        stored.read(title=title), mime=mime, name=f"{stem}.{ending}", plain=f"{plain}.{ending}", inline=inline
    )
