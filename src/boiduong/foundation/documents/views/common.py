"""Chung cho các trang giấy tờ — who asks, and what a paper is called."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.rules import KINDS


def kind_name(document: Document) -> str:
    """Tên loại — as it stands in the head of the paper."""
    return KINDS.get(document.kind, (document.kind, ""))[0]


def crumbs() -> list[tuple[str, str]]:
    """Đường dẫn về trang Giấy tờ."""
    return [(gettext("Papers"), reverse("documents:list"))]
