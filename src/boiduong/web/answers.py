"""Câu trả lời — a paper as PDF or Word, sent so that only the person who asked keeps it."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.utils.text import slugify

from boiduong.engines import vietnamese

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# No script, form, frame or origin of ours.
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


def pdf_response(content: bytes, *, name: str, download: bool = False) -> HttpResponse:
    """Gửi PDF — shown in the browser, or saved when `download`; `name` is the file's name without its ending."""
    return _sent(content, name=name, ending="pdf", mime="application/pdf", download=download)


def paper_response(content: bytes, *, name: str, word: bool = False) -> HttpResponse:
    """Gửi giấy tờ — a PDF to look at, or a Word file to save and edit."""
    if word:
        return _sent(content, name=name, ending="docx", mime=WORD, download=True)
    return pdf_response(content, name=name)


def uploaded_response(content: bytes, *, mime: str, name: str, plain: str, inline: bool = True) -> HttpResponse:
    """Gửi tệp người khác gửi lên — shown or saved, and unable to do anything in our name whatever its bytes are.

    `name` is the file's own name; `plain` stands for it where only plain letters pass.
    """
    response = HttpResponse(content, content_type=mime)
    kind, wide = "inline" if inline else "attachment", quote(name.replace("/", "-"), safe="")
    response["Content-Disposition"] = f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{wide}"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _sent(content: bytes, *, name: str, ending: str, mime: str, download: bool) -> HttpResponse:
    plain = slugify(vietnamese.fold(name)) or "paper"
    wide = quote(f"{name}.{ending}".replace("/", "-"), safe="")
    response = HttpResponse(content, content_type=mime)
    kind = "attachment" if download else "inline"
    response["Content-Disposition"] = f"{kind}; filename=\"{plain}.{ending}\"; filename*=UTF-8''{wide}"
    response["Cache-Control"] = "private, no-store"
    return response
