"""Giấy in được — which papers a person may print for a course, all of them or those of one step."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course
from boiduong.foundation.accounts.models import User
from boiduong.web.sheets import Allowed, offered


@dataclass(frozen=True)
class Offer:
    """Một dòng trong danh mục giấy in."""

    key: str
    title: str
    note: str
    numbered: bool
    waits: str = ""  # what must come first
    prints: bool = True


def offers_for(user: User | None, course: Course, step: str | None = None) -> list[Offer]:
    """Giấy in được — of one step where said; each right is asked once, however many papers hang on it."""
    answers: dict[Allowed, bool] = {}
    found: list[Offer] = []
    for one in offered():
        if step is not None and one.step != step:
            continue
        if one.may not in answers:
            answers[one.may] = one.may(user, course)
        if answers[one.may]:
            first = one.waits(course)
            waits, prints = gettext(first) if first else "", not first or one.blank
            found.append(Offer(one.key, one.title, gettext(one.note), bool(one.kind), waits, prints))
    return found
