"""Lễ — Every ceremony on a day with its classes; one for each class when the file says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..block import Block
from ..kinds import CeremonyKind
from ..model import Ceremony, TrainingClass
from ..values import day_told
from .ledger import Ledger


def ceremony_half_days(course: Block) -> int:
    """Số buổi dành cho lễ — One half-day for the opening and one for the closing, when they are told of."""
    return len({one.word("kind") for one in course.each("ceremonies")})


def fill_ceremonies(
    course: Block, classes: Sequence[TrainingClass], ledger: Ledger, *, year: int
) -> tuple[Ceremony, ...]:
    """Điền các lễ — A day not said is the first study day of the classes, or the last for a closing."""
    found = []
    for block in course.each("ceremonies"):
        kind = CeremonyKind(block.word("kind") or CeremonyKind.OPENING)
        named = [one for one in classes if one.id in block.words("for") or one.program in block.words("for")]
        held = _classes_of(block, kind, named or list(classes), year)
        for group in [[one] for one in held] if block.flag("per_class") else [held]:
            found.append(_one(block, kind, group, ledger, year))
    return tuple(found)


def _classes_of(block: Block, kind: CeremonyKind, classes: list[TrainingClass], year: int) -> list[TrainingClass]:
    """Lớp dự lễ — A dated opening concerns the classes that have not ended by then; others concern all."""
    when = block.when("on")
    if when is None or kind is CeremonyKind.CLOSING or block.has("for"):
        return classes
    day = when.first(year=year)
    return [one for one in classes if one.end >= day] or classes


def _one(block: Block, kind: CeremonyKind, classes: list[TrainingClass], ledger: Ledger, year: int) -> Ceremony:
    when = block.when("on")
    is_alone = bool(block.flag("per_class"))
    day: date
    if when is not None and when.day and not is_alone:
        day = when.first(year=year)
    elif kind is CeremonyKind.OPENING:
        day = min(one.start for one in classes)
    else:
        day = max(one.end for one in classes)
    day_assumed = when is None or not when.is_full or is_alone
    if day_assumed:
        ledger.note(
            f"{block.where}.{classes[0].id}" if is_alone else block.where,
            f"Ngày {'khai giảng' if kind is CeremonyKind.OPENING else 'bế giảng'}: {day_told(day)}.",
            f"Day of the {kind}: {day_told(day)}.",
        )
    return Ceremony(
        kind=kind,
        day=day,
        classes=tuple(one.id for one in classes),
        mode=block.word("mode") or "in_person",
        where=block.text("where"),
        chair=block.texts("chair"),
        acts=block.texts("acts"),
        day_assumed=day_assumed,
        assumed=block.assumed,
    )
