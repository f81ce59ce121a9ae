"""Đọc mẫu lời văn — which version is in use, and the tags that a kind of paper has."""

from __future__ import annotations

from django.db.models import QuerySet

from boiduong.engines.typesetting import FactList, Paper, paper_from_json
from boiduong.engines.vietnamese import fold
from boiduong.foundation.accounts.models import User
from boiduong.foundation.documents.models import Document, WordTemplate, WordTemplateUse
from boiduong.foundation.documents.permissions import can_keep_templates
from boiduong.foundation.documents.queries.reading import papers_of
from boiduong.foundation.documents.rules import KINDS
from boiduong.foundation.organizations.models import Institution

# Books and lists have no wording of their own; certificates are drawn, and news is written for each.
WITHOUT_WORDING = frozenset(
    {"certificate", "register", "outside", "roll", "lesson_log", "news_item", "timetable", "mark_sheet", "fee_list"}
)
WORDED = tuple(kind for kind in KINDS if kind not in WITHOUT_WORDING)
SAMPLES = 5


def institutions_worded_by(user: User) -> list[Institution]:
    """Cơ sở mà mình ghi mẫu lời văn."""
    found = Institution.objects.select_related("unit").order_by("code")
    return [one for one in found if can_keep_templates(user, one)]


def template_in_use(issuer_id: int, kind: str) -> WordTemplate | None:
    """Mẫu đang dùng của nơi ban hành — None where the wording of the software is used."""
    used = WordTemplateUse.objects.filter(institution__unit=issuer_id, kind=kind).select_related("template__source")
    last = used.order_by("-id").first()
    return last.template if last else None


def uses_of(institution: Institution) -> dict[str, WordTemplate | None]:
    """Mẫu đang dùng theo loại — only kinds for which something was ever decided."""
    rows = WordTemplateUse.objects.filter(institution=institution).select_related("template").order_by("id")
    return {row.kind: row.template for row in rows}


def versions_of(institution: Institution) -> QuerySet[WordTemplate]:
    """Các phiên bản của một cơ sở — newest first."""
    return WordTemplate.objects.filter(institution=institution).select_related("source").order_by("kind", "-version")


def samples_of(institution: Institution, kind: str) -> QuerySet[Document]:
    """Văn bản thật của loại ấy — the newest few that this institution issued."""
    rows = Document.objects.filter(issuer=institution.unit_id, kind=kind, facts__has_key="papers")
    return rows.exclude(state="discarded").order_by("-id")


def plain_papers(document: Document) -> list[Paper]:
    """Nội dung theo lời văn của phần mềm — as drafted, before a template took its place."""
    kept = document.facts.get("plain")
    return [paper_from_json(text) for text in kept] if kept else papers_of(document)


def tag_of(label: str) -> str:
    """Thẻ của một dòng thông tin — "Có mặt:" gives co_mat."""
    kept = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in fold(label))
    return "_".join(kept.split())


def line_tags(institution: Institution, kind: str) -> dict[str, str]:
    """Thẻ của các dòng thông tin — those seen in the newest papers of this kind, with what each stands for."""
    found: dict[str, str] = {}
    for document in samples_of(institution, kind)[:SAMPLES]:
        kept = document.facts.get("plain") or document.facts.get("papers", [])
        # A letter to each of sixty people has the same lines: the last one is read alone.
        for text in kept[-1:]:
            for block in paper_from_json(text).blocks:
                if isinstance(block, FactList):
                    found |= {tag_of(label): label.rstrip(":") for label, _ in block.rows if tag_of(label)}
    return found
