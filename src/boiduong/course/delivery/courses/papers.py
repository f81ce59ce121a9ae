"""Văn bản của khóa — the frame that every stage prints with, its bases, and how a course and its classes are named."""

from __future__ import annotations

from collections.abc import Iterable

from boiduong.course.annual_plan.plans.models import Plan
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.rules import in_text
from boiduong.engines.typesetting import Paragraph
from boiduong.engines.vietnamese import date_words
from boiduong.foundation.documents.papers import (
    PaperFrame,
    authority_line,
    basis_blocks,
    basis_line,
    paper_frame,
    signature_of,
    unit_code,
)

__all__ = [
    "PaperFrame",
    "authority_line",
    "bases_blocks",
    "bases_lines",
    "basis_line",
    "class_in_text",
    "in_text",
    "paper_frame",
    "signature_of",
    "unit_code",
]


def bases_lines(course: Course) -> tuple[str, ...]:
    """Các căn cứ của khóa — one line each, ending in a semicolon, in the order entered; last, the plan it stands in.

    Where a basis entered is itself the plan, our own is not named beside it.
    """
    rows = list(course.bases.select_related("legal_act"))
    lines = tuple(basis_line(row.legal_act) for row in rows)
    return lines if any(row.effect == "plans" for row in rows) else (*lines, *_plan_line(course))


def _plan_line(course: Course) -> tuple[str, ...]:
    plan = Plan.objects.filter(lines__courses=course, document__state__in=("numbered", "filed")).select_related(
        "document"
    )
    for one in plan:
        document = one.document
        if document is not None and document.issued_on is not None:
            return (
                f"Căn cứ Kế hoạch số {document.number_text} {date_words(document.issued_on)} của "
                f"{paper_frame(document.issuer, kind='annual_plan', on=document.issued_on)['issuer']} "
                f"về {one.title[:1].lower()}{one.title[1:]};".replace("về kế hoạch ", "về "),
            )
    return ()


def bases_blocks(course: Course, more: Iterable[str] = ()) -> tuple[Paragraph, ...]:
    """Phần căn cứ của khóa — the course's bases, then `more` (whole lines); the last ends with a full stop."""
    return basis_blocks([*bases_lines(course), *more])


def class_in_text(training_class: TrainingClass) -> str:
    """Tên lớp giữa câu — "Lớp A, khóa …"; the only class of a course, which nobody named, is the course itself."""
    course, label = training_class.course, training_class.label.strip()
    if training_class.assumed.get("class") and course.has_one_class:
        return in_text(course.title)
    return f"{class_name(label)}, {in_text(course.title)}"


def class_name(label: str) -> str:
    """Tên lớp — "Lớp A"; a label that says what it is stands as it is."""
    return label if label.lower().startswith(("lớp", "đợt")) else f"Lớp {label}"
