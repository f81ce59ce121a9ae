"""Bước chiêu sinh, mở lớp — the rail, the home pages and the papers of these steps; importing them registers them."""

from boiduong.course.delivery.enrollment.menu import sheets
from boiduong.course.delivery.enrollment.menu.steps import nominations_step, opening_step
from boiduong.course.delivery.enrollment.menu.waiting import (
    calls_to_close,
    own_people_to_confirm,
    people_to_decide,
    seats_to_fill,
    seats_to_replace,
    summons_to_answer,
    summons_unanswered,
)

__all__ = [
    "calls_to_close",
    "nominations_step",
    "opening_step",
    "own_people_to_confirm",
    "people_to_decide",
    "seats_to_fill",
    "seats_to_replace",
    "sheets",
    "summons_to_answer",
    "summons_unanswered",
]
