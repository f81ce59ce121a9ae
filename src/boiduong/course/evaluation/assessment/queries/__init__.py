"""Đọc bài thu hoạch — results of a class, what a marker has to do, who has handed in nothing."""

from boiduong.course.evaluation.assessment.queries.marking import (
    Marked,
    marked,
    rules_for,
    submissions_of,
    to_mark,
)
from boiduong.course.evaluation.assessment.queries.outcomes import (
    Attempt,
    ItemResult,
    attempts_of,
    items_of,
    passes,
    results,
    scale_of,
)
from boiduong.course.evaluation.assessment.queries.overview import (
    Board,
    awaited,
    boards,
    extendable,
    extensions_of,
    missing_learners,
)
from boiduong.course.evaluation.assessment.queries.own import (
    OwnReport,
    due_for,
    extended_until,
    own_assignments,
    own_reports,
)

__all__ = [
    "Attempt",
    "Board",
    "ItemResult",
    "Marked",
    "OwnReport",
    "attempts_of",
    "awaited",
    "boards",
    "due_for",
    "extendable",
    "extended_until",
    "extensions_of",
    "items_of",
    "marked",
    "missing_learners",
    "own_assignments",
    "own_reports",
    "passes",
    "results",
    "rules_for",
    "scale_of",
    "submissions_of",
    "to_mark",
]
