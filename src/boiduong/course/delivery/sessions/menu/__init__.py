"""Bước buổi học — the rail, the home pages and the sheets of this step; importing them registers them."""

from boiduong.course.delivery.sessions.menu import sheets
from boiduong.course.delivery.sessions.menu.panels import learner_today, running_now
from boiduong.course.delivery.sessions.menu.steps import sessions_step
from boiduong.course.delivery.sessions.menu.waiting import (
    for_class_manager,
    for_officer,
    leaves_of_the_unit,
    logs_to_sign,
    make_ups_to_book,
)

__all__ = [
    "for_class_manager",
    "for_officer",
    "learner_today",
    "leaves_of_the_unit",
    "logs_to_sign",
    "make_ups_to_book",
    "running_now",
    "sessions_step",
    "sheets",
]
