"""Quy tắc chương trình — kinds of completion items, their scales, and how parts are judged."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from boiduong.refusals import Label, Refusal, gettext_noop

JUDGED = {
    "together": gettext_noop("judged together with the rest"),
    "apart": gettext_noop("judged apart"),
    "not": gettext_noop("not judged"),
}
ITEM_KINDS = {
    "report": gettext_noop("reflection report"),
    "essay": gettext_noop("essay"),
    "thesis": gettext_noop("thesis"),
    "test": gettext_noop("test"),
    "exam": gettext_noop("exam"),
    "quiz": gettext_noop("quiz"),
    "practice": gettext_noop("practice"),
    "study_report": gettext_noop("field study report"),
    "project": gettext_noop("project"),
    "other": gettext_noop("other work"),
}
SCALES = {
    "points": gettext_noop("points"),
    "pass_fail": gettext_noop("pass or fail"),
    "bands": gettext_noop("bands"),
}
MARKERS = (1, 2, 3)

PART_TITLE = gettext_noop("the title of the part")
ITEM_TITLE = gettext_noop("the name of the work")
SCALE_MAX = gettext_noop("the highest mark")
BANDS = gettext_noop("the bands")


class ProgramNotSaid(Refusal):
    """Chương trình chưa đủ."""

    text = gettext_noop("Write %(what)s.")


class BadScale(Refusal):
    """Thang điểm không hợp."""

    text = gettext_noop("“%(title)s”: the scale does not work: %(why)s.")


def check_part(*, title: str, judged: str, choose_at_least: int | None) -> None:
    """Kiểm tra một phần — a title and a way of judging; raises ProgramNotSaid, BadScale."""
    if not title.strip():
        raise ProgramNotSaid(what=Label(PART_TITLE))
    if judged not in JUDGED:
        raise BadScale(title=title, why=judged)
    if choose_at_least is not None and choose_at_least < 1:
        raise BadScale(title=title, why=choose_at_least)


def check_item(
    *,
    title: str,
    kind: str,
    scale: str,
    scale_max: Decimal | None,
    step: Decimal | None,
    pass_share: Decimal | None,
    bands: Sequence[object],
    markers: int,
) -> None:
    """Kiểm tra nội dung đánh giá — points have a highest mark, bands have names, shares lie between 0 and 1.

    Raises ProgramNotSaid, BadScale.
    """
    if not title.strip():
        raise ProgramNotSaid(what=Label(ITEM_TITLE))
    if kind not in ITEM_KINDS or scale not in SCALES:
        raise BadScale(title=title, why=f"{kind}, {scale}")
    if scale == "points" and (scale_max is None or scale_max <= 0):
        raise ProgramNotSaid(what=Label(SCALE_MAX))
    if scale == "bands" and not bands:
        raise ProgramNotSaid(what=Label(BANDS))
    if pass_share is not None and not 0 <= pass_share <= 1:
        raise BadScale(title=title, why=pass_share)
    if step is not None and (step <= 0 or (scale_max is not None and step > scale_max)):
        raise BadScale(title=title, why=step)
    if markers not in MARKERS:
        raise BadScale(title=title, why=markers)
