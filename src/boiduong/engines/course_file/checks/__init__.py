"""Kiểm tra lớp hai — What a schema cannot see: references, dates and numbers that must agree."""

from __future__ import annotations

from ..block import Block
from ..findings import Finding
from .dates import check_dates
from .doubts import settle_doubts
from .following import check_following
from .hours import check_hours
from .numbers import check_numbers
from .people_counts import check_people_counts
from .references import check_references
from .texts import check_texts


def check_sense(course: Block) -> tuple[Finding, ...]:
    """Kiểm tra nội dung — Every disagreement inside the file; those listed under `doubts` become notes."""
    found = (
        *check_references(course),
        *check_dates(course),
        *check_numbers(course),
        *check_people_counts(course),
        *check_hours(course),
        *check_following(course),
        *check_texts(course),
    )
    return settle_doubts(found, course)


__all__ = ["check_sense"]
