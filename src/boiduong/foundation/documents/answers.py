"""Gửi tệp — what somebody uploaded goes out so that it can do nothing in our name."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.utils.text import slugify

from boiduong.engines import vietnamese
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.files.rules import EXTENSIONS

SHOWN_INLINE = ("application/pdf", "image/png", "image/jpeg")
# No script, form, frame or origin of ours, whatever the bytes turn out to be.
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


def stored_file_response(stored: StoredFile, *, title: str = "", download: bool = False) -> HttpResponse:
    """Gửi tệp lưu — images and PDF may be looked at, anything else is saved; the type is the one checked at entry.

    `title` is what people call it. Raises FileMissing.
    """
    inline = stored.mime in SHOWN_INLINE and not download
    ending = EXTENSIONS.get(stored.mime, "bin")
    stem = stored.name.rpartition(".")[0] or stored.name
    plain = slugify(vietnamese.fold(stem)) or "file"
    wide = quote(f"{stem}.{ending}".replace("/", "-"), safe="")
    response = HttpResponse(
        stored.read(title=title), content_type=stored.mime if ending != "bin" else "application/octet-stream"
    )
    kind = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{kind}; filename=\"{plain}.{ending}\"; filename*=UTF-8''{wide}"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
