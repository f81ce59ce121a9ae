"""Việc của danh sách giảng viên — who is on it, their personal links, half-days, and what they are paid."""

from boiduong.course.curriculum.lecturers.services.fees import set_levels, set_rate, set_tax, take_examples
from boiduong.course.curriculum.lecturers.services.keeping import add_lecturer, edit_lecturer, name_person
from boiduong.course.curriculum.lecturers.services.links import LINK_DAYS, make_link, opened_by, revoke_links
from boiduong.course.curriculum.lecturers.services.saying import Said, say_half_days, say_weekly, unsay

__all__ = [
    "LINK_DAYS",
    "Said",
    "add_lecturer",
    "edit_lecturer",
    "make_link",
    "name_person",
    "opened_by",
    "revoke_links",
    "say_half_days",
    "say_weekly",
    "set_levels",
    "set_rate",
    "set_tax",
    "take_examples",
    "unsay",
]
