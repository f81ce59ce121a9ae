"""Văn bản của khóa — the frame that every stage prints with, its bases, and how a course and its classes are named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from boiduong.course.annual_plan.plans.models import Plan
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.rules import in_text
from boiduong.engines.typesetting import Paragraph
from boiduong.engines.vietnamese import date_words
from boiduong.foundation.documents.papers import (
    PaperFrame,
    addressee,
    authority_line,
    basis_blocks,
    basis_line,
    board_of,
    paper_frame,
    signature_of,
    unit_code,
)
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on, names_on

__all__ = [
    "PLACES_DIFFER",
    "PaperFrame",
    "addressee",
    "authority_line",
    "bases_blocks",
    "bases_lines",
    "basis_line",
    "board_of",
    "class_in_text",
    "in_text",
    "one_place",
    "organizers",
    "paper_frame",
    "signature_of",
    "unit_code",
]


PLACES_DIFFER = "Ghi trong quyết định mở từng lớp"


def one_place(course: Course) -> str:
    """Nơi học chung — the place as a sentence may name it; empty where each class has a place of its own."""
    return "" if course.place_text == PLACES_DIFFER else course.place_text


def organizers(course: Course, lead: Unit, on: date) -> str:
    """Cơ quan tổ chức — "Trường … phối hợp với Sở Nội vụ và Ban …": the lead, and whoever coordinates with it."""
    rows = course.duties.filter(duty="coordinate", training_class__isnull=True).exclude(unit=lead).order_by("id")
    others = list(dict.fromkeys(rows.values_list("unit_id", flat=True)))
    names = names_on(others, on) if others else {}
    told = [names[one] for one in others if one in names]
    joined = " và ".join(part for part in (", ".join(told[:-1]), *told[-1:]) if part)
    return f"{name_on(lead, on)} phối hợp với {joined}" if joined else name_on(lead, on)


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
