"""Chứng chỉ trong hồ sơ lớp — the bytes as issued for the archive, their pages for the joined file."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models.fields.json import KT

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries.dossier import DossierPart
from boiduong.course.recognition.certificates.queries.credentials import credentials_of_course

FOLDER = "certificates"
SECTION = "Chứng chỉ, giấy chứng nhận"
ENDED = {"replaced": " (đã thay)", "revoked": " (đã thu hồi)"}


def certificates_in_dossier(course: Course) -> Iterator[DossierPart]:
    """Giấy đã cấp của khóa — in the order of the register, also those that were replaced or revoked."""
    rows = credentials_of_course(course).select_related("pdf", "status").defer("facts")
    for row in rows.annotate(holder=KT("facts__name")).iterator(chunk_size=500):
        title = f"{row.number_text} {row.holder or ''}{ENDED.get(row.status.state, '')}"
        yield DossierPart(SECTION, title, FOLDER, row.pdf, copy=True)


def certificate_count(course: Course) -> int:
    """Số giấy đã cấp của khóa — one query."""
    return credentials_of_course(course).count()
