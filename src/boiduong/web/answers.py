"""Câu trả lời — a paper as PDF, sent so that only the person who asked keeps it."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.utils.text import slugify

from boiduong.engines import vietnamese


def pdf_response(content: bytes, *, name: str, download: bool = False) -> HttpResponse:
    """Gửi PDF — shown in the browser, or saved when `download`; `name` is the file's name without its ending."""
    plain = slugify(vietnamese.fold(name)) or "paper"
    wide = quote(f"{name}.pdf".replace("/", "-"), safe="")
    response = HttpResponse(content, content_type="application/pdf")
    kind = "attachment" if download else "inline"
    response["Content-Disposition"] = f"{kind}; filename=\"{plain}.pdf\"; filename*=UTF-8''{wide}"
    response["Cache-Control"] = "private, no-store"
    return response
