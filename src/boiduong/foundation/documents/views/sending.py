"""Tệp của văn bản — the PDF, the scan and the Word file, for who may see the paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents import queries
from boiduong.foundation.documents.answers import stored_file_response
from boiduong.foundation.documents.views.common import kind_name
from boiduong.web.answers import paper_response, pdf_response


@require_GET
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Bản PDF — the frozen bytes once numbered, else the draft as it stands."""
    document = queries.document_for(user_of(request), pk)
    if document.pdf is None and not document.facts.get("papers"):
        raise Http404
    name = f"{document.number_text or 'du-thao'} {kind_name(document)}"
    return pdf_response(queries.preview(document), name=name, download=request.GET.get("tai") == "1")


@require_GET
def scan_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Bản đã ký."""
    document = queries.document_for(user_of(request), pk)
    if document.scan is None:
        raise Http404
    title = f"{document.number_text} {document.subject}".strip()
    return stored_file_response(document.scan, title=title, download=request.GET.get("tai") == "1")


@require_GET
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """Bản Word — the content of the paper, to be edited before it is numbered or kept beside it after."""
    document = queries.document_for(user_of(request), pk)
    name = f"{document.number_text or 'du-thao'} {kind_name(document)}"
    return paper_response(queries.word_of(document), name=name, word=True)
