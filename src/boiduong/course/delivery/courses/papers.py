"""Văn bản của khóa — the frame that every stage prints with, and the bases of a course."""

from __future__ import annotations

from collections.abc import Iterable

from boiduong.course.delivery.courses.models import Course
from boiduong.engines.typesetting import Paragraph
from boiduong.foundation.documents.papers import (
    PaperFrame,
    basis_blocks,
    basis_line,
    paper_frame,
    signature_of,
    unit_code,
)

__all__ = [
    "PaperFrame",
    "bases_blocks",
    "bases_lines",
    "basis_line",
    "paper_frame",
    "signature_of",
    "unit_code",
]


def bases_lines(course: Course) -> tuple[str, ...]:
    """Các căn cứ của khóa — one line each, ending in a semicolon, in the order entered."""
    return tuple(basis_line(row.legal_act) for row in course.bases.select_related("legal_act"))


def bases_blocks(course: Course, more: Iterable[str] = ()) -> tuple[Paragraph, ...]:
    """Phần căn cứ của khóa — the course's bases, then `more` (whole lines); the last ends with a full stop."""
    return basis_blocks([*bases_lines(course), *more])
