"""Kết quả bài thu hoạch — of each learner of a class and each item of the program; the last attempt counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from boiduong.course.curriculum.programs.models import CompletionItem
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.evaluation.assessment.models import Submission
from boiduong.course.evaluation.assessment.rules import (
    Scale,
    item_passed,
)
from boiduong.web.prepared import prepared
from boiduong.web.reading import once


@dataclass(frozen=True)
class ItemResult:
    """Kết quả một nội dung — as it stands; `settled` is false while markers are at work or nothing came."""

    item_id: int
    title: str
    required: bool
    one_of: str
    value: Decimal | None
    band: str
    scale_max: Decimal | None
    passed: bool
    settled: bool
    handed_in: bool
    attempt: int


class Attempt(NamedTuple):
    """Một lần nộp — what a result is read from."""

    state: str
    value: Decimal | None
    band: str
    attempt: int


def scale_of(item: CompletionItem) -> Scale:
    """Thang của nội dung — as the program says it."""
    return Scale(
        kind=item.scale, highest=item.scale_max, step=item.step, pass_share=item.pass_share, bands=tuple(item.bands)
    )


def items_of(training_class: TrainingClass) -> list[CompletionItem]:
    """Các nội dung phải đánh giá của lớp — from the program version that the class follows."""
    found = CompletionItem.objects.filter(version_id=training_class.version_id).select_related("part")
    return once(f"assessment.items:{training_class.version_id}", lambda: list(found.order_by("position")))


def results(training_class: TrainingClass, people: Iterable[int] | None = None) -> dict[int, list[ItemResult]]:
    """Kết quả của lớp — enrollment id → one result an item, in the program's order; the last attempt counts.

    Of `people` (enrollment ids) where the caller has them, else of everyone in the class; a class of any size costs as
    many queries.
    """
    items = items_of(training_class)
    latest: dict[tuple[int, int], Attempt] = {}
    rows = Submission.objects.filter(assignment__training_class=training_class).order_by("attempt")
    for enrollment, item, *row in rows.values_list("enrollment_id", "assignment__item_id", *Attempt._fields):
        latest[enrollment, item] = Attempt(*row)
    if people is None:
        people = [one for (one,) in _enrolled(training_class.pk)]
    return {one: [_result(item, latest.get((one, item.pk))) for item in items] for one in people}


@prepared
def _enrolled(training_class: int) -> QuerySet[Enrollment, Any]:
    return Enrollment.objects.filter(training_class=training_class).values_list("id")


def _result(item: CompletionItem, row: Attempt | None) -> ItemResult:
    settled = row is not None and row.state == "settled"
    value = row.value if row is not None and settled else None
    band = row.band if row is not None and settled else ""
    return ItemResult(
        item_id=item.pk,
        title=item.title,
        required=item.required,
        one_of=item.one_of,
        value=value,
        band=band,
        scale_max=item.scale_max,
        passed=settled and item_passed(scale_of(item), value=value, band=band),
        settled=settled,
        handed_in=row is not None,
        attempt=row.attempt if row is not None else 0,
    )


def attempts_of(training_class: TrainingClass) -> QuerySet[Submission]:
    """Mọi bài đã nhận của lớp."""
    return Submission.objects.filter(assignment__training_class=training_class)


def passes(submission: Submission) -> bool:
    """Đạt — the settled mark of a report passes its item."""
    item = submission.assignment.item
    if submission.state != "settled":
        return False
    return item_passed(scale_of(item), value=submission.value, band=submission.band)
